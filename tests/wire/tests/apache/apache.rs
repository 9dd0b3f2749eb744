//! An Apache of our own: nothing goes in, a server on 127.0.0.1 that guards its files by digest comes out.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

pub(crate) const USER: &str = "ann of \"sales\"";
pub(crate) const PASSWORD: &str = "s3cret: päss";
const REALM: &str = "Dialer, all of it";
/// The names of the files that stand for users.
const FILES: [&str; 4] = ["7", "a b", "ä'(8)!~", "50%25+1"];

/// A running Apache. It ends when it is dropped.
pub(crate) struct Apache {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Apache {
    /// Nothing where no Apache is installed.
    pub(crate) fn start() -> Option<Self> {
        let modules = [
            "/usr/lib/apache2/modules",
            "/usr/lib64/httpd/modules",
            "/usr/lib/httpd/modules",
        ];
        let modules = modules
            .iter()
            .map(Path::new)
            .find(|folder| folder.join("mod_auth_digest.so").is_file())?;
        let programs = ["/usr/sbin/apache2", "/usr/sbin/httpd"];
        let program = programs
            .iter()
            .find(|program| Path::new(program).is_file())?;
        // Not one for this user alone: where Apache starts as root, it reads its files as another.
        let folder = std::env::temp_dir().join(format!("trunkline-apache-{}", std::process::id()));
        let port = free_port();
        write(&folder, modules, port);
        let child = Command::new(program)
            .arg("-X")
            .arg("-f")
            .arg(folder.join("httpd.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Apache can be run");
        let apache = Self {
            child,
            port,
            folder,
        };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(apache);
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(apache.folder.join("error.log"));
        panic!("Apache does not listen: {}", log.unwrap_or_default());
    }

    pub(crate) fn url(&self, api: &str) -> String {
        format!("http://127.0.0.1:{}/{api}", self.port)
    }

    /// The status of each request so far.
    pub(crate) fn statuses(&self) -> Vec<u16> {
        // Apache writes the line after it has sent the reply.
        sleep(Duration::from_millis(300));
        let log = fs::read_to_string(self.folder.join("access.log")).expect("there is a log");
        log.lines().filter_map(|line| line.parse().ok()).collect()
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("127.0.0.1 has a free port");
    let address = listener.local_addr();
    address.expect("a bound socket has an address").port()
}

fn write(folder: &Path, modules: &Path, port: u16) {
    for api in ["api", "brief"] {
        let users = folder.join("www").join(api).join("users");
        fs::create_dir_all(&users).expect("there is room for a folder");
        for file in FILES {
            fs::write(users.join(file), r#"[{"id": "7"}]"#).expect("there is room for a file");
        }
    }
    let md5 = digest_auth::Algorithm::default();
    let hash = md5.hash(format!("{USER}:{REALM}:{PASSWORD}").as_bytes());
    let users = format!("{USER}:{REALM}:{hash}\n");
    fs::write(folder.join("users"), users).expect("there is room for a file");
    fs::write(folder.join("httpd.conf"), config(folder, modules, port))
        .expect("there is room for a file");
}

fn config(folder: &Path, modules: &Path, port: u16) -> String {
    let (folder, modules) = (folder.display(), modules.display());
    let names = [
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_digest",
    ];
    let load: String = names
        .iter()
        .map(|name| format!("LoadModule {name}_module \"{modules}/mod_{name}.so\"\n"))
        .collect();
    format!(
        r#"
ServerRoot "{folder}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{load}
<IfModule unixd_module>
  User nobody
</IfModule>
DefaultRuntimeDir "{folder}"
PidFile "{folder}/httpd.pid"
ErrorLog "{folder}/error.log"
LogFormat "%>s" status
CustomLog "{folder}/access.log" status
DocumentRoot "{folder}/www"
<Directory "{folder}/www">
  ForceType application/json
  AuthType Digest
  AuthName "{REALM}"
  AuthDigestProvider file
  AuthUserFile "{folder}/users"
  AuthDigestNonceLifetime 300
  Require valid-user
</Directory>
<Directory "{folder}/www/brief">
  AuthDigestNonceLifetime 1
</Directory>
"#
    )
}

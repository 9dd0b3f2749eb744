//! The vendor, in a process of its own: where it is and what it counted, as lines of text, out.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead as _, BufReader, Lines, Read as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use trunkline_mock::Mock;

use crate::Outcome;
use crate::load::{CLIENTS, USERS};
use crate::tally::Tally;

/// The argument by which the program is the vendor.
pub(crate) const WORD: &str = "vendor";

/// Five in a hundred of each. Logins are spared, so that they can be counted.
const FAULTS: &str = "latency=20ms@5%, reset@5%, cut@5%, drip=2ms@5%, 429@5%, 429=1@5%, 500@5%, html@5%, \
    truncated@5%, oversized=2mb@5%, bomb=2mb@5%, malformed@5%, duplicated@5%, shrinking@5%, expired@5%, \
    redirect@5%, spare=log_in";

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/specs/storm.yaml");

/// Serves until the standard input ends, then says what was counted.
pub(crate) fn serve() -> Outcome {
    let runtime = tokio::runtime::Runtime::new()?;
    let mock = Mock::from_spec(SPEC)?.items(USERS).faults(FAULTS.parse()?);
    let running = runtime.block_on(mock.start())?;
    let [user, password] = &running.credentials("admin")[..] else {
        return Err("a login takes a user and a password".into());
    };
    let key = running.credentials("key").concat();
    println!("{}\n{user}\n{password}\n{key}", running.base_url());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    println!("logins {}", running.sessions());
    println!("revoked {}", running.revoked());
    for (word, count) in running.faults_met() {
        println!("{word} {count}");
    }
    Ok(())
}

/// The process of the vendor. It ends when this is dropped.
pub(crate) struct Process {
    child: Child,
    wish: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
    pub(crate) url: String,
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) key: String,
}

impl Process {
    pub(crate) fn start() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(WORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let wish = child.stdin.take();
        let out = child.stdout.take().ok_or("the vendor has no output")?;
        let mut said = BufReader::new(out).lines();
        let mut line = || said.next().ok_or("the vendor did not start");
        let [url, user, password, key] = [line()??, line()??, line()??, line()??];
        Ok(Self {
            child,
            wish,
            said,
            url,
            user,
            password,
            key,
        })
    }

    /// Ends the vendor, and gives what it counted.
    pub(crate) fn finish(&mut self) -> std::io::Result<Figures> {
        drop(self.wish.take());
        let mut counts = BTreeMap::new();
        for line in self.said.by_ref() {
            let line = line?;
            if let Some((word, Ok(count))) = line.split_once(' ').map(|(w, n)| (w, n.parse())) {
                counts.insert(word.to_owned(), count);
            }
        }
        Ok(Figures {
            logins: counts.remove("logins").unwrap_or_default(),
            revoked: counts.remove("revoked").unwrap_or_default(),
            faults: counts,
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended of itself needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the vendor counted.
pub(crate) struct Figures {
    logins: u64,
    /// How many tokens that were good it made bad.
    revoked: u64,
    faults: BTreeMap<String, u64>,
}

impl Figures {
    pub(crate) fn problems(&self, tally: &Tally) -> Vec<String> {
        let mut problems = Vec::new();
        // Whoever has a token that is good takes out no other one: at the end there is one for each client at most.
        let due = self.revoked + CLIENTS;
        if self.logins > due {
            problems.push(format!("{} logins, where {due} are due", self.logins));
        }
        if tally.calls() > 2000 && self.faults.len() < FAULTS.matches('@').count() - 1 {
            problems.push(format!("only these faults came: {:?}", self.faults.keys()));
        }
        problems
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = self.faults.iter();
        let faults: Vec<String> = faults.map(|(word, n)| format!("{n} {word}")).collect();
        write!(
            f,
            "{} logins for {} clients and {} tokens that were revoked\nfaults: {}",
            self.logins,
            CLIENTS,
            self.revoked,
            faults.join(", ")
        )
    }
}

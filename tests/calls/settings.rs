//! The settings of a client: that they do what they say in both modes, and that none is passed over in silence.

use std::time::Duration;

use trunkline::transport::Fake;

use crate::acme::{Client, ClientBuilder};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

fn problem(builder: ClientBuilder) -> String {
    let built = builder.build();
    built.expect_err("a setting does not hold").to_string()
}

#[test]
fn a_transport_of_ones_own_has_its_own_settings() {
    let fake = || Client::builder().host("acme.test").transport(Fake::new());
    assert!(fake().build().is_ok());
    let long = Duration::from_secs(1);
    for (name, builder) in [
        ("connect_timeout", fake().connect_timeout(long)),
        ("proxy", fake().proxy("http://proxy.test:3128")),
        ("no_proxy", fake().no_proxy()),
        ("root_certificates", fake().root_certificates(PEM)),
        ("identity", fake().identity(PEM)),
    ] {
        let problem = problem(builder);
        assert!(
            problem.contains(&format!("`{name}` is a setting of the transport at hand")),
            "{problem}"
        );
    }
}

#[test]
fn a_proxy_that_cannot_be_asked_is_refused_without_its_secrets() {
    for url in [
        "socks5://ann:hush@proxy.test",
        "https://ann:hush@proxy.test",
        "proxy.test:3128",
        "http://",
        "ann:hush",
    ] {
        let problem = problem(Client::builder().proxy(url));
        assert!(
            problem.contains("`proxy` takes the URL of an HTTP proxy"),
            "{problem}"
        );
        assert!(!problem.contains("hush"), "{problem}");
    }
}

#[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
#[test]
fn certificates_that_cannot_be_read_are_refused() {
    let tried = |set: fn(ClientBuilder) -> ClientBuilder| {
        let builder = || set(Client::builder().base_url("http://acme.test"));
        [
            #[cfg(any(feature = "reqwest", feature = "hyper"))]
            problem(builder()),
            #[cfg(feature = "blocking")]
            builder()
                .build_blocking()
                .expect_err("no certificate")
                .to_string(),
        ]
    };
    let wanted = |says: [&'static str; 2]| says[usize::from(cfg!(feature = "tls"))];
    for problem in tried(|builder| builder.root_certificates("hush")) {
        let wanted = wanted([
            "`root_certificates` needs encryption: enable the feature `tls`",
            "`root_certificates` takes certificates in PEM",
        ]);
        assert!(
            problem.contains(wanted) && !problem.contains("hush"),
            "{problem}"
        );
    }
    for problem in tried(|builder| builder.identity(PEM)) {
        let wanted = wanted([
            "`identity` needs encryption: enable the feature `tls`",
            "`identity` takes a private key",
        ]);
        assert!(problem.contains(wanted), "{problem}");
    }
}

#[cfg(feature = "hyper")]
#[test]
fn a_transport_made_by_itself_refuses_what_a_client_refuses() {
    use trunkline::transport::Hyper;

    let problem = |builder: trunkline::transport::HyperBuilder| {
        let built = builder.build();
        built.expect_err("a setting does not hold").to_string()
    };
    let line = problem(Hyper::builder().proxy("socks5://ann:hush@proxy.test"));
    assert!(line.contains("the URL of an HTTP proxy"), "{line}");
    assert!(!line.contains("hush"), "{line}");
    #[cfg(feature = "tls")]
    for (builder, name) in [
        (
            Hyper::builder().root_certificates("hush"),
            "`root_certificates`",
        ),
        (
            Hyper::builder().root_certificates(PEM),
            "`root_certificates`",
        ),
        (Hyper::builder().identity(PEM), "`identity`"),
    ] {
        let line = problem(builder);
        assert!(line.starts_with(name) && !line.contains("hush"), "{line}");
    }
}

#[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
mod sockets {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;

    #[cfg(target_os = "linux")]
    use trunkline::transport::TransportErrorKind;

    use super::*;

    /// A proxy that answers in the vendor's name: its URL, and the heads of what it is asked.
    fn proxy() -> (String, Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (tell, asked) = channel();
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                while let Some(head) = head(&mut stream) {
                    let is_tunnel = head.starts_with("CONNECT");
                    let reply: &[u8] = match is_tunnel {
                        true => b"HTTP/1.1 200 OK\r\n\r\n",
                        false => b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n",
                    };
                    // Nobody may listen any longer.
                    _ = tell.send(head);
                    _ = stream.write_all(reply);
                }
            }
        });
        (format!("http://ann:hush@{address}"), asked)
    }

    fn head(stream: &mut TcpStream) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            match stream.read(&mut byte) {
                Ok(1) => head.push(byte[0]),
                _ => return None,
            }
        }
        String::from_utf8(head).ok()
    }

    fn builder(proxy: &str) -> ClientBuilder {
        let builder = Client::builder().base_url("http://vendor.invalid");
        builder.proxy(proxy).timeout(Duration::from_secs(10))
    }

    fn is_asked(asked: &Receiver<String>) {
        let head = asked
            .recv_timeout(Duration::from_secs(10))
            .expect("the proxy is asked")
            .to_lowercase();
        assert!(head.contains("vendor.invalid"), "{head}");
        // `ann:hush`
        assert!(
            head.contains("proxy-authorization: basic yw5uomh1c2g="),
            "{head}"
        );
    }

    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    #[tokio::test]
    async fn a_proxy_is_asked() {
        let (url, asked) = proxy();
        let client = builder(&url).build().expect("the settings hold");
        // The host is known to nobody but the proxy; what its reply is taken for does not matter here.
        let outcome = client.list_users().await;
        assert!(
            !matches!(outcome, Err(crate::acme::Error::Transport(_))),
            "{outcome:?}"
        );
        is_asked(&asked);
    }

    #[cfg(feature = "hyper")]
    #[tokio::test]
    async fn a_proxy_is_asked_by_a_transport_made_by_itself() {
        let (url, asked) = proxy();
        let transport = trunkline::transport::Hyper::builder().proxy(&url).build();
        let builder = Client::builder().base_url("http://vendor.invalid");
        let client = builder.transport(transport.expect("a transport")).build();
        let outcome = client.expect("the settings hold").list_users().await;
        assert!(
            !matches!(outcome, Err(crate::acme::Error::Transport(_))),
            "{outcome:?}"
        );
        is_asked(&asked);
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn a_proxy_is_asked_in_the_blocking_mode() {
        let (url, asked) = proxy();
        let client = builder(&url).build_blocking().expect("the settings hold");
        let outcome = client.list_users().send();
        assert!(
            !matches!(outcome, Err(crate::acme::Error::Transport(_))),
            "{outcome:?}"
        );
        is_asked(&asked);
    }

    /// A socket to which nobody is ever connected: its queue is full, and nobody looks at it.
    #[cfg(target_os = "linux")]
    async fn busy() -> (tokio::net::TcpListener, Vec<tokio::net::TcpStream>) {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        let local = "127.0.0.1:0".parse().expect("an address");
        socket.bind(local).expect("a free port");
        let listener = socket.listen(1).expect("a socket");
        let address = listener.local_addr().expect("an address");
        let mut waiting = Vec::new();
        for _ in 0..100 {
            let connected = tokio::net::TcpStream::connect(address);
            match tokio::time::timeout(Duration::from_secs(1), connected).await {
                Ok(stream) => waiting.push(stream.expect("there is room")),
                Err(_) => return (listener, waiting),
            }
        }
        panic!("the queue has room without end")
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_connection_that_does_not_come_about_is_given_up_in_time() {
        let (listener, _waiting) = busy().await;
        let address = listener.local_addr().expect("an address");
        let builder = || {
            let builder = Client::builder().base_url(format!("http://{address}"));
            let builder = builder.no_proxy().timeout(Duration::from_secs(20));
            builder.connect_timeout(Duration::from_millis(200))
        };
        let check = |outcome: Result<crate::acme::UserPage, crate::acme::Error>| match outcome {
            // Were it the time of the whole call, it would be called so.
            Err(crate::acme::Error::Transport(error)) => {
                assert_eq!(error.kind(), TransportErrorKind::Connect);
            }
            other => panic!("wanted no connection, found {other:?}"),
        };
        #[cfg(any(feature = "reqwest", feature = "hyper"))]
        {
            let client = builder().build().expect("the settings hold");
            check(client.list_users().await);
        }
        #[cfg(feature = "blocking")]
        {
            let client = builder().build_blocking().expect("the settings hold");
            let called = tokio::task::spawn_blocking(move || client.list_users().send());
            check(called.await.expect("it ends"));
        }
    }

    /// What the environment says is the same for a whole process, so that this test runs itself in another one.
    #[test]
    fn no_proxy_is_asked_whatever_the_environment_says() {
        const INSIDE: &str = "TRUNKLINE_TEST_BEHIND";
        if let Ok(base) = std::env::var(INSIDE) {
            return outcomes(&base);
        }
        let (url, asked) = proxy();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                while head(&mut stream).is_some() {
                    let reply = b"HTTP/1.1 418 I'm a teapot\r\ncontent-length: 0\r\n\r\n";
                    _ = stream.write_all(reply);
                }
            }
        });
        let this = std::env::current_exe().expect("this test");
        let mut other = std::process::Command::new(this);
        let name = "settings::sockets::no_proxy_is_asked_whatever_the_environment_says";
        other.args(["--exact", name, "--nocapture"]);
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            other.env(name, &url);
        }
        for name in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
            other.env_remove(name);
        }
        other.env(INSIDE, format!("http://{address}"));
        let output = other.output().expect("it runs");
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8_lossy(&output.stdout);
        let wanted = 2
            * (usize::from(cfg!(any(feature = "reqwest", feature = "hyper")))
                + usize::from(cfg!(feature = "blocking")));
        assert_eq!(said.matches("answered by").count(), wanted, "{said}");
        // Without the setting it is asked, once in each mode.
        assert_eq!(
            said.matches("answered by the proxy").count(),
            wanted / 2,
            "{said}"
        );
        assert!(asked.try_iter().count() >= wanted / 2);
    }

    /// Who answers with and without the setting, in each mode.
    fn outcomes(base: &str) {
        let builder = || {
            let builder = Client::builder().base_url(base);
            builder.timeout(Duration::from_secs(10))
        };
        let tell = |outcome: Result<crate::acme::UserPage, crate::acme::Error>| {
            let status = outcome.expect_err("it is no page").status();
            match status.map(|status| status.as_u16()) {
                Some(418) => println!("answered by the vendor"),
                _ => println!("answered by the proxy"),
            }
        };
        for builder in [builder().no_proxy(), builder()] {
            #[cfg(any(feature = "reqwest", feature = "hyper"))]
            {
                let client = builder.build().expect("the settings hold");
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                tell(
                    runtime
                        .expect("a runtime")
                        .block_on(client.list_users().send()),
                );
            }
            #[cfg(not(any(feature = "reqwest", feature = "hyper")))]
            drop(builder);
        }
        #[cfg(feature = "blocking")]
        for builder in [builder().no_proxy(), builder()] {
            let client = builder.build_blocking().expect("the settings hold");
            tell(client.list_users().send());
        }
    }
}

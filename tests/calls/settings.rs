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

/// Where reqwest is enabled as well, a client's own settings are for that.
#[cfg(feature = "hyper")]
#[test]
fn the_lean_transport_refuses_what_a_client_refuses() {
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
    async fn a_proxy_is_asked_by_the_lean_transport() {
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
}

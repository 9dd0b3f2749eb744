//! The blocking mode over the transport for tests: limits, walks, and what a builder refuses.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use trunkline::blocking::{Body, Transport, Ureq};
use trunkline::transport::{Fake, Payload, TransportError, TransportErrorKind};

use crate::acme::{BlockingClient, Client, Error};

fn client(fake: &Fake) -> BlockingClient {
    let builder = Client::builder().base_url("http://acme.test");
    let client = builder.blocking_transport(fake.clone()).build_blocking();
    client.expect("the settings hold")
}

#[test]
fn a_reply_that_never_comes_takes_no_longer_than_the_call_may() {
    let fake = Fake::new().hang();
    match client(&fake)
        .log_in()
        .timeout(Duration::from_secs(7))
        .send()
    {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Timeout),
        other => panic!("wanted a timeout, found {other:?}"),
    }
    assert_eq!(fake.elapsed(), Duration::from_secs(7));
}

#[test]
fn a_body_that_is_cut_short_is_kept_as_far_as_it_came() {
    let fake = Fake::new().cut(http::Response::new("[1, 2"));
    match client(&fake).log_in().send() {
        Err(Error::Transport(error)) => {
            assert_eq!(error.kind(), TransportErrorKind::Interrupted);
            let body = error.reply().map(|reply| reply.body().to_vec());
            assert_eq!(body.as_deref(), Some(b"[1, 2".as_slice()));
        }
        other => panic!("wanted a transport error, found {other:?}"),
    }
}

#[test]
fn a_walk_that_failed_is_over_until_it_is_resumed() {
    let fake = Fake::new().fail(TransportErrorKind::Connect);
    let mut items = client(&fake).list_users().items();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none() && items.next().is_none());
    items.resume();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn a_transport_of_the_other_mode_is_refused() {
    let builder = || Client::builder().base_url("http://acme.test");
    let error = builder().transport(Fake::new()).build_blocking();
    let error = error.expect_err("it does not block").to_string();
    assert!(error.contains("`.blocking_transport(…)`"), "{error}");
    let error = builder().blocking_transport(Fake::new()).build();
    let error = error.expect_err("it blocks").to_string();
    assert!(error.contains("`.transport(…)`"), "{error}");
}

#[cfg(not(feature = "tls"))]
#[test]
fn encryption_needs_its_feature() {
    let builder = Client::builder().base_url("https://acme.test");
    let error = builder.build_blocking().expect_err("there is no TLS");
    let line = error.to_string();
    assert!(
        line.ends_with("enable the feature `tls` of trunkline"),
        "{line}"
    );
}

#[test]
fn a_socks_proxy_is_asked() {
    let proxy = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = proxy.local_addr().expect("an address");
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = proxy.accept().expect("a connection");
        let mut version = [0];
        stream.read_exact(&mut version).expect("a greeting");
        version
    });
    let proxy = ureq::Proxy::new(&format!("socks5://{address}")).expect("a proxy");
    let config = ureq::Agent::config_builder().proxy(Some(proxy)).build();
    let request = http::Request::get("http://127.0.0.1:1/").body(Payload::empty());
    let request = request.expect("a request");
    let reply = Ureq::from_config(config).send(request, Duration::from_secs(5));
    reply.expect_err("the proxy hangs up");
    assert_eq!(asked.join().expect("it was asked"), [5]);
}

#[test]
fn a_vendor_that_does_not_read_holds_nobody_up() {
    let vendor = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", vendor.local_addr().expect("an address"));
    // More than the system's buffers hold.
    let body = Payload::from(vec![b' '; 64 << 20]);
    let request = http::Request::post(url).body(body).expect("a request");
    let began = std::time::Instant::now();
    let transport = Ureq::new(Duration::from_secs(5));
    let reply = transport.send(request, Duration::from_millis(300));
    let error = reply.expect_err("nobody reads it");
    assert_eq!(error.kind(), TransportErrorKind::Timeout, "{error}");
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_body_goes_out_with_every_method() {
    for method in ["DELETE", "GET", "PUT", "QUERY"] {
        let vendor = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/", vendor.local_addr().expect("an address"));
        let heard = std::thread::spawn(move || {
            let (mut stream, _) = vendor.accept().expect("a connection");
            let (mut heard, mut byte) = (Vec::new(), [0]);
            while !heard.ends_with(b"body") && matches!(stream.read(&mut byte), Ok(1)) {
                heard.push(byte[0]);
            }
            let reply = b"HTTP/1.1 204 No Content\r\n\r\n";
            stream.write_all(reply).expect("the client listens");
            String::from_utf8(heard).expect("text")
        });
        let request = http::Request::builder().method(method).uri(url);
        let request = request.body("body".into()).expect("a request");
        let transport = Ureq::new(Duration::from_secs(5));
        let reply = transport.send(request, Duration::from_secs(5));
        assert_eq!(reply.expect("a reply").status(), 204);
        let heard = heard.join().expect("it was heard");
        assert!(
            heard.starts_with(&format!("{method} / HTTP/1.1\r\n")),
            "{heard}"
        );
        assert!(
            heard.to_lowercase().contains("content-length: 4\r\n"),
            "{heard}"
        );
    }
}

#[test]
fn a_page_is_asked_for_ahead_in_a_thread() {
    let page = |id: i64| {
        let more = r#"{"id":0,"name":"x"}"#;
        format!(r#"{{"payload":{{"total":6,"items":[{{"id":{id},"name":"x"}},{more}]}}}}"#)
    };
    let fake = Fake::new().json(200, page(1)).json(200, page(2));
    let fake = fake.fail(TransportErrorKind::Connect).json(200, page(3));
    let mut items = client(&fake).list_users().items().prefetch();
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(items.next().expect("a user").expect("a page").id);
        // The thread may need a moment.
        while ids.len() == 1 && fake.requests().len() < 2 {
            std::thread::yield_now();
        }
    }
    assert_eq!(ids, [1, 0, 2, 0]);
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none());
    items.resume();
    assert_eq!(items.filter_map(Result::ok).count(), 2);
}

#[test]
fn a_redirect_is_not_followed() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            _ = stream.read(&mut [0; 4096]);
            let head = "HTTP/1.1 307 Temporary Redirect\r\nConnection: close\r\nContent-Length: 0";
            _ = stream.write_all(format!("{head}\r\nLocation: /elsewhere\r\n\r\n").as_bytes());
        }
    });
    let builder = Client::builder().base_url(format!("http://{address}"));
    let client = builder.build_blocking().expect("the settings hold");
    match client.log_in().send() {
        Err(Error::Status(error)) => assert_eq!(error.status(), 307),
        other => panic!("wanted the redirect, found {other:?}"),
    }
}

/// Gives a byte of a long body each second.
#[derive(Clone)]
struct Dripping(Fake);

impl Transport for Dripping {
    fn send(
        &self,
        _: http::Request<Payload>,
        _: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        struct Drops(Fake, usize);

        impl std::io::Read for Drops {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.0.pass(Duration::from_secs(1));
                let Some(left) = self.1.checked_sub(1) else {
                    return Ok(0);
                };
                self.1 = left;
                buffer[0] = b' ';
                Ok(1)
            }
        }

        let body = Body::reader(Drops(self.0.clone(), 1000));
        Ok(http::Response::new(body))
    }

    fn now(&self) -> std::time::Instant {
        Transport::now(&self.0)
    }
}

#[test]
fn a_reply_that_comes_by_drops_takes_no_longer_than_the_call_may() {
    let drip = Dripping(Fake::new());
    let builder = Client::builder().base_url("http://acme.test");
    let client = builder.blocking_transport(drip.clone()).build_blocking();
    let client = client.expect("the settings hold");
    match client.log_in().timeout(Duration::from_secs(7)).send() {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Timeout),
        other => panic!("wanted a timeout, found {other:?}"),
    }
    assert_eq!(drip.0.elapsed(), Duration::from_secs(7));
}

#[test]
fn what_is_asked_for_ahead_is_asked_for_by_another_thread() {
    let threads = Arc::new(Mutex::new(Vec::new()));
    let (to, mut id) = (threads.clone(), 0);
    let fake = Fake::answering(move |_| {
        let name = std::thread::current().name().map(str::to_owned);
        to.lock().expect("no panic").push(name);
        id += 2;
        let user = |id: i64| format!(r#"{{"id":{id},"name":"x"}}"#);
        let users = format!("{},{}", user(id), user(id + 1));
        let body = format!(r#"{{"payload":{{"total":4,"items":[{users}]}}}}"#);
        http::Response::new(body.into())
    });
    let users = client(&fake).list_users().items().prefetch();
    assert_eq!(users.filter_map(Result::ok).count(), 4);
    let threads = threads.lock().expect("no panic");
    let ahead: Vec<bool> = threads
        .iter()
        .map(|name| name.as_deref() == Some("trunkline-prefetch"))
        .collect();
    assert_eq!(ahead, [false, true]);
}

//! A vendor that speaks HTTP/2 alone, and takes no notice of the first requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use handshakes::certificates::{Client, Error, User};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use trunkline::bytes::Bytes;
use trunkline::http::Response;
use trunkline::transport::TransportErrorKind;

use crate::HOST;
use crate::authority::Authority;
use crate::server::{Asks, MOCK, answer, config};

/// What comes of a call to a vendor that refuses so many requests, and how many it has heard of.
async fn called(refused: usize) -> (Result<User, Error>, usize) {
    let authority = Authority::new();
    let mut config = config(&authority.host(HOST), &Asks::Nobody);
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((HOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let heard = Arc::new(AtomicUsize::new(0));
    let count = heard.clone();
    let vendor = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // What a client makes of a connection is for its call to say.
            _ = serve(stream, &acceptor, &count, refused).await;
        }
    });
    let client = Client::builder()
        .base_url(format!("https://{address}/v1"))
        .root_certificates(authority.pem())
        // The spec's own tries are another matter.
        .max_tries(1)
        .build()
        .expect("the settings hold");
    let outcome = client.get_user(7).await;
    vendor.abort();
    (outcome, heard.load(Ordering::SeqCst))
}

async fn serve(
    stream: TcpStream,
    acceptor: &TlsAcceptor,
    count: &AtomicUsize,
    refused: usize,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut connection = h2::server::handshake(acceptor.accept(stream).await?).await?;
    while let Some(accepted) = connection.accept().await {
        let (request, mut respond) = accepted?;
        if count.fetch_add(1, Ordering::SeqCst) < refused {
            respond.send_reset(h2::Reason::REFUSED_STREAM);
            continue;
        }
        let head = format!(
            "GET {} HTTP/1.1\r\nhost: {HOST}\r\n\r\n",
            request.uri().path()
        );
        let reply = tokio::task::spawn_blocking(move || answer(&head)).await?;
        let reply = String::from_utf8(reply)?;
        let (_, body) = reply.split_once("\r\n\r\n").ok_or("a reply has a body")?;
        let head = Response::builder().header("content-type", "application/json");
        let mut body_out = respond.send_response(head.body(())?, false)?;
        body_out.send_data(Bytes::from(body.to_owned()), true)?;
    }
    Ok(())
}

#[test]
fn it_is_talked_to_as_it_likes() {
    let (outcome, heard) = MOCK.0.block_on(called(0));
    assert_eq!((outcome.expect("a user").id, heard), (7, 1));
}

#[test]
fn what_it_took_no_notice_of_is_sent_again_and_not_for_ever() {
    let (outcome, heard) = MOCK.0.block_on(called(2));
    assert_eq!((outcome.expect("a user").id, heard), (7, 3));
    let (outcome, heard) = MOCK.0.block_on(called(usize::MAX));
    let Err(Error::Transport(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        (error.kind(), heard),
        (TransportErrorKind::Interrupted, 3),
        "{error}"
    );
}

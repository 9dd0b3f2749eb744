//! Takes the webhooks of a vendor with axum.
//!
//! `cargo run -p webhook` starts the server on 127.0.0.1 and plays the vendor as well: it sends one webhook that is
//! signed, one that somebody has changed, and one that somebody has kept for an hour.

/// The receiver, as the build script wrote it.
mod parcels {
    trunkline::include_vendor!("parcels");
}

use std::error::Error;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use axum::routing::post;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use trunkline::jiff::Timestamp;

use parcels::{Event, OnParcel};

/// What the vendor and we agreed on; it belongs into the environment or a vault.
const KEY: &str = "whsec_5f3a91";

/// The server's half. axum hands the body over as it came, to the byte, which is what was signed.
async fn on_parcel(State(hook): State<OnParcel>, parts: Parts, body: Bytes) -> Response<Body> {
    match hook.receive(&Request::from_parts(parts, body)) {
        Ok(received) => {
            match &received.event {
                Event::Scanned(scanned) => {
                    println!("  {} is at {}", scanned.number, scanned.place);
                }
                Event::Delivered(delivered) => {
                    println!("  {} was delivered at {}", delivered.number, delivered.at);
                }
                other => println!("  news of tomorrow: {other:?}"),
            }
            received.into_answer().map(Body::from)
        }
        Err(error) => {
            println!("  refused: {error}");
            error.answer().map(Body::from)
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/parcels", post(on_parcel))
        .with_state(OnParcel::new(KEY));
    tokio::spawn(async move { axum::serve(listener, router).await });

    let now = Timestamp::now().as_second();
    let delivered = r#"{"type": "delivered", "number": "AC-1001", "at": "2026-11-22T09:00:00Z"}"#;
    let changed = delivered.replace("1001", "1002");
    let signature = signature(now, delivered);
    let old = self::signature(now - 3600, delivered);
    for (what, time, signature, body, wanted) in [
        (
            "a webhook of the vendor's",
            now,
            &signature,
            delivered,
            "202",
        ),
        (
            "one that was changed",
            now,
            &signature,
            changed.as_str(),
            "401",
        ),
        (
            "one that was kept for an hour",
            now - 3600,
            &old,
            delivered,
            "401",
        ),
    ] {
        println!("{what}:");
        let answer = send(address, time, signature, body).await?;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        println!("  answered with {status}");
        if status != wanted {
            return Err(format!("wanted {wanted}: {answer}").into());
        }
    }
    Ok(())
}

/// The vendor's half: the signature, and a request of HTTP/1.1 by hand.
fn signature(time: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).expect("a key of any length");
    mac.update(format!("{time}.{body}").as_bytes());
    let bytes = mac.finalize().into_bytes();
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={digits}")
}

async fn send(
    address: std::net::SocketAddr,
    time: i64,
    signature: &str,
    body: &str,
) -> Result<String, std::io::Error> {
    let request = format!(
        "POST /parcels HTTP/1.1\r\nHost: {address}\r\nX-Parcels-Timestamp: {time}\r\n\
         X-Parcels-Signature: {signature}\r\nX-Challenge: abc\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

//! Calls of a made vendor, whose module stands here as the generator would write it: over the fake transport, and
//! over sockets where the transport itself is meant.

mod acme;
#[cfg(feature = "blocking")]
mod blocking;
mod digest;
#[cfg(feature = "xml")]
mod duo;
mod errors;
#[cfg(feature = "xml")]
mod formats;
mod limits;
mod pages;
mod patient;
mod promises;
mod requests;
mod retry;
mod secrets;
mod settings;
mod signatures;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod sockets;
#[cfg(all(feature = "blocking", feature = "reqwest", feature = "tls"))]
mod tls;
mod undeclared;
mod watch;

use acme::{Auth, Client};
use trunkline::transport::Fake;

/// A client over this transport, with a token.
fn client(fake: &Fake) -> Client {
    let builder = Client::builder()
        .host("acme.test")
        .client("7")
        .transport(fake.clone());
    builder
        .auth(Auth::Token("s3cret-token".into()))
        .build()
        .expect("the settings hold")
}

/// The path and query of the last request.
fn last(fake: &Fake) -> String {
    let request = fake.requests().pop().expect("a request was sent");
    request
        .uri()
        .path_and_query()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// An empty page.
const NOBODY: &str = r#"{"payload":{"total":0,"items":[]}}"#;

//! A mock vendor: a spec in, a server on 127.0.0.1 that behaves as the spec says out.
//!
//! It reads the checked [`Api`] alone, neither generated code nor the runtime, so that it is an independent second
//! reading of the spec: what the client and the mock understand differently shows as a failing call. It checks
//! credentials, parameters and bodies, serves the spec's examples, or pages through a made collection of any size.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), trunkline_mock::Error> {
//! use trunkline_mock::{Answer, Mock};
//!
//! let vendor = Mock::from_spec("tests/specs/acme")?.items(1000).start().await?;
//! let base = vendor.base_url(); // what the client's builder is told
//! let secrets = vendor.credentials("key"); // what the vendor accepts
//! vendor.answer_next(Answer::json(200, r#"{"success": false}"#)); // once, whatever is asked
//! // … the client under test makes its calls …
//! assert!(vendor.requests().is_empty()); // what they looked like
//! # let _ = (base, secrets);
//! # Ok(())
//! # }
//! ```
//!
//! A vendor that misbehaves is made by [`Mock::faults`]: connections that break, replies that come late, cut, broken
//! or too large, refusals, tokens that are no longer good.
//!
//! It does not encrypt, so that it asks for no certificate where the spec says `mtls`.
//!
//! What the spec does not say the mock does not invent: it filters by what a path names, and by required parameters
//! of the query that name a field; other filters, which differ from vendor to vendor, it only checks.

mod accept;
#[cfg(test)]
mod agree;
mod answer;
mod around;
mod auth;
mod check;
mod data;
mod digest;
mod failure;
mod faults;
#[cfg(test)]
mod hostile;
mod jobs;
mod keys;
mod limits;
mod make;
mod mock;
mod multipart;
mod oauth;
mod page;
mod params;
mod place;
mod predicate;
mod reply;
mod request;
mod route;
mod server;
mod session;
mod speech;
mod stream;
mod style;
mod tree;
mod unions;
mod vendor;
mod wire;

pub use answer::Answer;
pub use faults::{FAULT_WORDS, Fault, FaultError, Faults};
pub use mock::{Error, Mock};
pub use request::{Part, Received};
pub use server::{MAX_LOGGED, MAX_REQUEST_BYTES, Running};
pub use trunkline_codegen::api::Api;

/// How the mock takes requests that say more than the spec knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Requests {
    /// Unknown query parameters and body fields, and a body where none is declared, are answered like bad
    /// parameters: they are the client's mistake.
    #[default]
    Strict,
    /// They are let through, as by most vendors.
    Tolerant,
}

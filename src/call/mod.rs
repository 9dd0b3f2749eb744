//! Calls: from a constant description and the caller's values to a request, from a reply to a value or an error.
//!
//! ```text
//! endpoint ── what generated code says about the vendor and each call
//! client ──── what all calls share: base, auth, and how its builder wires it to the vendor: wiring, identity, fallback
//! mode ────── whether calls are awaited, and a call with what carries it
//! request ─── a call on its way out: given, query, encode, form, multipart, wrap, hidden
//! undeclared  … of a path that the spec does not know
//! document ── bodies in the formats that the vendor speaks
//! drift ───── … and what differs in them from the spec
//! exchange ── the call as a state machine: outcome judges the reply by scan and predicate
//! tries ───── … sent again where the spec lets it, by what traffic says
//! pace ────── … and held up where the vendor's limits say so
//! watch ───── … and seen by hooks and tracing
//! send ────── drives the exchange over a transport, once: incoming
//! expand ──── a body without its encoding
//! feed ────── a reply that is read as it comes
//! job ─────── … and again until a job is over: location
//! pager ───── … and page after page: steps, walk, by what paging says: follow, ends, link, elsewhere,
//!             listed, inside, marks; guard stops what never ends
//! ```

pub(crate) mod auth;
mod base;
pub(crate) mod builder;
pub(crate) mod client;
pub(crate) mod document;
pub(crate) mod drift;
pub(crate) mod elsewhere;
pub(crate) mod encode;
pub(crate) mod endpoint;
mod ends;
pub(crate) mod exchange;
pub(crate) mod expand;
mod fallback;
pub(crate) mod feed;
mod follow;
mod form;
mod given;
mod guard;
mod hidden;
pub(crate) mod identity;
pub(crate) mod incoming;
mod inside;
pub(crate) mod job;
mod key;
pub(crate) mod latch;
mod link;
pub(crate) mod listed;
mod location;
mod marks;
pub(crate) mod mode;
mod multipart;
pub(crate) mod outcome;
mod pace;
pub(crate) mod page_body;
pub(crate) mod pager;
pub(crate) mod paging;
pub(crate) mod predicate;
mod query;
pub(crate) mod read;
pub(crate) mod request;
mod rule;
pub(crate) mod scan;
pub(crate) mod seek;
pub(crate) mod send;
pub(crate) mod steps;
pub(crate) mod traffic;
pub(crate) mod tries;
pub(crate) mod undeclared;
pub(crate) mod walk;
pub(crate) mod watch;
pub(crate) mod wiring;
mod wrap;

//! The HTTP client under the transport `Hyper` of [trunkline](https://docs.rs/trunkline): requests in, replies out, over
//! the pool of hyper-util, through proxies and TLS.
//!
//! It is a crate of its own since a feature of trunkline cannot say that TLS is wanted of hyper only where hyper is. Use it
//! through `trunkline::transport::Hyper`; its interface is no promise.
//!
//! It follows no redirects, keeps no cookies, expands no bodies and sets no limit on the time of a request.

mod body;
mod client;
mod connect;
mod hop;
mod hops;
mod host;
mod proxies;
#[cfg(feature = "http2")]
mod refused;
#[cfg(feature = "tls")]
mod tls;

pub use body::Body;
pub use client::{Builder, Client, Proxy, Unfit};
pub use hyper::body::Incoming;
pub use hyper_util::client::legacy::Error;

/// An error of any sort.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

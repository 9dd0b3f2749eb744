//! The blocking mode: the same calls without an async runtime.
//!
//! `build_blocking` on a client's builder gives a client whose calls block the thread: `send` returns a
//! [`Result`], `items` and `pages` are [`Iterator`]s. All else is as in the async mode: the same methods, setters,
//! limits, errors.
//!
//! ```
//! # mod acme {
//! #     use ::trunkline::__rt::v1 as __rt;
//! #     #[derive(Debug)]
//! #     pub enum Vendor {}
//! #     static VENDOR: __rt::VendorInfo = __rt::VendorInfo {
//! #         name: "acme", formats: &[__rt::Format::Json], base: &[__rt::BasePart::Text("http://acme.test")], vars: &[], schemes: &[], secrets: &[], ..__rt::VENDOR
//! #     };
//! #     impl __rt::Vendor for Vendor {
//! #         type Kind = ();
//! #         type Body = ();
//! #         fn info() -> &'static __rt::VendorInfo { &VENDOR }
//! #         fn kind(_: usize) {}
//! #         fn body(_: usize, _: &mut dyn __rt::Reader) -> Result<(), __rt::ReadError> { __rt::no_body() }
//! #     }
//! #     __rt::client!(Vendor);
//! #     static LIST_USERS: __rt::Endpoint = __rt::Endpoint {
//! #         vendor: &VENDOR, name: "list_users", method: "GET", path: &[__rt::PathPart::Text("/users")],
//! #         params: &[__rt::Param { place: __rt::Place::Query, field: __rt::Field { name: "page", ..__rt::FIELD }, ..__rt::PARAM }],
//! #         root: None, data: &[], returns: __rt::Returns::Value(&__rt::FIELD), ok: None,
//! #         meta: &[], rules: &[], auth: None, safe: true,
//! #         pagers: &[__rt::Pager {
//! #             turn: __rt::Turn::Page { to: __rt::Target::Param(0), first: 1 }, size: None,
//! #             ends: &[__rt::PagerEnd::TotalItems(&[__rt::Step::Key("total")])],
//! #         }],
//! #         ..__rt::ENDPOINT
//! #     };
//! #     impl<M> Client<M> {
//! #         pub fn list_users(&self) -> ListUsers<M> { ListUsers(__rt::Call::new(&self.0, &LIST_USERS)) }
//! #     }
//! #     pub struct ListUsers<M = __rt::Async>(__rt::Call<M>);
//! #     __rt::call!(ListUsers, Vendor, Vec<String>);
//! #     __rt::paged!(ListUsers, Vendor, Vec<String>, String, |page| page);
//! # }
//! use acme::{BlockingClient, Client};
//! use trunkline::transport::Fake;
//!
//! let fake = Fake::new().json(200, r#"["Ann"]"#).json(200, r#"["Bo", "Cy"]"#).json(200, "[]");
//! let client: BlockingClient = Client::builder().blocking_transport(fake).build_blocking()?;
//!
//! assert_eq!(client.list_users().send()?, ["Ann"]);
//! let users: Vec<String> = client.list_users().items().collect::<Result<_, _>>()?;
//! assert_eq!(users, ["Bo", "Cy"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A call blocks its thread until it is over. Inside an async runtime that holds up every other task of the
//! thread: use the async mode there, or the runtime's own means for blocking work, such as tokio's
//! `spawn_blocking`.

#[cfg(feature = "tls")]
mod certificates;
mod fake;
mod feed;
mod job;
mod pager;
mod provider;
mod proxy;
mod send;
mod transport;
mod ureq;
mod wired;

use std::fmt;
use std::sync::Arc;

pub use feed::Feed;
#[doc(hidden)]
pub use feed::send_feed;
#[doc(hidden)]
pub use job::wait;
pub use pager::{Items, Pages};
pub use provider::TokenProvider;
pub(crate) use send::sent;
#[doc(hidden)]
pub use send::{send, send_raw};
pub use transport::{Body, Transport};
pub use ureq::Ureq;

/// The mode of a client whose calls block the thread.
pub struct Blocking {
    pub(crate) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

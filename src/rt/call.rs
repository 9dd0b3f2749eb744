//! What generated code says of calls, and the macros that it fills in.

pub use crate::call::auth::{
    AccessToken, ClientAuth, Credentials, GRANT, Grant, GrantKind, GrantPart, SecretHeaders,
    Signing, TOKEN_ENDPOINT, TokenSource, login_body,
};
pub use crate::call::builder::CoreBuilder;
pub use crate::call::client::Core;
pub use crate::call::endpoint::{
    BasePart, Comparison, Condition, Content, Credential, ENDPOINT, Endpoint, Fill, Fixed,
    KindCase, KindTest, ListStyle, LoginBody, Multipart, ObjectStyle, PARAM, Pager, PagerEnd,
    Param, Part, PathPart, Place, Predicate, Retry, Returns, Rule, Scheme, SchemeKind, Session,
    Source, Step, Streamed, Take, Target, Test, Ttl, Turn, UNDECLARED, VENDOR, Var, VendorInfo,
    Wire, Wrapped, coded, in_path, query,
};
pub use crate::call::exchange::{Action, Event, Exchange, Fault};
pub use crate::call::feed::{
    AsBytes, AsEvents, AsLines, AsTexts, Feed, ServerEvent, Takes, send_feed,
};
pub use crate::call::job::{Begin, Job, wait};
pub use crate::call::listed::{Place as PagePlace, nowhere};
pub use crate::call::mode::{Async, Call};
pub use crate::call::outcome::{Answer, Reads};
pub use crate::call::page_body::PageBody;
pub use crate::call::pager::{Items, Pages};
pub use crate::call::read::{Beside, files, raw_bytes, raw_bytes_or_none};
pub use crate::call::send::{Reply, Sending, send, send_raw};
pub use crate::call::traffic::{
    Key, LIMIT, Left, Limit, Reset, RetryCause, Retrying, TRAFFIC, Traffic,
};
pub use crate::call::undeclared::Request;
pub use crate::error::{BuildError, Error, Failure, Vendor};
pub use crate::text::{Cells, Rows};
pub use crate::transport::Transport;
pub use crate::{
    __call as call, __client as client, __feed as feed, __job as job, __paged as paged,
    __undeclared as undeclared,
};

/// What the blocking mode adds to the interface, under names that stand beside those of the async mode.
#[cfg(feature = "blocking")]
pub mod blocking {
    pub use crate::blocking::{
        Blocking, Feed, Items, Pages, Transport, send, send_feed, send_raw, wait,
    };
}

/// Stands where a vendor without error kinds would name one.
pub fn no_kind() -> ! {
    unreachable!("no rule of the vendor names a kind")
}

/// Stands where a vendor without error bodies would read one.
pub fn no_body() -> ! {
    unreachable!("no rule of the vendor has a body")
}

/// Refuses code that another version of the generator wrote, with one sentence in place of many errors.
///
/// ```
/// trunkline::__interface!(1);
/// ```
///
/// ```compile_fail
/// trunkline::__interface!(2);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __interface {
    (1) => {};
    ($other:literal) => {
        ::core::compile_error!(
            "this client was generated for another version of trunkline: run `trunkline generate` of the version in Cargo.toml"
        );
    };
}

/// The client of a vendor and its builder.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($vendor:ident) => {
        $crate::__client!($vendor, pub);
    };
    ($vendor:ident, $vis:vis) => {
        /// A client of this vendor. A clone is cheap and shares the connections.
        ///
        /// `M` is how its calls are carried out, and nobody has to write it: `Client` is the async client, whose
        /// calls are awaited, and `BlockingClient` (with the feature `blocking`) the one whose calls wait. The calls
        /// themselves, such as `GetUser<M>`, take it over from their client.
        $vis struct Client<M = $crate::__rt::v1::Async>($crate::__rt::v1::Core<M>);

        impl Client {
            /// Begins with the defaults of the spec: 30 seconds for a call, 10 for a connection, 64 MiB for a
            /// body, 128 levels of nesting.
            pub fn builder() -> ClientBuilder {
                ClientBuilder($crate::__rt::v1::CoreBuilder::new(
                    <$vendor as $crate::__rt::v1::Vendor>::info(),
                ))
            }
        }

        impl<M> ::core::clone::Clone for Client<M> {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<M> ::core::fmt::Debug for Client<M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// The settings of a [`Client`]. What does not hold is reported by `build`.
        #[must_use = "a builder does nothing until it is built"]
        $vis struct ClientBuilder($crate::__rt::v1::CoreBuilder);

        impl ClientBuilder {
            /// Puts another URL in place of the spec's base, as for a proxy or a test: scheme, host, port and path.
            pub fn base_url(self, url: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.base_url(url.as_ref()))
            }

            /// Limits the time of a whole call, from the connection to the last byte (30 seconds).
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Limits the time in which a connection has to come about (10 seconds). A transport of your own
            /// has its own limit, and this beside it is an error of `build`, as are the proxy and certificates.
            pub fn connect_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.connect_timeout(timeout))
            }

            /// Asks this HTTP proxy for all connections, in place of those that the environment names (`HTTPS_PROXY`
            /// and its like): `http://host:3128`, or `http://user:password@host:3128`.
            pub fn proxy(self, url: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.proxy(url.as_ref()))
            }

            /// Asks no proxy, whatever the environment says.
            pub fn no_proxy(self) -> Self {
                Self(self.0.no_proxy())
            }

            /// Trusts these certificates, in PEM, and no others: those of your own authority, in place of those that
            /// the platform trusts. It needs the feature `tls`.
            pub fn root_certificates(self, pem: impl ::core::convert::AsRef<[u8]>) -> Self {
                Self(self.0.root_certificates(pem.as_ref()))
            }

            /// Shows the vendor who calls by a certificate (mutual TLS): its private key, itself and what leads from
            /// it to the vendor's authority, in PEM. It needs the feature `tls`.
            pub fn identity(self, pem: impl ::core::convert::AsRef<[u8]>) -> Self {
                Self(self.0.identity(pem.as_ref()))
            }

            /// Says who calls, in place of `trunkline/<version>`.
            pub fn user_agent(self, agent: impl ::core::convert::AsRef<str>) -> Self {
                Self(self.0.header("user-agent", agent.as_ref()))
            }

            /// Sends a header with each request.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name.as_ref(), value.as_ref()))
            }

            /// Limits the body of a reply, in bytes (64 MiB).
            pub fn max_body(self, bytes: usize) -> Self {
                Self(self.0.max_body(bytes))
            }

            /// Limits how deep lists and records of a reply may nest (128).
            pub fn max_depth(self, depth: usize) -> Self {
                Self(self.0.max_depth(depth))
            }

            /// Says what is done about replies that can be read and differ from the spec all the same: nothing, unless
            /// this says otherwise.
            pub fn drift(self, drift: $crate::Drift) -> Self {
                Self(self.0.drift(drift))
            }

            /// Shows each request before it goes out, every try and every login too, to this function, which may add
            /// headers. Functions that are set one after the other are all called.
            pub fn on_request(
                self,
                hook: impl ::core::ops::Fn(&mut $crate::Outgoing<'_>)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                Self(self.0.on_request(hook))
            }

            /// Shows what came of each request to this function: its status, how long it took.
            pub fn on_reply(
                self,
                hook: impl ::core::ops::Fn(&$crate::Outcome<'_>)
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                Self(self.0.on_reply(hook))
            }

            /// Limits how often a call is sent that the spec lets be sent again, in place of what the spec says; 1
            /// switches retries off. What the spec says nothing of is sent once in any case.
            pub fn max_tries(self, tries: u32) -> Self {
                Self(self.0.max_tries(tries))
            }

            /// Sends over this transport.
            pub fn transport(self, transport: impl $crate::__rt::v1::Transport) -> Self {
                Self(self.0.transport(::std::sync::Arc::new(transport)))
            }

            /// Checks the settings and gives the async client; with the feature `blocking`, `build_blocking` gives the
            /// one that waits.
            ///
            /// # Errors
            /// Where a setting is missing or does not hold; the error says which and what to do.
            pub fn build(self) -> ::core::result::Result<Client, $crate::__rt::v1::BuildError> {
                self.0.build().map(Client)
            }

            #[allow(dead_code)]
            fn __var(self, index: usize, value: impl ::core::fmt::Display) -> Self {
                Self(
                    self.0
                        .var(index, ::std::string::ToString::to_string(&value)),
                )
            }

            #[allow(dead_code)]
            fn __format(self, format: $crate::__rt::v1::Format) -> Self {
                Self(self.0.format(format))
            }

            #[allow(dead_code)]
            fn __on_refresh_token(
                self,
                told: impl ::core::ops::Fn(&$crate::Secret) + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                Self(self.0.on_refresh_token(::std::boxed::Box::new(told)))
            }

            #[allow(dead_code)]
            fn __auth(self, credentials: $crate::__rt::v1::Credentials) -> Self {
                Self(self.0.auth(credentials))
            }
        }

        impl ::core::fmt::Debug for ClientBuilder {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        $crate::__blocking_client!($vis);
    };
}

/// What a client has for paths that its spec does not declare.
#[doc(hidden)]
#[macro_export]
macro_rules! __undeclared {
    ($vendor:ident, $endpoint:ident) => {
        #[allow(dead_code)]
        impl<M> Client<M> {
            /// A call of a path that the spec does not declare, with the vendor's credentials, errors, retries and
            /// limits. What stands in braces, as `/users/{id}`, is filled in with `path_param`.
            pub fn request(
                &self,
                method: $crate::http::Method,
                path: impl ::core::convert::AsRef<str>,
            ) -> $crate::__rt::v1::Request<$vendor, M> {
                $crate::__rt::v1::Request::new(&self.0, &$endpoint, method, path.as_ref())
            }
        }
    };
}

/// What every call has: `send`, `send_raw`, `timeout`, `header`, `query_param`, and that it can be awaited. What a call of
/// any sort can be set to stands under `@settings`.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($call:ident, $vendor:ident, $value:ty, body) => {
        $crate::__call!(@body $call, $vendor, $value, (), $crate::__rt::v1::FIELD);
    };
    ($call:ident, $vendor:ident, $value:ty, $meta:ty, body) => {
        $crate::__call!(@body $call, $vendor, $value, $meta, $crate::__rt::v1::FIELD);
    };
    ($call:ident, $vendor:ident, $value:ty, body, $field:expr) => {
        $crate::__call!(@body $call, $vendor, $value, (), $field);
    };
    ($call:ident, $vendor:ident, $value:ty, $meta:ty, body, $field:expr) => {
        $crate::__call!(@body $call, $vendor, $value, $meta, $field);
    };
    ($call:ident, $vendor:ident, $value:ty) => {
        $crate::__call!(@bare $call, $vendor, $value, ());
    };
    ($call:ident, $vendor:ident, $value:ty, $meta:ty) => {
        $crate::__call!(@bare $call, $vendor, $value, $meta);
    };
    (@body $call:ident, $vendor:ident, $value:ty, $meta:ty, $field:expr) => {
        $crate::__call!(@shared $call, $vendor, $value, $meta, [1], |call| call.0.with_body(&call.1, &$field));
    };
    (@bare $call:ident, $vendor:ident, $value:ty, $meta:ty) => {
        $crate::__call!(@shared $call, $vendor, $value, $meta, [], |call| call.0);
    };
    (@shared $call:ident, $vendor:ident, $value:ty, $meta:ty, [$($body:tt)?], |$this:ident| $whole:expr) => {
        #[allow(deprecated)]
        impl $call {
            /// Sends the call and gives the returned value.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send(self) -> $crate::__rt::v1::Sending<$value, $vendor> {
                let $this = self;
                $crate::__rt::v1::send($whole)
            }

            /// Sends the call and gives the returned value with the status, the headers and the raw body.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send_raw(
                self,
            ) -> $crate::__rt::v1::Sending<$crate::__rt::v1::Reply<$value, $meta>, $vendor> {
                let $this = self;
                $crate::__rt::v1::send_raw($whole)
            }

        }

        $crate::__call!(@settings $call, [$($body)?], "Limits the time of this call, from the connection to the last byte.");
        $crate::__blocking_call!($call, $vendor, $value, $meta, |$this| $whole);

        #[allow(deprecated)]
        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<$value, $crate::__rt::v1::Error<$vendor>>;
            type IntoFuture = $crate::__rt::v1::Sending<$value, $vendor>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
    (@settings $call:ident, [$($body:tt)?], $timeout:literal) => {
        #[allow(deprecated)]
        impl<M> $call<M> {
            #[doc = $timeout]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout) $(, self.$body)?)
            }

            /// Sends a header with this call, in place of any other of its name.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name.as_ref(), value.as_ref()) $(, self.$body)?)
            }

            /// Adds a parameter to the query of this call; several of one name are all sent, and those of that name
            /// that the call sends by itself are left out.
            pub fn query_param(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.query_param(name.as_ref(), value.as_ref()) $(, self.$body)?)
            }
        }

        #[allow(deprecated)]
        impl<M> ::core::clone::Clone for $call<M> {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0) $(, ::core::clone::Clone::clone(&self.$body))?)
            }
        }

        #[allow(deprecated)]
        impl<M> ::core::fmt::Debug for $call<M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($call)).field(&self.0) $(.field(&self.$body))? .finish()
            }
        }
    };
}

/// What a call that pages has besides; where it pages in several ways, once more for each of the others, which begins
/// with the names of its methods and its position.
#[doc(hidden)]
#[macro_export]
macro_rules! __paged {
    (by $items:ident, $pages:ident, $pager:literal, $call:ident, $vendor:ident, $page:ty, $item:ty, body, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0, $crate::__rt::v1::PageBody::new(call.1)), $items, $pages, $pager, $item, $place);
    };
    (by $items:ident, $pages:ident, $pager:literal, $call:ident, $vendor:ident, $page:ty, $item:ty, body, $field:expr, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0.with_body(&call.1, &$field), $crate::__rt::v1::PageBody::NONE), $items, $pages, $pager, $item, $place);
    };
    (by $items:ident, $pages:ident, $pager:literal, $call:ident, $vendor:ident, $page:ty, $item:ty, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0, $crate::__rt::v1::PageBody::NONE), $items, $pages, $pager, $item, $place);
    };
    ($call:ident, $vendor:ident, $page:ty, $item:ty, body, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0, $crate::__rt::v1::PageBody::new(call.1)), items, pages, 0, $item, $place);
    };
    ($call:ident, $vendor:ident, $page:ty, $item:ty, body, $field:expr, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0.with_body(&call.1, &$field), $crate::__rt::v1::PageBody::NONE), items, pages, 0, $item, $place);
    };
    ($call:ident, $vendor:ident, $page:ty, $item:ty, $place:expr) => {
        $crate::__paged!(@one $call, $vendor, $page, |call| (call.0, $crate::__rt::v1::PageBody::NONE), items, pages, 0, $item, $place);
    };
    (@one $call:ident, $vendor:ident, $page:ty, |$this:ident| $parts:expr, $items:ident, $pages:ident, $pager:literal, $item:ty, $place:expr) => {
        #[allow(deprecated)]
        const _: () = {
            const PLACE: $crate::__rt::v1::PagePlace<$page, $item> = $place;

            impl $call {
                /// Walks over the items of all pages.
                #[inline]
                pub fn $items(self) -> $crate::__rt::v1::Items<$item, $vendor> {
                    let $this = self;
                    let (call, body) = $parts;
                    $crate::__rt::v1::Items::new(call, $pager, body, &PLACE)
                }

                /// Walks over all pages.
                #[inline]
                pub fn $pages(self) -> $crate::__rt::v1::Pages<$page, $vendor> {
                    let $this = self;
                    let (call, body) = $parts;
                    $crate::__rt::v1::Pages::new(call, $pager, body, &PLACE)
                }
            }

            $crate::__blocking_paged!($call, $vendor, $page, |$this| $parts, $items, $pages, $pager, $item);
        };
    };
}

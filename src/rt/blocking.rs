//! The macros that add the blocking mode to a client; without the feature `blocking` they add nothing.

/// The blocking client of a vendor and how it is built.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    ($vis:vis) => {
        /// A client whose calls block the thread.
        #[allow(dead_code)]
        $vis type BlockingClient = Client<$crate::__rt::v1::blocking::Blocking>;

        #[allow(dead_code)]
        impl ClientBuilder {
            /// Sends over this transport in the blocking mode.
            pub fn blocking_transport(
                self,
                transport: impl $crate::__rt::v1::blocking::Transport,
            ) -> Self {
                Self(self.0.blocking_transport(::std::sync::Arc::new(transport)))
            }

            /// Checks the settings of a client whose calls block the thread.
            ///
            /// # Errors
            /// Where a setting is missing or does not hold; the error says which and what to do.
            pub fn build_blocking(
                self,
            ) -> ::core::result::Result<BlockingClient, $crate::__rt::v1::BuildError> {
                self.0.build_blocking().map(Client)
            }
        }
    };
}

/// What every call has in the blocking mode: `send` and `send_raw`.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call {
    ($call:ident, $vendor:ident, $value:ty, $meta:ty, |$this:ident| $whole:expr) => {
        #[allow(dead_code, deprecated)]
        impl $call<$crate::__rt::v1::blocking::Blocking> {
            /// Sends the call, waits, and gives the returned value.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send(self) -> ::core::result::Result<$value, $crate::__rt::v1::Error<$vendor>> {
                let $this = self;
                $crate::__rt::v1::blocking::send($whole)
            }

            /// Sends the call, waits, and gives the returned value with the status, the headers and the raw body.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send_raw(
                self,
            ) -> ::core::result::Result<
                $crate::__rt::v1::Reply<$value, $meta>,
                $crate::__rt::v1::Error<$vendor>,
            > {
                let $this = self;
                $crate::__rt::v1::blocking::send_raw($whole)
            }
        }
    };
}

/// What a call that pages has besides in the blocking mode; `PLACE` is where its pages have their items.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_paged {
    ($call:ident, $vendor:ident, $page:ty, |$this:ident| $parts:expr, $items:ident, $pages:ident, $pager:literal, $item:ty) => {
        #[allow(dead_code, deprecated)]
        impl $call<$crate::__rt::v1::blocking::Blocking> {
            /// Walks over the items of all pages.
            #[inline]
            pub fn $items(self) -> $crate::__rt::v1::blocking::Items<$item, $vendor> {
                let $this = self;
                let (call, body) = $parts;
                $crate::__rt::v1::blocking::Items::new(call, $pager, body, &PLACE)
            }

            /// Walks over all pages.
            #[inline]
            pub fn $pages(self) -> $crate::__rt::v1::blocking::Pages<$page, $vendor> {
                let $this = self;
                let (call, body) = $parts;
                $crate::__rt::v1::blocking::Pages::new(call, $pager, body, &PLACE)
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    ($vis:vis) => {};
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call {
    ($($call:tt)*) => {};
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_paged {
    ($($call:tt)*) => {};
}

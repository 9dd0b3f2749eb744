//! The macros of calls that return a stream.

/// What a call has whose reply is read as it comes: `send`, `timeout`, `idle_timeout`, `header`, and that it can be
/// awaited. `$as` is how an item becomes a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __feed {
    ($call:ident, $vendor:ident, $item:ty, $as:ident, body) => {
        $crate::__feed!(@one $call, $vendor, $item, $as, [1], |call| call.0.with_body(&call.1, &$crate::__rt::v1::FIELD));
    };
    ($call:ident, $vendor:ident, $item:ty, $as:ident, body, $field:expr) => {
        $crate::__feed!(@one $call, $vendor, $item, $as, [1], |call| call.0.with_body(&call.1, &$field));
    };
    ($call:ident, $vendor:ident, $item:ty, $as:ident) => {
        $crate::__feed!(@one $call, $vendor, $item, $as, [], |call| call.0);
    };
    (@one $call:ident, $vendor:ident, $item:ty, $as:ident, [$($body:tt)?], |$this:ident| $whole:expr) => {
        #[allow(deprecated)]
        impl $call {
            /// Sends the call and gives what is read as it comes, once it begins.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send(
                self,
            ) -> $crate::__rt::v1::Sending<$crate::__rt::v1::Feed<$item, $vendor>, $vendor> {
                let $this = self;
                $crate::__rt::v1::send_feed::<$item, $crate::__rt::v1::$as, $vendor>($whole)
            }
        }

        #[allow(deprecated)]
        impl<M> $call<M> {
            /// Limits the time in which nothing comes once the reply has begun; as long as the timeout unless it is set.
            pub fn idle_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.idle_timeout(timeout) $(, self.$body)?)
            }
        }

        $crate::__call!(@settings $call, [$($body)?], "Limits the time until the reply begins, and, unless `idle_timeout` is set, that in which nothing comes then.");
        $crate::__blocking_feed!($call, $vendor, $item, $as, |$this| $whole);

        #[allow(deprecated)]
        impl ::core::future::IntoFuture for $call {
            type Output = ::core::result::Result<
                $crate::__rt::v1::Feed<$item, $vendor>,
                $crate::__rt::v1::Error<$vendor>,
            >;
            type IntoFuture =
                $crate::__rt::v1::Sending<$crate::__rt::v1::Feed<$item, $vendor>, $vendor>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// The same in the blocking mode.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_feed {
    ($call:ident, $vendor:ident, $item:ty, $as:ident, |$this:ident| $whole:expr) => {
        #[allow(dead_code, deprecated)]
        impl $call<$crate::__rt::v1::blocking::Blocking> {
            /// Sends the call, waits until the reply begins, and gives what is read as it comes.
            ///
            /// # Errors
            /// The vendor's own error, or what kept the call from being carried out.
            #[inline]
            pub fn send(
                self,
            ) -> ::core::result::Result<
                $crate::__rt::v1::blocking::Feed<$item, $vendor>,
                $crate::__rt::v1::Error<$vendor>,
            > {
                let $this = self;
                $crate::__rt::v1::blocking::send_feed::<$item, $crate::__rt::v1::$as, $vendor>(
                    $whole,
                )
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_feed {
    ($($call:tt)*) => {};
}

//! What generated code says of webhooks, and the macro that it fills in.

pub use crate::hook::{
    Check as HookCheck, Encoding as HookEncoding, HOOK, Hash as HookHash, Hmac as HookHmac, Hook,
    HookBody, HookInfo, HookSource, Piece as HookPiece, Verifying,
};
pub use crate::{__hook as hook, __needs_webhook as needs_webhook};

/// Stands in the code of a vendor whose webhooks bear keyed hashes.
#[cfg(feature = "webhook")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_webhook {
    () => {};
}

/// Stands in the code of a vendor whose webhooks bear keyed hashes: without the feature `webhook`, one sentence in place
/// of webhooks that are all refused.
#[cfg(not(feature = "webhook"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_webhook {
    () => {
        ::core::compile_error!(
            "this vendor signs its webhooks: enable the feature `webhook` of the crate `trunkline`"
        );
    };
}

/// What every webhook has.
#[doc(hidden)]
#[macro_export]
macro_rules! __hook {
    ($hook:ident, $event:ty) => {
        #[allow(dead_code, deprecated)]
        impl $hook {
            /// Says what is done about events that differ from the spec: nothing unless it is set.
            #[must_use]
            pub fn drift(self, drift: $crate::Drift) -> Self {
                Self(self.0.drift(drift))
            }

            /// Checks that a request is the vendor's, and reads what it holds. The body is the one that came, to the
            /// byte: a signature is made over it.
            ///
            /// # Errors
            /// Where it is not, or not provably, the vendor's, or not what the spec says; the error has an answer.
            pub fn receive(
                &self,
                request: &$crate::http::Request<impl ::core::convert::AsRef<[u8]>>,
            ) -> ::core::result::Result<$crate::Received<$event>, $crate::HookError> {
                self.0.receive(request)
            }

            /// The same, as if it were another time: for tests, and where there is no system clock.
            ///
            /// # Errors
            /// Those of [`receive`](Self::receive).
            pub fn receive_at(
                &self,
                request: &$crate::http::Request<impl ::core::convert::AsRef<[u8]>>,
                now: $crate::jiff::Timestamp,
            ) -> ::core::result::Result<$crate::Received<$event>, $crate::HookError> {
                self.0.receive_at(request, now)
            }
        }
    };
}

//! Generated clients over real sockets: five vendors as their specs describe them, and one that misbehaves.
//!
//! What calls over sockets stands in `both/` and is compiled once for each mode: as `awaited::…` and as `blocking::…`.
#![expect(clippy::duplicate_mod, reason = "each mode compiles the same tests")]

mod awaited;
mod blocking;
mod damage;
mod documents;
mod round_trip;
mod round_trip_xml;

/// The vendor's own error in a result that must hold one.
macro_rules! vendor_error {
    ($vendor:ident, $outcome:expr) => {
        match $outcome {
            Err(trunkline_vendors::$vendor::Error::Vendor(error)) => error,
            other => panic!("wanted the vendor's error, found {other:?}"),
        }
    };
}
pub(crate) use vendor_error;

/// In the mode of the module where it stands: how a client is built, as `Build` says.
macro_rules! builders {
    ($build:ident: $($vendor:ident)*) => {
        pub(crate) trait Build {
            type Client;
            fn client(self) -> Result<Self::Client, trunkline::BuildError>;
        }
        $(impl Build for trunkline_vendors::$vendor::ClientBuilder {
            type Client = trunkline_vendors::$vendor::Client<Mode>;
            fn client(self) -> Result<Self::Client, trunkline::BuildError> {
                self.$build()
            }
        })*
    };
}
pub(crate) use builders;

//! Generated clients over real sockets: five vendors as their specs describe them, and one that misbehaves.

mod commpeak;
mod damage;
mod denovolab;
mod digest;
mod documents;
mod formats;
mod jtel;
mod marchex;
mod misbehaviour;
mod pages;
mod requestor;
mod round_trip;
mod round_trip_xml;
mod secrets;

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

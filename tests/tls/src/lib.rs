//! A client of a vendor that asks for certificates, for tests over encrypted connections.

/// A vendor that tells its clients apart by their certificates.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/certificates.rs"]
pub mod certificates;

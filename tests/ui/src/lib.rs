//! A client that is derived from `specs/good.yaml`: what its misuse is compared with.

/// The vendor.
#[derive(trunkline::Vendor)]
#[vendor(spec = "specs/good.yaml")]
pub struct Good;

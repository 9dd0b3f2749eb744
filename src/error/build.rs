//! What is wrong with a client's settings, found before any call is made.

use std::fmt;

use crate::call::endpoint::VendorInfo;

/// A client that could not be built. Its one line names the builder's method that mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    vendor: &'static str,
    reason: String,
}

impl BuildError {
    pub(crate) fn new(vendor: &VendorInfo, reason: impl Into<String>) -> Self {
        Self {
            vendor: vendor.name,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "client of {}: {}", self.vendor, self.reason)
    }
}

impl std::error::Error for BuildError {}

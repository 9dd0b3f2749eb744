//! A client of Prometheus, from a spec written after its documentation.
//!
//! `tests/prometheus.rs` calls a Prometheus that runs on this machine, where one is installed.

/// Gives the module `prometheus` with the client.
#[derive(Debug, trunkline::Vendor)]
#[vendor(spec = "specs/prometheus.yaml")]
pub struct Prometheus;

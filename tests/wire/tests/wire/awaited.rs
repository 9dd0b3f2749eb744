//! The tests of `both/` with calls that are awaited.

pub(crate) use trunkline::Async as Mode;

use crate::builders;

builders!(build: commpeak denovolab jtel marchex requestor);

/// What came of a call: a test awaits it in either mode.
pub(crate) trait Done: Sized + Future {
    fn done(self) -> Self {
        self
    }
}

impl<F: Future> Done for F {}

/// A task that sends a call.
macro_rules! spawned {
    ($call:expr) => {
        tokio::spawn($call.send())
    };
}

#[path = "both/commpeak.rs"]
mod commpeak;
#[path = "both/denovolab.rs"]
mod denovolab;
#[path = "both/digest.rs"]
mod digest;
#[path = "both/faults.rs"]
mod faults;
#[path = "both/formats.rs"]
mod formats;
#[path = "both/independent.rs"]
mod independent;
#[path = "both/jtel.rs"]
mod jtel;
#[path = "both/marchex.rs"]
mod marchex;
#[path = "both/misbehaviour.rs"]
mod misbehaviour;
#[path = "both/pages.rs"]
mod pages;
#[path = "both/requestor.rs"]
mod requestor;
#[path = "both/secrets.rs"]
mod secrets;

//! The tests of `both/` with calls that block: the vendors answer from other threads meanwhile.

use std::future::{Ready, ready};

pub(crate) use trunkline::Blocking as Mode;

use crate::builders;

builders!(build_blocking: commpeak denovolab jtel marchex requestor);

/// What came of a call: a test awaits it in either mode.
pub(crate) trait Done: Sized {
    fn done(self) -> Ready<Self> {
        ready(self)
    }
}

impl<T, E> Done for Result<T, E> {}

/// The next item of a walk, as the async one gives it.
pub(crate) trait TryNext<T, E> {
    fn try_next(&mut self) -> Ready<Result<Option<T>, E>>;
}

impl<T, E, I: Iterator<Item = Result<T, E>>> TryNext<T, E> for I {
    fn try_next(&mut self) -> Ready<Result<Option<T>, E>> {
        ready(self.next().transpose())
    }
}

/// A task that sends a call.
macro_rules! spawned {
    ($call:expr) => {{
        let call = $call;
        tokio::task::spawn_blocking(move || call.send())
    }};
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

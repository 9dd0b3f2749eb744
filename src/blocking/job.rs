//! The blocking driver of jobs: a call that starts or shows one in, the job's value out.

use std::time::Duration;

use super::Blocking;
use super::send::drive;
use crate::call::job::{Begin, Job, Next, Waiting};
use crate::call::mode::Call;
use crate::call::outcome::Reads;
use crate::call::read::unboxed;
use crate::error::{Error, Vendor};
use crate::shape::{Blank, Slot};

/// Sends a call and asks for its job until that is over.
pub fn wait<T, V>(
    call: Call<Blocking>,
    job: &'static Job,
    begin: Begin,
    within: Duration,
) -> Result<T, Error<V>>
where
    T: Slot + Blank + Send + 'static,
    V: Vendor,
{
    let mut waiting = Waiting::new(call.draft, job, begin, within, Reads::value::<T>());
    let mut next = waiting.begin();
    loop {
        next = match next {
            Next::Ask(exchange) => waiting.heard(drive(&call.mode, *exchange)),
            Next::Pause(pause) => {
                call.mode.transport.sleep(pause);
                waiting.waited()
            }
            Next::Over(result) => {
                return result
                    .map(|answer| unboxed(answer.value))
                    .map_err(Error::new);
            }
        };
    }
}

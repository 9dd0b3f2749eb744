//! The async driver: a call that starts or shows a job in, a future of the job's value out.

use std::sync::Arc;
use std::time::Duration;

use super::{Begin, Job, Next, Waiting};
use crate::call::mode::{Async, Call};
use crate::call::outcome::Reads;
use crate::call::read::unboxed;
use crate::call::send::{Outcome, Sending, drive};
use crate::error::Vendor;
use crate::shape::{Blank, Slot};

/// Sends a call and asks for its job until that is over.
pub fn wait<T, V>(
    call: Call<Async>,
    job: &'static Job,
    begin: Begin,
    within: Duration,
) -> Sending<T, V>
where
    T: Slot + Blank + Send + 'static,
    V: Vendor,
{
    let reads = Reads::value::<T>();
    let waiting = Waiting::new(call.draft, job, begin, within, reads);
    Sending::new(follow(call.mode, waiting), unboxed)
}

fn follow(mode: Arc<Async>, mut waiting: Waiting) -> Outcome {
    Box::pin(async move {
        let mut next = waiting.begin();
        loop {
            next = match next {
                Next::Ask(exchange) => waiting.heard(drive(mode.clone(), *exchange).await),
                Next::Pause(pause) => {
                    mode.transport.sleep(pause).await;
                    waiting.waited()
                }
                Next::Over(result) => return result.map(|answer| answer.value),
            };
        }
    })
}

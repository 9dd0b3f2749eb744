//! The async driver: a call that starts or shows a job in, a future of the job's value out.

use std::sync::Arc;
use std::time::Duration;

use super::{Begin, Job, Next, Waiting};
use crate::call::mode::{Async, Call};
use crate::call::outcome::{Answer, Reads};
use crate::call::read::unboxed;
use crate::call::send::{Sending, drive};
use crate::error::{Failure, Vendor};
use crate::shape::{Blank, Slot};
use crate::transport::BoxFuture;

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
    Sending::new(follow(call.mode, waiting), |answer| unboxed(answer.value))
}

fn follow(
    mode: Arc<Async>,
    mut waiting: Waiting,
) -> BoxFuture<'static, Result<Answer, Box<Failure>>> {
    Box::pin(async move {
        let mut next = waiting.begin();
        loop {
            next = match next {
                Next::Ask(exchange) => waiting.heard(drive(mode.clone(), *exchange).await),
                Next::Pause(pause) => {
                    mode.transport.sleep(pause).await;
                    waiting.waited()
                }
                Next::Over(result) => return result,
            };
        }
    })
}

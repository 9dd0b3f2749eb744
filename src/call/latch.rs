//! What opens once and who waits for it: wakers and threads in, their turn out.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::auth::SharedError;

/// Why there is no token.
#[derive(Clone)]
pub(crate) enum Denied {
    /// This reply refused the login.
    Reply(http::Response<Bytes>),
    /// The provider has none.
    Provider(SharedError),
}

/// Closed while a call logs in, or until it is its turn; others wait in front of it, in either mode.
#[derive(Default)]
pub struct Latch {
    state: Mutex<State>,
    #[cfg(feature = "blocking")]
    changed: std::sync::Condvar,
}

#[derive(Default)]
struct State {
    is_open: bool,
    /// Why whoever logged in was not let in.
    refused: Option<Denied>,
    waiting: Vec<Waker>,
}

impl Latch {
    /// Lets everyone on.
    pub(in crate::call) fn open(&self, refused: Option<Denied>) {
        let mut state = self.state();
        state.is_open = true;
        state.refused = refused;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        #[cfg(feature = "blocking")]
        self.changed.notify_all();
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Why there is no token, where what was waited for gave none.
    pub(in crate::call) fn refused(&self) -> Option<Denied> {
        self.state().refused.clone()
    }

    /// Whether it is open, or later.
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.is_open {
            return Poll::Ready(());
        }
        let waker = context.waker();
        if !state.waiting.iter().any(|other| other.will_wake(waker)) {
            state.waiting.push(waker.clone());
        }
        Poll::Pending
    }

    /// Waits until it is open or the time is over.
    #[cfg(feature = "blocking")]
    pub(crate) fn wait(&self, most: std::time::Duration) {
        // Whoever waits looks at the clock afterwards, so that it does not matter which of the two it was.
        let _ = self
            .changed
            .wait_timeout_while(self.state(), most, |state| !state.is_open);
    }

    /// A panic elsewhere leaves the state whole: every change is one assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! A request in; whether the limits of the spec let it pass, and what its reply says of them, out.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use trunkline_codegen::api::{Api, Endpoint, Format, Left, Limit, Reset, Retry};

use crate::answer::Reply;
use crate::failure::{failure, of_kind};
use crate::session::holding;

/// How much sooner than the spec says a call may come, in parts of a hundred: the way takes some time, and not always
/// the same.
const SLACK: u32 = 10;

/// The limits of a vendor, which keeps them where it is told to.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) is_kept: bool,
    /// How many calls in which time limits have that say how many are left.
    pub(crate) quota: Option<(u32, Duration)>,
    /// In the order of the spec's.
    seen: Mutex<Vec<Seen>>,
}

/// What has passed a limit, as far as it matters.
#[derive(Debug, Default)]
struct Seen {
    calls: VecDeque<Instant>,
    /// When the time of the quota began, and how many calls have passed in it.
    window: Option<(Instant, u32)>,
}

impl Limits {
    pub(crate) fn new(is_kept: bool, quota: Option<(u32, Duration)>) -> Self {
        Self {
            is_kept,
            quota,
            seen: Mutex::default(),
        }
    }

    /// The reply to a request that comes too soon; otherwise it has passed.
    pub(crate) fn refused(&self, api: &Api, endpoint: &Endpoint, format: Format) -> Option<Reply> {
        let now = Instant::now();
        let mut seen = self.seen(api);
        let limits = endpoint.limits.iter();
        let waits = limits.clone().map(|id| {
            let (limit, seen) = (&api.limits[id.0], &mut seen[id.0]);
            let rate = match self.is_kept {
                true => seen.rate(limit, now),
                false => Duration::ZERO,
            };
            rate.max(
                self.quota
                    .map_or(Duration::ZERO, |quota| seen.quota(limit, quota, now)),
            )
        });
        let wait = waits.max().unwrap_or_default();
        if wait.is_zero() {
            for id in limits {
                seen[id.0].pass(now);
            }
            return None;
        }
        let mut kinds = endpoint.rules.iter().flat_map(|id| &api.rules[id.0].kinds);
        let kind = kinds.find(|case| case.retry == Retry::Throttle);
        let made = kind.and_then(|case| of_kind(api, endpoint, case.kind, format));
        let mut reply =
            made.unwrap_or_else(|| failure(api, endpoint, 429, "too many calls", format));
        let seconds = wait.as_millis().div_ceil(1000).to_string();
        reply.headers.push(("retry-after".to_owned(), seconds));
        Some(reply)
    }

    /// The reply with what it says of the calls that are left.
    pub(crate) fn told(&self, api: &Api, endpoint: &Endpoint, mut reply: Reply) -> Reply {
        let Some((calls, time)) = self.quota else {
            return reply;
        };
        let now = Instant::now();
        for id in &endpoint.limits {
            let Some(Left {
                remaining,
                reset,
                says,
            }) = &api.limits[id.0].left
            else {
                continue;
            };
            let window = self.seen(api)[id.0].window;
            let (began, passed) = window.unwrap_or((now, 0));
            let left = calls.saturating_sub(passed);
            let until = (began + time).saturating_duration_since(now);
            reply = holding(api, endpoint, reply, remaining, Value::from(left));
            reply = holding(api, endpoint, reply, reset, said(*says, until));
        }
        reply
    }

    fn seen(&self, api: &Api) -> MutexGuard<'_, Vec<Seen>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.resize_with(api.limits.len(), Seen::default);
        seen
    }
}

impl Seen {
    /// How long until the rate leaves room.
    fn rate(&mut self, limit: &Limit, now: Instant) -> Duration {
        let Some(rate) = limit.rate else {
            return Duration::ZERO;
        };
        let period = Duration::from_millis(rate.millis) * (100 - SLACK) / 100;
        while self
            .calls
            .front()
            .is_some_and(|first| now.duration_since(*first) >= period)
        {
            self.calls.pop_front();
        }
        let most = rate.count.saturating_add(limit.burst.unwrap_or(0));
        match self.calls.front() {
            Some(first) if self.calls.len() >= most as usize => {
                (*first + period).saturating_duration_since(now)
            }
            _ => Duration::ZERO,
        }
    }

    /// How long until there are calls left.
    fn quota(&mut self, limit: &Limit, (calls, time): (u32, Duration), now: Instant) -> Duration {
        if limit.left.is_none() {
            return Duration::ZERO;
        }
        if self
            .window
            .is_none_or(|(began, _)| now.duration_since(began) >= time)
        {
            self.window = Some((now, 0));
        }
        match self.window {
            Some((began, passed)) if passed >= calls => {
                (began + time).saturating_duration_since(now)
            }
            _ => Duration::ZERO,
        }
    }

    fn pass(&mut self, now: Instant) {
        self.calls.push_back(now);
        if let Some((_, passed)) = &mut self.window {
            *passed += 1;
        }
    }
}

/// When there are new calls, as the spec says it.
fn said(says: Reset, until: Duration) -> Value {
    let since_1970 = || {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        now + until
    };
    let stamp = || jiff::Timestamp::try_from(SystemTime::now() + until).unwrap_or_default();
    match says {
        Reset::Unix => since_1970().as_secs_f64().ceil().into(),
        Reset::UnixMillis => Value::from(since_1970().as_millis() as u64),
        Reset::Seconds => until.as_secs_f64().into(),
        Reset::Millis => Value::from(until.as_millis() as u64),
        Reset::Rfc3339 => stamp().to_string().into(),
        Reset::Rfc2822 => stamp().strftime("%a, %d %b %Y %T GMT").to_string().into(),
    }
}

//! How many calls in which time: the sends so far in, how long until the next one may go out.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::call::traffic::Limit;

/// The sends of a limit, as far as they matter for the next one.
pub(super) enum Rate {
    /// Any number.
    Open,
    /// So many in any stretch of this length. The newest sends are kept, as many as that.
    Window {
        count: usize,
        period: Duration,
        sent: VecDeque<Instant>,
    },
    /// One in each step, and so many of them at once after a rest.
    Bucket {
        step: Duration,
        burst: u32,
        /// When the bucket will be full again.
        full: Option<Instant>,
    },
}

impl Rate {
    pub(super) fn new(limit: &Limit) -> Self {
        let Some((count, millis)) = limit.rate else {
            return Self::Open;
        };
        let period = Duration::from_millis(millis);
        match limit.burst {
            None => Self::Window {
                count: usize::try_from(count).unwrap_or(usize::MAX),
                period,
                sent: VecDeque::new(),
            },
            Some(burst) => Self::Bucket {
                step: period / count.max(1),
                burst,
                full: None,
            },
        }
    }

    /// How long until the next call may go out.
    pub(super) fn wait(&mut self, now: Instant) -> Duration {
        let ready = match self {
            Self::Open => None,
            Self::Window {
                count,
                period,
                sent,
            } => {
                while sent
                    .front()
                    .is_some_and(|first| now.saturating_duration_since(*first) >= *period)
                {
                    sent.pop_front();
                }
                let first = sent.front().filter(|_| sent.len() >= *count);
                first.and_then(|first| first.checked_add(*period))
            }
            Self::Bucket { step, burst, full } => {
                let room = step.saturating_mul(burst.saturating_sub(1));
                full.and_then(|full| full.checked_sub(room))
            }
        };
        ready.map_or(Duration::ZERO, |ready| ready.saturating_duration_since(now))
    }

    /// A call goes out.
    pub(super) fn send(&mut self, now: Instant) {
        match self {
            Self::Open => {}
            Self::Window { sent, .. } => sent.push_back(now),
            Self::Bucket { step, full, .. } => {
                *full = full.map_or(now, |full| full.max(now)).checked_add(*step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The milliseconds at which so many calls go out that all come at once.
    fn sent(rate: (u32, u64), burst: Option<u32>, calls: usize) -> Vec<u128> {
        let mut rate = Rate::new(&Limit {
            name: "",
            rate: Some(rate),
            burst,
            concurrent: None,
            left: None,
        });
        let start = Instant::now();
        let mut now = start;
        let mut sent = Vec::new();
        for _ in 0..calls {
            now += rate.wait(now);
            assert_eq!(rate.wait(now), Duration::ZERO);
            rate.send(now);
            sent.push(now.duration_since(start).as_millis());
        }
        sent
    }

    #[test]
    fn so_many_go_out_in_any_stretch_of_time() {
        assert_eq!(sent((3, 1000), None, 7), [0, 0, 0, 1000, 1000, 1000, 2000]);
        assert_eq!(sent((1, 50), None, 3), [0, 50, 100]);
    }

    #[test]
    fn after_a_burst_calls_are_spread_over_the_time() {
        assert_eq!(sent((4, 1000), Some(1), 4), [0, 250, 500, 750]);
        assert_eq!(sent((4, 1000), Some(3), 6), [0, 0, 0, 250, 500, 750]);
    }
}

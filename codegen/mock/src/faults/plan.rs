//! When a vendor goes wrong, and how: the number of a request in, the fault that it meets out.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::{Fault, FaultError};

/// Which requests are answered badly, and how.
///
/// ```
/// use std::time::Duration;
/// use trunkline_mock::{Fault, Faults};
///
/// let in_a_test = Faults::new()
///     .at(2, Fault::Reset)                    // the second request, counted from 1
///     .within(4..=6, Fault::Failing(1))       // the fourth to the sixth
///     .share(5.0, Fault::Latency(Duration::from_millis(200))) // five in a hundred of all others
///     .seed(7)
///     .spare("log_in");                       // never for this endpoint
/// let by_words: Faults = "reset@2, 500@4..6, latency=200ms@5%, seed=7, spare=log_in".parse()?;
/// assert_eq!(in_a_test, by_words);
/// # Ok::<(), trunkline_mock::FaultError>(())
/// ```
///
/// A request meets one fault at most: the first that names its number, else one by its share.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Faults {
    numbered: Vec<(RangeInclusive<u64>, Fault)>,
    shares: Vec<(f64, Fault)>,
    seed: u64,
    spared: Vec<String>,
}

impl Faults {
    /// Nothing goes wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// The request of this number meets the fault; the first is 1.
    pub fn at(self, request: u64, fault: Fault) -> Self {
        self.within(request..=request, fault)
    }

    /// The requests of these numbers meet the fault; the first is 1.
    pub fn within(mut self, requests: RangeInclusive<u64>, fault: Fault) -> Self {
        self.numbered.push((requests, fault));
        self
    }

    /// Every request meets the fault.
    pub fn always(self, fault: Fault) -> Self {
        self.within(1..=u64::MAX, fault)
    }

    /// So many requests in a hundred meet the fault. Shares add up: what is beyond a hundred never comes.
    pub fn share(mut self, percent: f64, fault: Fault) -> Self {
        self.shares.push((percent, fault));
        self
    }

    /// Which requests meet a fault by its share: another seed picks others, the same seed the same.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Calls of this endpoint, by its name in the spec, meet no fault, and are not counted.
    pub fn spare(mut self, endpoint: impl Into<String>) -> Self {
        self.spared.push(endpoint.into());
        self
    }

    fn fault(&self, request: u64) -> Option<&Fault> {
        let numbered = self.numbered.iter().find(|(of, _)| of.contains(&request));
        if let Some((_, fault)) = numbered {
            return Some(fault);
        }
        let mut drawn = drawn(self.seed, request);
        let share = self.shares.iter().find(|(percent, _)| {
            drawn -= percent;
            drawn < 0.0
        });
        share.map(|(_, fault)| fault)
    }
}

/// A number from 0 to 100, evenly spread: the steps of SplitMix64.
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
fn drawn(seed: u64, request: u64) -> f64 {
    let mut mixed = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(request.wrapping_mul(0xd134_2543_de82_ef95));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    (mixed >> 11) as f64 / (1_u64 << 53) as f64 * 100.0
}

impl FromStr for Faults {
    type Err = FaultError;

    /// Faults by their words, with commas between them, each with `@` and when it comes: `@3` the third request,
    /// `@3..6` the third to the sixth, `@5%` five in a hundred, without it every request. Beside them `seed=N`, and
    /// `spare=ENDPOINT` for each endpoint that meets none.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut plan = Self::new();
        for entry in text.split(',').map(str::trim) {
            if let Some(seed) = entry.strip_prefix("seed=") {
                let wrong = |_| FaultError(format!("`seed` takes a number, not `{seed}`"));
                plan = plan.seed(seed.parse().map_err(wrong)?);
            } else if let Some(endpoint) = entry.strip_prefix("spare=") {
                plan = plan.spare(endpoint);
            } else {
                let (fault, when) = match entry.rsplit_once('@') {
                    Some((fault, when)) => (fault, Some(when.trim())),
                    None => (entry, None),
                };
                plan = plan.with(fault.parse()?, when)?;
            }
        }
        let shares: f64 = plan.shares.iter().map(|(percent, _)| percent).sum();
        if shares > 100.0 {
            let message =
                format!("the shares of the faults come to {shares}%, which is more than all");
            return Err(FaultError(message));
        }
        Ok(plan)
    }
}

impl Faults {
    fn with(self, fault: Fault, when: Option<&str>) -> Result<Self, FaultError> {
        let Some(when) = when else {
            return Ok(self.always(fault));
        };
        let wrong = || {
            FaultError(format!(
                "`{when}` is no time for a fault; write `3` for the third request, `3..6` for a run, `5%` for a share"
            ))
        };
        if let Some(percent) = when.strip_suffix('%') {
            let percent = percent.parse().ok().filter(|p| (0.0..=100.0).contains(p));
            return Ok(self.share(percent.ok_or_else(wrong)?, fault));
        }
        let (from, to) = when.split_once("..").unwrap_or((when, when));
        match (from.parse(), to.parse()) {
            (Ok(from @ 1..), Ok(to)) if from <= to => Ok(self.within(from..=to, fault)),
            _ => Err(wrong()),
        }
    }
}

/// A plan that is being carried out.
#[derive(Debug, Default)]
pub(crate) struct State {
    plan: Faults,
    requests: u64,
    /// How many requests more fail with 500.
    failing: u32,
    met: BTreeMap<&'static str, u64>,
}

impl State {
    pub(crate) fn new(plan: Faults) -> Self {
        Self {
            plan,
            ..Self::default()
        }
    }

    /// What the next request meets, which is one of this endpoint.
    pub(crate) fn next(&mut self, endpoint: Option<&str>) -> Option<Fault> {
        if endpoint.is_some_and(|name| self.plan.spared.iter().any(|spared| spared == name)) {
            return None;
        }
        self.requests += 1;
        let fault = match self.failing {
            0 => self.plan.fault(self.requests)?.clone(),
            left => Fault::Failing(left),
        };
        if let Fault::Failing(requests) = fault {
            self.failing = requests.saturating_sub(1);
        }
        *self.met.entry(fault.word()).or_default() += 1;
        Some(fault)
    }

    /// How many requests met each fault, by its word.
    pub(crate) fn met(&self) -> BTreeMap<&'static str, u64> {
        self.met.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_before_shares_and_bursts_before_both() {
        let plan: Faults = "500=3@2, reset@3..5, html@100%".parse().expect("a plan");
        let mut state = State::new(plan.clone().spare("login"));
        let mut met = Vec::new();
        for _ in 0..7 {
            assert_eq!(state.next(Some("login")), None);
            met.push(state.next(Some("other")).map(|fault| fault.to_string()));
        }
        let met: Vec<&str> = met.iter().flatten().map(String::as_str).collect();
        assert_eq!(
            met,
            ["html", "500=3", "500=2", "500=1", "reset", "html", "html"]
        );
        assert_eq!(state.met()["500"], 3);
    }

    #[test]
    fn shares_are_what_they_say_and_the_same_each_time() {
        let plan: Faults = "reset@5%, 429@5%, seed=3".parse().expect("a plan");
        let count = |plan: &Faults, word: &str| {
            let faults = (1..=100_000).filter_map(|n| plan.fault(n));
            faults.filter(|fault| fault.word() == word).count()
        };
        for word in ["reset", "429"] {
            let found = count(&plan, word);
            assert!((4800..5200).contains(&found), "{word}: {found}");
        }
        let other = plan.clone().seed(4);
        assert!((1..=1000).any(|n| plan.fault(n) != other.fault(n)));
    }

    #[test]
    fn what_is_no_plan_is_answered_with_what_is_one() {
        for (text, wanted) in [
            ("resett@3", "there is no fault `resett`"),
            ("", "there is no fault ``"),
            ("reset@0", "`0` is no time for a fault"),
            ("reset@6..3", "`6..3` is no time for a fault"),
            ("reset@-5%", "`-5%` is no time for a fault"),
            ("reset=3", "`reset` takes nothing behind it"),
            (
                "latency=200",
                "`latency` takes a time such as `200ms` or `2s`",
            ),
            ("bomb=9gb", "`bomb` takes a size"),
            ("bomb=99999999999999999mb", "`bomb` takes a size"),
            ("500=5000000000", "`500` takes a number of requests"),
            ("reset@60%, cut@50%", "come to 110%"),
            ("seed=x", "`seed` takes a number, not `x`"),
        ] {
            let error = text.parse::<Faults>().expect_err(text).to_string();
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }

    #[test]
    fn every_word_that_is_listed_is_read_and_written_again() {
        for (word, _) in super::super::FAULT_WORDS {
            let fault: Fault = word.parse().expect(word);
            assert_eq!(fault.to_string().parse(), Ok(fault), "{word}");
        }
    }
}

//! What came of the calls in; how many of each there were, and what was wrong, out.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::storm::Error;

/// What came of all calls, for all who call.
#[derive(Clone, Default)]
pub(crate) struct Tally(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    begun: u64,
    good: u64,
    items: u64,
    walks: u64,
    errors: BTreeMap<&'static str, u64>,
    /// How many requests went out beyond the first of a call that failed.
    again: u64,
    wrong: Vec<String>,
}

/// How many complaints are kept.
const KEPT: usize = 10;

impl Tally {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn begin(&self) {
        self.counts().begun += 1;
    }

    pub(crate) fn good(&self) {
        self.counts().good += 1;
    }

    pub(crate) fn walked(&self, items: usize) {
        let mut counts = self.counts();
        counts.walks += 1;
        counts.items += items as u64;
    }

    /// Takes note of an error, which shows none of these secrets.
    pub(crate) fn error(&self, error: &Error, secrets: &[String]) {
        let word = match error {
            Error::Vendor(_) => "vendor",
            Error::Status(_) => "status",
            Error::Decode(_) => "decode",
            Error::Transport(_) => "transport",
            Error::Limit(_) => "limit",
            Error::Page(_) => "page",
            other => return self.wrong(format!("no call should end so: {other:?}")),
        };
        let shown = format!("{error} {error:?}");
        if secrets.iter().any(|secret| shown.contains(secret)) || shown.contains("mock-token") {
            self.wrong(format!("a {word} error shows a secret"));
        }
        let mut counts = self.counts();
        *counts.errors.entry(word).or_default() += 1;
        counts.again += error.tries().len().saturating_sub(1) as u64;
    }

    pub(crate) fn wrong(&self, what: String) {
        let mut counts = self.counts();
        if counts.wrong.len() < KEPT {
            counts.wrong.push(what);
        }
    }

    pub(crate) fn calls(&self) -> u64 {
        self.counts().begun
    }

    pub(crate) fn problems(&self) -> Vec<String> {
        let counts = self.counts();
        let mut problems = counts.wrong.clone();
        let ended = counts.good + counts.errors.values().sum::<u64>();
        if ended != counts.begun {
            problems.push(format!("{} calls began and {ended} ended", counts.begun));
        }
        if counts.good == 0 {
            problems.push("no call succeeded".to_owned());
        }
        problems
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts();
        let errors = counts.errors.iter();
        let errors: Vec<String> = errors.map(|(word, n)| format!("{n} {word}")).collect();
        writeln!(
            f,
            "{} calls, {} good, the others with typed errors: {}",
            counts.begun,
            counts.good,
            errors.join(", ")
        )?;
        write!(
            f,
            "{} walks over pages with {} records; failed calls were sent {} times more",
            counts.walks, counts.items, counts.again
        )
    }
}

//! Words of the command line in, faults out; and back.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Fault, FaultError};

/// More than any client takes by default: 128 MB.
const LARGE: u64 = 128 * 1024 * 1024;
/// An origin that nobody has.
const ELSEWHERE: &str = "http://elsewhere.invalid/";

/// The words of faults, each with what it does.
pub const FAULT_WORDS: &[(&str, &str)] = &[
    ("latency=200ms", "the reply comes late"),
    ("reset", "the connection is reset in place of a reply"),
    ("cut", "the connection is reset in the middle of the body"),
    (
        "drip=50ms",
        "the body comes in twenty pieces, with a pause before each",
    ),
    ("429", "too many requests"),
    ("429=2", "the same, with `Retry-After: 2`"),
    ("500", "a server error"),
    ("500=3", "the same, for three requests in a row"),
    ("html", "a page of HTML with status 200"),
    ("truncated", "half of the body"),
    (
        "oversized=128mb",
        "the body goes on with blanks up to this size",
    ),
    (
        "bomb=128mb",
        "a few kilobytes of gzip that expand to this size",
    ),
    ("malformed", "a body that is neither JSON nor XML"),
    ("duplicated", "the page before the one that is asked for"),
    (
        "shrinking",
        "a page of a collection that has lost some items",
    ),
    ("expired", "all tokens are no longer good"),
    ("redirect=URL", "status 307 to this URL"),
];

impl Fault {
    /// Its word, without what stands behind the `=`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Latency(_) => "latency",
            Self::Reset => "reset",
            Self::Cut => "cut",
            Self::Drip(_) => "drip",
            Self::Throttled(_) => "429",
            Self::Failing(_) => "500",
            Self::Html => "html",
            Self::Truncated => "truncated",
            Self::Oversized(_) => "oversized",
            Self::Bomb(_) => "bomb",
            Self::Malformed => "malformed",
            Self::Duplicated => "duplicated",
            Self::Shrinking => "shrinking",
            Self::Expired => "expired",
            Self::Redirect(_) => "redirect",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.word();
        match self {
            Self::Latency(time) | Self::Drip(time) => write!(f, "{word}={}ms", time.as_millis()),
            Self::Throttled(Some(seconds)) => write!(f, "{word}={seconds}"),
            Self::Failing(requests) => write!(f, "{word}={requests}"),
            Self::Oversized(bytes) | Self::Bomb(bytes) => write!(f, "{word}={bytes}"),
            Self::Redirect(url) => write!(f, "{word}={url}"),
            Self::Throttled(None)
            | Self::Reset
            | Self::Cut
            | Self::Html
            | Self::Truncated
            | Self::Malformed
            | Self::Duplicated
            | Self::Shrinking
            | Self::Expired => f.write_str(word),
        }
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (word, given) = match text.split_once('=') {
            Some((word, given)) => (word.trim(), Some(given.trim())),
            None => (text.trim(), None),
        };
        let time = |or: u64| given.map_or(Ok(Duration::from_millis(or)), |text| time(word, text));
        let bytes = || given.map_or(Ok(LARGE), |text| bytes(word, text));
        let whole = |text: &str| number(word, text);
        let fault = match word {
            "latency" => return Ok(Self::Latency(time(200)?)),
            "drip" => return Ok(Self::Drip(time(50)?)),
            "429" => return Ok(Self::Throttled(given.map(whole).transpose()?)),
            "500" => {
                let requests = given.map_or(Ok(1), whole)?;
                return u32::try_from(requests)
                    .map(Self::Failing)
                    .map_err(|_| wanted(word, "a number of requests", &requests.to_string()));
            }
            "oversized" => return Ok(Self::Oversized(bytes()?)),
            "bomb" => return Ok(Self::Bomb(bytes()?)),
            "redirect" => return Ok(Self::Redirect(given.unwrap_or(ELSEWHERE).to_owned())),
            "reset" => Self::Reset,
            "cut" => Self::Cut,
            "html" => Self::Html,
            "truncated" => Self::Truncated,
            "malformed" => Self::Malformed,
            "duplicated" => Self::Duplicated,
            "shrinking" => Self::Shrinking,
            "expired" => Self::Expired,
            _ => return Err(unknown(word)),
        };
        match given {
            None => Ok(fault),
            Some(_) => Err(FaultError(format!("`{word}` takes nothing behind it"))),
        }
    }
}

fn unknown(word: &str) -> FaultError {
    let known = FAULT_WORDS.iter().filter(|(word, _)| !word.contains('='));
    let mut known: Vec<&str> = known.map(|(word, _)| *word).collect();
    known.extend(["latency", "drip", "oversized", "bomb", "redirect"]);
    FaultError(format!(
        "there is no fault `{word}`; there is {}",
        known.join(", ")
    ))
}

fn wanted(word: &str, what: &str, found: &str) -> FaultError {
    FaultError(format!("`{word}` takes {what}, not `{found}`"))
}

fn number(word: &str, text: &str) -> Result<u64, FaultError> {
    text.parse().map_err(|_| wanted(word, "a number", text))
}

/// `200ms` or `2s`.
fn time(word: &str, text: &str) -> Result<Duration, FaultError> {
    let wrong = || wanted(word, "a time such as `200ms` or `2s`", text);
    let (digits, unit): (&str, fn(u64) -> Duration) = match text.strip_suffix("ms") {
        Some(digits) => (digits, Duration::from_millis),
        None => (
            text.strip_suffix('s').ok_or_else(wrong)?,
            Duration::from_secs,
        ),
    };
    digits.parse().map(unit).map_err(|_| wrong())
}

/// A number of bytes, of `kb` or of `mb`.
fn bytes(word: &str, text: &str) -> Result<u64, FaultError> {
    let wrong = || wanted(word, "a size such as `500kb` or `128mb`", text);
    let lower = text.to_ascii_lowercase();
    let (digits, unit) = match (lower.strip_suffix("kb"), lower.strip_suffix("mb")) {
        (Some(digits), _) => (digits, 1024),
        (_, Some(digits)) => (digits, 1024 * 1024),
        (None, None) => (lower.as_str(), 1),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(unit).ok_or_else(wrong)
}

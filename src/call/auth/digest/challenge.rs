//! The `WWW-Authenticate` headers of a reply in, the strongest digest challenge that can be answered out.

use http::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http_auth::{ChallengeParser, ChallengeRef};

/// How many bytes a header may have before it is passed over.
const MAX_BYTES: usize = 4096;
/// How many headers are looked at.
const MAX_HEADERS: usize = 16;

/// What the vendor asks for.
#[derive(Clone)]
pub(super) struct Challenge {
    pub(super) algorithm: Algorithm,
    /// The algorithm as the vendor writes it; a vendor that does not say it is not told it.
    pub(super) written: Option<String>,
    /// Whether the session has a key of its own: `-sess`.
    pub(super) session: bool,
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) opaque: Option<String>,
    /// Whether `qop=auth` is offered. Vendors that know RFC 2069 alone say nothing.
    pub(super) counted: bool,
    pub(super) userhash: bool,
    pub(super) stale: bool,
}

/// A hash function, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Algorithm {
    Md5,
    Sha256,
    Sha512Truncated,
}

impl Algorithm {
    /// The function, and whether it makes a key for the session.
    fn named(name: &str) -> Option<(Self, bool)> {
        let name = name.to_ascii_lowercase();
        let (base, session) = match name.strip_suffix("-sess") {
            Some(base) => (base, true),
            None => (&*name, false),
        };
        let algorithm = match base {
            "md5" => Self::Md5,
            "sha-256" => Self::Sha256,
            "sha-512-256" => Self::Sha512Truncated,
            _ => return None,
        };
        Some((algorithm, session))
    }
}

/// The challenge with the strongest function, the first of several; or why there is none that can be answered.
pub(super) fn strongest(headers: &HeaderMap) -> Result<Challenge, String> {
    let mut best: Option<Challenge> = None;
    let mut problem = None;
    let mut others = Vec::new();
    for header in headers.get_all(WWW_AUTHENTICATE).iter().take(MAX_HEADERS) {
        let Some(text) = readable(header) else {
            problem.get_or_insert_with(|| {
                format!("a challenge of more than {MAX_BYTES} bytes, or beyond ASCII, is not read")
            });
            continue;
        };
        for parsed in ChallengeParser::new(text) {
            let read = match parsed {
                Ok(challenge) if challenge.scheme.eq_ignore_ascii_case("digest") => {
                    read(&challenge)
                }
                Ok(challenge) => {
                    others.push(format!("`{}`", challenge.scheme));
                    continue;
                }
                Err(_) => Err("the challenge cannot be parsed".to_owned()),
            };
            match read {
                Ok(found) if best.as_ref().is_none_or(|b| b.algorithm < found.algorithm) => {
                    best = Some(found);
                }
                Ok(_) => {}
                Err(reason) => _ = problem.get_or_insert(reason),
            }
        }
    }
    best.ok_or_else(|| match (problem, others.as_slice()) {
        (Some(problem), _) => problem,
        (None, []) => "the reply holds no challenge (`WWW-Authenticate`)".to_owned(),
        (None, others) => format!("the vendor asks for {}, not for digest", others.join(", ")),
    })
}

fn readable(header: &HeaderValue) -> Option<&str> {
    header.to_str().ok().filter(|text| text.len() <= MAX_BYTES)
}

fn read(challenge: &ChallengeRef<'_>) -> Result<Challenge, String> {
    let get = |name: &str| {
        let mut params = challenge.params.iter();
        let found = params.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_unescaped())
    };
    let required = |name: &str| get(name).ok_or_else(|| format!("the challenge lacks `{name}`"));
    let is_true = |name: &str| get(name).is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let written = get("algorithm");
    let (algorithm, session) = match &written {
        None => (Algorithm::Md5, false),
        Some(name) => Algorithm::named(name)
            .ok_or_else(|| format!("the digest algorithm `{name}` is not supported"))?,
    };
    let qop = get("qop");
    let offers_auth = |qop: &String| {
        qop.split(',')
            .any(|word| word.trim().eq_ignore_ascii_case("auth"))
    };
    let counted = match &qop {
        Some(qop) if !offers_auth(qop) => {
            return Err(format!(
                "the vendor asks for `qop={qop}`, of which only `auth` is supported"
            ));
        }
        Some(_) => true,
        None if session => {
            return Err("a challenge with `-sess` and without `qop` has no answer".to_owned());
        }
        None => false,
    };
    Ok(Challenge {
        algorithm,
        session,
        realm: required("realm")?,
        nonce: required("nonce")?,
        opaque: get("opaque"),
        counted,
        userhash: is_true("userhash"),
        stale: is_true("stale"),
        written,
    })
}

/// The nonce that a reply gives for the next request, in its `Authentication-Info`.
pub(super) fn next_nonce(headers: &HeaderMap) -> Option<String> {
    let text = readable(headers.get("authentication-info")?)?;
    // The header holds the parameters alone, which the parser knows only behind a scheme.
    let text = format!("Digest {text}");
    let info = ChallengeParser::new(&text).next()?.ok()?;
    let mut params = info.params.iter();
    let found = params.find(|(key, _)| key.eq_ignore_ascii_case("nextnonce"))?;
    Some(found.1.to_unescaped()).filter(|nonce| !nonce.is_empty())
}

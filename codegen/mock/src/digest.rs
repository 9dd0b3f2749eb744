//! Digest authentication (RFC 7616), the vendor's side: challenges out, answers in, judged by the RFC alone and
//! not by the code of the client.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use md5::Md5;
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use crate::auth::Bad;
use crate::request::Received;

const REALM: &str = "mock";
/// With a character that has to be escaped.
const OPAQUE: &str = r#"as "it" is"#;
/// The functions on offer, the better one first.
const ALGORITHMS: [&str; 2] = ["SHA-256", "MD5"];

/// The nonces that were given out, and how far each is used.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    /// How often one can be used; without it, for ever.
    uses: Option<u32>,
    used: Mutex<HashMap<String, u32>>,
}

impl Nonces {
    pub(crate) fn new(uses: Option<u32>) -> Self {
        Self {
            uses,
            used: Mutex::default(),
        }
    }

    /// The values of `WWW-Authenticate`, with a nonce that was never given out before.
    pub(crate) fn challenges(&self, bad: Bad) -> Vec<String> {
        let nonce = {
            let mut used = self.used();
            // Base64 in looks, so that it has to be quoted.
            let nonce = format!("mock/nonce+{}==", used.len());
            used.insert(nonce.clone(), 0);
            nonce
        };
        let stale = match bad {
            Bad::Stale => ", stale=true",
            Bad::Missing | Bad::Wrong => "",
        };
        let opaque = escaped(OPAQUE);
        let challenge = |algorithm| {
            format!(
                r#"Digest realm="{REALM}", nonce="{nonce}", opaque="{opaque}", algorithm={algorithm}, qop="auth, auth-int"{stale}"#
            )
        };
        ALGORITHMS.map(challenge).into()
    }

    /// What is wrong with an answer, if anything; `shown` is what follows `Digest`.
    pub(crate) fn check(
        &self,
        shown: Option<&str>,
        user: Option<&str>,
        password: &str,
        request: &Received,
    ) -> Option<Bad> {
        let Some(shown) = shown else {
            return Some(Bad::Missing);
        };
        self.judge(&params(shown), user, password, request).err()
    }

    fn judge(
        &self,
        params: &HashMap<String, String>,
        user: Option<&str>,
        password: &str,
        request: &Received,
    ) -> Result<(), Bad> {
        let get = |name: &str| params.get(name).map(String::as_str).ok_or(Bad::Wrong);
        let target = match request.query.as_str() {
            "" => request.path.clone(),
            query => format!("{}?{query}", request.path),
        };
        let (nonce, count, algorithm) = (get("nonce")?, get("nc")?, get("algorithm")?);
        let hash: fn(&str) -> String = match algorithm {
            "SHA-256" => |text| hex(&Sha256::digest(text)),
            "MD5" => |text| hex(&Md5::digest(text)),
            _ => return Err(Bad::Wrong),
        };
        let given = named(params).ok_or(Bad::Wrong)?;
        let user = user.unwrap_or(&given);
        let secret = hash(&format!("{user}:{REALM}:{password}"));
        let asked = hash(&format!("{}:{target}", request.method));
        let wanted = hash(&format!(
            "{secret}:{nonce}:{count}:{}:auth:{asked}",
            get("cnonce")?
        ));
        let good = given == user
            && get("realm")? == REALM
            && get("opaque")? == OPAQUE
            && get("qop")? == "auth"
            && get("uri")? == target
            && get("response")? == wanted;
        match good {
            true => self.count(nonce, count),
            false => Err(Bad::Wrong),
        }
    }

    /// A count that does not increase may be a request that was recorded: the nonce is stale.
    fn count(&self, nonce: &str, count: &str) -> Result<(), Bad> {
        let count = match count.len() {
            8 => u32::from_str_radix(count, 16).map_err(|_| Bad::Wrong)?,
            _ => return Err(Bad::Wrong),
        };
        let mut used = self.used();
        match used.get_mut(nonce) {
            Some(last) if count > *last && self.uses.is_none_or(|uses| count <= uses) => {
                *last = count;
                Ok(())
            }
            _ => Err(Bad::Stale),
        }
    }

    /// A test that panicked leaves the counts whole: every change is one call.
    fn used(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The user, who is encoded where the name is more than ASCII.
fn named(params: &HashMap<String, String>) -> Option<String> {
    match params.get("username*") {
        None => params.get("username").cloned(),
        Some(encoded) => {
            let text = encoded.strip_prefix("UTF-8''")?;
            let decoded = percent_decode_str(text).decode_utf8().ok()?;
            Some(decoded.into_owned())
        }
    }
}

/// `name=value` and `name="value"`, apart by commas.
fn params(text: &str) -> HashMap<String, String> {
    let mut params = HashMap::new();
    let mut rest = text;
    while let Some((name, value)) = rest.split_once('=') {
        let name = name.trim_start_matches([',', ' ']).to_ascii_lowercase();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let (value, after) = value.split_once(',').unwrap_or((value, ""));
                (value.trim().to_owned(), after)
            }
        };
        params.insert(name, value);
        rest = after;
    }
    params
}

/// The text up to the closing quote, and what follows it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            c => value.push(c),
        }
    }
    (value, "")
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('"', r#"\""#)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Signatures as users write them: a request that is ready to go in, the same with a signature out.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};

use hmac::{Hmac as Mac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use trunkline::http::HeaderName;
use trunkline::{BoxError, Sign, Unsigned, Unverified, Verify};

/// A signature over all of a request, in the manner of Amazon's: method, path with query and a digest of the body.
pub struct Hmac;

impl Sign for Hmac {
    fn sign(&self, request: &mut Unsigned<'_>) -> Result<(), BoxError> {
        let [key_id, key] = request.secrets() else {
            return Err("the spec names two secrets".into());
        };
        let (key_id, key) = (key_id.clone(), key.clone());
        let body = request.body().ok_or("the body is streamed")?;
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let text = canonical(request.method().as_str(), target, body);
        request.set_header(HeaderName::from_static("x-key-id"), key_id.expose())?;
        request.set_header(
            HeaderName::from_static("x-signature"),
            &signature(key.expose(), &text),
        )
    }
}

/// What is signed.
pub fn canonical(method: &str, target: &str, body: &[u8]) -> String {
    format!("{method}\n{target}\n{}", hex(&Sha256::digest(body)))
}

/// The signature over a text.
pub fn signature(key: &str, text: &str) -> String {
    let mut mac = Mac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A number that no two requests share, in the query.
pub struct Stamp;

static LAST: AtomicU32 = AtomicU32::new(0);

impl Sign for Stamp {
    fn sign(&self, request: &mut Unsigned<'_>) -> Result<(), BoxError> {
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        request.add_query("stamp", &format!("{number:08}"))
    }
}

/// A webhook that repeats what was agreed on.
pub struct Agreed;

impl Verify for Agreed {
    fn verify(&self, request: &Unverified<'_>) -> Result<(), BoxError> {
        let [agreed] = request.secrets() else {
            return Err("the spec names one secret".into());
        };
        let shown = request.headers().get("x-agreed");
        let shown = shown.ok_or("there is no `X-Agreed`")?;
        match Unverified::is_same(shown.as_bytes(), agreed.expose().as_bytes()) {
            true => Ok(()),
            false => Err("`X-Agreed` is another".into()),
        }
    }
}

/// A webhook that does not come from elsewhere.
pub struct Local;

impl Verify for Local {
    fn verify(&self, request: &Unverified<'_>) -> Result<(), BoxError> {
        match request.uri().host() {
            None | Some("127.0.0.1") => Ok(()),
            Some(host) => Err(format!("it was sent to `{host}`").into()),
        }
    }
}

//! What must never be shown of a call that failed: the call in, its secrets out.

use http::header::HeaderValue;

use super::given::pairs_of;
use super::request::Draft;
use crate::error::redact::xml;
use crate::shape::Format;
use crate::value::{File, Json, Secret};

impl Draft {
    /// What of this call must never be shown: its credentials, the headers that the user added, and the secrets
    /// among its parameters and in its body.
    pub(crate) fn hidden(&self) -> Vec<Secret> {
        let settings = &*self.settings;
        let mut hidden: Vec<Secret> = settings
            .credentials
            .iter()
            .flat_map(|prepared| prepared.hidden.clone())
            .collect();
        hidden.extend(self.token.iter().map(|token| token.secret.clone()));
        for value in settings.headers.values().chain(self.headers.values()) {
            hidden.extend(hidden_in(value));
        }
        let added = self.query.iter().map(|(_, value)| value);
        hidden.extend(added.filter(|value| is_long(value.expose())).cloned());
        let secrets = settings.vendor.secrets;
        for (param, given) in self.endpoint.params.iter().zip(&self.params) {
            let own = param.field.name;
            for (name, text) in given.iter().flat_map(|given| pairs_of(own, given.parts())) {
                if param.field.holds_secrets() || names_secret(name, own, secrets) {
                    hidden.push(Secret::from(text));
                    if let Ok(json @ Json::Text(_)) = text.parse() {
                        texts_in(&json, &mut hidden);
                    }
                } else if let Ok(object @ Json::Object(_)) = text.parse() {
                    secrets_in(&object, secrets, &mut hidden);
                }
            }
        }
        let body = self.body.as_ref().and_then(File::bytes);
        match (self.format, body) {
            (_, None) => {}
            (Format::Json, Some(body)) => {
                if let Ok(body) = Json::from_slice(body) {
                    secrets_in(&body, secrets, &mut hidden);
                }
            }
            (Format::Xml, Some(body)) => {
                let texts = xml::texts_of(&String::from_utf8_lossy(body), secrets);
                hidden.extend(texts.into_iter().map(Secret::from));
            }
        }
        hidden
    }
}

/// What of a sensitive value must never be shown: all of it, and without the word before the secret, as in
/// `Bearer …`. A short one is left, since it is a word like `true` rather than a secret.
pub(super) fn hidden_in(value: &HeaderValue) -> Vec<Secret> {
    let text = String::from_utf8_lossy(value.as_bytes());
    let secret = text.split_once(' ').map(|(_, secret)| secret);
    let parts = [Some(&*text), secret].into_iter().flatten();
    let long = parts.filter(|part| value.is_sensitive() && is_long(part));
    long.map(Secret::from).collect()
}

/// Whether a text may be a secret, rather than a word like `true`.
fn is_long(text: &str) -> bool {
    const SHORTEST: usize = 8;
    text.len() >= SHORTEST
}

/// Whether a part of an object is what one of these keys holds: the keys stand behind the parameter's name.
fn names_secret(name: &str, param: &str, secrets: &[&str]) -> bool {
    let keys = name.strip_prefix(param).unwrap_or_default();
    keys.split(['[', ']', '.'])
        .any(|key| secrets.contains(&key))
}

/// All texts in the values of these keys, wherever they stand.
fn secrets_in(body: &Json, keys: &[&str], hidden: &mut Vec<Secret>) {
    match body {
        Json::List(items) => {
            for item in items {
                secrets_in(item, keys, hidden);
            }
        }
        Json::Object(fields) => {
            for (key, value) in fields {
                match keys.contains(&key.as_str()) {
                    true => texts_in(value, hidden),
                    false => secrets_in(value, keys, hidden),
                }
            }
        }
        _ => {}
    }
}

fn texts_in(value: &Json, hidden: &mut Vec<Secret>) {
    match value {
        Json::Text(text) => hidden.push(Secret::from(text)),
        Json::List(items) => items.iter().for_each(|item| texts_in(item, hidden)),
        Json::Object(fields) => fields.values().for_each(|item| texts_in(item, hidden)),
        _ => {}
    }
}

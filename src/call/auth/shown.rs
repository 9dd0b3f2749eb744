//! One secret and where a scheme shows it in; what it adds to a request out: headers, parameters, cookies, fields of a form.

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};

use crate::call::encode::push_encoded;
use crate::call::endpoint::SchemeKind;
use crate::value::Secret;

/// What credentials add to a request.
#[derive(Default)]
pub(crate) struct Shown {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Vec<(&'static str, Secret)>,
    form: Vec<(&'static str, Secret)>,
    /// Each as `name=value`.
    cookies: Vec<Secret>,
}

impl Shown {
    /// Adds a secret of the scheme that is called `name`; the error names the scheme and never the secret.
    pub(super) fn add(&mut self, name: &str, kind: SchemeKind, secret: &str) -> Result<(), String> {
        match kind {
            SchemeKind::Header {
                header,
                prefix,
                suffix,
            } => {
                let header = HeaderName::from_bytes(header.as_bytes())
                    .map_err(|_| format!("`{header}` of `{name}` is no header name"))?;
                self.header(name, header, &format!("{prefix}{secret}{suffix}"))
            }
            SchemeKind::Bearer => self.header(name, AUTHORIZATION, &format!("Bearer {secret}")),
            SchemeKind::Query(key) => {
                self.query.push((key, secret.into()));
                Ok(())
            }
            SchemeKind::Form(key) => {
                self.form.push((key, secret.into()));
                Ok(())
            }
            SchemeKind::Cookie(key) => {
                if !secret.bytes().all(is_cookie) {
                    return Err(format!(
                        "the credentials of `{name}` hold a blank, a semicolon or another character that no cookie can carry"
                    ));
                }
                self.cookies.push(format!("{key}={secret}").into());
                Ok(())
            }
            SchemeKind::Basic
            | SchemeKind::Digest
            | SchemeKind::Formed(..)
            | SchemeKind::Session(_)
            | SchemeKind::Grant(_)
            | SchemeKind::Sign(_)
            | SchemeKind::Certificate
            | SchemeKind::All(_)
            | SchemeKind::Any(_)
            | SchemeKind::Caller => Err(format!("`{name}` does not show a single secret")),
        }
    }

    /// Adds a header that is a secret.
    pub(super) fn header(
        &mut self,
        name: &str,
        header: HeaderName,
        text: &str,
    ) -> Result<(), String> {
        let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
            format!("the credentials of `{name}` hold a line break or another character that no header can carry")
        })?;
        value.set_sensitive(true);
        self.headers.push((header, value));
        Ok(())
    }

    /// Adds a header that the caller supplied.
    pub(super) fn supplied(&mut self, header: HeaderName, value: HeaderValue) {
        self.headers.push((header, value));
    }

    /// Writes the headers, in place of those of the same name; cookies stand beside others.
    pub(crate) fn write_headers(&self, headers: &mut HeaderMap) {
        for (index, (name, value)) in self.headers.iter().enumerate() {
            match self.headers[..index].iter().any(|(other, _)| other == name) {
                true => _ = headers.append(name, value.clone()),
                false => _ = headers.insert(name, value.clone()),
            }
        }
        for cookie in &self.cookies {
            let before = headers.get(COOKIE).map(HeaderValue::as_bytes);
            let all = match before {
                Some(before) => [before, b"; ", cookie.expose().as_bytes()].concat(),
                None => cookie.expose().into(),
            };
            if let Ok(mut value) = HeaderValue::from_bytes(&all) {
                value.set_sensitive(true);
                headers.insert(COOKIE, value);
            }
        }
    }

    /// The fields of a form.
    pub(crate) fn form(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.form.iter();
        fields.map(|(key, secret)| (*key, secret.expose()))
    }

    /// Writes the parameters of the query.
    pub(crate) fn write_query(&self, url: &mut String) {
        for (key, secret) in &self.query {
            let mut name = String::new();
            push_encoded(&mut name, key);
            let query = url.split_once('?').map_or("", |(_, query)| query);
            // The URL of a next page may come with it.
            if query
                .split('&')
                .any(|pair| pair.split('=').next() == Some(&name))
            {
                continue;
            }
            url.push(if url.contains('?') { '&' } else { '?' });
            push_encoded(url, key);
            url.push('=');
            push_encoded(url, secret.expose());
        }
    }
}

/// What a cookie can hold (RFC 6265), quotes as well, which vendors put around some.
fn is_cookie(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~') && !matches!(byte, b',' | b';' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_bears_the_secret_already_gets_no_second_one() {
        let mut shown = Shown::default();
        let added = shown.add("key", SchemeKind::Query("api key"), "s3cret");
        added.expect("any text goes");
        for (url, wanted) in [
            ("http://a/u", "http://a/u?api%20key=s3cret"),
            ("http://a/u?x=1", "http://a/u?x=1&api%20key=s3cret"),
            (
                "http://a/u?api%20key=old&x=1",
                "http://a/u?api%20key=old&x=1",
            ),
            (
                "http://a/u?my=api%20key",
                "http://a/u?my=api%20key&api%20key=s3cret",
            ),
        ] {
            let mut url = url.to_owned();
            shown.write_query(&mut url);
            assert_eq!(url, wanted);
        }
    }

    #[test]
    fn what_no_cookie_can_carry_is_refused() {
        for secret in ["a; admin=1", "a b", "a,b", "a\\b", "a\nb", "é"] {
            let mut shown = Shown::default();
            let added = shown.add("device", SchemeKind::Cookie("id"), secret);
            let error = added.expect_err("it is none");
            assert!(error.contains("no cookie can carry"), "{error}");
            assert!(!error.contains("admin"), "{error}");
        }
    }
}

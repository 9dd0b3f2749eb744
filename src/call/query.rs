//! What a caller adds to the query of one call: its own pairs beside those of the endpoint.

use super::encode::push_encoded;
use super::request::Draft;

impl Draft {
    /// Adds a parameter to the query of this call; those of the same name that the endpoint sends are left out.
    #[must_use]
    pub(crate) fn query_param(mut self: Box<Self>, name: &str, value: &str) -> Box<Self> {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Whether the caller sends this parameter of the query in place of the endpoint.
    pub(super) fn has_query_param(&self, name: &str) -> bool {
        self.query.iter().any(|(own, _)| own == name)
    }

    /// Writes what the caller adds, as far as the URL, which may be one that the vendor gave, does not have it.
    pub(super) fn push_query(&self, url: &mut String) {
        if self.query.is_empty() {
            return;
        }
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let had: Vec<String> = query.split('&').map(name_of).map(str::to_owned).collect();
        for (name, value) in &self.query {
            let mut encoded = String::new();
            push_encoded(&mut encoded, name);
            if had.contains(&encoded) {
                continue;
            }
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&encoded);
            url.push('=');
            push_encoded(url, value.expose());
        }
    }
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

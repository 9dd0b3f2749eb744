//! A certificate and its private key in PEM in; each of them, without what else stands in the texts, out.

/// What connections show of the client. There is a secret in it, so that it has no `Debug`.
#[cfg_attr(
    not(all(
        feature = "tls",
        any(feature = "reqwest", feature = "hyper", feature = "blocking")
    )),
    expect(dead_code, reason = "no transport at hand encrypts")
)]
pub(crate) struct Identity {
    /// What it was given to: a setting, or a scheme.
    pub(crate) by: String,
    certificates: String,
    key: String,
}

impl Identity {
    /// From two texts that may hold more than what is looked for, and may be the same.
    pub(crate) fn new(by: &str, certificates: &str, key: &str) -> Self {
        Self {
            by: by.to_owned(),
            certificates: certificates.to_owned(),
            key: key.to_owned(),
        }
    }
}

#[cfg(all(
    feature = "tls",
    any(feature = "reqwest", feature = "hyper", feature = "blocking")
))]
impl Identity {
    /// The certificates alone.
    pub(crate) fn certificates(&self) -> String {
        sections(&self.certificates, &["CERTIFICATE"])
    }

    /// The private key alone: what tools write beside it, as `EC PARAMETERS`, would be refused.
    pub(crate) fn key(&self) -> String {
        sections(
            &self.key,
            &["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"],
        )
    }

    /// What is said where they cannot be read.
    pub(crate) fn refused(&self) -> String {
        format!(
            "`{}` takes a private key that is not encrypted and its certificates, one at least, in PEM \
             (`-----BEGIN PRIVATE KEY-----` and `-----BEGIN CERTIFICATE-----`)",
            self.by
        )
    }
}

/// The sections of a text that bear one of these names.
#[cfg(all(
    feature = "tls",
    any(feature = "reqwest", feature = "hyper", feature = "blocking")
))]
fn sections(pem: &str, names: &[&str]) -> String {
    let mut found = String::new();
    let mut is_inside = false;
    for line in pem.lines().map(str::trim) {
        let name = |start: &str| line.strip_prefix(start)?.strip_suffix("-----");
        if let Some(name) = name("-----BEGIN ") {
            is_inside = names.contains(&name);
        }
        if is_inside {
            found.push_str(line);
            found.push('\n');
        }
        is_inside &= name("-----END ").is_none();
    }
    found
}

#[cfg(all(
    test,
    feature = "tls",
    any(feature = "reqwest", feature = "hyper", feature = "blocking")
))]
mod tests {
    use super::*;

    #[test]
    fn what_else_stands_in_a_file_is_left_out() {
        let section = |name: &str| format!("-----BEGIN {name}-----\nAAAA\n-----END {name}-----\n");
        let [parameters, key, certificate] =
            ["EC PARAMETERS", "EC PRIVATE KEY", "CERTIFICATE"].map(section);
        let file = format!("{parameters}\r\n{key} issuer=CN\n{certificate}{certificate}");
        let identity = Identity::new("identity", &file, &file);
        assert_eq!(identity.key(), key);
        assert_eq!(identity.certificates(), certificate.repeat(2));
        let nothing = Identity::new("identity", "AAAA", &section("ENCRYPTED PRIVATE KEY"));
        assert_eq!(nothing.key() + &nothing.certificates(), "");
    }
}

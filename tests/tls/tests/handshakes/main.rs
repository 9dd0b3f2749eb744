//! Encrypted connections in both modes: certificates of the vendor that are good and others, and those of the client.

mod authority;
#[cfg(feature = "http2")]
mod http2;
mod server;

use std::time::Duration;

use handshakes::certificates::{Auth, Client, ClientBuilder, Error, User};
use trunkline::transport::TransportErrorKind;

use authority::{Authority, Issued};
use server::{Asks, MOCK, Vendor, all, proxy};

const HOST: &str = "127.0.0.1";

/// What both modes make of a call to a vendor by a client with these settings.
fn both(
    settings: impl Fn() -> ClientBuilder,
    call: Call,
) -> [(&'static str, Result<User, Error>); 2] {
    let settings = || settings().timeout(Duration::from_secs(60));
    let awaited = MOCK.0.block_on(async {
        let client = settings().build().expect("the settings hold");
        match call {
            Call::User => client.get_user(7).await,
            Call::Found => client.find_user(7).await,
            Call::Contract => client.get_contract(7).await,
        }
    });
    let client = settings().build_blocking().expect("the settings hold");
    let blocking = match call {
        Call::User => client.get_user(7).send(),
        Call::Found => client.find_user(7).send(),
        Call::Contract => client.get_contract(7).send(),
    };
    [("awaited", awaited), ("blocking", blocking)]
}

#[derive(Clone, Copy)]
enum Call {
    User,
    Found,
    Contract,
}

fn trusting(vendor: &Vendor, authority: &Authority) -> ClientBuilder {
    Client::builder()
        .base_url(vendor.url())
        .root_certificates(authority.pem())
}

fn certified(issued: &Issued) -> Auth {
    let (certificate, key) = issued.pem();
    Auth::certified(certificate, key)
}

/// The vendor's certificate is refused in both modes for this reason, and nothing is tried again.
fn is_refused(vendor: &Vendor, reasons: &[&str], settings: impl Fn() -> ClientBuilder) {
    vendor.connections();
    for (mode, outcome) in both(settings, Call::User) {
        let error = outcome.expect_err(mode);
        is_because(&error, reasons);
        assert_eq!(error.tries().len(), 1, "{mode}: {error}");
    }
    assert_eq!(vendor.connections(), 2, "one connection for each mode");
}

fn is_because(error: &Error, reasons: &[&str]) {
    let line = error.to_string();
    let Error::Transport(error) = error else {
        panic!("{line}");
    };
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{line}");
    let says = |reason: &&str| line.to_lowercase().contains(*reason);
    assert!(reasons.iter().any(says), "{line}");
}

/// The client's certificate, or that it has none, is refused for this reason. With TLS 1.3 the vendor says so when the
/// client has done its part: hyper may find that the connection is gone before it hears why, and tries again.
fn is_refused_by(vendor: &Vendor, reasons: &[&str], settings: impl Fn() -> ClientBuilder) {
    vendor.connections();
    let [(_, awaited), (mode, blocking)] = both(settings, Call::User);
    let error = awaited.expect_err("it is refused");
    let kinds: Vec<_> = error
        .tries()
        .iter()
        .filter_map(trunkline::Try::fault)
        .collect();
    let unheard = kinds
        .iter()
        .filter(|kind| **kind == TransportErrorKind::Interrupted)
        .count();
    assert_eq!(vendor.connections(), kinds.len() + 1, "{kinds:?}");
    if unheard < kinds.len() {
        is_because(&error, reasons);
    }
    let error = blocking.expect_err(mode);
    is_because(&error, reasons);
    assert_eq!(error.tries().len(), 1, "{mode}: {error}");
}

#[test]
fn an_authority_of_ones_own_is_trusted_where_it_is_named() {
    let authority = Authority::new();
    let vendor = Vendor::start(&authority.host(HOST), &Asks::Nobody);
    for (mode, outcome) in both(|| trusting(&vendor, &authority), Call::User) {
        assert_eq!(outcome.expect(mode).id, 7, "{mode}");
    }
    let of_the_platform = || Client::builder().base_url(vendor.url());
    is_refused(&vendor, &["issuer"], of_the_platform);
    let other = Authority::new();
    is_refused(&vendor, &["issuer", "signature"], || {
        trusting(&vendor, &other)
    });
}

#[test]
fn certificates_that_are_not_the_vendors_are_refused() {
    let authority = Authority::new();
    let expired = Vendor::start(&authority.expired(HOST), &Asks::Nobody);
    is_refused(&expired, &["expired"], || trusting(&expired, &authority));
    let other = Vendor::start(&authority.host("other.test"), &Asks::Nobody);
    is_refused(&other, &["not valid for name"], || {
        trusting(&other, &authority)
    });
}

#[test]
fn a_client_shows_its_certificate() {
    let authority = Authority::new();
    let vendor = Vendor::start(&authority.host(HOST), &Asks::For(&authority));
    let client = authority.client();
    let by_auth = || trusting(&vendor, &authority).auth(certified(&client));
    let by_setting = || {
        let (certificate, key) = client.pem();
        trusting(&vendor, &authority).identity(certificate + &key)
    };
    for call in [Call::User, Call::Found] {
        for (mode, outcome) in both(by_auth, call) {
            assert_eq!(outcome.expect(mode).id, 7, "{mode}");
        }
    }
    for (mode, outcome) in both(by_setting, Call::User) {
        assert_eq!(outcome.expect(mode).id, 7, "{mode}");
    }
}

#[test]
fn a_client_without_the_certificate_that_is_asked_for_is_refused() {
    let authority = Authority::new();
    let vendor = Vendor::start(&authority.host(HOST), &Asks::For(&authority));
    is_refused_by(
        &vendor,
        &["certificaterequired", "certificate required"],
        || trusting(&vendor, &authority),
    );
    let stranger = Authority::new().client();
    is_refused_by(
        &vendor,
        &["unknownca", "decrypterror", "certificate"],
        || trusting(&vendor, &authority).auth(certified(&stranger)),
    );
}

#[test]
fn a_certificate_goes_with_other_credentials() {
    let authority = Authority::new();
    let vendor = Vendor::start(&authority.host(HOST), &Asks::For(&authority));
    let client = authority.client();
    let [key] = &MOCK.1.credentials("both")[..] else {
        panic!("the mock asks for the key alone")
    };
    let auth = |key: &str| {
        let (certificate, private) = client.pem();
        Auth::both(certificate, private, key)
    };
    for (mode, outcome) in both(
        || trusting(&vendor, &authority).auth(auth(key)),
        Call::Contract,
    ) {
        assert_eq!(outcome.expect(mode).id, 7, "{mode}");
    }
    for (mode, outcome) in both(
        || trusting(&vendor, &authority).auth(auth("x")),
        Call::Contract,
    ) {
        assert!(matches!(outcome, Err(Error::Status(_))), "{mode}");
    }
}

#[test]
fn what_is_no_certificate_is_refused_without_being_shown() {
    let authority = Authority::new();
    let (client, other) = (authority.client(), authority.client());
    let (certificate, key) = client.pem();
    let secret = key.lines().nth(1).expect("a line of the key").to_owned();
    let set = || Client::builder().base_url("https://127.0.0.1:1");
    let problems = |settings: &dyn Fn() -> ClientBuilder| {
        let [one, two] = [
            settings()
                .build()
                .expect_err("it does not hold")
                .to_string(),
            settings()
                .build_blocking()
                .expect_err("it does not hold")
                .to_string(),
        ];
        assert_eq!(one, two);
        assert!(!one.contains(&secret), "{one}");
        one
    };
    for auth in [
        Auth::certified(key.as_str(), key.as_str()),
        Auth::certified(certificate.as_str(), certificate.as_str()),
        Auth::certified(certificate.as_str(), "hush"),
        Auth::certified(certificate.as_str(), other.key.serialize_pem()),
    ] {
        assert!(!format!("{auth:?}").contains(&secret));
        let problem = problems(&|| set().auth(auth.clone()));
        assert!(
            problem.contains("`certified` takes a private key"),
            "{problem}"
        );
    }
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let roots = problems(&|| set().root_certificates(pem));
    assert!(
        roots.contains("`root_certificates` takes certificates"),
        "{roots}"
    );
    let twice = problems(&|| set().auth(certified(&client)).identity(client.pem().1));
    assert!(
        twice.contains("`identity` and `certified` both give a certificate"),
        "{twice}"
    );
    let partner = Auth::both(certificate.as_str(), key.as_str(), "x");
    let two = problems(&|| set().auth(certified(&client)).auth(partner.clone()));
    assert!(
        two.contains("`certified` and `partner` both give a certificate"),
        "{two}"
    );
    let builder = set().auth(certified(&client));
    assert!(!format!("{builder:?}").contains(&secret));
    let client = builder.build().expect("it holds");
    assert!(!format!("{client:?}").contains(&secret));
}

#[test]
fn a_proxy_hears_nothing_of_what_goes_through_it() {
    let authority = Authority::new();
    let vendor = Vendor::start(&authority.host("vendor.invalid"), &Asks::For(&authority));
    let client = authority.client();
    let (certificate, key) = client.pem();
    let (address, heard) = proxy(vendor.address);
    let settings = || {
        trusting(&vendor, &authority)
            .base_url("https://vendor.invalid/v1")
            .proxy(format!("http://ann:hush@{address}"))
            .auth(Auth::both(
                certificate.as_str(),
                key.as_str(),
                "x-marks-the-key",
            ))
    };
    for (mode, outcome) in both(settings, Call::Contract) {
        // The key is a wrong one, which the vendor says.
        assert!(
            matches!(outcome, Err(Error::Status(_))),
            "{mode}: {outcome:?}"
        );
    }
    let heard = String::from_utf8_lossy(&all(&heard)).into_owned();
    assert_eq!(
        heard.matches("CONNECT vendor.invalid:443").count(),
        2,
        "{heard}"
    );
    // `ann:hush`
    let shown = heard
        .to_lowercase()
        .matches("proxy-authorization: basic yw5uomh1c2g=")
        .count();
    assert_eq!(shown, 2);
    assert!(!heard.contains("x-marks-the-key"));
}

//! A client's builder: settings in, checked as they come and as a whole, a client out.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

#[cfg(feature = "blocking")]
use super::auth::Provider;
use super::auth::{Credentials, choose, prepare};
use super::base;
use super::client::{Core, OnRefreshToken, Settings};
use super::drift::Drift;
use super::endpoint::VendorInfo;
use super::fallback;
use super::identity::Identity;
use super::mode::Async;
use super::pace::Gate;
use super::request::Invalid;
use super::tries::Budget;
use super::watch::{Hooks, Outcome, Outgoing};
use super::wiring::{self, Proxying, Wiring};
use crate::error::BuildError;
use crate::shape::Format;
use crate::transport::{Outside, Transport};
use crate::value::Secret;

/// How long a call may take in all, unless the user says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes the body of a reply may have, unless the user says otherwise.
const MAX_BODY: usize = 64 * 1024 * 1024;
/// How deep lists and records of a reply may nest, unless the user says otherwise.
const MAX_DEPTH: usize = 128;

/// What every generated builder of a client holds.
pub struct CoreBuilder {
    vendor: &'static VendorInfo,
    base: Option<String>,
    bases: Vec<Option<String>>,
    vars: Vec<Option<String>>,
    credentials: Vec<Credentials>,
    format: Format,
    timeout: Duration,
    wiring: Wiring,
    headers: HeaderMap,
    max_body: usize,
    max_depth: usize,
    drift: Drift,
    hooks: Hooks,
    max_tries: Option<NonZeroU32>,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    blocking_transport: Option<Arc<dyn crate::blocking::Transport>>,
    on_refresh_token: Option<OnRefreshToken>,
    /// The first setting that does not hold; `build` reports it.
    problem: Option<String>,
}

impl CoreBuilder {
    /// The defaults.
    pub fn new(vendor: &'static VendorInfo) -> Self {
        let agent = HeaderValue::from_static(concat!("trunkline/", env!("CARGO_PKG_VERSION")));
        Self {
            vendor,
            base: None,
            bases: vec![None; vendor.bases.len()],
            vars: vec![None; vendor.vars.len()],
            credentials: Vec::new(),
            format: vendor.formats.first().copied().unwrap_or(Format::Json),
            timeout: TIMEOUT,
            wiring: Wiring::default(),
            headers: HeaderMap::from_iter([(USER_AGENT, agent)]),
            max_body: MAX_BODY,
            max_depth: MAX_DEPTH,
            drift: Drift::Lenient,
            hooks: Hooks::default(),
            max_tries: None,
            transport: None,
            #[cfg(feature = "blocking")]
            blocking_transport: None,
            on_refresh_token: None,
            problem: None,
        }
    }

    /// Sets a variable.
    #[must_use]
    pub fn var(mut self, index: usize, value: String) -> Self {
        self.vars[index] = Some(value);
        self
    }

    /// Adds credentials; those of the same scheme are replaced.
    #[must_use]
    pub fn auth(mut self, credentials: Credentials) -> Self {
        self.credentials
            .retain(|other| other.scheme() != credentials.scheme());
        self.credentials.push(credentials);
        self
    }

    /// Tells of each refresh token that the vendor gives.
    #[must_use]
    pub fn on_refresh_token(mut self, told: Box<dyn Fn(&Secret) + Send + Sync>) -> Self {
        self.on_refresh_token = Some(told);
        self
    }

    /// Puts another URL in place of the spec's base.
    #[must_use]
    pub fn base_url(mut self, url: &str) -> Self {
        match base::checked(url) {
            Ok(url) => self.base = Some(url),
            Err(problem) => self.note(problem),
        }
        self
    }

    /// Puts another URL in place of one of the spec's other bases.
    #[must_use]
    pub fn other_base_url(mut self, index: usize, url: &str) -> Self {
        match base::checked(url) {
            Ok(url) => self.bases[index] = Some(url),
            Err(problem) => self.note(problem),
        }
        self
    }

    /// Chooses the format of bodies, which is one of the vendor's.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Limits the time of a whole call.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits the time in which a connection has to come about.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.wiring.connect_timeout = Some(timeout);
        self
    }

    /// Asks this proxy for all connections.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        match wiring::proxy(url) {
            Ok(proxy) => self.wiring.proxy = Some(proxy),
            Err(problem) => self.note(problem),
        }
        self
    }

    /// Asks no proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.wiring.proxy = Some(Proxying::Never);
        self
    }

    /// Trusts these certificates, in PEM, in place of those that the platform trusts.
    #[must_use]
    pub fn root_certificates(mut self, pem: &[u8]) -> Self {
        self.wiring.roots = Some(pem.to_vec());
        self
    }

    /// Shows the vendor this certificate: a private key and its certificates, in PEM.
    #[must_use]
    pub fn identity(mut self, pem: &[u8]) -> Self {
        let pem = String::from_utf8_lossy(pem);
        self.wiring.identity = Some(Identity::new("identity", &pem, &pem));
        self
    }

    /// Adds a header to each request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => _ = self.headers.insert(name, value),
            Err(problem) => self.note(problem),
        }
        self
    }

    /// Limits the bytes of a reply's body.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Limits how deep lists and records of a reply nest.
    #[must_use]
    pub fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// Says what is done about replies that differ from the spec.
    #[must_use]
    pub fn drift(mut self, drift: Drift) -> Self {
        self.drift = drift;
        self
    }

    /// Shows each request before it goes out.
    #[must_use]
    pub fn on_request(mut self, hook: impl Fn(&mut Outgoing<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.requests.push(Arc::new(hook));
        self
    }

    /// Shows what came of each request.
    #[must_use]
    pub fn on_reply(mut self, hook: impl Fn(&Outcome<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.replies.push(Arc::new(hook));
        self
    }

    /// Limits how often a call is sent that the spec lets be sent again.
    #[must_use]
    pub fn max_tries(mut self, tries: u32) -> Self {
        match NonZeroU32::new(tries) {
            Some(tries) => self.max_tries = Some(tries),
            None => self.note(
                "a call is sent once at least: `max_tries(1)` switches retries off".to_owned(),
            ),
        }
        self
    }

    /// Sends over this transport.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sends over this transport in the blocking mode.
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn blocking_transport(mut self, transport: Arc<dyn crate::blocking::Transport>) -> Self {
        self.blocking_transport = Some(transport);
        self
    }

    /// Checks the settings of a client whose calls are awaited.
    pub fn build(mut self) -> Result<Core<Async>, BuildError> {
        let transport = self.transport.take();
        #[cfg(feature = "blocking")]
        if transport.is_none() && self.blocking_transport.is_some() {
            self.note("the transport that is set blocks: set one with `.transport(…)`, or build with `.build_blocking()`".to_owned());
        }
        #[cfg(feature = "blocking")]
        self.check_providers(Provider::unfit_to_await);
        self.finish(|bases, wiring| {
            let transport = match transport {
                Some(transport) => wiring.beside_another().map(|()| transport)?,
                None => built_in(bases, wiring)?,
            };
            let outside = Box::new(transport.clone());
            Ok((Async { transport }, outside as Box<dyn Outside>))
        })
    }

    /// Checks the settings of a client whose calls block.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(mut self) -> Result<Core<crate::Blocking>, BuildError> {
        let transport = self.blocking_transport.take();
        if transport.is_none() && self.transport.is_some() {
            self.note("the transport that is set does not block: set one with `.blocking_transport(…)`, or build with `.build()`".to_owned());
        }
        self.check_providers(Provider::unfit_to_block);
        self.finish(|bases, wiring| {
            let transport = match transport {
                Some(transport) => wiring.beside_another().map(|()| transport)?,
                None => {
                    check_encryption(bases, wiring)?;
                    Arc::new(crate::blocking::Ureq::wired(wiring)?)
                }
            };
            let outside = Box::new(transport.clone());
            Ok((crate::Blocking { transport }, outside as Box<dyn Outside>))
        })
    }

    /// Checks the settings and adds the mode and what its transport knows of the world, which are made for the bases
    /// and what is said of the way to them.
    fn finish<M>(
        mut self,
        mode: impl FnOnce(&[&str], &Wiring) -> Result<(M, Box<dyn Outside>), String>,
    ) -> Result<Core<M>, BuildError> {
        let wrong = |reason: String| BuildError::new(self.vendor, reason);
        if let Some(problem) = self.problem {
            return Err(wrong(problem));
        }
        let base = match self.base.clone() {
            Some(base) => base,
            None => base::assemble(self.vendor, self.vendor.base, &self.vars)
                .map_err(|invalid| wrong(invalid.sentence()))?,
        };
        let credentials = self.credentials.into_iter();
        let credentials: Result<Vec<_>, _> = credentials
            .map(|given| prepare(self.vendor, &self.vars, given))
            .collect();
        let mut credentials = credentials.map_err(wrong)?;
        for certified in credentials.iter_mut().filter_map(|one| one.identity.take()) {
            self.wiring.certify(certified).map_err(wrong)?;
        }
        let given = [self.base.is_some()].into_iter();
        let given: Vec<bool> = given
            .chain(self.bases.iter().map(Option::is_some))
            .collect();
        let others = self.vendor.bases.iter().zip(self.bases);
        let mut bases: Vec<Result<String, Invalid>> = others
            .map(|(parts, given)| match given {
                Some(url) => Ok(url),
                None => base::assemble(self.vendor, parts, &self.vars),
            })
            .collect();
        fallback::leave_out(self.vendor, &given, &mut bases);
        let whole = bases.iter().flatten().map(String::as_str);
        let all: Vec<&str> = std::iter::once(base.as_str()).chain(whole).collect();
        let (mode, outside) = mode(&all, &self.wiring).map_err(wrong)?;
        Ok(Core {
            settings: Arc::new(Settings {
                vendor: self.vendor,
                base,
                fallbacks: fallback::of(self.vendor, &bases),
                bases,
                vars: self.vars,
                chosen: choose(self.vendor, &credentials),
                credentials,
                format: self.format,
                timeout: self.timeout,
                headers: self.headers,
                max_body: self.max_body,
                max_depth: self.max_depth,
                drift: self.drift,
                hooks: self.hooks,
                outside,
                max_tries: self.max_tries,
                budget: Budget::default(),
                gates: self.vendor.limits.iter().map(Gate::new).collect(),
                on_refresh_token: self.on_refresh_token,
            }),
            mode: Arc::new(mode),
        })
    }

    #[cfg(feature = "blocking")]
    fn check_providers(&mut self, unfit: fn(&Provider) -> Option<&'static str>) {
        let problem = {
            let mut providers = self.credentials.iter().flat_map(Credentials::providers);
            providers.find_map(unfit)
        };
        if let Some(problem) = problem {
            self.note(problem.to_owned());
        }
    }

    fn note(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("vendor", &self.vendor.name)
            .finish_non_exhaustive()
    }
}

/// A header that a user supplies. It may be a secret, so the error leaves its value out, and the value is marked
/// sensitive unless it is one that says what is talked about and not by whom.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes());
    let name = parsed.map_err(|_| format!("`{name}` is no header name"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        format!("the value of the header `{name}` holds a line break or another character that no header can carry")
    })?;
    let open = matches!(name, CONTENT_TYPE | USER_AGENT) || name.as_str().starts_with("accept");
    value.set_sensitive(!open);
    Ok((name, value))
}

/// The transport at hand: hyper where it is enabled, so that another feature changes nothing for those who use it.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn built_in(bases: &[&str], wiring: &Wiring) -> Result<Arc<dyn Transport>, String> {
    #[cfg(feature = "hyper")]
    use crate::transport::Hyper as BuiltIn;
    #[cfg(not(feature = "hyper"))]
    use crate::transport::Reqwest as BuiltIn;

    check_encryption(bases, wiring)?;
    Ok(Arc::new(BuiltIn::wired(wiring)?))
}

#[cfg(not(any(feature = "reqwest", feature = "hyper")))]
fn built_in(_: &[&str], _: &Wiring) -> Result<Arc<dyn Transport>, String> {
    let mut problem = "there is no transport: enable the feature `hyper` or `reqwest` of trunkline, or set one with `.transport(…)`".to_owned();
    if cfg!(feature = "blocking") {
        problem.push_str(", or build with `.build_blocking()`");
    }
    Err(problem)
}

/// The transports at hand encrypt with the feature `tls` alone.
#[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
fn check_encryption(bases: &[&str], wiring: &Wiring) -> Result<(), String> {
    wiring.without_encryption()?;
    let encrypted = bases.iter().find(|base| base.starts_with("https://"));
    match encrypted {
        Some(base) if !cfg!(feature = "tls") => Err(format!(
            "`{base}` needs encryption: enable the feature `tls` of trunkline"
        )),
        _ => Ok(()),
    }
}

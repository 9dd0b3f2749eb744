//! A spec and a few wishes in; a vendor, ready to be started, out.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use trunkline_codegen::api::{Api, SchemeId};
use trunkline_codegen::diag::{Report, Style};
use trunkline_codegen::files;

use crate::Requests;
use crate::auth;
use crate::digest::Nonces;
use crate::faults::Faults;
use crate::jobs::Jobs;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::server::{Running, start};
use crate::session::Tokens;
use crate::vendor::Vendor;

/// A mock vendor before it is started.
#[derive(Debug)]
pub struct Mock {
    api: Api,
    items: Option<u64>,
    credentials: Vec<(String, Vec<String>)>,
    requests: Requests,
    nonce_uses: Option<u32>,
    session_uses: Option<u32>,
    session_time: Option<Duration>,
    jobs: Jobs,
    keeps_limits: bool,
    quota: Option<(u32, Duration)>,
    faults: Faults,
    port: u16,
}

/// Why a mock vendor cannot be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The spec cannot be found or read.
    Files(files::Error),
    /// The spec says something wrong.
    Spec(Box<Report>),
    /// This folder holds several vendors.
    Vendors(PathBuf),
    /// The spec has no scheme of this name, for which credentials were set.
    Scheme(String),
    /// The scheme takes another number of secrets.
    Secrets {
        /// The scheme.
        scheme: String,
        /// How many it takes.
        wanted: usize,
        /// How many were set.
        given: usize,
    },
    /// It cannot listen.
    Listen(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Files(why) => why.fmt(f),
            Error::Spec(report) => f.write_str(&report.render(Style::Plain)),
            Error::Vendors(path) => {
                write!(
                    f,
                    "`{}` holds several vendors: name the one to run",
                    path.display()
                )
            }
            Error::Scheme(name) => write!(f, "the spec has no authentication scheme `{name}`"),
            Error::Secrets {
                scheme,
                wanted,
                given,
            } => {
                write!(
                    f,
                    "the scheme `{scheme}` takes {wanted} secrets, not {given}"
                )
            }
            Error::Listen(why) => write!(f, "cannot listen on 127.0.0.1: {why}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Files(why) => Some(why),
            Error::Spec(report) => Some(report),
            Error::Listen(why) => Some(why),
            Error::Vendors(_) | Error::Scheme(_) | Error::Secrets { .. } => None,
        }
    }
}

impl Mock {
    /// A vendor as the spec at `path` describes it: a folder that holds `vendor.yaml`, or one `.yaml` file.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), trunkline_mock::Error> {
    /// use trunkline_mock::Mock;
    ///
    /// let vendor = Mock::from_spec("tests/specs/acme")?.items(1000).start().await?;
    /// assert!(vendor.base_url().ends_with("/api/v2"));
    /// assert_eq!(vendor.credentials("key"), ["mock-secret-key"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Where there is no spec, or not one alone, or it has errors: they are shown with the lines that they are about.
    pub fn from_spec(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let search = files::find(std::slice::from_ref(&path)).map_err(Error::Files)?;
        let [head] = search.heads.as_slice() else {
            return Err(Error::Vendors(path));
        };
        let vendor = files::load(head).map_err(Error::Files)?;
        match trunkline_codegen::compile(&vendor.sources) {
            Ok(compiled) => Ok(Self::new(compiled.api)),
            Err(report) => Err(Error::Spec(Box::new(report))),
        }
    }

    /// A vendor as this API describes it.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            items: None,
            credentials: Vec::new(),
            requests: Requests::default(),
            nonce_uses: None,
            session_uses: None,
            session_time: None,
            jobs: Jobs::default(),
            keeps_limits: false,
            quota: None,
            faults: Faults::new(),
            port: 0,
        }
    }

    /// Serves made collections of this many items. Without it calls answer with the spec's examples where there are
    /// some, and with collections of 25 items where there are none.
    pub fn items(mut self, count: u64) -> Self {
        self.items = Some(count);
        self
    }

    /// Sets the secrets that a scheme accepts, in the order of [`Running::credentials`].
    pub fn credentials<S: Into<String>>(
        mut self,
        scheme: impl Into<String>,
        secrets: impl IntoIterator<Item = S>,
    ) -> Self {
        let secrets = secrets.into_iter().map(Into::into).collect();
        self.credentials.push((scheme.into(), secrets));
        self
    }

    /// How it takes requests that say more than the spec knows.
    pub fn requests(mut self, requests: Requests) -> Self {
        self.requests = requests;
        self
    }

    /// How often a nonce of digest authentication can be used; after that it is stale. Without it, for ever.
    pub fn nonce_uses(mut self, uses: u32) -> Self {
        self.nonce_uses = Some(uses);
        self
    }

    /// How often the token of a session can be used; after that it is refused. Without it, for ever.
    pub fn session_uses(mut self, uses: u32) -> Self {
        self.session_uses = Some(uses);
        self
    }

    /// How long the token of a session is good. Without it, for the time that the spec says, or for ever.
    pub fn session_time(mut self, time: Duration) -> Self {
        self.session_time = Some(time);
        self
    }

    /// Refuses calls that come sooner than the spec's `rate`s let them, with an error of `retry: throttle` or a 429.
    pub fn keep_limits(mut self) -> Self {
        self.keeps_limits = true;
        self
    }

    /// So many calls in so much time, where the spec's limits say `remaining` and `reset`: replies then say them, and
    /// calls beyond are refused.
    pub fn quota(mut self, calls: u32, time: Duration) -> Self {
        self.quota = Some((calls, time));
        self
    }

    /// How often a job is asked for while it is under way: each is over at the time after that. Without it, 2 times.
    pub fn polls(mut self, polls: u32) -> Self {
        self.jobs.polls = polls;
        self
    }

    /// Lets jobs fail where they would be done; those of which the spec does not say how they fail stay under way.
    pub fn jobs_fail(mut self) -> Self {
        self.jobs.fail = true;
        self
    }

    /// What it does wrong, and when. Answers that a test queues come before.
    ///
    /// ```
    /// use trunkline_mock::{Fault, Faults, Mock};
    ///
    /// # fn main() -> Result<(), trunkline_mock::Error> {
    /// let faults = Faults::new().at(2, Fault::Reset).share(5.0, Fault::Throttled(Some(1)));
    /// let vendor = Mock::from_spec("tests/specs/acme")?.faults(faults);
    /// # let _ = vendor;
    /// # Ok(())
    /// # }
    /// ```
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// The port to listen at; without it, or with 0, one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts to listen on 127.0.0.1, in the tokio runtime that this is called in.
    ///
    /// # Errors
    /// Where the port cannot be had, or credentials were set that the spec has no place for.
    pub async fn start(self) -> Result<Running, Error> {
        let mut secrets = auth::made(&self.api);
        for (scheme, given) in self.credentials {
            let named = |s: &trunkline_codegen::api::Scheme| {
                s.name.wire == scheme || s.name.pascal == scheme
            };
            let Some(at) = self.api.schemes.iter().position(named) else {
                return Err(Error::Scheme(scheme));
            };
            auth::set(&self.api, &mut secrets, SchemeId(at), &given).map_err(|wanted| {
                Error::Secrets {
                    scheme,
                    wanted,
                    given: given.len(),
                }
            })?;
        }
        let vendor = Vendor {
            api: self.api,
            items: self.items,
            secrets,
            requests: self.requests,
            nonces: Nonces::new(self.nonce_uses),
            keys: Keys::default(),
            limits: Limits::new(self.keeps_limits, self.quota),
            tokens: Tokens::new(self.session_uses, self.session_time),
            jobs: self.jobs,
        };
        start(vendor, self.faults, self.port).await
    }
}

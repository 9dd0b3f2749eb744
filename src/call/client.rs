//! A client: what all calls of a vendor share.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderMap;

use super::auth::Prepared;
use super::drift::Drift;
use super::endpoint::VendorInfo;
use super::fallback::Fallbacks;
use super::pace::Gate;
use super::request::Invalid;
use super::tries::Budget;
use super::watch::Hooks;
use crate::shape::Format;
use crate::transport::Outside;
use crate::value::Secret;

/// What every generated client holds; a clone shares it.
pub struct Core<M> {
    pub(crate) settings: Arc<Settings>,
    pub(crate) mode: Arc<M>,
}

impl<M> Clone for Core<M> {
    fn clone(&self) -> Self {
        Self {
            settings: self.settings.clone(),
            mode: self.mode.clone(),
        }
    }
}

/// What is set once for all calls, whatever the mode.
pub(crate) struct Settings {
    pub(crate) vendor: &'static VendorInfo,
    /// The default, without a trailing slash.
    pub(crate) base: String,
    /// The other bases; one that a call uses has to be whole.
    pub(crate) bases: Vec<Result<String, Invalid>>,
    /// Which of them stand in for which.
    pub(crate) fallbacks: Vec<Fallbacks>,
    pub(crate) vars: Vec<Option<String>>,
    pub(crate) credentials: Vec<Prepared>,
    /// For each scheme of the vendor the credentials that its calls show.
    pub(crate) chosen: Vec<Vec<usize>>,
    /// What calls are sent and answered in, unless they say otherwise.
    pub(crate) format: Format,
    pub(crate) timeout: Duration,
    /// Sent with each request, `User-Agent` among them.
    pub(crate) headers: HeaderMap,
    pub(crate) max_body: usize,
    pub(crate) max_depth: usize,
    pub(crate) drift: Drift,
    pub(crate) hooks: Hooks,
    /// How often a call is sent at most that the spec lets be sent again, in place of what the spec says.
    pub(crate) max_tries: Option<NonZeroU32>,
    pub(crate) budget: Budget,
    /// The limits of the vendor, in their order.
    pub(crate) gates: Vec<Gate>,
    pub(crate) outside: Box<dyn Outside>,
    /// Is told of each refresh token that the vendor gives.
    pub(crate) on_refresh_token: Option<OnRefreshToken>,
}

impl Settings {
    /// A base URL, or what stands in for it now: 0 is the default.
    pub(crate) fn base(&self, index: usize) -> Result<&str, Invalid> {
        self.base_at(self.place(index))
    }

    /// A base URL itself.
    pub(super) fn base_at(&self, index: usize) -> Result<&str, Invalid> {
        match index.checked_sub(1) {
            None => Ok(&self.base),
            Some(other) => self.bases[other].as_deref().map_err(Invalid::clone),
        }
    }
}

/// Takes note of a refresh token.
pub(crate) type OnRefreshToken = Box<dyn Fn(&Secret) + Send + Sync>;

impl<M> fmt::Debug for Core<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("vendor", &self.settings.vendor.name)
            .field("base", &self.settings.base)
            .field("timeout", &self.settings.timeout)
            .finish_non_exhaustive()
    }
}

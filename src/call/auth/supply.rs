//! A secret or whoever gives one in; what a scheme shows, now or when it is asked for, out.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use crate::transport::BoxFuture;
use crate::value::Secret;

/// Any error, as a provider of tokens or a signature gives it: `?` makes it of every error, `.into()` of a text.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The same, for all calls that wait for one token.
pub(crate) type SharedError = Arc<dyn StdError + Send + Sync>;

/// A token and how long it is good.
///
/// ```
/// use std::time::Duration;
/// use trunkline::AccessToken;
///
/// let token = AccessToken::new("eyJhbGciOi…").good_for(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("eyJ"));
/// ```
#[derive(Clone, Debug)]
pub struct AccessToken {
    pub(crate) secret: Secret,
    pub(crate) good_for: Option<Duration>,
}

impl AccessToken {
    /// A token that is good until the vendor refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self {
            secret: token.into(),
            good_for: None,
        }
    }

    /// The time for which it is good, from now on. The client asks for another one a little before it is over.
    #[must_use]
    pub fn good_for(mut self, time: Duration) -> Self {
        self.good_for = Some(time);
        self
    }
}

impl<T: Into<Secret>> From<T> for AccessToken {
    fn from(token: T) -> Self {
        Self::new(token)
    }
}

/// Gives tokens when they are needed: of a cloud's metadata, of a vault, of a broker of one's own.
///
/// A client asks for one when a call needs it, once for all calls that wait, keeps it for as long as it is good, and
/// asks for another one where the vendor refuses it. A function that gives a future is a provider:
///
/// ```
/// use std::time::Duration;
/// use trunkline::{AccessToken, BoxError, TokenSource};
///
/// async fn from_the_vault() -> Result<AccessToken, BoxError> {
///     Ok(AccessToken::new("eyJhbGciOi…").good_for(Duration::from_secs(600)))
/// }
///
/// let source = TokenSource::provider(from_the_vault);
/// // … Client::builder().auth(Auth::bearer(source)) …
/// # let _ = source;
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is good now.
    ///
    /// # Errors
    /// Why there is none. All calls that wait for it fail with [`Error::Token`](crate::Error::Token); the next one asks
    /// again.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;

    /// Takes note that the vendor refused this token, so that the next one has to be another.
    fn refused(&self, _token: &Secret) {}
}

#[cfg(not(target_family = "wasm"))]
impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}

#[cfg(target_family = "wasm")]
impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, BoxError>> + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self())
    }
}

/// What a scheme shows: a secret, or what a provider gives when it is needed.
///
/// A text is a secret, so that `Auth::bearer("…")` needs nothing of this.
#[derive(Clone)]
pub struct TokenSource(pub(crate) Source);

#[derive(Clone)]
pub(crate) enum Source {
    Secret(Secret),
    Provider(Provider),
}

/// Who is asked for tokens.
#[derive(Clone)]
pub enum Provider {
    /// In the async mode.
    Async(Arc<dyn TokenProvider>),
    /// In the blocking mode.
    #[cfg(feature = "blocking")]
    Blocking(Arc<dyn crate::blocking::TokenProvider>),
}

impl TokenSource {
    /// Asks this provider; for clients whose calls are awaited.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(Source::Provider(Provider::Async(Arc::new(provider))))
    }

    /// Asks this provider; for clients whose calls block.
    #[cfg(feature = "blocking")]
    pub fn blocking_provider(provider: impl crate::blocking::TokenProvider) -> Self {
        Self(Source::Provider(Provider::Blocking(Arc::new(provider))))
    }
}

impl<T: Into<Secret>> From<T> for TokenSource {
    fn from(secret: T) -> Self {
        Self(Source::Secret(secret.into()))
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Secret(secret) => secret.fmt(f),
            Source::Provider(_) => f.write_str("TokenProvider"),
        }
    }
}

impl Provider {
    /// Asks for a token, in the async mode.
    pub(crate) fn ask(&self) -> BoxFuture<'_, Result<AccessToken, SharedError>> {
        match self {
            Self::Async(provider) => {
                let asked = provider.token();
                Box::pin(async { asked.await.map_err(SharedError::from) })
            }
            #[cfg(feature = "blocking")]
            Self::Blocking(_) => Box::pin(async { Err(BoxError::from(BLOCKS).into()) }),
        }
    }

    /// Asks for a token, in the blocking mode.
    #[cfg(feature = "blocking")]
    pub(crate) fn ask_blocking(&self) -> Result<AccessToken, SharedError> {
        match self {
            Self::Async(_) => Err(BoxError::from(AWAITS).into()),
            Self::Blocking(provider) => provider.token().map_err(SharedError::from),
        }
    }

    /// Hands on that the vendor refused a token.
    pub(crate) fn refused(&self, token: &Secret) {
        match self {
            Self::Async(provider) => provider.refused(token),
            #[cfg(feature = "blocking")]
            Self::Blocking(provider) => provider.refused(token),
        }
    }

    /// Why it cannot serve a client whose calls are awaited.
    #[cfg(feature = "blocking")]
    pub(crate) fn unfit_to_await(&self) -> Option<&'static str> {
        matches!(self, Self::Blocking(_)).then_some(BLOCKS)
    }

    /// Why it cannot serve a client whose calls block.
    #[cfg(feature = "blocking")]
    pub(crate) fn unfit_to_block(&self) -> Option<&'static str> {
        matches!(self, Self::Async(_)).then_some(AWAITS)
    }
}

#[cfg(feature = "blocking")]
const BLOCKS: &str = "the provider of tokens blocks: give one with `TokenSource::provider(…)`, or build with `.build_blocking()`";
#[cfg(feature = "blocking")]
const AWAITS: &str = "the provider of tokens is awaited: give one with `TokenSource::blocking_provider(…)`, or build with `.build()`";

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenProvider")
    }
}

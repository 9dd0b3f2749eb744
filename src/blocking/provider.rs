//! Who is asked for tokens in the blocking mode: a call in, a token out.

use crate::{AccessToken, BoxError, Secret};

/// Gives tokens when they are needed, and blocks meanwhile: [`crate::TokenProvider`] for clients whose calls block.
///
/// A function is a provider:
///
/// ```
/// use trunkline::{AccessToken, TokenSource};
///
/// let source = TokenSource::blocking_provider(|| Ok(AccessToken::new("eyJhbGciOi…")));
/// // … Client::builder().auth(Auth::bearer(source)) …
/// # let _ = source;
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is good now.
    ///
    /// # Errors
    /// Why there is none. All calls that wait for it fail with [`Error::Token`](crate::Error::Token); the next one asks
    /// again.
    fn token(&self) -> Result<AccessToken, BoxError>;

    /// Takes note that the vendor refused this token, so that the next one has to be another.
    fn refused(&self, _token: &Secret) {}
}

impl<F: Fn() -> Result<AccessToken, BoxError> + Send + Sync + 'static> TokenProvider for F {
    fn token(&self) -> Result<AccessToken, BoxError> {
        self()
    }
}

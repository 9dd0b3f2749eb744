//! The origin of a URL in, a connection to it out: encrypted where its scheme says so, within a limit on the time.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use tower_service::Service;

use crate::client::{Builder, Unfit};
use crate::hops::{Hops, Secured};
use crate::proxies::Proxies;
use crate::{BoxError, hops};

/// How hyper-util's pool reaches an origin. A clone costs no more than a count.
#[derive(Clone)]
pub(crate) struct Connector(Arc<Inner>);

struct Inner {
    way: Secured<Hops>,
    limit: Duration,
}

impl Connector {
    pub(crate) fn new(settings: &Builder<'_>, proxies: Arc<Proxies>) -> Result<Self, Unfit> {
        let limit = settings.connect_timeout;
        let way = hops::way(settings, proxies)?;
        Ok(Self(Arc::new(Inner { way, limit })))
    }
}

impl Service<Uri> for Connector {
    type Response = <Secured<Hops> as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, origin: Uri) -> Self::Future {
        let Inner { ref way, limit } = *self.0;
        let mut way = way.clone();
        Box::pin(async move {
            match tokio::time::timeout(limit, way.call(origin)).await {
                Ok(outcome) => outcome,
                Err(_) => {
                    let message = format!("it took longer than {limit:?}");
                    Err(io::Error::new(io::ErrorKind::TimedOut, message).into())
                }
            }
        })
    }
}

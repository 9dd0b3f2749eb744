//! A call as a span of `tracing`, under the names of OpenTelemetry's conventions for HTTP clients. No value of a
//! parameter, no header and no body is in it.

use std::time::Duration;

use http::Uri;
use http::status::StatusCode;
use tracing::field::Empty;
use tracing::{Level, Span, debug, info_span, span_enabled};

use super::{Came, Sent, fault_type};
use crate::call::request::Draft;

/// The span of a call; none before it began.
pub(super) struct Trace(Span);

impl Default for Trace {
    fn default() -> Self {
        Self(Span::none())
    }
}

impl Trace {
    /// The span of a call that begins now.
    pub(super) fn of(draft: &Draft) -> Self {
        if !span_enabled!(Level::INFO) {
            return Self::default();
        }
        let endpoint = draft.endpoint;
        let base = draft.settings.base(endpoint.base).ok();
        let base = base.and_then(|base| base.parse::<Uri>().ok());
        let method = draft.method().map(|method| method.to_string());
        let (method, template) = (method.unwrap_or_default(), draft.template());
        let span = info_span!(
            "http_call",
            otel.name = format!("{method} {template}"),
            otel.kind = "client",
            otel.status_code = Empty,
            trunkline.vendor = endpoint.vendor.name,
            trunkline.endpoint = endpoint.name,
            http.request.method = method,
            url.template = template,
            server.address = base.as_ref().and_then(Uri::host),
            server.port = base.as_ref().and_then(Uri::port_u16),
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
        );
        Self(span)
    }

    pub(super) fn is_on(&self) -> bool {
        !self.0.is_disabled()
    }

    pub(super) fn span(&self) -> Span {
        self.0.clone()
    }

    /// Records what came of a request.
    pub(super) fn came(&self, sent: &Sent, came: Came, took: Duration) {
        let status = came.status.map(|status| status.as_u16());
        let of_status = came.status.filter(|status| !status.is_success());
        let error = came.fault.map(fault_type);
        debug!(
            parent: &self.0,
            trunkline.endpoint = sent.endpoint,
            http.request.resend_count = sent.number - 1,
            http.response.status_code = status,
            http.client.request.duration = took.as_secs_f64(),
            error.type = error.or(of_status.as_ref().map(StatusCode::as_str)),
            "a request was sent"
        );
    }

    /// Records what came of the call.
    pub(super) fn ended(&self, status: Option<StatusCode>, error: Option<String>, sent: u32) {
        if let Some(status) = status {
            self.0.record("http.response.status_code", status.as_u16());
        }
        if sent > 1 {
            self.0.record("http.request.resend_count", sent - 1);
        }
        if let Some(error) = error {
            self.0.record("error.type", error);
            self.0.record("otel.status_code", "ERROR");
        }
    }
}

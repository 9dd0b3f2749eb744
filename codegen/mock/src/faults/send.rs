//! A reply and how it is sent in, what the server writes out.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::body::{Cut, Drip, Padded, Pieces};
use super::harm::Way;
use super::line::Connection;
use crate::answer::Reply;

/// Sends a reply in one of these ways.
pub(crate) async fn respond(reply: Reply, way: Way, connection: &Connection) -> Response {
    let Ok(status) = StatusCode::from_u16(reply.status) else {
        return refused(&format!("{} is no HTTP status", reply.status));
    };
    match way {
        Way::Late(time) => tokio::time::sleep(time).await,
        Way::Reset => connection.reset(),
        Way::Whole | Way::Drip(_) | Way::Padded(_) => {}
    }
    let length = reply.body.len();
    let is_cut = reply.sent < length;
    let body = match way {
        Way::Drip(pause) => Body::from_stream(Drip::new(reply.body, pause)),
        Way::Padded(bytes) => Body::from_stream(Padded::new(reply.body, bytes)),
        _ if is_cut => Body::from_stream(Cut {
            sent: Some(Bytes::from(reply.body).slice(..reply.sent)),
            flushed: false,
            connection: connection.clone(),
        }),
        _ if reply.pieces > 0 => Body::from_stream(Pieces::new(reply.body, reply.pieces)),
        _ => Body::from(reply.body),
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    if is_cut || matches!(way, Way::Drip(_)) {
        headers.insert("content-length", HeaderValue::from(length));
    }
    for (name, value) in reply.headers {
        let name_and_value = (HeaderName::try_from(&name), HeaderValue::try_from(value));
        let (Ok(key), Ok(value)) = name_and_value else {
            return refused(&format!("`{name}` and its value are no header"));
        };
        headers.append(key, value);
    }
    response
}

/// What a test gets that asked for a reply which HTTP does not have.
fn refused(message: &str) -> Response {
    let body = serde_json::json!({ "message": message }).to_string();
    let json = [("content-type", "application/json")];
    (StatusCode::INTERNAL_SERVER_ERROR, json, body).into_response()
}

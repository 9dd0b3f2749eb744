//! Every reply to every call: it ends in a value or in an error of the vendor, and both can be shown.

use std::fmt::{Debug, Display};
use std::sync::OnceLock;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use tokio::runtime::{Builder, Runtime};
use trunkline::transport::Fake;
use trunkline_vendors::{commpeak, denovolab, jtel, marchex, requestor};

/// Secret that no error may show.
const TOKEN: &str = "s3cr3t-t0k3n-0f-the-c4ller";

/// The first byte picks the call, the second the status, the third the headers; the rest is the body of the reply.
pub fn reply(bytes: &[u8]) {
    let [call, status, headers, body @ ..] = bytes else {
        return;
    };
    let reply = made(*status, *headers, body);
    // A challenge is answered once, so that a second reply is due.
    let fake = Fake::new().reply(reply.clone()).reply(reply);
    match call % 7 {
        0 => {
            let auth = jtel::Auth::token(TOKEN);
            let client = jtel::Client::builder().base_url("http://a.test").auth(auth);
            let client = client.transport(fake).build().expect("the settings hold");
            shown(run(client.list_users().send_raw()));
        }
        1 => {
            let auth = denovolab::Auth::admin(TOKEN);
            let client = denovolab::Client::builder()
                .base_url("http://a.test")
                .auth(auth);
            let client = client.transport(fake).build().expect("the settings hold");
            shown(run(async { client.list_users().items().try_next().await }));
        }
        2 | 3 => {
            let auth = marchex::Auth::keys(TOKEN, TOKEN);
            let client = marchex::Client::builder()
                .base_url("http://a.test")
                .auth(auth);
            let client = client.transport(fake).build().expect("the settings hold");
            if call % 7 == 2 {
                shown(run(async { client.list_users().pages().try_next().await }));
            } else {
                shown(run(client.get_user_by_id(uuid()).send()));
            }
        }
        4 | 5 => {
            let format =
                [requestor::Format::Json, requestor::Format::Xml][usize::from(call % 7 - 4)];
            let client = requestor::Client::builder()
                .base_url("http://a.test")
                .auth(requestor::Auth::caller(authorized()))
                .format(format);
            let client = client.transport(fake).build().expect("the settings hold");
            shown(run(async { client.get_users().items().try_next().await }));
        }
        _ => {
            let auth = commpeak::Auth::digest("caller", TOKEN);
            let client = commpeak::Client::builder()
                .base_url("http://a.test")
                .auth(auth);
            let client = client.transport(fake).build().expect("the settings hold");
            shown(run(client.get_user("7").send()));
        }
    }
}

fn authorized() -> http::HeaderMap {
    http::HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(TOKEN))])
}

fn uuid() -> trunkline::uuid::Uuid {
    trunkline::uuid::Uuid::nil()
}

fn made(status: u8, headers: u8, body: &[u8]) -> http::Response<Bytes> {
    let mut reply = http::Response::new(Bytes::copy_from_slice(body));
    let statuses = [
        200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 422, 429, 500, 503,
    ];
    let status = statuses[usize::from(status) % statuses.len()];
    *reply.status_mut() = http::StatusCode::from_u16(status).expect("an HTTP status");
    let types = [
        "application/json",
        "application/xml",
        "text/html",
        "text/plain",
    ];
    if let Some(content) = types.get(usize::from(headers) % (types.len() + 1)) {
        let content = HeaderValue::from_static(content);
        reply.headers_mut().insert(CONTENT_TYPE, content);
    }
    // The body of a refusal is also tried as the challenge in its header.
    if status == 401
        && let Ok(challenge) = HeaderValue::from_bytes(body)
    {
        reply.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    reply
}

fn run<F: IntoFuture>(call: F) -> F::Output {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        let built = Builder::new_current_thread().build();
        built.expect("a runtime can be built")
    });
    runtime.block_on(call.into_future())
}

/// A value may hold what the vendor says of the caller; an error never repeats what the caller sent.
fn shown<T: Debug, E: Debug + Display>(outcome: Result<T, E>) {
    match outcome {
        Ok(value) => drop(format!("{value:?}")),
        Err(error) => {
            let text = format!("{error}\n{error:?}");
            assert!(!text.contains(TOKEN), "a secret is shown: {text}");
        }
    }
}

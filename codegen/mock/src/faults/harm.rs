//! A request and the fault that it meets in; the reply, and how it is sent, out.

use std::time::Duration;

use trunkline_codegen::api::{Auth, BadAuth};

use super::Fault;
use super::body::bomb;
use crate::answer::Reply;
use crate::failure::{failure, unauthorized};
use crate::page::Twist;
use crate::request::Received;
use crate::vendor::Vendor;
use crate::{auth, speech};

/// What neither JSON nor XML takes in the middle of anything.
const GARBAGE: &[u8] = b"<\"&{";
/// What a proxy says that wants to know who one is.
const PAGE: &str = "<!DOCTYPE html><html><head><title>Sign in</title></head>\
    <body><h1>Sign in</h1></body></html>";

/// How a reply is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// At once, as far as its bytes go.
    Whole,
    /// After this time.
    Late(Duration),
    /// Not at all: the connection is reset.
    Reset,
    /// In pieces, with this pause before each.
    Drip(Duration),
    /// With blanks behind it up to this many bytes.
    Padded(u64),
}

/// The reply to a request that meets a fault.
pub(crate) fn harmed(vendor: &Vendor, request: &Received, fault: &Fault) -> (Reply, Way) {
    let own = || vendor.reply(request);
    let reply = match fault {
        Fault::Latency(time) => return (own(), Way::Late(*time)),
        Fault::Reset => return (own(), Way::Reset),
        Fault::Drip(pause) => return (own(), Way::Drip(*pause)),
        Fault::Oversized(bytes) => return (own(), Way::Padded(*bytes)),
        Fault::Cut => {
            let mut reply = own();
            if reply.body.is_empty() {
                return (reply, Way::Reset);
            }
            reply.sent = reply.body.len() / 2;
            reply
        }
        Fault::Throttled(after) => {
            let reply = refusal(vendor, request, 429, "too many requests");
            match after {
                Some(seconds) => with_header(reply, "retry-after", &seconds.to_string()),
                None => reply,
            }
        }
        Fault::Failing(_) => refusal(vendor, request, 500, "something went wrong"),
        Fault::Html => {
            let mut reply = Reply::new(200);
            reply.set_body("text/html; charset=utf-8", PAGE.to_owned());
            reply
        }
        Fault::Truncated => changed(own(), |body| body.truncate(body.len() / 2)),
        Fault::Malformed => changed(own(), |body| {
            let middle = body.len() / 2;
            body.splice(middle..middle, GARBAGE.iter().copied());
        }),
        Fault::Bomb(bytes) => {
            let reply = changed(own(), |body| *body = bomb(body, *bytes));
            with_header(reply, "content-encoding", "gzip")
        }
        Fault::Duplicated => vendor.twisted(request, Twist::Again),
        Fault::Shrinking => vendor.twisted(request, Twist::Fewer),
        Fault::Expired => expired(vendor, request),
        Fault::Redirect(url) => with_header(Reply::new(307), "location", url),
    };
    (reply, Way::Whole)
}

/// The reply with another body.
fn changed(mut reply: Reply, change: impl FnOnce(&mut Vec<u8>)) -> Reply {
    change(&mut reply.body);
    reply.sent = reply.body.len();
    reply
}

fn with_header(mut reply: Reply, name: &str, value: &str) -> Reply {
    reply.headers.push((name.to_owned(), value.to_owned()));
    reply
}

/// An error in the vendor's own words, as far as the spec has them.
fn refusal(vendor: &Vendor, request: &Received, status: u16, message: &str) -> Reply {
    let Some(endpoint) = vendor.asked_for(request) else {
        return Reply::message(status, message);
    };
    let format = vendor.format(request);
    let reply = failure(&vendor.api, endpoint, status, message, format);
    speech::said(&vendor.api, Some(endpoint), reply, format)
}

/// What a vendor says whose tokens are all over.
fn expired(vendor: &Vendor, request: &Received) -> Reply {
    vendor.tokens.revoke();
    let guarded = vendor.asked_for(request).filter(|endpoint| {
        let is_let_in = || auth::check(vendor.gate(), endpoint, request).is_none();
        !matches!(endpoint.auth, Auth::None) && is_let_in()
    });
    let Some(endpoint) = guarded else {
        return vendor.reply(request);
    };
    let format = vendor.format(request);
    let reply = unauthorized(&vendor.api, endpoint, BadAuth::Wrong, format);
    speech::said(&vendor.api, Some(endpoint), reply, format)
}

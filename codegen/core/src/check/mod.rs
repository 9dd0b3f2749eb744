//! `Spec` in, [`Api`] out: references resolved, names chosen, rules checked.
//!
//! Each module holds the rules of one part of the language; [`check`] calls them in order. What cannot be
//! resolved is reported once and then stands for anything, so that nothing is reported that only follows from it.

mod around_requests;
mod auth;
mod bases;
mod bodies;
mod certificates;
mod claims;
mod codecs;
mod counts;
mod credentials;
mod cx;
mod cycles;
mod decode;
mod define;
mod endpoints;
mod ends;
mod envelopes;
mod errors;
mod examples;
mod extends;
mod fallbacks;
mod filters;
mod flatten;
mod form;
mod generics;
mod head;
mod hooks;
mod idempotency;
mod implied;
mod items;
mod jobs;
mod limits;
mod literals;
mod location;
mod marks;
mod matching;
pub(crate) mod members;
mod names;
mod oauth;
mod pagers;
mod params;
mod paths;
mod patterns;
mod planned;
mod predicates;
mod repeats;
mod retries;
mod routes;
mod rows;
mod scalars;
mod sessions;
mod source;
mod streams;
mod styles;
mod targets;
mod texts;
mod types;
mod undeclared;
mod unions;
mod xml;

use crate::api::Api;
use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::spec::model::Spec;
use cx::Cx;

/// The Rust type that a text of the spec gives its name to; none where it gives none.
pub(crate) fn pascal(text: &str) -> Option<String> {
    names::name(text).ok().map(|name| name.pascal)
}

/// What `spec` means; nothing if `found` holds an error, of this stage or of an earlier one.
///
/// Without errors, every name in the result is a Rust identifier and unique in its place, every index is within
/// its table, every codec fits its type, every path into a declared type leads somewhere, aliases end, records
/// have finite values, and every sample decodes.
pub fn check(spec: &Spec, sources: &Sources, found: &mut Diagnostics) -> Option<Api> {
    let spec = &generics::expanded(spec, found);
    let mut made = Cx::new(spec, sources, found);
    let cx = &mut made;

    head::vendor(cx);
    head::codecs(cx);
    head::vars(cx);
    auth::schemes(cx);

    let mut pending = define::declare(cx);
    let names = endpoints::declare(cx, &mut pending);
    let hook_names = hooks::declare(cx, &mut pending);
    define::define(cx, &pending);
    cycles::aliases(cx);
    define::constants(cx, &pending);
    extends::fields(cx, &pending);
    unions::members(cx, &pending);
    flatten::fields(cx, &pending);

    errors::file_rules(cx);
    envelopes::declared(cx);
    pagers::declared(cx);
    retries::declared(cx);
    oauth::retries(cx);
    limits::declared(cx);
    endpoints::endpoints(cx, names);
    hooks::hooks(cx, hook_names);
    sessions::resolve(cx);
    location::resolve(cx);
    jobs::resolve(cx);
    jobs::streamed(cx);
    counts::in_replies(cx);
    auth::secrets(cx);
    credentials::places(cx);
    certificates::encrypted(cx);
    routes::same_routes(cx);
    planned::references(cx);
    params::idle(cx);
    head::unused_vars(cx);
    head::codec_fits(cx);
    auth::selectable(cx);
    hooks::bodies(cx);

    marks::directions(cx);
    marks::lenience(cx);
    flatten::presence(cx);
    cycles::records(cx);
    marks::without_other_forms(cx);
    xml::resolve(cx, &pending);
    marks::in_other_forms(cx);
    marks::in_requests(cx);
    if !cx.found.has_errors() {
        // What is wrong elsewhere may be what uses a type or shapes a sample.
        marks::unused(cx);
        undeclared::habits(cx);
    }
    examples::decode(cx);

    let Cx { api, found, .. } = made;
    generics::once(spec, found);
    (!found.has_errors()).then_some(api)
}

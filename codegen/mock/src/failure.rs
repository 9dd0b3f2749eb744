//! What went wrong with a request in; the vendor's own way to say so, as far as the spec knows it, out.

use serde_json::{Value, json};
use trunkline_codegen::api::{
    Api, Auth, BadAuth, Condition, Endpoint, ErrorRule, Example, Format, KindCase, KindId,
    KindTest, Literal, Predicate, Retry, SchemeId, SchemeKind, Type, Use,
};

use crate::answer::Reply;
use crate::make;
use crate::place::{first, put};
use crate::predicate::Draft;

/// The endpoint's example for this status; else an error made from a rule that rests on the status; else one as a vendor
/// says it whose rules ask the body alone; else a plain message.
pub(crate) fn failure(
    api: &Api,
    endpoint: &Endpoint,
    status: u16,
    message: &str,
    format: Format,
) -> Reply {
    let documented = |example: &&Example| example.http == status && example.auth.is_none();
    if let Some(example) = in_format(endpoint.examples.iter().filter(documented), format) {
        return Reply::of_example(example);
    }
    let made = by_kind_status(api, endpoint, status, message)
        .or_else(|| by_rule_status(api, endpoint, status, message))
        .or_else(|| in_a_success(endpoint, status, format))
        .or_else(|| by_body(api, endpoint, status, message));
    made.unwrap_or_else(|| Reply::message(status, message))
}

/// The reply to missing or wrong credentials.
pub(crate) fn unauthorized(api: &Api, endpoint: &Endpoint, bad: BadAuth, format: Format) -> Reply {
    let marked = |of: &Endpoint| {
        let marked = of.examples.iter().filter(|e| e.auth == Some(bad));
        in_format(marked, format).cloned()
    };
    let sibling = || {
        let mut same = api
            .endpoints
            .iter()
            .filter(|other| other.auth == endpoint.auth);
        same.find_map(marked)
    };
    let wants_login = || wants_login(api, endpoint, format);
    match marked(endpoint).or_else(sibling) {
        Some(example) => Reply::of_example(&example),
        None => wants_login().unwrap_or_else(|| {
            failure(
                api,
                endpoint,
                401,
                match bad {
                    BadAuth::Missing => "no credentials were sent",
                    BadAuth::Wrong => "the credentials are not the right ones",
                },
                format,
            )
        }),
    }
}

/// What asks a caller whose token is not, or no longer, good to log in anew: the kind or the rule that says so, where
/// the endpoint asks for a session.
fn wants_login(api: &Api, endpoint: &Endpoint, format: Format) -> Option<Reply> {
    let Auth::Scheme(scheme) = endpoint.auth else {
        return None;
    };
    let leaves = crate::auth::leaves(api, scheme);
    let is_session = |id: &SchemeId| {
        let kind = &api.schemes[id.0].kind;
        matches!(kind, SchemeKind::Session(_) | SchemeKind::Grant(_))
    };
    if !leaves.iter().any(is_session) {
        return None;
    }
    let kinds = rules(api, endpoint).flat_map(|rule| &rule.kinds);
    let mut kinds = kinds.filter(|case| case.retry == Retry::Reauth);
    if let Some(case) = kinds.next() {
        return of_kind(api, endpoint, case.kind, format);
    }
    let rule = rules(api, endpoint).find(|rule| rule.retry == Retry::Reauth)?;
    let statuses = rule.when.0.iter().flatten().find_map(|one| match one {
        Condition::Http(ranges) => ranges.first().map(|range| range.low),
        Condition::Header(..) | Condition::Body(..) => None,
    });
    let message = "log in anew";
    made(api, endpoint, rule, None, statuses.unwrap_or(401), message)
}

/// An error of a kind: the endpoint's example of it, else one made from a rule that names it.
pub(crate) fn of_kind(
    api: &Api,
    endpoint: &Endpoint,
    kind: KindId,
    format: Format,
) -> Option<Reply> {
    let examples = endpoint.examples.iter().filter(|e| e.kind == Some(kind));
    if let Some(example) = in_format(examples, format) {
        return Some(Reply::of_example(example));
    }
    let message = format!("a made {}", api.kinds[kind.0].name.wire);
    rules(api, endpoint).find_map(|rule| {
        let mut cases = rule.kinds.iter().filter(|case| case.kind == kind);
        cases.find_map(|case| {
            let status = low_status(rule, case);
            made(api, endpoint, rule, Some(case), status, &message)
        })
    })
}

/// The first of the examples that is of the format, else the first.
pub(crate) fn in_format<'a>(
    examples: impl Iterator<Item = &'a Example> + Clone,
    format: Format,
) -> Option<&'a Example> {
    let is = |example: &&Example| example.reply.as_ref().is_some_and(|r| r.format == format);
    examples
        .clone()
        .find(is)
        .or_else(|| examples.clone().next())
}

fn by_kind_status(api: &Api, endpoint: &Endpoint, status: u16, message: &str) -> Option<Reply> {
    rules(api, endpoint).find_map(|rule| {
        let rests = |case: &&KindCase| match &case.when {
            KindTest::When(when) => alternative(when, status).is_some_and(names_status),
            KindTest::Code(_) => false,
        };
        let case = rule.kinds.iter().find(rests)?;
        made(api, endpoint, rule, Some(case), status, message)
    })
}

fn by_rule_status(api: &Api, endpoint: &Endpoint, status: u16, message: &str) -> Option<Reply> {
    rules(api, endpoint).find_map(|rule| {
        alternative(&rule.when, status).filter(|all| names_status(all))?;
        made(api, endpoint, rule, None, status, message)
    })
}

/// For an item that is missing: the endpoint's first example of an error under a status that says nothing of one.
fn in_a_success(endpoint: &Endpoint, status: u16, format: Format) -> Option<Reply> {
    let is = |one: &&Example| one.http < 400 && one.kind.is_some() && one.auth.is_none();
    let examples = endpoint.examples.iter().filter(is);
    let example = in_format(examples, format).filter(|_| status == 404)?;
    Some(Reply::of_example(example))
}

/// An error by the first rule that asks nothing of the status. Such a vendor says it with 200; whom it does not know it
/// tells by the status, with which a challenge may come.
fn by_body(api: &Api, endpoint: &Endpoint, status: u16, message: &str) -> Option<Reply> {
    let status = if matches!(status, 400 | 404) {
        200
    } else {
        status
    };
    rules(api, endpoint).find_map(|rule| {
        alternative(&rule.when, status).filter(|all| !names_status(all))?;
        made(api, endpoint, rule, None, status, message)
    })
}

fn rules<'a>(api: &'a Api, endpoint: &'a Endpoint) -> impl Iterator<Item = &'a ErrorRule> {
    endpoint.rules.iter().map(|id| &api.rules[id.0])
}

/// An error by this rule; nothing where another rule would take it, or the rule cannot be met.
fn made(
    api: &Api,
    endpoint: &Endpoint,
    rule: &ErrorRule,
    case: Option<&KindCase>,
    status: u16,
    message: &str,
) -> Option<Reply> {
    let body = match (rule.body, &rule.message) {
        (Some(id), _) => {
            let ty = Use {
                element: None,
                ty: Type::Named(id),
                codecs: Vec::new(),
                null: false,
            };
            make::value(api, &ty, &api.ty(id).name.wire, 0)
        }
        (None, Some(_)) => json!({}),
        // Nothing is known of the body: it helps whoever reads the log.
        (None, None) => json!({ "message": message }),
    };
    let mut draft = Draft {
        status,
        headers: Vec::new(),
        body,
    };
    if let Some(path) = &rule.message
        && first(&draft.body, path).is_none_or(|now| now.is_null() || now.is_string())
    {
        put(&mut draft.body, &path.steps, Value::from(message));
    }
    draft.satisfy(alternative(&rule.when, status)?);
    match case.map(|case| &case.when) {
        Some(KindTest::When(when)) => draft.satisfy(alternative(when, status)?),
        Some(KindTest::Code(codes)) => {
            put(
                &mut draft.body,
                &rule.code.as_ref()?.steps,
                codes.first().map(make::literal)?,
            );
        }
        None => {}
    }
    let taken_by = rules(api, endpoint).find(|rule| draft.is_error_by(rule))?;
    let right =
        std::ptr::eq(taken_by, rule) && case.is_none_or(|case| is_first(rule, case, &draft));
    right.then(|| Reply::of_json(draft.status, draft.headers, &draft.body))
}

/// Whether no case before `case` takes the error.
fn is_first(rule: &ErrorRule, case: &KindCase, draft: &Draft) -> bool {
    let taken = |case: &&KindCase| match &case.when {
        KindTest::When(when) => draft.holds(when),
        KindTest::Code(codes) => has_code(rule, codes, draft),
    };
    rule.kinds
        .iter()
        .find(taken)
        .is_some_and(|found| std::ptr::eq(found, case))
}

fn has_code(rule: &ErrorRule, codes: &[Literal], draft: &Draft) -> bool {
    let found = rule.code.as_ref().and_then(|path| first(&draft.body, path));
    found.is_some_and(|value| {
        codes
            .iter()
            .any(|code| crate::predicate::equals(value, code))
    })
}

/// The first alternative that leaves room for this status.
fn alternative(when: &Predicate, status: u16) -> Option<&[Condition]> {
    let room = |all: &&Vec<Condition>| {
        all.iter().all(|one| match one {
            Condition::Http(ranges) => ranges.iter().any(|r| (r.low..=r.high).contains(&status)),
            Condition::Header(..) | Condition::Body(..) => true,
        })
    };
    when.0.iter().find(room).map(Vec::as_slice)
}

fn names_status(all: &[Condition]) -> bool {
    all.iter().any(|one| matches!(one, Condition::Http(_)))
}

/// The lowest status that the kind or its rule names; 400 where they name none.
fn low_status(rule: &ErrorRule, case: &KindCase) -> u16 {
    let named = |when: &Predicate| {
        when.0.iter().flatten().find_map(|one| match one {
            Condition::Http(ranges) => ranges.first().map(|range| range.low),
            Condition::Header(..) | Condition::Body(..) => None,
        })
    };
    let own = match &case.when {
        KindTest::When(when) => named(when),
        KindTest::Code(_) => None,
    };
    own.or_else(|| named(&rule.when)).unwrap_or(400)
}

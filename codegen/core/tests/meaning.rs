//! What small specs mean: defaults applied, names chosen, parameters declared, directions marked.

use trunkline_codegen::api::{
    Api, Auth, Body, Codec, Condition, Endpoint, Field, Handed, KindTest, Literal, PagerEnd, Path,
    PathPart, Place, Presence, Retry, SchemeId, Size, Source, Step, Target, Test, Turn, Type,
    TypeDef, TypeKind, VarId,
};
use trunkline_codegen::compile;
use trunkline_codegen::source::Sources;

fn api(text: &str) -> Api {
    let head = "trunkline: 1\nvendor: acme-corp\n";
    let sources = Sources::single("acme.yaml", &format!("{head}{text}"));
    compile(&sources)
        .unwrap_or_else(|report| panic!("{report}"))
        .api
}

fn ty<'a>(api: &'a Api, pascal: &str) -> &'a TypeDef {
    api.types
        .iter()
        .find(|def| def.name.pascal == pascal)
        .unwrap_or_else(|| panic!("no {pascal}"))
}

fn fields<'a>(api: &'a Api, pascal: &str) -> &'a [Field] {
    match &ty(api, pascal).kind {
        TypeKind::Record(record) => &record.fields,
        other => panic!("{pascal} is {other:?}"),
    }
}

fn endpoint<'a>(api: &'a Api, name: &str) -> &'a Endpoint {
    api.endpoints
        .iter()
        .find(|e| e.name.wire == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

fn path(steps: &[&str]) -> Path {
    Path {
        steps: steps
            .iter()
            .map(|step| Step::Key((*step).to_owned()))
            .collect(),
    }
}

#[test]
fn codecs_of_the_vendor_apply_where_none_is_written() {
    let api = api(
        "base: https://a.example\ncodecs:\n  int: text\n  date: day\n  day: { pattern: '%d.%m.%Y' }\ntypes:\n  \
         All:\n    a: int\n    b: int as blank?\n    c: instant\n    d: datetime\n    e: moment\n    f: list<date>\n    \
         g: instant as unix\nendpoints:\n  get: { get: /, returns: All }\n",
    );
    let codecs: Vec<&[Codec]> = fields(&api, "All")
        .iter()
        .map(|f| f.ty.codecs.as_slice())
        .collect();
    let unix = [Codec::Unix];
    assert_eq!(codecs[0], [Codec::Text]);
    assert_eq!(codecs[1], [Codec::Blank, Codec::Text]);
    assert_eq!(codecs[2..5], [&[Codec::Rfc3339][..], &[Codec::Naive], &[]]);
    assert_eq!(codecs[6], unix);
    let Type::List(item) = &fields(&api, "All")[5].ty.ty else {
        panic!("a list")
    };
    assert!(matches!(item.codecs[..], [Codec::Pattern(_)]));
}

#[test]
fn lenience_loosens_what_is_received_and_not_what_is_only_sent() {
    let api = api(
        "base: https://a.example\nlenient: true\ntypes:\n  In:\n    a: str\n    b?: str\n    c: str?\n    d?: str?\n    \
         e: { is: str, required: true }\n  Out: { a: str, b?: str }\nendpoints:\n  \
         put: { put: /, body: Out, returns: In }\n",
    );
    use Presence::{Lenient, LenientNull, Maybe, Optional, Required};
    let presence = |name| {
        fields(&api, name)
            .iter()
            .map(|f| f.presence)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        presence("In"),
        [Lenient, Lenient, LenientNull, Maybe, Required]
    );
    assert_eq!(presence("Out"), [Required, Optional]);
    assert_eq!(
        (ty(&api, "In").sent, ty(&api, "In").received),
        (false, true)
    );
    assert_eq!(
        (ty(&api, "Out").sent, ty(&api, "Out").received),
        (true, false)
    );
}

#[test]
fn what_is_written_in_place_is_named_after_it() {
    let api = api(
        "base: https://a.example\ntypes:\n  Failure:\n    error: { message: str, kind: { enum: [a, b] } }\n    \
         items[]: { id: int }\nerrors:\n  - { when: { http: 4xx }, is: Failure }\nendpoints:\n  find_users:\n    post: /\n    \
         query: { order?: { enum: [asc, desc] } }\n    body: { name: str, deep: { x: int } }\n    returns: { id: int }\n",
    );
    let names: Vec<&str> = api
        .types
        .iter()
        .map(|def| def.name.pascal.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Failure",
            "FailureError",
            "FailureErrorKind",
            "FailureItems",
            "FindUsersOrder",
            "FindUsersBody",
            "FindUsersBodyDeep",
            "FindUsersReply"
        ]
    );
    assert!(matches!(
        endpoint(&api, "find_users").body,
        Some(Body::Record(_))
    ));
    assert!(matches!(fields(&api, "Failure")[1].ty.ty, Type::List(_)));
}

#[test]
fn pagers_and_filters_declare_parameters() {
    let api = api(
        "base: 'https://{host}/v1'\nvars: { host: str, org: { is: str, default: me } }\noperators:\n  \
         eq: { suffix: '' }\n  gt: { suffix: _gt }\n  in: { suffix: _in, list: csv }\n  isnull: { suffix: '[isnull]', arg: bool }\n\
         pagers:\n  pages:\n    page: { send: { page: query.page, size: { to: query.per, send: 50, max: 200 } }, first: 0, \
         end: { total_items: payload.total } }\nenvelopes:\n  default: { data: payload, meta: { took: { is: int, from: took }, \
         next?: { is: str, from: header.X-Next } } }\ntypes:\n  Users: { total: int, users: list<str> }\nendpoints:\n  list:\n    \
         get: '/{org}/users/{id:int}'\n    query: { page?: int }\n    filter:\n      age: { is: int, ops: [eq, gt, in, isnull] }\n    \
         pager: pages\n    returns: Users\n",
    );
    let list = endpoint(&api, "list");
    let params: Vec<(&str, &str, Place)> = list
        .params
        .iter()
        .map(|p| (p.name.wire.as_str(), p.name.snake.as_str(), p.place))
        .collect();
    assert_eq!(
        params,
        [
            ("id", "id", Place::Path),
            ("page", "page", Place::Query),
            ("age", "age", Place::Query),
            ("age_gt", "age_gt", Place::Query),
            ("age_in", "age_in", Place::Query),
            ("age[isnull]", "age_isnull", Place::Query),
            ("per", "per", Place::Query),
        ]
    );
    assert_eq!(list.params[4].ty.codecs, [Codec::Csv]);
    assert_eq!(list.params[5].ty.ty, Type::Bool);
    assert_eq!(list.params[6].send, Some(Literal::Number("50".into())));
    assert_eq!(list.path[1], PathPart::Var(VarId(1)));
    assert_eq!(list.path[3], PathPart::Param(0));
    let [pager] = list.pagers.as_slice() else {
        panic!("it pages in one way")
    };
    let turn = Turn::Page {
        to: Target::Param(1),
        first: 0,
    };
    let size = Size {
        to: Target::Param(6),
        send: Some(50),
        default: None,
        max: Some(200),
    };
    assert_eq!((&pager.turn, &pager.size), (&turn, &Some(size)));
    let end = PagerEnd::TotalItems(path(&["payload", "total"]));
    assert_eq!((&pager.ends, pager.items), (&vec![end], Some(1)));
    assert_eq!(pager.methods, ["items", "pages"]);
    let meta = list.envelope.meta.as_ref().expect("it hands over");
    assert_eq!(api.ty(meta.record).name.pascal, "ListMeta");
    assert_eq!(
        meta.from,
        [
            Handed::Reply(Source::Body(path(&["took"]))),
            Handed::Reply(Source::Header("X-Next".into()))
        ]
    );
    assert!(list.safe);
}

#[test]
fn a_pager_may_declare_fields_of_the_body() {
    let api = api(
        "base: https://a.example\npagers:\n  pages:\n    page: { send: { page: body.Page, size: body.Size }, \
         end: { total_pages: pages } }\ntypes:\n  Filter: { Size?: int }\n  Page: { pages: int, items: list<int> }\n\
         endpoints:\n  list: { post: /, safe: true, body: Filter, pager: pages, returns: Page }\n",
    );
    let pager = &endpoint(&api, "list").pagers[0];
    let turn = Turn::Page {
        to: Target::BodyField(1),
        first: 1,
    };
    let size = pager.size.as_ref().map(|size| size.to);
    assert_eq!((&pager.turn, size), (&turn, Some(Target::BodyField(0))));
    assert_eq!(fields(&api, "Filter")[1].presence, Presence::Optional);
    assert!(endpoint(&api, "list").safe);
}

#[test]
fn error_rules_are_read_by_the_types_they_name() {
    let api = api(
        "base: https://a.example\nerrors:\n  - when: { ok: [false] , error.code: { ne: 0 } }\n    is: Failure\n    \
         code: error.code\n    kinds: { Gone: { code: [7, 8], retry: never }, Slow: { when: { http: 429 } } }\n    retry: transient\n\
         types:\n  Failure: { ok: bool as bit, error: { code: int as text } }\nendpoints:\n  \
         one: { get: /a, returns: json, errors: [ { when: { http: 404 }, kinds: { Gone: { when: { http: 404 } } } } ] }\n  \
         two: { get: /b, returns: none }\n",
    );
    assert_eq!(
        endpoint(&api, "one")
            .rules
            .iter()
            .map(|id| id.0)
            .collect::<Vec<_>>(),
        [1, 0]
    );
    assert_eq!(endpoint(&api, "two").rules.len(), 1);
    let rule = &api.rules[0];
    assert_eq!(rule.retry, Retry::Transient);
    let number = |text: &str| Literal::Number(text.into());
    let text = |text: &str| Literal::Str(text.into());
    let ok = Condition::Body(path(&["ok"]), Test::In(vec![number("0")]));
    let code = Condition::Body(
        path(&["error", "code"]),
        Test::NotIn(vec![text("0"), number("0")]),
    );
    assert_eq!(rule.when.0, [[ok, code]]);
    assert_eq!(
        rule.kinds[0].when,
        KindTest::Code(vec![text("7"), number("7"), text("8"), number("8")])
    );
    let kinds: Vec<&str> = api
        .kinds
        .iter()
        .map(|kind| kind.name.pascal.as_str())
        .collect();
    assert_eq!(kinds, ["Gone", "Slow"], "a kind of two rules is one");
}

#[test]
fn parts_of_a_combination_cannot_be_chosen_alone() {
    let api = api(
        "base: https://a.example\nauth:\n  both: { all: [one, two] }\n  one: { header: X-One }\n  \
         two: { header: X-Two, prefix: 'Key ' }\nendpoints:\n  a: { get: /a, returns: none }\n  \
         b: { get: /b, returns: none, auth: none }\n  c: { get: /c, returns: none, auth: two }\n",
    );
    let selectable: Vec<bool> = api.schemes.iter().map(|scheme| scheme.selectable).collect();
    assert_eq!(selectable, [true, false, true]);
    assert_eq!(endpoint(&api, "a").auth, Auth::Scheme(SchemeId(0)));
    assert_eq!(endpoint(&api, "b").auth, Auth::None);
    assert_eq!(endpoint(&api, "c").auth, Auth::Scheme(SchemeId(2)));
}

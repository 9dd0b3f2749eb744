//! What specs mean in XML: elements, namespaces, orders, roots.

use trunkline_codegen::api::{
    Api, Body, Element, Endpoint, Field, Format, Presence, Record, Type, TypeKind, Use, XmlForm,
};
use trunkline_codegen::compile;
use trunkline_codegen::source::Sources;

const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

fn api(text: &str) -> Api {
    let head = "trunkline: 1\nvendor: acme\nbase: https://acme.example\n";
    let sources = Sources::single("acme.yaml", &format!("{head}{text}"));
    let compiled = compile(&sources).unwrap_or_else(|report| panic!("{report}"));
    let warnings = compiled.warnings.to_string();
    assert!(warnings.is_empty(), "{warnings}");
    compiled.api
}

fn record<'a>(api: &'a Api, name: &str) -> &'a Record {
    let def = api.types.iter().find(|def| def.name.pascal == name);
    match def.map(|def| &def.kind) {
        Some(TypeKind::Record(record)) => record,
        other => panic!("{name} is {other:?}"),
    }
}

fn field<'a>(record: &'a Record, name: &str) -> &'a Field {
    let found = record.fields.iter().find(|field| field.name.wire == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

fn endpoint<'a>(api: &'a Api, name: &str) -> &'a Endpoint {
    let found = api.endpoints.iter().find(|one| one.name.wire == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

/// The names of a record's fields in the order in which XML has them.
fn written(record: &Record) -> Vec<&str> {
    let order = record.xml.as_ref().map(|xml| xml.order.clone());
    let order = order.filter(|order| !order.is_empty());
    let order = order.unwrap_or_else(|| (0..record.fields.len()).collect());
    let fields = order.into_iter().map(|index| &record.fields[index]);
    fields.map(|field| field.name.wire.as_str()).collect()
}

fn root(record: &Record) -> (&str, &str) {
    pair(&record.xml.as_ref().expect("the vendor speaks XML").root)
}

fn pair(element: &Element) -> (&str, &str) {
    (&element.name, &element.ns)
}

/// The elements of the items of a list, of the items of these, and so on.
fn items(place: &Use) -> Vec<(&str, &str)> {
    match &place.ty {
        Type::List(item) if place.codecs.is_empty() => {
            let own = item.element.as_ref().map_or(("", ""), pair);
            std::iter::once(own).chain(items(item)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn json_alone_is_the_default_and_nothing_of_xml_is_kept() {
    let api = api("types: { User: { id: int } }\nendpoints: { get: { get: /, returns: User } }\n");
    assert_eq!(api.formats, [Format::Json]);
    assert_eq!(record(&api, "User").xml, None);
    assert_eq!(endpoint(&api, "get").root, None);
}

#[test]
fn fields_of_bases_come_first_and_keep_what_their_record_says() {
    let api = api("formats: [xml]\nxml: { ns: urn:head }\ntypes:\n  \
         Top: { fields: { z: int, a: int }, xml: { ns: urn:top } }\n  \
         Mid: { extends: Top, lenient: true, fields: { m: str, b: { is: str, required: true } } }\n  \
         Low: { extends: Mid, fields: { y: { is: int, xml: { ns: urn:top } }, c: int }, xml: { ns: urn:top } }\n\
         endpoints: { get: { get: /, returns: Low } }\n");
    let low = record(&api, "Low");
    assert_eq!(written(low), ["z", "a", "m", "b", "y", "c"]);
    assert_eq!(root(low), ("Low", "urn:top"));
    let ns = |name| field(low, name).xml.ns.as_deref();
    assert_eq!(
        [ns("z"), ns("m"), ns("y"), ns("c")],
        [None, Some("urn:head"), None, None]
    );
    assert_eq!(
        field(record(&api, "Mid"), "z").xml.ns.as_deref(),
        Some("urn:top")
    );
    let presence = |name| field(low, name).presence;
    assert_eq!(presence("a"), Presence::Required);
    assert_eq!(presence("m"), Presence::Lenient);
    assert_eq!(presence("b"), Presence::Required);
}

#[test]
fn data_contracts_are_ordered_level_by_level_and_ordinally() {
    let api = api(
        "formats: [json, xml]\nxml: { order: datacontract }\ntypes:\n  \
         Top: { z: int, _: { is: int, rename: low_line } }\n  \
         Mid: { extends: Top, fields: { b: int, B: { is: int, rename: big } } }\n  \
         Low: { extends: Mid, fields: { a: int, é: int, Z: { is: int, rename: zed } } }\n  \
         Free: { fields: { b: int, a: int }, xml: { order: declared } }\n  \
         Sorted: { a: int, b: int }\n\
         endpoints:\n  get: { get: /, returns: Low }\n  get_free: { get: /free, returns: Free }\n  \
         get_sorted: { get: /sorted, returns: Sorted }\n",
    );
    assert_eq!(
        written(record(&api, "Low")),
        ["_", "z", "B", "b", "Z", "a", "é"]
    );
    assert_eq!(written(record(&api, "Free")), ["b", "a"]);
    // An order that nobody insists on is none; one that happens to be the spec's own is kept, since it is insisted on.
    let order = |name| {
        record(&api, name)
            .xml
            .as_ref()
            .map(|xml| xml.order.as_slice())
    };
    assert_eq!(order("Free"), Some(&[][..]));
    assert_eq!(order("Sorted"), Some(&[0, 1][..]));
}

#[test]
fn data_contracts_name_the_items_of_lists() {
    let api = api(
        "formats: [json, xml]\nxml: { ns: urn:a, order: datacontract }\ntypes:\n  All:\n    \
         text: list<str>\n    number: list<int?>\n    long: { is: list<int>, xml: { item: long } }\n    \
         part: list<float>\n    flag: list<bool>\n    time: list<instant>\n    id: list<uuid>\n    \
         nested: list<list<int>>\n    records: list<list<Tag>>\n    colours: list<Colour>\n    ids: list<Id>\n    \
         joined: list<list<int> as csv>\n    bare: { is: list<str>, xml: bare }\n  \
         Tag: { fields: { id: int }, xml: { root: TagData, ns: urn:b } }\n  \
         Colour: { enum: [red], xml: { ns: urn:c } }\n  Id: { newtype: uuid }\n\
         endpoints: { get: { get: /, returns: All } }\n",
    );
    let all = record(&api, "All");
    let items = |name| items(&field(all, name).ty);
    for (name, item) in [
        ("text", "string"),
        ("number", "int"),
        ("long", "long"),
        ("part", "double"),
        ("flag", "boolean"),
        ("time", "dateTime"),
        ("id", "guid"),
        ("ids", "guid"),
        ("joined", "string"),
    ] {
        assert_eq!(items(name), [(item, ARRAYS)], "{name}");
    }
    assert_eq!(items("nested"), [("ArrayOfint", ARRAYS), ("int", ARRAYS)]);
    assert_eq!(
        items("records"),
        [("ArrayOfTagData", "urn:b"), ("TagData", "urn:b")]
    );
    assert_eq!(items("colours"), [("Colour", "urn:c")]);
    assert_eq!(items("bare"), [("", "")]);
    assert_eq!(field(all, "bare").xml.form, XmlForm::Bare);
}

#[test]
fn roots_are_those_of_types_of_envelopes_and_of_bodies() {
    let api = api("formats: [json, xml]\nxml: { ns: urn:a }\n\
         envelopes:\n  default: { data: x, xml: { root: Reply, ns: \"\" } }\n  whole: { xml: { root: All } }\n\
         types: { User: { fields: { id: int, at: { x: int } }, xml: { root: Person, ns: urn:b } } }\n\
         endpoints:\n  inner: { get: /, returns: User }\n  none: { get: /none, returns: User, envelope: none }\n  \
         whole: { get: /whole, returns: list<User>, envelope: whole }\n  \
         send: { post: /, body: { is: list<User>, xml: { root: Users } }, returns: none }\n  \
         send_null: { put: /, body: User?, returns: none }\n");
    let root_of = |name| endpoint(&api, name).root.as_ref().map(pair);
    assert_eq!(root_of("inner"), Some(("Reply", "")));
    assert_eq!(root_of("none"), Some(("Person", "urn:b")));
    assert_eq!(root_of("whole"), Some(("All", "urn:a")));
    assert_eq!(root_of("send"), None);
    let body = |name| match &endpoint(&api, name).body {
        Some(Body::Value(value)) => value.element.as_ref().map(pair),
        other => panic!("{other:?}"),
    };
    assert_eq!(body("send"), Some(("Users", "urn:a")));
    assert_eq!(body("send_null"), Some(("Person", "urn:b")));
    // A record in place stands in the namespace of what it is in.
    assert_eq!(root(record(&api, "UserAt")).1, "urn:b");
}

#[test]
fn attributes_have_no_namespace_unless_they_say_so() {
    let api = api("formats: [xml]\nxml: { ns: urn:a }\ntypes:\n  Price:\n    \
         currency: { is: str, xml: attribute }\n    \
         lang: { is: str, xml: { attribute: true, ns: urn:a } }\n    amount: { is: float, xml: text }\n\
         endpoints: { get: { get: /, returns: Price } }\n");
    let price = record(&api, "Price");
    let xml = |name| {
        let xml = &field(price, name).xml;
        (xml.form, xml.ns.as_deref())
    };
    assert_eq!(xml("currency"), (XmlForm::Attribute, None));
    assert_eq!(xml("lang"), (XmlForm::Attribute, Some("urn:a")));
    assert_eq!(xml("amount"), (XmlForm::Content, None));
}

#[test]
fn one_format_alone_takes_no_name_from_the_vendor() {
    let text = "types: { Format: { format?: str } }\n\
         endpoints: { get: { post: /, body: Format, returns: Format } }\n";
    for formats in ["[json]", "[xml]"] {
        api(&format!("formats: {formats}\n{text}"));
    }
}

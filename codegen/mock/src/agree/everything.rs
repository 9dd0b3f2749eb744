//! An API by hand with every type, codec and presence, those included that no spec can say yet.

use trunkline_codegen::api::{
    Api, Codec, Condition, Element, Field, FieldXml, Format, Literal, Member, MemberTest, Name,
    OwnCodec, OwnId, OwnKind, Path, Predicate, Presence, Record, RecordXml, Step, Test, Type,
    TypeDef, TypeId, TypeKind, Union, UnionBy, Use, Variant, XmlForm,
};

/// The namespace of all records but one.
const NS: &str = "http://acme.test/types";
/// The namespace of the tree, and of what says so.
const OTHER: &str = "http://acme.test/others";

fn plain(ty: Type) -> Use {
    coded(ty, &[])
}

fn coded(ty: Type, codecs: &[Codec]) -> Use {
    Use {
        element: None,
        ty,
        codecs: codecs.to_vec(),
        null: false,
    }
}

fn nullable(mut ty: Use) -> Use {
    ty.null = true;
    ty
}

fn list(ty: Use, codecs: &[Codec]) -> Use {
    coded(Type::List(Box::new(ty)), codecs)
}

pub(super) fn named(id: usize) -> Use {
    plain(Type::Named(TypeId(id)))
}

fn name(wire: &str) -> Name {
    Name {
        wire: wire.into(),
        snake: wire.into(),
        pascal: wire.into(),
    }
}

fn field(wire: &str, ty: Use, presence: Presence) -> Field {
    Field {
        xml: Default::default(),
        name: name(wire),
        doc: None,
        deprecated: None,
        ty,
        presence,
        default: None,
        constant: None,
    }
}

fn def(wire: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name(wire),
        doc: None,
        deprecated: None,
        kind,
        sent: true,
        received: true,
    }
}

/// An item of a list, which is an element of this name.
fn item(mut ty: Use, name: &str, ns: &str) -> Use {
    let (name, ns) = (name.into(), ns.into());
    ty.element = Some(Element { name, ns });
    ty
}

fn carried(mut field: Field, form: XmlForm, ns: Option<&str>) -> Field {
    let ns = ns.map(Into::into);
    field.xml = FieldXml { form, ns };
    field
}

/// A record that is written from its last field to its first.
fn record(name: &str, ns: &str, fields: Vec<Field>) -> TypeKind {
    let (name, ns) = (name.into(), ns.into());
    TypeKind::Record(Record {
        flattened: Vec::new(),
        xml: Some(RecordXml {
            root: Element { name, ns },
            order: (0..fields.len()).rev().collect(),
        }),
        fields,
        extra: false,
    })
}

fn variant(wire: &str, json: Literal) -> Variant {
    Variant {
        name: name(wire),
        doc: None,
        xml: Literal::Str(format!("The_{wire}")),
        json,
    }
}

/// 0 the record of everything, 1 an enum, 2 a newtype, 3 a generic page, 4 a union, 5 a tree, 6 what may be empty,
/// 7 a text with attributes.
pub(super) fn api() -> Api {
    use Codec::{
        Base64, Bit, BitText, Blank, Csv, DotNet, EmptyList, Json, Millis, Naive, Rfc2822, Rfc3339,
        Seconds, Text, Unix, UnixMs, Yn,
    };
    use Presence::{Lenient, LenientNull, Maybe, Nullable, Optional, Required};
    use XmlForm::{Attribute, Bare, Content, Element};
    let spaced = Codec::Pattern(OwnId(0));
    let zero = Codec::Pattern(OwnId(1));
    let everything = vec![
        field("id", plain(Type::Int), Required),
        field("guid", plain(Type::Uuid), Required),
        field("name", plain(Type::Str), Required),
        field("count", coded(Type::Int, &[Text]), Optional),
        field("price", coded(Type::Float, &[Text]), Required),
        field("ratio", plain(Type::Float), Required),
        field("on", coded(Type::Bool, &[Bit]), Required),
        field("is", coded(Type::Bool, &[BitText]), Lenient),
        field("so", coded(Type::Bool, &[Yn]), LenientNull),
        field("flag", coded(Type::Bool, &[Text]), Required),
        field("bare", plain(Type::Bool), Required),
        field("day", plain(Type::Date), Required),
        field("at", plain(Type::DateTime), Required),
        field("naive", coded(Type::Instant, &[Naive]), Required),
        field("instant", coded(Type::Instant, &[Rfc3339]), Required),
        field("unix", coded(Type::Instant, &[Unix]), Required),
        field("unix_ms", coded(Type::Instant, &[UnixMs]), Required),
        field("moment", plain(Type::Moment), Required),
        field("spaced", coded(Type::Instant, &[spaced]), Required),
        field("zero", nullable(coded(Type::Date, &[zero])), Nullable),
        field(
            "blank",
            nullable(coded(Type::Int, &[Blank, Text])),
            Nullable,
        ),
        field("maybe", nullable(plain(Type::Str)), Maybe),
        field("secret", plain(Type::Secret), Required),
        field("json", plain(Type::Json), Required),
        field("decimal", plain(Type::Decimal), Required),
        field(
            "decimals",
            list(coded(Type::Decimal, &[Text]), &[]),
            Required,
        ),
        field("bytes", coded(Type::Bytes, &[Base64]), Required),
        field("url", plain(Type::Url), Required),
        field("time", plain(Type::Time), Required),
        field("span", plain(Type::Duration), Required),
        field("seconds", coded(Type::Duration, &[Seconds]), Required),
        field("millis", coded(Type::Duration, &[Text, Millis]), Required),
        field("mail", coded(Type::Instant, &[Rfc2822]), Required),
        field("net", coded(Type::Moment, &[DotNet]), Required),
        field(
            "gregorian",
            coded(Type::Instant, &[Codec::Epoch(OwnId(2))]),
            Required,
        ),
        field(
            "never",
            nullable(coded(Type::Time, &[Codec::Nothing(OwnId(3))])),
            Nullable,
        ),
        field(
            "packed",
            nullable(coded(Type::Named(TypeId(5)), &[Json])),
            Nullable,
        ),
        field("csv", list(coded(Type::Int, &[Text]), &[Csv]), Required),
        field("kinds", list(item(named(1), "Kind", NS), &[]), Required),
        carried(field("place", plain(Type::Int), Required), Attribute, None),
        carried(field("sort", named(1), Optional), Attribute, Some(OTHER)),
        carried(field("loose", list(named(7), &[]), Required), Bare, None),
        carried(
            field("codes", list(nullable(plain(Type::Int)), &[]), Required),
            Bare,
            Some(OTHER),
        ),
        carried(
            field("far", plain(Type::Str), Required),
            Element,
            Some(OTHER),
        ),
        carried(field("nowhere", named(5), Nullable), Element, Some("")),
        field(
            "phones",
            list(nullable(item(plain(Type::Str), "string", OTHER)), &[]),
            Required,
        ),
        field(
            "table",
            list(
                item(list(item(plain(Type::Bool), "cell", ""), &[]), "row", NS),
                &[],
            ),
            Required,
        ),
        field("key", named(2), Required),
        field("pages", named(3), Required),
        field("either", named(4), Required),
        field(
            "map",
            coded(Type::Map(Box::new(plain(Type::Int))), &[EmptyList]),
            Required,
        ),
        field(
            "empty",
            coded(Type::Named(TypeId(6)), &[EmptyList]),
            Required,
        ),
    ];
    let enums = vec![
        variant("a", Literal::Str("a".into())),
        variant("b", Literal::Str("b".into())),
        variant("two", Literal::Number("2".into())),
    ];
    let page = vec![field("items", list(named(5), &[]), Required)];
    let note = vec![
        carried(field("lang", plain(Type::Str), Optional), Attribute, None),
        carried(field("text", plain(Type::Str), Required), Content, None),
    ];
    let tree = vec![
        field("id", plain(Type::Int), Required),
        field("children", list(named(5), &[]), Required),
    ];
    let id = Path {
        steps: vec![Step::Key("id".into())],
    };
    let has_id = Predicate(vec![vec![Condition::Body(id, Test::Present)]]);
    let member = |wire: &str, test, id| Member {
        name: name(wire),
        doc: None,
        test,
        ty: named(id),
    };
    let union = Union {
        by: UnionBy::When,
        members: vec![
            member("Tree", MemberTest::When(has_id), 5),
            member("Empty", MemberTest::Otherwise, 6),
        ],
        xml: None,
    };
    Api {
        hooks: Vec::new(),
        undeclared: Default::default(),
        formats: vec![Format::Json, Format::Xml],
        media_types: Vec::new(),
        vendor: name("acme"),
        sources: Vec::new(),
        title: None,
        docs: None,
        doc: None,
        base: Vec::new(),
        bases: Vec::new(),
        fallbacks: Vec::new(),
        vars: Vec::new(),
        schemes: Vec::new(),
        types: vec![
            def("Everything", record("Everything", NS, everything)),
            def("Kind", TypeKind::Enum(enums)),
            def("Key", TypeKind::Newtype(coded(Type::Int, &[Text]))),
            def("Page", record("Page", NS, page)),
            def("Either", TypeKind::Union(union)),
            def("Tree", record("Tree", OTHER, tree)),
            def(
                "Empty",
                record("Empty", NS, vec![field("x", plain(Type::Int), Optional)]),
            ),
            def("Note", record("Note", NS, note)),
        ],
        codecs: vec![
            OwnCodec {
                name: "spaced".into(),
                kind: OwnKind::Patterns {
                    patterns: vec!["%F %T%.f%z".into(), "%F %T%z".into()],
                    zone: None,
                },
                nothing: Vec::new(),
            },
            OwnCodec {
                name: "zero".into(),
                kind: OwnKind::Patterns {
                    patterns: vec!["%F".into()],
                    zone: None,
                },
                nothing: vec!["0000-00-00".into()],
            },
            OwnCodec {
                name: "gregorian".into(),
                kind: OwnKind::Epoch(-62_167_219_200),
                nothing: Vec::new(),
            },
            OwnCodec {
                name: "never".into(),
                kind: OwnKind::Nothing,
                nothing: vec!["never".into()],
            },
        ],
        rules: Vec::new(),
        kinds: Vec::new(),
        limits: Vec::new(),
        endpoints: Vec::new(),
    }
}

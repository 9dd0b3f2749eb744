//! Each file of `xml/`: a document comes in, what becomes of it is compared with the rest of the file.
//!
//! That rest is the value as JSON and as it is written in XML again, or the error. `TRUNKLINE_BLESS=1` writes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use trunkline::__rt::v1 as __rt;
use trunkline::Json;

/// The namespaces of the samples.
pub(crate) const A: &str = "urn:a";
const B: &str = "urn:b";

/// A record as generated code has it, in fewer words.
macro_rules! record {
    ($name:ident, $ns:expr, $order:expr, $($field:ident: $ty:ty = { $($part:tt)* },)* $(; $extra:ident)?) => {
        pub(crate) struct $name {
            $(pub(crate) $field: $ty,)*
            $(pub(crate) $extra: __rt::Extra,)?
        }
        impl __rt::Record for $name {
            fn shape(&self) -> &'static __rt::Shape {
                const FIELDS: &[__rt::Field] = &[$(__rt::Field { $($part)*, ..__rt::FIELD }),*];
                static XML: __rt::Xml = __rt::Xml {
                    root: __rt::Root { name: stringify!($name), ns: $ns },
                    order: $order,
                };
                const NAMES: &[&str] = &[$(name_of(&__rt::Field { $($part)*, ..__rt::FIELD })),*];
                static SHAPE: __rt::Shape =
                    __rt::Shape::new(stringify!($name), NAMES, FIELDS).with_xml(&XML);
                &SHAPE
            }
            fn get(&self, index: usize) -> &dyn __rt::Slot {
                let all: &[&dyn __rt::Slot] = &[$(&self.$field),*];
                all[index]
            }
            fn slot(&mut self, index: usize) -> &mut dyn __rt::Slot {
                let mut all: Vec<&mut dyn __rt::Slot> = vec![$(&mut self.$field),*];
                all.swap_remove(index)
            }
            $(
            fn extra(&self) -> Option<&__rt::Extra> {
                Some(&self.$extra)
            }
            fn extra_mut(&mut self) -> Option<&mut __rt::Extra> {
                Some(&mut self.$extra)
            }
            )?
        }
        impl __rt::Blank for $name {
            fn blank(token: &__rt::Token) -> Self {
                Self {
                    $($field: __rt::Blank::blank(token),)*
                    $($extra: Default::default(),)?
                }
            }
        }
        __rt::record!($name, xml);
    };
}
pub(crate) use record;

pub(crate) const fn name_of(field: &__rt::Field) -> &'static str {
    field.name
}

pub(crate) const OPTIONAL: u8 = __rt::ABSENT | __rt::NULL;

static TAG: __rt::Field = __rt::Field {
    name: "Tag",
    ns: Some(B),
    ..__rt::FIELD
};
static PHONE: __rt::Field = __rt::Field {
    name: "string",
    ns: Some("urn:arrays"),
    flags: __rt::NULL,
    ..__rt::FIELD
};
static BIT: __rt::Field = __rt::Field {
    name: "bit",
    codec: __rt::Codec::Bit,
    ..__rt::FIELD
};
static ROW: __rt::Field = __rt::Field {
    name: "row",
    item: Some(&BIT),
    ..__rt::FIELD
};
static ZERO: __rt::Pattern = __rt::Pattern {
    name: "zero",
    patterns: &["%F"],
    nothing: &["0000-00-00"],
    zone: 0,
};

record!(Sample, A, &[],
    id: i64 = { name: "id", flags: __rt::ATTRIBUTE },
    code: Option<String> = { name: "code", ns: Some(B), flags: __rt::ATTRIBUTE | __rt::NULL },
    name: String = { name: "Name" },
    other: Option<String> = { name: "Other", ns: Some(B), flags: OPTIONAL },
    count: Option<i64> = { name: "Count", flags: OPTIONAL },
    rate: Option<f64> = { name: "Rate", flags: __rt::ABSENT },
    active: Option<bool> = { name: "Active", flags: OPTIONAL },
    kind: Option<Kind> = { name: "Kind", flags: OPTIONAL },
    price: Option<Price> = { name: "Price", flags: OPTIONAL },
    tags: Option<Vec<Tag>> = { name: "Tags", flags: OPTIONAL, item: Some(&TAG) },
    phones: Option<Vec<Option<String>>> = { name: "Phones", flags: OPTIONAL, item: Some(&PHONE) },
    rows: Option<Vec<Vec<bool>>> = { name: "Rows", flags: __rt::ABSENT, item: Some(&ROW) },
    notes: Vec<String> = { name: "Note", flags: __rt::BARE },
    marks: Option<Vec<Tag>> = { name: "Mark", ns: Some(B), flags: __rt::BARE | __rt::ABSENT },
    seen: Option<__rt::Timestamp> = { name: "Seen", flags: OPTIONAL },
    day: Option<__rt::Date> = { name: "Day", flags: OPTIONAL, codec: __rt::Codec::Pattern(&ZERO) },
    key: Option<__rt::Uuid> = { name: "Key", flags: OPTIONAL },
    numbers: Option<Vec<i64>> = { name: "Numbers", flags: __rt::ABSENT, codec: __rt::Codec::Csv },
    blank: Option<String> = { name: "Blank", flags: OPTIONAL, codec: __rt::Codec::Blank },
    any: Option<Json> = { name: "Any", flags: __rt::ABSENT },
    counts: Option<BTreeMap<String, i64>> = { name: "Counts", flags: OPTIONAL },
    pin: Option<__rt::Secret> = { name: "Pin", flags: __rt::ABSENT | __rt::SECRET },
    parent: Option<Box<Sample>> = { name: "Parent", flags: OPTIONAL },
    ; extra
);

record!(Price, A, &[],
    currency: String = { name: "currency", flags: __rt::ATTRIBUTE },
    amount: f64 = { name: "amount", flags: __rt::CONTENT },
);

record!(Tag, B, &[1, 0],
    name: Option<String> = { name: "Name", flags: OPTIONAL },
    id: i64 = { name: "Id" },
);

#[derive(Clone, PartialEq)]
pub(crate) enum Kind {
    User,
    Company,
    Unknown(__rt::Scalar),
}

__rt::variants! {
    Kind;
    0 User "User" { json: __rt::Literal::Number("1"), xml: __rt::Literal::Str("User") },
    1 Company "Company" { json: __rt::Literal::Number("2"), xml: __rt::Literal::Str("Company") },
}

/// Stands between a document and what becomes of it.
const LINE: &str = "\n----\n";

#[test]
fn documents_become_what_they_should() {
    let mut wrong = Vec::new();
    for (file, text) in files() {
        let (document, expected) = text.split_once(LINE).unwrap_or((text.trim_end(), ""));
        let outcome = outcome(document);
        if std::env::var_os("TRUNKLINE_BLESS").is_some() {
            fs::write(&file, format!("{document}{LINE}{outcome}")).unwrap();
        } else if outcome != expected {
            wrong.push(format!("{}: {outcome}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever is cut off, left out or put in: it is read or it is an error.
#[test]
fn broken_documents_are_no_surprise() {
    let put_in = [
        "<",
        ">",
        "/",
        "&",
        ";",
        "'",
        "\"",
        "é",
        "]]>",
        "<!--",
        "<![CDATA[",
        "<?",
        "\u{FEFF}",
        " ",
        ":",
        "=",
        "</Name>",
        "<Name/>",
        "&#x41;",
    ];
    for (_, text) in files() {
        let document = text.split(LINE).next().unwrap();
        let places: Vec<usize> = document.char_indices().map(|(at, _)| at).collect();
        for &at in places.iter().step_by(3) {
            let (before, after) = document.split_at(at);
            let without = &after[after.chars().next().map_or(0, char::len_utf8)..];
            let piece = put_in[at % put_in.len()];
            for bent in [
                before.to_owned(),
                format!("{before}{without}"),
                format!("{before}{piece}{after}"),
            ] {
                if let Ok(sample) = Sample::from_xml(&bent)
                    && let Ok(again) = sample.to_xml()
                {
                    assert!(
                        Sample::from_xml(&again).unwrap() == sample,
                        "{bent} became {again}"
                    );
                }
            }
        }
    }
}

/// The files and what they hold, by name.
fn files() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values/xml");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    assert!(files.len() > 40, "the samples are not there");
    files
}

fn outcome(document: &str) -> String {
    let sample = match Sample::from_xml(document) {
        Ok(sample) => sample,
        Err(error) => return format!("error: {error}\n"),
    };
    let json = match sample.to_json() {
        Ok(json) => format!("json: {json}"),
        Err(error) => format!("no json: {error}"),
    };
    match sample.to_xml() {
        Ok(xml) => {
            let again = Sample::from_xml(&xml).unwrap();
            assert!(
                again == sample,
                "{document} is written as {xml}, which is {again:?}"
            );
            format!("{json}\nxml: {xml}\n")
        }
        Err(error) => format!("{json}\nno xml: {error}\n"),
    }
}

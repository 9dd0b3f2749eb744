//! How lists and objects are written into the parameters of a request.

use super::{Key, Part, Shape, Word, key, required, word};

const LIST_STYLES: &[Word] = &[
    word("csv", "one text, commas between the items"),
    word("repeat", "the parameter once for each item"),
    word("brackets", "`x[]=1&x[]=2`"),
    word("indexed", "`x[0]=1&x[1]=2`"),
    word("numbered", "`x1=1&x2=2`"),
    word("pipe", "one text, `|` between the items"),
    word("space", "one text, a space between the items"),
];

const OBJECT_STYLES: &[Word] = &[
    word("deep", "`x[a][b]=1`, to any depth"),
    word("brackets", "`x[a]=1`, one level alone"),
    word("dot", "`x.a.b=1`, to any depth"),
    word("json", "one text, as JSON"),
];

/// What `list:` takes.
pub(super) const LIST_STYLE: Shape =
    Shape::Either(&[Shape::Words(LIST_STYLES), Shape::Map(&LIST_BY)]);

/// `object:`, wherever it stands.
pub(super) const OBJECT: Key = key(
    "object",
    Shape::Words(OBJECT_STYLES),
    "How a record or a map is written.",
    "object: deep",
);

/// `list:` of an endpoint or a file.
pub(super) const LISTS: Key = key(
    "list",
    LIST_STYLE,
    "How lists are written into parameters that do not say it themselves.",
    "list: brackets",
);

/// `object:` of an endpoint or a file.
pub(super) const OBJECTS: Key = key(
    "object",
    Shape::Words(OBJECT_STYLES),
    "How records and maps are written into parameters that do not say it themselves.",
    "object: deep",
);

/// The long form of `list`.
pub const LIST_BY: Part = Part {
    id: "list_by",
    name: "the long form of `list`",
    doc: "A list in one text, with a sign of the vendor's own between the items.",
    keys: &[required(
        "by",
        Shape::Text,
        "What stands between the items.",
        "by: \";\"",
    )],
};

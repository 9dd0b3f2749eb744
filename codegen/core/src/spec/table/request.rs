//! How lists and objects are written into the parameters of a request, the parts of a body, and what stands around one.

use super::endpoint::PARAM;
use super::{Key, Names, Part, Shape, Word, key, required, word};

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

const KINDS: &[Word] = &[word(
    "mixed",
    "`multipart/mixed`: the parts come in their order, and have no names",
)];

/// The long form of `multipart`.
pub const MULTIPART: Part = Part {
    id: "multipart",
    name: "the long form of `multipart`",
    doc: "Parts of a body that is no `multipart/form-data`; the long form is known by a list under `parts`.",
    keys: &[
        required(
            "type",
            Shape::Words(KINDS),
            "What the parts are to each other.",
            "type: mixed",
        ),
        required(
            "parts",
            Shape::List(&Shape::Named(Names::Wire, &Shape::Part)),
            "The parts, each a map with one key, which names the argument and is not sent.",
            "parts: [{ request: { is: Fax, type: application/json } }, { page: bytes }]",
        ),
    ],
};

/// The long form of a part.
pub const PART_OF_BODY: Part = Part {
    id: "part_of_body",
    name: "a part of a body",
    doc: "The long form of a part of `multipart`; the short form is its type. `bytes` is a file.",
    keys: &[
        PARAM.keys[0],
        PARAM.keys[1],
        PARAM.keys[2],
        PARAM.keys[3],
        PARAM.keys[4],
        PARAM.keys[5],
        PARAM.keys[6],
        PARAM.keys[7],
        OBJECT,
        key(
            "type",
            Shape::Text,
            "Its media type. A part of `application/json` or another JSON type holds any value, in JSON; of a file, the caller may say another.",
            "type: audio/mpeg",
        ),
        key(
            "filename",
            Shape::Text,
            "The name of a file, where the caller says none.",
            "filename: song.mp3",
        ),
    ],
};

/// What stands around the bodies of requests.
pub const AROUND: Part = Part {
    id: "around",
    name: "the long form of an envelope's `body`",
    doc: "Where a request holds its body, and what stands beside it.",
    keys: &[
        required("in", Shape::Path, "The body stands here.", "in: data"),
        key(
            "beside",
            Shape::Named(Names::Wire, &Shape::Param),
            "Fields of the whole that each call takes as arguments or setters, in JSON.",
            "beside: { method?: str }",
        ),
    ],
};

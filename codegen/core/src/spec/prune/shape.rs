//! A shape and a node come in; whether they fit, what is wanted and what mends it go out.

use crate::diag::near;
use crate::spec::table::{Shape, Status};
use crate::tree::{Kind, Node, Style};

/// Whether `shape` takes the sort of value that `node` is; what is inside is another question.
pub(super) fn accepts(shape: &Shape, node: &Node) -> bool {
    let map = matches!(node.kind, Kind::Map(_));
    let list = matches!(node.kind, Kind::List(_));
    let scalar = matches!(node.kind, Kind::Scalar(_));
    let bad = matches!(node.kind, Kind::Bad);
    bad || match shape {
        Shape::Text | Shape::Reason => scalar && node.scalar().is_some_and(|s| !s.text.is_empty()),
        Shape::TextOrEmpty => scalar && !node.is_empty(),
        Shape::Literal => scalar,
        Shape::Texts | Shape::Literals => list || (scalar && !node.is_empty()),
        Shape::Words(_)
        | Shape::MediaOr(_)
        | Shape::Flag
        | Shape::Int(..)
        | Shape::Type
        | Shape::Path
        | Shape::PathAs
        | Shape::Duration
        | Shape::Rate
        | Shape::Cause(_)
        | Shape::Route
        | Shape::Base => scalar && !node.is_empty(),
        Shape::TextList | Shape::List(_) => list,
        Shape::Empty => {
            node.is_empty() || matches!(&node.kind, Kind::Map(entries) if entries.is_empty())
        }
        Shape::TypeHere
        | Shape::Field
        | Shape::TypeDef
        | Shape::Body
        | Shape::Part
        | Shape::Returns
        | Shape::Member
        | Shape::Case
        | Shape::Param => map || (scalar && !node.is_empty()),
        Shape::EnumValues => list || map,
        Shape::Multipart => map,
        Shape::Predicate => map || list,
        Shape::Fields | Shape::Map(_) | Shape::MapAnd(..) | Shape::Named(..) => map,
        Shape::Later(_, _, shape) => accepts(shape, node),
        Shape::Either(shapes) => shapes.iter().any(|shape| accepts(shape, node)),
    }
}

/// What a shape takes, for a message.
pub(in crate::spec) fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Reason | Shape::TextOrEmpty => "a text".to_owned(),
        Shape::Texts => "a text or a list of texts".to_owned(),
        Shape::TextList => "a list of texts".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Int(..) => "a whole number".to_owned(),
        Shape::Literal => "a value".to_owned(),
        Shape::Literals => "a value or a list of values".to_owned(),
        Shape::Words(words) => {
            let usable = words
                .iter()
                .filter(|word| word.status == Status::Now)
                .map(|word| word.word);
            let words = near::list(usable);
            if words.contains(',') {
                format!("one of {words}")
            } else {
                words
            }
        }
        Shape::Empty => "nothing or `{}`".to_owned(),
        Shape::Type => "a type".to_owned(),
        Shape::TypeHere | Shape::Field | Shape::TypeDef | Shape::Body | Shape::Member => {
            "a type or a map".to_owned()
        }
        Shape::Returns => "a type, a map or `none`".to_owned(),
        Shape::Case => "a type, or a map with `is` and `when`".to_owned(),
        Shape::Param | Shape::Part => "a type or a map with `is`".to_owned(),
        Shape::Multipart => "a map from names to types".to_owned(),
        Shape::MediaOr(words) => format!("{} or a media type", wanted(&Shape::Words(words))),
        Shape::Fields => "a map from fields to types".to_owned(),
        Shape::EnumValues => "a list of values or a map from names to values".to_owned(),
        Shape::Path => "a path".to_owned(),
        Shape::PathAs => "a path, and `as` with a codec".to_owned(),
        Shape::Duration => "a length of time".to_owned(),
        Shape::Rate => "a number and a length of time".to_owned(),
        Shape::Cause(words) => {
            let words = near::list(words.iter().map(|word| word.word));
            format!("a status, or one of {words}")
        }
        Shape::Predicate => {
            "a map of paths and what is asked of them, or a list of such maps".to_owned()
        }
        Shape::Route => "a path that starts with `/`".to_owned(),
        Shape::Base => "a URL".to_owned(),
        Shape::Map(part) | Shape::MapAnd(part, ..) => format!("a map ({})", part.name),
        Shape::Named(..) => "a map from names".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Either(shapes) => {
            let usable = shapes.iter().filter(|s| !matches!(s, Shape::Later(..)));
            usable.map(wanted).collect::<Vec<_>>().join(" or ")
        }
        Shape::Later(what, ..) => (*what).to_owned(),
    }
}

/// What mends a value of the wrong shape, where that is plain.
pub(super) fn mend(node: &Node, shape: &Shape) -> Option<String> {
    match (&node.kind, shape) {
        (Kind::Map(_), Shape::List(_)) => {
            Some("put `- ` before its first line and indent the others by two".to_owned())
        }
        (
            Kind::List(items),
            Shape::TypeHere | Shape::Field | Shape::TypeDef | Shape::Type | Shape::Param,
        )
        | (Kind::List(items), Shape::Body | Shape::Returns) => match items.as_slice() {
            [one] => one
                .scalar()
                .map(|s| format!("a list is written `list<{}>`", s.text)),
            _ => Some("one of several values is `{ enum: [a, b] }`".to_owned()),
        },
        (Kind::Map(_), Shape::Type) => {
            Some("declare it under `types:`, and write its name here".to_owned())
        }
        (Kind::List(_), Shape::Text | Shape::Reason | Shape::TextOrEmpty) => {
            Some("a text that starts with `[` stands in quotes".to_owned())
        }
        (
            Kind::Map(_),
            Shape::Base
            | Shape::Text
            | Shape::Reason
            | Shape::TextOrEmpty
            | Shape::Path
            | Shape::Route,
        ) => Some("a text that starts with `{` or holds `: ` stands in quotes".to_owned()),
        (Kind::Scalar(scalar), Shape::List(_) | Shape::TextList) => {
            Some(format!("write `[{}]`", scalar.text))
        }
        (_, Shape::Either(shapes)) => shapes.iter().find_map(|shape| match shape {
            Shape::List(_) | Shape::Map(_) => mend(node, shape),
            _ => None,
        }),
        (Kind::Scalar(_), Shape::Map(part)) => {
            let example = part.keys.first().map(|key| key.example)?;
            Some(format!("for example `{{ {example} }}`"))
        }
        _ => None,
    }
}

/// What a value of the wrong shape is, and what it becomes, where that is certain.
pub(super) fn certain(node: &Node, shape: &Shape) -> Option<(String, String)> {
    let word = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || "_-<>?".contains(c))
    };
    let plain = |node: &Node| {
        let scalar = node.scalar().filter(|scalar| scalar.style == Style::Plain);
        scalar
            .map(|scalar| scalar.text.clone())
            .filter(|text| word(text))
    };
    match (&node.kind, shape) {
        (Kind::Scalar(_), Shape::TextList) => {
            plain(node).map(|text| (text.clone(), format!("[{text}]")))
        }
        (Kind::Scalar(_), Shape::List(Shape::Words(words) | Shape::MediaOr(words))) => {
            let text = plain(node)?;
            words.iter().find(|word| word.word == text)?;
            Some((text.clone(), format!("[{text}]")))
        }
        (Kind::List(items), Shape::Field | Shape::TypeHere | Shape::Param | Shape::Returns) => {
            let [item] = items.as_slice() else {
                return None;
            };
            let text = plain(item)?;
            Some((format!("[{text}]"), format!("list<{text}>")))
        }
        (_, Shape::Either(shapes)) => shapes.iter().find_map(|shape| certain(node, shape)),
        _ => None,
    }
}

/// Whether something in a list has been reported, so that the list itself is not what was meant.
pub(super) fn holds_bad(node: &Node) -> bool {
    matches!(&node.kind, Kind::List(items) if items.iter().any(|item| matches!(item.kind, Kind::Bad)))
}

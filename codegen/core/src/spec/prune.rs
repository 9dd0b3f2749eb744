//! A tree comes in; the same tree goes out with everything reported and cut off that the table does not allow.
//!
//! Afterwards every node has the shape that the table gives it, or is [`Kind::Bad`]; only keys of the table are left
//! in maps with fixed keys. So whoever reads the tree next finds either what it looks for or nothing, and says
//! nothing a second time.

use super::form::{Form, Place, Slot, form, part};
use super::table::{Key, Names, Need, Part, Shape, Status, Word};
use crate::diag::{Diagnostics, codes, near};
use crate::source::{Span, Spanned};
use crate::tree::{Entry, Kind, Lost, Node, Style, Tree};

/// Prunes a file with the keys of `part`. `at` is where it is announced: its name, at its start.
pub(super) fn prune_part(
    tree: &mut Tree,
    part: &'static Part,
    at: Spanned<&str>,
    diagnostics: &mut Diagnostics,
) {
    let Tree { root, lost } = tree;
    Prune { diagnostics, lost }.map(root, part, &at);
}

struct Prune<'d> {
    diagnostics: &'d mut Diagnostics,
    lost: &'d [Lost],
}

/// The key that a value stands at, for messages.
type At<'a> = Spanned<&'a str>;

impl Prune<'_> {
    /// Whether a part of what stands at a place was left out, so that nothing can be said to be missing.
    fn has_lost(&self, span: Span) -> bool {
        self.lost.iter().any(|lost| lost.is_of(span))
    }

    fn value(&mut self, node: &mut Node, shape: &'static Shape, at: &At<'_>) {
        if matches!(node.kind, Kind::Bad) {
            return;
        }
        if self.empty_block(node, shape, at) {
            return;
        }
        if !accepts(shape, node) && holds_bad(node) {
            node.kind = Kind::Bad;
            return;
        }
        if !accepts(shape, node) {
            self.wrong_shape(node, shape, at);
            return;
        }
        match shape {
            Shape::Either(shapes) => {
                if let Some(shape) = shapes.iter().find(|shape| accepts(shape, node)) {
                    self.value(node, shape, at);
                }
            }
            Shape::Map(part) => self.map(node, part, at),
            Shape::Named(names, shape) => self.named(node, *names, shape),
            Shape::List(shape) => self.list(node, shape, at),
            Shape::Texts | Shape::TextList => self.texts(node, at),
            Shape::Literals => self.literals(node, at),
            Shape::Words(words) => self.word(node, words, at),
            Shape::Flag => self.flag(node, at),
            Shape::Int(low, high) => self.int(node, (*low, *high), at),
            Shape::Fields => self.named(node, Names::Wire, &Shape::Field),
            Shape::EnumValues => self.enum_values(node, at),
            Shape::TypeDef => self.type_at(node, Slot::Named, at),
            Shape::TypeHere | Shape::Returns => self.type_at(node, Slot::Bare, at),
            Shape::Field => self.type_at(node, Slot::Place(Place::Field), at),
            Shape::Param => self.type_at(node, Slot::Place(Place::Param), at),
            Shape::Body => self.type_at(node, Slot::Place(Place::Body), at),
            Shape::LaterMap(what) | Shape::LaterList(what) => {
                self.not_yet(at.span, what);
                node.kind = Kind::Bad;
            }
            Shape::Text
            | Shape::TextOrEmpty
            | Shape::Literal
            | Shape::Empty
            | Shape::Type
            | Shape::Path
            | Shape::Predicate
            | Shape::Route
            | Shape::Base
            | Shape::Anything => {}
        }
    }

    /// Reports `suffix: >`: a block of text that holds none.
    fn empty_block(&mut self, node: &mut Node, shape: &Shape, at: &At<'_>) -> bool {
        let empty = node
            .scalar()
            .is_some_and(|s| s.style == Style::Block && s.text.trim().is_empty());
        if !empty || matches!(shape, Shape::Either(_)) {
            return false;
        }
        self.diagnostics
            .error(
                codes::YAML_NEEDS_QUOTES,
                at.span,
                format!("`{}` starts a block of text, and none follows", at.value),
            )
            .help(format!(
                "`>` and `|` alone stand in quotes: `{}: \">\"`",
                at.value
            ));
        node.kind = Kind::Bad;
        true
    }

    fn wrong_shape(&mut self, node: &mut Node, shape: &Shape, at: &At<'_>) {
        let wanted = wanted(shape);
        let name = at.value;
        // The colon stands between the key and what was lost.
        if node.is_empty()
            && self.has_lost(Span {
                end: node.span.end + 1,
                ..at.span
            })
        {
            node.kind = Kind::Bad;
            return;
        }
        if node.is_empty() {
            self.diagnostics
                .error(codes::EMPTY, at.span, format!("`{name}` has no value"))
                .help(format!(
                    "it takes {wanted}; leave the key out if there is nothing to say"
                ));
        } else {
            let finding = self.diagnostics.error(
                codes::WRONG_SHAPE,
                node.span,
                format!("`{name}` takes {wanted}, and this is {}", node.shape()),
            );
            finding.maybe_help(mend(node, shape));
            if node.span.start != at.span.start {
                finding.label(at.span, format!("the value of `{name}`"));
            }
        }
        node.kind = Kind::Bad;
    }

    /// A map with fixed keys: unknown and unsupported ones go, missing ones are reported.
    fn map(&mut self, node: &mut Node, part: &'static Part, at: &At<'_>) {
        let Kind::Map(entries) = &mut node.kind else {
            if !matches!(node.kind, Kind::Bad) {
                self.wrong_shape(node, &Shape::Map(part), at);
            }
            return;
        };
        // Keys that are there, or that a misspelt one was likely meant to be: those are not missing too.
        let mut there: Vec<(&'static Key, Span)> = Vec::new();
        entries.retain_mut(|entry| {
            if entry.key.starts_with("x-") {
                return false;
            }
            let Some(key) = part.key(&entry.key) else {
                there.extend(self.unknown_key(entry, part).map(|key| (key, entry.span)));
                return false;
            };
            there.push((key, entry.span));
            if key.status == Status::Later {
                self.not_yet(entry.span, &format!("`{}`", key.name));
                return false;
            }
            self.value(
                &mut entry.value,
                &key.shape,
                &Spanned::new(key.name, entry.span),
            );
            true
        });
        if self.has_lost(node.span) {
            return;
        }
        self.missing(&there, part, at);
        if self.choice(&there, part, at).is_err() {
            // Which of them is meant is not known, so that neither is read.
            let chosen = |name: &str| part.key(name).is_some_and(|key| key.need == Need::Choice);
            for entry in entries.iter_mut().filter(|entry| chosen(&entry.key)) {
                entry.value.kind = Kind::Bad;
            }
        }
    }

    /// Reports an unknown key; gives the key that was likely meant.
    fn unknown_key(&mut self, entry: &Entry, part: &'static Part) -> Option<&'static Key> {
        let name = entry.key.as_str();
        let usable = part
            .keys
            .iter()
            .filter(|key| key.status == Status::Now)
            .map(|key| key.name);
        let all = part.keys.iter().map(|key| key.name);
        let near = near::nearest(name, usable.clone()).or_else(|| near::nearest(name, all));
        let head_only = part.id == "part" && super::table::HEAD.key(name).is_some();
        let code = if head_only {
            codes::HEAD_ONLY
        } else {
            codes::UNKNOWN_KEY
        };
        let message = match head_only {
            true => format!("`{name}` stands in the head, not in {}", part.name),
            false => format!("{} has no key `{name}`", part.name),
        };
        let help = match near {
            Some(near) if !head_only => Some(format!("did you mean `{near}`?")),
            _ if head_only => Some("move it to `vendor.yaml`".to_owned()),
            _ => Some(format!("its keys are {}", near::list(usable))),
        };
        self.diagnostics
            .error(code, entry.span, message)
            .maybe_help(help);
        near.and_then(|near| part.key(near))
    }

    fn missing(&mut self, there: &[(&'static Key, Span)], part: &'static Part, at: &At<'_>) {
        let gone = |key: &&Key| there.iter().all(|(other, _)| other.name != key.name);
        for key in part
            .keys
            .iter()
            .filter(|key| key.need == Need::Required)
            .filter(gone)
        {
            let (code, message) = match key.name {
                "trunkline" => (
                    codes::FORMAT_VERSION,
                    "the version of the format is not said".to_owned(),
                ),
                name => (
                    codes::MISSING_KEY,
                    format!("{} needs the key `{name}`", part.name),
                ),
            };
            let help = match key.name {
                "trunkline" => "write `trunkline: 1` as the first line".to_owned(),
                _ => format!("for example `{}`", key.example),
            };
            self.diagnostics.error(code, at.span, message).help(help);
        }
    }

    /// Reports none or two of the keys of which there must be one.
    fn choice(
        &mut self,
        there: &[(&'static Key, Span)],
        part: &'static Part,
        at: &At<'_>,
    ) -> Result<(), ()> {
        let names = || {
            part.keys
                .iter()
                .filter(|key| key.need == Need::Choice && key.status == Status::Now)
        };
        let mut chosen = there.iter().filter(|(key, _)| key.need == Need::Choice);
        match (chosen.next(), chosen.next()) {
            (None, _) if names().next().is_some() => {
                let choices = near::list(names().map(|key| key.name));
                self.diagnostics.error(
                    codes::ONE_CHOICE,
                    at.span,
                    format!("{} needs one of the keys {choices}", part.name),
                );
            }
            (Some((first, place)), Some((second, again))) => {
                self.diagnostics
                    .error(
                        codes::ONE_CHOICE,
                        *again,
                        format!(
                            "{} is either `{}` or `{}`, not both",
                            part.name, first.name, second.name
                        ),
                    )
                    .label(*place, "the other one")
                    .help("remove one of them");
            }
            _ => return Ok(()),
        }
        Err(())
    }

    fn not_yet(&mut self, span: Span, what: &str) {
        self.diagnostics
            .error(codes::NOT_YET, span, format!("{what} is not supported yet"))
            .note("the format has it, and the generator does not know what to do with it so far");
    }

    /// A map from names to values of one shape.
    fn named(&mut self, node: &mut Node, names: Names, shape: &'static Shape) {
        let Kind::Map(entries) = &mut node.kind else {
            return;
        };
        entries.retain_mut(|entry| {
            if names == Names::Own && entry.key.starts_with("x-") {
                return false;
            }
            if entry.key.is_empty() && entry.span.start == entry.span.end {
                return false;
            }
            let Entry { key, span, value } = entry;
            self.value(value, shape, &Spanned::new(key.as_str(), *span));
            true
        });
    }

    fn list(&mut self, node: &mut Node, shape: &'static Shape, at: &At<'_>) {
        let Kind::List(items) = &mut node.kind else {
            return;
        };
        for item in items {
            let span = Span {
                end: item.span.end,
                ..item.span
            };
            self.value(item, shape, &Spanned::new(at.value, span));
        }
    }

    fn texts(&mut self, node: &mut Node, at: &At<'_>) {
        match &mut node.kind {
            Kind::List(items) if items.is_empty() => {
                self.diagnostics.error(
                    codes::EMPTY,
                    node.span,
                    format!("the list of `{}` is empty", at.value),
                );
                node.kind = Kind::Bad;
            }
            Kind::List(items) => items
                .iter_mut()
                .for_each(|item| self.value(item, &Shape::TextOrEmpty, at)),
            _ => {}
        }
    }

    fn literals(&mut self, node: &mut Node, at: &At<'_>) {
        if let Kind::List(items) = &mut node.kind {
            if items.is_empty() {
                self.diagnostics.error(
                    codes::EMPTY,
                    node.span,
                    format!("the list of `{}` is empty", at.value),
                );
                node.kind = Kind::Bad;
                return;
            }
            items
                .iter_mut()
                .for_each(|item| self.value(item, &Shape::Literal, at));
        }
    }

    fn word(&mut self, node: &mut Node, words: &'static [Word], at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        match words.iter().find(|word| word.word == scalar.text) {
            Some(word) if word.status == Status::Now => return,
            Some(word) => self.not_yet(node.span, &format!("`{}`", word.word)),
            None => {
                let usable = words
                    .iter()
                    .filter(|word| word.status == Status::Now)
                    .map(|word| word.word);
                self.diagnostics
                    .error(
                        codes::BAD_WORD,
                        node.span,
                        format!("`{}` is no value of `{}`", scalar.text, at.value),
                    )
                    .maybe_help(near::help(&scalar.text, usable));
            }
        }
        node.kind = Kind::Bad;
    }

    fn flag(&mut self, node: &mut Node, at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        if scalar.style == Style::Plain && matches!(scalar.text.as_str(), "true" | "false") {
            return;
        }
        let help = match scalar.text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => "write `true`",
            "false" | "no" | "off" | "0" => "write `false`",
            _ => "write `true` or `false`",
        };
        self.diagnostics
            .error(
                codes::BAD_WORD,
                node.span,
                format!(
                    "`{}` is `true` or `false`, and this is `{}`",
                    at.value, scalar.text
                ),
            )
            .help(help);
        node.kind = Kind::Bad;
    }

    fn int(&mut self, node: &mut Node, (low, high): (i64, i64), at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        let message = match scalar.text.parse::<i64>() {
            Ok(number) if (low..=high).contains(&number) => return,
            Ok(_) if high == i64::MAX => format!("`{}` is at least {low}", at.value),
            Ok(_) => format!("`{}` is from {low} to {high}", at.value),
            Err(_) => format!(
                "`{}` takes a whole number, and this is `{}`",
                at.value, scalar.text
            ),
        };
        self.diagnostics
            .error(codes::BAD_NUMBER, node.span, message);
        node.kind = Kind::Bad;
    }

    fn enum_values(&mut self, node: &mut Node, at: &At<'_>) {
        static LONG: Shape =
            Shape::Either(&[Shape::Literal, Shape::Map(&super::table::ENUM_VALUE)]);
        let none = match &mut node.kind {
            Kind::List(items) => {
                for item in items.iter_mut() {
                    self.value(item, &Shape::Literal, at);
                }
                items.is_empty()
            }
            Kind::Map(entries) => {
                for entry in entries.iter_mut() {
                    let at = Spanned::new(entry.key.as_str(), entry.span);
                    self.value(&mut entry.value, &LONG, &at);
                }
                entries.is_empty()
            }
            Kind::Scalar(_) | Kind::Bad => false,
        };
        if none {
            self.diagnostics
                .error(codes::EMPTY, node.span, "an enum without values")
                .help("list the values that are known; others are kept when they come");
            node.kind = Kind::Bad;
        }
    }

    fn type_at(&mut self, node: &mut Node, slot: Slot, at: &At<'_>) {
        let form = form(node, slot);
        match form {
            Form::Expr | Form::Wrong => {}
            Form::Union => {
                let span = match &node.kind {
                    Kind::Map(entries) => entries.iter().find(|e| e.key == "union").map(|e| e.span),
                    _ => None,
                };
                self.not_yet(span.unwrap_or(at.span), "`union`");
                node.kind = Kind::Bad;
            }
            Form::Fields if slot == Slot::Place(Place::Param) => {
                self.diagnostics
                    .error(
                        codes::WRONG_SHAPE,
                        node.span,
                        format!("the parameter `{}` cannot be a record", at.value),
                    )
                    .help("give it a type, or with `is:` a type and words about it");
                node.kind = Kind::Bad;
            }
            Form::Fields => {
                if let Kind::Map(entries) = &node.kind
                    && let Some(entry) = entries.iter().find(|entry| entry.key == "stream")
                    && slot == Slot::Bare
                    && entries.len() == 1
                {
                    self.not_yet(entry.span, "`stream`");
                    node.kind = Kind::Bad;
                    return;
                }
                self.value(node, &Shape::Fields, at);
            }
            Form::Record | Form::Enum | Form::Newtype | Form::Long => {
                if let Some(part) = part(form, slot) {
                    self.map(node, part, at);
                }
            }
        }
    }
}

/// Whether something in a list has been reported, so that the list itself is not what was meant.
fn holds_bad(node: &Node) -> bool {
    matches!(&node.kind, Kind::List(items) if items.iter().any(|item| matches!(item.kind, Kind::Bad)))
}

/// Whether `shape` takes the sort of value that `node` is; what is inside is another question.
fn accepts(shape: &Shape, node: &Node) -> bool {
    let map = matches!(node.kind, Kind::Map(_));
    let list = matches!(node.kind, Kind::List(_));
    let scalar = matches!(node.kind, Kind::Scalar(_));
    let bad = matches!(node.kind, Kind::Bad);
    bad || match shape {
        Shape::Text => scalar && node.scalar().is_some_and(|s| !s.text.is_empty()),
        Shape::TextOrEmpty => scalar && !node.is_empty(),
        Shape::Literal => scalar,
        Shape::Texts | Shape::Literals => list || (scalar && !node.is_empty()),
        Shape::Words(_)
        | Shape::Flag
        | Shape::Int(..)
        | Shape::Type
        | Shape::Path
        | Shape::Route
        | Shape::Base => scalar && !node.is_empty(),
        Shape::TextList | Shape::List(_) | Shape::LaterList(_) => list,
        Shape::Empty => {
            node.is_empty() || matches!(&node.kind, Kind::Map(entries) if entries.is_empty())
        }
        Shape::TypeHere
        | Shape::Field
        | Shape::TypeDef
        | Shape::Body
        | Shape::Returns
        | Shape::Param => map || (scalar && !node.is_empty()),
        Shape::EnumValues => list || map,
        Shape::Predicate => map || list,
        Shape::Fields | Shape::Map(_) | Shape::Named(..) | Shape::LaterMap(_) => map,
        Shape::Either(shapes) => shapes.iter().any(|shape| accepts(shape, node)),
        Shape::Anything => true,
    }
}

/// What a shape takes, for a message.
pub(super) fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::TextOrEmpty => "a text".to_owned(),
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
        Shape::TypeHere | Shape::Field | Shape::TypeDef | Shape::Body => {
            "a type or a map".to_owned()
        }
        Shape::Returns => "a type, a map or `none`".to_owned(),
        Shape::Param => "a type or a map with `is`".to_owned(),
        Shape::Fields => "a map from fields to types".to_owned(),
        Shape::EnumValues => "a list of values or a map from names to values".to_owned(),
        Shape::Path => "a path".to_owned(),
        Shape::Predicate => {
            "a map of paths and what is asked of them, or a list of such maps".to_owned()
        }
        Shape::Route => "a path that starts with `/`".to_owned(),
        Shape::Base => "a URL".to_owned(),
        Shape::Map(part) => format!("a map ({})", part.name),
        Shape::Named(..) => "a map from names".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Either(shapes) => {
            let usable = shapes
                .iter()
                .filter(|s| !matches!(s, Shape::LaterMap(_) | Shape::LaterList(_)));
            usable.map(wanted).collect::<Vec<_>>().join(" or ")
        }
        Shape::LaterMap(what) | Shape::LaterList(what) => (*what).to_owned(),
        Shape::Anything => "anything".to_owned(),
    }
}

/// What mends a value of the wrong shape, where that is plain.
fn mend(node: &Node, shape: &Shape) -> Option<String> {
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
        (Kind::List(_), Shape::Text | Shape::TextOrEmpty) => {
            Some("a text that starts with `[` stands in quotes".to_owned())
        }
        (
            Kind::Map(_),
            Shape::Base | Shape::Text | Shape::TextOrEmpty | Shape::Path | Shape::Route,
        ) => Some("a text that starts with `{` or holds `: ` stands in quotes".to_owned()),
        (Kind::Scalar(scalar), Shape::List(_) | Shape::TextList) => {
            Some(format!("write `[{}]`", scalar.text))
        }
        (Kind::Scalar(_), Shape::Map(part)) => {
            let example = part.keys.first().map(|key| key.example)?;
            Some(format!("for example `{{ {example} }}`"))
        }
        _ => None,
    }
}

//! A tree comes in; the same tree goes out with everything reported and cut off that the table does not allow.
//!
//! Afterwards every node has the shape that the table gives it, or is [`Kind::Bad`]; only keys of the table are left
//! in maps with fixed keys. So whoever reads the tree next finds either what it looks for or nothing, and says
//! nothing a second time.

mod keys;
mod scalar;
mod shape;

pub(super) use self::shape::wanted;
use self::shape::{accepts, certain, holds_bad, mend};
use super::form::{Form, Place, Slot, form, is_long_multipart, is_stream, part};
use super::table::{MULTIPART, Names, Part, RECORD, STREAM_SHAPE, Shape};
use crate::diag::{Diagnostics, codes};
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
    let mut prune = Prune {
        diagnostics,
        lost,
        is_planned: false,
    };
    prune.map(root, part, &at);
}

struct Prune<'d> {
    diagnostics: &'d mut Diagnostics,
    lost: &'d [Lost],
    /// Inside of something that is not supported yet, of which that is said once.
    is_planned: bool,
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
            Shape::MapAnd(part, names, shape) => self.map_and(node, part, (*names, shape)),
            Shape::Duration => self.duration(node, at),
            Shape::Rate => self.rate(node, at),
            Shape::Cause(words) => self.cause(node, words, at),
            Shape::Later(what, meanwhile, shape) => {
                self.not_yet_but(at.span, what, Some(meanwhile));
                self.inside_planned(node, shape, at);
            }
            Shape::Named(names, shape) => self.named(node, *names, shape),
            Shape::List(shape) => self.list(node, shape, at),
            Shape::Texts | Shape::TextList => self.texts(node, at),
            Shape::Literals => self.literals(node, at),
            Shape::Words(words) => self.word(node, words, at),
            Shape::Flag => self.flag(node, at),
            Shape::Reason => self.reason(node, at),
            Shape::Int(low, high) => self.int(node, (*low, *high), at),
            Shape::Fields => self.named(node, Names::Wire, &Shape::Field),
            Shape::EnumValues => self.enum_values(node, at),
            Shape::TypeDef => self.type_at(node, Slot::Named, at),
            Shape::TypeHere | Shape::Returns => self.type_at(node, Slot::Bare, at),
            Shape::Field => self.type_at(node, Slot::Place(Place::Field), at),
            Shape::Param => self.type_at(node, Slot::Place(Place::Param), at),
            Shape::Part => self.type_at(node, Slot::Place(Place::Part), at),
            Shape::Multipart => match is_long_multipart(node) {
                true => self.map(node, &MULTIPART, at),
                false => self.named(node, Names::Wire, &Shape::Part),
            },
            Shape::MediaOr(words) => {
                if !node
                    .scalar()
                    .is_some_and(|scalar| scalar.text.contains('/'))
                {
                    self.word(node, words, at);
                }
            }
            Shape::Body => self.type_at(node, Slot::Place(Place::Body), at),
            Shape::Member => self.type_at(node, Slot::Place(Place::Member), at),
            Shape::Case => self.type_at(node, Slot::Place(Place::Case), at),
            Shape::Text
            | Shape::TextOrEmpty
            | Shape::Literal
            | Shape::Empty
            | Shape::Type
            | Shape::Path
            | Shape::PathAs
            | Shape::Predicate
            | Shape::Route
            | Shape::Base => {}
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
            let is_blank = node.scalar().is_some_and(|scalar| scalar.text.is_empty());
            let (code, sort) = match is_blank {
                true => (codes::EMPTY, "an empty text"),
                false => (codes::WRONG_SHAPE, node.shape()),
            };
            let message = format!("`{name}` takes {wanted}, and this is {sort}");
            let finding = self.diagnostics.error(code, node.span, message);
            finding.maybe_help(match is_blank {
                true => Some("leave the key out if there is nothing to say".to_owned()),
                false => mend(node, shape),
            });
            if let Some((was, text)) = certain(node, shape) {
                finding.fix(node.span, was, text);
            }
            if node.span.start != at.span.start {
                finding.label(at.span, format!("the value of `{name}`"));
            }
        }
        node.kind = Kind::Bad;
    }

    /// Reports what is not supported yet, and what to do meanwhile.
    fn not_yet_but(&mut self, span: Span, what: &str, meanwhile: Option<&str>) {
        if self.is_planned {
            return;
        }
        let finding = self
            .diagnostics
            .error(codes::NOT_YET, span, format!("{what} is not supported yet"))
            .note("the format has it, and the generator does not know what to do with it so far");
        finding.maybe_help(meanwhile.map(str::to_owned));
    }

    /// The value of something that is not supported yet, of which nothing inside has to say so again.
    fn inside_planned(&mut self, node: &mut Node, shape: &'static Shape, at: &At<'_>) {
        let outer = std::mem::replace(&mut self.is_planned, true);
        self.value(node, shape, at);
        self.is_planned = outer;
    }

    /// A map from names to values of one shape.
    fn named(&mut self, node: &mut Node, names: Names, shape: &'static Shape) {
        let Kind::Map(entries) = &mut node.kind else {
            return;
        };
        entries.retain_mut(|entry| {
            if names != Names::Wire && entry.key.starts_with("x-") {
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

    /// The one key `stream` of a map.
    fn stream(&mut self, node: &mut Node) {
        if let Kind::Map(entries) = &mut node.kind {
            for entry in entries {
                let at = Spanned::new("stream", entry.span);
                self.value(&mut entry.value, &STREAM_SHAPE, &at);
            }
        }
    }

    fn list(&mut self, node: &mut Node, shape: &'static Shape, at: &At<'_>) {
        let Kind::List(items) = &mut node.kind else {
            return;
        };
        if items.is_empty() && matches!(shape, Shape::Words(_) | Shape::MediaOr(_)) {
            let message = format!("the list of `{}` is empty", at.value);
            self.diagnostics.error(codes::EMPTY, node.span, message);
            node.kind = Kind::Bad;
            return;
        }
        for item in items {
            let span = Span {
                end: item.span.end,
                ..item.span
            };
            self.value(item, shape, &Spanned::new(at.value, span));
        }
    }

    fn type_at(&mut self, node: &mut Node, slot: Slot, at: &At<'_>) {
        let form = form(node, slot);
        match form {
            Form::Expr | Form::Wrong => {}
            // With its `fields:` lost, the words about a record would be taken for its fields.
            Form::Fields if self.has_lost(node.span) && has_words(node) => node.kind = Kind::Bad,
            Form::Fields if slot == Slot::Place(Place::Case) => {
                self.map(node, Place::Case.part(), at);
            }
            Form::Fields if matches!(slot, Slot::Place(Place::Param | Place::Part)) => {
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
                if slot == Slot::Bare && is_stream(node) {
                    return self.stream(node);
                }
                self.value(node, &Shape::Fields, at);
            }
            Form::Record | Form::Enum | Form::Newtype | Form::Union | Form::Long => {
                if let Some(part) = part(form, slot) {
                    self.map(node, part, at);
                }
            }
        }
    }
}

/// Whether a map holds a word of a record's long form.
fn has_words(node: &Node) -> bool {
    matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| RECORD.key(&entry.key).is_some()))
}

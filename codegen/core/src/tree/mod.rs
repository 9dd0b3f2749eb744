//! Source text comes in; a tree of nodes goes out, each with its place, all of them text.
//!
//! YAML gives no types here: `no`, `010` and `1_000` are texts, and only whether a scalar stood in quotes is kept
//! beside it. What was wrong and has been reported is a [`Kind::Bad`] node, which later stages pass over in silence.

mod builder;
pub mod json;
mod syntax;
mod traps;
mod yaml;

mod recover;

pub use recover::read;
pub(crate) use yaml::report_damage;

use crate::source::Span;

/// A YAML file.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Its one document.
    pub root: Node,
    /// What was left out of it, since it is no YAML.
    pub lost: Vec<Lost>,
}

/// A stretch of a file that was reported and left out.
#[derive(Debug, Clone, Copy)]
pub struct Lost {
    /// The end of what stands before it.
    pub after: usize,
    /// Its first byte.
    pub start: usize,
    /// The column, from 0, in which its first line has text.
    pub column: usize,
}

impl Lost {
    /// Whether it was, or may have been, a part of what stands at `span`.
    pub fn is_of(&self, span: Span) -> bool {
        span.start <= self.start && self.after <= span.end
    }
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A text.
    Scalar(Scalar),
    /// A map; keys are unique, in the order in which they were written.
    Map(Vec<Entry>),
    /// A list.
    List(Vec<Node>),
    /// Something that is wrong and has been reported.
    Bad,
}

/// A text.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// Without quotes, escapes resolved.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block, `|` or `>`.
    Block,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A node that has been reported as wrong.
    pub fn bad(span: Span) -> Node {
        Node {
            span,
            kind: Kind::Bad,
        }
    }

    /// Its text, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether nothing was written: a key without a value.
    pub fn is_empty(&self) -> bool {
        self.scalar()
            .is_some_and(|s| s.text.is_empty() && s.style == Style::Plain)
    }

    /// The place of the bytes `start..end` of its text. Where escapes or folded lines keep text and source from
    /// being the same, that is the whole scalar.
    pub fn part(&self, start: usize, end: usize) -> Span {
        let Some(scalar) = self.scalar() else {
            return self.span;
        };
        let width = self.span.end - self.span.start;
        match scalar.style {
            Style::Plain if width == scalar.text.len() => self.span.part(start, end),
            Style::Quoted if width == scalar.text.len() + 2 => self.span.part(start + 1, end + 1),
            _ => self.span,
        }
    }

    /// What it is, for a message.
    pub fn shape(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar(_) if self.is_empty() => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::Map(_) => "a map",
            Kind::List(_) => "a list",
            Kind::Bad => "something that is wrong",
        }
    }
}

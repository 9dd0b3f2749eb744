//! The parser's events come in; the tree that they spell goes out, doubled keys, aliases and tags dealt with.

use std::collections::HashMap;
use std::ops::ControlFlow;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::syntax::Around;
use super::{Entry, Kind, Node, Scalar, Style, traps};
use crate::diag::{Diagnostics, codes};
use crate::source::{Source, Span};

/// The number of nodes that all aliases together may stand for.
const ALIAS_BUDGET: usize = 100_000;

/// The number of entries that a map or a list may have: several times as many as the largest API has endpoints.
const MAX_ENTRIES: usize = 50_000;

/// The number of nodes of a file, keys counted too: those of ten thousand endpoints with a record of thirty fields each.
const MAX_NODES: usize = 1_000_000;

/// Why the rest of a file is not read.
pub(super) enum End {
    /// Its document is over.
    Document,
    /// There is too much of it to make sense of any.
    TooLarge,
}

pub(super) fn empty(span: Span) -> Node {
    Node {
        span,
        kind: Kind::Scalar(Scalar {
            text: String::new(),
            style: Style::Plain,
        }),
    }
}

/// A list or a map that has not ended yet.
struct Open {
    span: Span,
    flow: StructureStyle,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        /// The key that waits for its value; no text if it was none.
        key: Option<(Option<String>, Span)>,
    },
}

pub(super) struct Builder<'d> {
    text: &'d str,
    diagnostics: &'d mut Diagnostics,
    open: Vec<Open>,
    pub(super) root: Option<Node>,
    anchors: HashMap<usize, (Node, usize)>,
    budget: usize,
    nodes: usize,
}

impl<'d> Builder<'d> {
    pub(super) fn new(text: &'d str, diagnostics: &'d mut Diagnostics) -> Builder<'d> {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Builder {
            text,
            diagnostics,
            open,
            root: None,
            anchors,
            budget: ALIAS_BUDGET,
            nodes: 0,
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Span) -> ControlFlow<End> {
        self.count(span)?;
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.diagnostics
                    .error(
                        codes::YAML_DOCUMENTS,
                        span,
                        "a second YAML document starts here",
                    )
                    .help("remove the `---`, or move what follows into a file of its own");
                return ControlFlow::Break(End::Document);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = match tag {
                    // All of `!Important` is a tag: the text that was meant is reported with it.
                    Some(_) if text.is_empty() => Node::bad(span),
                    _ => scalar(text.into_owned(), style, span),
                };
                self.keep_anchor(anchor, &node);
                self.add(node);
            }
            Event::SequenceStart(flow, anchor, _) => {
                self.start(span, flow, anchor, Content::List(Vec::new()));
            }
            Event::MappingStart(flow, anchor, _) => {
                self.start(
                    span,
                    flow,
                    anchor,
                    Content::Map {
                        entries: Vec::new(),
                        key: None,
                    },
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(id) => self.alias(id, span)?,
            Event::UnresolvedAlias(name) => {
                self.diagnostics
                    .error(
                        codes::YAML_UNKNOWN_ALIAS,
                        span,
                        format!("`*{name}` is an alias of YAML, and nothing is marked `&{name}`"),
                    )
                    .help(format!(
                        "a text that starts with `*` stands in quotes: `\"*{name}\"`"
                    ));
                self.add(Node::bad(span));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Counts what comes next, and ends where there is too much.
    fn count(&mut self, span: Span) -> ControlFlow<End> {
        self.nodes += 1;
        let entries = match self.open.last().map(|open| &open.content) {
            Some(Content::List(items)) => items.len(),
            Some(Content::Map { entries, .. }) => entries.len(),
            None => 0,
        };
        if self.nodes <= MAX_NODES && entries <= MAX_ENTRIES {
            return ControlFlow::Continue(());
        }
        let message = match entries > MAX_ENTRIES {
            true => format!("a map or a list has more than {MAX_ENTRIES} entries"),
            false => format!("the file has more than {MAX_NODES} keys and values"),
        };
        self.too_large(span, message, "split it into several files beside the head")
    }

    fn too_large(&mut self, span: Span, message: String, help: &str) -> ControlFlow<End> {
        self.diagnostics
            .error(codes::YAML_TOO_LARGE, span, message)
            .help(help);
        ControlFlow::Break(End::TooLarge)
    }

    pub(super) fn tag(&mut self, span: Span) {
        self.diagnostics
            .error(codes::YAML_TAG, span, "a YAML tag means nothing here")
            .help("remove it; a text that starts with `!` stands in quotes");
    }

    fn start(&mut self, span: Span, flow: StructureStyle, anchor: usize, content: Content) {
        self.open.push(Open {
            span,
            flow,
            anchor,
            content,
        });
    }

    fn end(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let span = match open.flow {
            StructureStyle::Flow => open.span.to(end),
            StructureStyle::Block => block_span(&open),
        };
        let kind = match open.content {
            Content::List(mut items) => {
                if open.flow == StructureStyle::Flow {
                    traps::split_in_list(&mut items, self.diagnostics);
                }
                Kind::List(items)
            }
            Content::Map { mut entries, .. } => {
                if open.flow == StructureStyle::Flow {
                    traps::split_in_map(&mut entries, self.text, self.diagnostics);
                }
                self.drop_merges(&mut entries);
                self.drop_doubled(&mut entries);
                Kind::Map(entries)
            }
        };
        let node = Node { span, kind };
        self.keep_anchor(open.anchor, &node);
        self.add(node);
    }

    /// Reports `<<: *other`, which other readers of YAML understand.
    fn drop_merges(&mut self, entries: &mut Vec<Entry>) {
        let text = self.text;
        entries.retain(|entry| {
            let is_merge = entry.key == "<<" && text[entry.span.start..].starts_with("<<");
            if is_merge {
                self.diagnostics
                    .error(
                        codes::YAML_MERGE,
                        entry.span,
                        "`<<` merges maps in YAML, and means nothing here",
                    )
                    .help("a record takes the fields of another with `extends:`; elsewhere write the keys out");
            }
            !is_merge
        });
    }

    fn drop_doubled(&mut self, entries: &mut Vec<Entry>) {
        let mut seen: HashMap<String, Span> = HashMap::with_capacity(entries.len());
        entries.retain(|entry| match seen.get(&entry.key) {
            None => {
                seen.insert(entry.key.clone(), entry.span);
                true
            }
            Some(&first) => {
                self.diagnostics
                    .error(
                        codes::YAML_DOUBLED_KEY,
                        entry.span,
                        format!("the key `{}` stands here twice", entry.key),
                    )
                    .here("again here")
                    .label(first, "first here")
                    .help("remove one of them or give it another name");
                false
            }
        });
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map { entries, key } => {
                match key.take() {
                    Some((Some(key), span)) => entries.push(Entry {
                        key,
                        span,
                        value: node,
                    }),
                    Some((None, _)) => {}
                    None => {
                        let span = node.span;
                        let shape = node.shape();
                        let text = match node.kind {
                            Kind::Scalar(scalar) => Some(scalar.text),
                            Kind::Bad => None,
                            Kind::Map(_) | Kind::List(_) => {
                                self.diagnostics
                                .error(codes::YAML_KEY_NOT_TEXT, span, format!("a key is a text, and this is {shape}"))
                                .help("a key that starts with a bracket or a brace stands in quotes");
                                None
                            }
                        };
                        *key = Some((text, span));
                    }
                }
            }
        }
    }

    fn keep_anchor(&mut self, anchor: usize, node: &Node) {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size(node)));
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> ControlFlow<End> {
        let node = match self.anchors.get(&id) {
            Some((node, size)) if *size <= self.budget => {
                self.budget -= size;
                node.clone()
            }
            Some(_) => {
                let message =
                    format!("aliases stand for more than {ALIAS_BUDGET} nodes in this file");
                let help = "write a named type under `types:` instead, and refer to it by its name";
                return self.too_large(span, message, help);
            }
            None => {
                self.diagnostics
                    .error(codes::YAML_ALIAS_CYCLE, span, "this alias stands inside what it stands for")
                    .help("a type that holds itself is written under `types:` and referred to by its name");
                Node::bad(span)
            }
        };
        self.add(node);
        ControlFlow::Continue(())
    }

    /// What is open at this moment.
    pub(super) fn around(&self, source: &Source) -> Around {
        let column = |open: &Open| source.place(open.span.start).column - 1;
        let maps = self.open.iter().filter(|open| {
            open.flow == StructureStyle::Block && matches!(open.content, Content::Map { .. })
        });
        let bracket = self
            .open
            .last()
            .filter(|open| open.flow == StructureStyle::Flow);
        Around {
            columns: maps.map(column).collect(),
            bracket: bracket.map(|open| open.span.start),
        }
    }
}

fn scalar(text: String, style: ScalarStyle, span: Span) -> Node {
    let style = match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    };
    // The parser writes `~` where nothing was written.
    if style == Style::Plain && span.start == span.end {
        return empty(span);
    }
    Node {
        span,
        kind: Kind::Scalar(Scalar { text, style }),
    }
}

/// From the first to the last thing inside: the parser ends an indented map where the next token starts.
fn block_span(open: &Open) -> Span {
    let end = match &open.content {
        Content::List(items) => items.last().map(|item| item.span.end),
        Content::Map { entries, .. } => entries
            .last()
            .map(|entry| entry.value.span.end.max(entry.span.end)),
    };
    Span {
        end: end.unwrap_or(open.span.end).max(open.span.start),
        ..open.span
    }
}

/// The number of nodes in a tree.
fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::Scalar(_) | Kind::Bad => 1,
        Kind::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Kind::Map(entries) => {
            1 + entries
                .iter()
                .map(|entry| 1 + size(&entry.value))
                .sum::<usize>()
        }
    }
}

//! The text of a YAML file comes in; its one document as a tree goes out, with what is wrong with it reported.

use std::ops::ControlFlow;

use granit_parser::{Options, Parser};

use super::builder::{Builder, End, empty};
use super::{Node, syntax};
use crate::diag::{Diagnostics, codes};
use crate::source::{Damage, FileId, MAX_FILE_BYTES, Source, Sources, Span};

/// The number of lists and maps that may stand in each other, of the `{}` sort and of the indented sort each.
const DEPTH: usize = 64;

/// The tree of a YAML text; if it is no YAML, that is reported, and the byte at which it is goes
/// out; none where it is too much of YAML.
///
/// `text` is that of `file`, or has blanks where a part was left out.
pub(super) fn parse(
    text: &str,
    (source, file): (&Source, FileId),
    diagnostics: &mut Diagnostics,
) -> Result<Node, Option<usize>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.block_nesting_limit = DEPTH;
    options.flow_nesting_limit = DEPTH;
    let mut found = Diagnostics::new();
    let mut builder = Builder::new(text, &mut found);
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                let place = Span::new(file, range.start, range.end.max(range.start));
                if event.tag().is_some() {
                    let tag = span
                        .tag_span()
                        .and_then(|tag| tag.byte_range())
                        .unwrap_or(range);
                    builder.tag(Span::new(file, tag.start, tag.end));
                }
                match builder.event(event, place) {
                    ControlFlow::Continue(()) => {}
                    ControlFlow::Break(End::Document) => break,
                    ControlFlow::Break(End::TooLarge) => {
                        diagnostics.append(found);
                        return Err(None);
                    }
                }
            }
            Err(error) => {
                let around = builder.around(source);
                // What was found so far is found again when the rest is read.
                found.discard();
                let at = syntax::report(source, text, file, &error, &around, diagnostics);
                return Err(Some(at));
            }
        }
    }
    let root = builder.root.take();
    diagnostics.append(found);
    Ok(root.unwrap_or_else(|| empty(Span::new(file, 0, 0))))
}

/// Reports what keeps a file from being read as text; tells whether there was something.
pub(crate) fn report_damage(
    sources: &Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> bool {
    let source = sources.get(file);
    let Some(damage) = source.damage else {
        return false;
    };
    let (byte, message) = match damage {
        Damage::TooLarge(size) => (
            0,
            format!("the file has {size} bytes; the largest that is read has {MAX_FILE_BYTES}"),
        ),
        Damage::NotUtf8(byte) => (byte, "the file is not UTF-8 text from here on".to_owned()),
        Damage::Nul(byte) => (byte, "a NUL byte stands here".to_owned()),
    };
    let finding = diagnostics.error(codes::FILE_DAMAGED, Span::new(file, byte, byte), message);
    match damage {
        Damage::TooLarge(_) => finding.help("split it into several files beside the head"),
        Damage::NotUtf8(_) => finding.help("save it as UTF-8"),
        Damage::Nul(_) => finding.help("remove the byte"),
    };
    true
}

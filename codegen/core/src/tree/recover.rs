//! A YAML file comes in; its tree goes out, without the lines that are no YAML, so that one wrong line does not hide
//! what is wrong with all others.

use super::{Lost, Tree, yaml};
use crate::diag::Diagnostics;
use crate::source::{FileId, Sources};

/// The number of places that are left out of one file before it is given up.
const PATIENCE: usize = 16;

/// The tree of a YAML file; nothing if it cannot be read. What is wrong is reported. An empty file is an empty text.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Tree> {
    if yaml::report_damage(sources, file, diagnostics) {
        return None;
    }
    let source = sources.get(file);
    let mut text = source.text.clone();
    let mut lost: Vec<usize> = Vec::new();
    loop {
        match yaml::parse(&text, (source, file), diagnostics) {
            Ok(root) => {
                let lost = lost.iter().map(|&start| Lost {
                    after: content_end(&text, start),
                    start,
                    column: column(&source.text[start..]),
                });
                let lost = lost.collect();
                return Some(Tree { root, lost });
            }
            Err(None) => return None,
            Err(Some(at)) => {
                let (start, end) = entry_at(&text, at);
                let nothing = text[start..end].trim().is_empty();
                if lost.len() == PATIENCE || nothing || hangs(&text, start, end) {
                    return None;
                }
                blank(&mut text, start, end);
                lost.push(start);
            }
        }
    }
}

/// The line that holds a byte, with the lines below that are indented further, and a bracket that closes it.
fn entry_at(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let own = indent(first);
    let mut end = start + first.len();
    let mut gap = 0;
    for line in lines {
        let closes = indent(line) == own && line.trim_start().starts_with(['}', ']']);
        if line.trim().is_empty() {
            gap += line.len();
        } else if indent(line) > own || closes {
            end += gap + line.len();
            gap = 0;
        } else {
            break;
        }
    }
    (start, end)
}

/// Whether several lines stand below a value as if it were a key. It is then the line with the value that stands in
/// the wrong column, and what is around it is not what it seems.
fn hangs(text: &str, start: usize, end: usize) -> bool {
    let before = text[..content_end(text, start)]
        .rsplit('\n')
        .next()
        .unwrap_or("");
    let several = text[start..end].trim().contains('\n');
    several && !before.ends_with(':') && column(before) < column(&text[start..])
}

/// The column, from 0, in which a line has text; a tab is taken for any number of spaces.
fn column(line: &str) -> usize {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    if line[spaces..].starts_with('\t') {
        usize::MAX
    } else {
        spaces
    }
}

/// The end of what stands before a byte, comments left aside.
fn content_end(text: &str, start: usize) -> usize {
    let mut end = text[..start].trim_end().len();
    loop {
        let line = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let comment = match text[line..end].trim_start().starts_with('#') {
            true => Some(0),
            false => text[line..end].find(" #"),
        };
        match comment {
            Some(at) => end = text[..line + at].trim_end().len(),
            None => return end,
        }
    }
}

/// Puts a space for every byte, so that all other bytes keep their places.
fn blank(text: &mut String, start: usize, end: usize) {
    let blanks: String = text[start..end]
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    text.replace_range(start..end, &blanks);
}

//! Items in, their text out: what prettyplease would write, without parsing what is plain.
//!
//! Parsing and formatting are most of what generating takes, and most items are of few forms. What is not quite of one of
//! these goes the long way, so that nothing here has to know more of Rust; the goldens hold both ways against each other.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use super::render::{format, names};
use super::rows::{self, Line};

/// How wide prettyplease lets a line be.
const WIDTH: usize = 89;

type Trees = [TokenTree];

/// Formats items one by one below `text`.
pub(super) fn items(tokens: TokenStream, text: &mut String) {
    let mut above: Option<Ident> = None;
    for item in split(tokens) {
        let (attributes, rest) = attributes(&item);
        let called = called(rest);
        above = match (&called, after(rest, &["struct", "enum"])) {
            (Some((_, inner)), _) => above.filter(|name| names(&inner.stream(), name)),
            (None, name) => name.cloned(),
        };
        if above.is_none() || called.is_none() {
            text.push('\n');
        }
        let is_written = match called {
            Some((name, told)) => attributes.is_empty() && rows::write(name, told, text),
            None => write(attributes, rest, text),
        };
        if !is_written {
            let item = syn::parse2(item.iter().cloned().collect());
            format(item.expect("the emitter writes whole items"), text);
        }
    }
}

/// Writes an item of a plain form, or nothing of any other.
fn write(attributes: &Trees, rest: &Trees, text: &mut String) -> bool {
    let begin = text.len();
    let is_whole = above(attributes, 0, text).is_some()
        && (fields(rest, text).is_some()
            || constant(rest, text).is_some()
            || methods(rest, text).is_some());
    if !is_whole {
        text.truncate(begin);
    }
    is_whole
}

/// The items: each ends with a semicolon, or with braces unless a value follows.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut items = Vec::new();
    let mut item: Vec<TokenTree> = Vec::new();
    let mut has_value = false;
    for tree in tokens {
        let ends = match &tree {
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !has_value,
            TokenTree::Ident(word) => {
                has_value |= ["const", "static", "use"].iter().any(|one| word == one);
                false
            }
            TokenTree::Literal(_) => false,
        };
        item.push(tree);
        if ends {
            items.push(std::mem::take(&mut item));
            has_value = false;
        }
    }
    items
}

/// The attributes of an item, and what stands behind them.
fn attributes(item: &Trees) -> (&Trees, &Trees) {
    let is_attribute =
        |pair: &Trees| matches!(&pair[0], TokenTree::Punct(sign) if sign.as_char() == '#');
    let count = item
        .chunks_exact(2)
        .take_while(|pair| is_attribute(pair))
        .count();
    item.split_at(count * 2)
}

/// The macro of the runtime that an item calls, and what it is told.
fn called(item: &Trees) -> Option<(&Ident, &Group)> {
    match item {
        [
            TokenTree::Ident(runtime),
            _,
            _,
            TokenTree::Ident(name),
            TokenTree::Punct(mark),
            TokenTree::Group(told),
            ..,
        ] if runtime == "__rt" && mark.as_char() == '!' => Some((name, told)),
        _ => None,
    }
}

/// The name that stands behind one of these words.
fn after<'a>(item: &'a Trees, words: &[&str]) -> Option<&'a Ident> {
    let mut trees = item.iter();
    trees.find(
        |tree| matches!(tree, TokenTree::Ident(word) if words.iter().any(|one| word == one)),
    )?;
    match trees.next()? {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}

/// Writes attributes, each in its line.
fn above(attributes: &Trees, indent: usize, text: &mut String) -> Option<()> {
    for pair in attributes.chunks_exact(2) {
        let TokenTree::Group(group) = &pair[1] else {
            return None;
        };
        match rows::doc(group.stream()) {
            Some(comment) => put(&comment, indent, text),
            None if names(&group.stream(), &Ident::new("doc", group.span())) => return None,
            None => line(Line::of(pair), indent, text)?,
        }
    }
    Some(())
}

/// Writes a line if it is no wider than lines are.
fn line(line: String, indent: usize, text: &mut String) -> Option<()> {
    (indent + line.chars().count() <= WIDTH && !line.contains('\n'))
        .then(|| put(&line, indent, text))
}

fn put(line: &str, indent: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
    text.push_str(line);
    text.push('\n');
}

/// What stands between commas, those in brackets of generics aside.
fn listed(trees: &Trees) -> Vec<&Trees> {
    let mut open = 0_usize;
    let mut is_arrow = false;
    let mut parts: Vec<&Trees> = trees
        .split(|tree| {
            let TokenTree::Punct(sign) = tree else {
                is_arrow = false;
                return false;
            };
            match sign.as_char() {
                '<' => open += 1,
                '>' if !is_arrow => open = open.saturating_sub(1),
                _ => {}
            }
            is_arrow = matches!(sign.as_char(), '-' | '=');
            sign.as_char() == ',' && open == 0
        })
        .collect();
    if parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
    parts
}

/// Writes a struct or an enum.
fn fields(item: &Trees, text: &mut String) -> Option<()> {
    after(item, &["struct", "enum"])?;
    let (TokenTree::Group(group), head) = item.split_last()? else {
        return line(Line::of(item), 0, text);
    };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let fields = listed(&inner);
    if fields.is_empty() {
        return None;
    }
    line(Line::of(head) + " {", 0, text)?;
    for field in fields {
        let (attributes, field) = attributes(field);
        above(attributes, 4, text)?;
        line(Line::of(field) + ",", 4, text)?;
    }
    put("}", 0, text);
    Some(())
}

/// Writes a constant or a static whose value is a struct.
fn constant(item: &Trees, text: &mut String) -> Option<()> {
    after(item, &["const", "static"])?;
    let [head @ .., TokenTree::Group(group), TokenTree::Punct(_)] = item else {
        return None;
    };
    if group.delimiter() != Delimiter::Brace {
        return None;
    }
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let fields = listed(&inner);
    line(Line::of(head) + " {", 0, text)?;
    for field in &fields {
        let is_rest = matches!(&field[0], TokenTree::Punct(_));
        value(field, if is_rest { "" } else { "," }, text)?;
    }
    // A short struct stands in one line.
    (fields.len() > 2).then(|| put("};", 0, text))
}

/// Writes a field of a struct, or a list in it whose items stand in lines of their own.
fn value(field: &Trees, end: &str, text: &mut String) -> Option<()> {
    if field.iter().any(holds_struct) {
        return None;
    }
    if line(Line::of(field) + end, 4, text).is_some() {
        return Some(());
    }
    let (TokenTree::Group(group), head) = field.split_last()? else {
        return None;
    };
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let items: Vec<TokenTree> = group.stream().into_iter().collect();
    line(Line::of(head) + "[", 4, text)?;
    for item in listed(&items) {
        if matches!(item[0], TokenTree::Literal(_)) {
            return None;
        }
        line(Line::of(item) + ",", 8, text)?;
    }
    line(format!("]{end}"), 4, text)
}

/// Whether there are braces: how wide a struct may be in one line, prettyplease knows.
fn holds_struct(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else {
        return false;
    };
    group.delimiter() == Delimiter::Brace
        || group.stream().into_iter().any(|tree| holds_struct(&tree))
}

/// Writes the methods of the client; those that are not plain go the long way one by one.
fn methods(item: &Trees, text: &mut String) -> Option<()> {
    let (TokenTree::Group(group), head) = item.split_last()? else {
        return None;
    };
    let is_impl = matches!(item.first()?, TokenTree::Ident(word) if word == "impl");
    let is_of_trait = head
        .iter()
        .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "for"));
    if !is_impl || is_of_trait {
        return None;
    }
    line(Line::of(head) + " {", 0, text)?;
    for method in split(group.stream()) {
        let begin = text.len();
        if self::method(&method, text).is_none() {
            text.truncate(begin);
            at_length(head, method, text)?;
        }
    }
    put("}", 0, text);
    Some(())
}

fn method(method: &Trees, text: &mut String) -> Option<()> {
    let (attributes, rest) = attributes(method);
    above(attributes, 4, text)?;
    let (TokenTree::Group(body), head) = rest.split_last()? else {
        return None;
    };
    line(Line::of(head) + " {", 4, text)?;
    let body: Vec<TokenTree> = body.stream().into_iter().collect();
    let is_sign = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if matches!(sign.as_char(), ';' | '|'));
    if body.iter().any(|tree| holds_struct(tree) || is_sign(tree)) {
        return None;
    }
    line(Line::of(&body), 8, text)?;
    put("}", 4, text);
    Some(())
}

/// Formats a method by itself.
fn at_length(head: &Trees, method: Vec<TokenTree>, text: &mut String) -> Option<()> {
    let body = Group::new(Delimiter::Brace, method.into_iter().collect());
    let alone = head.iter().cloned().chain([TokenTree::Group(body)]);
    let mut lines = String::new();
    format(syn::parse2(alone.collect()).ok()?, &mut lines);
    let (_, rest) = lines.split_once("{\n")?;
    text.push_str(rest.strip_suffix("}\n")?);
    Some(())
}

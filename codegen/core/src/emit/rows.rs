//! The rows of a record, an enum or a call in, a line of text for each out.
//!
//! They stand in a macro of the runtime, of which prettyplease knows no more than that it is one.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::{Item, Lit, MacroDelimiter};

/// The macros whose bodies are rows.
const MACROS: [&str; 5] = ["fields", "new", "setters", "setters_of_body", "variants"];

/// Prints an item if it is a macro of the runtime's, and says whether it was.
pub(super) fn print(item: &Item, text: &mut String) -> bool {
    let Item::Macro(item) = item else {
        return false;
    };
    let mut names = item.mac.path.segments.iter().map(|step| &step.ident);
    let (Some(runtime), Some(name), None) = (names.next(), names.next(), names.next()) else {
        return false;
    };
    let delimiter = match item.mac.delimiter {
        MacroDelimiter::Paren(_) => Delimiter::Parenthesis,
        MacroDelimiter::Brace(_) => Delimiter::Brace,
        MacroDelimiter::Bracket(_) => Delimiter::Bracket,
    };
    runtime == "__rt" && write(name, &Group::new(delimiter, item.mac.tokens.clone()), text)
}

/// Prints a macro of the runtime's, of rows or told all in one line, and says whether it was one of those.
pub(super) fn write(name: &Ident, told: &Group, text: &mut String) -> bool {
    if told.delimiter() == Delimiter::Parenthesis {
        let told: Vec<TokenTree> = told.stream().into_iter().collect();
        text.push_str(&format!("__rt::{name}!({});\n", Line::of(&told)));
        return true;
    }
    let Some(name) = MACROS.iter().find(|one| name == *one) else {
        return false;
    };
    text.push_str("__rt::");
    text.push_str(name);
    text.push_str("! {\n");
    let mut row = Row::default();
    for tree in told.stream() {
        row.push(&tree);
        if let Some(line) = row.ended(&tree) {
            text.push_str("    ");
            text.push_str(&line);
            text.push('\n');
        }
    }
    text.push_str("}\n");
    true
}

/// A row as it grows, or an attribute that stands above one.
#[derive(Default)]
struct Row {
    line: Line,
    /// How many brackets of generics are open, in which a comma ends nothing.
    open: usize,
}

impl Row {
    fn push(&mut self, tree: &TokenTree) {
        if let TokenTree::Punct(sign) = tree {
            match sign.as_char() {
                '<' => self.open += 1,
                '>' if !self.line.text.ends_with('=') => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        self.line.push(tree);
    }

    /// The line that ends with what was pushed last.
    fn ended(&mut self, last: &TokenTree) -> Option<String> {
        let ends = match last {
            TokenTree::Punct(sign) => self.open == 0 && matches!(sign.as_char(), ',' | ';'),
            TokenTree::Group(group) if self.line.text.starts_with("#[") => {
                let line = std::mem::take(&mut self.line).text;
                return Some(doc(group.stream()).unwrap_or(line));
            }
            _ => false,
        };
        ends.then(|| std::mem::take(&mut self.line).text)
    }
}

/// The comment that an attribute of documentation stands for.
pub(super) fn doc(attribute: TokenStream) -> Option<String> {
    let mut trees = attribute.into_iter();
    let name = trees.next()?;
    let TokenTree::Literal(text) = trees.nth(1)? else {
        return None;
    };
    let Lit::Str(text) = Lit::new(text) else {
        return None;
    };
    let text = text.value();
    let fits = name.to_string() == "doc" && !text.contains('\n') && !text.starts_with('/');
    fits.then(|| format!("///{}", text.trim_end_matches(' ')))
}

/// Tokens in the order in which they come, with blanks between them as rustfmt sets them in what rows are made of: paths,
/// literals, structs, lists and calls.
#[derive(Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether the last token wants the next one to follow it at once.
    binds: bool,
    /// Whether a call, a path or an operator may follow the last token.
    is_value: bool,
    /// Whether the arguments of a closure have begun.
    in_arguments: bool,
}

impl Line {
    /// The tokens in one line.
    pub(super) fn of(trees: &[TokenTree]) -> String {
        let mut line = Line::default();
        trees.iter().for_each(|tree| line.push(tree));
        line.text
    }

    fn push(&mut self, tree: &TokenTree) {
        match tree {
            TokenTree::Punct(sign) => self.punct(sign.as_char(), sign.spacing()),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                self.word(&name, !["dyn", "impl", "mut"].contains(&name.as_str()));
            }
            TokenTree::Literal(literal) => self.word(&literal.to_string(), true),
            TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
        }
    }

    fn word(&mut self, word: &str, is_value: bool) {
        self.space();
        self.text.push_str(word);
        (self.binds, self.is_value) = (false, is_value);
    }

    fn punct(&mut self, sign: char, spacing: Spacing) {
        let goes_on = self.text.ends_with([':', '.']) && self.binds;
        // A bar between two values is an operator.
        let opens = sign == '|' && !self.in_arguments && !self.is_value;
        let closes = sign == '|' && self.in_arguments;
        self.in_arguments = (self.in_arguments && !closes) || opens;
        let leads = match sign {
            '|' if closes => false,
            ',' | ';' | '<' | '>' => false,
            '.' => !self.is_value && !goes_on,
            ':' => !self.is_value && !goes_on,
            _ => true,
        };
        if leads {
            self.space();
        }
        self.text.push(sign);
        // `::`, `.` and `&` belong to what follows them; a colon between a name and a value does not.
        let leads_on = matches!(sign, '&' | '-' | '!' | '#' | '<' | '.');
        self.binds = spacing == Spacing::Joint || goes_on || leads_on || opens;
        self.is_value = sign == '>' && !self.text.ends_with("=>") && !self.text.ends_with("->");
    }

    fn group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if delimiter == Delimiter::Brace || !self.is_value {
            self.space();
        }
        self.text.push_str(open);
        (self.binds, self.is_value) = (true, false);
        for tree in inner {
            self.push(&tree);
        }
        self.text.push_str(close);
        (self.binds, self.is_value) = (false, true);
    }

    fn space(&mut self) {
        if !self.binds && !self.text.is_empty() {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn what_stands_above_a_row_has_a_line_of_its_own() {
        let rows = quote::quote! {
            __rt::setters! {
                Find<M> with 1;
                /// A name.
                #[doc = ""]
                #[doc = "/ more"]
                #[deprecated = "use `id`"]
                r#name: impl ::core::convert::AsRef<str> => .with_str(0, name.as_ref()),
                by: ::std::collections::BTreeMap<::std::string::String, ::std::vec::Vec<i64>> => .with(1, &by),
                all: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<__rt::File>> => .with(2, &__rt::list::<i64>(all)),
            }
        };
        let mut text = String::new();
        assert!(print(&syn::parse2(rows).unwrap(), &mut text));
        assert_eq!(
            text,
            r##"__rt::setters! {
    Find<M> with 1;
    /// A name.
    ///
    #[doc = "/ more"]
    #[deprecated = "use `id`"]
    r#name: impl ::core::convert::AsRef<str> => .with_str(0, name.as_ref()),
    by: ::std::collections::BTreeMap<::std::string::String, ::std::vec::Vec<i64>> => .with(1, &by),
    all: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<__rt::File>> => .with(2, &__rt::list::<i64>(all)),
}
"##
        );
    }

    #[test]
    fn a_row_is_a_line() {
        let rows = quote::quote! {
            __rt::fields! {
                User(token) + extra xml { root: __rt::Root { name: "user", ns: "" }, order: &[1, 0] };
                0 id "Id": 0,
                1 r#type "type" {
                    flags: __rt::ABSENT | __rt::NULL,
                    item: __rt::Some(&__rt::Field { codec: __rt::Codec::Text, ..__rt::FIELD })
                }: __rt::None,
                2 names "names": ::std::vec::Vec::new(),
                _ at "at" { codec: CODEC_0 }: __rt::Blank::blank(token),
            }
        };
        let mut text = String::new();
        assert!(print(&syn::parse2(rows).unwrap(), &mut text));
        assert_eq!(
            text,
            r#"__rt::fields! {
    User(token) + extra xml { root: __rt::Root { name: "user", ns: "" }, order: &[1, 0] };
    0 id "Id": 0,
    1 r#type "type" { flags: __rt::ABSENT | __rt::NULL, item: __rt::Some(&__rt::Field { codec: __rt::Codec::Text, ..__rt::FIELD }) }: __rt::None,
    2 names "names": ::std::vec::Vec::new(),
    _ at "at" { codec: CODEC_0 }: __rt::Blank::blank(token),
}
"#
        );
    }
}

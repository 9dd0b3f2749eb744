//! The rows of a record or an enum in, a line of text for each out.
//!
//! They stand in a macro of the runtime, of which prettyplease knows no more than that it is one.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::Item;

/// Prints an item if it is one of rows, and says whether it was.
pub(super) fn print(item: &Item, text: &mut String) -> bool {
    let Item::Macro(item) = item else {
        return false;
    };
    let name = item.mac.path.segments.last();
    let Some(name) = name.map(|name| name.ident.to_string()) else {
        return false;
    };
    if !["fields", "variants"].contains(&name.as_str()) {
        return false;
    }
    text.push_str("__rt::");
    text.push_str(&name);
    text.push_str("! {\n");
    let mut line = Line::default();
    for tree in item.mac.tokens.clone() {
        let ends = matches!(&tree, TokenTree::Punct(sign) if matches!(sign.as_char(), ',' | ';'));
        line.push(&tree);
        if ends {
            text.push_str("    ");
            text.push_str(&std::mem::take(&mut line).text);
            text.push('\n');
        }
    }
    text.push_str("}\n");
    true
}

/// Tokens in the order in which they come, with blanks between them as rustfmt sets them in what rows are made of: paths,
/// literals, structs, lists and calls.
#[derive(Default)]
struct Line {
    text: String,
    /// Whether the last token wants the next one to follow it at once.
    binds: bool,
    /// Whether a call or a path may go on behind the last token.
    is_name: bool,
}

impl Line {
    fn push(&mut self, tree: &TokenTree) {
        match tree {
            TokenTree::Punct(sign) => self.punct(sign.as_char(), sign.spacing()),
            TokenTree::Ident(name) => self.word(&name.to_string(), true),
            TokenTree::Literal(literal) => self.word(&literal.to_string(), false),
            TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
        }
    }

    fn word(&mut self, word: &str, is_name: bool) {
        self.space();
        self.text.push_str(word);
        (self.binds, self.is_name) = (false, is_name);
    }

    fn punct(&mut self, sign: char, spacing: Spacing) {
        let goes_on = self.text.ends_with([':', '.']) && self.binds;
        let leads = match sign {
            ',' | ';' => false,
            '.' => !goes_on,
            ':' => !self.is_name && !self.text.ends_with(['"', '}']) && !goes_on,
            _ => true,
        };
        if leads {
            self.space();
        }
        self.text.push(sign);
        // `::`, `..` and `&` belong to what follows them; a colon between a name and a value does not.
        self.binds = spacing == Spacing::Joint || goes_on || matches!(sign, '&' | '-' | '!');
        self.is_name = false;
    }

    fn group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if delimiter == Delimiter::Brace || !self.is_name {
            self.space();
        }
        self.text.push_str(open);
        (self.binds, self.is_name) = (true, false);
        for tree in inner {
            self.push(&tree);
        }
        self.text.push_str(close);
        (self.binds, self.is_name) = (false, true);
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

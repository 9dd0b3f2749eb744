//! The vendor's text in, Rust identifiers out: the only place that makes an identifier from a spec.
//!
//! A [`Name`] keeps the wire text beside its two Rust forms. Names that meet in one [`Scope`] must
//! differ; a clash is returned to the caller, who reports it with `rename:` as the help.

use std::collections::HashMap;

use heck::{ToPascalCase, ToSnakeCase};

use crate::api::Name;

/// Words that rustc takes as an identifier only after `r#`, in edition 2024 and before.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that rustc takes in no form at all; they get a trailing underscore.
const NEVER: &[&str] = &["self", "super", "crate", "Self"];

/// Whether a word is Rust's own, so that no path goes over it.
pub(super) fn is_keyword(word: &str) -> bool {
    RAW.contains(&word) || NEVER.contains(&word)
}

/// Why a text gives no Rust name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnamable {
    /// It has no letter and no digit.
    Empty,
    /// It has a letter that Rust code should not be spelt with: not Latin, or a combining mark.
    Letter(char),
}

/// The name that `wire` gives.
pub(super) fn name(wire: &str) -> Result<Name, Unnamable> {
    named(wire, wire)
}

/// The name of what the vendor calls `wire` and the author wants to call `rust`.
pub(super) fn renamed(wire: &str, rust: &str) -> Result<Name, Unnamable> {
    named(wire, rust)
}

/// The name of what has none of its own and stands at `place` in `owner`: `Failure` and `error` give
/// `FailureError`.
pub(super) fn placed(owner: &Name, place: &str) -> Result<Name, Unnamable> {
    named(
        &format!("{}.{place}", owner.wire),
        &format!("{} {place}", plain(&owner.snake)),
    )
}

/// The identifier without `r#`.
pub(super) fn plain(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

fn named(wire: &str, text: &str) -> Result<Name, Unnamable> {
    if let Some(letter) = text
        .chars()
        .find(|&c| !c.is_ascii() && c.is_alphanumeric() && !is_latin(c) || is_mark(c))
    {
        return Err(Unnamable::Letter(letter));
    }
    let (snake, pascal) = (text.to_snake_case(), text.to_pascal_case());
    if snake.is_empty() {
        return Err(Unnamable::Empty);
    }
    Ok(Name {
        wire: wire.to_owned(),
        snake: ident(snake),
        pascal: ident(pascal),
    })
}

/// Makes an identifier of words that are already in the right case.
fn ident(words: String) -> String {
    if words.starts_with(|c: char| c.is_numeric()) {
        format!("_{words}")
    } else if NEVER.contains(&words.as_str()) {
        format!("{words}_")
    } else if RAW.contains(&words.as_str()) {
        format!("r#{words}")
    } else {
        words
    }
}

/// Letters of western and central European alphabets in one code point, which rustc compares as they
/// stand and never warns about. Those left out are ligatures, obsolete, or change length with case.
fn is_latin(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='į' | 'ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž')
}

/// Combining marks are no letters to `char`, yet dropping one would make another word of the name.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// The identifiers of one place in generated code, and who took each.
#[derive(Debug, Clone)]
pub(super) struct Scope<T> {
    taken: HashMap<String, Taken<T>>,
}

/// Who holds an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken<T> {
    /// Generated code itself, whatever the spec says.
    Reserved,
    /// Something in the spec.
    By(T),
}

impl<T: Clone> Scope<T> {
    /// A scope in which generated code has taken `reserved`.
    pub(super) fn new(reserved: &[&str]) -> Self {
        Scope {
            taken: reserved
                .iter()
                .map(|&ident| (ident.to_owned(), Taken::Reserved))
                .collect(),
        }
    }

    /// Takes `ident` for `owner`, or says who has it.
    pub(super) fn take(&mut self, ident: &str, owner: T) -> Result<(), Taken<T>> {
        match self.taken.get(plain(ident)) {
            Some(holder) => Err(holder.clone()),
            None => {
                self.taken.insert(plain(ident).to_owned(), Taken::By(owner));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wire text, `snake`, `pascal`.
    const COURSE: &[(&str, &str, &str)] = &[
        ("user_id", "user_id", "UserId"),
        ("UsersID", "users_id", "UsersId"),
        (
            "bTelCallsForwarding",
            "b_tel_calls_forwarding",
            "BTelCallsForwarding",
        ),
        ("x-auth-token", "x_auth_token", "XAuthToken"),
        ("@odata.nextLink", "odata_next_link", "OdataNextLink"),
        ("type", "r#type", "Type"),
        ("gen", "r#gen", "Gen"),
        ("async", "r#async", "Async"),
        ("yield", "r#yield", "Yield"),
        ("union", "union", "Union"),
        ("self", "self_", "Self_"),
        ("Self", "self_", "Self_"),
        ("super", "super_", "Super"),
        ("crate", "crate_", "Crate"),
        ("2fa_code", "_2fa_code", "_2faCode"),
        ("404", "_404", "_404"),
        ("__typename", "typename", "Typename"),
        ("_", "", ""),
        ("---", "", ""),
        ("", "", ""),
        ("+1", "_1", "_1"),
        ("a--b", "a_b", "AB"),
        ("Option", "option", "Option"),
        ("None", "none", "None"),
        ("größe", "größe", "Größe"),
        ("Łódź", "łódź", "Łódź"),
        ("HTTPServer", "http_server", "HttpServer"),
        ("has space", "has_space", "HasSpace"),
        ("quote\"; fn main() {}", "quote_fn_main", "QuoteFnMain"),
    ];

    #[test]
    fn every_obstacle_gives_an_identifier_or_nothing() {
        for &(wire, snake, pascal) in COURSE {
            match name(wire) {
                Ok(name) => {
                    assert_eq!(
                        (
                            name.wire.as_str(),
                            name.snake.as_str(),
                            name.pascal.as_str()
                        ),
                        (wire, snake, pascal)
                    );
                    for ident in [&name.snake, &name.pascal] {
                        syn::parse_str::<syn::Ident>(ident)
                            .unwrap_or_else(|e| panic!("`{ident}` of `{wire}`: {e}"));
                    }
                }
                Err(why) => assert_eq!((why, snake), (Unnamable::Empty, ""), "`{wire}`"),
            }
        }
    }

    #[test]
    fn letters_that_rust_code_should_not_hold_are_named() {
        for (wire, letter) in [
            ("名前", '名'),
            ("x²", '²'),
            ("cafe\u{301}", '\u{301}'),
            ("ſign", 'ſ'),
            ("İd", 'İ'),
        ] {
            assert_eq!(name(wire), Err(Unnamable::Letter(letter)), "`{wire}`");
        }
    }

    #[test]
    fn inline_types_are_named_after_their_place() {
        let owner = name("Failure").unwrap();
        let inner = placed(&owner, "error").unwrap();
        assert_eq!(
            (
                inner.wire.as_str(),
                inner.snake.as_str(),
                inner.pascal.as_str()
            ),
            ("Failure.error", "failure_error", "FailureError")
        );
        assert_eq!(
            placed(&name("type").unwrap(), "of").unwrap().pascal,
            "TypeOf"
        );
    }

    #[test]
    fn a_scope_says_who_holds_a_name() {
        let mut scope = Scope::new(&["Client", "type"]);
        assert_eq!(scope.take("User", 1), Ok(()));
        assert_eq!(scope.take("User", 2), Err(Taken::By(1)));
        assert_eq!(scope.take("Client", 3), Err(Taken::Reserved));
        assert_eq!(scope.take("r#type", 4), Err(Taken::Reserved));
    }
}

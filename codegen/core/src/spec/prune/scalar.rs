//! Texts, and lists of them, come in; what is no word, flag, number or value of its place is reported and cut off.

use super::{At, Prune};
use crate::diag::{codes, near};
use crate::source::Spanned;
use crate::spec::duration::{duration, is_number};
use crate::spec::predicate::range;
use crate::spec::table::{ENUM_VALUE, Shape, Status, Word};
use crate::tree::{Kind, Node, Style};

impl Prune<'_> {
    pub(super) fn texts(&mut self, node: &mut Node, at: &At<'_>) {
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

    pub(super) fn literals(&mut self, node: &mut Node, at: &At<'_>) {
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

    pub(super) fn word(&mut self, node: &mut Node, words: &'static [Word], at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        match words.iter().find(|word| word.word == scalar.text) {
            Some(word) if word.status == Status::Now => return,
            Some(word) => {
                self.not_yet_but(node.span, &format!("`{}`", word.word), word.meanwhile);
            }
            None => {
                let usable = words
                    .iter()
                    .filter(|word| word.status == Status::Now)
                    .map(|word| word.word);
                let help = self.diagnostics.near.help(&scalar.text, usable.clone());
                let meant = self.diagnostics.near.certain(&scalar.text, usable);
                self.diagnostics
                    .error(
                        codes::BAD_WORD,
                        node.span,
                        format!("`{}` is no value of `{}`", scalar.text, at.value),
                    )
                    .maybe_help(help)
                    .respell(node.span, &scalar.text, meant);
            }
        }
        node.kind = Kind::Bad;
    }

    pub(super) fn flag(&mut self, node: &mut Node, at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        if scalar.style == Style::Plain && matches!(scalar.text.as_str(), "true" | "false") {
            return;
        }
        let meant = match scalar.text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some("true"),
            "false" | "no" | "off" | "0" => Some("false"),
            _ => None,
        };
        let help = match meant {
            Some(meant) => format!("write `{meant}`"),
            None => "write `true` or `false`".to_owned(),
        };
        let written = match scalar.style {
            Style::Quoted => format!("\"{}\"", scalar.text),
            Style::Plain | Style::Block => scalar.text.clone(),
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
            .help(help)
            .respell(node.span, &written, meant);
        node.kind = Kind::Bad;
    }

    /// Reports `deprecated: true`, where a reason is asked for.
    pub(super) fn reason(&mut self, node: &mut Node, at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        if scalar.style != Style::Plain || !matches!(scalar.text.as_str(), "true" | "false") {
            return;
        }
        let (name, help) = (
            at.value,
            match scalar.text.as_str() {
                "true" => "say what to use instead, or why: compilers show it to whoever uses it",
                _ => "leave it out",
            },
        );
        let message = format!("`{name}` takes a reason, and this is `{}`", scalar.text);
        self.diagnostics
            .error(codes::BAD_WORD, node.span, message)
            .help(help);
        node.kind = Kind::Bad;
    }

    pub(super) fn int(&mut self, node: &mut Node, (low, high): (i64, i64), at: &At<'_>) {
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

    /// A length of time, `500ms`.
    pub(super) fn duration(&mut self, node: &mut Node, at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        if duration(&scalar.text).is_some() {
            return;
        }
        let message = format!(
            "`{}` takes a length of time, and this is `{}`",
            at.value, scalar.text
        );
        self.diagnostics
            .error(codes::DURATION, node.span, message)
            .help("write a whole number and `ms`, `s`, `m`, `h` or `d`, as in `500ms`");
        node.kind = Kind::Bad;
    }

    /// So many in a length of time, `10/1s`.
    pub(super) fn rate(&mut self, node: &mut Node, at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        let good = scalar.text.split_once('/').is_some_and(|(count, time)| {
            is_number(count)
                && count.parse::<u32>().is_ok_and(|count| count > 0)
                && duration(time).is_some()
        });
        if good {
            return;
        }
        let message = format!("`{}` takes a rate, and this is `{}`", at.value, scalar.text);
        self.diagnostics
            .error(codes::DURATION, node.span, message)
            .help("write so many in a length of time, as in `10/1s` or `600/1m`");
        node.kind = Kind::Bad;
    }

    /// A status, a class of them, or a word.
    pub(super) fn cause(&mut self, node: &mut Node, words: &'static [Word], at: &At<'_>) {
        let Some(scalar) = node.scalar() else { return };
        let text = scalar.text.as_str();
        if range(text).is_some() || words.iter().any(|word| word.word == text) {
            return;
        }
        let message = format!("`{text}` is no value of `{}`", at.value);
        let words = words.iter().map(|word| word.word);
        let help = self
            .diagnostics
            .near
            .nearest(text, words.clone())
            .map_or_else(
                || {
                    format!(
                        "write a status, `429` or `5xx`, or one of {}",
                        near::list(words)
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
        self.diagnostics
            .error(codes::BAD_WORD, node.span, message)
            .help(help);
        node.kind = Kind::Bad;
    }

    pub(super) fn enum_values(&mut self, node: &mut Node, at: &At<'_>) {
        static LONG: Shape = Shape::Either(&[Shape::Literal, Shape::Map(&ENUM_VALUE)]);
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
}

//! The vendor's own codecs as they were written in, their meaning and their names out.

use super::cx::Cx;
use super::form::Form;
use super::names::is_keyword;
use super::patterns::{self, Content};
use super::types;
use crate::api::{Codec, OwnCodec, OwnId, OwnKind};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::model::{self, CodecKind, Text};

/// Codecs of the vendor's own.
pub(super) fn own(cx: &mut Cx<'_>) {
    for def in &cx.spec.codecs {
        let (kind, nothing) = match &def.kind {
            None | Some(CodecKind::Chain(_)) => continue,
            _ if !is_free(cx, &def.name) => continue,
            Some(CodecKind::Rust(path)) => (rust(cx, path), &[][..]),
            Some(CodecKind::Own {
                span,
                patterns,
                nothing,
                zone,
                unix,
            }) => {
                let parts = Parts {
                    span: *span,
                    patterns,
                    nothing,
                    zone: zone.as_ref(),
                    unix: unix.as_ref(),
                };
                (parts.kind(cx), &nothing[..])
            }
        };
        let Some(kind) = kind else { continue };
        let id = OwnId(cx.api.codecs.len());
        let codec = match kind {
            OwnKind::Nothing => Codec::Nothing(id),
            OwnKind::Patterns { .. } => Codec::Pattern(id),
            OwnKind::Epoch(_) => Codec::Epoch(id),
            OwnKind::Rust(_) => Codec::Rust(id),
        };
        let key = (def.name.span.file, def.name.value.as_str());
        cx.codecs.insert(key, codec);
        cx.api.codecs.push(OwnCodec {
            name: def.name.value.clone(),
            kind,
            nothing: values(nothing),
        });
    }
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// Whether the name is free; one that the format has means something already.
fn is_free(cx: &mut Cx<'_>, name: &Text) -> bool {
    let named = &name.value;
    let (message, help) = if types::codec_named(named).is_some() {
        (
            format!("`{named}` is a codec of the format"),
            "give the codec another name".to_owned(),
        )
    } else if types::builtin_named(named).is_some() {
        (
            format!("`{named}` is a type, and a codec has a name of its own"),
            format!("name the codec, and say that the type travels so: `{named}: that_name`"),
        )
    } else {
        return true;
    };
    cx.found
        .error(codes::NAME_TAKEN, name.span, message)
        .help(help);
    false
}

/// What stands under a codec's name.
struct Parts<'a> {
    span: Span,
    patterns: &'a [Text],
    nothing: &'a [Text],
    zone: Option<&'a Text>,
    unix: Option<&'a Spanned<i64>>,
}

impl Parts<'_> {
    fn kind(&self, cx: &mut Cx<'_>) -> Option<OwnKind> {
        let zone = match self.zone {
            Some(zone) => Some(offset(cx, zone)?),
            None => None,
        };
        match (self.patterns, self.unix) {
            ([], None) if self.nothing.is_empty() => {
                let help = "give it a `pattern`, a `unix` or a `nothing`";
                self.wrong(cx, self.span, "this codec says nothing", help)
            }
            ([], Some(unix)) if self.nothing.is_empty() => {
                self.no_zone(cx).then_some(OwnKind::Epoch(unix.value))
            }
            ([], None) => self.no_zone(cx).then_some(OwnKind::Nothing),
            (_, Some(unix)) => {
                let help = "make two codecs of them, which a type can name one after the other: `instant as zero gregorian?`";
                self.wrong(cx, unix.span, "`unix` stands beside another word", help)
            }
            (texts, None) => {
                texts.iter().for_each(|text| pattern(cx, text));
                if let Some(zone) = self
                    .zone
                    .filter(|_| texts.iter().all(|text| patterns::says_offset(&text.value)))
                {
                    let help = "leave `zone` out: what has an offset needs none";
                    return self.wrong(
                        cx,
                        zone.span,
                        "every pattern says an offset of its own",
                        help,
                    );
                }
                Some(OwnKind::Patterns {
                    patterns: values(texts),
                    zone,
                })
            }
        }
    }

    fn no_zone(&self, cx: &mut Cx<'_>) -> bool {
        let Some(zone) = self.zone else { return true };
        let help = "leave it out, or add the pattern";
        self.wrong(
            cx,
            zone.span,
            "`zone` is about texts by a `pattern`, and there is none",
            help,
        );
        false
    }

    fn wrong(&self, cx: &mut Cx<'_>, span: Span, message: &str, help: &str) -> Option<OwnKind> {
        cx.found.error(codes::OWN_CODEC, span, message).help(help);
        None
    }
}

/// `UTC` or `+02:00`, in seconds.
fn offset(cx: &mut Cx<'_>, zone: &Text) -> Option<i32> {
    let text = zone.value.as_str();
    if matches!(text, "UTC" | "Z") {
        return Some(0);
    }
    let seconds = text.split_at_checked(1).and_then(|(sign, rest)| {
        let sign = match sign {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let two = |text: &str| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i32>().ok().filter(|_| digits)
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
    });
    if seconds.is_none() {
        let help = if text.contains('/') {
            "the offset of a place changes with the seasons and with its laws: if the vendor's does not, write it, like `+02:00`; if it does, declare the type `datetime` and apply the zone in your program"
        } else {
            "write `UTC`, or an offset like `+02:00`"
        };
        cx.found
            .error(
                codes::ZONE,
                zone.span,
                format!("`{text}` is no fixed offset from UTC"),
            )
            .help(help);
    }
    seconds
}

/// The codec at a path in Rust.
fn rust(cx: &mut Cx<'_>, path: &Text) -> Option<OwnKind> {
    rust_path(cx, path, "Money").map(OwnKind::Rust)
}

/// The path of a constant in Rust, which an example may be called.
pub(super) fn rust_path(cx: &mut Cx<'_>, path: &Text, example: &str) -> Option<String> {
    let named = |part: &str| {
        let mut letters = part.chars();
        letters
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
            && part != "_"
            && (matches!(part, "crate" | "self" | "super") || !is_keyword(part))
    };
    let text = path.value.strip_prefix("::").unwrap_or(&path.value);
    let parts: Vec<&str> = text.split("::").collect();
    if parts.iter().all(|part| named(part)) {
        // It stands in the module of the vendor, wherever that is.
        if !matches!(parts[0], "self" | "super") {
            return Some(path.value.clone());
        }
    }
    cx.found
        .error(
            codes::RUST_PATH,
            path.span,
            format!("`{}` is no path of a constant in Rust", path.value),
        )
        .help(format!(
            "write it from the root of your crate: `crate::{example}`"
        ));
    None
}

/// Reports a pattern that no text can be read by.
fn pattern(cx: &mut Cx<'_>, text: &Text) {
    if let Err(why) = patterns::content(&text.value) {
        cx.found
            .error(
                codes::BAD_PATTERN,
                text.span,
                format!("`{}` reads no date: {why}", text.value),
            )
            .help("a pattern is made like `%Y-%m-%d %H:%M:%S%.f`, with `%:z` for an offset");
    }
}

/// Warns of a codec that reads points in time and does not say of which clock they are; once, where it is declared.
fn without_zone(cx: &mut Cx<'_>, codec: Codec) {
    let Codec::Pattern(id) = codec else { return };
    let made = &cx.api.codecs[id.0];
    if made
        .patterns()
        .iter()
        .all(|text| patterns::says_offset(text))
    {
        return;
    }
    let is = |def: &&model::CodecDef| {
        let key = (def.name.span.file, def.name.value.as_str());
        cx.codecs.get(&key) == Some(&codec)
    };
    let Some(def) = cx.spec.codecs.iter().find(is) else {
        return;
    };
    let message = format!(
        "`{}` reads points in time, and says no zone: UTC is taken",
        made.name
    );
    cx.found
        .warning(codes::TIME_WITHOUT_ZONE, def.name.span, message)
        .help("write the zone of the vendor's clock, `zone: UTC` or `zone: \"+02:00\"`");
}

/// Reports a pattern on a type of which it says too little or too much.
pub(super) fn content_fits(cx: &mut Cx<'_>, span: Span, codec: Codec, form: Form) {
    let Codec::Pattern(id) = codec else { return };
    let made = &cx.api.codecs[id.0];
    let any = |wanted: Content| {
        let is = |text: &String| patterns::content(text) == Ok(wanted);
        made.patterns().iter().any(is)
    };
    let zoned = matches!(made.kind, OwnKind::Patterns { zone: Some(_), .. });
    let name = &made.name;
    let noun = form.noun();
    let (message, help) = if form == Form::Time {
        if !any(Content::Date) && !any(Content::DateAndTime) {
            return;
        }
        (
            format!("`{name}` reads a date, which {noun} has not"),
            "leave the date out of its pattern, or write `date` or `datetime`",
        )
    } else if any(Content::Time) {
        (
            format!("`{name}` reads no date, which {noun} has"),
            "add the date to its pattern, or write `time`",
        )
    } else if form != Form::Date && any(Content::Date) {
        (
            format!("`{name}` reads no time of day, which {noun} has"),
            "add the time to its pattern, or write `date`",
        )
    } else if zoned && form != Form::Instant {
        (
            format!("`{name}` has a `zone`, which only a point in time takes"),
            "write `instant`, or leave the `zone` out",
        )
    } else {
        if form == Form::Instant && !zoned {
            without_zone(cx, codec);
        }
        return;
    };
    cx.found.error(codes::CODEC_FIT, span, message).help(help);
}

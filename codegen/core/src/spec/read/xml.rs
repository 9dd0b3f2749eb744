//! The map at `xml:` comes in; what it says goes out. The head's `formats:` too.

use super::{Map, text};
use crate::api::{Format, XmlForm};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::model::{Xml, XmlField, XmlOrder};
use crate::tree::Kind;

/// The formats, the default first. Where something is wrong with them, all that there are, so that nothing follows.
pub(super) fn formats(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Format> {
    if map.entry("formats").is_none() {
        return vec![Format::Json];
    }
    if let Some(named) = map.map("formats") {
        // What asks for each is not supported yet.
        let formats = [("json", Format::Json), ("xml", Format::Xml)];
        let named = formats
            .into_iter()
            .filter(|(name, _)| named.get(name).is_some());
        return named.map(|(_, format)| format).collect();
    }
    let words: Vec<_> = map.items("formats").iter().map(text).collect();
    let mut formats = Vec::new();
    for word in &words {
        let Some(word) = word else { continue };
        let format = match word.value.as_str() {
            "xml" => Format::Xml,
            media if media.contains('/') => match Format::of_media_type(media) {
                Some(format) => format,
                None => {
                    cx.diagnostics
                        .error(
                            codes::MEDIA_TYPE,
                            word.span,
                            format!("`{media}` is no media type of JSON or XML"),
                        )
                        .help("write one that ends in `json` or `xml`, as `application/vnd.api+json`; another body is `body: { is: bytes, type: … }`");
                    Format::Json
                }
            },
            _ => Format::Json,
        };
        if formats.contains(&format) {
            cx.diagnostics
                .error(
                    codes::DOUBLED_NAME,
                    word.span,
                    format!("`{}` is there twice", word.value),
                )
                .help("remove one of them");
        } else {
            formats.push(format);
        }
    }
    match words.is_empty() || words.iter().any(Option::is_none) {
        true => vec![Format::Json, Format::Xml],
        false => formats,
    }
}

/// `xml:` of anything but a field.
pub(super) fn xml(map: &Map<'_>) -> Option<Xml> {
    let words = map.map("xml")?;
    Some(Xml {
        span: map.entry("xml")?.span,
        root: words.text("root"),
        ns: words.text("ns"),
        order: words.text("order").map(|order| match order.value.as_str() {
            "datacontract" => XmlOrder::DataContract,
            _ => XmlOrder::Declared,
        }),
        is_partial: is_partial(&words),
    })
}

/// `xml:` of a field.
pub(super) fn field(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<XmlField> {
    let span = map.entry("xml")?.span;
    let Some(words) = map.map("xml") else {
        let word = map.text("xml");
        return Some(XmlField {
            span,
            is_partial: word.is_none(),
            form: word.map(|word| Spanned::new(form(&word.value), word.span)),
            ns: None,
            item: None,
            item_ns: None,
        });
    };
    let chosen = ["attribute", "text", "bare"].into_iter();
    let mut chosen = chosen.filter(|word| words.is_true(word));
    let first = chosen.next();
    if let (Some(first), Some(second)) = (first, chosen.next()) {
        let span = words.entry(second).map_or(span, |entry| entry.span);
        cx.diagnostics
            .error(
                codes::XML_FORM,
                span,
                format!("a field is either `{first}` or `{second}` in XML, not both"),
            )
            .help("remove one of them");
    }
    let at = |word| words.entry(word).map_or(span, |entry| entry.span);
    Some(XmlField {
        span,
        form: first.map(|word| Spanned::new(form(word), at(word))),
        ns: words.text("ns"),
        item: words.text("item"),
        item_ns: words.text("item_ns"),
        is_partial: is_partial(&words),
    })
}

fn is_partial(words: &Map<'_>) -> bool {
    let mut values = words.entries.iter().map(|entry| &entry.value.kind);
    values.any(|kind| matches!(kind, Kind::Bad))
}

fn form(word: &str) -> XmlForm {
    match word {
        "attribute" => XmlForm::Attribute,
        "text" => XmlForm::Content,
        _ => XmlForm::Bare,
    }
}

/// The formats that are said as media types.
pub(super) fn media_types(map: &Map<'_>) -> Vec<(Format, String)> {
    let words = map.items("formats").iter().filter_map(text);
    let named = words.filter_map(|word| Some((Format::of_media_type(&word.value)?, word.value)));
    named.collect()
}

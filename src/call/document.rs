//! A body and its format come in, what reads it goes out; a value and a format come in, a body goes out.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::drift::Notes;
use super::endpoint::VendorInfo;
use crate::json::{JsonReader, JsonWriter};
use crate::shape::{Field, Format, ReadError, Reader, Root, Slot, WriteError};
#[cfg(feature = "xml")]
use crate::xml::XmlReader;

/// The whole body of a reply.
#[derive(Clone, Copy)]
pub struct Document<'b> {
    pub(crate) body: &'b [u8],
    pub(crate) format: Format,
    /// How deep lists and records may nest.
    pub(crate) max_depth: usize,
    /// What takes note of drift, where somebody wants to know of it.
    pub(crate) notes: Option<&'b Notes>,
}

impl<'b> Document<'b> {
    /// A reader before the body's first value.
    pub(crate) fn open(self) -> Result<Open<'b>, ReadError> {
        match self.format {
            Format::Json => {
                let reader = JsonReader::new(self.body)?;
                Ok(Open::Json(reader.max_depth(self.max_depth)))
            }
            #[cfg(feature = "xml")]
            Format::Xml => {
                let reader = XmlReader::new(self.body)?;
                if reader.root().0.eq_ignore_ascii_case("html") {
                    return Err(ReadError::broken(crate::xml::HTML));
                }
                Ok(Open::Xml(Box::new(reader.max_depth(self.max_depth))))
            }
            #[cfg(not(feature = "xml"))]
            Format::Xml => Err(ReadError::broken(NO_XML)),
        }
    }

    /// Whether nothing but white space came.
    pub(crate) fn is_blank(self) -> bool {
        self.body.iter().all(u8::is_ascii_whitespace)
    }
}

/// A body that is being read.
pub(crate) enum Open<'b> {
    Json(JsonReader<'b>),
    #[cfg(feature = "xml")]
    Xml(Box<XmlReader<'b>>),
}

impl Open<'_> {
    pub(crate) fn reader(&mut self) -> &mut dyn Reader {
        match self {
            Self::Json(reader) => reader,
            #[cfg(feature = "xml")]
            Self::Xml(reader) => &mut **reader,
        }
    }

    /// Checks that the body is the element that it has to be, where the format has such a thing.
    pub(crate) fn check_root(&mut self, root: Option<Root>) -> Result<(), ReadError> {
        match (self, root) {
            #[cfg(feature = "xml")]
            (Self::Xml(reader), Some(root)) => reader.expect_root(&root),
            _ => Ok(()),
        }
    }

    /// Nothing but white space may come.
    pub(crate) fn finish(&mut self) -> Result<(), ReadError> {
        match self {
            Self::Json(reader) => reader.finish(),
            #[cfg(feature = "xml")]
            Self::Xml(reader) => reader.finish(),
        }
    }
}

/// A body in this format. In XML its element is the field's where that has a name, otherwise the record's own.
pub(super) fn write(
    value: &dyn Slot,
    field: &Field,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Json => {
            let mut writer = JsonWriter::new();
            crate::codec::write(value, &mut writer, field)?;
            Ok(writer.into_bytes())
        }
        #[cfg(feature = "xml")]
        Format::Xml => Ok(crate::xml::to_text(value, field)?.into_bytes()),
        #[cfg(not(feature = "xml"))]
        Format::Xml => Err(WriteError::new(NO_XML)),
    }
}

#[cfg(not(feature = "xml"))]
const NO_XML: &str = "XML needs the feature `xml` of trunkline";

/// What a vendor calls a format in a header.
pub(super) fn media_type(vendor: &VendorInfo, format: Format) -> HeaderValue {
    let own = vendor.media_types.iter().find(|(of, _)| *of == format);
    HeaderValue::from_static(match (own, format) {
        (Some((_, name)), _) => name,
        (None, Format::Json) => "application/json",
        (None, Format::Xml) => "application/xml",
    })
}

/// The format of a reply: the one that its content type names, if the vendor speaks it, else the one that was
/// asked for. Vendors also call their bodies `text/html` or nothing at all.
pub(crate) fn format_of(headers: &HeaderMap, vendor: &VendorInfo, asked: Format) -> Format {
    let content_type = headers.get(CONTENT_TYPE).map(HeaderValue::to_str);
    match content_type {
        Some(Ok(content_type)) => named(content_type)
            .filter(|format| vendor.formats.contains(format))
            .unwrap_or(asked),
        _ => asked,
    }
}

/// The format that a content type names. XHTML is a page for people, as HTML is.
pub(crate) fn named(content_type: &str) -> Option<Format> {
    // So say most replies.
    if content_type == "application/json" {
        return Some(Format::Json);
    }
    let media_type = content_type.split(';').next().unwrap_or_default();
    let media_type = media_type.trim();
    let (kind, name) = media_type.split_once('/').unwrap_or(("", media_type));
    let is = |text: &str, wanted: &str| text.eq_ignore_ascii_case(wanted);
    let is_named = |wanted| is(name, wanted) && (is(kind, "application") || is(kind, "text"));
    let suffix = name.rsplit_once('+').map(|(_, suffix)| suffix);
    let has_suffix = |wanted| suffix.is_some_and(|suffix| is(suffix, wanted));
    match () {
        () if is_named("json") || has_suffix("json") => Some(Format::Json),
        () if is(kind, "application") && is(name, "xhtml+xml") => None,
        () if is_named("xml") || has_suffix("xml") => Some(Format::Xml),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_name_formats() {
        let cases = [
            ("application/json", Some(Format::Json)),
            ("Text/JSON ; charset=utf-8", Some(Format::Json)),
            ("application/problem+json", Some(Format::Json)),
            ("application/xml;charset=\"utf-8\"", Some(Format::Xml)),
            ("text/xml", Some(Format::Xml)),
            ("application/soap+xml; action=a", Some(Format::Xml)),
            ("application/xhtml+xml", None),
            ("text/html", None),
            ("text/plain; x=+json", None),
            ("", None),
        ];
        for (content_type, format) in cases {
            assert_eq!(named(content_type), format, "{content_type}");
        }
    }
}

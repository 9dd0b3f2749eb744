//! Headers of a request in; the format of its body, and that of the reply, out.

use trunkline_codegen::api::{Api, Format};

use crate::request::Received;

/// The format that a media type names: `application/xml`, `text/xml`, `application/problem+xml`, the same of JSON.
pub(crate) fn named(media: &str) -> Option<Format> {
    let media = media.split(';').next().unwrap_or_default().trim();
    let (_, subtype) = media.split_once('/')?;
    let subtype = subtype.to_ascii_lowercase();
    match subtype.rsplit_once('+').map_or(&*subtype, |(_, end)| end) {
        "json" => Some(Format::Json),
        "xml" => Some(Format::Xml),
        _ => None,
    }
}

/// The format that a request asks for, of those that the vendor speaks; the vendor's first where it does not say,
/// none where it wants no format that the vendor has. A vendor of one format gives that one, whatever is asked.
pub(crate) fn wanted(api: &Api, request: &Received) -> Option<Format> {
    let first = api.formats.first().copied().unwrap_or(Format::Json);
    let accept = match request.header("accept") {
        Some(accept) if api.formats.len() > 1 => accept,
        _ => return Some(first),
    };
    let ranges: Vec<(&str, f32)> = accept.split(',').map(weighed).collect();
    let mut best = (None, 0.0);
    for &format in &api.formats {
        let weight = weight(&ranges, format);
        if weight > best.1 {
            best = (Some(format), weight);
        }
    }
    best.0
}

/// A media range and its `q`, from 0 to 1; 1 where it has none.
fn weighed(range: &str) -> (&str, f32) {
    let mut parts = range.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse::<f32>().ok());
    (media, weight.unwrap_or(1.0).clamp(0.0, 1.0))
}

/// The weight of a format: that of a range that names it, else that of the narrowest wildcard.
fn weight(ranges: &[(&str, f32)], format: Format) -> f32 {
    let of = |fits: &dyn Fn(&str) -> bool| {
        let weights = ranges.iter().filter(|(media, _)| fits(media));
        weights.map(|(_, weight)| *weight).reduce(f32::max)
    };
    of(&|media| named(media) == Some(format))
        .or_else(|| of(&|media| matches!(media, "application/*" | "text/*")))
        .or_else(|| of(&|media| media == "*/*"))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(accept: &str, formats: &[Format]) -> Option<Format> {
        let mut api = crate::agree::compiled("tests/specs/acme");
        api.formats = formats.to_vec();
        let request = Received {
            base: None,
            method: "GET".into(),
            path: "/".into(),
            query: String::new(),
            headers: vec![("accept".into(), accept.into())],
            body: Vec::new(),
        };
        wanted(&api, &request)
    }

    #[test]
    fn the_heaviest_range_decides_and_then_the_vendors_order() {
        use Format::{Json, Xml};
        let both = [Json, Xml];
        for (accept, format) in [
            ("*/*", Some(Json)),
            ("application/xml", Some(Xml)),
            ("text/xml; charset=utf-8, */*;q=0.1", Some(Xml)),
            ("application/json;q=0.5, application/xml", Some(Xml)),
            ("application/xml;q=0, */*", Some(Json)),
            ("application/json;q=0.2, text/*;q=0.3", Some(Xml)),
            ("image/png", None),
            ("application/json;q=0, application/xml;q=0.0", None),
            ("application/xml;q=NaN", None),
            (";;,=,q=", None),
        ] {
            assert_eq!(asked(accept, &both), format, "{accept}");
        }
        assert_eq!(asked("*/*", &[Xml, Json]), Some(Xml));
        assert_eq!(asked("image/png", &[Json]), Some(Json));
        assert_eq!(named("application/problem+XML"), Some(Xml));
        assert_eq!(named("xml"), None);
    }
}

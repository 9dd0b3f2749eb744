//! A call with all its values in, the `http::Request` out: its method, body and headers.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};

use super::{Draft, Invalid};
use crate::call::auth::Shown;
use crate::call::document::media_type;
use crate::call::elsewhere::Way;
use crate::call::endpoint::{Content, Multipart, Place, Returns, Wire};
use crate::call::multipart::{self, Contents, Piece};
use crate::call::{expand, form, wrap};
use crate::text::Cells;
use crate::transport::Payload;
use crate::value::File;

/// How many headers most requests have at most. For more, the map takes more than a kilobyte, which is slow to be had.
const HEADERS: usize = 6;

impl Draft {
    /// The request, or the value that cannot be sent.
    pub(crate) fn request(&self) -> Result<http::Request<Payload>, Invalid> {
        if let Some(invalid) = &self.invalid {
            return Err(invalid.clone());
        }
        self.check_vars()?;
        let url = match &self.way {
            Way::Own => self.url()?,
            Way::Url(url) => {
                let mut url = url.clone();
                self.push_query(&mut url);
                for shown in self.shown() {
                    shown.write_query(&mut url);
                }
                url
            }
            Way::Foreign(url) => url.clone(),
        };
        let uri = http::Uri::try_from(url);
        let uri = uri.map_err(|error| Invalid::new("path", format!("makes no URL: {error}")))?;
        let method = self.method()?;
        let (body, content_type) = match self.is_foreign() {
            true => (Payload::empty(), None),
            false => self.whole_body()?,
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.all_headers(content_type)?;
        Ok(request)
    }

    /// The method.
    pub(crate) fn method(&self) -> Result<http::Method, Invalid> {
        if let Some(undeclared) = &self.undeclared {
            return Ok(undeclared.method.clone());
        }
        http::Method::from_bytes(self.endpoint.method.as_bytes())
            .map_err(|_| Invalid::new("method", "is no HTTP method"))
    }

    /// The body, made of the parameters where these are it, and what it is called in a header.
    fn whole_body(&self) -> Result<(Payload, Option<HeaderValue>), Invalid> {
        let vendor = self.endpoint.vendor;
        let own = |name| Some(HeaderValue::from_static(name));
        let in_format = || Some(media_type(vendor, self.format));
        let whole = self.body.as_ref().and_then(File::bytes);
        let chosen = self.body.as_ref().and_then(File::own_media_type);
        let chosen = chosen.map(|chosen| own_type("body", chosen)).transpose()?;
        Ok(match (self.endpoint.content, &self.body) {
            (Content::Form, _) => {
                let secrets = self.shown().flat_map(Shown::form);
                let form = form::encode(self.pairs(Place::Form).chain(secrets));
                (form.into(), own(form::MEDIA_TYPE))
            }
            (Content::Multipart(kind), _) => {
                let (body, media_type) = multipart::encode(&self.pieces(kind)?, kind);
                (body, Some(media_type))
            }
            (_, None) => (Payload::empty(), None),
            (Content::Value, Some(body)) => (body.payload(), chosen.or_else(in_format)),
            (Content::Typed(name) | Content::Raw(name), Some(body)) => {
                (body.payload(), chosen.or_else(|| own(name)))
            }
            (Content::Wrapped(around), Some(_)) => {
                let media_type = around.media_type.and_then(own).or_else(in_format);
                let beside = self.pairs(Place::Beside);
                (
                    wrap::wrap(whole.map_or(&[], |body| body), around.path, beside).into(),
                    media_type,
                )
            }
        })
    }

    /// The parts of the body, in the spec's order.
    fn pieces(&self, kind: Multipart) -> Result<Vec<Piece<'_>>, Invalid> {
        let mut pieces = Vec::new();
        for (index, param) in self.endpoint.params.iter().enumerate() {
            if param.place != Place::Part {
                continue;
            }
            pieces.extend(self.pairs_of(index).map(|(name, text)| Piece {
                name,
                file_name: None,
                media_type: param.part.media_type,
                contents: Contents::Text(text),
            }));
            for (_, name, file) in self.files.iter().filter(|(of, ..)| *of == index) {
                let nameless = match kind {
                    Multipart::FormData => Some("blob"),
                    Multipart::Mixed => None,
                };
                let own = file.own_media_type();
                if let Some(own) = own {
                    own_type(param.field.name, own)?;
                }
                let media_type = own.or(param.part.media_type);
                pieces.push(Piece {
                    name,
                    file_name: file.own_name().or(param.part.file_name).or(nameless),
                    media_type: media_type.or(Some("application/octet-stream")),
                    contents: Contents::File(file.stretch()),
                });
            }
        }
        Ok(pieces)
    }

    fn all_headers(&self, content_type: Option<HeaderValue>) -> Result<HeaderMap, Invalid> {
        let settings = &*self.settings;
        let mut headers = HeaderMap::with_capacity(HEADERS.max(settings.headers.len()));
        for (name, value) in &settings.headers {
            headers.append(name, value.clone());
        }
        let accept = match self.endpoint.returns {
            Returns::Raw(_) => HeaderValue::from_static("*/*"),
            Returns::Rows(rows) => HeaderValue::from_static(match rows.cells {
                Cells::Ordered(',') | Cells::Named(',') => "text/csv, */*",
                Cells::Ordered('\t') | Cells::Named('\t') => "text/tab-separated-values, */*",
                _ => "text/plain, */*",
            }),
            Returns::Stream(streamed) => HeaderValue::from_static(match streamed.wire {
                Wire::Bytes => "*/*",
                Wire::Lines => "application/x-ndjson, application/jsonl, */*",
                Wire::Events => "text/event-stream",
            }),
            Returns::Nothing | Returns::Value(_) => media_type(settings.vendor, self.format),
        };
        headers.entry(ACCEPT).or_insert(accept);
        if let Some(accepted) = expand::accepted() {
            headers.entry(ACCEPT_ENCODING).or_insert(accepted);
        }
        if self.is_foreign() {
            // What the caller gave is meant for the vendor.
            let keep = [ACCEPT, ACCEPT_ENCODING, USER_AGENT]
                .map(|name| (name.clone(), headers.remove(name)));
            let kept = keep
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)));
            return Ok(kept.collect());
        }
        if let Some(content_type) = content_type {
            headers.entry(CONTENT_TYPE).or_insert(content_type);
        }
        for (param, texts) in self.sent(Place::Header) {
            let name = HeaderName::from_bytes(param.name.as_bytes());
            let name = name.map_err(|_| Invalid::new(param.name, "is no header name"))?;
            headers.remove(&name);
            for text in texts {
                let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
                    Invalid::new(
                        param.name,
                        "holds a line break or another character that no header can carry",
                    )
                })?;
                value.set_sensitive(param.holds_secrets());
                headers.append(&name, value);
            }
        }
        for shown in self.shown() {
            shown.write_headers(&mut headers);
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        Ok(headers)
    }
}

/// The media type that a caller gives a file.
fn own_type(name: &str, media_type: &str) -> Result<HeaderValue, Invalid> {
    HeaderValue::from_str(media_type)
        .map_err(|_| Invalid::new(name, "holds a file whose media type no header can carry"))
}

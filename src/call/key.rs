//! A call that is about to begin in; the same out, with a key by which the vendor knows its tries as one call.

use uuid::Builder;

use super::request::{Draft, Invalid};
use super::traffic::Key;
use crate::shape::Format;
use crate::value::{File, Json};

impl Draft {
    /// Gives the call its key, a random UUID, unless the caller did.
    pub(in crate::call) fn keyed(&mut self) -> Result<(), Invalid> {
        let Some(key) = self.endpoint.traffic.key else {
            return Ok(());
        };
        match key {
            Key::Param(index) if self.text(index).is_none() => {
                let name = self.endpoint.params[index].field.name;
                let key = self.fresh_key(name)?;
                self.set_text(index, &key);
            }
            Key::Field(name) => {
                if let Some(body) = &self.body
                    && let Some(rest) = self.without_key(name, body)?
                {
                    let body = keyed_body(name, &self.fresh_key(name)?, rest);
                    self.body = Some(File::new(body));
                }
            }
            Key::Param(_) => {}
        }
        Ok(())
    }

    /// The body behind its opening brace, where it lacks the field.
    fn without_key<'b>(&self, name: &str, body: &'b File) -> Result<Option<&'b [u8]>, Invalid> {
        let body = body.bytes().filter(|_| self.format == Format::Json);
        let body = body.map_or(&[][..], |body| body);
        match (Json::from_slice(body), body.strip_prefix(b"{")) {
            (Ok(Json::Object(fields)), Some(_)) if fields.contains_key(name) => Ok(None),
            (Ok(Json::Object(_)), Some(rest)) => Ok(Some(rest)),
            _ => Err(Invalid::new(
                name,
                "can be put into a body alone that is an object in JSON",
            )),
        }
    }

    fn fresh_key(&self, name: &str) -> Result<String, Invalid> {
        let random = self.settings.outside.random();
        let none = || {
            Invalid::new(
                name,
                "cannot be made, since the transport has no random numbers: set it yourself",
            )
        };
        let uuid = Builder::from_random_bytes(random.ok_or_else(none)?).into_uuid();
        Ok(uuid.to_string())
    }
}

fn keyed_body(name: &str, key: &str, rest: &[u8]) -> Vec<u8> {
    let comma = if rest.trim_ascii_start() == b"}" {
        ""
    } else {
        ","
    };
    let mut body = format!("{{{}:\"{key}\"{comma}", Json::from(name)).into_bytes();
    body.extend_from_slice(rest);
    body
}

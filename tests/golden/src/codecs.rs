//! Codecs as users write them: a text of the wire comes in, the text of the value goes out, and back.

use trunkline::TextCodec;

/// Amounts like `EUR 1.10`; `-` is none. The mock vendor, which cannot run this, sends the bare number.
pub struct Euro;

impl TextCodec for Euro {
    fn decode(&self, wire: &str) -> Result<Option<String>, String> {
        match wire.strip_prefix("EUR ").unwrap_or(wire) {
            "-" => Ok(None),
            amount if amount.starts_with(|c: char| c.is_ascii_digit()) => {
                Ok(Some(amount.to_owned()))
            }
            _ => Err("an amount like `EUR 1.10`".to_owned()),
        }
    }

    fn encode(&self, value: &str) -> Result<String, String> {
        match value.starts_with('-') {
            true => Err(format!("cannot write `{value}`: an amount is not negative")),
            false => Ok(format!("EUR {value}")),
        }
    }

    fn null(&self) -> Option<&'static str> {
        Some("EUR -")
    }
}

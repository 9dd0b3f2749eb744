//! The reply as one writes it for serde.

use serde::Deserialize;
use trunkline_benches::page::User;

#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub data: User,
}

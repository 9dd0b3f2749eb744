//! What the benches share: the work that is measured, how it is measured, and the table that comes out.

pub mod axis;
pub mod client;
pub mod measure;
pub mod page;
pub mod subject;
pub mod synthetic;
pub mod table;

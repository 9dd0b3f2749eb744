//! What generated code names: one module per interface version, with nothing but re-exports and macros.

mod blocking;
mod call;
mod feed;
mod hook;
mod job;
mod records;
mod setters;
pub mod v1;
mod values;
mod variants;

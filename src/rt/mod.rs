//! What generated code names: one module per interface version, with nothing but re-exports and macros.
//!
//! What users call of a type or a call is `#[inline]` here, whatever its size: it is compiled in the program that calls it, and
//! not with the client, most of which no program calls. What decoding needs of each type is compiled with the client, once.

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

//! What generated code names: one module per interface version, with nothing but re-exports and macros.
//!
//! What users call of a type or a call is `#[inline]` here, whatever its size: it is compiled in the program that calls it, and
//! not with the client, most of which no program calls. What decoding needs of each type is compiled with the client, once:
//! its small functions are `#[inline(never)]`, since the compiler would else copy them, and the tables that hold them, into
//! each unit of code that names the type, and they are called through those tables only.

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

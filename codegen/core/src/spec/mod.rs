//! Trees come in; the spec as its author wrote it, plain data with places, goes out.

pub mod model;
pub mod path;
pub mod route;
pub mod ty;

//! A tree in, `Spec` out: what the author wrote, as plain data, every value with its span.

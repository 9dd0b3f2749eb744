//! The text of spec files, and where in it a byte stands.

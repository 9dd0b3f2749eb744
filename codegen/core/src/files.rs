//! The one place that touches the file system: specs in, generated files out.

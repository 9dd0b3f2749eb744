//! Source text in, a tree of YAML nodes out, each with its span.

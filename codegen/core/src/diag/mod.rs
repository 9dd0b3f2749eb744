//! What is wrong with a spec, where, and what mends it.

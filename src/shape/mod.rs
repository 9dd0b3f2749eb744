//! The shape of values: records, slots, readers and writers, codecs and the value types of the spec language.

//! The synthetic API: of a size in; one and the same API out, as each rival takes it.
//!
//! Records have 30 fields, every second one is nested in its neighbour, two share an enum. Of every five endpoints two
//! fetch one record, two list a page with three optional parameters, and one creates a record. The API is written as a
//! trunkline spec, as OpenAPI, and as the client a careful developer writes by hand on reqwest and serde; and for each
//! of the three there is a program that calls it.

mod by_hand;
mod calls;
mod openapi;
mod spec;

/// How many endpoints and records the API has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The endpoints.
    pub endpoints: usize,
    /// The records; as many pages of them, half as many enums.
    pub records: usize,
}

impl Size {
    /// 193 endpoints and 270 types, as many as nexus has, the API that progenitor was made for.
    pub const NEXUS: Size = Size {
        endpoints: 193,
        records: 108,
    };

    /// As many records as endpoints.
    #[must_use]
    pub const fn of(endpoints: usize) -> Size {
        Size {
            endpoints,
            records: endpoints,
        }
    }

    fn enums(self) -> usize {
        self.records.div_ceil(2)
    }

    /// The record that an endpoint is about.
    fn record(self, endpoint: usize) -> usize {
        endpoint % self.records
    }
}

/// Who makes the client of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// trunkline, from a spec.
    Trunkline,
    /// Nobody: it is written by hand on reqwest and serde.
    ByHand,
    /// progenitor, from OpenAPI, with builders.
    Progenitor,
}

impl Maker {
    /// What the client is made of: a spec, OpenAPI, or the client itself.
    #[must_use]
    pub fn source(self, size: Size) -> String {
        match self {
            Maker::Trunkline => spec::spec(size),
            Maker::ByHand => by_hand::by_hand(size),
            Maker::Progenitor => openapi::openapi(size),
        }
    }

    /// A program that makes the first of the calls, as many as this, and shows a field of each reply.
    #[must_use]
    pub fn program(self, size: Size, calls: usize) -> String {
        calls::program(self, size, calls)
    }
}

const FIELDS: usize = 30;

/// What a field holds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Str,
    Int,
    Bool,
    Float,
    Instant,
    OptionalStr,
    NullableInt,
    Strings,
    Labels,
    Enum,
    Nested,
}

fn kind(size: Size, record: usize, field: usize) -> Kind {
    match field {
        0..=7 => Kind::Str,
        8..=13 => Kind::Int,
        14..=16 => Kind::Bool,
        17..=19 => Kind::Float,
        20..=21 => Kind::Instant,
        22..=24 => Kind::OptionalStr,
        25 => Kind::NullableInt,
        26 => Kind::Strings,
        27 => Kind::Labels,
        28 => Kind::Enum,
        _ if record.is_multiple_of(2) && record + 1 < size.records => Kind::Nested,
        _ => Kind::Str,
    }
}

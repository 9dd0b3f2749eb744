//! The synthetic API: of a size in; one and the same API out, as each rival takes it.
//!
//! Records have fields of all sorts, every second one is nested in its neighbour, two share an enum. Of every five endpoints two
//! fetch one record, two list a page with three optional parameters, and one creates a record. The API is written as a
//! trunkline spec, as OpenAPI, and as the client a careful developer writes by hand on reqwest and serde; and for each
//! of the three there is a program that calls it.

mod by_hand;
mod calls;
mod openapi;
mod spec;

/// How large the API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The endpoints.
    pub endpoints: usize,
    /// The records; half as many enums, and a page for each record that a call lists.
    pub records: usize,
    /// The fields of a record.
    pub fields: usize,
}

impl Size {
    /// As large as the API of nexus, for which progenitor was made: 193 endpoints and about 270 types, of which
    /// progenitor writes 58,000 lines, and 50,000 of nexus.
    pub const NEXUS: Size = Size {
        endpoints: 193,
        records: 137,
        fields: 10,
    };

    /// As many records of 30 fields as endpoints.
    #[must_use]
    pub const fn of(endpoints: usize) -> Size {
        Size {
            endpoints,
            records: endpoints,
            fields: 30,
        }
    }

    /// An API of this many endpoints with as many types for each, and as large ones, as nexus has.
    #[must_use]
    pub const fn like_nexus(endpoints: usize) -> Size {
        Size {
            endpoints,
            records: endpoints * Size::NEXUS.records / Size::NEXUS.endpoints,
            ..Size::NEXUS
        }
    }

    fn enums(self) -> usize {
        self.records.div_ceil(2)
    }

    /// The record that an endpoint is about.
    fn record(self, endpoint: usize) -> usize {
        endpoint % self.records
    }

    /// The records of which there are pages.
    fn listed(self) -> impl Iterator<Item = usize> {
        let lists = move |record: usize| {
            let mut about = (record..self.endpoints).step_by(self.records);
            about.any(|endpoint| matches!(endpoint % 5, 1 | 3))
        };
        (0..self.records).filter(move |&record| lists(record))
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
    // Of records with fewer fields, the last two hold what they hold of the others.
    let field = match size.fields - field {
        behind @ (1 | 2) => 30 - behind,
        _ => field * 28 / (size.fields - 2),
    };
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

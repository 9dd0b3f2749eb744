//! A record of 40 fields, from memory to the body of a request; a filter of 16 parameters, to its URL.

use super::pair::{Pair, Unit};
use crate::table::{Cx, Row, Target};

pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let pair = Pair {
        axis: "encode",
        work: "a body of 40 fields in JSON",
        ours: "encode-json/trunkline",
        peer: "encode-json/serde_json",
        item: "body",
    };
    let filter = Pair {
        work: "16 parameters into the query of a URL",
        ours: "filter/trunkline",
        peer: "filter/serde_urlencoded",
        item: "filter",
        ..pair
    };
    vec![
        pair.row(cx, Unit::Instructions, Target::AtMost(1.0)),
        pair.row(cx, Unit::Allocations, Target::Reported),
        pair.row(cx, Unit::Microseconds, Target::Reported),
        filter.beyond(cx, Unit::Instructions, Target::AtMost(1.0)),
        filter.beyond(cx, Unit::Allocations, Target::Reported),
    ]
}

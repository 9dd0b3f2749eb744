//! A record of 40 fields, from memory to the body of a request.

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
    vec![
        pair.row(cx, Unit::Instructions, Target::AtMost(1.0)),
        pair.row(cx, Unit::Allocations, Target::Reported),
        pair.row(cx, Unit::Microseconds, Target::Reported),
    ]
}

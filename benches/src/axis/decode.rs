//! A page of 1,000 records of 40 fields, from the bytes of a reply to owned records.

use super::pair::{Pair, Unit};
use crate::table::{Cx, Row, Target};

pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let page = "1,000 records of 40 fields from a page of JSON";
    let json = |peer, unit, target| {
        Pair {
            axis: "decode",
            work: page,
            ours: "decode-json/trunkline",
            peer,
            item: "record",
        }
        .row(cx, unit, target)
    };
    vec![
        json(
            "decode-json/serde_json from_slice",
            Unit::Instructions,
            Target::AtMost(0.67),
        ),
        json(
            "decode-json/serde_json from_str",
            Unit::Instructions,
            Target::AtMost(0.9),
        ),
        json("decode-json/sonic-rs", Unit::Instructions, Target::Reported),
        json(
            "decode-json/serde_json from_slice",
            Unit::Allocations,
            Target::AtMost(1.0),
        ),
        json(
            "decode-json/serde_json from_slice",
            Unit::Microseconds,
            Target::Reported,
        ),
        json(
            "decode-json/serde_json from_str",
            Unit::Microseconds,
            Target::Reported,
        ),
        json("decode-json/sonic-rs", Unit::Microseconds, Target::Reported),
    ]
}

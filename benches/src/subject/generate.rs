//! A spec of 20 endpoints and 20 records of 30 fields comes in, the formatted text of its client goes out.

use std::hint::black_box;

use trunkline_codegen::emit::{self, Target};
use trunkline_codegen::source::Sources;

use super::Subject;
use crate::synthetic::{Maker, Size};

/// Trunkline: others are measured as whole processes, by the axis `generation`.
pub(super) const SUBJECTS: &[Subject] = &[Subject {
    name: "generate/trunkline",
    items: ENDPOINTS as u32,
    goes: 1,
    prepare: generate,
}];

const ENDPOINTS: usize = 20;

fn generate() -> Box<dyn FnMut()> {
    let sources = Sources::single(
        "synthetic.yaml",
        &Maker::Trunkline.source(Size::of(ENDPOINTS)),
    );
    let target = Target::default();
    Box::new(move || {
        let compiled = trunkline_codegen::compile(black_box(&sources)).expect("the spec holds");
        black_box(emit::client(&compiled.api, &target, "synthetic.yaml"));
    })
}

//! `trunkline check`: specs in, findings out.

use trunkline_codegen::files::Project;

use crate::args::Check;
use crate::fix::fix;
use crate::outcome::{Failure, Outcome};
use crate::show::{self, counted};

/// Checks all specs and shows what is wrong with any.
pub(crate) fn check(args: &Check) -> Result<Outcome, Failure> {
    if args.fix {
        fix(&args.specs)?;
    }
    let project = Project::open(&args.specs)?;
    show::reports(&project);
    if project.has_errors() {
        show::findings(&project);
        return Ok(Outcome::Findings);
    }
    let endpoints = project
        .vendors
        .iter()
        .map(|vendor| vendor.api.endpoints.len())
        .sum();
    show::summary(&format!(
        "{}, {}: no errors",
        counted(project.specs, "spec"),
        counted(endpoints, "endpoint")
    ));
    Ok(Outcome::Fine)
}

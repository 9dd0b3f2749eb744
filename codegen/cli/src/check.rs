//! `trunkline check`: specs in, findings out.

use trunkline_codegen::diag::Severity;
use trunkline_codegen::files::Project;

use crate::args::{Check, Format};
use crate::fix::fix;
use crate::json;
use crate::outcome::{Failure, Outcome};
use crate::show::{self, counted};

/// Checks all specs and shows what is wrong with any.
pub(crate) fn check(args: &Check) -> Result<Outcome, Failure> {
    if args.fix {
        fix(&args.specs)?;
    }
    let project = Project::open(&args.specs)?;
    if args.format == Format::Json {
        show::document(&json::findings(&project));
        return Ok(match project.has_errors() {
            true => Outcome::Findings,
            false => Outcome::Fine,
        });
    }
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
    let found = match project.count(Severity::Warning) {
        0 => "no errors".to_owned(),
        count => format!("no errors, {}", counted(count, "warning")),
    };
    show::summary(&format!(
        "{}, {}: {found}",
        counted(project.specs, "spec"),
        counted(endpoints, "endpoint")
    ));
    Ok(Outcome::Fine)
}

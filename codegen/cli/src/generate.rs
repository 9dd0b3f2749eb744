//! `trunkline generate`: specs in; clients written, or compared with those that are there.

use std::path::Path;

use trunkline_codegen::emit::Target;
use trunkline_codegen::files::{self, Layout, Plan, Project, State};

use crate::args::Generate;
use crate::manifest;
use crate::outcome::{Failure, Outcome};
use crate::show::{self, counted};

/// Generates the clients of all specs; nothing is written where one of them has an error.
pub(crate) fn generate(args: &Generate) -> Result<Outcome, Failure> {
    let target = Target::with_runtime(&args.runtime_path).ok_or_else(|| {
        Failure::Usage(format!(
            "`{}` is no path of a Rust crate or module",
            args.runtime_path
        ))
    })?;
    let project = Project::open(&args.specs)?;
    show::reports(&project);
    if project.has_errors() {
        show::findings(&project);
        return Ok(Outcome::Findings);
    }
    let layout = Layout::of(&args.out);
    let mut plan = files::plan(&project.vendors, &project.folders, &layout, &target)?;
    if let Layout::Crate(folder) = &layout {
        let manifest = manifest::output(folder, &project, &plan, &args.runtime_path)?;
        plan.outputs.push(manifest);
    }
    if args.check {
        compare(&project, &plan)
    } else {
        write(&project, &plan)
    }
}

fn write(project: &Project, plan: &Plan) -> Result<Outcome, Failure> {
    let written = files::write(&plan.outputs)?;
    for path in &plan.left_over {
        show::warning(&left_over(path));
    }
    let unchanged = plan.outputs.len() - written.len();
    show::summary(&format!(
        "{}: {} written, {unchanged} unchanged",
        counted(project.vendors.len(), "vendor"),
        counted(written.len(), "file"),
    ));
    Ok(Outcome::Fine)
}

fn compare(project: &Project, plan: &Plan) -> Result<Outcome, Failure> {
    let mut stale = 0;
    for (path, state) in files::compare(&plan.outputs)? {
        let what = match state {
            State::Fresh => continue,
            State::Stale => "is not what the specs give: run `trunkline generate`",
            State::Missing => "is missing: run `trunkline generate`",
        };
        show::error(&format!("`{}` {what}", path.display()));
        stale += 1;
    }
    for path in &plan.left_over {
        show::error(&left_over(path));
    }
    stale += plan.left_over.len();
    let vendors = counted(project.vendors.len(), "vendor");
    if stale == 0 {
        show::summary(&format!(
            "{vendors}: {} fresh",
            counted(plan.outputs.len(), "file")
        ));
        return Ok(Outcome::Fine);
    }
    show::summary(&format!(
        "{vendors}: {} to be mended",
        counted(stale, "file")
    ));
    Ok(Outcome::Findings)
}

fn left_over(path: &Path) -> String {
    format!(
        "`{}` is left over from a spec that is gone: delete it, and its feature where it has one",
        path.display()
    )
}

//! `trunkline generate`: specs in; clients written, or compared with those that are there.

use std::fs;
use std::path::Path;

use trunkline_codegen::emit::{self, Setting, SettingError};
use trunkline_codegen::files::{self, Found, Layout, Plan, Project, Stamp, State};

use crate::args::Generate;
use crate::manifest;
use crate::outcome::{Failure, Outcome};
use crate::show::{self, counted};

/// Generates the clients of all specs; nothing is written where one of them has an error.
pub(crate) fn generate(args: &Generate) -> Result<Outcome, Failure> {
    let runtime = [Setting::RuntimePath(args.runtime_path.clone())];
    // What is wrong with the path is wrong whatever the specs say.
    emit::targets(&runtime, &[]).map_err(refused)?;
    let found = Found::at(&args.specs)?;
    let layout = Layout::of(&args.out);
    let stamp = stamp(&found, &layout, args);
    if !args.check
        && let Some(count) = stamp.as_ref().and_then(Stamp::unchanged)
    {
        let vendors = counted(found.vendors.len(), "vendor");
        show::summary(&format!("{vendors}: 0 files written, {count} unchanged"));
        return Ok(Outcome::Fine);
    }
    let project = found.compile();
    show::reports(&project);
    if project.has_errors() {
        show::findings(&project);
        return Ok(Outcome::Findings);
    }
    let apis: Vec<_> = project.vendors.iter().map(|vendor| &vendor.api).collect();
    let targets = emit::targets(&runtime, &apis).map_err(refused)?;
    let mut plan = files::plan(&project.vendors, &project.folders, &layout, &targets)?;
    if let Layout::Crate(folder) = &layout {
        let manifest = manifest::output(folder, &project, &plan, &args.runtime_path)?;
        plan.outputs.push(manifest);
    }
    if args.check {
        return compare(&project, &plan);
    }
    let outcome = write(&project, &plan)?;
    let is_quiet = project
        .reports
        .iter()
        .all(|report| report.diagnostics.is_empty());
    if is_quiet && plan.left_over.is_empty() {
        stamp.iter().for_each(|stamp| stamp.keep(&plan.outputs));
    }
    Ok(outcome)
}

/// The trace that a generation leaves in cargo's `target`, if there is one in a folder around what is generated: from
/// there it goes with `cargo clean`, and nobody checks it in.
fn stamp(found: &Found, layout: &Layout, args: &Generate) -> Option<Stamp> {
    let out = std::path::absolute(&args.out).ok()?;
    let mut targets = out.ancestors().map(|folder| folder.join("target"));
    let target = targets.find(|target| target.join("CACHEDIR.TAG").is_file())?;
    // Who generates is the file of this program: a number of a version says too little while one is developed.
    let program = std::env::current_exe().and_then(fs::metadata).ok()?;
    let maker = (program.len(), program.modified().ok()?, &args.runtime_path);
    Some(Stamp::new(&target.join("trunkline"), found, layout, maker))
}

/// Settings that cannot be followed, as misuse of the command.
fn refused(errors: Vec<SettingError>) -> Failure {
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Failure::Usage(errors.join("; "))
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

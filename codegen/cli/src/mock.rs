//! `trunkline mock`: one spec in, a vendor on 127.0.0.1 until the process is stopped.

use trunkline_codegen::api::{Api, Format, SchemeKind};
use trunkline_codegen::files::Project;
use trunkline_mock::{Mock, Running};

use crate::args;
use crate::outcome::{Failure, Outcome};
use crate::show;

/// Runs the mock, after it said where it is and what credentials it takes.
pub(crate) fn mock(args: &args::Mock) -> Result<Outcome, Failure> {
    let mut project = Project::open(std::slice::from_ref(&args.spec))?;
    show::reports(&project);
    if project.has_errors() {
        show::findings(&project);
        return Ok(Outcome::Findings);
    }
    let (Some(vendor), true) = (project.vendors.pop(), project.vendors.is_empty()) else {
        let several = format!(
            "`{}` holds several vendors: name the one to run",
            args.spec.display()
        );
        return Err(Failure::Usage(several));
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Mock(format!("cannot start: {error}")))?;
    runtime.block_on(serve(args, vendor.api))
}

async fn serve(args: &args::Mock, api: Api) -> Result<Outcome, Failure> {
    let mut mock = Mock::new(api.clone()).port(args.port);
    if let Some(items) = args.items {
        mock = mock.items(items);
    }
    if let Some(faults) = &args.faults {
        mock = mock.faults(faults.clone());
    }
    let running = mock
        .start()
        .await
        .map_err(|error| Failure::Mock(error.to_string()))?;
    introduce(&api, &running);
    tokio::select! {
        () = running.forever() => Ok(Outcome::Fine),
        _ = tokio::signal::ctrl_c() => Ok(Outcome::Fine),
    }
}

/// Says on stdout what a caller needs.
fn introduce(api: &Api, running: &Running) {
    anstream::println!("{} at {}", api.vendor.wire, running.base_url());
    for base in &api.bases {
        let name = &base.name.wire;
        let url = running.base_url_of(name).unwrap_or_default();
        anstream::println!("  base {name}: {url}");
    }
    if api.formats.len() > 1 {
        let formats = api.formats.iter().map(|format| match format {
            Format::Json => "json",
            Format::Xml => "xml",
        });
        let formats: Vec<&str> = formats.collect();
        anstream::println!("  formats: {}", formats.join(", "));
    }
    for scheme in api.schemes.iter().filter(|scheme| scheme.selectable) {
        let name = &scheme.name.wire;
        match scheme.kind {
            SchemeKind::Caller => anstream::println!("  {name}: any headers"),
            SchemeKind::Any(_) => {}
            _ => anstream::println!("  {name}: {}", running.credentials(name).join(" and ")),
        }
    }
}

//! `trunkline new`: a vendor's name in; a spec to start from, and the schema that completes it in editors, out.

use std::path::Path;

use trunkline_codegen::compile;
use trunkline_codegen::files::{self, Output};
use trunkline_codegen::source::Sources;
use trunkline_codegen::spec::schema::schema;

use crate::args::New;
use crate::outcome::{Failure, Outcome};
use crate::show;

/// The schema's name in the folder of specs.
const SCHEMA: &str = "trunkline-1.schema.json";

/// Writes the spec, and the schema unless it is there already; a spec that is there is left alone.
pub(crate) fn new(args: &New) -> Result<Outcome, Failure> {
    let text = starter(&args.vendor);
    // A name that no vendor can have is said by the one who knows.
    if let Err(report) = compile(&Sources::single("", &text)) {
        let why = report.diagnostics.first().map(|one| one.message.clone());
        let why = why.unwrap_or_else(|| "it is no name".to_owned());
        return Err(Failure::Usage(format!(
            "no vendor can be called `{}`: {why}",
            args.vendor
        )));
    }
    let path = args.dir.join(format!("{}.yaml", args.vendor));
    let folder = args.dir.join(&args.vendor);
    for there in [&path, &folder] {
        if there.exists() {
            return Err(Failure::Usage(format!(
                "`{}` is there already",
                there.display()
            )));
        }
    }
    let schema = Output {
        path: args.dir.join(SCHEMA),
        text: schema(),
    };
    let spec = Output { path, text };
    let shown = spec.path.clone();
    files::write(&[schema, spec])?;
    next(&shown, &args.dir);
    Ok(Outcome::Fine)
}

fn next(path: &Path, dir: &Path) {
    show::summary(&format!(
        "`{}` is written, and a schema beside it by which editors complete and check it",
        path.display()
    ));
    show::summary(&format!(
        "`trunkline check {0}` checks it, `trunkline mock {0}` plays the vendor, `trunkline generate {1}` writes the client",
        path.display(),
        dir.display()
    ));
}

/// A spec of one call, which holds.
fn starter(vendor: &str) -> String {
    format!(
        "\
# yaml-language-server: $schema={SCHEMA}
trunkline: 1
vendor: {vendor}
# title: what the vendor is called where it has room
# docs: https://docs.example.com
base: https://api.example.com

# How calls show who makes them; `bearer`, `basic` and others stand in `trunkline reference`.
auth:
  key: {{ header: X-Api-Key }}

# What makes a reply an error, whatever its status; the first rule that matches wins.
errors:
  - when: {{ http: [4xx, 5xx] }}
    is: Problem
    message: message

types:
  Problem: {{ message?: str }}
  User:
    id: int
    name: str
    email?: str              # a `?` after the key: it may be left out
    last_seen: instant?      # a `?` after the type: it may be null

endpoints:
  get_user:
    doc: Shows a user.
    get: /users/{{id:int}}
    returns: User
"
    )
}

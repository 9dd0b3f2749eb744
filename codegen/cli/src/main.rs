//! The command `trunkline`: arguments in, an exit code out.

mod args;
mod check;
mod explain;
mod fix;
mod generate;
mod json;
mod manifest;
mod mock;
mod new;
mod outcome;
mod show;

use std::process::ExitCode;

use args::Command;
use clap::Parser as _;
use outcome::{Failure, Outcome};
use trunkline_codegen::spec::{reference::reference, schema::schema};

fn main() -> ExitCode {
    let args = args::Args::parse();
    show::colour(args.color);
    let outcome = match &args.command {
        Command::Generate(args) => generate::generate(args),
        Command::Check(args) => check::check(args),
        Command::New(args) => new::new(args),
        Command::Explain(args) => explain::explain(args),
        Command::Mock(args) => mock::mock(args),
        Command::Schema => Ok(show::document(&schema())),
        Command::Reference => Ok(show::document(&reference())),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            show::failure(&failure);
            ExitCode::from(match failure {
                Failure::Conflict(_) => 1,
                Failure::Usage(_) | Failure::Files(_) | Failure::Mock(_) => 2,
            })
        }
    }
}

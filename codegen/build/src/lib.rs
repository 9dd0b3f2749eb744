//! Specs in a crate's `build.rs` in, typed clients in `OUT_DIR` out.
//!
//! In `Cargo.toml`: `trunkline` under `[dependencies]`, `trunkline-build` under `[build-dependencies]`. In `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), trunkline_build::Error> {
//!     trunkline_build::configure().spec("specs/acme.yaml").compile()
//! }
//! ```
//!
//! And where the client is to be, under the vendor's name:
//!
//! ```ignore
//! pub mod acme {
//!     trunkline::include_vendor!("acme");
//! }
//! ```
//!
//! A vendor that speaks XML (`formats:` in its spec names it) needs the feature `xml` of `trunkline`; without it, its
//! client is one sentence of an error that says so. So it is with `digest`.
//!
//! An error in a spec is shown by cargo with file, line, column and what mends it. The script runs again when a file
//! of a spec changes, samples included, and when one is added to its folder; where nothing has changed in them, it
//! does nothing. Without a build script, `#[derive(trunkline::Vendor)]` gives the same client.

mod error;
mod state;

use std::env;
use std::path::PathBuf;

use trunkline_codegen::diag::Style;
use trunkline_codegen::emit::{self, Setting};
use trunkline_codegen::files::{self, Found, Project};

pub use error::Error;

/// What is generated, and where to. Begin with [`configure`].
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated until `compile` is called"]
pub struct Config {
    specs: Vec<PathBuf>,
    out: Option<PathBuf>,
    settings: Vec<Setting>,
}

/// A configuration without specs.
pub fn configure() -> Config {
    Config::default()
}

impl Config {
    /// Adds a spec: a vendor's folder (it holds `vendor.yaml`), one `.yaml` file, or a folder of those. A relative path
    /// starts at the crate's folder. Each vendor gives one file, `<vendor>.rs`.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Writes to this folder in place of cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// The path of the runtime, `::trunkline` unless it is set: for a dependency that is renamed (`::clients`) or
    /// re-exported (`::platform::trunkline`).
    pub fn runtime_path(self, path: impl Into<String>) -> Self {
        self.set(Setting::RuntimePath(path.into()))
    }

    /// Names a vendor's file `<name>.rs`, so that `trunkline::include_vendor!` finds it under this name.
    pub fn module_name(self, vendor: impl Into<String>, name: impl Into<String>) -> Self {
        self.set(Setting::ModuleName {
            vendor: Some(vendor.into()),
            name: name.into(),
        })
    }

    /// Makes all generated items `pub(crate)`: clients that no user of this crate is to see.
    pub fn private_items(self) -> Self {
        self.set(Setting::PrivateItems)
    }

    /// Gives a type (by its name in the spec or in Rust) an attribute, or several.
    ///
    /// ```
    /// let config = trunkline_build::configure()
    ///     .spec("specs/acme.yaml")
    ///     .type_attribute("State", "#[must_use]")
    ///     .type_attribute("Parcel", "#[derive(Eq, Hash)]");
    /// ```
    ///
    /// What can be derived is what rustc can see from the fields. A record is `Clone`, `Debug` (secrets redacted) and
    /// `PartialEq` already, an open enum `Eq` and `Hash` besides; `Serialize` and `Deserialize` come with the feature
    /// `serde` of `trunkline`, which knows codecs and secrets; a reply has no `Default`, since that would invent data.
    /// Asking for one of these is an error of [`compile`](Config::compile).
    pub fn type_attribute(self, ty: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.set(Setting::TypeAttribute {
            ty: ty.into(),
            attribute: attribute.into(),
        })
    }

    /// Hides an endpoint behind a feature of this crate: its method and its call are compiled with the feature alone.
    /// Of several features for one endpoint, any will do.
    pub fn feature_for_endpoint(
        self,
        endpoint: impl Into<String>,
        feature: impl Into<String>,
    ) -> Self {
        self.set(Setting::FeatureForEndpoint {
            endpoint: endpoint.into(),
            feature: feature.into(),
        })
    }

    /// Hides all endpoints with a tag (`tags: [admin]`) behind a feature of this crate, as
    /// [`feature_for_endpoint`](Config::feature_for_endpoint) does with one.
    pub fn feature_for_tag(self, tag: impl Into<String>, feature: impl Into<String>) -> Self {
        self.set(Setting::FeatureForTag {
            tag: tag.into(),
            feature: feature.into(),
        })
    }

    fn set(mut self, setting: Setting) -> Self {
        self.settings.push(setting);
        self
    }

    /// Generates the clients, and tells cargo on which files they depend and what is wrong with the specs.
    ///
    /// # Errors
    /// If there is an error in a spec, a file cannot be read or written, or the configuration cannot be followed.
    /// Nothing is written then. Cargo was told the details; the error is one sentence.
    pub fn compile(self) -> Result<(), Error> {
        if self.specs.is_empty() {
            return Err(Error::NoSpecs);
        }
        let out = self
            .out
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or(Error::NoOutDir)?;
        // A spec that is not there yet brings the script back once it is.
        watch(&self.specs);
        let found = Found::at(&self.specs).map_err(Error::Files)?;
        watch(&found.watched);
        let asked = state::asked(&found, &self.settings);
        if state::is_fresh(&out, &found, asked) {
            return Ok(());
        }
        let state = state::path(&out, &found);
        let project = found.compile();
        report(&project);
        if project.has_errors() {
            let broken = project.reports.iter().filter(|report| report.has_errors());
            return Err(Error::Specs(broken.count()));
        }
        let apis: Vec<_> = project.vendors.iter().map(|vendor| &vendor.api).collect();
        let targets = emit::targets(&self.settings, &apis).map_err(Error::Settings)?;
        let outputs = files::vendors(&project.vendors, &out, &targets).map_err(Error::Files)?;
        files::write(&outputs).map_err(Error::Files)?;
        // What is worth a warning is worth one in every run.
        if project.reports.iter().all(|report| report.is_empty()) {
            files::write(&[state::output(state, asked, &outputs)]).map_err(Error::Files)?;
        }
        Ok(())
    }
}

fn watch(paths: &[PathBuf]) {
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

/// Hands findings to cargo, which shows one line of a build script's output as one message.
fn report(project: &Project) {
    for report in &project.reports {
        let kind = if report.has_errors() {
            "error"
        } else {
            "warning"
        };
        for line in report.render(Style::Plain).trim_end().lines() {
            println!("cargo::{kind}={line}");
        }
    }
}

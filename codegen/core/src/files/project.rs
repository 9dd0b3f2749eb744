//! Paths as a user names them in, compiled vendors and what is wrong with the others out.

use std::path::{Path, PathBuf};

use super::{Error, Vendor, find, load, shown};
use crate::api::Api;
use crate::diag::{Report, Severity};
use crate::{Compiled, compile};

/// Specs that were found and read, before anything is made of them.
#[derive(Debug, Default)]
pub struct Found {
    /// The vendors, in order of their heads' paths.
    pub vendors: Vec<Vendor>,
    /// Files and folders on which the result depends.
    pub watched: Vec<PathBuf>,
    /// Folders of vendors that were looked through.
    pub folders: Vec<PathBuf>,
}

impl Found {
    /// Reads all specs at `paths`.
    ///
    /// # Errors
    /// If a path holds no spec or a file cannot be read.
    pub fn at(paths: &[PathBuf]) -> Result<Found, Error> {
        let search = find(paths)?;
        let vendors = search.heads.iter().map(load);
        let vendors = vendors.collect::<Result<Vec<_>, _>>()?;
        let of_vendors = vendors.iter().flat_map(|vendor| &vendor.watched);
        Ok(Found {
            watched: search.folders.iter().chain(of_vendors).cloned().collect(),
            folders: search.folders,
            vendors,
        })
    }

    /// Reads the spec at `path`, which starts at `root`; reports name its files from there.
    ///
    /// # Errors
    /// If the path holds no spec or a file cannot be read.
    pub fn below(root: &Path, path: &Path) -> Result<Found, Error> {
        let mut found = Found::at(&[root.join(path)]).map_err(|error| error.below(root))?;
        let prefix = format!("{}/", shown(root));
        for vendor in &mut found.vendors {
            vendor.sources.shorten_names(&prefix);
        }
        Ok(found)
    }

    /// Compiles what was read.
    pub fn compile(self) -> Project {
        let mut project = Project {
            specs: self.vendors.len(),
            watched: self.watched,
            folders: self.folders,
            ..Project::default()
        };
        for vendor in self.vendors {
            match compile(&vendor.sources) {
                Ok(Compiled { api, warnings }) => {
                    project.vendors.push(Generated {
                        api,
                        label: vendor.label,
                    });
                    project.reports.push(warnings);
                }
                Err(report) => project.reports.push(report),
            }
        }
        project
    }
}

/// A vendor that compiled.
#[derive(Debug, Clone)]
pub struct Generated {
    /// What its spec means.
    pub api: Api,
    /// Its head as generated files name it.
    pub label: String,
}

/// Specs that were found, read and compiled: what every front end begins with.
#[derive(Debug, Default)]
pub struct Project {
    /// The vendors without errors, in order of their heads' paths.
    pub vendors: Vec<Generated>,
    /// What was found in each spec, nothing included.
    pub reports: Vec<Report>,
    /// The number of specs.
    pub specs: usize,
    /// Files and folders on which the result depends.
    pub watched: Vec<PathBuf>,
    /// Folders of vendors that were looked through.
    pub folders: Vec<PathBuf>,
}

impl Project {
    /// Reads and compiles all specs at `paths`. Findings in one spec do not keep the others from being compiled.
    ///
    /// # Errors
    /// If a path holds no spec or a file cannot be read.
    pub fn open(paths: &[PathBuf]) -> Result<Project, Error> {
        Ok(Found::at(paths)?.compile())
    }

    /// Whether some spec has an error, so that nothing is to be written.
    pub fn has_errors(&self) -> bool {
        self.reports.iter().any(Report::has_errors)
    }

    /// The number of findings of one severity in all specs.
    pub fn count(&self, severity: Severity) -> usize {
        self.reports
            .iter()
            .map(|report| report.count(severity))
            .sum()
    }
}

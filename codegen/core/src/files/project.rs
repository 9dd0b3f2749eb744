//! Paths as a user names them in, compiled vendors and what is wrong with the others out.

use std::path::PathBuf;

use super::{Error, Generated, find, load};
use crate::diag::{Report, Severity};
use crate::{Compiled, compile};

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
        let search = find(paths)?;
        let mut project = Project {
            specs: search.heads.len(),
            ..Project::default()
        };
        project.watched.extend(search.folders.iter().cloned());
        project.folders = search.folders;
        for head in &search.heads {
            let vendor = load(head)?;
            project.watched.extend(vendor.watched);
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
        Ok(project)
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

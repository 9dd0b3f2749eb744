//! What the process uses, now and then, in; whether it grows out. On Linux; elsewhere nothing is known.

use std::fmt;
use std::io;

/// How much more memory than before is no growth, in kB: what an allocator keeps is not steady.
const SLACK_KB: u64 = 8 * 1024;
/// How many more files than before are no growth: calls do not open their connections in step.
const SLACK_FILES: u64 = 16;
/// How many samples it takes to tell growth from a beginning.
const ENOUGH: usize = 20;

/// What was used from the beginning on.
pub(crate) struct Usage {
    before: Sample,
    samples: Vec<Sample>,
}

#[derive(Clone, Copy)]
struct Sample {
    kilobytes: u64,
    /// Open files, which sockets are.
    files: u64,
}

impl Usage {
    pub(crate) fn begin() -> io::Result<Self> {
        Ok(Self {
            before: sampled()?,
            samples: Vec::new(),
        })
    }

    pub(crate) fn sample(&mut self) -> io::Result<()> {
        self.samples.push(sampled()?);
        Ok(())
    }

    /// The most that was used in the second quarter, when all is under way, and in the last.
    fn early_and_late(&self) -> [Sample; 2] {
        let quarter = self.samples.len() / 4;
        let most = |samples: &[Sample]| Sample {
            kilobytes: samples.iter().map(|one| one.kilobytes).max().unwrap_or(0),
            files: samples.iter().map(|one| one.files).max().unwrap_or(0),
        };
        [
            most(&self.samples[quarter..quarter * 2]),
            most(&self.samples[quarter * 3..]),
        ]
    }

    pub(crate) fn problems(&self) -> io::Result<Vec<String>> {
        let mut problems = Vec::new();
        let [early, late] = self.early_and_late();
        if self.samples.len() >= ENOUGH {
            if late.kilobytes > early.kilobytes + early.kilobytes / 10 + SLACK_KB {
                problems.push(format!(
                    "memory grew from {} kB to {} kB",
                    early.kilobytes, late.kilobytes
                ));
            }
            if late.files > early.files + SLACK_FILES {
                problems.push(format!(
                    "open files grew from {} to {}",
                    early.files, late.files
                ));
            }
        }
        let after = sampled()?.files;
        if after > self.before.files {
            problems.push(format!(
                "{} files were open before, {after} are after all",
                self.before.files
            ));
        }
        Ok(problems)
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [early, late] = self.early_and_late();
        write!(
            f,
            "at most {} MB and {} open files early, {} MB and {} late",
            early.kilobytes / 1024,
            early.files,
            late.kilobytes / 1024,
            late.files
        )
    }
}

#[cfg(target_os = "linux")]
fn sampled() -> io::Result<Sample> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let text = line.unwrap_or_default().trim().trim_end_matches("kB");
    // The listing itself opens one.
    let files = std::fs::read_dir("/proc/self/fd")?
        .count()
        .saturating_sub(1);
    Ok(Sample {
        kilobytes: text.trim().parse().unwrap_or(0),
        files: files as u64,
    })
}

#[cfg(not(target_os = "linux"))]
fn sampled() -> io::Result<Sample> {
    Ok(Sample {
        kilobytes: 0,
        files: 0,
    })
}

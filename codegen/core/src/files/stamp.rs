//! What was read and what was made of it in; whether the same would be made again, without making it, out.

use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::path::{Path, PathBuf};

use super::find::entries;
use super::{Found, Layout, Output};

/// The trace of a generation that found nothing to say: hashes of all that went in and of all that came out.
///
/// It is kept apart from what is generated, which is a function of the spec alone.
#[derive(Debug, Clone)]
pub struct Stamp {
    path: PathBuf,
    inputs: u64,
    out: PathBuf,
}

impl Stamp {
    /// The stamp of what was found, on its way to `layout`; it stands in `folder`. `maker` is whatever else decides what
    /// comes out: the generator itself, and how it was called.
    pub fn new(folder: &Path, found: &Found, layout: &Layout, maker: impl Hash) -> Stamp {
        let out = layout.modules();
        let mut inputs = DefaultHasher::new();
        maker.hash(&mut inputs);
        found.folders.hash(&mut inputs);
        for vendor in &found.vendors {
            vendor.label.hash(&mut inputs);
            for (_, source) in vendor.sources.iter() {
                (&source.name, &source.path, &source.text).hash(&mut inputs);
            }
        }
        let mut name = DefaultHasher::new();
        std::path::absolute(&out).ok().hash(&mut name);
        Stamp {
            path: folder.join(hex(name.finish())),
            inputs: inputs.finish(),
            out,
        }
    }

    /// The number of files that would be generated as they are; none where some would not, or nobody knows.
    pub fn unchanged(&self) -> Option<usize> {
        let kept = fs::read_to_string(&self.path).ok()?;
        let mut lines = kept.lines();
        if lines.next()? != self.head()? {
            return None;
        }
        let mut count = 0;
        for line in lines {
            let (hash, path) = line.split_once(' ')?;
            if hex(of_bytes(&fs::read(path).ok()?)) != hash {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// Keeps what came out. Where that does not work, the next run takes longer, and that is all.
    pub fn keep(&self, outputs: &[Output]) {
        let Some(mut text) = self.head() else { return };
        for output in outputs {
            let hash = of_bytes(output.text.as_bytes());
            let _ = write!(text, "\n{} {}", hex(hash), output.path.display());
        }
        if let Some(folder) = self.path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(&self.path, text);
    }

    /// What went in, with the names of what is in the folder: what others left there decides what is said.
    fn head(&self) -> Option<String> {
        let mut names = DefaultHasher::new();
        entries(&self.out).ok()?.hash(&mut names);
        Some(hex(self.inputs) + &hex(names.finish()))
    }
}

fn of_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::{Found, Layout, plan, write};
    use super::Stamp;
    use crate::emit::targets;

    const SPEC: &str = "trunkline: 1\nvendor: acme\nbase: https://acme.example\nendpoints:\n  a: { get: /a, returns: json }\n";

    fn stamp(root: &Path, maker: u32) -> Stamp {
        let found = Found::at(&[root.join("specs")]).unwrap();
        let layout = Layout::Modules(root.join("out"));
        Stamp::new(&root.join("kept"), &found, &layout, maker)
    }

    fn generate(root: &Path) {
        let project = Found::at(&[root.join("specs")]).unwrap().compile();
        let apis: Vec<_> = project.vendors.iter().map(|vendor| &vendor.api).collect();
        let targets = targets(&[], &apis).unwrap();
        let layout = Layout::Modules(root.join("out"));
        let plan = plan(&project.vendors, &project.folders, &layout, &targets).unwrap();
        write(&plan.outputs).unwrap();
        stamp(root, 1).keep(&plan.outputs);
    }

    #[test]
    fn nothing_is_made_again_unless_something_changed() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let spec = root.join("specs/acme.yaml");
        fs::create_dir(root.join("specs")).unwrap();
        fs::write(&spec, SPEC).unwrap();
        assert_eq!(stamp(root, 1).unchanged(), None, "nothing was made yet");
        let changes: [(&str, &dyn Fn()); 5] = [
            ("a spec", &|| {
                fs::write(&spec, format!("{SPEC}\n# more\n")).unwrap()
            }),
            ("a spec that is new", &|| {
                fs::write(root.join("specs/b.yaml"), SPEC).unwrap()
            }),
            ("a client", &|| {
                fs::write(root.join("out/acme.rs"), "").unwrap()
            }),
            ("a client that is gone", &|| {
                fs::remove_file(root.join("out/acme.rs")).unwrap()
            }),
            ("what else is there", &|| {
                fs::write(root.join("out/old.rs"), "").unwrap()
            }),
        ];
        for (what, change) in changes {
            generate(root);
            assert_eq!(stamp(root, 1).unchanged(), Some(2), "before {what} changes");
            assert_eq!(stamp(root, 2).unchanged(), None, "of another generator");
            change();
            assert_eq!(stamp(root, 1).unchanged(), None, "{what} changed");
            let _ = fs::remove_file(root.join("specs/b.yaml"));
        }
    }
}

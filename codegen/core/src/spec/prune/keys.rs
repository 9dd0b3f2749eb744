//! A map with fixed keys comes in; unknown and unsupported keys go, missing ones are reported.

use super::shape::accepts;
use super::{At, Prune};
use crate::diag::{codes, near};
use crate::source::{Span, Spanned};
use crate::spec::table::{HEAD, Key, Names, Need, Part, Shape, Status};
use crate::tree::{Entry, Kind, Node};

impl Prune<'_> {
    /// A map with fixed keys: unknown and unsupported ones go, missing ones are reported.
    pub(super) fn map(&mut self, node: &mut Node, part: &'static Part, at: &At<'_>) {
        let Kind::Map(entries) = &mut node.kind else {
            if !matches!(node.kind, Kind::Bad) {
                self.wrong_shape(node, &Shape::Map(part), at);
            }
            return;
        };
        // Keys that are there, or that a misspelt one was likely meant to be: those are not missing too.
        let mut there: Vec<(&'static Key, Span)> = Vec::new();
        let written = written(entries, part);
        entries.retain_mut(|entry| {
            if entry.key.starts_with("x-") {
                return false;
            }
            let Some(key) = part.key(&entry.key) else {
                let Some(meant) = self.unknown_key(entry, part, &written) else {
                    return false;
                };
                there.push((meant, entry.span));
                // What was meant is there, and nothing is known of it.
                let doubled = written.iter().any(|key| key == meant.name);
                entry.key = meant.name.to_owned();
                entry.value.kind = Kind::Bad;
                return !doubled && meant.status == Status::Now;
            };
            there.push((key, entry.span));
            if key.status == Status::Later {
                self.planned(entry, key);
                return true;
            }
            self.value(
                &mut entry.value,
                &key.shape,
                &Spanned::new(key.name, entry.span),
            );
            true
        });
        if self.has_lost(node.span) {
            return;
        }
        let first = entries.first().map(|entry| entry.span);
        // Another first line has its place before the first key, unless the whole stands in braces.
        let first = first.filter(|first| first.start == node.span.start);
        self.missing(&there, part, at, first);
        if self.choice(&there, part, at).is_err() {
            // Which of them is meant is not known, so that neither is read.
            let chosen = |name: &str| part.key(name).is_some_and(|key| key.need == Need::Choice);
            for entry in entries.iter_mut().filter(|entry| chosen(&entry.key)) {
                entry.value.kind = Kind::Bad;
            }
        }
    }

    /// Reports a key that is not supported yet; what is in it is checked all the same, and stays.
    fn planned(&mut self, entry: &mut Entry, key: &'static Key) {
        self.not_yet_but(entry.span, &format!("`{}`", key.name), key.meanwhile);
        self.inside_planned(
            &mut entry.value,
            &key.shape,
            &Spanned::new(key.name, entry.span),
        );
    }

    /// A map with fixed keys of which some may be left out, and others of one shape beside them.
    pub(super) fn map_and(
        &mut self,
        node: &mut Node,
        part: &'static Part,
        (names, shape): (Names, &'static Shape),
    ) {
        let Kind::Map(entries) = &mut node.kind else {
            return;
        };
        let written = written(entries, part);
        entries.retain_mut(|entry| {
            if names == Names::Own && entry.key.starts_with("x-") {
                return false;
            }
            let at = Spanned::new(entry.key.as_str(), entry.span);
            match part.key(&entry.key) {
                Some(key) => self.value(&mut entry.value, &key.shape, &at),
                None if names == Names::Wire || accepts(shape, &entry.value) => {
                    self.value(&mut entry.value, shape, &at);
                }
                None => {
                    self.unknown_key(entry, part, &written);
                    return false;
                }
            }
            true
        });
    }

    /// Reports an unknown key, `written` beside others; gives the key that was likely meant.
    fn unknown_key(
        &mut self,
        entry: &Entry,
        part: &'static Part,
        written: &[String],
    ) -> Option<&'static Key> {
        let name = entry.key.as_str();
        let usable = part
            .keys
            .iter()
            .filter(|key| key.status == Status::Now)
            .map(|key| key.name);
        let all = part.keys.iter().map(|key| key.name);
        let near = self
            .diagnostics
            .near
            .nearest(name, usable.clone())
            .or_else(|| self.diagnostics.near.nearest(name, all));
        let home = near.is_none().then(|| home(part, name)).flatten();
        let head_only = part.id == "part" && HEAD.key(name).is_some();
        let code = if head_only {
            codes::HEAD_ONLY
        } else {
            codes::UNKNOWN_KEY
        };
        let message = match head_only {
            true => format!("`{name}` stands in the head, not in {}", part.name),
            false => format!("{} has no key `{name}`", part.name),
        };
        let help = match near {
            Some(near) if !head_only => Some(format!("did you mean `{near}`?")),
            _ if head_only => Some("move it to `vendor.yaml`".to_owned()),
            _ => Some(match home {
                Some(key) => format!("it stands under `{0}`: `{0}: {{ {name}: … }}`", key.name),
                None => format!("its keys are {}", near::list(usable.clone())),
            }),
        };
        let free = |name: &&str| written.iter().all(|other| other != name);
        let meant = self
            .diagnostics
            .near
            .certain(name, usable)
            .filter(|_| !head_only)
            .filter(free);
        self.diagnostics
            .error(code, entry.span, message)
            .maybe_help(help)
            .respell(entry.span, name, meant);
        near.and_then(|near| part.key(near)).or(home)
    }

    fn missing(
        &mut self,
        there: &[(&'static Key, Span)],
        part: &'static Part,
        at: &At<'_>,
        first: Option<Span>,
    ) {
        let gone = |key: &&Key| there.iter().all(|(other, _)| other.name != key.name);
        for key in part
            .keys
            .iter()
            .filter(|key| key.need == Need::Required)
            .filter(gone)
        {
            let (code, message) = match key.name {
                "trunkline" => (
                    codes::FORMAT_VERSION,
                    "the version of the format is not said".to_owned(),
                ),
                name => (
                    codes::MISSING_KEY,
                    format!("{} needs the key `{name}`", part.name),
                ),
            };
            let help = match key.name {
                "trunkline" => "write `trunkline: 1` as the first line".to_owned(),
                _ => format!("for example `{}`", key.example),
            };
            let finding = self.diagnostics.error(code, at.span, message);
            finding.help(help);
            if let (codes::FORMAT_VERSION, Some(first)) = (code, first) {
                finding.fix(
                    Span {
                        end: first.start,
                        ..first
                    },
                    "",
                    "trunkline: 1\n",
                );
            }
        }
    }

    /// Reports none or two of the keys of which there must be one.
    fn choice(
        &mut self,
        there: &[(&'static Key, Span)],
        part: &'static Part,
        at: &At<'_>,
    ) -> Result<(), ()> {
        let names = || {
            part.keys
                .iter()
                .filter(|key| key.need == Need::Choice && key.status == Status::Now)
        };
        let mut chosen = there.iter().filter(|(key, _)| key.need == Need::Choice);
        match (chosen.next(), chosen.next()) {
            (None, _) if names().next().is_some() => {
                let choices = near::list(names().map(|key| key.name));
                self.diagnostics.error(
                    codes::ONE_CHOICE,
                    at.span,
                    format!("{} needs one of the keys {choices}", part.name),
                );
            }
            (Some((first, place)), Some((second, again))) => {
                self.diagnostics
                    .error(
                        codes::ONE_CHOICE,
                        *again,
                        format!(
                            "{} is either `{}` or `{}`, not both",
                            part.name, first.name, second.name
                        ),
                    )
                    .label(*place, "the other one")
                    .help("remove one of them");
            }
            _ => return Ok(()),
        }
        Err(())
    }
}

/// The keys of a map in which one is unknown; a mend must not double another.
fn written(entries: &[Entry], part: &Part) -> Vec<String> {
    let unknown = entries.iter().any(|entry| part.key(&entry.key).is_none());
    let keys = entries.iter().filter(|_| unknown);
    keys.map(|entry| entry.key.clone()).collect()
}

/// The one choice or needed key of a map inside of which a key of this name stands.
fn home(part: &'static Part, name: &str) -> Option<&'static Key> {
    fn holds(shape: &'static Shape, name: &str) -> bool {
        match shape {
            Shape::Map(part) => part.key(name).is_some(),
            Shape::Either(shapes) => shapes.iter().any(|shape| holds(shape, name)),
            _ => false,
        }
    }
    let needed = part.keys.iter().filter(|key| key.need == Need::Required);
    let mut homes = needed.filter(|key| key.status == Status::Now && holds(&key.shape, name));
    homes.next().filter(|_| homes.next().is_none())
}

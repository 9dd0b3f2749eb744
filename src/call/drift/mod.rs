//! What a client does about replies that differ from the spec and can be read all the same: the differences that a
//! reader saw in, a report to the caller or an error out.
//!
//! Unless the caller wants to know, nobody looks: the readers have no sink, and nothing is done for it.

mod notes;
mod watched;

use std::fmt;
use std::sync::Arc;

pub(crate) use notes::Notes;
pub(crate) use watched::watched;

use super::exchange::Exchange;
use super::outcome::Refusal;
use super::request::Draft;
use crate::error::{Failure, redact};
use crate::shape::{ReadError, Reader};
use crate::value::Secret;

/// What a client, or a webhook, does about drift: unknown fields, unknown values of enums and unions, and what only `lenient` of the
/// spec lets be absent or null. A required field that is absent and a value of another type are errors in any case.
///
/// ```
/// use trunkline::Drift;
///
/// let drift = Drift::report(|report| {
///     for difference in report.differences() {
///         eprintln!("{} of {}: {difference}", report.endpoint(), report.vendor());
///     }
/// });
/// assert_eq!(format!("{drift:?}"), "Report");
/// ```
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Drift {
    /// Nobody is told.
    #[default]
    Lenient,
    /// The caller is told, once for each reply, item of a stream, body of an error or event of a webhook that differs. The
    /// call goes on.
    Report(Tell),
    /// It is an error: `Error::Decode`, of a webhook `HookError::Decode`, with the path and the mend of the first
    /// difference. Where the vendor says that a call failed, that is the error, whatever its body has.
    Deny,
}

impl Drift {
    /// Tells this function, which should be quick: the call waits for it.
    pub fn report(tell: impl Fn(&DriftReport) + Send + Sync + 'static) -> Self {
        Self::Report(Arc::new(tell))
    }

    /// What takes note of differences, if somebody wants to know them.
    pub(crate) fn notes(&self) -> Option<Notes> {
        match self {
            Self::Lenient => None,
            Self::Report(_) | Self::Deny => Some(Notes::default()),
        }
    }
}

impl fmt::Debug for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lenient => "Lenient",
            Self::Report(_) => "Report",
            Self::Deny => "Deny",
        })
    }
}

/// Whom differences are told.
pub(crate) type Tell = Arc<dyn Fn(&DriftReport) + Send + Sync>;

/// What in one reply differs from the spec.
#[derive(Clone, Debug)]
pub struct DriftReport {
    vendor: &'static str,
    endpoint: &'static str,
    differences: Vec<Difference>,
    more: usize,
}

impl DriftReport {
    /// The name of the vendor.
    pub fn vendor(&self) -> &'static str {
        self.vendor
    }

    /// The name of the call, as the client's method has it, or of the webhook, as the spec has it.
    pub fn endpoint(&self) -> &'static str {
        self.endpoint
    }

    /// The differences, each once, in the order in which they came: 64 at most.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// How often something differed beyond the differences that are listed.
    pub fn more(&self) -> usize {
        self.more
    }
}

/// A difference between a reply and the spec. `Display` is one line, without what the spec calls secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    kind: DriftKind,
    path: String,
    times: usize,
}

impl Difference {
    /// What differs.
    pub fn kind(&self) -> &DriftKind {
        &self.kind
    }

    /// Where it came first: `payload.items[3].nickname`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How often it came in the reply.
    pub fn times(&self) -> usize {
        self.times
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at `{}`", self.kind, self.path)?;
        match self.times {
            1 => Ok(()),
            times => write!(f, " and {} more", times - 1),
        }
    }
}

/// What differs from the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the spec does not declare.
    UnknownField {
        /// The record.
        record: &'static str,
        /// The field.
        field: String,
    },
    /// A value that the spec does not name.
    UnknownValue {
        /// The enum or the union.
        ty: &'static str,
        /// The value; nothing where it is a secret.
        value: Option<String>,
    },
    /// A field that is absent, which only `lenient` allows.
    Absent {
        /// The record.
        record: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A value that is null, which only `lenient` allows.
    Null {
        /// The field.
        field: String,
    },
}

impl DriftKind {
    /// What to do about it.
    fn mend(&self) -> &'static str {
        match self {
            Self::UnknownField { .. } => {
                "declare the field in the spec, or build the client without `Drift::Deny`"
            }
            Self::UnknownValue { .. } => {
                "name the value in the spec, or build the client without `Drift::Deny`"
            }
            Self::Absent { .. } => {
                "say in the spec that it may be absent, with `?` behind its name, or build the client without `Drift::Deny`"
            }
            Self::Null { .. } => {
                "say in the spec that it may be null, with `?` behind its type, or build the client without `Drift::Deny`"
            }
        }
    }

    fn masked(self, hidden: &[Secret]) -> Self {
        let piece = |text: String| redact::piece(&text, hidden);
        match self {
            Self::UnknownField { record, field } => Self::UnknownField {
                record,
                field: piece(field),
            },
            Self::UnknownValue { ty, value } => Self::UnknownValue {
                ty,
                value: value.map(piece),
            },
            Self::Null { field } => Self::Null {
                field: piece(field),
            },
            absent @ Self::Absent { .. } => absent,
        }
    }
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField { record, field } => {
                write!(f, "`{record}` declares no field `{field}`")
            }
            Self::UnknownValue {
                ty,
                value: Some(value),
            } => write!(f, "`{ty}` names no value `{value}`"),
            Self::UnknownValue { ty, value: None } => {
                write!(f, "`{ty}` does not name this secret value")
            }
            Self::Absent { record, field } => write!(f, "`{field}` of `{record}` is absent"),
            Self::Null { field } => write!(f, "`{field}` is null"),
        }
    }
}

impl Drift {
    /// Tells the caller what something of a vendor's, of this name, differs in, or refuses it for that.
    pub(crate) fn minds(
        &self,
        notes: Option<Notes>,
        (vendor, endpoint): (&'static str, &'static str),
        hidden: impl FnOnce() -> Vec<Secret>,
    ) -> Result<(), ReadError> {
        let Some(notes) = notes.filter(|notes| !notes.is_empty()) else {
            return Ok(());
        };
        match self {
            Self::Lenient => Ok(()),
            Self::Deny => notes.refusal().map_or(Ok(()), Err),
            Self::Report(tell) => {
                let (differences, more) = notes.differences(&hidden());
                tell(&DriftReport {
                    vendor,
                    endpoint,
                    differences,
                    more,
                });
                Ok(())
            }
        }
    }
}

impl Draft {
    /// Tells the caller what a reply to this call differs in, or refuses the reply for it.
    pub(crate) fn drifted(&self, notes: Option<Notes>) -> Result<(), Refusal> {
        let name = (self.endpoint.vendor.name, self.endpoint.name);
        let minded = self.settings.drift.minds(notes, name, || self.hidden());
        minded.map_err(Refusal::Unreadable)
    }

    /// Whom the differences of an error's body are told: it stays the error that it is.
    pub(crate) fn told_of_errors(&self) -> Option<Tell> {
        match &self.settings.drift {
            Drift::Report(tell) => Some(tell.clone()),
            Drift::Lenient | Drift::Deny => None,
        }
    }
}

impl Failure {
    /// Tells the caller what the body of the vendor's error differs in from what this function reads. One that cannot be
    /// read is told of up to there.
    pub(crate) fn tell_drift(&self, read: impl FnOnce(&mut dyn Reader) -> Result<(), ReadError>) {
        let Some(tell) = &self.told else { return };
        let notes = Notes::default();
        let Ok(mut open) = self.document().open() else {
            return;
        };
        // Why it cannot be read is said to whoever asks for it.
        _ = watched(Some(&notes), open.reader(), &[], read);
        let name = (self.endpoint.vendor.name, self.endpoint.name);
        _ = Drift::Report(tell.clone()).minds(Some(notes), name, || self.hidden.clone());
    }
}

impl Exchange {
    /// What takes note of drift in an item of its reply, if somebody wants to know.
    pub(crate) fn notes(&self) -> Option<Notes> {
        self.call.settings.drift.notes()
    }

    /// Tells the caller what an item of its reply differs in, or refuses it.
    pub(crate) fn drifted(&self, notes: Option<Notes>) -> Result<(), Refusal> {
        self.call.drifted(notes)
    }
}

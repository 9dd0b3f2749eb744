//! Claims of the spec to Rust names: who comes second is told of the first, and how to give way.

use super::names::{self, Scope, Taken};
use crate::diag::{Diagnostics, codes};
use crate::source::Span;

/// How an author gives something another Rust name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// It has a key `rename:`; its own name is the vendor's.
    Rename,
    /// Its name is the author's own.
    Key,
    /// It is a value of an enum.
    Value,
    /// It is a type that is written in place and named after it.
    Place,
    /// It is an instance of a generic type.
    Instance,
}

impl Mend {
    /// How to do it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Mend::Rename => "give it another name in Rust: `rename: another_name`",
            Mend::Key => "give it another name",
            Mend::Value => "name it apart from its value: `enum: { AnotherName: value }`",
            Mend::Instance => "name it by an alias under `types:`, as in `Users: Page<User>`",
            Mend::Place => "declare the type under `types:`, with another name",
        }
    }
}

/// Who holds a Rust name.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub(super) wire: String,
    pub(super) span: Span,
}

/// A scope of the spec's names within generated code that takes `reserved` for itself.
pub(super) fn scope(reserved: &[&str]) -> Scope<Holder> {
    Scope::new(reserved)
}

/// Takes `ident` for the thing that the vendor calls `wire`; whoever comes second is told of the first.
pub(super) fn take(
    found: &mut Diagnostics,
    scope: &mut Scope<Holder>,
    ident: &str,
    (wire, span): (&str, Span),
    mend: Mend,
) -> bool {
    let holder = Holder {
        wire: wire.to_owned(),
        span,
    };
    claim(found, scope, ident, holder, mend)
}

/// Takes `ident` for `holder`.
pub(super) fn claim(
    found: &mut Diagnostics,
    scope: &mut Scope<Holder>,
    ident: &str,
    holder: Holder,
    mend: Mend,
) -> bool {
    if ident.is_empty() {
        return true;
    }
    let shown = names::plain(ident).to_owned();
    let Holder { wire, span } = holder.clone();
    match scope.take(ident, holder) {
        Ok(()) => return true,
        Err(Taken::By(other)) if other.wire == wire && mend != Mend::Value => found
            .error(
                codes::DOUBLED_NAME,
                span,
                format!("`{wire}` is there twice"),
            )
            .label(other.span, "the other is here")
            .help("remove one of them, or give it another name"),
        Err(Taken::By(other)) => found
            .error(
                codes::NAME_CLASH,
                span,
                format!("`{wire}` and `{}` are both `{shown}` in Rust", other.wire),
            )
            .label(other.span, "the other is here")
            .help(mend.help()),
        Err(Taken::Reserved) => found
            .error(
                codes::NAME_TAKEN,
                span,
                match wire == shown {
                    true => format!("generated code takes the name `{shown}` for itself"),
                    false => format!(
                        "`{wire}` becomes `{shown}` in Rust, which generated code takes for itself"
                    ),
                },
            )
            .help(mend.help()),
    };
    false
}

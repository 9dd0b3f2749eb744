//! Paths as they were written in, paths followed through the declared types out.

mod union;

use super::cx::{Cx, is_poison, plain, poison};
use crate::api::{self, Codec, Field, Type, TypeDef, TypeKind, Use, XmlForm};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::path::{Path, Root, Step};

/// The steps of a path into a reply whose shape is not declared.
pub(super) fn unchecked(path: &Path) -> api::Path {
    api::Path {
        steps: path.steps.iter().map(|step| step_of(&step.value)).collect(),
    }
}

/// Whether `path` is one into the body of the reply; one with another root is reported.
pub(super) fn is_reply(cx: &mut Cx<'_>, path: &Path) -> bool {
    let is_reply = path.root == Root::Reply;
    if !is_reply {
        wrong_root(cx, path, "this path leads into the body of the reply");
    }
    is_reply
}

/// A path from the top of a reply that holds `returns` at `data`; where it leads into what is returned, the type of
/// what stands there too.
pub(super) fn in_reply(
    cx: &mut Cx<'_>,
    returns: Option<&Use>,
    data: &api::Path,
    path: &Path,
) -> Option<(api::Path, Option<Use>)> {
    if !is_reply(cx, path) {
        return None;
    }
    let split = unchecked(path);
    match returns {
        Some(returns) if split.steps.starts_with(&data.steps) => {
            let (found, place) = follow_rest(cx, returns, path, data.steps.len())?;
            Some((found, Some(place)))
        }
        Some(returns) if is_meant_inside(&cx.api.types, returns, path) => {
            beside_the_data(cx, data, path);
            None
        }
        _ => Some((split, None)),
    }
}

/// Whether a path that leads past what is returned has its place declared in there. `reply.next` says that it is meant
/// as it stands.
fn is_meant_inside(types: &[TypeDef], returns: &Use, path: &Path) -> bool {
    let inside = matches!(&opened(types, returns).ty, Type::Named(id) if matches!(types[id.0].kind, TypeKind::Record(_)));
    if !inside || path.text.starts_with("reply.") {
        return false;
    }
    let mut search = Search::new(types);
    search.walk(returns, &path.steps, &mut Vec::new());
    search.readings.len() == 1
}

/// Reports a path that starts at the data, where all paths start at the whole reply.
fn beside_the_data(cx: &mut Cx<'_>, data: &api::Path, path: &Path) {
    let step = |step: &api::Step| match step {
        api::Step::Key(key) => key.clone(),
        api::Step::Index(index) => index.to_string(),
        api::Step::Any => "*".to_owned(),
    };
    let data = data.steps.iter().map(step).collect::<Vec<_>>().join(".");
    let (text, meant) = (&path.text, format!("{data}.{}", path.text));
    cx.found
        .error(
            codes::UNKNOWN_PATH,
            path.span,
            format!("`{text}` stands beside `{data}`, where nothing is declared"),
        )
        .note("a path starts at the whole reply, envelope included")
        .help(format!(
            "did you mean `{meant}`? where it does stand beside, write `reply.{text}`"
        ));
}

/// Reports a path whose root means nothing where it stands.
pub(super) fn wrong_root(cx: &mut Cx<'_>, path: &Path, wanted: &str) {
    cx.found
        .error(codes::PATH_ROOT, path.span, format!("`{}` has the wrong root: {wanted}", path.text))
        .help("a field of the reply that bears a root's name is reached through `reply`, as in `reply.header`");
}

/// Follows `path` from `root`, the declared type of the whole, and gives what stands there.
pub(super) fn follow(cx: &mut Cx<'_>, root: &Use, path: &Path) -> Option<(api::Path, Use)> {
    follow_rest(cx, root, path, 0)
}

/// Follows the steps of `path` from the one at `from` on; those before it lead to `root`.
pub(super) fn follow_rest(
    cx: &mut Cx<'_>,
    root: &Use,
    path: &Path,
    from: usize,
) -> Option<(api::Path, Use)> {
    let mut search = Search::new(&cx.api.types);
    let mut passed = path.steps[..from]
        .iter()
        .map(|step| step_of(&step.value))
        .collect();
    search.walk(root, &path.steps[from..], &mut passed);
    let Search {
        mut readings,
        dead_end,
        out_of_reach,
        in_text,
        differing,
        ..
    } = search;
    if let Some(differing) = differing {
        union::report(cx, &differing);
        return None;
    }
    if let Some((span, codec)) = in_text {
        let name = super::types::codec_name(cx, codec);
        cx.found
            .error(
                codes::INSIDE_TEXT,
                span,
                format!("what `{name}` puts into a text has no path"),
            )
            .help("let the path end at the text");
        return None;
    }
    if let Some((span, what)) = out_of_reach {
        let message = format!("a path to {what} is not supported yet");
        cx.found
            .error(codes::NOT_YET, span, message)
            .note("it stands elsewhere in XML than in JSON, and a path is one for both");
        return None;
    }
    if readings.len() > 1 {
        cx.found
            .error(
                codes::AMBIGUOUS_PATH,
                path.span,
                format!("`{}` has two readings", path.text),
            )
            .note("a field whose name holds dots stands beside a record of that name")
            .help("give one of the fields up, or leave the path out");
        return None;
    }
    let reading = readings.pop();
    if reading.is_none()
        && let Some(end) = dead_end
    {
        report(cx, path, &end);
    }
    reading
}

/// Where `path` leads from `root`, if it leads somewhere in one way. Nothing is reported.
pub(super) fn reading(cx: &Cx<'_>, root: &Use, path: &Path) -> Option<(api::Path, Use)> {
    reading_rest(cx, root, path, 0)
}

/// The same for the steps of `path` from the one at `from` on; those before it lead to `root`.
pub(super) fn reading_rest(
    cx: &Cx<'_>,
    root: &Use,
    path: &Path,
    from: usize,
) -> Option<(api::Path, Use)> {
    let mut search = Search::new(&cx.api.types);
    let passed = path.steps[..from].iter();
    let mut passed = passed.map(|step| step_of(&step.value)).collect();
    search.walk(root, &path.steps[from..], &mut passed);
    let mut readings = search.readings;
    readings.pop().filter(|_| readings.is_empty())
}

/// The type behind aliases and newtypes.
pub(super) fn opened<'a>(types: &'a [TypeDef], place: &'a Use) -> &'a Use {
    let mut at = place;
    while let Type::Named(id) = &at.ty
        && let TypeKind::Alias(inner) | TypeKind::Newtype(inner) = &types[id.0].kind
    {
        at = inner;
    }
    at
}

/// The codec that makes a text of a value, whose content only the client reads.
fn made_text(types: &[TypeDef], place: &Use) -> Option<Codec> {
    let opaque = |codec: &&Codec| super::form::is_opaque(**codec);
    let mut at = place;
    loop {
        if let Some(codec) = at.codecs.iter().find(opaque) {
            return Some(*codec);
        }
        match &at.ty {
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) | TypeKind::Newtype(inner) => at = inner,
                _ => return None,
            },
            _ => return None,
        }
    }
}

fn step_of(step: &Step) -> api::Step {
    match step {
        Step::Key(key) => api::Step::Key(key.clone()),
        Step::Index(index) => api::Step::Index(*index),
        Step::Any => api::Step::Any,
    }
}

/// The deepest place from which no reading leads on.
struct DeadEnd {
    /// The number of steps that led there.
    depth: usize,
    /// The step that does not lead on.
    span: Span,
    step: String,
    at: Use,
}

/// All readings of a path: a name with dots in it may be one field or several.
struct Search<'a> {
    types: &'a [TypeDef],
    readings: Vec<(api::Path, Use)>,
    dead_end: Option<DeadEnd>,
    /// A step into a text that a codec makes.
    in_text: Option<(Span, Codec)>,
    /// A step to what XML has in another place than JSON.
    out_of_reach: Option<(Span, &'static str)>,
    /// Members of a union that lead to different types.
    differing: Option<union::Differing>,
}

impl<'a> Search<'a> {
    fn new(types: &'a [TypeDef]) -> Self {
        Search {
            types,
            readings: Vec::new(),
            dead_end: None,
            out_of_reach: None,
            in_text: None,
            differing: None,
        }
    }

    fn walk(&mut self, place: &Use, steps: &[Spanned<Step>], passed: &mut Vec<api::Step>) {
        let Some(first) = steps.first() else {
            self.readings.push((
                api::Path {
                    steps: passed.clone(),
                },
                place.clone(),
            ));
            return;
        };
        if let Some(codec) = made_text(self.types, place) {
            self.in_text = Some((first.span, codec));
            return;
        }
        let opened = opened(self.types, place);
        match &opened.ty {
            Type::Json | Type::Unknown => {
                let rest = steps.iter().map(|step| step_of(&step.value));
                let below = if is_poison(opened) {
                    poison()
                } else {
                    plain(Type::Json)
                };
                self.readings.push((
                    api::Path {
                        steps: passed.iter().cloned().chain(rest).collect(),
                    },
                    below,
                ));
            }
            Type::List(item) if !opened.is_one_text() && !matches!(first.value, Step::Key(_)) => {
                self.enter(item, step_of(&first.value), &steps[1..], passed);
            }
            Type::Map(value) => self.enter(value, keyed(&first.value), &steps[1..], passed),
            Type::Named(id) => match &self.types[id.0].kind {
                TypeKind::Record(record) => {
                    let before = self.readings.len();
                    let mut entered = false;
                    for (length, name) in joined(steps) {
                        if let Some(field) = record.fields.iter().find(|f| f.name.wire == name) {
                            entered = true;
                            self.reach(field, &steps[length - 1..]);
                            self.enter(&field.ty, api::Step::Key(name), &steps[length..], passed);
                        }
                    }
                    if !entered && self.readings.len() == before {
                        self.stop(first, passed.len(), opened);
                    }
                }
                TypeKind::Union(union) => self.union(union, opened, steps, passed),
                TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) => {
                    self.stop(first, passed.len(), opened)
                }
            },
            _ => self.stop(first, passed.len(), opened),
        }
    }

    /// Notes a field that no path can lead to, or through, in every format.
    fn reach(&mut self, field: &Field, steps: &[Spanned<Step>]) {
        let what = match (field.xml.form, steps) {
            (XmlForm::Content, [at, ..]) => (at.span, "the text of an element"),
            (XmlForm::Bare, [_, item, ..]) => (item.span, "an item of a bare list"),
            _ => return,
        };
        self.out_of_reach = Some(what);
    }

    fn enter(
        &mut self,
        place: &Use,
        step: api::Step,
        rest: &[Spanned<Step>],
        passed: &mut Vec<api::Step>,
    ) {
        passed.push(step);
        self.walk(place, rest, passed);
        passed.pop();
    }

    fn stop(&mut self, step: &Spanned<Step>, depth: usize, at: &Use) {
        if self.dead_end.as_ref().is_none_or(|end| end.depth < depth) {
            self.dead_end = Some(DeadEnd {
                depth,
                span: step.span,
                step: shown(std::slice::from_ref(step)),
                at: at.clone(),
            });
        }
    }
}

/// Steps as they are written.
fn shown(steps: &[Spanned<Step>]) -> String {
    let text = |step: &Spanned<Step>| match &step.value {
        Step::Key(key) => key.clone(),
        Step::Index(index) => index.to_string(),
        Step::Any => "*".to_owned(),
    };
    steps.iter().map(text).collect::<Vec<_>>().join(".")
}

/// A number or `*` as a key of a map; `*` means any.
fn keyed(step: &Step) -> api::Step {
    match step {
        Step::Index(index) => api::Step::Key(index.to_string()),
        Step::Key(_) | Step::Any => step_of(step),
    }
}

/// The names that the first one, two, … steps are, with the number of steps that each takes.
fn joined(steps: &[Spanned<Step>]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut name = String::new();
    for (index, step) in steps.iter().enumerate() {
        let part = match &step.value {
            Step::Key(key) => key.clone(),
            Step::Index(number) => number.to_string(),
            Step::Any => break,
        };
        if index > 0 {
            name.push('.');
        }
        name.push_str(&part);
        names.push((index + 1, name.clone()));
    }
    names
}

fn report(cx: &mut Cx<'_>, path: &Path, end: &DeadEnd) {
    let DeadEnd { span, step, at, .. } = end;
    let mut meant = None;
    let (message, help) = match &at.ty {
        Type::Named(id) => match &cx.api.ty(*id).kind {
            TypeKind::Record(record) => {
                let fields = record.fields.iter().map(|f| f.name.wire.as_str());
                let owner = &cx.api.ty(*id).name.wire;
                meant = cx
                    .found
                    .near
                    .certain_name(step, fields.clone())
                    .map(str::to_owned);
                (
                    format!("`{owner}` has no field `{step}`"),
                    cx.found.near.help(step, fields),
                )
            }
            TypeKind::Union(_) => (
                format!(
                    "no member of `{}` has a field `{step}`",
                    cx.api.ty(*id).name.wire
                ),
                None,
            ),
            _ => (
                format!(
                    "`{}` leads into `{}`, which has no fields",
                    path.text,
                    cx.api.ty(*id).name.wire
                ),
                None,
            ),
        },
        Type::List(_) => {
            let list = shown(&path.steps[..end.depth]);
            let before = if list.is_empty() {
                String::new()
            } else {
                format!("{list}.")
            };
            let what = if list.is_empty() {
                "the whole".to_owned()
            } else {
                format!("`{list}`")
            };
            (
                format!("{what} is a list, which has no field `{step}`"),
                Some(format!(
                    "say which item: `{before}0.{step}` for the first, `{before}*.{step}` for any"
                )),
            )
        }
        other => {
            let noun = super::form::of(&cx.api.types, other).noun();
            (
                format!("`{step}` is asked of {noun}, which has no fields"),
                None,
            )
        }
    };
    cx.found
        .error(codes::UNKNOWN_PATH, *span, message)
        .maybe_help(help)
        .respell(*span, step, meant.as_deref());
}

//! A parameter's type and what is said of lists and objects in; how each travels, and what cannot, out.

use super::cx::Cx;
use super::form::{self, Form};
use super::params::{Params, single};
use super::{bodies, paths};
use crate::api::{
    Codec, ListStyle, ObjectStyle, Place, Presence, Type, TypeDef, TypeId, TypeKind, Use,
};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::model::{self, Endpoint};

/// How lists and objects in a parameter are written: by its own words, else by those around it where these can hold.
/// A type that its place cannot carry is reported. A list joined by commas has the codec `csv` afterwards.
pub(super) fn of_param(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    entry: &model::Param,
    ty: &mut Use,
    span: Span,
) -> (ListStyle, Option<ObjectStyle>) {
    if entry.place == Place::Beside || (entry.place == Place::Part && bodies::part(cx, entry, ty)) {
        unstyled(cx, entry);
        return (ListStyle::default(), None);
    }
    let holds = Holds::of(cx, ty);
    let object = object_style(cx, endpoint, entry, &holds);
    let list = list_style(cx, endpoint, entry, ty, &holds);
    let carried = Carried {
        list: &list,
        object,
        span,
        bracketed: entry.list.map(|_| entry.name.value.as_str()),
    };
    match entry.place {
        Place::Path => joined_or_single(cx, ty, &carried, "a path"),
        Place::Header => joined_or_single(cx, ty, &carried, "a header"),
        Place::Query => carried.check(cx, ty, "a query"),
        Place::Form => carried.check(cx, ty, "a form"),
        Place::Part if is_file(cx, ty, &list) => {}
        Place::Part => carried.check(cx, ty, "a part"),
        Place::Beside => {}
    }
    (list, object)
}

/// Reports styles of an endpoint none of whose parameters holds what they are about.
pub(super) fn idle(cx: &mut Cx<'_>, endpoint: &Endpoint, params: &Params) {
    let holds = params.made.iter().map(|param| Holds::of(cx, &param.ty));
    let (list, object) = holds.fold((false, false), |(list, object), one| {
        let anything = one.anything;
        (
            list || one.list || anything,
            object || one.object || anything,
        )
    });
    let own = &endpoint.own_styles;
    let of_lists = own.list.as_ref().filter(|_| !list).map(|style| style.span);
    let of_objects = own.object.as_ref().filter(|_| !object);
    let of_objects = of_objects.map(|style| style.span);
    for (key, what, span) in [
        ("list", "lists", of_lists),
        ("object", "objects", of_objects),
    ] {
        if let Some(span) = span {
            let name = &endpoint.name.value;
            cx.found
                .error(
                    codes::IDLE_WORD,
                    span,
                    format!("`{key}:` says how {what} in parameters are written, and no parameter of `{name}` holds one"),
                )
                .help(format!("remove `{key}:`"));
        }
    }
}

/// A file, or a list of them that are parts of their own.
fn is_file(cx: &Cx<'_>, ty: &Use, list: &ListStyle) -> bool {
    match &ty.ty {
        _ if ty.null => false,
        Type::List(item) if ty.codecs.is_empty() && !matches!(list, ListStyle::Joined(_)) => {
            !item.null && bodies::is_bytes(cx, item)
        }
        _ => bodies::is_bytes(cx, ty),
    }
}

/// Reports styles of what travels in JSON.
fn unstyled(cx: &mut Cx<'_>, entry: &model::Param) {
    let list = entry.styles.list.as_ref().map(|style| ("list", style.span));
    let object = entry
        .styles
        .object
        .as_ref()
        .map(|style| ("object", style.span));
    for (key, span) in list.into_iter().chain(object) {
        cx.found
            .error(
                codes::OBJECT_STYLE,
                span,
                format!("`{key}:` is about parameters, and this travels in JSON"),
            )
            .help(format!("remove `{key}:`"));
    }
}

/// How the list of a filter's operator is written; with commas it has the codec `csv` afterwards.
pub(super) fn of_operator(ty: &mut Use, style: &ListStyle) -> ListStyle {
    if *style == comma() {
        ty.codecs.insert(0, Codec::Csv);
        return ListStyle::default();
    }
    style.clone()
}

fn comma() -> ListStyle {
    ListStyle::Joined(",".to_owned())
}

/// What a type holds that a style is about.
struct Holds {
    list: bool,
    object: bool,
    /// Anything may come, or the type was wrong.
    anything: bool,
}

impl Holds {
    fn of(cx: &Cx<'_>, ty: &Use) -> Holds {
        let mut holds = Holds {
            list: false,
            object: false,
            anything: false,
        };
        holds.add(&cx.api.types, ty, &mut Vec::new());
        holds
    }

    fn add(&mut self, types: &[TypeDef], ty: &Use, seen: &mut Vec<TypeId>) {
        match &ty.ty {
            Type::List(item) => {
                self.list = true;
                self.add(types, item, seen);
            }
            Type::Map(value) => {
                self.object = true;
                self.add(types, value, seen);
            }
            Type::Named(id) if !seen.contains(id) => {
                seen.push(*id);
                match &types[id.0].kind {
                    TypeKind::Record(record) => {
                        self.object = true;
                        for field in &record.fields {
                            self.add(types, &field.ty, seen);
                        }
                    }
                    TypeKind::Alias(inner) | TypeKind::Newtype(inner) => {
                        self.add(types, inner, seen);
                    }
                    TypeKind::Union(_) => self.anything = true,
                    TypeKind::Enum(_) => {}
                }
            }
            Type::Json | Type::Unknown => self.anything = true,
            _ => {}
        }
    }
}

fn object_style(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    entry: &model::Param,
    holds: &Holds,
) -> Option<ObjectStyle> {
    let can = holds.object || holds.anything;
    let is_parted = matches!(entry.place, Place::Query | Place::Form | Place::Part);
    match &entry.styles.object {
        Some(style) if !can => {
            cx.found
                .error(
                    codes::OBJECT_STYLE,
                    style.span,
                    "`object:` says how an object is written, and this is none",
                )
                .help("remove `object:`, or write a record or `map<…>` for the type");
            None
        }
        Some(style) if !is_parted && style.value != ObjectStyle::Json => {
            cx.found
                .error(
                    codes::OBJECT_STYLE,
                    style.span,
                    "a path and a header hold one text, and this style makes several parameters",
                )
                .help("write `object: json`, or send it in the query");
            Some(ObjectStyle::Json)
        }
        Some(style) => Some(style.value),
        None => {
            let around = endpoint.styles.object.as_ref().map(|style| style.value);
            around.filter(|style| can && (is_parted || *style == ObjectStyle::Json))
        }
    }
}

fn list_style(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    entry: &model::Param,
    ty: &mut Use,
    holds: &Holds,
) -> ListStyle {
    let is_csv = ty.codecs.first() == Some(&Codec::Csv);
    let is_list = matches!(ty.ty, Type::List(_));
    let own = entry.styles.list.as_ref();
    if let Some(style) = own {
        wrong_list_style(cx, style, is_csv, holds);
    }
    let is_parted = matches!(entry.place, Place::Query | Place::Form | Place::Part);
    let around = endpoint.styles.list.as_ref();
    let around = around.filter(|style| is_parted || matches!(style.value, ListStyle::Joined(_)));
    // The vendor's own name has the brackets: `tags[]` is what is sent.
    let by_name = (entry.list.is_some() && is_parted).then_some(&ListStyle::Brackets);
    let own = own.map(|style| &style.value).or(by_name);
    match own.or(around.map(|style| &style.value)) {
        Some(_) if is_csv => ListStyle::default(),
        Some(style) if is_list && *style == comma() => {
            ty.codecs.insert(0, Codec::Csv);
            ListStyle::default()
        }
        Some(style) if holds.list || holds.anything => style.clone(),
        _ => ListStyle::default(),
    }
}

fn wrong_list_style(cx: &mut Cx<'_>, style: &Spanned<ListStyle>, is_csv: bool, holds: &Holds) {
    if !holds.list && !holds.anything {
        cx.found
            .error(
                codes::PARAM_TYPE,
                style.span,
                "`list:` says how a list is written, and this is none",
            )
            .help("write `list<…>` for the type, or remove `list:`");
    } else if is_csv && style.value != comma() {
        cx.found
            .error(
                codes::PARAM_TYPE,
                style.span,
                "`as csv` puts all items in one text with commas, and this style does not",
            )
            .help("write one of the two");
    }
}

/// What one text can carry: a single value, or a list in it.
fn joined_or_single(cx: &mut Cx<'_>, ty: &Use, carried: &Carried<'_>, place: &str) {
    let opened = paths::opened(&cx.api.types, ty).clone();
    match (&opened.ty, carried.list) {
        (Type::List(item), ListStyle::Joined(_)) if !ty.null && !is_csv(&opened) => {
            single(cx, item, carried.span, "an item of a list in one text");
        }
        _ if carried.object == Some(ObjectStyle::Json) => {}
        _ => single(cx, ty, carried.span, place),
    }
}

fn is_csv(ty: &Use) -> bool {
    ty.is_one_text()
}

/// What stands around a value in a parameter.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    List,
    Object,
}

/// How a parameter is written.
struct Carried<'s> {
    list: &'s ListStyle,
    object: Option<ObjectStyle>,
    span: Span,
    /// What is before the `[]` of its name, where it has one.
    bracketed: Option<&'s str>,
}

impl Carried<'_> {
    /// Reports what the styles have no form for.
    fn check(&self, cx: &mut Cx<'_>, ty: &Use, place: &str) {
        self.value(cx, ty, place, "", Around::Nothing, &mut Vec::new());
    }

    /// A value at `at` in the parameter; nothing more is said of it after the first finding, and of a record's fields
    /// nothing at a second place.
    fn value(
        &self,
        cx: &mut Cx<'_>,
        ty: &Use,
        place: &str,
        at: &str,
        around: Around,
        seen: &mut Vec<TypeId>,
    ) {
        let opened = paths::opened(&cx.api.types, ty).clone();
        let item = match around {
            Around::Object => format!("an item of the list `{at}`"),
            Around::Nothing | Around::List => format!("an item in {place}"),
        };
        match &opened.ty {
            Type::List(of) if !ty.null && !is_csv(&opened) => {
                if around == Around::List {
                    let help = match self.bracketed {
                        Some(name) if at.is_empty() => {
                            format!(
                                "`{name}[]` is a list already: write the type of its items alone"
                            )
                        }
                        _ => {
                            "say `as csv` of the inner one, or `object: json` of a record around it"
                                .to_owned()
                        }
                    };
                    self.refuse(cx, at, "a list of lists", &help);
                } else if matches!(self.list, ListStyle::Joined(_)) {
                    single(cx, of, self.span, "an item of a list in one text");
                } else {
                    self.value(cx, of, &item, at, Around::List, seen);
                }
            }
            Type::Map(_) | Type::Json if self.object.is_some() => {
                self.object(cx, &opened, at, around, seen);
            }
            Type::Named(id) if self.object.is_some() && is_object(cx, *id) => {
                self.object(cx, &opened, at, around, seen);
            }
            _ => single(cx, ty, self.span, place),
        }
    }

    fn object(&self, cx: &mut Cx<'_>, ty: &Use, at: &str, around: Around, seen: &mut Vec<TypeId>) {
        let Some(style) = self.object.filter(|style| *style != ObjectStyle::Json) else {
            return;
        };
        let positioned = matches!(self.list, ListStyle::Indexed | ListStyle::Numbered);
        if style == ObjectStyle::Brackets && around != Around::Nothing {
            return self.refuse(
                cx,
                at,
                "an object inside of another",
                "write `object: deep`, which goes to any depth",
            );
        }
        if around == Around::List && !positioned {
            return self.refuse(
                cx,
                at,
                "a list of objects",
                "write `list: indexed`, so that each has its number, or `object: json`",
            );
        }
        match &ty.ty {
            Type::Map(value) => {
                let inner = match at {
                    "" => "*".to_owned(),
                    at => format!("{at}.*"),
                };
                self.value(cx, value, "a value of a map", &inner, Around::Object, seen);
            }
            Type::Named(id) if !seen.contains(id) => {
                let TypeKind::Record(record) = cx.api.ty(*id).kind.clone() else {
                    return;
                };
                seen.push(*id);
                for field in &record.fields {
                    let at = match at {
                        "" => field.name.wire.clone(),
                        at => format!("{at}.{}", field.name.wire),
                    };
                    let nullable = matches!(field.presence, Presence::Nullable | Presence::Maybe);
                    if nullable && !field.ty.codecs.contains(&Codec::Blank) {
                        self.refuse(cx, &at, "null", "let the field be absent, `name?`, or say `as blank` where an empty text means null");
                    } else {
                        let ty = Use {
                            null: false,
                            ..field.ty.clone()
                        };
                        let place = format!("a parameter of the field `{at}`");
                        self.value(cx, &ty, &place, &at, Around::Object, seen);
                    }
                }
            }
            _ => {}
        }
    }

    fn refuse(&self, cx: &mut Cx<'_>, at: &str, what: &str, help: &str) {
        let message = match at {
            "" => format!("this style has no form for {what}"),
            at => format!("this style has no form for {what}, which stands at `{at}`"),
        };
        cx.found
            .error(codes::OBJECT_STYLE, self.span, message)
            .help(help);
    }
}

fn is_object(cx: &Cx<'_>, id: TypeId) -> bool {
    let form = form::of(&cx.api.types, &Type::Named(id));
    matches!(form, Form::Object)
        || (form == Form::Any && !matches!(cx.api.ty(id).kind, TypeKind::Enum(_)))
}

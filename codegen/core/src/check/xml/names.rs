//! Types in; the elements that they are in XML, where something names these, out.

use crate::api::{Element, Type, TypeDef, TypeId, TypeKind, Use};
use crate::check::cx::{Cx, is_poison};
use crate::check::define::Pending;
use crate::diag::codes;
use crate::spec::model::{Text, TypeRef, Xml, XmlOrder};

/// Where .NET puts the items of lists of built-in types.
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
/// Where .NET puts built-in types that are whole documents.
const SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";
/// The number of lists inside each other that are given a name.
const DEEPEST: usize = 16;

/// The elements of types.
pub(super) struct Names {
    types: Vec<TypeNames>,
    head: TypeNames,
}

/// How a type stands in XML.
#[derive(Clone)]
pub(super) struct TypeNames {
    /// Its element's name; a type that is written in place has none of its own.
    root: Option<String>,
    /// The namespace of its element and its fields.
    pub(super) ns: String,
    /// `order: datacontract`.
    pub(super) is_data_contract: bool,
}

impl Names {
    /// The elements that the spec gives its types. What is no name is reported.
    pub(super) fn of(cx: &mut Cx<'_>, pending: &[Pending<'_>]) -> Names {
        let spec = cx.spec;
        let nothing = TypeNames {
            root: None,
            ns: String::new(),
            is_data_contract: false,
        };
        let head = said(cx, spec.xml.as_ref(), &nothing);
        let mut types = vec![head.clone(); cx.api.types.len()];
        for pending in pending {
            let xml = match pending.def {
                Some(TypeRef::Record(record)) => record.xml.as_ref(),
                Some(TypeRef::Enum(values)) => values.xml.as_ref(),
                Some(TypeRef::Union(union)) => union.xml.as_ref(),
                Some(TypeRef::Expr(_) | TypeRef::Newtype(_)) | None => None,
            };
            // A type in place stands in the namespace of what it is in, which was declared before it.
            let around = pending.owner.map_or(&head, |owner| &types[owner.0]);
            let around = TypeNames {
                root: None,
                ..around.clone()
            };
            let mut made = said(cx, xml, &around);
            let def = &cx.api.ty(pending.id).name;
            let name = &def.wire;
            if made.root.is_none() && cx.types.get(name.as_str()) == Some(&pending.id) {
                // An instance of a generic type is written as none.
                let is_own = is_name(name);
                made.root = Some(if is_own { name } else { &def.pascal }.clone());
            }
            types[pending.id.0] = made;
        }
        Names { types, head }
    }

    /// How a type stands in XML.
    pub(super) fn ty(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0]
    }

    /// What holds for the whole vendor.
    pub(super) fn head(&self) -> &TypeNames {
        &self.head
    }

    /// The element of a record or an enum.
    pub(super) fn element(&self, id: TypeId) -> Option<Element> {
        let TypeNames { root, ns, .. } = self.ty(id);
        Some(Element {
            name: root.clone()?,
            ns: ns.clone(),
        })
    }

    /// The element of an item of a list that stands in `around`.
    pub(super) fn item(
        &self,
        types: &[TypeDef],
        item: &Use,
        around: &TypeNames,
    ) -> Option<Element> {
        let known = around.is_data_contract;
        match self.named(types, item, DEEPEST)? {
            Named::Type(element) => Some(element),
            Named::BuiltIn(name) => known.then(|| element(name, ARRAYS)),
            Named::List(element) => known.then_some(element),
        }
    }

    /// The element of a value that is a whole document.
    pub(super) fn document(&self, types: &[TypeDef], value: &Use) -> Option<Element> {
        let known = self.head.is_data_contract;
        match self.named(types, value, DEEPEST)? {
            Named::Type(element) => Some(element),
            Named::BuiltIn(name) => known.then(|| element(name, SERIALIZATION)),
            Named::List(element) => known.then_some(element),
        }
    }

    /// The namespace of items that `item:` names without one.
    pub(super) fn item_ns(&self, types: &[TypeDef], item: &Use, around: &TypeNames) -> String {
        match self.named(types, item, DEEPEST) {
            Some(Named::Type(element)) => element.ns,
            Some(Named::List(element)) if around.is_data_contract => element.ns,
            _ if around.is_data_contract => ARRAYS.to_owned(),
            _ => around.ns.clone(),
        }
    }

    fn named(&self, types: &[TypeDef], value: &Use, deepest: usize) -> Option<Named> {
        let deepest = deepest.checked_sub(1)?;
        if value.is_one_text() {
            return Some(Named::BuiltIn("string"));
        }
        match &value.ty {
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                    self.element(*id).map(Named::Type)
                }
                TypeKind::Alias(inner) | TypeKind::Newtype(inner) => {
                    self.named(types, inner, deepest)
                }
            },
            Type::List(item) => {
                let Element { name, ns } = match self.named(types, item, deepest)? {
                    Named::Type(inner) | Named::List(inner) => inner,
                    Named::BuiltIn(name) => element(name, ARRAYS),
                };
                Some(Named::List(Element {
                    name: format!("ArrayOf{name}"),
                    ns,
                }))
            }
            other => built_in(other).map(Named::BuiltIn),
        }
    }
}

/// What gives an element its name.
enum Named {
    /// A type of the spec.
    Type(Element),
    /// .NET, for a built-in type.
    BuiltIn(&'static str),
    /// .NET, for a list.
    List(Element),
}

fn element(name: &str, ns: &str) -> Element {
    Element {
        name: name.to_owned(),
        ns: ns.to_owned(),
    }
}

/// What .NET calls a built-in type, where there is one that it certainly is.
fn built_in(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Str | Type::Secret => "string",
        Type::Int => "int",
        Type::Float => "double",
        Type::Bool => "boolean",
        Type::Uuid => "guid",
        Type::DateTime | Type::Instant => "dateTime",
        Type::Decimal => "decimal",
        Type::Bytes => "base64Binary",
        Type::Url => "anyURI",
        Type::Duration => "duration",
        Type::Date
        | Type::Time
        | Type::Moment
        | Type::Json
        | Type::List(_)
        | Type::Map(_)
        | Type::Named(_)
        | Type::Unknown => return None,
    })
}

/// What `xml:` says, and what holds around it where it is silent.
fn said(cx: &mut Cx<'_>, xml: Option<&Xml>, around: &TypeNames) -> TypeNames {
    let Some(xml) = xml else {
        return around.clone();
    };
    TypeNames {
        root: xml.root.as_ref().map(|root| checked(cx, root)),
        ns: text(&xml.ns).unwrap_or_else(|| around.ns.clone()),
        is_data_contract: match xml.order {
            Some(order) => order == XmlOrder::DataContract,
            // A word that is no order may have been this one, which names more.
            None => around.is_data_contract || xml.is_partial,
        },
    }
}

/// The element that `xml: { root, ns }` names, where it names one.
pub(super) fn root(cx: &mut Cx<'_>, xml: Option<&Xml>, names: &Names) -> Option<Element> {
    let made = said(cx, xml, &names.head);
    Some(Element {
        name: made.root?,
        ns: made.ns,
    })
}

/// A name of the spec's own for an element; one that is none is reported, and stands for what was likely meant.
pub(super) fn checked(cx: &mut Cx<'_>, name: &Text) -> String {
    if is_name(&name.value) {
        return name.value.clone();
    }
    bad_name(cx, name);
    let local = name.value.rsplit_once(':').map(|(_, local)| local);
    local.unwrap_or(&name.value).to_owned()
}

/// Reports a text that is no name in XML.
pub(super) fn bad_name(cx: &mut Cx<'_>, name: &Text) {
    let finding = cx.found.error(
        codes::XML_NAME,
        name.span,
        format!("`{}` cannot be a name in XML", name.value),
    );
    finding.help(match name.value.split_once(':') {
        Some((_, local)) if is_name(local) => {
            format!("write `{local}`: what the prefix stands for is said by `ns`")
        }
        _ => {
            "a name begins with a letter or `_`, and goes on with letters, digits, `_`, `-` and `.`"
                .to_owned()
        }
    });
}

/// Whether a text is a name without a prefix, by the fifth edition of XML 1.0.
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins) && chars.all(|c| begins(c) || goes_on(c))
}

fn begins(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn goes_on(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn text(of: &Option<Text>) -> Option<String> {
    of.as_ref().map(|text| text.value.clone())
}

/// Whether nothing can be said of a type, since it could not be resolved.
pub(super) fn is_unknown(types: &[TypeDef], value: &Use) -> bool {
    is_poison(crate::check::paths::opened(types, value))
}

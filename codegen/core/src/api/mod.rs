//! What a spec means: every reference resolved, every name chosen, every default applied.
//!
//! `check` makes an [`Api`] out of a `Spec`; the emitter, the mock vendor and whatever else reads a
//! vendor's API start from here. Nothing after this point can fail.
//!
//! Tables refer to each other by index ([`TypeId`], [`RuleId`], …), so the whole is plain data that
//! can be cloned, compared and printed.

mod auth;
mod endpoint;
mod error;
mod hook;
mod job;
mod oauth;
mod pager;
mod path;
mod rows;
pub mod scope;
mod stream;
mod traffic;
mod types;
mod undeclared;
mod union;

pub use auth::*;
pub use endpoint::*;
pub use error::*;
pub use hook::*;
pub use job::*;
pub use oauth::*;
pub use pager::*;
pub use path::*;
pub use rows::*;
pub use stream::*;
pub use traffic::*;
pub use types::*;
pub use undeclared::*;
pub use union::*;

/// One vendor's API.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The vendor's name in all its forms.
    pub vendor: Name,
    /// The spec files it was read from, head first, as they were named on the way in.
    pub sources: Vec<String>,
    /// `title:` of the head.
    pub title: Option<String>,
    /// `docs:` of the head: where the vendor documents the API.
    pub docs: Option<String>,
    /// `doc:` of the head.
    pub doc: Option<String>,
    /// The formats of bodies that the vendor speaks, the default first.
    pub formats: Vec<Format>,
    /// What formats are called in headers, where that is not `application/json` and `application/xml`.
    pub media_types: Vec<(Format, String)>,
    /// The base URL of endpoints that choose no other: literal text and variables, in order.
    pub base: Vec<BasePart>,
    /// Base URLs that endpoints choose by name, where the vendor has more than the one at `base`.
    pub bases: Vec<NamedBase>,
    /// Which of these stand in for others that cannot be reached; no endpoint chooses them.
    pub fallbacks: Vec<Fallbacks>,
    /// Variables of the client, in the order of `vars:`.
    pub vars: Vec<Var>,
    /// Authentication schemes, in the order of `auth:`.
    pub schemes: Vec<Scheme>,
    /// Named types, in spec order, inline ones after the type they stand in.
    pub types: Vec<TypeDef>,
    /// Codecs that the vendor defines by pattern.
    pub codecs: Vec<OwnCodec>,
    /// Error rules of the head and of all endpoints; an endpoint lists those that hold for it.
    pub rules: Vec<ErrorRule>,
    /// Error kinds of the whole vendor, each once, in order of first mention.
    pub kinds: Vec<ErrorKind>,
    /// How often the vendor may be called; an endpoint lists what holds for it.
    pub limits: Vec<Limit>,
    /// The calls.
    pub endpoints: Vec<Endpoint>,
    /// What the vendor calls.
    pub hooks: Vec<Hook>,
    /// What calls of other paths have.
    pub undeclared: Undeclared,
}

/// A name as the vendor writes it and as Rust writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The vendor's own spelling.
    pub wire: String,
    /// `snake_case`: a module, a method, a field, a variable. A keyword stands raw (`r#type`) or, where
    /// raw is not allowed, with a trailing underscore (`self_`).
    pub snake: String,
    /// `PascalCase`: a type or a variant.
    pub pascal: String,
}

/// Index into [`Api::vars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub usize);
/// Index into [`Api::bases`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BaseId(pub usize);
/// Index into [`Api::schemes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemeId(pub usize);
/// Index into [`Api::endpoints`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EndpointId(pub usize);
/// Index into [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);
/// Index into [`Api::codecs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnId(pub usize);
/// Index into [`Api::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub usize);
/// Index into [`Api::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LimitId(pub usize);
/// Index into [`Api::kinds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub usize);

/// A piece of the base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasePart {
    /// Text, sent as it stands.
    Text(String),
    /// The value of a variable.
    Var(VarId),
}

/// A base URL that is not the default.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedBase {
    /// Its name.
    pub name: Name,
    /// The name of the method of the client's builder that puts another URL in its place.
    pub setter: Name,
    /// Literal text and variables, in order.
    pub parts: Vec<BasePart>,
}

/// Base URLs for when another one cannot be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallbacks {
    /// The one that they stand in for; nothing for the default.
    pub of: Option<BaseId>,
    /// Their order is that in which they are asked.
    pub bases: Vec<BaseId>,
}

/// A variable of the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Var {
    /// Its name; `snake` is the setter on the client's builder.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// `Str`, `Int` or `Bool`.
    pub ty: Type,
    /// The text that stands where the user sets nothing.
    pub default: Option<String>,
}

/// A format of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

impl Format {
    /// The format that a media type names: `application/vnd.api+json` is JSON.
    pub fn of_media_type(media_type: &str) -> Option<Format> {
        let (_, subtype) = media_type.split_once('/')?;
        let subtype = subtype.split(';').next().unwrap_or_default();
        let subtype = subtype.trim().to_ascii_lowercase();
        let is = |name: &str| subtype == name || subtype.ends_with(&format!("+{name}"));
        if is("json") {
            Some(Format::Json)
        } else {
            is("xml").then_some(Format::Xml)
        }
    }
}

/// The name of an element in XML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Element {
    /// The name, without a prefix.
    pub name: String,
    /// The namespace; the empty one where it has none.
    pub ns: String,
}

impl Api {
    /// The type at `id`.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

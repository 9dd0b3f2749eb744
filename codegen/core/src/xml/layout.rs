//! An endpoint or an error rule in; which types stand where in a body, and under which root, out.

use super::document::Document;
use super::{names, read, write};
use crate::api::{
    Api, Body, Element, Endpoint, ErrorRule, Handed, PagerEnd, Path, Source, Step, Type, TypeId,
    TypeKind, Use,
};
use crate::tree::Node;

/// What stands where in one body.
#[derive(Debug, Clone)]
pub struct Layout<'a> {
    api: &'a Api,
    root: Option<Element>,
    places: Vec<Place>,
}

/// A type, and the steps that lead to it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) steps: Vec<Step>,
    pub(super) ty: Use,
}

impl<'a> Layout<'a> {
    /// The body of the endpoint's requests, where they have one.
    pub fn request(api: &'a Api, endpoint: &Endpoint) -> Option<Layout<'a>> {
        let ty = match endpoint.body.as_ref()? {
            Body::Record(id) => named(*id),
            Body::Value(ty) => ty.clone(),
            Body::Bytes | Body::Text | Body::Form | Body::Multipart(_) => return None,
        };
        Some(Layout::whole(api, ty))
    }

    /// The body of the endpoint's replies, where they are no errors.
    pub fn reply(api: &'a Api, endpoint: &Endpoint) -> Layout<'a> {
        let mut places = Vec::new();
        let mut put = |path: &Path, ty: Use| {
            let steps = path.steps.clone();
            places.push(Place { steps, ty });
        };
        if let Some(returns) = &endpoint.returns {
            put(&endpoint.envelope.data, returns.clone());
        }
        if let Some(meta) = &endpoint.envelope.meta
            && let TypeKind::Record(record) = &api.ty(meta.record).kind
        {
            for (field, from) in record.fields.iter().zip(&meta.from) {
                if let Handed::Reply(Source::Body(path)) = from {
                    put(path, field.ty.clone());
                }
            }
        }
        for pager in &endpoint.pagers {
            for path in pager.places() {
                let is_flag = pager.ends.contains(&PagerEnd::HasMore(path.clone()));
                let is_total = pager.ends.iter().any(|end| {
                    matches!(end, PagerEnd::TotalItems(at) | PagerEnd::TotalPages(at) if at == path)
                });
                let ty = match (is_flag, is_total) {
                    (true, _) => Type::Bool,
                    (_, true) => Type::Int,
                    (false, false) => Type::Str,
                };
                put(path, plain(ty));
            }
        }
        Layout {
            api,
            root: endpoint.root.clone(),
            places,
        }
    }

    /// The body of an error; where no rule gives it a type, nothing of it is known, and its root is `Error`.
    pub fn error(api: &'a Api, rule: Option<&ErrorRule>) -> Layout<'a> {
        match rule.and_then(|rule| rule.body) {
            Some(id) => Layout::whole(api, named(id)),
            None => Layout {
                api,
                root: None,
                places: Vec::new(),
            },
        }
    }

    /// A body that is one value.
    pub fn whole(api: &'a Api, ty: Use) -> Layout<'a> {
        Layout {
            api,
            root: names::element(api, &ty),
            places: vec![Place {
                steps: Vec::new(),
                ty,
            }],
        }
    }

    /// The body of a document as JSON would have it, with all that is not as the spec says of XML.
    pub fn read(&self, document: &Document<'_>, sent: read::Sent) -> read::Read {
        read::body(self.api, self.root.as_ref(), &self.places, document, sent)
    }

    /// A body as a document.
    ///
    /// # Errors
    /// What XML cannot hold: a key that names no element, a control character, a value that is of no form that the
    /// spec allows at its place.
    pub fn write(&self, body: &Node) -> Result<String, String> {
        let root = self.root.clone().unwrap_or_else(|| Element {
            name: "Error".to_owned(),
            ns: String::new(),
        });
        write::body(self.api, &root, &self.places, body)
    }
}

/// What stands below a step, of `places`.
pub(super) fn below(places: &[Place], step: impl Fn(&Step) -> bool) -> Vec<Place> {
    let leads = places.iter().filter_map(|place| {
        let (first, rest) = place.steps.split_first()?;
        step(first).then(|| Place {
            steps: rest.to_vec(),
            ty: place.ty.clone(),
        })
    });
    leads.collect()
}

/// What stands below a key.
pub(super) fn at_key(places: &[Place], key: &str) -> Vec<Place> {
    below(places, |step| matches!(step, Step::Key(of) if of == key))
}

/// What stands at the item of this number.
pub(super) fn at_index(places: &[Place], index: usize) -> Vec<Place> {
    below(places, |step| match step {
        Step::Index(of) => *of == index,
        Step::Any => true,
        Step::Key(_) => false,
    })
}

/// Whether items are asked for here by their number.
pub(super) fn has_items(places: &[Place]) -> bool {
    let by_number = |place: &Place| matches!(place.steps.first(), Some(Step::Index(_) | Step::Any));
    places.iter().any(by_number)
}

fn named(id: TypeId) -> Use {
    plain(Type::Named(id))
}

fn plain(ty: Type) -> Use {
    Use {
        element: None,
        ty,
        codecs: Vec::new(),
        null: false,
    }
}

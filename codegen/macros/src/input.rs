//! The tokens of a struct in, what its `#[vendor(…)]` asks for out.

use heck::ToSnakeCase as _;
use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::{Data, DeriveInput, Error, Fields, LitStr, Result, Token, Visibility, parenthesized};
use trunkline_codegen::diag::Near;
use trunkline_codegen::emit::Setting;

/// What is asked for.
pub(crate) struct Input {
    /// The struct.
    pub(crate) name: Ident,
    /// Who sees it.
    pub(crate) vis: Visibility,
    /// The path of the spec.
    pub(crate) spec: LitStr,
    /// The module that the client goes to.
    pub(crate) module: Ident,
    /// What goes beyond the spec.
    pub(crate) settings: Vec<Setting>,
    /// Where each of the settings stands.
    pub(crate) places: Vec<Span>,
}

/// The keys of the attribute.
const KEYS: [&str; 7] = [
    "spec",
    "module",
    "runtime_path",
    "private_items",
    "type_attribute",
    "feature_for_endpoint",
    "feature_for_tag",
];

#[derive(Default)]
struct Keys {
    spec: Option<LitStr>,
    module: Option<LitStr>,
    settings: Vec<Setting>,
    places: Vec<Span>,
}

pub(crate) fn input(tokens: TokenStream) -> Result<Input> {
    let input: DeriveInput = syn::parse2(tokens)?;
    let is_unit = matches!(&input.data, Data::Struct(data) if matches!(data.fields, Fields::Unit));
    if !is_unit || !input.generics.params.is_empty() {
        let message = "`Vendor` is derived for a struct without fields: `pub struct Acme;`";
        return Err(Error::new(input.ident.span(), message));
    }
    let mut keys = Keys::default();
    for attribute in &input.attrs {
        if attribute.path().is_ident("vendor") {
            attribute.parse_nested_meta(|meta| keys.take(&meta))?;
        }
    }
    let missing = || {
        Error::new(
            input.ident.span(),
            "which spec? `#[vendor(spec = \"specs/acme.yaml\")]`",
        )
    };
    let module = match &keys.module {
        Some(name) => module(&name.value())
            .ok_or_else(|| Error::new(name.span(), "this is no name of a module"))?,
        None => module(&input.ident.unraw().to_string().to_snake_case()).ok_or_else(|| {
            Error::new(
                input.ident.span(),
                "no module can be named after this: add `module = \"…\"`",
            )
        })?,
    };
    Ok(Input {
        spec: keys.spec.ok_or_else(missing)?,
        name: input.ident,
        vis: input.vis,
        module,
        settings: keys.settings,
        places: keys.places,
    })
}

/// The module's name, raw where it is a keyword.
fn module(name: &str) -> Option<Ident> {
    let raw = || syn::parse_str::<Ident>(&format!("r#{name}"));
    syn::parse_str::<Ident>(name).or_else(|_| raw()).ok()
}

impl Keys {
    fn take(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let key = meta
            .path
            .get_ident()
            .map(Ident::to_string)
            .unwrap_or_default();
        match key.as_str() {
            "spec" => once(&mut self.spec, meta),
            "module" => once(&mut self.module, meta),
            "runtime_path" => {
                let path: LitStr = meta.value()?.parse()?;
                self.set(path.span(), Setting::RuntimePath(path.value()));
                Ok(())
            }
            "private_items" => {
                self.set(Span::call_site(), Setting::PrivateItems);
                Ok(())
            }
            "type_attribute" => {
                let [ty, attribute] = pair(meta)?;
                let place = if attribute.value().trim_start().starts_with('#') {
                    ty.span()
                } else {
                    attribute.span()
                };
                let (ty, attribute) = (ty.value(), attribute.value());
                self.set(place, Setting::TypeAttribute { ty, attribute });
                Ok(())
            }
            "feature_for_endpoint" => {
                let [endpoint, feature] = pair(meta)?;
                let place = endpoint.span();
                let (endpoint, feature) = (endpoint.value(), feature.value());
                self.set(place, Setting::FeatureForEndpoint { endpoint, feature });
                Ok(())
            }
            "feature_for_tag" => {
                let [tag, feature] = pair(meta)?;
                let place = tag.span();
                let (tag, feature) = (tag.value(), feature.value());
                self.set(place, Setting::FeatureForTag { tag, feature });
                Ok(())
            }
            other => {
                let help = Near::default()
                    .help(other, KEYS)
                    .map(|help| format!(": {help}"));
                Err(meta.error(format!(
                    "`vendor` has no such key{}",
                    help.unwrap_or_default()
                )))
            }
        }
    }

    fn set(&mut self, place: Span, setting: Setting) {
        self.settings.push(setting);
        self.places.push(place);
    }
}

/// `key = "text"`, which stands once.
fn once(slot: &mut Option<LitStr>, meta: &ParseNestedMeta<'_>) -> Result<()> {
    if slot.is_some() {
        return Err(meta.error("this key stands here twice"));
    }
    *slot = Some(meta.value()?.parse()?);
    Ok(())
}

/// `key("one", "other")`.
fn pair(meta: &ParseNestedMeta<'_>) -> Result<[LitStr; 2]> {
    let content;
    parenthesized!(content in meta.input);
    let one = content.parse()?;
    content.parse::<Token![,]>()?;
    let other = content.parse()?;
    content.parse::<Option<Token![,]>>()?;
    match content.is_empty() {
        true => Ok([one, other]),
        false => Err(content.error("two texts are all that stands here")),
    }
}

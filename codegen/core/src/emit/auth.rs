//! The vendor's schemes: their description, and the `Auth` that the caller chooses from.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code};
use super::types::ident;
use super::{oauth, sessions};
use crate::api::{Credential, Name, Scheme, SchemeId, SchemeKind};

/// `Auth` with its constructors; nothing where no scheme can be chosen.
pub(super) fn auth(cx: &Context<'_>) -> TokenStream {
    let choices: Vec<Choice<'_>> = choices(cx).collect();
    if choices.is_empty() {
        return TokenStream::new();
    }
    let variants = choices.iter().map(|choice| variant(cx, choice));
    let constructors = choices.iter().map(|choice| constructor(cx, choice));
    let arms = choices.iter().map(into_credentials);
    let (allow, doc) = (cx.allow_unused(), overview(cx));
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[non_exhaustive]
        pub enum Auth {
            #(#variants)*
        }
        #allow
        impl Auth {
            #(#constructors)*
        }
        impl ::core::convert::From<Auth> for __rt::Credentials {
            fn from(auth: Auth) -> Self {
                match auth { #(#arms)* }
            }
        }
    }
}

/// What `Auth` is as a whole, with what the spec says of the schemes that leave a choice.
fn overview(cx: &Context<'_>) -> TokenStream {
    let opening = "Credentials, one variant for each way in which the vendor takes them.";
    let choices = cx.api.schemes.iter();
    choices
        .filter(|scheme| matches!(scheme.kind, SchemeKind::Any(_)))
        .filter_map(|scheme| scheme.doc.as_deref())
        .fold(Doc::default().paragraph(opening), Doc::text)
        .tokens()
}

/// Whether the vendor has an `Auth`.
pub(super) fn is_offered(cx: &Context<'_>) -> bool {
    choices(cx).next().is_some()
}

/// A scheme that the caller can choose.
struct Choice<'a> {
    index: usize,
    scheme: &'a Scheme,
    variant: Ident,
    /// The names of its secrets, in the order in which the runtime takes them.
    secrets: Vec<Secret<'a>>,
}

/// One secret: its name, what it is for, and whether a provider can give it.
struct Secret<'a> {
    name: &'a Name,
    doc: Option<std::borrow::Cow<'a, str>>,
    is_source: bool,
}

fn choices<'a>(cx: &Context<'a>) -> impl Iterator<Item = Choice<'a>> {
    let schemes = &cx.api.schemes;
    schemes
        .iter()
        .enumerate()
        .filter(|(_, scheme)| scheme.selectable && !matches!(scheme.kind, SchemeKind::Any(_)))
        .map(|(index, scheme)| Choice {
            index,
            scheme,
            variant: ident(&scheme.name.pascal),
            secrets: secrets(schemes, SchemeId(index)),
        })
}

fn secrets(schemes: &[Scheme], id: SchemeId) -> Vec<Secret<'_>> {
    let scheme = &schemes[id.0];
    let doc = scheme.doc.as_deref();
    match &scheme.kind {
        kind if is_single(kind) => vec![Secret {
            name: &scheme.name,
            doc: doc.map(Into::into),
            is_source: true,
        }],
        SchemeKind::Basic { user, password } | SchemeKind::Digest { user, password } => {
            let names = [user, password].into_iter().filter_map(Credential::name);
            names.map(Secret::undocumented).collect()
        }
        SchemeKind::Session(session) => {
            let names = session.credentials.iter().map(|(name, _)| name);
            names.map(Secret::undocumented).collect()
        }
        SchemeKind::Grant(grant) => oauth::given(grant)
            .map(|given| Secret {
                name: given.name,
                doc: Some(given.doc.into()),
                is_source: given.is_source,
            })
            .collect(),
        SchemeKind::Sign(signing) => signing.secrets.iter().map(Secret::undocumented).collect(),
        SchemeKind::Certificate(given) => vec![
            Secret {
                name: &given.certificate,
                doc: Some(
                    "The certificate, with those that lead to the authority's, in PEM.".into(),
                ),
                is_source: false,
            },
            Secret {
                name: &given.key,
                doc: Some("Its private key, in PEM and not encrypted.".into()),
                is_source: false,
            },
        ],
        SchemeKind::All(parts) => parts
            .iter()
            .flat_map(|part| secrets(schemes, *part))
            .collect(),
        _ => vec![],
    }
}

impl<'a> Secret<'a> {
    fn undocumented(name: &'a Name) -> Self {
        Secret {
            name,
            doc: None,
            is_source: false,
        }
    }

    fn ty(&self) -> TokenStream {
        match self.is_source {
            true => quote!(__rt::TokenSource),
            false => quote!(__rt::Secret),
        }
    }
}

/// Whether the scheme shows one secret, which is called like it.
fn is_single(kind: &SchemeKind) -> bool {
    matches!(
        kind,
        SchemeKind::Header { .. }
            | SchemeKind::Bearer
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_)
            | SchemeKind::Form(_)
    )
}

fn doc(cx: &Context<'_>, choice: &Choice<'_>) -> TokenStream {
    let name = code(&choice.scheme.name.wire);
    Doc::of(choice.scheme.doc.as_deref(), || match &choice.scheme.kind {
        SchemeKind::Header { header, .. } => format!("A secret in the header {}.", code(header)),
        SchemeKind::Bearer => "A token in the header `Authorization`, after `Bearer`.".to_owned(),
        SchemeKind::Query(key) => format!("A secret in the parameter {} of the query.", code(key)),
        SchemeKind::Cookie(key) => format!("A secret in the cookie {}.", code(key)),
        SchemeKind::Form(key) => format!("A secret in the field {} of a form.", code(key)),
        SchemeKind::Session(session) => {
            let login = &cx.api.endpoints[session.login.0].name.snake;
            format!(
                "What [`Client::{}`] logs in with. The first call that needs it does so, and all clones of the client share the token.",
                login.trim_start_matches("r#")
            )
        }
        SchemeKind::Grant(grant) => oauth::doc(grant),
        SchemeKind::Sign(_) => "What signs each request.".to_owned(),
        SchemeKind::Certificate(_) => {
            "A certificate, which encrypted connections of the transports at hand show to whoever asks for one; a \
             transport of your own has its own. Needs the feature `tls` of trunkline."
                .to_owned()
        }
        SchemeKind::Basic { .. } => {
            "A name and a password in the header `Authorization`, after `Basic`.".to_owned()
        }
        SchemeKind::Digest { .. } => {
            "A name and a password, of which a digest goes into the header `Authorization`. It answers the \
             vendor's challenge, so that the first call is sent twice. Needs the feature `digest` of trunkline."
                .to_owned()
        }
        SchemeKind::All(_) => format!("All the secrets that {name} asks for."),
        SchemeKind::Any(_) | SchemeKind::Caller => {
            "Headers that you supply; they are sent as they stand.".to_owned()
        }
    })
    .tokens()
}

fn variant(cx: &Context<'_>, choice: &Choice<'_>) -> TokenStream {
    let (name, doc) = (&choice.variant, doc(cx, choice));
    let data = match &choice.scheme.kind {
        SchemeKind::Caller => quote!((__rt::SecretHeaders)),
        kind if is_single(kind) => quote!((__rt::TokenSource)),
        _ => {
            let fields = choice.secrets.iter().map(|secret| {
                let field = ident(&secret.name.snake);
                let doc = Doc::of(secret.doc.as_deref(), || {
                    format!("The secret {}.", code(&secret.name.wire))
                })
                .tokens();
                let ty = secret.ty();
                quote!(#doc #field: #ty,)
            });
            quote!({ #(#fields)* })
        }
    };
    quote!(#doc #name #data,)
}

fn constructor(cx: &Context<'_>, choice: &Choice<'_>) -> TokenStream {
    let (variant, doc) = (&choice.variant, doc(cx, choice));
    let name = ident(&choice.scheme.name.snake);
    let secrets: Vec<_> = choice
        .secrets
        .iter()
        .map(|secret| ident(&secret.name.snake))
        .collect();
    match &choice.scheme.kind {
        SchemeKind::Caller => quote! {
            #doc
            pub fn #name(headers: impl ::core::convert::Into<__rt::SecretHeaders>) -> Self {
                Self::#variant(headers.into())
            }
        },
        kind if is_single(kind) => quote! {
            #doc
            pub fn #name(secret: impl ::core::convert::Into<__rt::TokenSource>) -> Self {
                Self::#variant(secret.into())
            }
        },
        _ => {
            let types = choice.secrets.iter().map(Secret::ty);
            quote! {
                #doc
                pub fn #name(#(#secrets: impl ::core::convert::Into<#types>),*) -> Self {
                    Self::#variant { #(#secrets: #secrets.into()),* }
                }
            }
        }
    }
}

fn into_credentials(choice: &Choice<'_>) -> TokenStream {
    let variant = &choice.variant;
    let index = Token::usize_unsuffixed(choice.index);
    let secrets: Vec<_> = choice
        .secrets
        .iter()
        .map(|secret| ident(&secret.name.snake))
        .collect();
    match &choice.scheme.kind {
        SchemeKind::Caller => {
            quote!(Auth::#variant(headers) => __rt::Credentials::headers(#index, headers),)
        }
        kind if is_single(kind) => {
            quote!(Auth::#variant(secret) => __rt::Credentials::secrets(#index, [secret]),)
        }
        _ => {
            // Where they are of two types, they are made one.
            let mixed = choice.secrets.iter().any(|secret| secret.is_source);
            let given = choice.secrets.iter().zip(&secrets);
            let given = given.map(|(secret, name)| match mixed && !secret.is_source {
                true => quote!(::core::convert::From::from(#name)),
                false => quote!(#name),
            });
            let given: Vec<_> = given.collect();
            let given = match given.is_empty() {
                true => quote!([] as [__rt::Secret; 0]),
                false => quote!([#(#given),*]),
            };
            quote!(Auth::#variant { #(#secrets),* } => __rt::Credentials::secrets(#index, #given),)
        }
    }
}

/// The description of one scheme.
pub(super) fn scheme(cx: &Context<'_>, scheme: &Scheme) -> TokenStream {
    let (name, kind) = (&scheme.name.wire, kind(cx, &scheme.kind));
    quote!(__rt::Scheme { name: #name, kind: #kind })
}

/// How a scheme shows its credentials, or a session its token.
pub(super) fn kind(cx: &Context<'_>, kind: &SchemeKind) -> TokenStream {
    let made = match kind {
        SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => {
            let header = header.to_ascii_lowercase();
            quote!(Header { header: #header, prefix: #prefix, suffix: #suffix })
        }
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Query(key) => quote!(Query(#key)),
        SchemeKind::Cookie(key) => quote!(Cookie(#key)),
        SchemeKind::Form(key) => quote!(Form(#key)),
        SchemeKind::Basic { user, password } => formed(quote!(Basic), [user, password]),
        SchemeKind::Digest { user, password } => formed(quote!(Digest), [user, password]),
        SchemeKind::Session(session) => {
            let session = sessions::session(cx, session);
            quote!(Session(&#session))
        }
        SchemeKind::Grant(grant) => {
            let grant = oauth::grant(cx, grant);
            quote!(Grant(&#grant))
        }
        SchemeKind::Sign(signing) => {
            let signing = oauth::signing(signing);
            quote!(Sign(&#signing))
        }
        SchemeKind::Certificate(_) => quote!(Certificate),
        SchemeKind::All(parts) => {
            let parts = indices(parts);
            quote!(All(&[#(#parts),*]))
        }
        SchemeKind::Any(parts) => {
            let parts = indices(parts);
            quote!(Any(&[#(#parts),*]))
        }
        SchemeKind::Caller => quote!(Caller),
    };
    quote!(__rt::SchemeKind::#made)
}

/// A pair of credentials, which may have forms of their own.
fn formed(kind: TokenStream, pair: [&Credential; 2]) -> TokenStream {
    let is_plain = |one: &&Credential| match one {
        Credential::Given { prefix, suffix, .. } => prefix.is_empty() && suffix.is_empty(),
        Credential::Var(_) => false,
    };
    if pair.iter().all(is_plain) {
        return kind;
    }
    let made = pair.iter().map(|one| credential(one));
    quote!(Formed(&__rt::SchemeKind::#kind, &[#(#made),*]))
}

/// What a credential is made of.
pub(super) fn credential(one: &Credential) -> TokenStream {
    match one {
        Credential::Given { prefix, suffix, .. } => {
            quote!(__rt::Credential::Given { prefix: #prefix, suffix: #suffix })
        }
        Credential::Var(id) => {
            let index = Token::usize_unsuffixed(id.0);
            quote!(__rt::Credential::Var(#index))
        }
    }
}

fn indices(ids: &[SchemeId]) -> impl Iterator<Item = Token> + '_ {
    ids.iter().map(|id| Token::usize_unsuffixed(id.0))
}

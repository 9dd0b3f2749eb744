//! Grants and signatures in; their constant descriptions, and what is said of them, out.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::code;
use super::{auth, traffic};
use crate::api::{ClientAuth, Grant, GrantKind, GrantPart, Name, SchemeKind, Signing};

/// The description of a grant.
pub(super) fn grant(cx: &Context<'_>, grant: &Grant) -> TokenStream {
    let name = &cx.api.schemes[grant.of.0].name.wire;
    let base = Token::usize_unsuffixed(grant.token.0 + 1);
    let kind = match grant.kind {
        GrantKind::ClientCredentials => quote!(ClientCredentials),
        GrantKind::Password => quote!(Password),
        GrantKind::JwtBearer => quote!(JwtBearer),
        GrantKind::Refresh => quote!(Refresh),
    };
    let takes = grant.takes.iter().map(|(part, credential)| {
        let part = match part {
            GrantPart::ClientId => quote!(ClientId),
            GrantPart::ClientSecret => quote!(ClientSecret),
            GrantPart::User => quote!(User),
            GrantPart::Password => quote!(Password),
            GrantPart::RefreshToken => quote!(RefreshToken),
            GrantPart::Assertion => quote!(Assertion),
        };
        let credential = auth::credential(credential);
        quote!((__rt::GrantPart::#part, #credential))
    });
    let by = (grant.by == ClientAuth::Form).then(|| quote!(by: __rt::ClientAuth::Form,));
    let fields = (!grant.fields.is_empty()).then(|| {
        let fields = grant.fields.iter();
        let fields = fields.map(|(name, text)| quote!((#name, #text)));
        quote!(fields: &[#(#fields),*],)
    });
    let refreshes = grant.refreshes.then(|| quote!(refreshes: true,));
    let send = (*grant.send != SchemeKind::Bearer).then(|| {
        let send = auth::kind(cx, &grant.send);
        quote!(send: #send,)
    });
    let is_whole = [&by, &fields, &refreshes, &send]
        .iter()
        .all(|one| one.is_some());
    let rest = (!is_whole).then(|| quote!(..__rt::GRANT));
    // A token more does no harm, but one for a refresh token that is good once.
    let safe = (!grant.refreshes && grant.retry.is_some()).then(|| quote!(safe: true,));
    let traffic = traffic::of_token(cx, grant);
    quote! {
        __rt::Grant {
            token: &__rt::Endpoint {
                vendor: &VENDOR,
                name: #name,
                base: #base,
                #safe #traffic
                ..__rt::TOKEN_ENDPOINT
            },
            kind: __rt::GrantKind::#kind,
            takes: &[#(#takes),*],
            #by #fields #refreshes #send #rest
        }
    }
}

/// The description of a signature.
pub(super) fn signing(signing: &Signing) -> TokenStream {
    let with = path(&signing.with);
    let secrets = Token::usize_unsuffixed(signing.secrets.len());
    quote!(__rt::Signing { with: &#with, secrets: #secrets })
}

/// A path in Rust.
pub(super) fn path(path: &str) -> TokenStream {
    path.parse()
        .expect("the checker takes only identifiers with `::` between")
}

/// What a choice of credentials is.
pub(super) fn doc(grant: &Grant) -> String {
    let what = match grant.kind {
        GrantKind::ClientCredentials => "The name and the secret of a program",
        GrantKind::Password => "The name and the password of a user",
        GrantKind::JwtBearer => {
            "What gives assertions: a provider, or one assertion that stays good"
        }
        GrantKind::Refresh => "A refresh token",
    };
    format!(
        "{what}, for OAuth 2. The first call that needs a token takes one out, and all clones of the client share it."
    )
}

/// A credential of a grant that the caller gives.
pub(super) struct Given<'a> {
    pub(super) name: &'a Name,
    pub(super) doc: String,
    /// Whether it may be a provider.
    pub(super) is_source: bool,
}

/// The credentials of a grant, in the order in which the runtime takes them.
pub(super) fn given(grant: &Grant) -> impl Iterator<Item = Given<'_>> {
    grant.takes.iter().filter_map(|(part, one)| {
        let what = match part {
            GrantPart::ClientId => "The program's name",
            GrantPart::ClientSecret => "The program's secret",
            GrantPart::User => "The user's name",
            GrantPart::Password => "The user's password",
            GrantPart::RefreshToken => "The refresh token",
            GrantPart::Assertion => "What gives assertions",
        };
        let name = one.name()?;
        Some(Given {
            name,
            doc: format!("{what}, {}.", code(&name.wire)),
            is_source: *part == GrantPart::Assertion,
        })
    })
}

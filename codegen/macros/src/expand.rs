//! What is asked for in, the module of the client out; where the spec is wrong, one error and a module that keeps its
//! users quiet.

use std::path::Path;

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Error;
use trunkline_codegen::diag::{Report, Severity, Style};
use trunkline_codegen::emit::{self, Target};
use trunkline_codegen::files::{Found, Generated};
use trunkline_codegen::outline::{Outline, outline};

use crate::input::{self, Input};

/// The client of the spec that `tokens`, a struct with its attributes, name; relative paths start at `root`.
pub(crate) fn expand(tokens: TokenStream, root: &Path) -> TokenStream {
    match input::input(tokens) {
        Ok(input) => vendor(&input, root),
        // Without a path there is no telling what the client would be.
        Err(error) => error.to_compile_error(),
    }
}

fn vendor(input: &Input, root: &Path) -> TokenStream {
    let path = input.spec.value();
    let found = match Found::below(root, Path::new(&path)) {
        Ok(found) => found,
        Err(error) => return fallback(input, &error.to_string(), &Outline::default()),
    };
    if found.vendors.len() != 1 {
        let several = format!("`{path}` holds several vendors: name one of them");
        return fallback(input, &several, &Outline::default());
    }
    let names = outline(&found.vendors[0].sources);
    let watched = watched(root, &found);
    let mut project = found.compile();
    let Some(generated) = project.vendors.pop() else {
        let message: String = project
            .reports
            .iter()
            .map(|report| full(&path, report))
            .collect();
        return fallback(input, &message, &names);
    };
    match emit::targets(&input.settings, &[&generated.api]) {
        Ok(targets) => targets
            .iter()
            .map(|target| client(input, &generated, target, &watched))
            .collect(),
        Err(errors) => {
            let errors = errors
                .into_iter()
                .map(|error| Error::new(input.places[error.at], error.message).to_compile_error());
            quote!(#(#errors)*)
        }
    }
}

/// The whole report under a line that says which spec it is about.
fn full(path: &str, report: &Report) -> String {
    let errors = match report.count(Severity::Error) {
        1 => "an error".to_owned(),
        count => format!("{count} errors"),
    };
    let text = report.render(Style::Plain);
    format!("the spec `{path}` has {errors}\n\n{}", text.trim_end())
}

fn client(
    input: &Input,
    generated: &Generated,
    target: &Target,
    watched: &TokenStream,
) -> TokenStream {
    let Input {
        name, vis, module, ..
    } = input;
    let about = emit::about(&generated.api);
    let items = emit::emit(&generated.api, target);
    let builder = match target.is_private() && matches!(vis, syn::Visibility::Public(_)) {
        true => quote!(pub(crate)),
        false => quote!(#vis),
    };
    quote! {
        #about
        #vis mod #module {
            #watched
            #items
        }
        #[allow(dead_code)]
        impl #name {
            /// Begins a client with the defaults of the spec.
            #builder fn builder() -> #module::ClientBuilder {
                #module::Client::builder()
            }
        }
    }
}

/// Lets rustc know of the files that were read, so that a change of one brings the derive back.
fn watched(root: &Path, found: &Found) -> TokenStream {
    let files = found.watched.iter().filter(|path| path.is_file());
    let files = files.map(|path| match path.strip_prefix(root) {
        Ok(path) => {
            let path = format!("/{}", path.display());
            quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path))
        }
        Err(_) => {
            let path = path.display().to_string();
            quote!(#path)
        }
    });
    quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
}

/// The error at the path's literal, and in place of the client a module in which every name that is known stands for a
/// type that rustc has given up on, so that nothing is said of its uses.
fn fallback(input: &Input, message: &str, names: &Outline) -> TokenStream {
    let Input {
        name,
        vis,
        module,
        spec,
        ..
    } = input;
    let error = quote_spanned!(spec.span()=> ::core::compile_error!(#message));
    let named = |name: &&String| syn::parse_str::<Ident>(name).is_ok();
    let ident = |name: &String| Ident::new(name, proc_macro2::Span::call_site());
    let always = [
        "Vendor",
        "Auth",
        "Error",
        "ErrorKind",
        "ErrorBody",
        "Format",
        "ClientBuilder",
    ];
    let always = always.map(String::from);
    let types = always
        .iter()
        .chain(names.types.iter().filter(named))
        .map(ident);
    let clients = ["Client".to_owned()];
    let calls = clients
        .iter()
        .chain(names.calls.iter().filter(named))
        .map(ident);
    quote! {
        #[allow(missing_docs, dead_code)]
        #vis mod #module {
            pub type __Broken = <[(); { #error; 0 }] as ::core::iter::Iterator>::Item;
            pub trait __In<M> { type Mode; }
            #(pub type #types = __Broken;)*
            #(pub type #calls<M = ()> = <__Broken as __In<M>>::Mode;)*
        }
        #[allow(missing_docs, dead_code)]
        impl #name {
            #vis fn builder() -> #module::ClientBuilder { loop {} }
        }
    }
}

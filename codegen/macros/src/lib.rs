//! A struct with the path of a spec in, the client of its vendor out: `#[derive(trunkline::Vendor)]`.
//!
//! This crate is a part of `trunkline`, behind its feature `derive`, and is documented there.

mod expand;
mod input;

use std::path::PathBuf;

use proc_macro::TokenStream;

/// Puts the client of a spec into a module beside the struct.
///
/// ```ignore
/// #[derive(trunkline::Vendor)]
/// #[vendor(spec = "specs/acme.yaml")]
/// pub struct Acme;
///
/// let client = Acme::builder().auth(acme::Auth::key("…")).build()?;
/// let parcel: acme::Parcel = client.get_parcel("AC-1001").await?;
/// ```
///
/// The module is named after the struct (`Acme` gives `acme`) and is seen by whoever sees the struct. It holds what a
/// build script and `trunkline generate` write for the same spec: `Client`, `Auth`, `Error`, the calls, the types. The
/// struct gets `builder()`, which is `acme::Client::builder()`, and is nothing else than a name.
///
/// The path starts at the crate's folder and leads to one vendor: a `.yaml` file, or a folder with `vendor.yaml`. When a
/// file of the spec changes, samples included, the crate is built again; a file that is *added* to the folder is seen
/// with the next change of another.
///
/// A spec with errors is one error of rustc, at the path, which holds the whole report; what uses the client is not
/// complained about until the spec is right. Warnings are shown by `trunkline check` alone.
///
/// Keys of `#[vendor(…)]`, of which `spec` is needed:
///
/// | key | what it does |
/// | --- | --- |
/// | `spec = "specs/acme.yaml"` | the spec |
/// | `module = "parcels"` | another name for the module |
/// | `runtime_path = "::clients"` | the path of trunkline, where the dependency is renamed or re-exported |
/// | `private_items` | items that the crate alone sees: `pub(crate)` |
/// | `type_attribute("User", "#[derive(Eq, Hash)]")` | an attribute of a type, by its name in the spec or in Rust |
/// | `feature_for_endpoint("drop_user", "admin")` | an endpoint that is compiled with a feature of this crate alone |
/// | `feature_for_tag("admin", "admin")` | all endpoints with a tag, so |
///
/// What can be derived for a type is said at `trunkline_build::Config::type_attribute`, which does the same.
#[proc_macro_derive(Vendor, attributes(vendor))]
pub fn vendor(input: TokenStream) -> TokenStream {
    // Cargo sets it for every crate that it builds, and rust-analyzer does as cargo does.
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    expand::expand(input.into(), &root.unwrap_or_default()).into()
}

//! `trunkline explain`: a code in, what it means and how it is mended out.

use trunkline_codegen::diag::explain::{find, list, page};

use crate::args::Explain;
use crate::outcome::{Failure, Outcome};
use crate::show;

/// Explains one code, or lists all of them.
pub(crate) fn explain(args: &Explain) -> Result<Outcome, Failure> {
    let Some(text) = &args.code else {
        return Ok(show::document(&list()));
    };
    let code = find(text).map_err(|near| {
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`trunkline explain` lists all of them".to_owned(),
        };
        Failure::Usage(format!("there is no code `{text}`: {help}"))
    })?;
    let page = page(code).expect("every code that is found has a meaning");
    Ok(show::document(&page))
}

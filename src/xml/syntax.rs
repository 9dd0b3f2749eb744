//! What `quick-xml` says comes in, the sentence for the user goes out.

use quick_xml::Error;
use quick_xml::errors::{IllFormedError as Ill, SyntaxError as Syntax};
use quick_xml::events::BytesDecl;

use crate::shape::shortened;

/// The sentence about what breaks the rules.
#[cold]
pub(super) fn broken(error: &Error) -> String {
    let what = match error {
        Error::Syntax(error) => match error {
            Syntax::UnclosedComment => "a comment does not end",
            Syntax::UnclosedCData => "a CDATA section does not end",
            Syntax::UnclosedDoctype => "a DOCTYPE does not end",
            Syntax::UnclosedPI | Syntax::UnclosedXmlDecl => "a processing instruction does not end",
            Syntax::InvalidBangMarkup => "`<!` begins nothing that there is",
            _ => "a tag does not end",
        },
        Error::IllFormed(Ill::MismatchedEndTag { expected, found }) => {
            let (expected, found) = (shortened(expected), shortened(found));
            return format!("broken XML: expected `</{expected}>`, found `</{found}>`");
        }
        Error::IllFormed(error) => match error {
            Ill::UnmatchedEndTag(_) => "an end tag has no start tag",
            Ill::UnclosedReference => "a `&` has no `;`",
            Ill::DoubleHyphenInComment => "`--` stands in a comment",
            Ill::MissingEndTag(_) => "the document ends too early",
            _ => "it cannot be read",
        },
        _ => "it cannot be read",
    };
    format!("broken XML: {what}")
}

/// A declaration may stand at the beginning, and name UTF-8 or what is contained in it.
pub(super) fn check_declaration(declaration: &BytesDecl<'_>, first: bool) -> Result<(), String> {
    if !first {
        return Err("broken XML: `<?xml` stands elsewhere than at the beginning".to_owned());
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name))
            if ["utf-8", "utf8", "us-ascii", "ascii"]
                .iter()
                .any(|ours| name.eq_ignore_ascii_case(ours)) =>
        {
            Ok(())
        }
        Some(Ok(name)) => {
            let name = shortened(&name);
            Err(format!(
                "the document says that it is in `{name}`; only UTF-8 is read"
            ))
        }
        Some(Err(_)) => Err("broken XML: the declaration at the beginning is malformed".to_owned()),
    }
}

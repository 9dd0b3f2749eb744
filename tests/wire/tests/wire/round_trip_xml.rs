//! Every sample in XML, decoded by the generated types and encoded again: the same document, up to prefixes and to
//! white space between elements. An independent parser reads both.

use std::collections::BTreeSet;
use std::fs;

use roxmltree::{Document, Node};
use trunkline_vendors::requestor;
use trunkline_wire_tests::specs;

use crate::round_trip::examples;

/// Decodes a document whose root is the type's, and encodes it again.
type RoundTrip = fn(&str) -> Result<String, String>;

macro_rules! through {
    ($type:ty) => {
        |document| match <$type>::from_xml(document) {
            Ok(value) => {
                let document = value.to_xml().map_err(|error| error.to_string())?;
                assert_eq!(<$type>::from_xml(&document).as_ref(), Ok(&value));
                let json = value.to_json().map_err(|error| error.to_string())?;
                assert_eq!(
                    <$type>::from_json(&json),
                    Ok(value),
                    "JSON holds it as well"
                );
                Ok(document)
            }
            Err(error) => Err(error.to_string()),
        }
    };
}

/// A sample, the element in it that holds a record where the root does not, and the record's type and root.
#[rustfmt::skip]
const SAMPLES: &[(&str, Option<&str>, &str, RoundTrip)] = &[
    ("requestor/examples/get_users.request.xml", None, "UsersFilterPost", through!(requestor::UsersFilterPost)),
    ("requestor/examples/get_users.xml", Some("PagedUsers"), "UserPage", through!(requestor::UserPage)),
];

#[test]
fn nothing_is_lost_or_changed() {
    for (name, inside, root, round_trip) in SAMPLES {
        let text =
            fs::read_to_string(specs().join(name)).expect("a sample that is listed is there");
        let sample = Document::parse(&text).expect("a sample is XML");
        let is_it = |node: &Node<'_, '_>| Some(node.tag_name().name()) == *inside;
        let record = match inside {
            None => sample.root_element(),
            Some(_) => sample
                .descendants()
                .find(is_it)
                .expect("it stands in the sample"),
        };
        let document = own_document(&text, record, root);
        let written = round_trip(&document).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = Document::parse(&written).expect("what is written is XML");
        let (mut wanted, mut found) = (Vec::new(), Vec::new());
        lines(record, root, &mut wanted);
        lines(written.root_element(), root, &mut found);
        assert_eq!(found, wanted, "{name}");
    }
}

/// The text of an element as a document whose root has this name, with the namespaces that are bound around it.
fn own_document(text: &str, element: Node<'_, '_>, root: &str) -> String {
    let name = element.tag_name().name();
    if name == root {
        return text.to_owned();
    }
    let own = text[element.range()].strip_prefix(&format!("<{name}>"));
    let own = own.and_then(|own| own.strip_suffix(&format!("</{name}>")));
    let content = own.expect("it has no prefix and no attributes");
    let mut declared = String::new();
    for bound in element
        .namespaces()
        .filter(|bound| bound.name() != Some("xml"))
    {
        let prefix = bound
            .name()
            .map(|name| format!(":{name}"))
            .unwrap_or_default();
        declared += &format!(" xmlns{prefix}='{}'", bound.uri());
    }
    format!("<{root}{declared}>{content}</{root}>")
}

/// What an element holds, a line for each element: names with their namespaces, attributes, text.
fn lines(node: Node<'_, '_>, name: &str, out: &mut Vec<String>) {
    let attribute = |one: roxmltree::Attribute<'_, '_>| {
        let ns = one.namespace().unwrap_or_default();
        format!("{{{ns}}}{}={:?}", one.name(), one.value())
    };
    let attributes: BTreeSet<String> = node.attributes().map(attribute).collect();
    let ns = node.tag_name().namespace().unwrap_or_default();
    let text: String = node
        .children()
        .filter_map(|child| child.text().filter(|_| child.is_text()))
        .collect();
    let text = if node.children().any(|child| child.is_element()) {
        text.trim()
    } else {
        &text
    };
    out.push(format!("{{{ns}}}{name} {attributes:?} {text:?}"));
    for child in node.children().filter(Node::is_element) {
        lines(child, child.tag_name().name(), out);
    }
    out.push("end".to_owned());
}

#[test]
fn every_sample_is_listed() {
    let listed: BTreeSet<String> = SAMPLES
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    assert_eq!(examples("xml"), listed);
}

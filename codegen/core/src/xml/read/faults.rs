//! What is not as the spec says of XML, in; what is said of it, out.

use roxmltree::Node as Xml;

use super::{Reading, Sent};
use crate::api::{Element, Field, Record};
use crate::xml::document::{name_span, text};
use crate::xml::{Fault, fields};

impl Reading<'_> {
    pub(super) fn fault(&mut self, element: Xml<'_, '_>, message: String, help: String) {
        self.faults.push(Fault {
            span: name_span(element, self.file),
            message,
            help,
        });
    }

    /// A server that reads in one order alone passes over what comes too late.
    pub(super) fn in_order<'f>(
        &mut self,
        record: &Record,
        field: &'f Field,
        child: Xml<'_, '_>,
        last: &mut Option<(usize, &'f str)>,
    ) {
        if self.sent == Sent::ByServer || !fields::is_ordered(record) {
            return;
        }
        let mut order = fields::order(record).into_iter();
        let rank = order.position(|at| record.fields[at].name == field.name);
        let name = field.name.wire.as_str();
        match (rank, *last) {
            (Some(rank), Some((before, after))) if rank < before => self.fault(
                child,
                format!(
                    "`{name}` comes after `{after}`, and the server drops what is out of order"
                ),
                format!("put `{name}` before `{after}`"),
            ),
            (Some(rank), _) => *last = Some((rank, name)),
            (None, _) => {}
        }
    }

    /// Text beside elements is nothing that a server reads, and nothing that a client has to.
    pub(super) fn no_text(&mut self, element: Xml<'_, '_>) {
        let content = text(element);
        if self.sent == Sent::ByClient && !content.trim().is_empty() {
            let name = element.tag_name().name();
            let message = format!("`{name}` holds text of its own, which the spec gives no place");
            let help = "say in the spec which field is the text, or take it away".to_owned();
            self.fault(element, message, help);
        }
    }

    pub(super) fn wrong_root(&mut self, element: Xml<'_, '_>, root: &Element) {
        let message = format!(
            "the document is {}, not {}",
            shown(element),
            called(&root.name, &root.ns)
        );
        let help = "correct the document, or say `xml: {root: …, ns: …}` in the spec".to_owned();
        self.fault(element, message, help);
    }

    pub(super) fn wrong_item(&mut self, child: Xml<'_, '_>, wanted: &Element) {
        let message = format!(
            "this item is {}, not {}",
            shown(child),
            called(&wanted.name, &wanted.ns)
        );
        let help = "correct the document, or say `item:` and `item_ns:` in the spec".to_owned();
        self.fault(child, message, help);
    }

    pub(super) fn wrong_namespace(&mut self, child: Xml<'_, '_>, wanted: &str) {
        let name = child.tag_name().name();
        let message = format!(
            "this is {}, and the field is {}",
            shown(child),
            called(name, wanted)
        );
        let help =
            "correct the document, or the `ns:` of the type or the field in the spec".to_owned();
        self.fault(child, message, help);
    }
}

fn shown(element: Xml<'_, '_>) -> String {
    let tag = element.tag_name();
    called(tag.name(), tag.namespace().unwrap_or(""))
}

fn called(name: &str, ns: &str) -> String {
    match ns {
        "" => format!("`{name}` in no namespace"),
        ns => format!("`{name}` in `{ns}`"),
    }
}

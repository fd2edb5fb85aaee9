//! What a cell is called: the name in its data, else what is drawn at it.

use crate::import::json::Node;
use crate::import::texts::{one_line, without_html};

/// Ways to a text that is drawn at a cell.
const DRAWN: &[&[&str]] = &[&["attrs", "text", "text"], &["attrs", "label", "text"], &["label"], &["attrs", "label"]];
/// Ways to the text of a label.
const LABEL: &[&[&str]] =
    &[&[], &["attrs", "label", "text"], &["attrs", "labelText", "text"], &["attrs", "text", "text"]];

/// The name on one line, `None` if there is none. Drawn texts that say the same count as read.
pub(super) fn name(cell: &Node<'_>, data: &Node<'_>) -> Option<String> {
    let named = data.get("name");
    let labels = cell.get("labels").items();
    let mut drawn: Vec<Node<'_>> = labels.iter().flat_map(|label| LABEL.iter().map(|way| label.at(way))).collect();
    drawn.extend(DRAWN.iter().map(|way| cell.at(way)));
    let written = named.text();
    let text = written.or_else(|| drawn.iter().find_map(Node::peek))?;
    let plain = without_html(&text);
    if plain.is_some() {
        named.changed("texts with markup of web pages", "the markup is taken out");
    }
    let name = one_line(plain.as_deref().unwrap_or(&text));
    for node in drawn {
        let Some(shown) = node.peek() else { continue };
        // The app shows a name with its protocol: `Request (HTTPS)`.
        if one_line(&shown) == one_line(&text) || is_with_protocol(&one_line(&shown), &one_line(&text)) {
            node.read();
        } else if !is_stock(&shown) {
            node.leave("labels that differ from the name", "the name is taken");
        }
    }
    Some(name).filter(|name| !name.is_empty())
}

fn is_with_protocol(shown: &str, name: &str) -> bool {
    shown.strip_prefix(name).is_some_and(|rest| rest.starts_with(" (") && rest.ends_with(')'))
}

/// A label that the app wrote by itself.
fn is_stock(text: &str) -> bool {
    super::words::is_nameless(text)
}

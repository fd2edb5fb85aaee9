//! Cells: what each is, and what it says of an element or a flow.
//!
//! May assume that version 1 puts beside the shape what version 2 puts into `data`.

use super::geometry::{Enclosure, Frame};
use super::reader::{Reader, line, prose};
use super::{names, ours, words};
use crate::import::foreign::{Answer, Asset, Element, ElementKind, Flow, Origin};
use crate::import::json::Node;
use crate::import::protocols::{is_encrypted, recognised};

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Actor,
    Process,
    Store,
    Text,
    Box,
    Curve,
    Flow,
    Unknown,
}

impl Shape {
    fn of(text: &str) -> Shape {
        let word = text.trim().to_ascii_lowercase();
        match word.strip_prefix("tm.").unwrap_or(&word) {
            "actor" => Shape::Actor,
            "process" => Shape::Process,
            "store" => Shape::Store,
            "td-text-block" | "text" => Shape::Text,
            "trust-boundary-box" | "boundarybox" => Shape::Box,
            // The app had it misspelled for years and still draws it.
            "trust-boundary-curve" | "trust-broundary-curve" | "boundary" => Shape::Curve,
            "flow" => Shape::Flow,
            _ => Shape::Unknown,
        }
    }

    /// The kind of element, if it is one.
    pub(super) fn element(self) -> Option<ElementKind> {
        match self {
            Shape::Actor => Some(ElementKind::Entity),
            Shape::Process => Some(ElementKind::Process),
            Shape::Store => Some(ElementKind::Store),
            _ => None,
        }
    }
}

/// A cell of a diagram.
pub(super) struct Cell<'a> {
    pub node: Node<'a>,
    /// Where its facts stand.
    pub data: Node<'a>,
    pub shape: Shape,
    pub id: String,
    pub frame: Option<Frame>,
}

impl<'a> Cell<'a> {
    pub(super) fn new(node: Node<'a>) -> Self {
        let inner = node.get("data");
        let data = if inner.is_object() { inner } else { node.clone() };
        let mut shape = Shape::Unknown;
        for said in [node.get("shape"), data.get("type"), node.get("type")] {
            let found = said.peek().map_or(Shape::Unknown, |text| Shape::of(&text));
            if found != Shape::Unknown && (shape == Shape::Unknown || shape == found) {
                said.read();
                shape = found;
            }
        }
        let id = node.get("id").peek().unwrap_or_default();
        let frame = frame(&node);
        Cell { node, data, shape, id, frame }
    }

    /// What it is called.
    pub(super) fn name(&self) -> Option<String> {
        names::name(&self.node, &self.data)
    }

    /// Where it stands.
    pub(super) fn origin(&self) -> Origin {
        let ours = self.data.at(&["caveat", "id"]).text();
        Origin { path: self.node.path().to_owned(), id: self.id.clone(), ours, also: Vec::new() }
    }

    /// It as a box around others.
    pub(super) fn enclosure(&self) -> Enclosure {
        let listed = self.data.get("containedElements").items().iter().filter_map(Node::peek).collect();
        Enclosure { frame: self.frame, listed }
    }

    /// The id of the cell at one end of a flow; it counts as read.
    pub(super) fn end(&self, key: &str) -> Option<String> {
        let end = self.node.get(key);
        // Version 1 calls it `id`.
        ["cell", "id"].into_iter().find_map(|key| end.get(key).text())
    }

    /// Its threats: in the data, where the app keeps them, and beside it, where the schema wants them.
    pub(super) fn threats(&self) -> Vec<Node<'a>> {
        let own = self.data.get("threats").items();
        if !own.is_empty() { own } else { self.node.get("threats").items() }
    }

    /// What is said about it, and whether it is only proposed, which our own export says there.
    pub(super) fn description(&self) -> (Option<String>, bool) {
        let text = prose(&self.data.get("description"));
        match text {
            Some(text) if self.data.get("caveat").is_object() => ours::description(&text),
            text => (text, false),
        }
    }

    /// Why it is out of scope; empty if no reason is given.
    fn out_of_scope(&self) -> Option<String> {
        let out = self.data.get("outOfScope").flag();
        let reason = prose(&self.data.get("reasonOutOfScope"));
        out.then(|| reason.unwrap_or_default())
    }
}

fn frame(node: &Node<'_>) -> Option<Frame> {
    let number = |outer: &str, key: &str| node.at(&[outer, key]).peek_number().or_else(|| node.get(key).peek_number());
    Some(Frame {
        x: number("position", "x")?,
        y: number("position", "y")?,
        width: number("size", "width")?.max(0.0),
        height: number("size", "height")?.max(0.0),
    })
}

/// Facts of the app that the language has no field for, and the remark that keeps them.
const REMARKS: &[(&str, &str)] = &[
    ("providesAuthentication", "Provides authentication."),
    ("handlesCardPayment", "Handles card payments."),
    ("handlesGoodsOrServices", "Handles goods or services."),
    ("storesInventory", "Stores inventory."),
    ("isSigned", "What it keeps is signed."),
];

/// What a cell says of an element.
pub(super) fn element(reader: &mut Reader, cell: &Cell<'_>, kind: ElementKind) -> Element {
    let data = &cell.data;
    let remarks = REMARKS.iter().filter(|(key, _)| data.get(key).flag()).map(|(_, text)| (*text).to_owned());
    let mut notes: Vec<String> = remarks.collect();
    let (web, log) = (data.get("isWebApplication").flag(), data.get("isALog").flag());
    let tech = match (web, log) {
        (_, true) => Some("log_store"),
        (true, false) => Some("web_application"),
        (false, false) => None,
    };
    if web && log {
        notes.push("Is a web application.".to_owned());
    }
    let runs_as = line(&data.get("privilegeLevel"));
    let credentials = data.get("storesCredentials").flag().then(|| reader.credentials());
    let out_of_scope = cell.out_of_scope();
    if out_of_scope.is_none() {
        keep_reason(cell, &mut notes);
    }
    // An entity runs as nobody whom we know.
    let (runs_as, privilege) = if kind == ElementKind::Entity { (None, runs_as) } else { (runs_as, None) };
    notes.extend(privilege.map(|privilege| format!("Privilege level: {privilege}.")));
    Element {
        origin: cell.origin(),
        kind,
        title: cell.name(),
        description: cell.description().0,
        boundary: None,
        tech,
        holds: credentials.into_iter().collect(),
        encrypted: data.get("isEncrypted").flag(),
        runs_as,
        out_of_scope,
        notes,
    }
}

/// A reason that stands at something in scope is a remark.
fn keep_reason(cell: &Cell<'_>, notes: &mut Vec<String>) {
    let reason = cell.data.get("reasonOutOfScope").peek();
    notes.extend(reason.map(|reason| format!("Reason given for being out of scope, although it is not: {reason}")));
}

/// What a cell says of a flow.
pub(super) fn flow(cell: &Cell<'_>, from: usize, to: usize) -> Flow {
    let data = &cell.data;
    let mut notes = Vec::new();
    let title = cell.name().filter(|name| !words::is_nameless(name));
    let over = protocol(cell, title.as_deref(), &mut notes);
    if data.get("isPublicNetwork").flag() {
        notes.push("Over a public network.".to_owned());
    }
    let out_of_scope = cell.out_of_scope();
    if out_of_scope.is_none() {
        keep_reason(cell, &mut notes);
    }
    let (description, proposed) = cell.description();
    Flow {
        origin: cell.origin(),
        step: step(cell),
        title,
        description,
        route: vec![from, to],
        answer: if data.get("isBidirectional").flag() { Answer::Back } else { Answer::Unsaid },
        over: vec![over],
        carries: Vec::new(),
        proposed,
        out_of_scope,
        notes,
    }
}

/// Which step of a route it is, by what our own export noted.
fn step(cell: &Cell<'_>) -> Option<(bool, usize)> {
    let ours = cell.data.get("caveat");
    let kind = ours.get("kind").text()?;
    let number: usize = ours.get("step").text()?.parse().ok()?;
    Some((kind == "answer", number))
}

/// The protocol as a word, and what it does not say as remarks. A flow that is called after a protocol runs over it.
fn protocol(cell: &Cell<'_>, title: Option<&str>, notes: &mut Vec<String>) -> Option<String> {
    let node = cell.data.get("protocol");
    let encrypted = cell.data.get("isEncrypted").flag();
    let text = line(&node);
    let found = match &text {
        Some(text) => recognised(text, encrypted),
        None => title.and_then(|title| recognised(title, encrypted)).filter(|found| found.exact),
    };
    if let Some(text) = text.filter(|_| !found.as_ref().is_some_and(|found| found.exact)) {
        notes.push(format!("Protocol: {}.", text.trim_end_matches('.')));
    }
    if let Some(found) = found.as_ref().filter(|found| found.raised) {
        node.changed("protocols that are encrypted", &format!("with the mark `encrypted` it is read as {}", found.id));
    }
    if encrypted && !found.as_ref().is_some_and(|found| is_encrypted(&found.id)) {
        notes.push("Encrypted on the way.".to_owned());
    }
    found.map(|found| found.id)
}

impl Reader {
    /// The asset that stands for what the app calls credentials.
    fn credentials(&mut self) -> usize {
        let assets = &mut self.foreign.assets;
        *self.credentials.get_or_insert_with(|| {
            assets.push(Asset { title: "Credentials".to_owned(), class: Some("secret") });
            assets.len() - 1
        })
    }
}

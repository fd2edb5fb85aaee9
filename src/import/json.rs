//! A JSON document that is read with an account of it: each value is read, left out for a stated reason, or noticed at
//! the end as not looked at.
//!
//! May assume what `serde_json` gives: a tree of bounded depth. Must know no format.

use super::loss::{Account, Loss};
use super::texts::clean;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Longest value in an entry, in characters.
const LONGEST: usize = 200;

/// What became of a value without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Read,
    Left,
}

/// The account of one document. Values are told apart by where they lie in memory, which does not change while the
/// document is borrowed; the map is only looked up.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    marks: RefCell<HashMap<usize, Mark>>,
    losses: RefCell<Vec<Loss>>,
}

/// Why a value that nobody looked at is left out: a sort in the plural, and the reason.
pub(super) type Explain = fn(&[&str]) -> (&'static str, &'static str);

impl Ledger {
    /// The document itself.
    pub(super) fn root<'a>(&'a self, value: &'a Value) -> Node<'a> {
        Node { value: Some(value), path: Rc::from(""), ledger: self }
    }

    /// Closes the account: what nobody looked at is explained by its keys.
    pub(super) fn close(&self, root: &Value, explain: Explain) -> Account {
        let mut walk = Walk { ledger: self, explain, found: Vec::new(), read: 0, total: 0 };
        walk.visit(root, &mut Vec::new(), &Rc::from(""));
        let unseen = walk.found.into_iter().map(|unseen| Loss {
            value: shortened(unseen.value),
            path: unseen.path.to_string(),
            what: unseen.what,
            why: unseen.why.to_owned(),
            facts: unseen.facts,
        });
        let (total, read) = (walk.total, walk.read);
        let losses = self.losses.take().into_iter().chain(unseen).collect();
        Account { total, read, losses }
    }

    fn mark(&self, value: &Value, mark: Mark, over: bool) -> usize {
        match value {
            Value::Array(items) if !items.is_empty() => items.iter().map(|item| self.mark(item, mark, over)).sum(),
            Value::Object(members) if !members.is_empty() => {
                members.values().map(|member| self.mark(member, mark, over)).sum()
            }
            leaf => {
                let mut marks = self.marks.borrow_mut();
                let old = marks.get(&address(leaf)).copied();
                if old == Some(Mark::Left) || (old.is_some() && !over) {
                    return 0;
                }
                marks.insert(address(leaf), mark);
                1
            }
        }
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// A place in a document, whether there is a value or not.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    value: Option<&'a Value>,
    path: Rc<str>,
    ledger: &'a Ledger,
}

impl<'a> Node<'a> {
    /// Where it lies: `detail.diagrams[0].title`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Whether there is a value, and not `null`.
    pub(super) fn is_there(&self) -> bool {
        self.value.is_some_and(|value| !value.is_null())
    }

    /// Whether it is an object.
    pub(super) fn is_object(&self) -> bool {
        self.value.is_some_and(Value::is_object)
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        self.value.is_some_and(Value::is_array)
    }

    /// The member of that name.
    pub(super) fn get(&self, key: &str) -> Node<'a> {
        let value = self.value.and_then(|value| value.get(key));
        let path = if value.is_some() { member_path(&self.path, key) } else { Rc::clone(&self.path) };
        Node { value, path, ledger: self.ledger }
    }

    /// The member at the end of a way of names.
    pub(super) fn at(&self, keys: &[&str]) -> Node<'a> {
        keys.iter().fold(self.clone(), |node, key| node.get(key))
    }

    /// The entries of a list; none if it is none.
    pub(super) fn items(&self) -> Vec<Node<'a>> {
        let items = self.value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if items.is_empty() && self.is_list() {
            self.read();
        }
        let node = |(index, value)| Node {
            value: Some(value),
            path: Rc::from(format!("{}[{index}]", self.path)),
            ledger: self.ledger,
        };
        items.iter().enumerate().map(node).collect()
    }

    /// The text, if there is any; a number or `true` in its place counts as text. It counts as read.
    pub(super) fn text(&self) -> Option<String> {
        let text = self.peek();
        if self.value.is_some_and(|value| !matches!(value, Value::Array(_) | Value::Object(_))) {
            self.read();
        }
        text
    }

    /// The text, without reading it.
    pub(super) fn peek(&self) -> Option<String> {
        let text = match self.value? {
            Value::String(text) => clean(text),
            Value::Number(number) => number.to_string(),
            Value::Bool(true) => "true".to_owned(),
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// Whether it says yes. It counts as read if it says yes or no.
    pub(super) fn flag(&self) -> bool {
        let said = match self.value {
            Some(Value::Bool(said)) => *said,
            Some(Value::String(text)) => text.trim().eq_ignore_ascii_case("true"),
            Some(Value::Null) => false,
            _ => return false,
        };
        self.read();
        said
    }

    /// The number, without reading it: places are looked at, but not taken over.
    pub(super) fn peek_number(&self) -> Option<f64> {
        match self.value? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
        .filter(|number| number.is_finite())
    }

    /// Says that it is in the sources, with all that it holds.
    pub(super) fn read(&self) {
        if let Some(value) = self.value {
            self.ledger.mark(value, Mark::Read, false);
        }
    }

    /// Says that it is left out with all that it holds, even what has been read of it.
    pub(super) fn leave(&self, what: &'static str, why: &str) {
        self.note(what, why, true);
    }

    /// Says that what has not been read of it yet is left out.
    pub(super) fn leave_rest(&self, what: &'static str, why: &str) {
        self.note(what, why, false);
    }

    /// Says that it was read as something else than what stands there.
    pub(super) fn changed(&self, what: &'static str, why: &str) {
        self.read();
        self.enter(what, why, 0);
    }

    fn note(&self, what: &'static str, why: &str, over: bool) {
        let facts = self.value.map_or(0, |value| self.ledger.mark(value, Mark::Left, over));
        self.enter(what, why, facts);
    }

    fn enter(&self, what: &'static str, why: &str, facts: usize) {
        let value = self.value.map(shortened).unwrap_or_default();
        let loss = Loss { path: self.path.to_string(), what, value, why: why.to_owned(), facts };
        self.ledger.losses.borrow_mut().push(loss);
    }
}

fn member_path(path: &str, key: &str) -> Rc<str> {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
    Rc::from(match (plain, path.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{path}.{key}"),
        (false, _) => format!("{path}[{}]", Value::from(key)),
    })
}

/// The value on one line, not too long.
fn shortened(value: &Value) -> String {
    let text = value.to_string();
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() { start + "…" } else { start }
}

/// Something that nobody looked at: one value, or several of one sort that make up a whole.
struct Unseen<'v> {
    path: Rc<str>,
    value: &'v Value,
    what: &'static str,
    why: &'static str,
    facts: usize,
}

struct Walk<'v> {
    ledger: &'v Ledger,
    explain: Explain,
    found: Vec<Unseen<'v>>,
    read: usize,
    total: usize,
}

impl<'v> Walk<'v> {
    fn visit<'k>(&mut self, value: &'v Value, keys: &mut Vec<&'k str>, path: &Rc<str>)
    where
        'v: 'k,
    {
        let (start, total) = (self.found.len(), self.total);
        match value {
            Value::Array(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, keys, &Rc::from(format!("{path}[{index}]")));
                }
            }
            Value::Object(members) if !members.is_empty() => {
                for (key, member) in members {
                    keys.push(key);
                    self.visit(member, keys, &member_path(path, key));
                    keys.pop();
                }
            }
            leaf => return self.leaf(leaf, keys, path),
        }
        self.gather(value, path, start, total);
    }

    fn leaf(&mut self, value: &'v Value, keys: &[&str], path: &Rc<str>) {
        self.total += 1;
        match self.ledger.marks.borrow().get(&address(value)) {
            Some(Mark::Read) => self.read += 1,
            Some(Mark::Left) => {}
            None => {
                let (what, why) = (self.explain)(keys);
                self.found.push(Unseen { path: Rc::clone(path), value, what, why, facts: 1 });
            }
        }
    }

    /// What is left out as a whole, for one reason, is one entry.
    fn gather(&mut self, value: &'v Value, path: &Rc<str>, start: usize, total: usize) {
        let parts = &self.found[start..];
        let facts: usize = parts.iter().map(|part| part.facts).sum();
        let Some(first) = parts.first() else { return };
        let (what, why) = (first.what, first.why);
        if facts == self.total - total && !path.is_empty() && parts.iter().all(|part| part.what == what) {
            self.found.truncate(start);
            self.found.push(Unseen { path: Rc::clone(path), value, what, why, facts });
        }
    }
}

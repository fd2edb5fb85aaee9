//! Differences of two JSON values, and how they are put back.
//!
//! May assume nothing about the values. Lists are compared as wholes: their parts have no names.

use super::{DRAWING, Edit};
use serde_json::{Map, Value};

/// The differences between what is built and what the file has, at paths below `at`.
pub(super) fn between(built: &Value, file: &Value, at: &str, skip: &[&str], found: &mut Vec<Edit>) {
    let (Value::Object(ours), Value::Object(theirs)) = (built, file) else {
        if built != file {
            found.push(Edit { at: at.to_owned(), was: Some(built.clone()), is: Some(file.clone()) });
        }
        return;
    };
    let mut keys: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let path = if at.is_empty() { escaped(key) } else { format!("{at}/{}", escaped(key)) };
        if skip.contains(&path.as_str()) {
            continue;
        }
        match (ours.get(key), theirs.get(key)) {
            (Some(built), Some(file)) => between(built, file, &path, skip, found),
            (was, is) => found.push(Edit { at: path, was: was.cloned(), is: is.cloned() }),
        }
    }
}

/// As in a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// Puts differences back where the build still writes what it wrote then.
pub(super) fn apply(value: &mut Value, edits: &[Edit]) {
    for edit in edits {
        put(value, edit, |_| false);
    }
}

/// The same for a cell, of which the drawing always counts.
pub(super) fn apply_to_cell(cell: &mut Value, edits: &[Edit]) {
    for edit in edits {
        put(cell, edit, |first| DRAWING.contains(&first));
    }
}

fn put(value: &mut Value, edit: &Edit, always: impl Fn(&str) -> bool) {
    let mut parts: Vec<String> = edit.at.split('/').map(unescaped).collect();
    let Some(last) = parts.pop() else { return };
    let always = always(parts.first().unwrap_or(&last));
    let mut place = value;
    for part in parts {
        // Where the build writes no object any more, there is no place for what was in it; the drawing makes its own.
        let Value::Object(members) = place else { return };
        if !members.contains_key(&part) {
            if !always {
                return;
            }
            members.insert(part.clone(), Value::Object(Map::new()));
        }
        let Some(next) = members.get_mut(&part) else { return };
        place = next;
    }
    let Value::Object(members) = place else { return };
    if !always && members.get(&last) != edit.was.as_ref() {
        return;
    }
    match &edit.is {
        Some(is) => drop(members.insert(last, is.clone())),
        None => drop(members.remove(&last)),
    }
}

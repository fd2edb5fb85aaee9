//! Models of other tools: what comes of each oddity, and what must hold for every input.

use crate::generate::{Dice, Recipe, model};
use crate::golden;
use crate::kept::{first_difference, rebuilt, through_text};
use crate::support::{
    compile_text, day, entries, files_below, folder_world, has_extension, outputs, read, rendered, root, world,
};
use caveat::driver::{Compilation, compile, kept_of};
use caveat::format::format;
use caveat::import::{Account, Imported, import};
use caveat::model::FlowState;
use caveat::text::one_line;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    root().join("tests/corpus/import")
}

/// Threat Dragon files of the field, where they are at hand: they belong to others and are not kept here.
fn shared() -> Vec<PathBuf> {
    let shared = std::env::var_os("CAVEAT_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let files = files_below(&shared.join("data/threat-dragon"));
    files.into_iter().filter(|path| has_extension(path, "json")).collect()
}

fn inputs() -> Vec<PathBuf> {
    let own = entries(&corpus()).into_iter().filter(|path| has_extension(path, "json"));
    own.chain(shared()).collect()
}

fn imported(path: &Path) -> Imported {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    import(&read(path), &name).unwrap_or_else(|problem| panic!("{} {}", path.display(), problem.message))
}

fn compiled(imported: &Imported) -> Compilation {
    let files: Vec<(String, &str)> =
        imported.sources.iter().map(|source| (format!("model/{}", source.name), source.text.as_str())).collect();
    compile(&world(files.iter().map(|(path, text)| (path.as_str(), *text))), "model".as_ref(), day())
}

/// The list of what is not in the sources, as people read it.
fn listed(imported: &Imported) -> String {
    let Account { total, read, losses } = &imported.account;
    let mut text = format!("{}: {:?}\n{read} of {total} values are in the sources\n", imported.format, imported.counts);
    for line in imported.account.summary() {
        text += &format!("{line}\n");
    }
    text += "\n";
    for loss in losses {
        text += &format!("{} = {}\n    {} ({}): {}\n", loss.path, loss.value, loss.what, loss.facts, loss.why);
    }
    text
}

#[test]
fn oddities_come_out_as_expected() {
    let mut results = Vec::new();
    let mut known = BTreeSet::new();
    for path in entries(&corpus()).into_iter().filter(|path| has_extension(path, "json")) {
        let imported = imported(&path);
        let sources: Vec<&str> = imported.sources.iter().map(|source| source.text.as_str()).collect();
        for (ending, text) in [("caveat", sources.join("\n")), ("txt", listed(&imported))] {
            let golden = path.with_extension(ending);
            results.push(golden::check(&golden, &text));
            known.insert(golden);
        }
        known.insert(path);
    }
    assert!(known.len() >= 24, "the cases are there");
    let orphans = entries(&corpus()).into_iter().filter(|path| !known.contains(path));
    results.extend(orphans.map(|path| Err(format!("{} belongs to no case", path.display()))));
    golden::all(results);
}

#[test]
fn whatever_is_imported_compiles_and_is_laid_out() {
    let mut failures = Vec::new();
    for path in inputs() {
        let imported = imported(&path);
        let compilation = compiled(&imported);
        if compilation.sound().is_none() {
            failures.push(format!("{}:\n{}", path.display(), rendered(&compilation)));
        }
        for source in &imported.sources {
            if format(&source.text).as_ref() != Ok(&source.text) {
                failures.push(format!("{}: {} is not laid out", path.display(), source.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Paths of all values without parts, as the reader sees the document: JSON in strings taken apart.
fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
    let nested = |text: &str| {
        let inner: Value = serde_json::from_str(text).ok()?;
        (inner.is_object() || inner.is_array()).then_some(inner)
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{path}[{index}]"), out));
        }
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-$".contains(c));
                let below = match (plain, path) {
                    (true, "") => key.clone(),
                    (true, _) => format!("{path}.{key}"),
                    (false, _) => format!("{path}[{}]", Value::from(key.as_str())),
                };
                match member
                    .as_str()
                    .filter(|_| ["diagramJson", "cells", "detail"].contains(&key.as_str()))
                    .and_then(nested)
                {
                    Some(inner) => leaves(&inner, &below, out),
                    None => leaves(member, &below, out),
                }
            }
        }
        _ => out.push(path.to_owned()),
    }
}

/// Counts anew: each value is either in the sources or below the path of an entry that stands for as many.
fn is_complete(text: &str, account: &Account) -> Result<usize, String> {
    let mut json: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if let Some(inner) = json.as_str() {
        json = serde_json::from_str(inner).map_err(|error| error.to_string())?;
    }
    let mut all = Vec::new();
    leaves(&json, "", &mut all);
    let entries: Vec<_> = account.losses.iter().filter(|loss| loss.facts > 0).collect();
    let below = |path: &str, entry: &str| {
        path.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let of_entries: usize = entries.iter().map(|loss| loss.facts).sum();
    if all.len() != account.total || account.read + of_entries != account.total {
        return Err(format!(
            "{} values, {} counted, {} read, {of_entries} left out",
            all.len(),
            account.total,
            account.read
        ));
    }
    let outside = all.iter().filter(|path| !entries.iter().any(|loss| below(path, &loss.path))).count();
    // What is below an entry may have been read before the rest was left out.
    if outside > account.read {
        return Err(format!("{outside} values are below no entry, but {} are read", account.read));
    }
    for loss in &entries {
        let covered = all.iter().filter(|path| below(path, &loss.path)).count();
        if covered < loss.facts {
            return Err(format!("{} stands for {} values and has {covered}", loss.path, loss.facts));
        }
    }
    Ok(all.len())
}

#[test]
fn every_value_is_accounted_for() {
    let mut total = 0;
    for path in inputs() {
        let account = imported(&path).account;
        total += is_complete(&read(&path), &account).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    }
    assert!(total > 700, "values were counted");
}

/// The texts that people wrote into a file and that must be found again, with all blanks as one space.
fn words_of(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| words_of(item, out)),
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_str() {
                    Some(text)
                        if ["title", "name", "description", "mitigation", "reasonOutOfScope"]
                            .contains(&key.as_str()) =>
                    {
                        out.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
                    }
                    _ => words_of(member, out),
                }
            }
        }
        _ => {}
    }
}

/// What counts as read must be there. A full stop at the end of a title goes, and a long text may be cut into two.
#[test]
fn what_people_wrote_is_in_the_sources_or_in_the_list() {
    let mut missing = Vec::new();
    let mut found = 0;
    for path in shared() {
        let imported = imported(&path);
        let text: Vec<&str> = imported.sources.iter().map(|source| source.text.as_str()).collect();
        let plain = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
        let mut text = plain(&text.join("\n"));
        text += &plain(
            &imported.account.losses.iter().map(|loss| loss.value.replace("\\n", "\n")).collect::<Vec<_>>().join("\n"),
        );
        let mut words = Vec::new();
        words_of(&serde_json::from_str(&read(&path)).expect("JSON"), &mut words);
        for words in words {
            // The first part of what may have been cut.
            let sentence: String = words.split(". ").next().unwrap_or_default().chars().take(80).collect();
            if text.contains(&plain(&sentence)) {
                found += 1;
            } else {
                missing.push(format!("{}: {words}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(shared().is_empty() || found > 300, "texts were looked for");
}

/// Fifty elements take no more than 300 lines.
#[test]
fn sources_stay_short() {
    for path in shared() {
        let imported = imported(&path);
        let lines: usize = imported.sources.iter().map(|source| source.text.lines().count()).sum();
        let counts = &imported.counts;
        let room = 30 + 5 * counts.elements + 3 * counts.flows + 9 * counts.threats + 6 * counts.diagrams;
        assert!(lines <= room, "{}: {lines} lines", path.display());
    }
}

#[test]
fn what_is_no_model_is_refused_with_the_formats_that_are_known() {
    let cases = [
        ("", "is not JSON"),
        ("{\"a\": 1", "is not JSON"),
        ("[1, 2]", "not of a format"),
        ("\"text\"", "not of a format"),
        ("{\"name\": \"left-pad\", \"version\": \"1.0.0\"}", "not of a format"),
        ("{\"otmVersion\": \"0.2.0\", \"project\": {}}", "Open Threat Model"),
    ];
    for (text, phrase) in cases {
        let problem = import(text, "x.json").expect_err(text);
        assert!(problem.message.contains(phrase), "{text}: {}", problem.message);
        assert!(problem.help.contains("OWASP Threat Dragon"), "{}", problem.help);
    }
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (1..25usize, any::<u64>()).prop_map(|(elements, seed)| Recipe { elements, seed, everything: true })
}

fn exported(text: &str) -> String {
    let compilation = compile_text(text);
    let outputs = outputs(&compilation);
    outputs.into_iter().find(|(name, _)| name.ends_with(".threat-dragon.json")).expect("a file").1
}

/// How often each title occurs.
fn titles<'a>(titles: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for title in titles {
        *counts.entry(title.split_whitespace().collect::<Vec<_>>().join(" ")).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Our own export comes back with the same things under the same ids and titles.
    #[test]
    fn what_was_exported_comes_back(recipe in recipe()) {
        let before = compile_text(&model(recipe));
        let json = exported(&model(recipe));
        let back = import(&json, "back.json").expect("our own file");
        let after = compiled(&back);
        let Some((after, _)) = after.sound() else { panic!("{}", rendered(&after)) };
        let (before, _) = before.sound().expect("a model");
        macro_rules! same {
            ($list:ident, $old:expr, $new:expr) => {
                let old: Vec<_> = before.$list.iter().filter($old).map(|thing| &thing.identity).collect();
                let new: Vec<_> = after.$list.iter().filter($new).map(|thing| &thing.identity).collect();
                let both = [&old, &new].map(|list| titles(list.iter().map(|thing| thing.title.as_str())));
                prop_assert_eq!(&both[0], &both[1]);
                let new: BTreeSet<&str> = new.iter().map(|thing| thing.id.as_str()).collect();
                for thing in old.iter().filter(|thing| !thing.id.contains('/')) {
                    prop_assert!(new.contains(thing.id.replace(".", "_").as_str()), "{} is lost", thing.id);
                }
            };
        }
        same!(elements, |_| true, |_| true);
        same!(boundaries, |_| true, |_| true);
        same!(flows, |flow| flow.state != FlowState::Retired, |_| true);
        // What rules found is written in the file like what people wrote; rules may find it again.
        same!(threats, |_| true, |threat| !threat.is_finding);
        for old in &before.flows {
            let new = after.flows.iter().find(|new| new.identity.id.as_str() == old.identity.id.replace(".", "_").as_str());
            prop_assert_eq!(new.map(|new| (new.state, new.hops.len())), new.map(|_| (old.state, old.hops.len())));
        }
        for old in before.threats.iter().filter(|threat| !threat.is_finding) {
            let id = old.identity.id.replace(".", "_");
            let new = after.threats.iter().find(|new| new.identity.id == id).expect("it has come back");
            prop_assert_eq!((old.likelihood, old.impact), (new.likelihood, new.impact));
            prop_assert_eq!(old.kind.map(|kind| &before[kind].identity.id), new.kind.map(|kind| &after[kind].identity.id));
        }
        prop_assert!(is_complete(&json, &back.account).is_ok());
    }

    /// Whatever becomes of a file, it is read or refused.
    #[test]
    fn no_damage_breaks_it(case in any::<prop::sample::Index>(), seed in any::<u64>(), changes in 1..12usize) {
        let files = entries(&corpus());
        let files: Vec<_> = files.iter().filter(|path| has_extension(path, "json")).collect();
        let text = read(files[case.index(files.len())]);
        let mut json: Value = serde_json::from_str(&text).expect("JSON");
        let mut dice = Dice(seed);
        for _ in 0..changes {
            damage(&mut json, &mut dice);
        }
        let text = json.to_string();
        if let Ok(imported) = import(&text, "damaged.json") {
            let compilation = compiled(&imported);
            prop_assert!(compilation.sound().is_some(), "{}\n{}", text, rendered(&compilation));
            let complete = is_complete(&text, &imported.account);
            prop_assert!(complete.is_ok(), "{:?}", complete);
            comes_back(&imported, &compilation).map_err(|why| TestCaseError::fail(format!("{why} in {text}")))?;
        }
    }
}

/// That a file comes back as it was, if what it says beyond the model is kept; gives whether it is.
fn comes_back(imported: &Imported, compilation: &Compilation) -> Result<bool, String> {
    let Some(kept) = kept_of(imported, day()) else { return Ok(false) };
    let again = rebuilt(compilation, &through_text(kept));
    let mut file = imported.json.clone().expect("JSON");
    file.as_object_mut().expect("an object").remove("caveat");
    if again == file { Ok(true) } else { Err(first_difference(&again, &file, String::new())) }
}

/// Replaces, drops or doubles something somewhere.
fn damage(json: &mut Value, dice: &mut Dice) {
    let stop = dice.below(6) == 0;
    match json {
        Value::Array(items) if !items.is_empty() && !stop => {
            let at = dice.below(items.len());
            match dice.below(12) {
                0 => drop(items.remove(at)),
                1 => {
                    let copy = items[at].clone();
                    items.push(copy);
                }
                _ => damage(&mut items[at], dice),
            }
        }
        Value::Object(members) if !members.is_empty() && !stop => {
            let key = members.keys().nth(dice.below(members.len())).expect("a key").clone();
            match dice.below(12) {
                0 => drop(members.remove(&key)),
                1 => drop(members.insert(format!("{key}s"), Value::Null)),
                _ => damage(members.get_mut(&key).expect("a member"), dice),
            }
        }
        other => {
            let values = [
                Value::Null,
                Value::from(7),
                Value::from(-1e300),
                Value::from(""),
                Value::from("\u{202e}\u{0}\"\"\"\\ \n\n in"),
                Value::from("tm.Flow"),
                Value::from("trust-boundary-box"),
                Value::from(vec![1]),
                serde_json::json!({ "cell": "a", "name": ["x"] }),
                Value::Bool(true),
            ];
            *other = values[dice.below(values.len())].clone();
        }
    }
}

#[test]
fn a_megabyte_is_no_trouble() {
    let cell = |number: usize| {
        serde_json::json!({
            "id": format!("cell-{number}"), "shape": "process", "position": { "x": number * 10, "y": 0 }, "size": { "width": 100, "height": 100 },
            "data": { "type": "tm.Process", "name": format!("Process number {number}"), "threats": [{
                "title": format!("Threat {number}"), "type": "Tampering", "status": "Open", "severity": "High",
                "description": "It goes wrong. ".repeat(20), "mitigation": format!("Do something about it, step {number}."),
            }] },
        })
    };
    let cells: Vec<Value> = (0..1500).map(cell).collect();
    let json = serde_json::json!({ "summary": { "title": "Large" }, "detail": { "diagrams": [{ "title": "All", "cells": cells }] } }).to_string();
    assert!(json.len() > 800_000, "{}", json.len());
    let imported = import(&json, "large.json").expect("a model");
    assert_eq!(imported.sources.len(), 2, "threats have a file of their own");
    assert_eq!((imported.counts.elements, imported.counts.threats), (1500, 1500));
    assert!(one_line(&imported.sources[0].name, 40) == "model.caveat");
}

/// Import, then build: the file again, but for the note that it was built, and but for what version 1 had in other words.
#[test]
fn threat_dragon_files_come_back_as_they_were() {
    let mut count = 0;
    let seed = outputs(&seed()).remove("claims_api.threat-dragon.json").expect("the export of the seed");
    let texts = inputs().into_iter().map(|path| (path.display().to_string(), read(&path)));
    for (name, text) in texts.chain([("the seed".to_owned(), seed)]) {
        let imported = import(&text, "file.json").unwrap_or_else(|problem| panic!("{name} {}", problem.message));
        if !comes_back(&imported, &compiled(&imported)).unwrap_or_else(|why| panic!("{name}: {why}")) {
            let diagrams = imported.json.as_ref().and_then(|json| json.pointer("/detail/diagrams")?.as_array());
            let in_text = |one: &Value| one.get("cells").is_some_and(Value::is_string);
            let is_odd = diagrams.is_some_and(|all| all.iter().any(in_text));
            assert!(is_odd || imported.format.contains('1'), "{name} ({}) is not kept", imported.format);
            continue;
        }
        count += 1;
    }
    assert!(count >= 8, "{count} files were there");
}

fn seed() -> Compilation {
    let world = folder_world(&root().join("examples/claims-api"), &root().join("examples"));
    compile(&world, "claims-api".as_ref(), day())
}

//! Names that stand for nothing: what was most likely meant, which library has it, and how to declare it.

use super::checker::Checker;
use super::jargon;
use super::references::kinds_in_words;
use super::structure::id_from_title;
use crate::diagnostics::{Applicability, Diagnostic, Label};
use crate::library::STANDARD;
use crate::resolve;
use crate::schema::{Kind, Namespace, words};
use crate::syntax::Value;
use crate::text::{Span, closest, letters_away, list_all, list_words, plain};
use ecow::EcoString;

/// After so many diagnostics nobody reads suggestions, and looking for each among all names would take long.
const MANY: usize = 500;
/// How many further uses of a name are pointed at.
const MOST_PLACES: usize = 3;
/// A vocabulary of so many words is listed as a whole.
const FEW: usize = 12;

impl Checker<'_> {
    /// Reports a name that nothing of these kinds has.
    pub fn unknown(&mut self, value: &Value, name: &str, kinds: &'static [Kind]) {
        let vocabulary = kinds.len() == 1 && matches!(kinds[0].namespace(), Namespace::Words(_));
        let what = if vocabulary {
            format!("no {} is called `{name}`", kinds[0].noun())
        } else {
            format!("nothing is called `{name}`")
        };
        let mut diagnostic = Diagnostic::new(&resolve::UNKNOWN_NAME, what).at(value.span, "not declared");
        if self.diagnostics.len() >= MANY {
            return self.report(diagnostic);
        }
        let Some(meant) = self.guess(name, kinds) else { return };
        let key = format!("{} {} {name}", meant.join(" "), main_kind(kinds).map_or("", Kind::word));
        if self.said_before(&key, value.span, meant.first().map(String::as_str)) {
            return;
        }
        diagnostic = match meant.as_slice() {
            [] => diagnostic,
            [only] if only == "anonymous" => diagnostic.fix(
                "write `anonymous` if nobody is asked who they are; if you do not know, leave the field out",
                Applicability::NeedsLook,
                value.span,
                only.as_str(),
            ),
            [only] => self.suggest(diagnostic, value.span, name, only, kinds),
            several => diagnostic.help(format!("did you mean {}?", list_words(several.iter().map(String::as_str), 5))),
        };
        diagnostic = if vocabulary {
            self.known_words(diagnostic, value.span, name, kinds[0], &meant)
        } else {
            self.how_to_declare(diagnostic, name, kinds)
        };
        self.unknown_names.push((key, self.diagnostics.len(), 1));
        self.unknown_places.insert((self.diagnostics.len(), self.sources.real(value.span)));
        self.report(diagnostic);
    }

    /// What a name most likely stands for; `None` where it will be declared once another error is mended. Every use of the
    /// same name asks, and the answer takes a look at all names, so it is kept.
    fn guess(&mut self, name: &str, kinds: &'static [Kind]) -> Option<Vec<String>> {
        // What a name may mean within a template it does not mean elsewhere.
        if self.template.is_some() {
            return (!self.is_corrected(name)).then(|| self.meant(name, kinds));
        }
        let key = (EcoString::from(name), kinds);
        if let Some(known) = self.guesses.get(&key) {
            return known.clone();
        }
        let guess = (!self.is_corrected(name)).then(|| self.meant(name, kinds));
        self.guesses.insert(key, guess.clone());
        guess
    }

    /// Whether the name is that of a declaration whose own cannot be an id, as its error tells to write it.
    fn is_corrected(&self, name: &str) -> bool {
        let illegal = |name: &str| !name.starts_with(|first: char| first.is_ascii_lowercase());
        let meant = |text: &str| id_from_title(text) == name;
        self.scope.entries().any(|(_, entry)| illegal(&entry.name) && (meant(&entry.name) || meant(&entry.title)))
    }

    /// What a name that is not declared most likely stands for: the same word written otherwise, an everyday word
    /// for something, or a slip of the fingers.
    fn meant(&self, name: &str, kinds: &'static [Kind]) -> Vec<String> {
        let legal = |word: &&str| word.starts_with(|first: char| first.is_ascii_lowercase());
        if let Some(local) = self.local_meant(name) {
            return vec![local];
        }
        if let Some(made) = self.made_otherwise(name, kinds) {
            return made;
        }
        // Ids are unique, so that no path leads to them: `cloud.api` is `api`.
        if let Some((_, last)) = name.rsplit_once('.')
            && self.scope.names_of(kinds).any(|known| known == last)
        {
            return vec![last.to_owned()];
        }
        let near = closest(name, self.scope.names_of(kinds).filter(legal));
        if let Some(same) = near.filter(|near| *near == plain(name)) {
            return vec![same.to_owned()];
        }
        let everyday = kinds.first().map_or(&[][..], |kind| jargon::words(*kind, name));
        let known = everyday.iter().filter(|word| self.scope.names_of(kinds).any(|known| known == **word));
        let known: Vec<String> = known.map(|word| (*word).to_owned()).collect();
        if known.is_empty() { near.map(str::to_owned).into_iter().collect() } else { known }
    }

    /// A parameter without its `$`, or a name of the template around it that is near.
    fn local_meant(&self, name: &str) -> Option<String> {
        let template = self.template.as_ref()?;
        if template.params.iter().any(|param| param == name) {
            return Some(format!("${name}"));
        }
        closest(name, template.names.iter().map(EcoString::as_str)).map(str::to_owned)
    }

    /// What a `make` has made and a name may mean: another name in the same namespace, or the same name in some namespace.
    fn made_otherwise(&self, name: &str, kinds: &[Kind]) -> Option<Vec<String>> {
        match name.rsplit_once('.') {
            Some((make, _)) => {
                self.made_in(make, kinds).next()?;
                Some(closest(name, self.made_in(make, kinds)).map(str::to_owned).into_iter().collect())
            }
            None => {
                let is_same = |made: &&str| made.rsplit_once('.').is_some_and(|(_, last)| last == name);
                let same: Vec<String> = self.scope.names_of(kinds).filter(is_same).take(5).map(str::to_owned).collect();
                (!same.is_empty()).then_some(same)
            }
        }
    }

    /// Adds a further use of a name to the error that has reported it; gives whether there is one.
    fn said_before(&mut self, key: &str, span: Span, near: Option<&str>) -> bool {
        let Some((_, index, uses)) = self.unknown_names.iter_mut().find(|(known, _, _)| known == key) else {
            return false;
        };
        let Some(diagnostic) = self.diagnostics.get_mut(*index) else { return false };
        // The text of a template, and an argument, are looked at several times.
        if !self.unknown_places.insert((*index, self.sources.real(span))) {
            return true;
        }
        *uses += 1;
        let further = *uses - 1;
        let mut place = span;
        // Fields are not checked in reading order; the first use is where the error stands.
        let first = diagnostic.labels.iter_mut().find(|label| label.primary);
        if let Some(label) = first.filter(|label| (span.file, span.start) < (label.span.file, label.span.start)) {
            place = std::mem::replace(&mut label.span, span);
        }
        if further <= MOST_PLACES {
            diagnostic.labels.push(Label { span: place, message: "used here too".to_owned(), primary: false });
        } else {
            let note = |count: usize| format!("it is used in {count} places");
            diagnostic.notes.retain(|known| *known != note(further));
            diagnostic.notes.push(note(*uses));
        }
        if let (Some(fix), Some(near)) = (diagnostic.helps.iter_mut().find_map(|help| help.fix.as_mut()), near) {
            fix.edits.push((span, near.to_owned()));
        }
        true
    }

    fn suggest(&self, diagnostic: Diagnostic, span: Span, name: &str, near: &str, kinds: &[Kind]) -> Diagnostic {
        let entry = self.scope.entries().find(|(_, entry)| entry.name == near && kinds.contains(&entry.kind));
        let diagnostic = diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near);
        match entry.map(|(_, entry)| entry) {
            // A label in a standard library would show a file that the author does not have.
            Some(entry) if name.contains('.') && name.ends_with(near) => diagnostic
                .also(entry.span, format!("“{}” is declared here", entry.title))
                .note("an id is unique in the model, so no path leads to it"),
            Some(entry) if !self.scope.unit_name(entry.unit).starts_with("std.") => {
                diagnostic.also(entry.span, format!("`{near}` is {}: “{}”", letters_away(name, near), entry.title))
            }
            _ => diagnostic,
        }
    }

    /// How many words of a vocabulary are known, from where, which library has it, and how to add one.
    fn known_words(&self, diagnostic: Diagnostic, span: Span, name: &str, kind: Kind, meant: &[String]) -> Diagnostic {
        let kinds = [kind];
        let counts = self.scope.count_by_unit(&kinds);
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let from: Vec<String> = counts.iter().map(|(unit, count)| format!("{count} from {unit}")).collect();
        let all = match total {
            1..=FEW => format!(": {}", list_all(self.scope.names_of(&kinds), FEW)),
            _ => String::new(),
        };
        let diagnostic = match from.as_slice() {
            [] => diagnostic.note(format!("no {} are known yet", kind.many())),
            [only] => diagnostic.note(format!(
                "{total} {} known, {}{all}",
                if total == 1 { "is" } else { "are" },
                only.trim_start_matches(|c: char| c.is_ascii_digit()).trim()
            )),
            several if all.is_empty() => diagnostic.note(format!("{total} are known: {}", several.join(", "))),
            several => diagnostic.note(format!("{total} are known, {}{all}", several.join(" and "))),
        };
        let diagnostic = match self.standard_with(kind, name) {
            Some((library, word)) if word == name => {
                diagnostic.help(format!("`std.{library}` declares it: write `use std.{library}` at the top"))
            }
            Some((library, word)) if meant.is_empty() => diagnostic.fix(
                format!("did you mean `{word}`? `std.{library}` declares it: write `use std.{library}` at the top"),
                Applicability::NeedsLook,
                span,
                word,
            ),
            // Nothing near, and nothing known: the library is most likely what is missing.
            _ if total == 0 => match library_of(kind) {
                Some(library) => diagnostic.help(format!("write `use std.{library}` at the top: it declares many")),
                None => diagnostic,
            },
            _ => diagnostic,
        };
        match self.own_word(name, &kinds) {
            // Nobody who writes `dos` wants a threat kind of his own.
            Some(_) if kind == Kind::ThreatKind && !meant.is_empty() => diagnostic,
            Some(own) => diagnostic.help(format!("to add a word of your own: `{}`", kind.pattern(&own))),
            None => diagnostic,
        }
    }

    /// The name as it may be declared, if that would be a new one.
    fn own_word(&self, name: &str, kinds: &[Kind]) -> Option<String> {
        if name.contains('.') {
            return None;
        }
        let own = id_from_title(name);
        let usable = own.len() > 1 && own != "name" && !words::RESERVED.contains(&own.as_str());
        (usable && !self.scope.names_of(kinds).any(|known| known == own)).then_some(own)
    }

    fn how_to_declare(&self, diagnostic: Diagnostic, name: &str, kinds: &[Kind]) -> Diagnostic {
        let Some(main) = main_kind(kinds).filter(|_| !name.contains('.')) else { return diagnostic };
        let diagnostic = match kinds.len() {
            0 | 1 => diagnostic,
            _ => diagnostic.note(format!("it may be {}", kinds_in_words(kinds))),
        };
        let example = if kinds.len() > 1 { "to declare it, for instance" } else { "to declare it" };
        match self.own_word(name, kinds) {
            Some(own) => diagnostic.help(format!("{example}: `{}`", main.pattern(&own))),
            None => diagnostic,
        }
    }

    /// A standard library that is not in use and declares the word, or one near it.
    pub fn standard_with(&self, kind: Kind, name: &str) -> Option<(&'static str, &'static str)> {
        let used = |library: &str| {
            self.scope
                .entries()
                .any(|(_, entry)| self.scope.unit_name(entry.unit).strip_prefix("std.") == Some(library))
        };
        let opening = format!("{} ", kind.word());
        let mut near: Option<(&'static str, &'static str)> = None;
        for standard in STANDARD.iter().filter(|standard| !used(standard.name)) {
            let names =
                standard.source.lines().filter_map(|line| line.strip_prefix(opening.as_str())?.split(' ').next());
            let names: Vec<&'static str> = names.collect();
            if let Some(same) = names.iter().find(|known| **known == name) {
                return Some((standard.name, same));
            }
            let everyday = jargon::words(kind, name).iter().find(|word| names.contains(word)).copied();
            // A letter or two is near to too much.
            let fuzzy = || closest(name, names.iter().copied()).filter(|_| name.len() > 2);
            near = near.or_else(|| everyday.or_else(fuzzy).map(|word| (standard.name, word)));
        }
        near
    }
}

/// The kind that is shown where several may stand.
fn main_kind(kinds: &[Kind]) -> Option<Kind> {
    kinds.iter().find(|kind| **kind == Kind::Process).or(kinds.first()).copied()
}

/// The standard library with words of that kind.
fn library_of(kind: Kind) -> Option<&'static str> {
    let opening = format!("{} ", kind.word());
    let has = |source: &str| source.lines().any(|line| line.starts_with(&opening));
    STANDARD.iter().find(|library| !library.always && has(library.source)).map(|library| library.name)
}

//! Names in fields: what they stand for, and help where they stand for nothing.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::library;
use crate::resolve::{self, DeclarationId, Found};
use crate::schema::{Kind, Namespace};
use crate::syntax::{Value, ValueKind};
use crate::text::{Span, closest, list_words};
use ecow::EcoString;

impl Checker<'_> {
    /// The declaration of one of these kinds that a value names.
    pub fn reference(&mut self, value: &Value, kinds: &'static [Kind], field: &str) -> Option<(DeclarationId, Span)> {
        let name = match &value.kind {
            ValueKind::Word(word) => word.clone(),
            ValueKind::Path(names) => {
                let parts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
                parts.join(".").into()
            }
            ValueKind::Parameter(name) => {
                self.parameter(name, value.span);
                return None;
            }
            ValueKind::Missing => return None,
            _ => return self.not_a_name(value, kinds, field),
        };
        if self.is_template_local(&name) {
            return None;
        }
        let mut wrong = None;
        for namespace in namespaces(kinds) {
            match self.scope.find(namespace, &name, self.unit) {
                Found::One(id) if kinds.contains(&self.scope.entry(id).kind) => {
                    self.note_reference(value.span, id);
                    return Some((id, value.span));
                }
                Found::One(id) => wrong = Some(id),
                Found::Several(ids) => {
                    self.ambiguous(value, &name, &ids);
                    return None;
                }
                Found::Nothing => {}
            }
        }
        match wrong {
            Some(id) => self.wrong_kind(value, id, kinds),
            None if self.is_made(&name) => {}
            None => self.unknown(value, &name, kinds),
        }
        None
    }

    fn not_a_name<T>(&mut self, value: &Value, kinds: &[Kind], field: &str) -> Option<T> {
        let wanted = kinds_in_words(kinds);
        let mut diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{field}` takes {wanted}"))
            .at(value.span, format!("this is {}", value.describe()));
        match &value.kind {
            ValueKind::Sequence(_) => {
                diagnostic = diagnostic.note("entries of a list stand in brackets with commas: `[a, b]`")
            }
            ValueKind::Text(text) => {
                let found = self
                    .scope
                    .entries()
                    .find(|(_, e)| kinds.contains(&e.kind) && (e.title == *text || e.name == *text));
                if let Some((_, entry)) = found {
                    let name = entry.name.clone();
                    diagnostic =
                        diagnostic.fix(format!("write its id, `{name}`"), Applicability::Safe, value.span, name);
                } else {
                    diagnostic = diagnostic.note("things are named by their ids, without quotes");
                }
            }
            _ => {}
        }
        self.report(diagnostic);
        None
    }

    fn wrong_kind(&mut self, value: &Value, id: DeclarationId, kinds: &'static [Kind]) {
        let entry = self.scope.entry(id);
        let (name, kind, title, span) = (entry.name.clone(), entry.kind, entry.title.clone(), entry.span);
        let mut diagnostic = Diagnostic::new(&resolve::WRONG_KIND, format!("`{name}` is {}", kind.with_article()))
            .at(value.span, format!("expected {}", kinds_in_words(kinds)))
            .also(span, format!("“{title}” is declared here"));
        if kind == Kind::Boundary && kinds.iter().any(|kind| kind.is_element()) {
            let inside = self.scope.entries().filter(|(_, e)| e.parent == Some(id) && e.kind.is_element());
            let inside: Vec<&str> = inside.map(|(_, entry)| entry.name.as_str()).collect();
            if !inside.is_empty() {
                diagnostic = diagnostic.help(format!("name an element in it: {}", list_words(inside, 6)));
            }
        }
        self.report(diagnostic);
    }

    fn ambiguous(&mut self, value: &Value, name: &str, ids: &[DeclarationId]) {
        let full: Vec<String> =
            ids.iter().map(|id| format!("{}.{name}", self.scope.unit_name(self.scope.entry(*id).unit))).collect();
        let diagnostic =
            Diagnostic::new(&resolve::AMBIGUOUS_NAME, format!("`{name}` is declared in several libraries"))
                .at(value.span, "which one?")
                .help(format!("write {}", list_words(full.iter().map(String::as_str), 6)));
        self.report(diagnostic);
    }

    fn unknown(&mut self, value: &Value, name: &str, kinds: &'static [Kind]) {
        let vocabulary = kinds.len() == 1 && matches!(kinds[0].namespace(), Namespace::Words(_));
        let what = if vocabulary {
            format!("no {} is called `{name}`", plain(kinds[0]))
        } else {
            format!("nothing is called `{name}`")
        };
        let mut diagnostic = Diagnostic::new(&resolve::UNKNOWN_NAME, what).at(value.span, "not declared");
        let near = closest(name, self.scope.names_of(kinds)).map(str::to_owned);
        if let Some(near) = near {
            diagnostic = self.suggest(diagnostic, value.span, name, &near, kinds);
        }
        if let Some(standard) = library::declaring(kinds[0].word(), name)
            && vocabulary
        {
            diagnostic = diagnostic
                .help(format!("`std.{}` declares it: write `use std.{}` at the top", standard.name, standard.name));
        }
        diagnostic = if vocabulary {
            self.known_words(diagnostic, name, kinds)
        } else {
            self.how_to_declare(diagnostic, name, kinds)
        };
        self.report(diagnostic);
    }

    fn suggest(&self, diagnostic: Diagnostic, span: Span, name: &str, near: &str, kinds: &[Kind]) -> Diagnostic {
        let entry = self.scope.entries().find(|(_, entry)| entry.name == near && kinds.contains(&entry.kind));
        let diagnostic = diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near);
        match entry.map(|(_, entry)| entry) {
            // A label in a standard library would show a file that the author does not have.
            Some(entry) if !self.scope.unit_name(entry.unit).starts_with("std.") => {
                let distance = strsim::damerau_levenshtein(name, near);
                let away =
                    if distance == 1 { "one letter away".to_owned() } else { format!("{distance} letters away") };
                diagnostic.also(entry.span, format!("`{near}` is {away}: “{}”", entry.title))
            }
            _ => diagnostic,
        }
    }

    /// How many words of a vocabulary are known, from where, and how to add one.
    fn known_words(&self, diagnostic: Diagnostic, name: &str, kinds: &[Kind]) -> Diagnostic {
        let counts = self.scope.count_by_unit(kinds);
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let from: Vec<String> = counts.iter().map(|(unit, count)| format!("{count} from {unit}")).collect();
        let word = kinds[0].word();
        let like = match kinds[0] {
            Kind::Class => " { above: internal }",
            Kind::Scheme => "",
            Kind::ThreatKind => " { violates: integrity }",
            _ => " { like: … }",
        };
        let diagnostic = match from.as_slice() {
            [] => diagnostic.note("no word of this kind is known; a library may be missing, such as `use std.web`"),
            [only] => diagnostic
                .note(format!("{total} are known, {}", only.trim_start_matches(|c: char| c.is_ascii_digit()).trim())),
            several => diagnostic.note(format!("{total} are known: {}", several.join(", "))),
        };
        diagnostic.help(format!("to add a word of your own: `{word} {name} \"…\"{like}`"))
    }

    fn how_to_declare(&self, diagnostic: Diagnostic, name: &str, kinds: &[Kind]) -> Diagnostic {
        let kind = kinds.iter().find(|kind| **kind == Kind::Process).or(kinds.first());
        match kind {
            Some(kind) if !name.contains('.') => {
                diagnostic.help(format!("to declare it: `{} {name} \"…\"`", kind.word()))
            }
            _ => diagnostic,
        }
    }

    /// Reports a `$parameter` that no template around it declares.
    pub fn parameter(&mut self, name: &EcoString, span: Span) {
        let params = self.template.as_ref().map(|template| template.params.clone());
        match params {
            Some(params) if params.contains(name) => {}
            Some(params) => {
                let mut diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_PARAMETER, format!("the template has no parameter `{name}`"))
                        .at(span, "not among its parameters")
                        .note(format!("its parameters are {}", list_words(params.iter().map(EcoString::as_str), 12)));
                if let Some(near) = closest(name, params.iter().map(EcoString::as_str)) {
                    diagnostic = diagnostic.fix(
                        format!("did you mean `${near}`?"),
                        Applicability::NeedsLook,
                        span,
                        format!("${near}"),
                    );
                }
                self.report(diagnostic);
            }
            None => {
                let diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_PARAMETER, format!("`${name}` stands outside any template"))
                        .at(span, "parameters have a meaning in templates only");
                self.report(diagnostic);
            }
        }
    }

    fn is_template_local(&self, name: &EcoString) -> bool {
        self.template.as_ref().is_some_and(|template| template.names.contains(name))
    }

    /// Whether the name lies in the namespace of a `make`, which is not expanded yet.
    fn is_made(&self, name: &str) -> bool {
        let Some((first, rest)) = name.split_once('.') else { return false };
        let Found::One(id) = self.scope.find(Namespace::Things, first, self.unit) else { return false };
        self.scope.entry(id).kind == Kind::Make && self.made_names(id).iter().any(|known| known == rest)
    }

    /// Reports a name in an expression that nothing declares.
    pub fn unknown_in_expression(&mut self, span: Span, name: &str, also_known: &[&str]) {
        let mut diagnostic = Diagnostic::new(&resolve::UNKNOWN_NAME, format!("nothing is called `{name}`"))
            .at(span, "neither a set, nor an attribute, nor declared anywhere");
        let declared = self.scope.entries().map(|(_, entry)| entry.name.as_str());
        let near = closest(name, also_known.iter().copied().chain(declared)).map(str::to_owned);
        if let Some(near) = near {
            diagnostic = diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near);
        }
        self.report(diagnostic);
    }

    /// The element that a stop of a route names.
    pub fn element(&mut self, value: &Value) -> Option<(DeclarationId, Span)> {
        self.reference(value, &[Kind::Entity, Kind::Process, Kind::Store], "a route")
    }
}

fn namespaces(kinds: &[Kind]) -> Vec<Namespace> {
    let mut spaces: Vec<Namespace> = Vec::with_capacity(2);
    for kind in kinds {
        if !spaces.contains(&kind.namespace()) {
            spaces.push(kind.namespace());
        }
    }
    spaces
}

/// "technology" reads better than "tech" in a sentence.
fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Tech => "technology",
        Kind::Auth => "authentication kind",
        Kind::ThreatKind => "threat kind",
        Kind::Class => "data class",
        Kind::Scheme => "catalogue",
        other => other.word(),
    }
}

/// "a process, a store or a flow"
pub(super) fn kinds_in_words(kinds: &[Kind]) -> String {
    if kinds == [Kind::Entity, Kind::Process, Kind::Store] {
        return "an element (entity, process or store)".to_owned();
    }
    let words: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "a name".to_owned(),
    }
}

//! Names in fields: what they stand for, and help where they stand for nothing.

use super::checker::Checker;
use super::codes;
use super::structure::id_from_title;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::resolve::{self, DeclarationId, Entry, Found};
use crate::schema::{Kind, Namespace};
use crate::syntax::{Value, ValueKind};
use crate::text::{Span, closest, list_all, list_words};
use ecow::EcoString;

impl Checker<'_> {
    /// The declaration of one of these kinds that a value names.
    pub fn reference(&mut self, value: &Value, kinds: &'static [Kind], field: &str) -> Option<(DeclarationId, Span)> {
        let name = match (&value.kind, value.name()) {
            (_, Some(name)) => name,
            (ValueKind::Parameter(name), _) => {
                self.parameter(name, value.span);
                return None;
            }
            (ValueKind::Missing, _) => return None,
            _ => return self.not_a_name(value, kinds, field),
        };
        if self.is_template_local(&name) || self.half_declared.contains(&name) {
            return None;
        }
        let mut wrong = None;
        for namespace in namespaces(kinds) {
            match self.find(namespace, &name, value.span) {
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
            Some(id) if kinds != [Kind::Make] && self.is_unfilled(id) => {}
            Some(id) => self.wrong_kind(value, id, kinds),
            None if self.is_of_unfilled(&name, value.span) || self.scope.may_be_declared(&name, kinds) => {}
            None => self.unknown(value, &name, kinds),
        }
        None
    }

    fn not_a_name<T>(&mut self, value: &Value, kinds: &[Kind], field: &str) -> Option<T> {
        // `2fa` cannot be an id, which has been said where it is declared.
        let written = self.sources.slice(value.span);
        if matches!(value.kind, ValueKind::Quantity(..)) && self.scope.names_of(kinds).any(|name| name == written) {
            return None;
        }
        if let ValueKind::Sequence(parts) = &value.kind
            && let [kind, id] = parts.as_slice()
            && self.kind_before_id(value, kind, id)
        {
            return None;
        }
        let verb = if field == "a route" { "names" } else { "takes" };
        let field = if field == "a route" { field.to_owned() } else { format!("`{field}`") };
        let diagnostic =
            Diagnostic::new(&codes::WRONG_TYPE, format!("{field} {verb} the id of {}", kinds_in_words(kinds)))
                .at(value.span, format!("this is {}", value.describe()));
        let fix =
            |better: &str, sure| diagnostic.clone().fix(format!("write its id, `{better}`"), sure, value.span, better);
        let diagnostic = match &value.kind {
            ValueKind::Sequence(parts) => {
                let joined: Vec<&str> = parts.iter().map(|part| self.sources.slice(part.span)).collect();
                let joined = joined.join("_");
                match self.scope.names_of(kinds).find(|name| *name == joined) {
                    Some(_) => fix(&joined, Applicability::NeedsLook),
                    None => {
                        diagnostic.help("an id is one word; entries of a list stand in brackets with commas: `[a, b]`")
                    }
                }
            }
            ValueKind::Text(text) => self.named_in_quotes(diagnostic, value.span, text, kinds),
            ValueKind::List(_) => diagnostic.help("name one, without brackets"),
            ValueKind::Handle(name) => diagnostic.help(format!("ids are written without `@`: `{name}`")),
            ValueKind::Binary(..) if field == "`collapse`" => diagnostic
                .help("flows are chosen in `show` and `hide`; name the boundaries to close: `collapse: cloud`"),
            ValueKind::Route(_) => diagnostic.help("to name a route, name the flow by its id"),
            _ => diagnostic.help("an id is one word, such as `claims_db`"),
        };
        self.report(diagnostic);
        None
    }

    /// A title or an id in quotes where an id belongs.
    fn named_in_quotes(&self, diagnostic: Diagnostic, span: Span, text: &str, kinds: &[Kind]) -> Diagnostic {
        let fix = |diagnostic: Diagnostic, better: &str, sure| {
            diagnostic.fix(format!("write its id, `{better}`"), sure, span, better)
        };
        let id = id_from_title(text);
        let of_kind = || self.scope.entries().map(|(_, entry)| entry).filter(|entry| kinds.contains(&entry.kind));
        if let Some(same) = of_kind().find(|entry| entry.title == text || entry.name == text) {
            return fix(diagnostic, &same.name, Applicability::Safe);
        }
        match closest(&id, of_kind().map(|entry| entry.name.as_str())) {
            Some(near) => fix(diagnostic, near, Applicability::NeedsLook),
            None if kinds.len() == 1 && self.standard_with(kinds[0], &id).is_some() => {
                fix(diagnostic, &id, Applicability::NeedsLook)
            }
            None => diagnostic.help("things are named by their ids, without quotes"),
        }
    }

    fn wrong_kind(&mut self, value: &Value, id: DeclarationId, kinds: &'static [Kind]) {
        let entry = self.scope.entry(id);
        let (name, kind, title) = (&entry.name, entry.kind, &entry.title);
        let mut diagnostic = Diagnostic::new(&resolve::WRONG_KIND, format!("`{name}` is {}", kind.with_article()))
            .at(value.span, format!("expected {}", kinds_in_words(kinds)))
            .also(entry.span, format!("“{title}” is declared here"));
        let inside = self.scope.entries().filter(|(_, e)| e.parent == Some(id) && kinds.contains(&e.kind));
        let mut inside: Vec<&str> = inside.map(|(_, entry)| entry.name.as_str()).collect();
        if kind == Kind::Make {
            inside = self.made_in(name, kinds).collect();
        }
        if kind == Kind::Make && !inside.is_empty() {
            diagnostic = diagnostic.help(format!("name something that it makes: {}", list_words(inside, 6)));
        } else if kind == Kind::Boundary && !inside.is_empty() {
            diagnostic = diagnostic.help(format!("name an element in it: {}", list_words(inside, 6)));
        } else {
            diagnostic = self.declared_instead(diagnostic, value.span, kinds);
        }
        self.report(diagnostic);
    }

    /// What could be named: the author's own declarations of these kinds, or how to make one.
    fn declared_instead(&self, diagnostic: Diagnostic, span: Span, kinds: &[Kind]) -> Diagnostic {
        // What holds the reference is not what it means.
        let around = |entry: &Entry<'_>| entry.declaration.span.touches(span);
        let own = self.scope.entries().map(|(_, entry)| entry);
        let own = own.filter(|entry| kinds.contains(&entry.kind) && !around(entry));
        let own: Vec<&str> = own.map(|entry| entry.name.as_str()).collect();
        let what = kinds.iter().map(|kind| kind.many()).collect::<Vec<_>>();
        let what = match what.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => what.concat(),
        };
        match (own.as_slice(), kinds.first()) {
            ([], Some(kind)) => diagnostic
                .note(format!("no {} are declared", what.replace(" and ", " or ")))
                .help(format!("declare what you mean: `{}`", kind.pattern("name"))),
            ([only], Some(kind)) if kinds.len() == 1 => {
                diagnostic.help(format!("the only declared {} is `{only}`", kind.noun()))
            }
            _ => diagnostic.help(format!("the declared {what} are {}", list_all(own, 8))),
        }
    }

    fn ambiguous(&mut self, value: &Value, name: &str, ids: &[DeclarationId]) {
        let full: Vec<String> =
            ids.iter().map(|id| format!("{}.{name}", self.scope.unit_name(self.scope.entry(*id).unit))).collect();
        let diagnostic =
            Diagnostic::new(&resolve::AMBIGUOUS_NAME, format!("`{name}` is declared in several libraries"))
                .at(value.span, "which one?");
        let own = ids.iter().map(|id| self.scope.entry(*id));
        let own = own.filter(|entry| !self.scope.unit_name(entry.unit).starts_with("std."));
        let diagnostic = own
            .fold(diagnostic, |diagnostic, entry| {
                let library = self.scope.unit_name(entry.unit);
                diagnostic.also(entry.span, format!("in `{library}`: “{}”", entry.title))
            })
            .help(format!("write {}", list_words(full.iter().map(String::as_str), 6)));
        self.report(diagnostic);
    }

    /// Reports a `$parameter` that no template around it declares.
    pub fn parameter(&mut self, name: &EcoString, span: Span) {
        // The template, or the `make` that has no value for it, has been reported.
        if self.sources.copy(span.file).is_some() {
            return;
        }
        let params = self.template.as_ref().map(|template| template.params.clone());
        match params {
            Some(params) if params.contains(name) => {}
            Some(params) => {
                let names = || params.iter().map(EcoString::as_str);
                let known = parameters_in_words(&names().collect::<Vec<_>>());
                let diagnostic =
                    Diagnostic::new(&codes::UNKNOWN_PARAMETER, format!("the template has no parameter `{name}`"))
                        .at(span, "not among its parameters")
                        .note(known);
                let diagnostic = match closest(name, names()) {
                    Some(near) => diagnostic.fix(
                        format!("did you mean `${near}`?"),
                        Applicability::NeedsLook,
                        span,
                        format!("${near}"),
                    ),
                    None => diagnostic.help(format!(
                        "add it behind the template's title: `({})`",
                        names().chain([name.as_str()]).collect::<Vec<_>>().join(", ")
                    )),
                };
                self.report(diagnostic);
            }
            None => {
                let diagnostic = Diagnostic::new(
                    &codes::UNKNOWN_PARAMETER,
                    format!("`${name}` stands outside any template"),
                )
                .at(span, "parameters have a meaning in templates only")
                .help(format!(
                    "write the value itself, or put the declaration into `template id \"Title\" ({name}) {{ … }}`"
                ));
                self.report(diagnostic);
            }
        }
    }

    /// The element that a value names, if it names one; reports nothing.
    pub fn named_element(&self, value: &Value) -> Option<DeclarationId> {
        match self.find(Namespace::Things, &value.name()?, value.span) {
            Found::One(id) if self.scope.entry(id).kind.is_element() => Some(id),
            _ => None,
        }
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

/// "its parameters are `a` and `b`"
pub(super) fn parameters_in_words(names: &[&str]) -> String {
    match names {
        [] => "it has no parameters".to_owned(),
        [only] => format!("its only parameter is `{only}`"),
        several => format!("its parameters are {}", list_all(several.iter().copied(), 12)),
    }
}

/// "a process, a store or a flow"
pub(super) fn kinds_in_words(kinds: &[Kind]) -> String {
    if kinds == [Kind::Entity, Kind::Process, Kind::Store] {
        return "an element (entity, process or store)".to_owned();
    }
    if kinds == [Kind::Entity, Kind::Process, Kind::Store, Kind::Flow] {
        return "an element or a flow".to_owned();
    }
    let words: Vec<String> = kinds.iter().map(|kind| kind.meaning()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "a name".to_owned(),
    }
}

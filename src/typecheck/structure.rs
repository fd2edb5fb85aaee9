//! The shape of every declaration: known kind, allowed place, id, head, parameters.

use super::checker::Checker;
use super::codes;
use super::references::kinds_in_words;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{Head, IdRule, KINDS, Kind, KindSpec, spec_of};
use crate::syntax::{Declaration, Field, Member, ValueKind};
use crate::text::closest;

impl Checker<'_> {
    /// Checks the declarations of a file and all that they hold.
    pub fn structure(&mut self, members: &[Member]) {
        for member in members {
            match member {
                Member::Declaration(declaration) => self.shape(declaration, None),
                Member::Field(field) => self.field_in_file(field),
                Member::Broken(_) => {}
            }
        }
    }

    fn field_in_file(&mut self, field: &Field) {
        let name = &field.name.text;
        let owners: Vec<&str> =
            KINDS.iter().filter(|kind| kind.fields.iter().any(|f| f.name == name)).map(|k| k.word).collect();
        let mut diagnostic =
            Diagnostic::new(&codes::MISPLACED, format!("the field `{name}` stands outside any declaration"))
                .at(field.name.span, "fields stand between the braces of a declaration");
        if !owners.is_empty() {
            diagnostic = diagnostic.note(format!("it is a field of {}", crate::text::list_words(owners, 6)));
        }
        self.report(diagnostic);
    }

    fn shape(&mut self, declaration: &Declaration, parent: Option<Kind>) {
        let Some(kind) = Kind::from_word(&declaration.keyword.text) else {
            self.unknown_kind(declaration, parent);
            return;
        };
        let spec = spec_of(kind);
        let allowed = parent.map_or(spec.top_level, |parent| spec.inside.contains(&parent));
        if !allowed {
            self.misplaced(declaration, spec, parent);
        }
        self.head(declaration, spec);
        let outer = self.template.clone();
        if kind == Kind::Template {
            self.enter_template(declaration);
        }
        if self.template.is_some() && kind != Kind::Template {
            self.inside_template(declaration, spec);
        }
        for member in declaration.members() {
            if let Member::Declaration(inner) = member {
                self.shape(inner, Some(kind));
            }
        }
        if kind == Kind::Template {
            self.fields(declaration, spec);
        }
        self.template = outer;
    }

    fn unknown_kind(&mut self, declaration: &Declaration, parent: Option<Kind>) {
        let word = &declaration.keyword.text;
        let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_KIND, format!("`{word}` is no kind of declaration"))
            .at(declaration.keyword.span, "unknown");
        let field = parent.and_then(|parent| spec_of(parent).field(word));
        if let (Some(field), Some(id), None) = (field, &declaration.id, &declaration.block) {
            let better = format!("{}: {}", field.name, id.text);
            let span = declaration.keyword.span.to(id.span);
            diagnostic = diagnostic.fix(
                format!("a field is written with a colon: `{better}`"),
                Applicability::Safe,
                span,
                better,
            );
        } else if let Some(near) = closest(word, KINDS.iter().map(|kind| kind.word)) {
            diagnostic = diagnostic.fix(
                format!("did you mean `{near}`?"),
                Applicability::NeedsLook,
                declaration.keyword.span,
                near,
            );
        } else if let Some((kind, why)) = foreign_word(word) {
            let message = format!("write `{kind}`: {why}");
            diagnostic = diagnostic.fix(message, Applicability::NeedsLook, declaration.keyword.span, kind);
        } else {
            let kinds = KINDS.iter().filter(|kind| parent.map_or(kind.top_level, |p| kind.inside.contains(&p)));
            let known = crate::text::list_words(kinds.map(|kind| kind.word), 30);
            diagnostic = diagnostic.note(format!("what may stand here: {known}"));
        }
        self.report(diagnostic);
    }

    fn misplaced(&mut self, declaration: &Declaration, spec: &KindSpec, parent: Option<Kind>) {
        let what = spec.kind.with_article();
        let place =
            parent.map_or("outside any declaration".to_owned(), |parent| format!("inside {}", parent.with_article()));
        let mut diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{what} cannot stand {place}"))
            .at(declaration.keyword.span, "not here");
        let field = parent.and_then(|parent| spec_of(parent).field(spec.word));
        diagnostic = match (field, &declaration.id) {
            (Some(field), Some(id)) if declaration.block.is_none() => {
                let better = format!("{}: {}", field.name, id.text);
                let span = declaration.keyword.span.to(id.span);
                diagnostic.fix(
                    format!("a field is written with a colon: `{better}`"),
                    Applicability::Safe,
                    span,
                    better,
                )
            }
            _ if spec.top_level => diagnostic.help("move it out, to column 0"),
            _ => diagnostic.help(format!("move it into {}", kinds_in_words(spec.inside))),
        };
        self.report(diagnostic);
    }

    fn head(&mut self, declaration: &Declaration, spec: &KindSpec) {
        self.id_and_title(declaration, spec);
        let kind = spec.kind.with_article();
        match (&declaration.head, spec.head) {
            (None, Head::Route) => {
                let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
                let diagnostic = Diagnostic::new(&codes::NOT_A_ROUTE, "a flow needs its route")
                    .at(declaration.name_span(), "from where to where?")
                    .help(format!("write `flow {id} \"…\": from -> to`"));
                self.report(diagnostic);
            }
            (None, Head::Call) => {
                let diagnostic = Diagnostic::new(&codes::BAD_ARGUMENT, "a make needs its template")
                    .at(declaration.name_span(), "made from what?")
                    .help("write `make id \"…\": template(parameter: value)`");
                self.report(diagnostic);
            }
            (Some(head), Head::None) if head.kind != ValueKind::Missing => {
                let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{kind} takes nothing behind a colon"))
                    .at(head.span, "not here")
                    .help("fields stand between braces: `{ name: value }`");
                self.report(diagnostic);
            }
            _ => {}
        }
        if let (Some(params), false) = (&declaration.params, spec.kind == Kind::Template) {
            let span = params.first().map_or(declaration.name_span(), |param| param.name.span);
            let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{kind} has no parameters"))
                .at(span, "only templates have parameters");
            self.report(diagnostic);
        }
    }

    fn id_and_title(&mut self, declaration: &Declaration, spec: &KindSpec) {
        let word = spec.word;
        if let (IdRule::Required, None) = (spec.id, &declaration.id) {
            let mut diagnostic = Diagnostic::new(&codes::MISSING_ID, format!("this {word} has no id"))
                .at(declaration.name_span(), "others refer to it by its id");
            diagnostic = match declaration.title.as_ref().map(|title| &title.kind) {
                Some(ValueKind::Text(title)) => {
                    let id = id_from_title(title);
                    let span = declaration.keyword.span.after();
                    diagnostic.fix(
                        format!("write `{word} {id} \"…\"`"),
                        Applicability::NeedsLook,
                        span,
                        format!(" {id}"),
                    )
                }
                _ => diagnostic.help(format!("write `{word} name \"Title\"`")),
            };
            self.report(diagnostic);
        }
        let wants_none = matches!(spec.kind, Kind::Hop | Kind::Answer);
        if let (true, Some(title)) = (wants_none, &declaration.title) {
            let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{} has no title", spec.kind.with_article()))
                .at(title.span, "not here")
                .help("a remark is written `{ note: \"…\" }`");
            self.report(diagnostic);
        }
    }
}

/// Words of other tools and what they are called here.
fn foreign_word(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "actor" | "user" | "external" | "person" | "external_entity" => ("entity", "an external entity"),
        "service" | "server" | "component" | "system" | "application" => ("process", "something that works on data"),
        "database" | "datastore" | "data_store" | "db" | "bucket" | "queue" => ("store", "something that keeps data"),
        "zone" | "trust_zone" | "trust_boundary" | "network" | "group" => ("boundary", "a region of trust"),
        "dataflow" | "data_flow" | "connection" | "edge" | "link" => ("flow", "a route of data"),
        "control" | "countermeasure" => ("mitigation", "what is done about a threat"),
        "risk_acceptance" | "acceptance" => ("accept", "a decision to bear a risk"),
        "attacker" | "threat_actor" => ("adversary", "a threat actor"),
        "data" | "data_asset" | "information_asset" => ("asset", "information worth protecting"),
        "import" | "include" => ("use", "brings in a library"),
        _ => return None,
    })
}

fn id_from_title(title: &str) -> String {
    let mut id = String::new();
    for character in title.to_lowercase().chars() {
        match character {
            'a'..='z' => id.push(character),
            '0'..='9' if !id.is_empty() => id.push(character),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id: String = id.trim_end_matches('_').chars().take(24).collect();
    if id.is_empty() { "name".to_owned() } else { id }
}

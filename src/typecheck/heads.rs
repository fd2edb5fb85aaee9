//! What was meant where a head or a block is missing: fields without braces, a route in fields, a field in the head.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic, Fix, Help};
use crate::schema::{KINDS, Kind, KindSpec};
use crate::syntax::{Declaration, Field, Member, Value, ValueKind};
use crate::text::{Span, list_words, one_line};

impl Checker<'_> {
    /// Reports fields outside any declaration, all that stand in a row at once; `above` is what they most likely
    /// belong to.
    pub fn stray_fields(&mut self, fields: &[&Field], above: Option<&Declaration>) {
        let Some(first) = fields.first() else { return };
        let name = &first.name.text;
        let mut diagnostic =
            Diagnostic::new(&codes::MISPLACED, format!("the field `{name}` stands outside any declaration"))
                .at(first.name.span, "fields stand between the braces of a declaration");
        for other in fields.iter().skip(1).take(4) {
            diagnostic = diagnostic.at(other.name.span, "so does this");
        }
        diagnostic = match above.and_then(|above| Some((above, above.id.as_ref()?))) {
            Some((above, id)) if above.block.is_some() => {
                let help = format!("if it belongs to `{0}`, move it between the braces of `{0}`", id.text);
                // An unclosed block was reported, and is why the field stands outside.
                match above.block.as_ref().filter(|block| self.sources.slice(block.span).ends_with('}')) {
                    Some(block) => {
                        let close = Span { start: block.span.end.saturating_sub(1), ..block.span };
                        diagnostic.also(close, format!("the braces of `{}` close here", id.text)).help(help)
                    }
                    None => return,
                }
            }
            Some((above, id)) => {
                let head = one_line(self.sources.slice(above.span), 50);
                let texts: Vec<&str> = fields.iter().map(|field| self.sources.slice(field.span)).collect();
                let better = one_line(&format!("{} }}", texts.join(", ")), 60);
                let last = fields.last().map_or(first.span, |field| field.span);
                let edits = vec![(above.span.after(), " {".to_owned()), (last.after(), "\n}".to_owned())];
                let mut with_fix = diagnostic.also(id.span, format!("`{}` has no braces", id.text));
                with_fix.helps.push(Help {
                    message: format!("put it in braces behind `{}`: `{head} {{ {better}`", id.text),
                    fix: Some(Fix { applicability: Applicability::NeedsLook, edits }),
                });
                with_fix
            }
            None => self.owners_of(diagnostic, name),
        };
        self.report(diagnostic);
    }

    fn owners_of(&self, diagnostic: Diagnostic, name: &str) -> Diagnostic {
        let owners: Vec<&str> =
            KINDS.iter().filter(|kind| kind.fields.iter().any(|f| f.name == name)).map(|k| k.word).collect();
        match owners.first() {
            None => diagnostic.help("move it between the braces of what it is about: `kind id \"Title\" { … }`"),
            Some(owner) => diagnostic.note(format!("it is a field of {}", list_words(owners.iter().copied(), 6))).help(
                format!("move it between the braces of what it is about: `{owner} id \"Title\" {{ {name}: … }}`"),
            ),
        }
    }

    /// Reports a flow without a route; what its fields say of it is used.
    pub fn no_route(&mut self, declaration: &Declaration) {
        let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
        let title = declaration
            .title
            .as_ref()
            .map_or("\"…\"".to_owned(), |title| one_line(self.sources.slice(title.span), 60));
        let diagnostic = Diagnostic::new(&codes::NOT_A_ROUTE, "a flow needs its route")
            .at(declaration.name_span(), "from where to where?");
        let mut fields = declaration.members().iter().filter_map(|member| match member {
            Member::Field(field) if in_place_of_route(&field.name.text) => Some(field),
            _ => None,
        });
        let (first, second) = (fields.next(), fields.next());
        let Some(first) = first else {
            let ends = if declaration.title.is_some() { title.clone() } else { "\"Title\"".to_owned() };
            self.report(diagnostic.help(format!("write it behind a colon: `flow {id} {ends}: from -> to`")));
            return;
        };
        let route = match second {
            Some(second) => {
                let backwards = matches!(first.name.text.as_str(), "to" | "target" | "destination");
                let (from, to) = if backwards { (second, first) } else { (first, second) };
                format!("{} -> {}", self.sources.slice(from.value.span), self.sources.slice(to.value.span))
            }
            None if matches!(first.value.kind, ValueKind::Route(_)) => self.sources.slice(first.value.span).to_owned(),
            None => "from -> to".to_owned(),
        };
        let better = format!("flow {id} {title}: {route}");
        let only_these = declaration.members().len() == 1 + usize::from(second.is_some());
        let diagnostic = diagnostic.also(first.span, "a flow has no fields for its ends");
        let diagnostic = if only_these && !route.starts_with("from ") {
            diagnostic.fix(format!("write `{better}`"), Applicability::Safe, declaration.span, better)
        } else {
            diagnostic.help(format!("write the route behind a colon: `{better} {{ … }}`"))
        };
        self.report(diagnostic);
    }

    /// Reports a value behind the colon of a declaration that takes none.
    pub fn no_head(&mut self, declaration: &Declaration, spec: &KindSpec, head: &Value) {
        let kind = spec.kind.with_article();
        let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{kind} takes nothing behind a colon"));
        let text = self.sources.slice(head.span);
        let before = declaration.title.as_ref().map_or(declaration.name_span(), |title| title.span);
        let whole = before.after().to(head.span);
        let diagnostic = match (&head.kind, main_field(spec.kind)) {
            (ValueKind::Text(_), _) if declaration.title.is_none() => {
                diagnostic.at(head.span, "the title stands behind the id, without a colon").fix(
                    format!("write `{} {text}`", self.opening(declaration)),
                    Applicability::Safe,
                    whole,
                    format!(" {text}"),
                )
            }
            (ValueKind::Route(_), _) => {
                diagnostic.at(head.span, "only a flow has a route").help(format!("write `flow id \"Title\": {text}`"))
            }
            (ValueKind::Word(_) | ValueKind::Path(_), Some(field)) if declaration.block.is_none() => {
                let better = format!("{{ {field}: {text} }}");
                diagnostic.at(head.span, "fields stand between braces").fix(
                    format!("write `{better}` in place of `: {text}`"),
                    Applicability::NeedsLook,
                    whole,
                    format!(" {better}"),
                )
            }
            (ValueKind::Word(_) | ValueKind::Path(_), Some(field)) => diagnostic
                .at(head.span, "fields stand between braces")
                .help(format!("write `{field}: {text}` between the braces")),
            _ => diagnostic.at(head.span, "not here").help("fields stand between braces: `{ name: value }`"),
        };
        self.report(diagnostic);
    }

    /// Kind and id as written.
    fn opening(&self, declaration: &Declaration) -> String {
        self.sources.slice(declaration.keyword.span.to(declaration.name_span())).to_owned()
    }
}

/// Fields that other tools have for the ends of a flow.
pub(super) fn in_place_of_route(name: &str) -> bool {
    matches!(name, "from" | "to" | "source" | "target" | "destination" | "route" | "path" | "hops")
}

/// The field that a word behind a colon most likely fills.
fn main_field(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Entity | Kind::Process | Kind::Store => "tech",
        Kind::Asset => "class",
        Kind::Class => "above",
        Kind::Threat | Kind::Boundary => "kind",
        Kind::Mitigation => "status",
        Kind::Assumption => "state",
        Kind::Tech | Kind::Protocol | Kind::Auth => "like",
        Kind::Accept => "threat",
        Kind::Waive => "assert",
        Kind::Suppress => "rule",
        _ => return None,
    })
}

//! The shape of every declaration: known kind, allowed place, id, head, parameters.

use super::checker::Checker;
use super::codes;
use super::habits;
use super::lists::OpenList;
use super::references::kinds_in_words;
use crate::diagnostics::{Applicability, Code, Diagnostic};
use crate::schema::{Head, IdRule, KINDS, Kind, KindSpec, spec_of};
use crate::syntax::{Declaration, Field, Member, Value, ValueKind};
use crate::text::{Span, closest, list_all, one_line};

impl Checker<'_> {
    /// Checks the declarations of a file and all that they hold.
    pub fn structure(&mut self, members: &[Member]) {
        let mut above: Option<&Declaration> = None;
        let mut rest = members;
        while let Some((member, behind)) = rest.split_first() {
            rest = behind;
            match member {
                Member::Declaration(declaration) => {
                    self.shape(declaration, None, None);
                    above = Some(declaration);
                }
                Member::Field(_) => {
                    let count = members_in_a_row(behind) + 1;
                    let stray: Vec<&Field> = members[members.len() - behind.len() - 1..]
                        .iter()
                        .take(count)
                        .filter_map(|member| if let Member::Field(field) = member { Some(field) } else { None })
                        .collect();
                    self.stray_fields(&stray, above);
                    rest = &behind[count - 1..];
                }
                Member::Broken(_) => {}
            }
        }
    }

    fn shape(&mut self, declaration: &Declaration, parent: Option<Kind>, around: Option<&Declaration>) {
        let Some(kind) = Kind::from_word(&declaration.keyword.text) else {
            let meant = self.unknown_kind(declaration, parent);
            self.inside_unknown(declaration, meant);
            return;
        };
        let spec = spec_of(kind);
        let allowed = parent.map_or(spec.top_level, |parent| spec.inside.contains(&parent));
        if !allowed {
            self.misplaced(declaration, spec, parent, around);
            self.misplaced.push(declaration.keyword.span);
        }
        if allowed || declaration.id.is_some() {
            self.head(declaration, spec);
        }
        let outer = self.template.clone();
        if kind == Kind::Template {
            self.enter_template(declaration);
        }
        if self.template.is_some() && kind != Kind::Template {
            self.inside_template(declaration, spec);
        }
        self.lists_without_brackets(declaration.members(), spec);
        let mut list = OpenList::default();
        for member in declaration.members() {
            match member {
                _ if list.takes(self, member, spec) => {}
                // What a `make` makes is checked in its template.
                Member::Declaration(inner) if self.sources.copy(inner.span.file).is_some() => {}
                Member::Declaration(inner) => self.shape(inner, Some(kind), Some(declaration)),
                _ => {}
            }
        }
        if kind == Kind::Template {
            self.fields(declaration, spec);
        }
        self.template = outer;
    }

    /// Reports a word that opens no declaration; gives the kind that was most likely meant.
    fn unknown_kind(&mut self, declaration: &Declaration, parent: Option<Kind>) -> Option<Kind> {
        let word = &declaration.keyword.text;
        let span = declaration.keyword.span;
        if let Some(better) = parent.and_then(|parent| self.as_field(declaration, parent)) {
            // A bare word with text behind it that could not be read has been reported.
            if !better.ends_with('…') || self.ends_its_field(declaration.keyword.span) {
                self.report(without_colon(&codes::UNKNOWN_KIND, declaration, better));
            }
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_KIND, format!("`{word}` is no kind of declaration"))
            .at(span, "a declaration begins with its kind");
        self.half_declared.extend(declaration.id.as_ref().map(|id| id.text.clone()));
        let habit = habits::kind(word);
        let near = habit.map(|(kind, _)| kind).or_else(|| closest(word, KINDS.iter().map(|kind| kind.word)));
        let diagnostic = match (habit, near) {
            (Some((kind, why)), _) => {
                diagnostic.fix(format!("write `{kind}`: {why}"), Applicability::NeedsLook, span, kind)
            }
            (None, Some(near)) => {
                diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near)
            }
            (None, None) => {
                let kinds = KINDS.iter().filter(|kind| parent.map_or(kind.top_level, |p| kind.inside.contains(&p)));
                let known = list_all(kinds.map(|kind| kind.word), 30);
                let place = parent.map_or("in a file".to_owned(), |parent| format!("in {}", parent.with_article()));
                let fields = if parent.is_some() { "; a field is written `name: value`" } else { "" };
                diagnostic.help(format!("what may stand {place}: {known}{fields}"))
            }
        };
        self.report(diagnostic);
        near.and_then(Kind::from_word)
    }

    /// What stands in a declaration of unknown kind is checked as if its kind had been written rightly.
    fn inside_unknown(&mut self, declaration: &Declaration, meant: Option<Kind>) {
        for member in declaration.members() {
            let Member::Declaration(inner) = member else { continue };
            match meant {
                Some(kind) => self.shape(inner, Some(kind), Some(declaration)),
                None => {
                    self.half_declared.extend(inner.id.as_ref().map(|id| id.text.clone()));
                    self.inside_unknown(inner, None);
                }
            }
        }
    }

    /// Whether nothing else stands on the line, or in the block, behind a place.
    fn ends_its_field(&self, span: Span) -> bool {
        let behind = self.sources.file(span.file).text().get(span.end as usize..).unwrap_or_default();
        let line = behind.lines().next().unwrap_or_default().trim();
        line.is_empty() || line.starts_with(['}', ',', '#'])
    }

    /// The field that was meant where `name value` looks like a declaration.
    fn as_field(&self, declaration: &Declaration, parent: Kind) -> Option<String> {
        let field = spec_of(parent).field(&declaration.keyword.text)?;
        let value = match (&declaration.id, &declaration.title) {
            _ if declaration.block.is_some() || declaration.head.is_some() => return None,
            (Some(id), None) => self.sources.slice(id.span),
            (None, Some(title)) => self.sources.slice(title.span),
            (None, None) if declaration.subject.is_none() => "…",
            _ => return None,
        };
        Some(format!("{}: {value}", field.name))
    }

    fn misplaced(
        &mut self,
        declaration: &Declaration,
        spec: &KindSpec,
        parent: Option<Kind>,
        around: Option<&Declaration>,
    ) {
        let what = spec.kind.with_article();
        let place =
            parent.map_or("outside any declaration".to_owned(), |parent| format!("inside {}", parent.with_article()));
        let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{what} cannot stand {place}"))
            .at(declaration.keyword.span, "not here");
        let nested = spec.kind.is_element() && parent.is_some_and(Kind::is_element);
        let diagnostic = match nested {
            true => diagnostic.note("elements do not nest; a boundary holds several of them"),
            false => diagnostic,
        };
        let diagnostic = match parent.and_then(|parent| self.as_field(declaration, parent)) {
            Some(better) => without_colon(&codes::MISPLACED, declaration, better),
            None if spec.kind == Kind::Accept && parent == Some(Kind::Threat) => {
                let id = around.and_then(|around| around.id.as_ref()).map_or("…", |id| id.text.as_str());
                diagnostic.help(format!("move it out, to column 0, and name the threat: `threat: {id}`"))
            }
            None if spec.top_level && spec.inside.is_empty() => {
                diagnostic.help(format!("move it out, to column 0: {what} stands on its own"))
            }
            None if spec.top_level => {
                diagnostic.help(format!("move it out, to column 0, or into {}", kinds_in_words(spec.inside)))
            }
            None => diagnostic.help(format!("move it into {}", kinds_in_words(spec.inside))),
        };
        self.report(diagnostic);
    }

    fn head(&mut self, declaration: &Declaration, spec: &KindSpec) {
        self.id_and_title(declaration, spec);
        match (&declaration.head, spec.head) {
            (None, Head::Route) => self.no_route(declaration),
            (None, Head::Call) => {
                let id = declaration.id.as_ref().map_or("id", |id| id.text.as_str());
                let templates: Vec<&str> = self.scope.names_of(&[Kind::Template]).collect();
                let diagnostic = Diagnostic::new(&codes::BAD_ARGUMENT, "a make needs its template")
                    .at(declaration.name_span(), "made from what?")
                    .note(match templates.as_slice() {
                        [] => "no templates are declared".to_owned(),
                        [only] => format!("the only template is `{only}`"),
                        several => format!("the templates are {}", list_all(several.iter().copied(), 8)),
                    })
                    .help(format!("write `make {id} \"…\": template(parameter: value)`"));
                self.report(diagnostic);
            }
            (Some(head), Head::None) if head.kind != ValueKind::Missing => self.no_head(declaration, spec, head),
            _ => {}
        }
        if let (Some(params), false) = (&declaration.params, spec.kind == Kind::Template) {
            let span = params.first().map_or(declaration.name_span(), |param| param.name.span);
            let kind = spec.kind.with_article();
            let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{kind} has no parameters"))
                .at(span, "only templates have parameters")
                .help(match spec.kind {
                    Kind::Make => "arguments stand behind the template: `make id \"…\": template(parameter: value)`",
                    _ => "fields stand between braces, `{ name: value }`; a pattern with parameters is a `template`",
                });
            self.report(diagnostic);
        }
    }

    fn id_and_title(&mut self, declaration: &Declaration, spec: &KindSpec) {
        let word = spec.word;
        if let (IdRule::Required, None) = (spec.id, &declaration.id) {
            let mut diagnostic =
                Diagnostic::new(&codes::MISSING_ID, format!("this {} has no id", word.replace('_', " ")))
                    .at(declaration.name_span(), "others refer to it by its id");
            diagnostic = match declaration.title.as_ref().map(|title| &title.kind) {
                Some(ValueKind::Text(title)) => {
                    let id = id_from_title(title);
                    self.half_declared.push(id.as_str().into());
                    let span = declaration.keyword.span.after();
                    diagnostic.fix(
                        format!("write `{word} {id} \"{}\"`", one_line(title, 40)),
                        Applicability::NeedsLook,
                        span,
                        format!(" {id}"),
                    )
                }
                _ => diagnostic.help(format!("write `{word} name \"Title\"`")),
            };
            self.report(diagnostic);
        }
        if let Some(Value { kind: ValueKind::Parameter(name), span }) = &declaration.title {
            self.parameter(name, *span);
        }
        let wants_none = matches!(spec.kind, Kind::Hop | Kind::Answer | Kind::Declassifies);
        if let (true, Some(title)) = (wants_none, &declaration.title) {
            let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("{} has no title", spec.kind.with_article()))
                .at(title.span, "not here")
                .help(match spec.kind {
                    Kind::Declassifies => {
                        "name the asset by its id: `declassifies asset { method: \"…\", because: \"…\" }`"
                    }
                    _ => "a remark is written `{ note: \"…\" }`",
                });
            self.report(diagnostic);
        }
    }
}

/// How many fields stand at the beginning.
fn members_in_a_row(members: &[Member]) -> usize {
    members.iter().take_while(|member| matches!(member, Member::Field(_))).count()
}

/// A field that was written without its colon.
fn without_colon(code: &'static Code, declaration: &Declaration, better: String) -> Diagnostic {
    let word = &declaration.keyword;
    let diagnostic = Diagnostic::new(code, format!("the field `{}` needs a colon", word.text))
        .at(word.span, "a field is written `name: value`");
    if better.ends_with('…') {
        return diagnostic.help(format!("write `{better}`"));
    }
    let value = declaration.title.as_ref().map_or(declaration.name_span(), |title| title.span);
    diagnostic.fix(format!("write `{better}`"), Applicability::Safe, word.span.to(value), better)
}

/// The id that a title suggests.
pub(super) fn id_from_title(title: &str) -> String {
    let mut id = String::new();
    for character in title.to_lowercase().chars() {
        match character {
            'a'..='z' => id.push(character),
            '0'..='9' if !id.is_empty() => id.push(character),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    // Whole words only, as far as an id is still short.
    let mut short = String::new();
    for word in id.split('_').filter(|word| !word.is_empty()) {
        if !short.is_empty() && short.len() + word.len() >= 24 {
            break;
        }
        if !short.is_empty() {
            short.push('_');
        }
        short.extend(word.chars().take(24));
    }
    if short.is_empty() { "name".to_owned() } else { short }
}

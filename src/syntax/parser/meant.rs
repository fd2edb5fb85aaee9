//! Declarations that are written in another form than ours and can be read all the same.

use super::super::ast::{Declaration, Member, Name, Value, ValueKind};
use super::super::codes;
use super::build::Builder;
use super::names::legal_name;
use super::slips;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{KINDS, Kind};
use crate::text::{Span, one_line};

impl Builder<'_> {
    /// `entity: user "User"`, as a field in a block or in column 0.
    pub(super) fn without_its_colon(&mut self, member: Member) -> Member {
        match member {
            Member::Field(field) if with_title(&field.name, &field.value) => {
                let span = field.span;
                let doc = self.doc_above(span.start as usize);
                let declaration = Declaration {
                    span,
                    keyword: field.name,
                    id: None,
                    subject: None,
                    title: None,
                    params: None,
                    head: Some(field.value),
                    block: field.block,
                    doc,
                };
                self.colon_removed(declaration)
            }
            Member::Declaration(declaration) if self.is_colon_first(&declaration) => self.colon_removed(*declaration),
            member => member,
        }
    }

    fn is_colon_first(&self, declaration: &Declaration) -> bool {
        let Declaration { id: None, subject: None, title: None, params: None, head: Some(head), .. } = declaration
        else {
            return false;
        };
        let keyword = &declaration.keyword;
        // `tech: redis` is more likely a field out of place.
        let field = || KINDS.iter().any(|kind| kind.field(&keyword.text).is_some());
        let bare = head.word().is_some() && Kind::from_word(&keyword.text).is_some() && !field();
        with_title(keyword, head) || bare
    }

    fn colon_removed(&mut self, mut declaration: Declaration) -> Member {
        let Some(head) = declaration.head.take() else { return Member::Declaration(Box::new(declaration)) };
        let keyword = &declaration.keyword;
        let better = format!("{} {}", keyword.text, self.slice(head.span).trim_end());
        let place = keyword.span.to(head.span);
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, format!("no colon stands behind `{}`", keyword.text))
            .at(Span { start: keyword.span.end, end: keyword.span.end + 1, ..keyword.span }, "not here")
            .note("a colon makes a field of it; a declaration is `kind id \"Title\" { … }`")
            .fix(format!("write `{}`", one_line(&better, 60)), Applicability::Safe, place, better);
        self.report(diagnostic);
        let mut values = match head.kind {
            ValueKind::Sequence(values) => values,
            _ => vec![head],
        }
        .into_iter();
        declaration.id = values.next().and_then(|id| Some(Name { text: id.word()?.clone(), span: id.span }));
        declaration.title = values.next();
        if declaration.keyword.text == "flow" {
            // Its route follows, and could not be read.
            declaration.head = Some(Value { span: declaration.keyword.span.after(), kind: ValueKind::Missing });
        }
        self.check_id(&declaration);
        Member::Declaration(Box::new(declaration))
    }

    /// `flow user -> app "Use"`: the route has taken the place of the id.
    pub(super) fn route_first(&mut self, declaration: &mut Declaration) {
        let is_route = |value: &Value| matches!(value.kind, ValueKind::Route(_));
        if declaration.keyword.text != "flow" || declaration.head.is_some() {
            return;
        }
        let Some(route) = declaration.subject.take_if(|subject| is_route(subject)) else { return };
        let title = match declaration.title.as_ref().map(|title| &title.kind) {
            Some(ValueKind::Text(title)) => title.to_string(),
            _ => String::new(),
        };
        let stops = self.slice(route.span).to_owned();
        let id = match title.as_str() {
            "" => legal_name(&stops.replace("->", " ").split_whitespace().collect::<Vec<_>>().join("_")),
            title => legal_name(title),
        };
        let shown = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
        let better = format!("{id}{shown}: {stops}");
        let place = declaration.title.as_ref().map_or(route.span, |title| route.span.to(title.span));
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "the route of a flow stands behind a colon")
            .at(route.span, "an id belongs here")
            .fix(format!("write `flow {}`", one_line(&better, 70)), Applicability::NeedsLook, place, better);
        self.report(diagnostic);
        declaration.id = Some(Name { text: id.into(), span: route.span });
        declaration.head = Some(route);
    }

    /// `flow use "Use": user, app`: commas in place of arrows.
    pub(super) fn commas_in_route(&mut self, span: Span, declaration: &mut Declaration) {
        let span = self.trimmed(span);
        let head = declaration.head.as_mut().filter(|_| declaration.keyword.text == "flow");
        let Some(head) = head else {
            let diagnostic = slips::explain(span, self.slice(span));
            return self.report(diagnostic);
        };
        let place = head.span.to(span);
        head.kind = ValueKind::Missing;
        let stops: Vec<&str> = self.slice(place).split(',').map(str::trim).collect();
        let better = stops.join(" -> ");
        let diagnostic = Diagnostic::new(&codes::UNREADABLE, "the stops of a route are joined by `->`")
            .at(place, "data flows from one to the next")
            .fix(format!("write `{}`", one_line(&better, 60)), Applicability::NeedsLook, place, better);
        self.report(diagnostic);
    }
}

/// `user "User"` behind the name of a kind.
fn with_title(keyword: &Name, value: &Value) -> bool {
    let ValueKind::Sequence(values) = &value.kind else { return false };
    let pair =
        matches!(values.as_slice(), [id, title] if id.word().is_some() && matches!(title.kind, ValueKind::Text(_)));
    pair && Kind::from_word(&keyword.text).is_some()
}

//! `declassifies` members of processes → what each process lowers.
//!
//! Whether there is anything to lower, and whether the process sees it, is an opinion of `check`.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::Diagnostic;
use crate::model::{AssetId, Declassification};
use crate::resolve::DeclarationId;
use crate::schema::{Kind, spec_of};
use crate::syntax::{Declaration, Member, Value, ValueKind};
use crate::text::Span;

impl Checker<'_> {
    /// What the members of a process say that it lowers.
    pub fn declassifications(&mut self, process: &Declaration) -> Vec<Declassification> {
        let mut lowered: Vec<Declassification> = Vec::new();
        for member in process.members() {
            let Member::Declaration(declaration) = member else { continue };
            if declaration.keyword.text != Kind::Declassifies.word() {
                continue;
            }
            let fields = self.fields(declaration, spec_of(Kind::Declassifies));
            let Some((id, span)) = self.declassified(declaration) else { continue };
            let asset: AssetId = self.index_of(id);
            if let Some(first) = lowered.iter().find(|other| other.asset == asset) {
                let diagnostic = Diagnostic::new(&codes::CONTRADICTION, "a declassification is described once")
                    .at(span, "again here")
                    .also(first.span, "first here")
                    .help("put all that is known of it into one `declassifies`");
                self.report(diagnostic);
                continue;
            }
            let text = |field| fields.text(field).unwrap_or_default();
            lowered.push(Declassification { asset, method: text("method"), because: text("because"), span });
        }
        lowered
    }

    /// The asset behind the word `declassifies`.
    pub fn declassified(&mut self, declaration: &Declaration) -> Option<(DeclarationId, Span)> {
        if let Some(id) = &declaration.id {
            let value = Value { kind: ValueKind::Word(id.text.clone()), span: id.span };
            return self.reference(&value, &[Kind::Asset], "declassifies");
        }
        let example = "`declassifies asset { method: \"…\", because: \"…\" }`";
        let Some(subject) = &declaration.subject else {
            // A title in its place has been reported.
            if declaration.title.is_some() {
                return None;
            }
            let diagnostic = Diagnostic::new(&codes::MISSING_ID, "this declassification names no asset")
                .at(declaration.keyword.span, "what does the process lower?")
                .help(format!("name what comes out: {example}"));
            self.report(diagnostic);
            return None;
        };
        let ValueKind::Route(stops) = &subject.kind else {
            return self.reference(subject, &[Kind::Asset], "declassifies");
        };
        let stop = |stop: Option<&Value>| stop.map_or("…", |stop| self.sources.slice(stop.span));
        let (from, to) = (stop(stops.first()), stop(stops.last()));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a declassification names what comes out, and only that")
            .at(subject.span, "this is a route")
            .help(format!("write `declassifies {to}` here, and `derived_from: {from}` at the asset `{to}`"));
        self.report(diagnostic);
        None
    }
}

//! What a view shows or hides: things by their ids, and choices such as `flows where state is proposed`.

use super::checker::Checker;
use super::codes;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{FlowChoice, Region};
use crate::resolve::Found;
use crate::schema::{FieldSpec, Kind, Namespace, words};
use crate::syntax::{Operator, Value, ValueKind};
use crate::text::Span;

impl Checker<'_> {
    /// One entry of `show` or `hide`.
    pub fn shown(&mut self, value: &Value, kinds: &'static [Kind], spec: &FieldSpec) -> Option<Region> {
        match &value.kind {
            ValueKind::Group(inner) => self.shown(inner, kinds, spec),
            ValueKind::Binary(Operator::Where, set, condition) => self.choice(value, set, condition),
            ValueKind::Binary(..) | ValueKind::Not(_) | ValueKind::Quantified { .. } => {
                self.no_choice(value, spec);
                None
            }
            ValueKind::Word(word) if words::SETS.contains(&word.as_str()) && !self.is_thing(word) => {
                self.bare_set(value, word, spec);
                None
            }
            _ => {
                let (id, _) = self.reference(value, kinds, spec.name)?;
                Some(match self.scope.entry(id).kind {
                    Kind::Flow => Region::Flow(self.index_of(id)),
                    Kind::Boundary => Region::Boundary(self.index_of(id)),
                    _ => Region::Element(self.index_of(id)),
                })
            }
        }
    }

    pub fn is_thing(&self, word: &str) -> bool {
        !matches!(self.scope.find(Namespace::Things, word, self.unit), Found::Nothing)
    }

    /// `flows where …`
    fn choice(&mut self, whole: &Value, set: &Value, condition: &Value) -> Option<Region> {
        if set.word().is_some_and(|word| word == "flows") {
            let condition = self.condition(condition)?;
            return Some(Region::Flows(FlowChoice { condition, span: whole.span }));
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a view chooses among flows")
            .at(set.span, "only `flows` stands before `where` here")
            .note("the elements at the ends of the flows are shown with them");
        if let ValueKind::Binary(Operator::Where, ..) = set.kind {
            let gap = Span { start: set.span.end, end: condition.span.start, ..set.span };
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`where` stands once in a choice")
                .at(condition.span, "the second condition")
                .fix("join the two with `and`", Applicability::NeedsLook, gap, " and ");
            self.report(diagnostic);
            return None;
        }
        let fix = |diagnostic: Diagnostic, what: &str| {
            diagnostic.fix(what.to_owned(), Applicability::NeedsLook, set.span, "flows")
        };
        let diagnostic = match set.word().map(|word| word.as_str()) {
            Some("flow" | "hops" | "hop" | "answers") => fix(diagnostic, "write `flows where …`"),
            _ => diagnostic.help("elements and boundaries are named by their ids, or chosen by what flows between them: `flows where to is …`"),
        };
        self.report(diagnostic);
        None
    }

    /// `show: all`, `collapse: all`
    pub fn all_meant(&mut self, value: &Value, spec: &FieldSpec) -> bool {
        let help = match spec.name {
            "show" => "leave the field out to show everything",
            "hide" => "name what to leave out; a view that hides everything would be empty",
            "collapse" => "write `level: context` to close every outermost boundary with a process or a store in it",
            _ => return false,
        };
        let Some(word) = value.word().filter(|word| matches!(word.as_str(), "all" | "everything" | "any" | "yes"))
        else {
            return false;
        };
        if self.is_thing(word) {
            return false;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, "nothing is called so")
            .help(help);
        self.report(diagnostic);
        true
    }

    /// `flows with over https`: a set and something behind it, but no `where`.
    pub fn choice_without_where(&mut self, value: &Value) -> bool {
        let ValueKind::Sequence(parts) = &value.kind else { return false };
        let [set, behind, ..] = parts.as_slice() else { return false };
        if !set.word().is_some_and(|word| words::SETS.contains(&word.as_str()) && !self.is_thing(word)) {
            return false;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`where` stands between `flows` and their condition")
            .at(value.span, "a choice of flows?")
            .help(match behind.word().map(|word| word.as_str()) {
                Some("with" | "which" | "that" | "if" | "having") => "write `flows where state is proposed`".to_owned(),
                _ => format!("write `flows where {} …`", self.sources.slice(behind.span)),
            });
        self.report(diagnostic);
        true
    }

    /// A condition without `flows where` before it.
    fn no_choice(&mut self, value: &Value, spec: &FieldSpec) {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, "a condition, but of what?");
        let diagnostic = match value.kind {
            ValueKind::Quantified { .. } => {
                diagnostic.help("a view asks about each flow by itself: `flows where state is proposed`")
            }
            _ => {
                let better = format!("flows where {}", self.sources.slice(value.span));
                diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better)
            }
        };
        self.report(diagnostic);
    }

    /// `show: flows`
    fn bare_set(&mut self, value: &Value, word: &str, spec: &FieldSpec) {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, format!("all {word} of the model"));
        let everything = if spec.name == "show" { "leave the field out to show everything; " } else { "" };
        self.report(
            diagnostic.help(format!("{everything}to choose, say which: `flows where carries.class >= confidential`")),
        );
    }
}

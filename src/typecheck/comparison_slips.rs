//! Comparisons with a word too many or too few: `to not in cloud`, `to is a store`, `over is http crosses any`.
//!
//! Only reports; may assume nothing about the text.

use super::checker::Checker;
use super::codes;
use super::subjects::End;
use crate::analysis::query::Sort;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::Kind;
use crate::syntax::{Operator, Value, ValueKind};
use crate::text::Span;

impl Checker<'_> {
    /// Reports words around a comparison that do not belong there; gives whether there are any.
    pub fn words_around(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) -> bool {
        if let ValueKind::Sequence(parts) = &left.kind
            && let [attribute, not] = parts.as_slice()
            && not.word().is_some_and(|word| word == "not")
            && self.attribute_meant(attribute).is_some()
        {
            self.not_inside(whole, attribute, operator, right);
            return true;
        }
        // `from in cloud to in cloud`: the second attribute is read as part of the first comparison.
        if let ValueKind::Binary(_, _, inner) = &left.kind
            && let ValueKind::Sequence(parts) = &inner.kind
            && self.and_missing(parts)
        {
            return true;
        }
        if let ValueKind::Sequence(parts) = &right.kind
            && (self.and_missing(parts) || self.article(left, parts, right.span))
        {
            return true;
        }
        if let (Operator::Is | Operator::Equal | Operator::Has, ValueKind::List(_)) = (operator, &right.kind)
            && let Some((text, spec)) = self.attribute_meant(left)
        {
            let better = format!("{text} in {}", self.sources.slice(right.span));
            let message = format!("`{}` takes one value, `in` a list", operator.symbol());
            let label = format!("a list, where {} belongs", self.called(spec.gives));
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, message).at(right.span, label);
            self.report(diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better));
            return true;
        }
        matches!(operator, Operator::Is | Operator::Equal) && self.asked_otherwise(whole, left, right)
    }

    /// `http crosses any`: a name, and behind it the attribute of another condition.
    fn and_missing(&mut self, parts: &[Value]) -> bool {
        let is_attribute = |value: &Value| match &value.kind {
            ValueKind::Word(word) => self.bare_attribute(word).is_some() && !self.is_thing(word),
            ValueKind::Path(_) => self.attribute_meant(value).is_some(),
            _ => false,
        };
        let Some(index) = parts.iter().skip(1).position(is_attribute) else { return false };
        let (before, next) = (&parts[index], &parts[index + 1]);
        let text = self.sources.slice(next.span);
        let gap = Span { start: before.span.end, end: next.span.start, ..next.span };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`and` is missing before `{text}`"))
            .at(next.span, "another condition begins here")
            .fix(format!("write `and {text}`"), Applicability::NeedsLook, gap, " and ");
        self.report(diagnostic);
        true
    }

    /// `is a store`
    fn article(&mut self, left: &Value, parts: &[Value], place: Span) -> bool {
        let [article, thing] = parts else { return false };
        if !article.word().is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the" | "equal" | "like" | "of")) {
            return false;
        }
        let Some((text, spec)) = self.attribute_meant(left) else { return false };
        let Some(better) = self.says(&text, &spec, thing) else { return false };
        let word = self.sources.slice(article.span);
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("no `{word}` stands in a comparison"))
            .at(article.span, "one word too many")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, left.span.to(place), better);
        self.report(diagnostic);
        true
    }

    /// `to is store`, `over is encrypted`: what another attribute says.
    fn asked_otherwise(&mut self, whole: &Value, left: &Value, right: &Value) -> bool {
        let (Some(word), Some((text, spec))) = (right.word(), self.attribute_meant(left)) else { return false };
        if !matches!(spec.gives, Sort::Element | Sort::Protocol) || self.names_one_of(word, spec.gives.kinds()) {
            return false;
        }
        if spec.gives == Sort::Element && self.names_one_of(word, &[Kind::Boundary, Kind::Tech]) {
            return false;
        }
        let plain = format!("{text} is {word}");
        let Some(better) = self.says(&text, &spec, right).filter(|better| *better != plain) else { return false };
        let what = self.called(spec.gives);
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{word}` is not the id of {what}"))
            .at(right.span, "another attribute says this")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, whole.span, better);
        self.report(diagnostic);
        true
    }

    /// `from in [cloud]`, `over in (http ftp)`
    pub fn list_meant(&mut self, of: &End, left: &Value, right: &Value) -> bool {
        let attribute = self.sources.slice(left.span);
        let (message, label, better) = match &right.kind {
            ValueKind::List(entries) if of.gives == Sort::Element => {
                let names: Option<Vec<String>> = entries.iter().map(|entry| self.boundary_called(entry)).collect();
                let Some(names) = names.filter(|names| !names.is_empty()) else { return false };
                let better = names.join(&format!(" or {attribute} in "));
                ("`in` takes one boundary, without brackets", "elements may stand in a list here", better)
            }
            ValueKind::Group(inner) => match &inner.kind {
                ValueKind::Sequence(parts) => {
                    let parts: Vec<&str> = parts.iter().map(|part| self.sources.slice(part.span)).collect();
                    ("a list stands in brackets", "with commas between its entries", format!("[{}]", parts.join(", ")))
                }
                _ => return false,
            },
            _ => return false,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, message).at(right.span, label).fix(
            format!("write `{attribute} in {better}`"),
            Applicability::NeedsLook,
            right.span,
            better,
        );
        self.report(diagnostic);
        true
    }

    /// Whether `over in http, ftp` has been reported as a list without brackets.
    pub fn list_was_reported(&self, place: Span) -> bool {
        let covers = |span: Span| span.file == place.file && span.start == place.start && span.end > place.end;
        self.diagnostics.iter().filter_map(Diagnostic::primary_span).any(covers)
    }
}

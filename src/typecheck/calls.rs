//! Conditions and questions in the words of programs: `h.carries.contains(card)`, `len(h.carries) > 0`, `all stores`.
//!
//! Only reports; may assume that what it is given was found wrong.

use super::checker::Checker;
use super::codes;
use super::habits;
use super::subjects::names;
use crate::analysis::query::{Sort, attribute, collection};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::syntax::{Argument, Operator, Value, ValueKind};

impl Checker<'_> {
    /// `h.carries.contains(card)`, `h.crosses(cloud)`, `len(h.carries)`: gives whether it was one, and reports it.
    pub fn call_meant(&mut self, value: &Value) -> bool {
        if let Some(path) = self.count_of(value) {
            self.no_count(value, format!("{path} any"), "whether there is any");
            return true;
        }
        let ValueKind::Call(name, arguments) = &value.kind else { return false };
        let inner = self.sources.slice(value.span).split_once('(').map_or("", |(_, inner)| inner.trim_end_matches(')'));
        let better = match (name.word().map(|word| word.as_str()), self.method(name, arguments)) {
            (Some("any" | "some" | "exists"), _) if inner.contains(" in ") => Some(format!("any {inner}")),
            (Some("every" | "all"), _) if inner.contains(" in ") => Some(format!("every {inner}")),
            (_, better) => better,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a condition calls no functions")
            .at(value.span, "parentheses only hold conditions together");
        self.report(match better {
            Some(better) => diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better),
            None => diagnostic
                .help("write an attribute and what it is compared with: `h.over is https`, `h.carries has card`"),
        });
        true
    }

    /// `h.crosses(cloud)` as a comparison.
    fn method(&self, name: &Value, arguments: &[Argument]) -> Option<String> {
        let names = names(name)?;
        let (last, rest) = names.split_last()?;
        let [Argument { name: thing, value: None }] = arguments else { return None };
        let path: Vec<&str> = rest.iter().map(|name| name.text.as_str()).collect();
        if let Some(operator) = habits::operator(&last.text).or((last.text == "has").then_some("has")) {
            return self.end_of(rest).map(|_| format!("{} {operator} {}", path.join("."), thing.text));
        }
        let end = self.end_of(&names)?;
        let path = self.sources.slice(name.span);
        Some(match end.gives {
            Sort::Boundary => format!("{path} {}", thing.text),
            _ if end.many => format!("{path} has {}", thing.text),
            _ => format!("{path} is {}", thing.text),
        })
    }

    /// `len(h.carries) > 0`: gives whether it was one, and reports it.
    pub fn counted(&mut self, whole: &Value, operator: Operator, left: &Value, right: &Value) -> bool {
        let Some(path) = self.count_of(left) else { return false };
        let ValueKind::Number(number) = right.kind else { return false };
        let (any, none) = (format!("{path} any"), format!("not {path} any"));
        let better = match (operator, number) {
            (Operator::Above | Operator::Unequal, 0.0) | (Operator::AtLeast, 1.0) => any,
            (Operator::Is | Operator::Equal | Operator::AtMost, 0.0) | (Operator::Below, 1.0) => none,
            _ => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "nothing is counted in a condition")
                    .at(whole.span, "a number of things")
                    .help(format!("ask whether there is any: `{any}`, or `{none}`"));
                self.report(diagnostic);
                return true;
            }
        };
        self.no_count(whole, better, "whether there is any");
        true
    }

    fn no_count(&mut self, value: &Value, better: String, asked: &str) {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "nothing is counted in a condition")
            .at(value.span, format!("{asked} can be asked"))
            .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
        self.report(diagnostic);
    }

    /// What `len(…)` or `count(…)` stands around, where that may be several.
    fn count_of(&self, value: &Value) -> Option<String> {
        let (function, path) = match &value.kind {
            ValueKind::Sequence(parts) => match parts.as_slice() {
                [function, Value { kind: ValueKind::Group(inner), .. }] => (function, self.path_end(inner)),
                _ => return None,
            },
            ValueKind::Call(function, arguments) => match arguments.as_slice() {
                [Argument { name, value: None }] => (&**function, self.end_of(std::slice::from_ref(name))),
                _ => return None,
            },
            _ => return None,
        };
        let counts =
            matches!(function.word()?.as_str(), "len" | "count" | "size" | "length" | "exists" | "any" | "sum");
        path.filter(|end| counts && end.many)?;
        let text = self.sources.slice(value.span);
        Some(text.split_once('(')?.1.trim_end_matches(')').trim().to_owned())
    }

    /// `user to db` in a view: gives whether it was that, and reports it.
    pub fn way_meant(&mut self, value: &Value, parts: &[Value]) -> bool {
        let parts = match parts {
            [first, rest @ ..] if first.word().is_some_and(|word| word == "from") => rest,
            all => all,
        };
        let [from, to, end] = parts else { return false };
        if to.word().is_none_or(|word| word != "to") || self.is_thing("to") {
            return false;
        }
        let says = |name: &str, thing: &Value| {
            let name = Value { span: thing.span, kind: ValueKind::Word(name.into()) };
            self.attribute_meant(&name).and_then(|(text, spec)| self.says(&text, &spec, thing))
        };
        let (Some(first), Some(second)) = (says("from", from), says("to", end)) else { return false };
        let better = format!("flows where {first} and {second}");
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a view chooses among flows")
            .at(value.span, "from one place to another")
            .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
        self.report(diagnostic);
        true
    }

    /// `all stores`, `user to db`, `stores having encrypted`, `flows not passing waf` as a question.
    pub fn question_meant(&self, parts: &[Value]) -> Option<String> {
        let words: Vec<&str> = parts.iter().map(|part| part.word().map_or("", |word| word.as_str())).collect();
        let text = |index: usize| self.sources.slice(parts[index].span).trim_end();
        let is_set = |word: &str| collection(word).is_some();
        let sort = collection(words.first()?).map(|(_, sort)| sort);
        match (words.as_slice(), sort) {
            (["all" | "each" | "every" | "the" | "any", set], _) if is_set(set) => Some((*set).to_owned()),
            ([_, "to", _], None | Some(Sort::Element)) => Some(format!("{} -> {}", text(0), text(2))),
            (["from", _, "to", _], _) => Some(format!("{} -> {}", text(1), text(3))),
            ([set, "not", _, thing], Some(_)) => {
                let value = self.in_words(&[parts[0].clone(), parts[2].clone(), parts[3].clone()])?;
                let (verb, operator) = match &value.kind {
                    ValueKind::Binary(Operator::In, verb, _) => (verb.word()?.clone(), " in".to_owned()),
                    ValueKind::Binary(_, verb, _) => (verb.word()?.clone(), String::new()),
                    ValueKind::Sequence(parts) => (parts.first()?.word()?.clone(), String::new()),
                    _ => return None,
                };
                Some(format!("{set} where not {verb}{operator} {thing}"))
            }
            ([set, rest @ ..], Some(sort)) => {
                let fillers = ["having", "with", "that", "are", "is", "which", "being", "without", "not"];
                let (last, before) = rest.split_last()?;
                let end = attribute(sort, last).filter(|_| before.iter().all(|word| fillers.contains(word)))?;
                let not = if before.iter().any(|word| matches!(*word, "without" | "not")) { "not " } else { "" };
                let any = match end.gives {
                    Sort::YesNo => "",
                    _ if end.many => " any",
                    _ => return None,
                };
                Some(format!("{set} where {not}{last}{any}"))
            }
            _ => None,
        }
    }
}

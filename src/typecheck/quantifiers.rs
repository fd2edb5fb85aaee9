//! `any x in set where …` and `every x in set where …` → the model's typed form.
//!
//! What a quantifier costs is bounded here: a condition that looks at more than the member itself is asked of what
//! stands around the subject, never of all there is.

use super::checker::Checker;
use super::codes;
use super::paths::Way;
use super::subjects::Variable;
use crate::analysis::query::{Sort, attribute, collection};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Attribute, Condition, Operand, Path, Quantified, Set};
use crate::resolve;
use crate::schema::words;
use crate::syntax::{Name, Operator, Value, ValueKind};
use crate::text::{Span, closest, list_all, list_words};

/// Where members come from: through these sets, one inside the other.
struct Range {
    sets: Vec<Set>,
    sort: Sort,
    /// Whether it is too large to ask anew for each subject.
    far: bool,
}

impl Checker<'_> {
    pub(super) fn quantified(
        &mut self,
        whole: &Value,
        every: bool,
        variable: &Name,
        set: &Value,
        condition: Option<&Value>,
    ) -> Option<Condition> {
        self.free_name(variable);
        // A condition may also stand within the set: `any f in (node.flows where …)`.
        let (set, inner) = match &set.kind {
            ValueKind::Group(group) => match &group.kind {
                ValueKind::Binary(Operator::Where, set, inner) => (&**set, Some(&**inner)),
                _ => (&**group, None),
            },
            _ => (set, None),
        };
        let range = self.range(set)?;
        let depth = self.variables.len();
        let hidden = range.sets.len() - 1;
        // Variables without a name stand for what the sets lead through.
        let unnamed = |_| Variable { name: Some("".into()), sort: range.sort };
        self.variables.extend((0..hidden).map(unnamed));
        self.variables.push(Variable { name: Some(variable.text.clone()), sort: range.sort });
        let parts = [inner, condition].into_iter().flatten();
        let conditions: Vec<Option<Condition>> = parts.map(|part| self.condition(part)).collect();
        self.variables.truncate(depth);
        let conditions: Vec<Condition> = conditions.into_iter().collect::<Option<_>>()?;
        let condition =
            conditions.into_iter().reduce(|first, second| Condition::And(Box::new(first), Box::new(second)));
        let closed = condition.as_ref().is_none_or(|condition| lowest(condition) >= depth + hidden);
        if !closed && (range.far || depth > 1 || hidden > 0) {
            self.too_wide(whole.span, "this looks at something outside, for each member anew");
            return None;
        }
        Some(nested(every, range.sets, condition, closed))
    }

    /// What follows `in`.
    fn range(&mut self, set: &Value) -> Option<Range> {
        let word = set.word().map(|word| word.as_str());
        if let Some((set, sort)) = word.filter(|word| self.variable(word).is_none()).and_then(collection)
            && self.bare_attribute(word.unwrap_or_default()).is_none()
        {
            return Some(Range { sets: vec![Set::All(set)], sort, far: true });
        }
        if self.is_empty_list(set) {
            return None;
        }
        if let Some(word) = word.filter(|_| !self.begins_path(set)) {
            self.unknown_set(set.span, word);
            return None;
        }
        let way = self.way(set)?;
        if !way.end.many {
            let text = self.sources.slice(set.span);
            let sort = self.called(way.gives());
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` is not a set"))
                .at(set.span, format!("it gives {sort}, never several"));
            let several: Vec<String> =
                way.gives().attributes().filter(|spec| spec.many).map(|spec| format!("{text}.{}", spec.name)).collect();
            self.report(match several.as_slice() {
                [] => diagnostic.help(format!("ask it directly: `{text} is …`")),
                more => diagnostic.help(format!("sets of it are {}", list_words(more.iter().map(String::as_str), 12))),
            });
            return None;
        }
        Some(self.range_of(&way))
    }

    fn range_of(&self, way: &Way) -> Range {
        let mut paths = way.paths(self.variables.len());
        if way.ends_wide() {
            paths.pop();
        }
        let far = way.is_reach() || paths.iter().any(|path| path.steps.len() > 1 || is_far(&path.steps));
        let sets = paths.into_iter().map(Set::At).collect();
        Range { sets, sort: way.gives(), far: far && way.end.of != Some(Sort::Step) }
    }

    /// Reports a name that hides another one.
    fn free_name(&mut self, name: &Name) {
        let taken = self.variable(&name.text).is_some();
        let attribute = self.subject().is_some_and(|sort| attribute(sort, &name.text).is_some());
        if !taken && !attribute {
            return;
        }
        let label = if taken { "this name is in use around it" } else { "an attribute is called so" };
        let diagnostic = Diagnostic::new(&codes::CONTRADICTION, format!("`{}` would stand for two things", name.text))
            .at(name.span, label)
            .help("choose another name for it");
        self.report(diagnostic);
    }

    /// Reports a word that is no set.
    pub(super) fn unknown_set(&mut self, span: Span, word: &str) {
        let known: Vec<String> =
            self.variables.iter().filter_map(|v| v.name.as_ref()).map(ToString::to_string).collect();
        let diagnostic = Diagnostic::new(&resolve::UNKNOWN_NAME, format!("no set is called `{word}`"))
            .at(span, "neither a set of the model nor a path");
        let singular = words::SETS.iter().copied().find(|set| {
            set.strip_suffix('s') == Some(word)
                || set.strip_suffix("es") == Some(word)
                || set.strip_suffix("ies").is_some_and(|stem| word.strip_suffix('y') == Some(stem))
        });
        let near = singular.or_else(|| closest(word, words::SETS.iter().copied()));
        let diagnostic = diagnostic.note(format!("the sets are {}", list_all(words::SETS.iter().copied(), 20)));
        if word == "findings" {
            let text = "what rules find is in `threats`, together with what people wrote";
            return self.report(diagnostic.fix(text, Applicability::NeedsLook, span, "threats"));
        }
        self.report(match (near, known.first()) {
            (Some(near), _) => diagnostic.fix(format!("did you mean `{near}`?"), Applicability::NeedsLook, span, near),
            (None, Some(first)) => diagnostic.help(format!("write one of them, or a path such as `{first}.threats`")),
            (None, None) => diagnostic.help("write one of them"),
        });
    }

    /// Whether a value is a list without entries; reports it.
    pub(super) fn is_empty_list(&mut self, value: &Value) -> bool {
        let is_empty = matches!(&value.kind, ValueKind::List(entries) if entries.is_empty());
        if is_empty {
            self.empty_set(value.span, "nothing is in an empty list");
        }
        is_empty
    }

    /// Reports a set that holds nothing in any model.
    pub(super) fn empty_set(&mut self, span: Span, label: &str) {
        let diagnostic = Diagnostic::new(&codes::EMPTY_SET, "this set is always empty").at(span, label);
        self.report(diagnostic.note("a question about nothing has an answer that says nothing"));
    }

    /// Reports a question whose cost nothing bounds.
    pub(super) fn too_wide(&mut self, span: Span, label: &str) {
        let diagnostic = Diagnostic::new(&codes::TOO_WIDE, "this would compare everything with everything")
            .at(span, label)
            .note("the cost of a question stays that of the model's graph, so that a check of a large model is quick")
            .help(
                "ask the members only about themselves, or begin the set at the subject: `any f in node.hops where …`",
            );
        self.report(diagnostic);
    }
}

/// One quantifier inside the other; the innermost has the condition.
fn nested(every: bool, sets: Vec<Set>, condition: Option<Condition>, closed: bool) -> Condition {
    let mut inner = condition;
    for set in sets.into_iter().rev() {
        inner = Some(Condition::Quantified(Box::new(Quantified { every, set, condition: inner, closed })));
    }
    // There is at least one set.
    inner.unwrap_or(Condition::Some(Path::variable(0)))
}

fn is_far(part: &[Attribute]) -> bool {
    part.iter().any(|step| matches!(step, Attribute::Elements | Attribute::Reaches | Attribute::ReachedBy))
}

/// The lowest number of a variable that a condition looks at.
fn lowest(condition: &Condition) -> usize {
    match condition {
        Condition::And(a, b) | Condition::Or(a, b) => lowest(a).min(lowest(b)),
        Condition::Not(inner) => lowest(inner),
        Condition::Some(path)
        | Condition::Stated(path)
        | Condition::Gives(path, _)
        | Condition::Compare(path, _, Operand::Value(_)) => path.start,
        Condition::Compare(path, _, Operand::At(other)) => path.start.min(other.start),
        Condition::Quantified(inner) => {
            let set = match &inner.set {
                Set::All(_) => usize::MAX,
                Set::At(path) => path.start,
            };
            inner.condition.as_ref().map_or(set, |condition| lowest(condition).min(set))
        }
    }
}

//! What `show`, `hide` and `collapse` of a view were most likely meant to say, where they say nothing.
//!
//! Only reports; may assume that what it is given was found wrong.

use super::checker::Checker;
use super::codes;
use super::phrases::element_kind;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::{FieldSpec, FieldType, Kind, words};
use crate::syntax::{Operator, Value, ValueKind};

impl Checker<'_> {
    /// `show: all`, `collapse: all`, `hide: none`: words for everything or nothing.
    pub fn all_meant(&mut self, value: &Value, spec: &FieldSpec) -> bool {
        let Some(word) = value.word().filter(|word| !self.is_thing(word)) else { return false };
        let help = match (spec.name, word.as_str()) {
            ("show", "all" | "everything" | "any" | "yes" | "true") => "leave the field out to show everything",
            ("show", "none" | "nothing" | "no" | "false") => {
                "a view that shows nothing would be empty; leave the field out to show everything"
            }
            ("hide", "all" | "everything" | "any" | "yes" | "true") => {
                "name what to leave out; a view that hides everything would be empty"
            }
            ("hide", "none" | "nothing" | "no" | "false") => "leave the field out to hide nothing",
            ("collapse", "none" | "nothing" | "no" | "false") => "leave the field out to close nothing",
            (
                "collapse",
                "all" | "everything" | "any" | "yes" | "true" | "context" | "outermost" | "boundaries" | "top",
            ) => "write `level: context` to close every outermost boundary with a process or a store in it",
            _ => return false,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, "nothing is called so")
            .help(help);
        self.report(diagnostic);
        true
    }

    /// An entry of a list that is several words: a kind and an id, or a choice in everyday words. Reports it and gives
    /// the part that remains to be checked.
    pub fn words_of_entry<'v>(&mut self, entry: &'v Value, spec: &FieldSpec) -> Option<Option<&'v Value>> {
        if let (ValueKind::Sequence(parts), FieldType::Many(_) | FieldType::Shown(_)) = (&entry.kind, spec.ty)
            && let [kind, id] = parts.as_slice()
            && self.kind_before_id(entry, kind, id)
        {
            return Some(Some(id));
        }
        let is_shown = matches!(spec.ty, FieldType::Shown(_));
        (is_shown && (self.choice_without_where(entry) || self.all_but(entry, spec))).then_some(None)
    }

    /// `flow read`: the id alone names a thing.
    pub fn kind_before_id(&mut self, whole: &Value, kind: &Value, id: &Value) -> bool {
        let (Some(word), Some(name)) = (kind.word(), id.word()) else { return false };
        let Some(known) = Kind::from_word(word).filter(|_| !self.is_thing(word)) else { return false };
        if !self.is_thing(name) && self.attribute_meant(id).is_some() {
            return false;
        }
        let sure = match self.names_one_of(name, &[known]) {
            true => Applicability::Safe,
            false => Applicability::NeedsLook,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a thing is named by its id alone")
            .at(kind.span, "no kind stands before it here")
            .fix(format!("write `{name}`"), sure, whole.span, name.as_str());
        self.report(diagnostic);
        true
    }

    /// `everything except db`
    fn all_but(&mut self, value: &Value, spec: &FieldSpec) -> bool {
        let ValueKind::Sequence(parts) = &value.kind else { return false };
        let is_except = |value: &Value| {
            value
                .word()
                .is_some_and(|word| matches!(word.as_str(), "except" | "without" | "but" | "minus" | "excluding"))
        };
        let Some(index) = parts.iter().position(is_except) else { return false };
        let (Some(first), Some(last)) = (parts.get(index + 1), parts.last()) else { return false };
        let (word, but) = (self.sources.slice(parts[index].span), self.sources.slice(first.span.to(last.span)));
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` knows no `{word}`", spec.name))
            .at(parts[index].span, "what to leave out is a field of its own");
        let diagnostic = match spec.name {
            "show" => diagnostic.help(format!("write `hide: {but}`")),
            _ => diagnostic.help(format!("name what to hide, without {but}")),
        };
        self.report(diagnostic);
        true
    }

    /// `flows with over https`, `flows crossing cloud`: a set and a condition, but no `where`.
    fn choice_without_where(&mut self, value: &Value) -> bool {
        if let ValueKind::Binary(Operator::Where, ..) = value.kind {
            return false;
        }
        let first = first_leaf(value);
        let parts = match &first.kind {
            ValueKind::Sequence(parts) => parts.as_slice(),
            ValueKind::Word(_) if !std::ptr::eq(first, value) => std::slice::from_ref(first),
            _ => return false,
        };
        let Some(at) = parts.iter().take(2).position(|part| self.is_set(part)) else { return false };
        let (set, rest) = (&parts[at], &parts[at + 1..]);
        let name = self.sources.slice(set.span);
        let better = match name {
            "flows" | "flow" | "hops" => self.choice_meant(value, rest),
            _ => self.elements_meant(value, rest),
        };
        let message = match name {
            "flows" | "flow" | "hops" => "`where` stands between `flows` and their condition",
            _ => "a view chooses among flows",
        };
        let label = match name {
            "flows" | "flow" | "hops" if at == 0 => "a choice of flows?",
            "flows" | "flow" | "hops" => "only `flows` stands before `where`",
            _ => "all else is shown by its id, or by that of the boundary around it",
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, message).at(value.span, label);
        let diagnostic = match better {
            Some(better) => diagnostic.fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better),
            None => {
                diagnostic.help("write it with an attribute: `flows where over is http`, `flows where crosses any`")
            }
        };
        self.report(diagnostic);
        true
    }

    /// Whether a value is the word for a set of the model, or for one of its members.
    fn is_set(&self, value: &Value) -> bool {
        let known = |word: &str| words::SETS.contains(&word) || matches!(word, "flow" | "hop");
        // `flow read` names one flow.
        value.word().is_some_and(|word| known(word) && !self.is_thing(word))
    }

    /// The choice that is meant by a condition behind `flows`; `rest` is what follows the set in its first leaf.
    fn choice_meant(&self, value: &Value, rest: &[Value]) -> Option<String> {
        let joining = |part: &Value| {
            let word = part.word().map_or("", |word| word.as_str());
            matches!(word, "with" | "which" | "that" | "if" | "having" | "whose" | "when" | "where" | "are" | "only")
        };
        let skipped = rest.iter().take_while(|part| joining(part)).count();
        let rest = &rest[skipped..];
        if let [word, one] = rest
            && word.word().is_some_and(|word| word == "between")
            && let ValueKind::Binary(Operator::And, _, other) = &value.kind
        {
            let at = |end: &str, thing: &Value| self.end_at(end, thing);
            let both = |a: &Value, b: &Value| Some(format!("{} and {}", at("from", a)?, at("to", b)?));
            return Some(format!("flows where {} or {}", both(one, other)?, both(other, one)?));
        }
        if rest.is_empty() {
            return match &value.kind {
                ValueKind::Binary(Operator::In, _, place) => {
                    let text = self.sources.slice(place.span);
                    let inside = format!("flows where from in {text} and to in {text}");
                    self.names_one_of(place.word()?, &[Kind::Boundary]).then_some(inside)
                }
                _ => None,
            };
        }
        let (first, last) = (rest.first()?, rest.last()?);
        let leaf = match rest {
            [only] => only.clone(),
            several => Value { span: first.span.to(last.span), kind: ValueKind::Sequence(several.to_vec()) },
        };
        if rest.len() == 1 && std::ptr::eq(first_leaf(value), value) && self.attribute_meant(first).is_none() {
            return None;
        }
        let condition = self.meant_condition(&with_first_leaf(value, leaf));
        Some(format!("flows where {condition}"))
    }

    fn end_at(&self, end: &str, thing: &Value) -> Option<String> {
        let word = thing.word()?;
        let boundary = self.names_one_of(word, &[Kind::Boundary]);
        Some(if boundary { format!("{end} in {word}") } else { format!("{end} is {word}") })
    }

    /// `elements in cloud`: the boundary alone.
    fn elements_meant(&self, value: &Value, rest: &[Value]) -> Option<String> {
        match (&value.kind, rest) {
            (ValueKind::Binary(Operator::In, _, place), []) => {
                let word = place.word()?;
                self.names_one_of(word, &[Kind::Boundary]).then(|| word.to_string())
            }
            _ => None,
        }
    }

    /// A condition without `flows where` before it.
    pub fn no_choice(&mut self, value: &Value, spec: &FieldSpec) {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()));
        let names = self.names_joined(value);
        let diagnostic = match (&value.kind, names) {
            (_, Some(names)) => {
                let better = format!("[{}]", names.join(", "));
                diagnostic.at(value.span, "several things stand in a list").fix(
                    format!("write `{}: {better}`", spec.name),
                    Applicability::NeedsLook,
                    value.span,
                    better,
                )
            }
            (ValueKind::Not(inner), _) if inner.word().is_some_and(|word| self.is_thing(word)) => {
                let name = self.sources.slice(inner.span);
                let other = if spec.name == "show" { "hide" } else { "show" };
                diagnostic
                    .at(value.span, "`not` belongs to conditions")
                    .help(format!("write it in the other field, `{other}: {name}`"))
            }
            (ValueKind::Quantified { .. }, _) => diagnostic
                .at(value.span, "a condition, but of what?")
                .help("a view asks about each flow by itself: `flows where state is proposed`"),
            _ => {
                let better = format!("flows where {}", self.meant_condition(value));
                diagnostic.at(value.span, "a condition, but of what?").fix(
                    format!("write `{better}`"),
                    Applicability::NeedsLook,
                    value.span,
                    better,
                )
            }
        };
        self.report(diagnostic);
    }

    /// `cloud and api`: the names, if all of them are declared.
    fn names_joined(&self, value: &Value) -> Option<Vec<String>> {
        match &value.kind {
            ValueKind::Word(word) => self.is_thing(word).then(|| vec![word.to_string()]),
            ValueKind::Binary(Operator::And | Operator::Or, left, right) => {
                let mut names = self.names_joined(left)?;
                names.extend(self.names_joined(right)?);
                Some(names)
            }
            _ => None,
        }
    }

    /// `show: flows`, `hide: stores`
    pub fn bare_set(&mut self, value: &Value, word: &str, spec: &FieldSpec) {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` takes {}", spec.name, spec.ty.describe()))
            .at(value.span, format!("all {word} of the model"));
        let kind = element_kind(word).and_then(Kind::from_word);
        let ids: Vec<&str> = kind.map_or(Vec::new(), |kind| {
            self.scope.entries().filter(|(_, entry)| entry.kind == kind).map(|(_, entry)| entry.name.as_str()).collect()
        });
        if (1..=8).contains(&ids.len()) {
            let better = format!("[{}]", ids.join(", "));
            let what = format!("name them: `{}: {better}`", spec.name);
            return self.report(diagnostic.fix(what, Applicability::NeedsLook, value.span, better));
        }
        let everything = if spec.name == "show" { "leave the field out to show everything; " } else { "" };
        self.report(
            diagnostic.help(format!("{everything}to choose, say which: `flows where carries.class >= confidential`")),
        );
    }
}

/// What stands leftmost in a row of operators.
fn first_leaf(value: &Value) -> &Value {
    match &value.kind {
        ValueKind::Binary(_, left, _) => first_leaf(left),
        _ => value,
    }
}

/// The value with another leftmost part.
fn with_first_leaf(value: &Value, leaf: Value) -> Value {
    match &value.kind {
        ValueKind::Binary(operator, left, right) => {
            let left = with_first_leaf(left, leaf);
            let span = left.span.to(right.span);
            Value { span, kind: ValueKind::Binary(*operator, Box::new(left), right.clone()) }
        }
        _ => leaf,
    }
}

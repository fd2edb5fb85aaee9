//! Assertions and single questions → the model: what they are about, and what must be true of it.

use super::checker::Checker;
use super::codes;
use super::fields::Fields;
use super::rules::field;
use super::subjects::{Variable, names};
use crate::analysis::query::{Sort, attribute, collection};
use crate::diagnostics::{Applicability, Diagnostic, Help};
use crate::model::{Assertion, Condition, FlowId, Pool, Question, Selection, Value as Thing};
use crate::resolve::{Entry, Found};
use crate::schema::{KINDS, Kind, Namespace, spec_of};
use crate::syntax::{Field, Member, Name, Operator, Value, ValueKind};
use crate::text::list_all;

const THINGS: &[Kind] = &[Kind::Entity, Kind::Process, Kind::Store, Kind::Boundary, Kind::Flow];

/// A question, and the sort of what it is about.
struct Asked {
    question: Question,
    sort: Sort,
}

impl Checker<'_> {
    /// Lowers all assertions.
    pub fn assertions(&mut self) {
        self.each(Kind::Assert, |checker, entry, fields| {
            let assertion = checker.assertion(entry, &fields);
            checker.variables.clear();
            checker.model.assertions.push(assertion);
        });
    }

    fn assertion(&mut self, entry: &Entry<'_>, fields: &Fields) -> Assertion {
        let declaration = entry.declaration;
        let asked = self.asked(entry);
        let sort = asked.as_ref().map(|asked| asked.sort);
        let must_have = field(declaration, "must_have").zip(sort).and_then(|(field, sort)| self.must_have(field, sort));
        let regions = |checker: &Self, name: &str| {
            let things = fields.refs(name).iter().map(|(id, _)| match checker.scope.entry(*id).kind {
                Kind::Boundary => Thing::Boundary(checker.index_of(*id)),
                _ => Thing::Element(checker.index_of(*id)),
            });
            things.collect::<Vec<Thing>>()
        };
        let (must_pass, must_not_enter) = (regions(self, "must_pass"), regions(self, "must_not_enter"));
        self.demands(entry, sort);
        let nothing = Question::Which(Selection { from: Pool::These(Vec::new()), condition: None });
        Assertion {
            identity: self.identity(entry, fields),
            text: self.source_text(entry),
            about: asked.map_or(nothing, |asked| asked.question),
            must_pass,
            must_not_enter,
            must_have,
            each_step: field(declaration, "every").is_none(),
        }
    }

    /// What an assertion is about.
    fn asked(&mut self, entry: &Entry<'_>) -> Option<Asked> {
        let declaration = entry.declaration;
        match (field(declaration, "paths"), field(declaration, "every")) {
            (Some(paths), None) => {
                let asked = self.question(&paths.value)?;
                if !matches!(asked.sort, Sort::Step | Sort::Flow) {
                    let text = self.sources.slice(paths.value.span);
                    let sort = self.called(asked.sort);
                    let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`paths` takes routes, flows or hops")
                        .at(paths.value.span, format!("each of these is {sort}"))
                        .help(format!("write `every: {text}` to say something of each of them"));
                    self.report(diagnostic);
                    return None;
                }
                // What must be had is had by each step.
                Some(Asked { sort: Sort::Step, ..asked })
            }
            (None, Some(every)) => {
                let asked = self.question(&every.value)?;
                if let Question::Ways(..) | Question::Route { .. } = asked.question {
                    let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "routes are named by `paths`")
                        .at(every.value.span, "these are routes")
                        .fix("write `paths:`", Applicability::Safe, every.name.span, "paths");
                    self.report(diagnostic);
                    return None;
                }
                Some(asked)
            }
            (Some(paths), Some(every)) => {
                let diagnostic = Diagnostic::new(&codes::CONTRADICTION, "an assertion is about one thing")
                    .at(every.name.span, "this one")
                    .also(paths.name.span, "or this one?")
                    .help("make two assertions of it");
                self.report(diagnostic);
                None
            }
            (None, None) => {
                let diagnostic = Diagnostic::new(&codes::MISSING_FIELD, "an assertion needs `paths` or `every`")
                    .at(entry.span, "about what?")
                    .note("`paths` is about routes and hops, `every` about all things of a sort")
                    .help("add `paths: internet -> stores` or `every: stores`");
                self.report(diagnostic);
                None
            }
        }
    }

    /// Whether an assertion demands something, and what can be demanded of what it is about.
    fn demands(&mut self, entry: &Entry<'_>, sort: Option<Sort>) {
        let written = |name: &str| field(entry.declaration, name);
        let route = written("must_pass").or(written("must_not_enter"));
        // A misspelt demand has been reported.
        let misspelt = entry.declaration.members().iter().any(|member| match member {
            Member::Field(field) => spec_of(Kind::Assert).field(&field.name.text).is_none(),
            _ => false,
        });
        if route.or(written("must_have")).is_none() && !misspelt {
            let diagnostic = Diagnostic::new(&codes::MISSING_FIELD, "an assertion says what must be true")
                .at(entry.span, "nothing is demanded")
                .help("add `must_pass: …`, `must_not_enter: …` or `must_have: …`");
            self.report(diagnostic);
        }
        if let (Some(field), Some(sort)) = (route, sort)
            && !matches!(sort, Sort::Step | Sort::Flow)
        {
            let name = &field.name.text;
            let sort = self.called(sort);
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{name}` is about routes"))
                .at(field.name.span, format!("{sort} has no route"))
                .help("write `must_have:` with a condition, or `paths:` instead of `every:`");
            self.report(diagnostic);
        }
    }

    /// `must_have: over.encrypted`, `must_have: [rate_limit, audit_log]`
    fn must_have(&mut self, field: &Field, sort: Sort) -> Option<Condition> {
        self.variables = vec![Variable { name: None, sort }];
        let entries = field.value.entries();
        let mut all = Vec::with_capacity(entries.len());
        for entry in entries {
            let one = match entry.word() {
                Some(word) if self.bare_attribute(word).is_none() && sort.is_place() => {
                    if !self.somebody_gives(word, entry.span) {
                        return None;
                    }
                    Condition::Gives(crate::model::Path::variable(0), word.clone())
                }
                _ if self.is_bare_fact(entry) => {
                    let way = self.way(entry)?;
                    match way.last() {
                        Some(path) => Condition::Stated(path),
                        None => self.at_end(&way, Condition::Stated),
                    }
                }
                _ => match (self.condition(entry), unknown_demanded(entry)) {
                    (Some(condition), _) => condition,
                    (None, left) => {
                        let text = left.map(|left| self.sources.slice(left.span).trim_end());
                        if let (Some(text), Some(error)) = (text, self.diagnostics.last_mut())
                            && error.message == super::unanswerable::UNKNOWN_ASKED
                        {
                            let message = format!("to demand that it is known, write `must_have: {text}`");
                            error.helps = vec![Help { message, fix: None }];
                        }
                        return None;
                    }
                },
            };
            all.push(one);
        }
        self.variables.clear();
        Condition::joined(all, Condition::And)
    }

    /// `must_have: owner`: an attribute by itself that is no yes or no.
    fn is_bare_fact(&self, value: &Value) -> bool {
        self.path_end(value).is_some_and(|end| end.gives != Sort::YesNo)
    }

    /// A question on the command line.
    pub fn single_question(&mut self, value: &Value) -> Option<Question> {
        self.question(value).map(|asked| asked.question)
    }

    fn question(&mut self, value: &Value) -> Option<Asked> {
        match &value.kind {
            ValueKind::Missing => None,
            ValueKind::Group(inner) => self.question(inner),
            ValueKind::Binary(Operator::Where, from, condition) => match &from.kind {
                ValueKind::Route(stops) => self.ways(from, stops, Some(condition)),
                ValueKind::Binary(Operator::In, set, boundary) if set.word().is_some() => {
                    self.those_in(value, set, boundary, Some(condition))
                }
                ValueKind::Sequence(parts) => match self.in_words(parts) {
                    Some(first) => {
                        let both = (Box::new(first), condition.clone());
                        let both = Value { kind: ValueKind::Binary(Operator::And, both.0, both.1), ..value.clone() };
                        self.selection(&parts[0], Some(&both), false).map(which)
                    }
                    None => self.no_question(from),
                },
                _ => self.selection(from, Some(condition), false).map(which),
            },
            ValueKind::Route(stops) => self.ways(value, stops, None),
            ValueKind::Sequence(parts) => match self.in_words(parts) {
                Some(condition) => self.selection(&parts[0], Some(&condition), false).map(which),
                None => self.no_question(value),
            },
            ValueKind::Path(names) if self.is_flow(names) => self.route_of(value, names),
            ValueKind::Word(_) if self.is_named(value, &[Kind::Flow]) => {
                let (id, _) = self.reference(value, &[Kind::Flow], "paths")?;
                let flow: FlowId = self.index_of(id);
                Some(Asked { question: Question::Route { flow, answer: false }, sort: Sort::Flow })
            }
            ValueKind::Binary(Operator::In, set, boundary) if set.word().is_some() => {
                self.those_in(value, set, boundary, None)
            }
            ValueKind::Word(_) | ValueKind::Path(_) | ValueKind::List(_) => {
                self.selection(value, None, false).map(which)
            }
            _ => self.no_question(value),
        }
    }

    /// `stores in cloud`, `stores in cloud where …`
    fn those_in(&mut self, value: &Value, set: &Value, boundary: &Value, condition: Option<&Value>) -> Option<Asked> {
        let Some((_, Sort::Element | Sort::Boundary)) = set.word().and_then(|word| collection(word)) else {
            return self.no_question(value);
        };
        let (from, sort) = self.pool(set)?;
        self.variables = vec![Variable { name: None, sort }];
        let (id, _) = self.reference(boundary, &[Kind::Boundary], "in")?;
        let further = match condition {
            Some(condition) => Some(self.condition(condition)?),
            None => None,
        };
        self.variables.clear();
        let inside = crate::model::Comparison::Inside;
        let boundary = crate::model::Operand::Value(Thing::Boundary(self.index_of(id)));
        let condition = Condition::Compare(crate::model::Path::variable(0), inside, boundary);
        let condition = match further {
            Some(further) => Condition::And(Box::new(condition), Box::new(further)),
            None => condition,
        };
        Some(Asked { question: Question::Which(Selection { from, condition: Some(condition) }), sort })
    }

    /// `assets reaching partner`, `flows crossing cloud`: the verb as an attribute, and `where` in between.
    pub(super) fn in_words(&self, parts: &[Value]) -> Option<Value> {
        let [set, verb, thing] = parts else { return None };
        let (_, sort) = collection(set.word()?)?;
        let word = verb.word()?;
        let name = match word.as_str() {
            "reaching" | "reach" => "reaches",
            "passing" | "through" | "via" => "passes",
            "crossing" | "cross" => "crosses",
            "entering" | "into" => "enters",
            "leaving" => "leaves",
            "carrying" | "with" => "carries",
            "holding" => "holds",
            "seeing" => "sees",
            other => other,
        };
        let known = attribute(sort, name).is_some();
        let verb = Value { span: verb.span, kind: ValueKind::Word(name.into()) };
        let both = (Box::new(verb), Box::new(thing.clone()));
        let span = parts[1].span.to(thing.span);
        if thing.word().is_some_and(|word| word == "any") {
            let parts = vec![*both.0, *both.1];
            return known.then_some(Value { span, kind: ValueKind::Sequence(parts) });
        }
        let boundary = self.is_named(thing, &[Kind::Boundary]);
        let operator =
            if boundary && !matches!(name, "crosses" | "enters" | "leaves") { Operator::In } else { Operator::Is };
        known.then_some(Value { span, kind: ValueKind::Binary(operator, both.0, both.1) })
    }

    /// `internet -> stores where …`: the condition is about what stands last.
    fn ways(&mut self, route: &Value, stops: &[Value], condition: Option<&Value>) -> Option<Asked> {
        let [from, to] = stops else {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "ways lead from one place to another")
                .at(route.span, format!("{} places", stops.len()))
                .help("write `from -> to`, and what lies between as `must_pass:`");
            self.report(diagnostic);
            return None;
        };
        let from = self.selection(from, None, true)?.0;
        let to = self.selection(to, condition, true)?.0;
        Some(Asked { question: Question::Ways(from, to), sort: Sort::Step })
    }

    fn selection(&mut self, value: &Value, condition: Option<&Value>, ends: bool) -> Option<(Selection, Sort)> {
        let (value, condition) = match &value.kind {
            ValueKind::Group(inner) => match &inner.kind {
                ValueKind::Binary(Operator::Where, set, inner) if condition.is_none() => (&**set, Some(&**inner)),
                _ => (&**inner, condition),
            },
            _ => (value, condition),
        };
        let (from, sort) = self.pool(value)?;
        if ends && sort != Sort::Element {
            let what = self.called(sort);
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "ways begin and end at elements")
                .at(value.span, format!("each of these is {what}"))
                .help("name an element, a boundary or a set of elements: `internet -> stores`");
            self.report(diagnostic);
            return None;
        }
        self.variables = vec![Variable { name: None, sort }];
        let condition = match condition {
            Some(condition) => {
                self.never_true(value, condition);
                Some(self.condition(condition)?)
            }
            None => None,
        };
        self.variables.clear();
        Some((Selection { from, condition }, sort))
    }

    /// `processes where kind is store`: a choice from what has another kind.
    fn never_true(&mut self, set: &Value, condition: &Value) {
        let kind = match set.word().map(|word| word.as_str()) {
            Some("entities") => "entity",
            Some("processes") => "process",
            Some("stores") => "store",
            _ => return,
        };
        if let ValueKind::Binary(Operator::Is | Operator::Equal, left, right) = &condition.kind
            && left.word().is_some_and(|word| word == "kind")
            && right.word().is_some_and(|word| word != kind)
        {
            self.empty_set(condition.span, &format!("the kind of each of them is `{kind}`"));
        }
    }

    /// What is chosen from: a set, or things by their names.
    fn pool(&mut self, value: &Value) -> Option<(Pool, Sort)> {
        if let Some((set, sort)) = value.word().and_then(|word| collection(word)) {
            return Some((Pool::All(set), sort));
        }
        if self.is_empty_list(value) {
            return None;
        }
        let mut things = Vec::new();
        for entry in value.entries() {
            things.push(self.thing(entry)?);
        }
        let flows = things.iter().filter(|thing| matches!(thing, Thing::Flow(_))).count();
        match flows {
            0 => Some((Pool::These(things), Sort::Element)),
            all if all == things.len() => Some((Pool::These(things), Sort::Flow)),
            _ => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a list holds things of one sort")
                    .at(value.span, "flows and elements")
                    .help("make two assertions of it");
                self.report(diagnostic);
                None
            }
        }
    }

    fn thing(&mut self, value: &Value) -> Option<Thing> {
        if let Some(word) = value.word()
            && matches!(self.find(Namespace::Things, word, value.span), Found::Nothing)
        {
            let near = crate::text::closest(word, crate::schema::words::SETS.iter().copied());
            // `rules`, `findings`: a set of what no question chooses from.
            let plural = word == "findings"
                || KINDS.iter().any(|spec| spec.kind.many() == *word || *word == format!("{}s", spec.word));
            if near.is_some() || plural {
                self.unknown_set(value.span, word);
                return None;
            }
        }
        let (id, _) = self.reference(value, THINGS, "a question")?;
        Some(match self.scope.entry(id).kind {
            Kind::Flow => Thing::Flow(self.index_of(id)),
            Kind::Boundary => Thing::Boundary(self.index_of(id)),
            _ => Thing::Element(self.index_of(id)),
        })
    }

    /// Whether a path names a flow and its answer.
    fn is_flow(&self, names: &[Name]) -> bool {
        matches!(names, [flow, _] if self.names_one_of(&flow.text, &[Kind::Flow]))
    }

    /// `read_claim.answer`
    fn route_of(&mut self, value: &Value, names: &[Name]) -> Option<Asked> {
        let [flow, part] = names else { return self.no_question(value) };
        let name = Value { span: flow.span, kind: ValueKind::Word(flow.text.clone()) };
        let (id, _) = self.reference(&name, &[Kind::Flow], "paths")?;
        if part.text != "answer" {
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("a route has no part `{}`", part.text))
                .at(part.span, "not known here")
                .help(format!("write `{0}` for the way there, `{0}.answer` for the way back", flow.text));
            self.report(diagnostic);
            return None;
        }
        let flow: FlowId = self.index_of(id);
        Some(Asked { question: Question::Route { flow, answer: true }, sort: Sort::Flow })
    }

    fn no_question<T>(&mut self, value: &Value) -> Option<T> {
        if let ValueKind::Sequence(parts) = &value.kind
            && let Some(better) = self.question_meant(parts)
        {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this is no question to the model")
                .at(value.span, "words side by side")
                .note("what is asked of a set stands behind `where`; ways lead from one end to another by `->`")
                .fix(format!("write `{better}`"), Applicability::NeedsLook, value.span, better);
            self.report(diagnostic);
            return None;
        }
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "this is no question to the model")
            .at(value.span, value.describe())
            .note(format!("the sets are {}", list_all(crate::schema::words::SETS.iter().copied(), 20)))
            .help("write `stores where holds.class >= confidential`, `internet -> stores`, or the id of a flow");
        self.report(diagnostic);
        None
    }
}

/// The left side of `owner is none`, `not owner is none`, `owner != none`.
fn unknown_demanded(value: &Value) -> Option<&Value> {
    match &value.kind {
        ValueKind::Group(inner) | ValueKind::Not(inner) => unknown_demanded(inner),
        ValueKind::Binary(_, left, _) if names(left).is_some() => Some(left),
        _ => None,
    }
}

fn which((selection, sort): (Selection, Sort)) -> Asked {
    Asked { question: Question::Which(selection), sort }
}

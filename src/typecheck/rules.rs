//! Rules → the model: what they range over, when they fire, what they raise. Checked where they are written, whether
//! or not they ever fire.

use super::checker::Checker;
use super::codes;
use super::fields::Fields;
use super::subjects::Variable;
use crate::analysis::query::{Sort, attribute, collection};
use crate::diagnostics::{Applicability, Diagnostic};
use crate::model::{Collection, Condition, Path, Raised, Rule, TitlePart};
use crate::resolve::Entry;
use crate::schema::{Kind, KindSpec, spec_of, words};
use crate::syntax::{Block, Declaration, Field, Member, Name, Operator, Value, ValueKind};
use crate::text::{Span, closest, list_all};

impl Checker<'_> {
    /// Lowers all rules.
    pub fn rules(&mut self) {
        let scope = self.scope;
        let names: Vec<&str> = scope.names_of(&[Kind::Rule]).collect();
        self.each(Kind::Rule, |checker, entry, fields| {
            let rule = checker.rule(entry, &fields, &names);
            checker.variables.clear();
            checker.model.rules.push(rule);
        });
    }

    /// Lowers a rule; `names` are those of all rules.
    fn rule(&mut self, entry: &Entry<'_>, fields: &Fields, names: &[&str]) -> Rule {
        let declaration = entry.declaration;
        let identity = self.identity(entry, fields);
        let over = self.ranges_over(field(declaration, "for"));
        // Of a rule about nothing known, nothing more can be said.
        let known = !self.variables.is_empty();
        let asked = |name: &str| field(declaration, name).filter(|_| known);
        let condition = asked("where").and_then(|field| self.condition(&field.value));
        let unless = asked("unless").and_then(|field| self.condition(&field.value));
        let raised = self.raised(field(declaration, "raise"));
        let title = declaration
            .title
            .as_ref()
            .map_or_else(|| vec![TitlePart::Text(identity.title.clone())], |title| self.title(title, &identity.title));
        let asks_for = condition.iter().chain(&unless).flat_map(Condition::asks_for).cloned().collect();
        let name = match names.iter().filter(|name| **name == entry.name).count() {
            0 | 1 => entry.name.clone(),
            _ if self.scope.is_library(entry.unit) => {
                format!("{}.{}", self.scope.unit_name(entry.unit), entry.name).into()
            }
            _ => entry.name.clone(),
        };
        let library = self.scope.is_library(entry.unit).then(|| self.scope.unit_name(entry.unit).into());
        Rule { identity, name, library, over, condition, unless, title, raised, asks_for }
    }

    /// `for: node in processes`
    fn ranges_over(&mut self, field: Option<&Field>) -> Collection {
        let nothing = Collection::Elements;
        let Some(field) = field else { return nothing };
        let value = &field.value;
        if let ValueKind::Binary(Operator::Where, _, condition) = &value.kind {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "the condition of a rule is a field of its own")
                .at(condition.span, "not part of `for`")
                .help(format!("write it on the next line: `where: {}`", self.sources.slice(condition.span)));
            self.report(diagnostic);
            return nothing;
        }
        let (variable, set) = match &value.kind {
            ValueKind::Binary(Operator::In, variable, set) if variable.word().is_some() => (variable, set),
            ValueKind::Binary(Operator::In, range, set) if self.range_meant(value, range, set) => return nothing,
            ValueKind::Missing => return nothing,
            _ => {
                self.no_range(value);
                return nothing;
            }
        };
        let Some((set, sort)) = set.word().and_then(|word| collection(word)) else {
            match set.word() {
                None if self.range_meant(value, variable, set) => {}
                Some(word) => self.unknown_set(set.span, word),
                None => self.no_range(value),
            }
            // With any sort for the variable, what follows would be reported again.
            return nothing;
        };
        self.variables = vec![Variable { name: variable.word().cloned(), sort }];
        set
    }

    /// `each h in hops`, `h in stores in cloud`, `h in flow.hops`: reports it with the author's own names.
    fn range_meant(&mut self, value: &Value, range: &Value, set: &Value) -> bool {
        let known = |value: &Value| value.word().filter(|word| collection(word).is_some()).cloned();
        let (message, label, better, further) = match (&range.kind, &set.kind) {
            (ValueKind::Sequence(parts), _) if known(set).is_some() => {
                let Some(variable) = parts.last().and_then(Value::word) else { return false };
                let better = format!("{variable} in {}", self.sources.slice(set.span));
                ("`for` needs no further word", "a variable and a set", better, None)
            }
            (ValueKind::Binary(Operator::In, variable, inner), _) if known(inner).is_some() => {
                let (Some(variable), Some(of)) = (variable.word(), known(inner)) else { return false };
                let place = self.sources.slice(set.span);
                let condition = match collection(&of).map(|(_, sort)| sort) {
                    Some(Sort::Step) => format!("{variable}.from in {place} and {variable}.to in {place}"),
                    Some(Sort::Flow) => format!("{variable}.crosses {place}"),
                    _ => format!("{variable} in {place}"),
                };
                ("the set of a rule is a whole one", "part of a set", format!("{variable} in {of}"), Some(condition))
            }
            (ValueKind::Word(variable), ValueKind::Path(names)) => {
                let last = names.last().filter(|name| collection(&name.text).is_some());
                let Some(last) = last else { return false };
                ("the set of a rule is a whole one", "a path", format!("{variable} in {}", last.text), None)
            }
            _ => return false,
        };
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, message).at(value.span, label);
        let diagnostic = match further {
            Some(condition) => diagnostic
                .note("which of them is meant is a condition")
                .help(format!("write `for: {better}`, and `where: {condition}`")),
            None => diagnostic.fix(format!("write `for: {better}`"), Applicability::NeedsLook, value.span, better),
        };
        self.report(diagnostic);
        true
    }

    fn no_range(&mut self, value: &Value) {
        let word = value.word().filter(|word| collection(word).is_some());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`for` names a variable and a set")
            .at(value.span, "expected `name in set`")
            .note(format!("the sets are {}", list_all(words::SETS.iter().copied(), 20)));
        let diagnostic = match word {
            Some(word) => {
                let better = format!("node in {word}");
                diagnostic.fix(format!("write `for: {better}`"), Applicability::NeedsLook, value.span, better)
            }
            None => diagnostic.help("write `for: node in processes`"),
        };
        self.report(diagnostic);
    }

    /// `raise: tampering on node { … }`
    fn raised(&mut self, field: Option<&Field>) -> Raised {
        let mut raised = Raised {
            on: Path::variable(0),
            kind: None,
            likelihood: None,
            impact: None,
            by: Vec::new(),
            harms: Vec::new(),
            refs: Vec::new(),
        };
        let Some(field) = field else { return raised };
        match &field.value.kind {
            ValueKind::Binary(Operator::On, kind, place)
                if matches!(kind.kind, ValueKind::Word(_) | ValueKind::Path(_)) =>
            {
                raised.kind = self.reference(kind, &[Kind::ThreatKind], "raise").map(|(id, _)| self.index_of(id));
                if !self.variables.is_empty() {
                    raised.on = self.raised_on(place).unwrap_or(raised.on);
                }
            }
            _ => self.no_raise(&field.value),
        }
        if let Some(block) = &field.block {
            let fields = self.raised_fields(block, field.name.span);
            raised.likelihood = fields.level("likelihood");
            raised.impact = fields.level("impact");
            raised.by = self.ids(&fields, "by");
            raised.harms = self.ids(&fields, "harms");
            raised.refs = fields.catalogue("refs").unwrap_or_default();
        }
        raised
    }

    fn raised_on(&mut self, place: &Value) -> Option<Path> {
        let way = self.way(place)?;
        // Several places are a finding each.
        let path = way.last().filter(|_| way.gives().is_place());
        if path.is_none() {
            let sort = self.called(way.gives());
            let what = if way.end.many { format!("{sort}, or several") } else { sort.to_owned() };
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a threat strikes an element or a flow")
                .at(place.span, format!("this gives {what}"));
            let first = self.variables.first().cloned();
            let ends = first.map_or(Vec::new(), |variable| {
                let fits = variable.sort.attributes().filter(|spec| !spec.many && spec.gives.is_place());
                let name = variable.name.unwrap_or_default();
                fits.map(|spec| format!("`{name}.{}`", spec.name)).collect::<Vec<_>>()
            });
            self.report(match ends.as_slice() {
                [] => diagnostic.help("range over elements, flows or hops: `for: node in elements`"),
                ends => diagnostic.help(format!("raise it on {}", ends.join(" or "))),
            });
        }
        path
    }

    fn no_raise(&mut self, value: &Value) {
        if let ValueKind::Missing = value.kind {
            return;
        }
        let variable = self.variables.first().and_then(|variable| variable.name.clone()).unwrap_or("node".into());
        let kind = value.word().map_or("tampering", |word| word.as_str());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`raise` names a threat kind and a place")
            .at(value.span, format!("this is {}", value.describe()))
            .help(format!("write `raise: {kind} on {variable}`"));
        self.report(diagnostic);
    }

    /// Fields of the threat that a rule raises: those of a threat that hold wherever it is raised.
    fn raised_fields(&mut self, block: &Block, raise: Span) -> Fields {
        let mut members = block.members.clone();
        members.retain(|member| match member {
            Member::Declaration(inner) => {
                self.no_declaration(inner);
                false
            }
            Member::Field(field) => self.is_of_raised(field),
            Member::Broken(_) => false,
        });
        let declaration = Declaration {
            span: block.span,
            keyword: Name { text: "threat".into(), span: raise },
            id: None,
            subject: None,
            title: None,
            params: None,
            head: None,
            block: Some(Block { span: block.span, members }),
            doc: None,
        };
        self.fields(&declaration, spec_of(Kind::Threat))
    }

    fn no_declaration(&mut self, inner: &Declaration) {
        let help = match inner.keyword.text.as_str() {
            "mitigation" => {
                "move it out, to column 0, and link both by a word: `unless: node has a_word` in the rule, \
                 `gives: a_word` in the mitigation"
            }
            _ => "move it out, to column 0",
        };
        let diagnostic = Diagnostic::new(&codes::MISPLACED, "only fields stand in the block of `raise`")
            .at(inner.keyword.span, "a declaration")
            .note("a rule raises its threat in many places, so nothing can be declared in it")
            .help(help);
        self.report(diagnostic);
    }

    /// Whether a field may stand in the block of `raise`; reports one that may not.
    fn is_of_raised(&mut self, field: &Field) -> bool {
        let name = field.name.text.as_str();
        let known: &'static KindSpec = spec_of(Kind::Threat);
        if matches!(name, "likelihood" | "impact" | "by" | "harms" | "refs") || known.field(name).is_none() {
            return true;
        }
        let why = match name {
            "kind" => "the kind stands behind `raise:`",
            "on" => "the place stands behind `on`, in `raise: kind on place`",
            "about" | "note" => "texts are fields of the rule itself",
            "mitigations" => "write the word that a mitigation gives: `unless: node has a_word`",
            _ => "it belongs to a threat that somebody wrote; write one that adopts the finding with `found_by`",
        };
        let diagnostic = Diagnostic::new(&codes::MISPLACED, format!("`{name}` is no field of what a rule raises"))
            .at(field.name.span, "not here")
            .note("its fields are `likelihood`, `impact`, `by`, `harms` and `refs`")
            .help(why);
        self.report(diagnostic);
        false
    }

    /// The title of what a rule raises: `"PHI stays in {node.title}"`.
    fn title(&mut self, value: &Value, text: &str) -> Vec<TitlePart> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else { break };
            let (before, path) = (&rest[..open], &rest[open + 1..open + length]);
            if before.contains('}') {
                break;
            }
            if !before.is_empty() {
                parts.push(TitlePart::Text(before.into()));
            }
            parts.extend(self.title_path(value, path));
            rest = &rest[open + length + 1..];
        }
        if rest.contains(['{', '}']) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a brace in the title has no partner")
                .at(value.span, "in this title")
                .help("what stands in braces is a path, such as `{node.title}`");
            self.report(diagnostic);
        }
        if !rest.is_empty() {
            parts.push(TitlePart::Text(rest.into()));
        }
        parts
    }

    fn title_path(&mut self, title: &Value, text: &str) -> Option<TitlePart> {
        let span = self.within_text(title.span, text);
        let is_name = |word: &str| !word.is_empty() && words::is_id(word);
        let mut words: Vec<&str> = text.trim().split('.').collect();
        if !words.iter().all(|word| is_name(word)) {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{{{text}}}` is no path"))
                .at(span, "in this title")
                .help("write a path of attributes in braces, such as `{node.title}` or `{f.from.title}`");
            self.report(diagnostic);
            return None;
        }
        if self.variables.is_empty() {
            return None;
        }
        // Everything that is declared has a title and an id.
        let last = words.last().copied().filter(|word| matches!(*word, "title" | "id") && words.len() > 1);
        if last.is_some() {
            words.pop();
        }
        let names: Vec<Name> = words.iter().map(|word| Name { text: (*word).into(), span }).collect();
        if last.is_none() && self.title_meant(span, &names) {
            return None;
        }
        let way = self.way(&Value { span, kind: ValueKind::Path(names) })?;
        match way.plain() {
            Some(path) if !way.end.many => Some(TitlePart::At(path, last == Some("id"))),
            _ => {
                let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{text}` may be several"))
                    .at(span, "a title has room for one")
                    .help("name what there is one of, such as the element itself");
                self.report(diagnostic);
                None
            }
        }
    }

    /// `{h.name}`, `{h.from.tittle}`: an attribute that only titles know.
    fn title_meant(&mut self, span: Span, names: &[Name]) -> bool {
        let Some((last, rest)) = names.split_last() else { return false };
        let Some(end) = self.end_of(rest).filter(|end| attribute(end.gives, &last.text).is_none()) else {
            return false;
        };
        let near = match last.text.as_str() {
            "name" | "label" | "text" => Some("title"),
            text => closest(text, ["title", "id"]),
        };
        let Some(near) = near else { return false };
        let start: Vec<&str> = rest.iter().map(|name| name.text.as_str()).collect();
        let better = format!("{}.{near}", start.join("."));
        let (what, text) = (self.called(end.gives), &last.text);
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` is no attribute of {what}"))
            .at(span, "in this title")
            .fix(format!("did you mean `{{{better}}}`?"), Applicability::NeedsLook, span, better);
        self.report(diagnostic);
        true
    }

    /// The place of a piece within a text of the sources.
    fn within_text(&self, whole: Span, piece: &str) -> Span {
        let text = self.sources.slice(whole);
        match text.find(&format!("{{{piece}}}")) {
            Some(at) => {
                let start = whole.start + at as u32 + 1;
                Span { start, end: start + piece.len() as u32, ..whole }
            }
            None => whole,
        }
    }
}

/// A field of a declaration.
pub(super) fn field<'d>(declaration: &'d Declaration, name: &str) -> Option<&'d Field> {
    declaration.members().iter().find_map(|member| match member {
        Member::Field(field) if field.name.text == name => Some(field),
        _ => None,
    })
}

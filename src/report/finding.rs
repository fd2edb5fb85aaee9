//! A finding explained: the rule, the facts that made it fire or keep it silent, with their places, and what can be
//! done.

use crate::analysis::query::{Fact, Questions, attribute_of, listed, named, place_of_fact, steps_named, titled};
use crate::analysis::{Facts, Finding, Standing, finding_title, place_called, subjects_by_place};
use crate::check::remedies;
use crate::diagnostics::Levels;
use crate::model::{Condition, Place, RuleId, ThreatModel, Value};
use crate::text::{SourceMap, Span, closest};
use std::fmt::Write;

/// What an explanation reads.
struct Teller<'a> {
    model: &'a ThreatModel,
    questions: Questions<'a>,
    facts: &'a Facts,
    levels: &'a Levels,
    sources: &'a SourceMap,
    text: String,
}

/// Explains `rule/place`: why the rule fires there, or why not. The error says what is wrong with the id.
pub fn explain_finding(
    (model, facts): (&ThreatModel, &Facts),
    levels: &Levels,
    sources: &SourceMap,
    id: &str,
) -> Result<String, String> {
    let (rule_name, place_name) = id.rsplit_once('/').unwrap_or((id, ""));
    let rule = model.rules.iter().position(|rule| rule.name == rule_name || rule.identity.id == rule_name);
    let Some(rule) = rule.map(RuleId::from) else {
        let known: Vec<&str> = model.rules.iter().map(|rule| rule.name.as_str()).collect();
        return Err(unknown("rule", rule_name, &known));
    };
    let Some(place) = place_called(model, place_name) else {
        let elements = model.elements.iter().map(|element| element.identity.id.as_str());
        let known: Vec<&str> = elements.chain(model.flows.iter().map(|flow| flow.identity.id.as_str())).collect();
        return Err(unknown("element or flow", place_name, &known));
    };
    let mut teller =
        Teller { model, questions: Questions::of_rules(model), facts, levels, sources, text: String::new() };
    match facts.findings.at(rule, place) {
        Some(finding) => teller.fires(finding),
        None => teller.silent(rule, place),
    }
    Ok(teller.text)
}

fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let near = closest(name, known.iter().copied())
        .map_or_else(String::new, |near| format!("\n  help: did you mean `{near}`?"));
    format!("no {what} is called `{name}`; a finding is named by its rule and its place, `rule/place`{near}")
}

impl Teller<'_> {
    fn fires(&mut self, finding: &Finding) {
        let model = self.model;
        let rule = &model[finding.rule];
        let title = match (finding.standing, finding.subjects.first()) {
            (Standing::Raised(threat) | Standing::Adopted(threat), _) => model[threat].identity.title.clone(),
            (Standing::Suppressed(_), Some(subject)) => finding_title(&self.questions, rule, subject),
            (Standing::Suppressed(_), None) => rule.identity.title.clone(),
        };
        self.line(&format!("{}: {title}", finding.id));
        self.head(finding.rule, finding.place);
        for (index, subject) in finding.subjects.iter().take(3).enumerate() {
            let comma = if matches!(subject, Value::Step(_)) { "," } else { "" };
            let (also, which) = (if index > 0 { "also: " } else { "" }, self.for_step(subject));
            self.line(&format!("\n{also}It fires{comma}{which}, because"));
            for condition in rule.condition.iter().chain(&rule.unless) {
                self.because(condition, subject);
            }
        }
        if finding.subjects.len() > 3 {
            self.line(&format!("\nand for {} others", finding.subjects.len() - 3));
        }
        self.standing(finding);
    }

    fn silent(&mut self, id: RuleId, place: Place) {
        let model = self.model;
        let rule = &model[id];
        self.line(&format!("{}/{}: nothing is found", rule.name, model.place(place).id));
        self.head(id, place);
        let subjects = subjects_by_place(&self.questions, id).remove(&place).unwrap_or_default();
        if subjects.is_empty() {
            self.line("\nThe rule does not look at it: it is not among what the rule ranges over.");
        }
        if let Some(reason) = model.out_of_scope(place) {
            return self.line(&format!("\nIt is out of scope: {reason}"));
        }
        for subject in subjects.iter().take(3) {
            let which = self.for_step(subject);
            let holds = |condition| self.questions.holds(subject, condition);
            let unless = rule.unless.as_ref().and_then(holds);
            let (text, asked) = match (rule.condition.as_ref().map_or(Some(true), holds), unless) {
                (Some(false), _) => (format!("It does not fire{which}, because"), &rule.condition),
                (Some(true), Some(true)) => (format!("It would fire{which}, but `unless` holds:"), &rule.unless),
                (None, Some(true)) => (format!("It does not fire{which}, for `unless` holds:"), &rule.unless),
                (None, _) => (format!("It cannot tell{which}: the model does not say"), &rule.condition),
                (Some(true), _) => (format!("It cannot tell{which} whether `unless` holds:"), &rule.unless),
            };
            self.line(&format!("\n{text}"));
            if let Some(asked) = asked {
                self.because(asked, subject);
            }
        }
    }

    /// " for api -> db (load)", where the rule looked at a step of the flow.
    fn for_step(&self, subject: &Value) -> String {
        match subject {
            Value::Step(_) => format!(" for {}", named(self.model, subject)),
            _ => String::new(),
        }
    }

    /// The rule, where it is written and what it says about itself.
    fn head(&mut self, id: RuleId, place: Place) {
        let (model, rule) = (self.model, &self.model[id]);
        let at = self.place(rule.identity.span);
        let of = rule.library.as_ref().map_or(String::new(), |library| format!(" of {library}"));
        self.line(&format!("  rule   {}{of}  {at}", rule.name));
        let at = self.place(model.place(place).span);
        let identity = model.place(place);
        self.line(&format!("  place  {} “{}”  {at}", identity.id, identity.title));
        if let Some(about) = &rule.identity.about {
            self.line(&format!("\n{}", about.trim()));
        }
    }

    fn because(&mut self, condition: &Condition, subject: &Value) {
        for fact in self.questions.facts(subject, condition) {
            self.fact(&fact);
        }
    }

    fn fact(&mut self, fact: &Fact) {
        let model = self.model;
        let (text, span) = match fact {
            Fact::Known(subject, attribute, values) => {
                let values = listed(model, values, 5);
                let text = format!("{} is {values}", attribute_of(model, subject, *attribute));
                (text, place_of_fact(model, subject, *attribute))
            }
            Fact::Unknown(subject, attribute) => {
                let text = format!("{} is not known", attribute_of(model, subject, *attribute));
                (text, place_of_fact(model, subject, *attribute))
            }
            Fact::Given(place, word, given) => {
                let verb = if *given { "a mitigation that works" } else { "no mitigation that works" };
                (format!("{verb} on {} gives {word}", titled(model, place)), Span::default())
            }
            Fact::Way(steps) => (format!("there is a way: {}", steps_named(model, steps).join(", ")), Span::default()),
        };
        let at = if span == Span::default() { String::new() } else { self.place(span) };
        self.line(format!("  - {text}  {at}").trim_end());
    }

    fn standing(&mut self, finding: &Finding) {
        let (model, facts) = (self.model, self.facts);
        match finding.standing {
            Standing::Raised(threat) => {
                self.line(&format!("\nIt is {}. What can be done:", facts.state(threat).term()));
                for remedy in remedies(&self.questions, finding, self.levels) {
                    self.line(&format!("  - {remedy}"));
                }
            }
            Standing::Adopted(threat) => {
                let at = self.place(model[threat].identity.span);
                let id = &model[threat].identity.id;
                self.line(&format!("\nThe threat {id} stands for it and is {}.  {at}", facts.state(threat).term()));
            }
            Standing::Suppressed(index) => {
                let one = &model.suppressions[index];
                let until = one.until.map_or("without end".to_owned(), |until| format!("until {until}"));
                let at = self.place(one.identity.span);
                self.line(&format!("\n@{} leaves it aside {until}: {}  {at}", one.owner, one.because));
            }
        }
    }

    fn place(&self, span: Span) -> String {
        self.sources.place(span)
    }

    fn line(&mut self, text: &str) {
        // Writing to a string never fails.
        let _ = writeln!(self.text, "{text}");
    }
}

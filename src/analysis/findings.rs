//! What the rules find: threats that nobody wrote, with an id made of the rule and the place.

use super::query::{Fact, Questions, named, order, place_of, titled};
use crate::model::{
    ElementId, FlowId, FlowState, Identity, MitigationId, Place, Rule, RuleId, Suppression, Threat, ThreatId,
    ThreatModel, TitlePart, Value, in_force,
};
use crate::text::Date;
use ecow::EcoString;
use std::collections::{BTreeMap, BTreeSet};

/// A rule that fires at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Made of the rule and the place, so that it stays the same: `phi_in_clear/load_claim`.
    pub id: EcoString,
    /// The rule.
    pub rule: RuleId,
    /// Where it fires.
    pub place: Place,
    /// What the rule looked at when it fired: the place itself, or steps of it.
    pub subjects: Vec<Value>,
    /// What has become of it.
    pub standing: Standing,
}

/// What has become of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is a threat of the model.
    Raised(ThreatId),
    /// A written threat stands for it.
    Adopted(ThreatId),
    /// Somebody decided to leave it aside: index into `model.suppressions`.
    Suppressed(usize),
}

/// A rule that cannot tell whether it fires, because the model does not say enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// The rule.
    pub rule: RuleId,
    /// What it looked at.
    pub subject: Value,
}

/// A rule that would fire at a place if mitigations there did not give what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedFinding {
    /// The rule.
    pub rule: RuleId,
    /// Where it would fire.
    pub place: Place,
    /// The mitigations.
    pub by: Vec<MitigationId>,
}

/// All that the rules say of a model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// In the order of the rules, then of the places.
    pub all: Vec<Finding>,
    /// What mitigations have closed, in the same order.
    pub closed: Vec<ClosedFinding>,
    /// Where rules cannot tell.
    pub undecided: Vec<Undecided>,
}

/// Asks all rules, and adds what they find to the threats of the model.
pub fn raise_findings(model: &mut ThreatModel, as_of: Date) -> Findings {
    // Whoever adopts a finding without saying of which kind it is means that of the rule.
    for at in 0..model.threats.len() {
        if let (Some(rule), None) = (model.threats[at].found_by, model.threats[at].kind) {
            model.threats[at].kind = model[rule].raised.kind;
        }
    }
    let mut findings = Findings::default();
    let mut raised = Vec::new();
    let questions = Questions::new(model);
    let adopted = adopted(model);
    for index in 0..model.rules.len() {
        let id = RuleId::from(index);
        let outcome = ask(&questions, id);
        findings.undecided.extend(outcome.undecided.into_iter().map(|subject| Undecided { rule: id, subject }));
        let open = |place: &Place| outcome.fires.contains_key(place);
        let closed = outcome.closed.into_iter().filter(|(place, _)| !open(place));
        findings.closed.extend(closed.map(|(place, by)| ClosedFinding { rule: id, place, by }));
        for (place, mut subjects) in outcome.fires {
            subjects.sort_by_key(|subject| order(model, subject));
            let standing = adopted.get(&(id, place)).copied().map(Standing::Adopted);
            let standing = standing.or_else(|| suppressed(model, id, place, as_of));
            let rule = &model[id];
            let finding_id = EcoString::from(format!("{}/{}", rule.name, model.place(place).id));
            let standing = standing.unwrap_or_else(|| {
                let threat = threat(&questions, id, place, &subjects, finding_id.clone());
                raised.push(threat);
                Standing::Raised(ThreatId::from(model.threats.len() + raised.len() - 1))
            });
            findings.all.push(Finding { id: finding_id, rule: id, place, subjects, standing });
        }
    }
    model.threats.extend(raised);
    findings
}

struct Outcome {
    fires: BTreeMap<Place, Vec<Value>>,
    closed: BTreeMap<Place, Vec<MitigationId>>,
    undecided: Vec<Value>,
}

fn ask(questions: &Questions<'_>, id: RuleId) -> Outcome {
    let rule = &questions.model()[id];
    let mut given = questions.model().mitigations.iter().filter(|one| one.status.works()).flat_map(|one| &one.gives);
    let is_asked_for = given.any(|word| rule.asks_for.contains(word));
    let mut outcome = Outcome { fires: BTreeMap::new(), closed: BTreeMap::new(), undecided: Vec::new() };
    for subject in questions.all(rule.over) {
        let mut places = places_for(questions, rule, &subject);
        places.retain(|place| counts(questions.model(), *place));
        if places.is_empty() {
            continue;
        }
        match fires(questions, rule, &subject) {
            Some(true) => {
                for place in places {
                    outcome.fires.entry(place).or_default().push(subject.clone());
                }
            }
            Some(false) if is_asked_for => {
                let by = closing(questions, rule, &subject);
                outcome.closed.extend(places.into_iter().filter(|_| !by.is_empty()).map(|place| (place, by.clone())));
            }
            Some(false) => {}
            None => outcome.undecided.push(subject),
        }
    }
    outcome
}

/// Whether something can be found at a place: it is there, and in scope.
fn counts(model: &ThreatModel, place: Place) -> bool {
    let is_real = match place {
        Place::Element(_) => true,
        Place::Flow(id) => model[id].state == FlowState::Real,
    };
    is_real && model.out_of_scope(place).is_none()
}

/// Where a rule would raise what it finds for a subject.
fn places_for(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> Vec<Place> {
    questions.at_path(subject, &rule.raised.on).iter().filter_map(place_of).collect()
}

/// Whether a rule fires for a subject: `where` holds and `unless` does not.
fn fires(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> Option<bool> {
    let condition = holds(questions, rule, subject);
    if condition == Some(false) {
        return condition;
    }
    let unless = rule.unless.as_ref().map_or(Some(false), |unless| questions.holds(subject, unless));
    match (condition, unless) {
        (_, Some(true)) => Some(false),
        (Some(true), Some(false)) => Some(true),
        _ => None,
    }
}

/// Whether what a rule looks for is there, whatever is done about it.
fn holds(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> Option<bool> {
    rule.condition.as_ref().map_or(Some(true), |condition| questions.holds(subject, condition))
}

/// Places with the words that a rule which fires for a subject asks for there, and that no mitigation gives.
pub fn asked_at(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> Vec<(Place, EcoString)> {
    let conditions = rule.condition.iter().chain(&rule.unless);
    let facts = conditions.flat_map(|condition| questions.facts_without_ways(subject, condition));
    let asked = facts.filter_map(|fact| match fact {
        Fact::Given(place, word, false) => Some((place_of(&place)?, word)),
        _ => None,
    });
    asked.collect()
}

/// Mitigations that give one of some words at its place, and work there or do not.
fn giving(questions: &Questions<'_>, asked: &[(Place, EcoString)], works: bool) -> Vec<MitigationId> {
    let model = questions.model();
    let there = asked.iter().flat_map(|(place, word)| {
        let all = questions.mitigations_at(*place).iter().copied();
        all.filter(move |id| model[*id].status.works() == works && model[*id].gives.contains(word))
    });
    let found: BTreeSet<MitigationId> = there.collect();
    found.into_iter().collect()
}

/// Working mitigations without which a rule would fire for a subject: those that make `unless` hold, or without which
/// `where` would.
fn closing(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> Vec<MitigationId> {
    let holds = holds(questions, rule, subject);
    let deciding = match holds {
        Some(true) => rule.unless.as_ref(),
        Some(false) => rule.condition.as_ref(),
        None => None,
    };
    let facts = deciding.map_or(Vec::new(), |condition| questions.facts_without_ways(subject, condition));
    let given = facts.iter().filter_map(|fact| match fact {
        Fact::Given(place, word, true) => Some((place_of(place)?, word.clone())),
        _ => None,
    });
    let given: Vec<(Place, EcoString)> = given.collect();
    // A `where` that is false for another reason as well would not hold without them either.
    if holds == Some(false) && given.len() < facts.len() {
        return Vec::new();
    }
    giving(questions, &given, true)
}

/// The first written threat that stands for what a rule finds at a place.
fn adopted(model: &ThreatModel) -> BTreeMap<(RuleId, Place), ThreatId> {
    let mut adopted = BTreeMap::new();
    for (at, threat) in model.threats.iter().enumerate() {
        let rule = threat.found_by.filter(|rule| threat.kind == model[*rule].raised.kind);
        for (rule, place) in rule.iter().flat_map(|rule| threat.on.iter().map(|place| (*rule, *place))) {
            adopted.entry((rule, place)).or_insert(ThreatId::from(at));
        }
    }
    adopted
}

/// The decision to leave a finding aside, if there is one in force.
fn suppressed(model: &ThreatModel, rule: RuleId, place: Place, as_of: Date) -> Option<Standing> {
    let decides = |one: &Suppression| one.covers(rule, place) && in_force(one.until, as_of);
    model.suppressions.iter().position(decides).map(Standing::Suppressed)
}

/// The threat that a rule raises. Mitigations there that would close it, once they work, are its own.
fn threat(questions: &Questions<'_>, id: RuleId, place: Place, subjects: &[Value], name: EcoString) -> Threat {
    let (model, rule) = (questions.model(), &questions.model()[id]);
    let asked: Vec<_> = subjects.iter().flat_map(|subject| asked_at(questions, rule, subject)).collect();
    let mitigations = giving(questions, &asked, false);
    let titles: BTreeSet<EcoString> = subjects.iter().map(|subject| finding_title(questions, rule, subject)).collect();
    let title = subjects.first().map_or(rule.identity.title.clone(), |subject| finding_title(questions, rule, subject));
    let title = match titles.len() {
        0 | 1 => title,
        several => format!("{title}, and {} more", several - 1).into(),
    };
    let raised = &rule.raised;
    Threat {
        identity: Identity {
            id: name,
            title,
            about: rule.identity.about.clone(),
            note: None,
            span: model.place(place).span,
            places: Vec::new(),
        },
        kind: raised.kind,
        on: vec![place],
        applies: None,
        by: raised.by.clone(),
        likelihood: raised.likelihood,
        impact: raised.impact,
        harms: raised.harms.clone(),
        refs: raised.refs.clone(),
        mitigations,
        found_by: Some(id),
        is_finding: true,
        disposition: None,
        owner: None,
    }
}

/// The title of what a rule finds: that of the rule with what it names. What there is one of may still be several for an
/// asset that is made from others: its classes.
pub fn finding_title(questions: &Questions<'_>, rule: &Rule, subject: &Value) -> EcoString {
    let model = questions.model();
    let part = |part: &TitlePart| match part {
        TitlePart::Text(text) => text.clone(),
        TitlePart::At(path, by_id) => {
            let values = questions.at_path(subject, path);
            let names = values.iter().map(|value| if *by_id { named(model, value) } else { titled(model, value) });
            let names = names.collect::<Vec<EcoString>>().join(" and ");
            if names.is_empty() { "…".into() } else { names.into() }
        }
    };
    rule.title.iter().map(part).collect()
}

impl Findings {
    /// What a rule finds at an element or a flow, whatever has become of that.
    pub fn at(&self, rule: RuleId, place: Place) -> Option<&Finding> {
        self.all.iter().find(|finding| finding.rule == rule && finding.place == place)
    }
}

/// What a rule would look at, by place: itself, or the steps of a flow.
pub fn subjects_by_place(questions: &Questions<'_>, rule: RuleId) -> BTreeMap<Place, Vec<Value>> {
    let rule = &questions.model()[rule];
    let mut subjects: BTreeMap<Place, Vec<Value>> = BTreeMap::new();
    for subject in questions.all(rule.over) {
        for place in places_for(questions, rule, &subject) {
            subjects.entry(place).or_default().push(subject.clone());
        }
    }
    subjects
}

/// The element or flow of an id.
pub fn place_called(model: &ThreatModel, id: &str) -> Option<Place> {
    let element = model.elements.iter().position(|element| element.identity.id == id);
    let flow = || model.flows.iter().position(|flow| flow.identity.id == id);
    element.map(|at| Place::Element(ElementId::from(at))).or_else(|| flow().map(|at| Place::Flow(FlowId::from(at))))
}

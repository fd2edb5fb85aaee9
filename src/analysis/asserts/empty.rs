//! Assertions that say nothing: an empty set at one end, a boundary without elements, a choice of which nothing is
//! known. A promise about nothing reads as one that is kept.

use crate::analysis::query::Questions;
use crate::model::{
    Assertion, AssetId, ClassId, Comparison, Condition, FlowState, Operand, Pool, Question, Selection, Value,
};

/// Why an assertion says nothing, or less than it seems to.
#[derive(Debug, Clone, PartialEq)]
pub enum Empty {
    /// The model has nothing of the kind at all.
    NoneOfKind(Selection),
    /// Boundaries in which nothing lies.
    Hollow(Vec<Value>),
    /// Of nothing is the condition known to hold.
    NoneChosen {
        /// What was chosen from.
        selection: Selection,
        /// Members of which it is unknown.
        unknown: Vec<Value>,
        /// How many members there are.
        of: usize,
        /// The class that is asked for, where no asset is of it.
        class: Option<(ClassId, Comparison)>,
    },
    /// A boundary that must be passed or not be entered, and has no elements.
    NothingToPass(&'static str, Value),
    /// The flow is retired.
    Retired(Value),
}

/// Why the assertion says nothing; no reasons where it says something.
pub(super) fn of(questions: &Questions<'_>, assertion: &Assertion) -> Vec<Empty> {
    let mut reasons: Vec<Empty> = match &assertion.about {
        Question::Ways(from, to) => [from, to].into_iter().filter_map(|end| selection(questions, end)).collect(),
        Question::Which(which) => selection(questions, which).into_iter().collect(),
        Question::Route { flow, .. } if questions.model[*flow].state == FlowState::Retired => {
            vec![Empty::Retired(Value::Flow(*flow))]
        }
        Question::Route { .. } => Vec::new(),
    };
    let passed = assertion.must_pass.iter().map(|region| ("must_pass", region));
    let regions = passed.chain(assertion.must_not_enter.iter().map(|region| ("must_not_enter", region)));
    let hollow = regions.filter(|(_, region)| !questions.region(region).contains(&true));
    reasons.extend(hollow.map(|(field, region)| Empty::NothingToPass(field, region.clone())));
    reasons
}

fn selection(questions: &Questions<'_>, selection: &Selection) -> Option<Empty> {
    let pool = questions.pool(&selection.from);
    let holds = |member: &Value| selection.condition.as_ref().map_or(Some(true), |c| questions.holds(member, c));
    let truths: Vec<Option<bool>> = pool.iter().map(holds).collect();
    let is_retired =
        |member: &Value| matches!(member, Value::Flow(id) if questions.model[*id].state == FlowState::Retired);
    let any = pool.iter().zip(&truths).any(|(member, holds)| *holds == Some(true) && !is_retired(member));
    if any {
        return None;
    }
    Some(match (&selection.from, &selection.condition) {
        (Pool::All(_), _) if pool.is_empty() => Empty::NoneOfKind(selection.clone()),
        (Pool::These(things), _) if pool.is_empty() => Empty::Hollow(things.clone()),
        (_, None) => Empty::Retired(pool.first()?.clone()),
        (_, Some(condition)) => Empty::NoneChosen {
            selection: selection.clone(),
            unknown: pool.iter().zip(&truths).filter(|(_, holds)| holds.is_none()).map(|(m, _)| m.clone()).collect(),
            of: pool.len(),
            class: class_of_nothing(questions, condition),
        },
    })
}

/// The class that a condition asks for, if no asset has one that compares so.
fn class_of_nothing(questions: &Questions<'_>, condition: &Condition) -> Option<(ClassId, Comparison)> {
    match condition {
        Condition::And(a, b) | Condition::Or(a, b) => {
            class_of_nothing(questions, a).or_else(|| class_of_nothing(questions, b))
        }
        Condition::Quantified(inner) => class_of_nothing(questions, inner.condition.as_ref()?),
        Condition::Compare(_, how, Operand::Value(Value::Class(class))) => {
            let path = crate::model::Path { start: 0, steps: vec![crate::model::Attribute::Class] };
            let asked = Condition::Compare(path, *how, Operand::Value(Value::Class(*class)));
            let assets = (0..questions.model.assets.len()).map(AssetId::from);
            let none = !assets.into_iter().any(|id| questions.holds(&Value::Asset(id), &asked) == Some(true));
            none.then_some((*class, *how))
        }
        Condition::Not(_)
        | Condition::Some(_)
        | Condition::Stated(_)
        | Condition::Compare(..)
        | Condition::Gives(..) => None,
    }
}

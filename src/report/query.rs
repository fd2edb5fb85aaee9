//! The answer to a question, for people and for programs. `docs/query-json.md` documents the latter.

use crate::analysis::query::{Fact, Questions, attribute_of, identity, kind_word, listed, named, steps_named};
use crate::model::{Condition, Question, Selection, StepId, ThreatModel, Value};
use crate::text::{SourceMap, counted};
use serde_json::{Value as Json, json};

/// Version of the format for programs.
const VERSION: u32 = 1;

/// One thing that answers a question.
struct Row {
    value: Value,
    /// What makes it an answer.
    because: Vec<String>,
}

/// The answer to a question.
#[derive(Default)]
struct Answer {
    rows: Vec<Row>,
    /// What may be an answer, for all that the model says.
    unknown: Vec<Value>,
    ways: Vec<Vec<StepId>>,
}

fn answer(questions: &Questions<'_>, question: &Question) -> Answer {
    let mut answer = Answer::default();
    match question {
        Question::Which(selection) => which(questions, selection, &mut answer),
        Question::Ways(from, to) => answer.ways = questions.ways(from, to),
        Question::Route { flow, answer: back } => answer.ways = vec![questions.model().route(*flow, *back).collect()],
    }
    answer
}

fn which(questions: &Questions<'_>, selection: &Selection, answer: &mut Answer) {
    for value in questions.pool(&selection.from) {
        let condition = selection.condition.as_ref();
        match condition.map_or(Some(true), |condition| questions.holds(&value, condition)) {
            Some(true) => {
                let because = condition.map_or(Vec::new(), |condition| because(questions, &value, condition));
                answer.rows.push(Row { value, because });
            }
            Some(false) => {}
            None => answer.unknown.push(value),
        }
    }
}

fn because(questions: &Questions<'_>, value: &Value, condition: &Condition) -> Vec<String> {
    let model = questions.model();
    let told = questions.facts(value, condition).into_iter().filter_map(|fact| match fact {
        Fact::Known(subject, attribute, values) if !values.is_empty() => {
            Some(format!("{} is {}", attribute_of(model, &subject, attribute), listed(model, &values, 3)))
        }
        Fact::Way(steps) => Some(steps_named(model, &steps).join(", ")),
        _ => None,
    });
    told.collect()
}

/// The answer for people.
pub fn answer_for_people(model: &ThreatModel, question: &Question, sources: &SourceMap) -> String {
    let questions = Questions::new(model);
    let answer = answer(&questions, question);
    let mut text = String::new();
    for row in &answer.rows {
        let title = identity(model, &row.value).map_or("", |identity| identity.title.as_str());
        let place = identity(model, &row.value).map_or_else(String::new, |identity| sources.place(identity.span));
        text.push_str(&format!("{}  “{title}”  {place}\n", named(model, &row.value)));
        for reason in &row.because {
            text.push_str(&format!("    {reason}\n"));
        }
    }
    for steps in &answer.ways {
        text.push_str(&format!("{}\n", counted(steps.len(), "hop")));
        for step in steps_named(model, steps) {
            text.push_str(&format!("    {step}\n"));
        }
    }
    if answer.rows.is_empty() && answer.ways.is_empty() {
        text.push_str("none\n");
    }
    if !answer.unknown.is_empty() {
        text.push_str(&format!("not known: {}\n", listed(model, &answer.unknown, 8)));
    }
    text
}

/// The answer for programs.
pub fn answer_to_json(model: &ThreatModel, question: &Question, asked: &str, sources: &SourceMap) -> String {
    let questions = Questions::new(model);
    let answer = answer(&questions, question);
    let thing = |value: &Value| {
        let identity = identity(model, value);
        let mut thing = json!({
            "kind": kind_word(model, value),
            "id": identity.map(|identity| identity.id.as_str()),
            "title": identity.map(|identity| identity.title.as_str()),
            "place": identity.map(|identity| sources.place(identity.span)),
        });
        if let Value::Step(step) = value {
            thing["hop"] = self::step(model, *step);
        }
        thing
    };
    let rows = answer.rows.iter().map(|row| {
        let mut entry = thing(&row.value);
        entry["because"] = json!(row.because);
        entry
    });
    let ways = answer.ways.iter().map(|steps| steps.iter().map(|one| step(model, *one)).collect::<Json>());
    let document = json!({
        "version": VERSION,
        "question": asked,
        "answer": rows.collect::<Vec<_>>(),
        "ways": ways.collect::<Vec<_>>(),
        "unknown": answer.unknown.iter().map(thing).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn step(model: &ThreatModel, id: StepId) -> Json {
    let ends = model.ends(id).map(|(from, to)| (&model[from].identity.id, &model[to].identity.id));
    json!({
        "flow": model[id.flow].identity.id.as_str(),
        "answer": id.answer,
        "from": ends.map(|(from, _)| from.as_str()),
        "to": ends.map(|(_, to)| to.as_str()),
    })
}

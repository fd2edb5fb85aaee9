//! Values: on one line where they fit, else broken at their entries or operators.

use super::WIDTH;
use crate::syntax::{Argument, Operator, Value, ValueKind};

/// Spaces by which the lines of a broken value are indented beyond their member.
const CONTINUATION: usize = 4;

/// The value as it stands at `column` in a member at `depth`.
pub(super) fn value(value: &Value, text: &str, column: usize, depth: usize) -> String {
    let line = one_line(value, text);
    let wide = column + line.chars().count() > WIDTH;
    match &value.kind {
        ValueKind::List(entries) if !entries.is_empty() && (wide || text[value.span.range()].contains('\n')) => {
            broken_list(entries, text, depth)
        }
        ValueKind::Route(stops) if wide => {
            let stops: Vec<String> = stops.iter().map(|stop| one_line(stop, text)).collect();
            stops.join(&format!("\n{}-> ", " ".repeat(depth * 2 + CONTINUATION)))
        }
        ValueKind::Binary(Operator::And | Operator::Or, ..) if wide => broken_operators(value, text, depth),
        _ => line,
    }
}

fn broken_list(entries: &[Value], text: &str, depth: usize) -> String {
    let inner = " ".repeat(depth * 2 + 2);
    let mut out = String::from("[\n");
    for entry in entries {
        out.push_str(&inner);
        out.push_str(&value(entry, text, inner.len(), depth + 1));
        out.push_str(",\n");
    }
    out.push_str(&" ".repeat(depth * 2));
    out.push(']');
    out
}

/// A chain of one operator, a line for each part; the operator begins the line.
fn broken_operators(whole: &Value, text: &str, depth: usize) -> String {
    match &whole.kind {
        ValueKind::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
            let same = matches!(&left.kind, ValueKind::Binary(inner, ..) if inner == operator);
            let left = if same { broken_operators(left, text, depth) } else { one_line(left, text) };
            let indent = " ".repeat(depth * 2 + CONTINUATION);
            format!("{left}\n{indent}{} {}", operator.symbol(), one_line(right, text))
        }
        _ => one_line(whole, text),
    }
}

/// The value on one line (but for paragraphs, which keep their lines).
pub(super) fn one_line(value: &Value, text: &str) -> String {
    let join = |values: &[Value], between: &str| {
        values.iter().map(|value| one_line(value, text)).collect::<Vec<_>>().join(between)
    };
    match &value.kind {
        ValueKind::List(values) => format!("[{}]", join(values, ", ")),
        ValueKind::Sequence(values) => join(values, " "),
        ValueKind::Route(values) => join(values, " -> "),
        ValueKind::Group(inner) => format!("({})", one_line(inner, text)),
        ValueKind::Not(inner) => format!("not {}", one_line(inner, text)),
        ValueKind::Binary(operator, left, right) => {
            format!("{} {} {}", one_line(left, text), operator.symbol(), one_line(right, text))
        }
        ValueKind::Call(name, params) => format!("{}{}", one_line(name, text), arguments(params, text)),
        ValueKind::Quantified { every, variable, set, condition } => {
            let quantifier = if *every { "every" } else { "any" };
            let mut line = format!("{quantifier} {} in {}", variable.text, one_line(set, text));
            if let Some(condition) = condition {
                line.push_str(" where ");
                line.push_str(&one_line(condition, text));
            }
            line
        }
        _ => text[value.span.range()].to_owned(),
    }
}

/// `(a, b: c)`
pub(super) fn arguments(arguments: &[Argument], text: &str) -> String {
    let argument = |argument: &Argument| match &argument.value {
        Some(value) => format!("{}: {}", argument.name.text, one_line(value, text)),
        None => argument.name.text.to_string(),
    };
    format!("({})", arguments.iter().map(argument).collect::<Vec<_>>().join(", "))
}

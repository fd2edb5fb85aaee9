//! The text as written: declarations and fields, with their places. It knows no kind and no field.

use crate::text::{Date, Span};
use ecow::EcoString;

/// One source file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// Its declarations, and broken text between them, in order.
    pub members: Vec<Member>,
    /// All its comments in order; they lie beside the tree.
    pub comments: Vec<Comment>,
}

/// A comment from `#` to the end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// Its place, without the line end.
    pub span: Span,
}

/// What stands in a file or a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Member {
    /// `kind id "Title" { … }`
    Declaration(Box<Declaration>),
    /// `name: value`
    Field(Field),
    /// Text that cannot be read; a diagnostic says why.
    Broken(Span),
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The word.
    pub text: EcoString,
    /// Its place.
    pub span: Span,
}

/// `kind id "Title" (params): head { members }`
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// From the kind to the closing brace.
    pub span: Span,
    /// The word that opens it.
    pub keyword: Name,
    /// The id, where a single word follows the kind.
    pub id: Option<Name>,
    /// What follows the kind where it is not a single word: a dotted path, or a route.
    pub subject: Option<Value>,
    /// The title.
    pub title: Option<Value>,
    /// Parameters in parentheses.
    pub params: Option<Vec<Argument>>,
    /// The value after the colon.
    pub head: Option<Value>,
    /// The members in braces.
    pub block: Option<Block>,
    /// Text of the documentation comment (`##`) above it.
    pub doc: Option<EcoString>,
}

/// Members in braces.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Both braces included.
    pub span: Span,
    /// What stands in it.
    pub members: Vec<Member>,
}

/// `name: value`, with a block where the value takes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// From the name to the end of the value or block.
    pub span: Span,
    /// The name.
    pub name: Name,
    /// The value; of kind [`ValueKind::Missing`] where there is none.
    pub value: Value,
    /// A block behind the value.
    pub block: Option<Block>,
}

/// A parameter of a template, or an argument of a `make`.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub value: Option<Value>,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// A text, with its escapes resolved.
    Text(EcoString),
    /// A single word.
    Word(EcoString),
    /// Words joined by dots.
    Path(Vec<Name>),
    /// `scheme:entry`
    Catalogue(Name, EcoString),
    /// A number without a unit.
    Number(f64),
    /// A number with a unit: `80%`, `3d`.
    Quantity(f64, EcoString),
    /// A day.
    Date(Date),
    /// `@somebody`, without the `@`.
    Handle(EcoString),
    /// `$name`, without the `$`.
    Parameter(EcoString),
    /// `[…]`
    List(Vec<Value>),
    /// Values side by side: `test "path"`.
    Sequence(Vec<Value>),
    /// `a -> b -> c`
    Route(Vec<Value>),
    /// `name(arguments)`
    Call(Box<Value>, Vec<Argument>),
    /// `( … )`
    Group(Box<Value>),
    /// `not …`
    Not(Box<Value>),
    /// Two values with an operator between them.
    Binary(Operator, Box<Value>, Box<Value>),
    /// `any x in set where condition` (or `every`).
    Quantified {
        /// Whether it says `every`.
        every: bool,
        /// The name that it binds.
        variable: Name,
        /// Where the name runs.
        set: Box<Value>,
        /// What must hold.
        condition: Option<Box<Value>>,
    },
    /// Nothing, or nothing that can be read.
    Missing,
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "see `Operator::symbol`")]
pub enum Operator {
    Or,
    And,
    Where,
    Is,
    Has,
    In,
    On,
    AtLeast,
    AtMost,
    Equal,
    Unequal,
    Above,
    Below,
}

impl Operator {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Where => "where",
            Operator::Is => "is",
            Operator::Has => "has",
            Operator::In => "in",
            Operator::On => "on",
            Operator::AtLeast => ">=",
            Operator::AtMost => "<=",
            Operator::Equal => "==",
            Operator::Unequal => "!=",
            Operator::Above => ">",
            Operator::Below => "<",
        }
    }
}

impl Member {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Member::Declaration(declaration) => declaration.span,
            Member::Field(field) => field.span,
            Member::Broken(span) => *span,
        }
    }
}

impl Declaration {
    /// The members of its block; none without a block.
    pub fn members(&self) -> &[Member] {
        self.block.as_ref().map_or(&[], |block| &block.members)
    }

    /// The place to point at: the id, else what stands in its place, else the kind.
    pub fn name_span(&self) -> Span {
        match (&self.id, &self.subject) {
            (Some(id), _) => id.span,
            (None, Some(subject)) => subject.span,
            (None, None) => self.keyword.span,
        }
    }
}

impl Value {
    /// The text of a single word.
    pub fn word(&self) -> Option<&EcoString> {
        match &self.kind {
            ValueKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The text of a single word, or of words joined by dots.
    pub fn name(&self) -> Option<EcoString> {
        match &self.kind {
            ValueKind::Word(word) => Some(word.clone()),
            ValueKind::Path(names) => {
                Some(names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".").into())
            }
            _ => None,
        }
    }

    /// The values of a list, or the value itself where there is only one.
    pub fn entries(&self) -> &[Value] {
        match &self.kind {
            ValueKind::List(values) => values,
            ValueKind::Missing => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// What sort of value it is, for messages: "a text", "a number".
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            ValueKind::Text(_) => "a text",
            ValueKind::Word(word) if word == "yes" || word == "no" => "`yes` or `no`",
            ValueKind::Word(_) => "a word",
            ValueKind::Path(_) => "a dotted name",
            ValueKind::Catalogue(..) => "a catalogue reference",
            ValueKind::Number(_) => "a number",
            ValueKind::Quantity(_, unit) if unit == "%" => "a percentage",
            ValueKind::Quantity(..) => "a quantity",
            ValueKind::Date(_) => "a date",
            ValueKind::Handle(_) => "a person",
            ValueKind::Parameter(_) => "a parameter",
            ValueKind::List(_) => "a list",
            ValueKind::Sequence(_) => "several values side by side",
            ValueKind::Route(_) => "a route",
            ValueKind::Call(..) => "a template with arguments",
            ValueKind::Group(_) | ValueKind::Not(_) | ValueKind::Binary(..) | ValueKind::Quantified { .. } => {
                "a question to the model"
            }
            ValueKind::Missing => "nothing",
        }
    }
}

//! Text → AST. Parsing never fails: what cannot be read is kept as broken text, with a diagnostic.

pub mod ast;
mod codes;
mod foreign;
mod indentation;
mod odd;
mod parser;
mod patch;
mod shape;
mod split;
mod unclosed;

pub use ast::{Argument, Block, Comment, Declaration, Field, File, Member, Name, Operator, Value, ValueKind};
pub use codes::CODES;
pub use parser::{Parsed, parse};
pub use shape::same_meaning;

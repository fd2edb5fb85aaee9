//! Source text: files, spans, positions. The lowest floor; imports std and small string crates only.

mod copies;
mod date;
mod display;
mod measure;
mod number;
mod source;
mod span;
mod suggest;

pub use copies::Copy;
pub use date::Date;
pub use display::{capitalised, neutralise, one_line};
pub use measure::{text_width, wrap};
pub use number::{counted, days, number, percent};
pub use source::{Position, SourceFile, SourceMap};
pub use span::{FileId, Span};
pub use suggest::{closest, letters_away, list_all, list_words, plain};

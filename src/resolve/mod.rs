//! Names: which declaration an id stands for. Knows kinds and namespaces, no meaning beyond them.

mod codes;
mod collect;
mod scope;

pub use codes::{AMBIGUOUS_NAME, CODES, UNKNOWN_NAME, WRONG_KIND};
pub use collect::resolve;
pub use scope::{DeclarationId, Entry, Found, Resolved, Scope, SourceUnit, UnitFile};

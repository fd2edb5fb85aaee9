//! Runs the stages in their order. The only place that reads sources (through [`World`]), writes files and asks for today.

mod codes;
mod compile;
mod copies;
mod kept;
mod load;
mod rename;
mod settings;
mod today;
mod uses;
mod world;
mod write;

pub use codes::all_codes;
pub use compile::{Compilation, ask, ask_with, compile, compile_with};
pub use kept::kept_of;
pub use load::{Workspace, is_source, load};
pub use rename::{Renamed, rename};
pub use settings::{BuildSettings, Options};
pub use today::today;
pub use world::{Disk, Memory, World};
pub use write::{Written, write_if_changed};

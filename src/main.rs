//! The `caveat` program: arguments and streams in, exit code out. Everything else is in the library.

use caveat::cli::{Terminal, run};
use std::io::IsTerminal;
use std::process::ExitCode;

fn main() -> ExitCode {
    forgive_layout_rs();
    let arguments = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = std::io::stderr().is_terminal() && !plain;
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    run(arguments, &mut Terminal::new(&mut out, &mut err, colour))
}

/// layout-rs panics on some graphs, which is caught and made up for; nobody needs to read of it.
fn forgive_layout_rs() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("layout-rs")) {
            usual(panic);
        }
    }));
}

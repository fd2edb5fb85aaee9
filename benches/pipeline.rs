//! What whole runs of `caveat` cost, in CPU time and memory, on generated models.
//!
//! `cargo bench` prints the table. `cargo bench -- write N FOLDER` writes the model of N elements into a folder, for
//! profilers and for comparisons with other tools.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

mod generate;

use generate::{Recipe, model};
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Runs of each command; the median counts.
const RUNS: usize = 21;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", elements, folder] => write(elements.parse()?, Path::new(folder)),
        _ => table(),
    }
}

fn write(elements: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let text = model(Recipe { elements, seed: 1, everything: false });
    std::fs::write(folder.join("model.caveat"), text)?;
    Ok(())
}

/// Smaller models first: the peak of memory is that of the largest run so far.
fn table() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/claims-api");
    println!("{:58} {:>10} {:>10}", "command", "CPU ms", "peak MB");
    measure("start-up: caveat --version", &["--version"])?;
    measure("seed: check", &["check", seed])?;
    let out = folder.path().join("out").display().to_string();
    measure("seed: build, all outputs", &["build", seed, "-o", &out])?;
    for elements in [100, 1_000, 10_000] {
        let path = folder.path().join(elements.to_string());
        write(elements, &path)?;
        let (path, out) =
            (path.display().to_string(), folder.path().join(format!("out{elements}")).display().to_string());
        measure(&format!("{elements} elements: check"), &["check", &path])?;
        if elements <= 1_000 {
            measure(
                &format!("{elements} elements: build --emit markdown"),
                &["build", &path, "-o", &out, "--emit", "markdown"],
            )?;
            measure(
                &format!("{elements} elements: build --emit threat-dragon"),
                &["build", &path, "-o", &out, "--emit", "threat-dragon"],
            )?;
            measure(&format!("{elements} elements: build --emit svg"), &["build", &path, "-o", &out, "--emit", "svg"])?;
        }
    }
    Ok(())
}

/// Runs a command several times and prints the median of its CPU time, and the most memory of any run so far.
fn measure(name: &str, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let before = usage::children()?;
        let status = Command::new(env!("CARGO_BIN_EXE_caveat"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(format!("caveat {} failed", arguments.join(" ")).into());
        }
        times.push(usage::children()?.0 - before.0);
        if times.iter().sum::<Duration>() > Duration::from_secs(20) {
            break;
        }
    }
    times.sort();
    let median = times[times.len() / 2].as_secs_f64() * 1000.0;
    println!("{name:58} {median:10.1} {:10.1}", usage::children()?.1);
    Ok(())
}

/// The operating system's own account of finished child processes.
#[cfg(unix)]
mod usage {
    use nix::sys::resource::{UsageWho, getrusage};
    use std::time::Duration;

    /// CPU time of all children so far, and the peak of memory of the largest, in MB.
    pub fn children() -> Result<(Duration, f64), nix::Error> {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let time = |value: nix::sys::time::TimeVal| {
            Duration::from_micros((value.tv_sec() * 1_000_000 + value.tv_usec()).unsigned_abs())
        };
        Ok((time(usage.user_time()) + time(usage.system_time()), usage.max_rss() as f64 / 1024.0))
    }
}

/// Elsewhere only the wall clock is at hand.
#[cfg(not(unix))]
mod usage {
    use std::time::{Duration, Instant};

    pub fn children() -> Result<(Duration, f64), std::io::Error> {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        Ok((START.get_or_init(Instant::now).elapsed(), 0.0))
    }
}

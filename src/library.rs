//! The standard libraries: Caveat sources inside the binary.

/// A library that `use std.…` brings in.
#[derive(Debug)]
pub struct Standard {
    /// Its name behind `std.`.
    pub name: &'static str,
    /// Whether it is in scope without a `use`.
    pub always: bool,
    /// Its source.
    pub source: &'static str,
}

/// All standard libraries.
pub static STANDARD: &[Standard] = &[
    Standard { name: "data", always: true, source: include_str!("std/data.caveat") },
    Standard { name: "risk", always: true, source: include_str!("std/risk.caveat") },
    Standard { name: "stride", always: true, source: include_str!("std/stride.caveat") },
    Standard {
        name: "web",
        always: false,
        source: concat!(include_str!("std/web.caveat"), "\n", include_str!("std/web_rules.caveat")),
    },
    Standard { name: "privacy", always: false, source: include_str!("std/privacy.caveat") },
    Standard { name: "ai", always: false, source: include_str!("std/ai.caveat") },
    Standard { name: "cloud", always: false, source: include_str!("std/cloud.caveat") },
    Standard { name: "healthcare", always: false, source: include_str!("std/healthcare.caveat") },
];

/// The standard library of that name.
pub fn standard(name: &str) -> Option<&'static Standard> {
    STANDARD.iter().find(|library| library.name == name)
}

/// The standard library that declares `kind name`, whether it is in use or not.
pub fn declaring(kind: &str, name: &str) -> Option<&'static Standard> {
    let opening = format!("{kind} {name} ");
    STANDARD.iter().find(|library| library.source.lines().any(|line| line.starts_with(&opening)))
}

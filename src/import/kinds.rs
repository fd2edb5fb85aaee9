//! The threat kinds that foreign models speak of: those of the standard libraries, and those that the sources have to
//! declare because no library has them.
//!
//! Must agree with `src/std/*.caveat`; a test compiles all of them.

use super::foreign::Kind;

const fn library(id: &'static str, title: &'static str, library: &'static str, method: &'static str) -> Kind {
    Kind { id, title, library, method, violates: "" }
}

const fn own(id: &'static str, title: &'static str, method: &'static str, violates: &'static str) -> Kind {
    Kind { id, title, library: "own", method, violates }
}

/// All kinds; those of a method stand together.
pub(super) static KINDS: &[Kind] = &[
    library("spoofing", "Spoofing", "", "stride"),
    library("tampering", "Tampering", "", "stride"),
    library("repudiation", "Repudiation", "", "stride"),
    library("information_disclosure", "Information disclosure", "", "stride"),
    library("denial_of_service", "Denial of service", "", "stride"),
    library("elevation_of_privilege", "Elevation of privilege", "", "stride"),
    library("linking", "Linking", "privacy", "linddun"),
    library("identifying", "Identifying", "privacy", "linddun"),
    library("undeniability", "Non-repudiation", "privacy", "linddun"),
    library("detecting", "Detecting", "privacy", "linddun"),
    library("data_disclosure", "Data disclosure", "privacy", "linddun"),
    library("unawareness", "Unawareness and unintervenability", "privacy", "linddun"),
    library("non_compliance", "Non-compliance", "privacy", "linddun"),
    own("confidentiality", "Confidentiality", "cia", "confidentiality"),
    own("integrity", "Integrity", "cia", "integrity"),
    own("availability", "Availability", "cia", "availability"),
    own("distributed", "Distributed", "cia_die", "availability"),
    own("immutable", "Immutable", "cia_die", "integrity"),
    own("ephemeral", "Ephemeral", "cia_die", "confidentiality"),
    own("technique_processes", "Technique & Processes", "plot4ai", ""),
    own("accessibility", "Accessibility", "plot4ai", "fairness"),
    own("identifiability_linkability", "Identifiability & Linkability", "plot4ai", "unlinkability"),
    own("ai_security", "Security", "plot4ai", ""),
    own("ai_safety", "Safety", "plot4ai", "safety"),
    own("ai_unawareness", "Unawareness", "plot4ai", "awareness"),
    own("ethics_human_rights", "Ethics & Human Rights", "plot4ai", "fairness"),
    own("ai_non_compliance", "Non-compliance", "plot4ai", "compliance"),
];

/// The kind of that id.
pub(super) fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}

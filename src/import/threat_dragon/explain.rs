//! Why a value that nobody read is left out, by the names on the way to it.

use crate::import::loss::{COMPUTED, IDS, LOOKS, PLACES, SETTINGS};

const PLACE_KEYS: &[&str] = &["position", "size", "x", "y", "width", "height", "angle", "vertices", "zIndex", "z"];
const LOOK_KEYS: &[&str] = &[
    "attrs",
    "labels",
    "label",
    "ports",
    "port",
    "tools",
    "markup",
    "visible",
    "connector",
    "router",
    "smooth",
    "text",
    "view",
    "magnet",
    "selector",
];
const ID_KEYS: &[&str] = &["id", "diagramTop", "threatTop", "number", "threatId"];
const COMPUTED_KEYS: &[&str] = &[
    "hasOpenThreats",
    "isTrustBoundary",
    "containedElements",
    "crossingFlows",
    "trustBoundaryIds",
    "threatFrequency",
    "type",
    "shape",
    "checksum",
    "kind",
    "step",
];
const SETTING_KEYS: &[&str] = &["thumbnail", "placeholder", "version", "new", "modelType", "diagramType"];

/// Keys that are read, if they hold what they should.
const READ_KEYS: &[&str] = &[
    "summary",
    "detail",
    "title",
    "owner",
    "description",
    "contributors",
    "reviewer",
    "diagrams",
    "diagramJson",
    "cells",
    "data",
    "name",
    "threats",
    "severity",
    "status",
    "mitigation",
    "score",
    "protocol",
    "privilegeLevel",
    "outOfScope",
    "reasonOutOfScope",
    "isEncrypted",
    "isPublicNetwork",
    "isBidirectional",
    "isALog",
    "isWebApplication",
    "storesCredentials",
    "source",
    "target",
    "cell",
    "release_version",
    "released_at",
];

/// The sort and the reason.
pub(super) fn explain(keys: &[&str]) -> (&'static str, &'static str) {
    let any = |known: &[&str]| keys.iter().any(|key| known.contains(key));
    let last = |known: &[&str]| keys.last().is_some_and(|key| known.contains(key));
    // Below `attrs` and `labels` all is looks, whatever it is called.
    match () {
        () if any(LOOK_KEYS) => (LOOKS, "the drawings of Caveat have their own"),
        () if any(PLACE_KEYS) => (PLACES, "places are computed"),
        () if last(ID_KEYS) => (IDS, "ids are made from names"),
        () if any(COMPUTED_KEYS) => (COMPUTED, "they follow from the rest"),
        () if last(SETTING_KEYS) => (SETTINGS, "they concern the app alone"),
        () if last(READ_KEYS) => ("values that cannot be read", "they are not what is expected there"),
        () => ("keys that are not known", "nothing is known about their meaning"),
    }
}

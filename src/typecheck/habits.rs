//! Words of other tools and of everyday speech, and what they are called here. Only words that a kind or field does
//! not know are looked up, so an entry never hides a word of the language.

use crate::schema::{Kind, KindSpec};

/// What to do about a field that a kind does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// The kind calls it so.
    Called(&'static str),
    /// It is written in another way.
    Written(&'static str),
}

/// Words of other tools that open a declaration, and what they are called here.
pub(super) fn kind(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "actor" | "user" | "external" | "person" | "external_entity" | "external_system" | "interactor" => {
            ("entity", "an external entity")
        }
        "service" | "server" | "component" | "system" | "application" | "app" | "function" | "lambda" | "container"
        | "technical_asset" | "node" => ("process", "something that works on data"),
        "database" | "datastore" | "data_store" | "db" | "bucket" | "queue" | "cache" | "storage" => {
            ("store", "something that keeps data")
        }
        "zone" | "trust_zone" | "trust_boundary" | "network" | "group" | "subnet" | "vpc" => {
            ("boundary", "a region of trust")
        }
        "dataflow" | "data_flow" | "connection" | "edge" | "link" | "communication" | "communication_link"
        | "interaction" => ("flow", "a route of data"),
        "control" | "countermeasure" | "safeguard" | "security_control" | "measure" => {
            ("mitigation", "what is done about a threat")
        }
        "risk_acceptance" | "acceptance" | "accepted_risk" => ("accept", "a decision to bear a risk"),
        "attacker" | "threat_actor" | "threat_agent" => ("adversary", "a threat actor"),
        "data" | "data_asset" | "information_asset" | "information" => ("asset", "information worth protecting"),
        "vulnerability" | "weakness" | "attack" | "finding" | "issue" => ("threat", "what can go wrong"),
        "requirement" | "invariant" | "assertion" => ("assert", "what must stay true"),
        "goal" | "security_goal" => ("objective", "what the business wants kept"),
        "diagram" => ("view", "a diagram"),
        "technology" => ("tech", "a technology"),
        "classification" => ("class", "a class of data"),
        "declassify" | "downgrades" | "downgrade" | "lowers" | "anonymises" | "anonymizes" => {
            ("declassifies", "what the process makes of a lower class")
        }
        "module" => ("template", "a pattern that is used several times"),
        "import" | "include" => ("use", "brings in a library"),
        _ => return None,
    })
}

/// What to write for a field that the kind does not have.
pub(super) fn field(spec: &KindSpec, word: &str) -> Option<Habit> {
    if let Some(advice) = advice(spec.kind, word) {
        return Some(Habit::Written(advice));
    }
    let known = |name: &&&'static str| spec.field(name).is_some();
    names(word).iter().find(known).map(|name| Habit::Called(name))
}

/// The comparison that a foreign word stands for.
pub(super) fn operator(word: &str) -> Option<&'static str> {
    match word {
        "contains" | "includes" | "contain" | "include" | "gives" | "give" | "provides" => Some("has"),
        "equals" | "eq" | "uses" | "are" => Some("is"),
        "isnt" | "ne" => Some("!="),
        "within" | "inside" => Some("in"),
        _ => None,
    }
}

/// The known attribute that a foreign word stands for.
pub(super) fn attribute<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    names(word).iter().find_map(|name| known.iter().copied().find(|known| known == name))
}

/// Names of fields that say what a foreign word says; the first that the kind has is meant.
fn names(word: &str) -> &'static [&'static str] {
    match word {
        "protocol" | "protocols" | "transport" | "via" => &["over"],
        "technology" | "technologies" | "platform" | "stack" | "product" | "technology_type" => &["tech"],
        "context" | "depth" | "zoom" | "detail" => &["level"],
        "close" | "closed" | "collapsed" | "fold" | "folded" | "group" | "summarise" => &["collapse"],
        "type" => &["tech", "kind"],
        "category" | "stride" | "threat_type" | "threat_kind" => &["kind"],
        "description" | "desc" | "details" | "summary" | "text" | "documentation" => &["about"],
        "comment" | "comments" | "remark" | "remarks" | "notes" => &["note"],
        "classification" | "sensitivity" | "confidentiality" | "data_class" => &["class"],
        "data" | "assets" | "asset" | "data_assets" | "information" => &["holds", "carries", "wants"],
        "stores" | "contains" | "keeps" | "data_assets_stored" => &["holds"],
        "sends" | "transfers" | "payload" | "data_assets_sent" | "holds" => &["carries"],
        "carries" => &["holds"],
        "made_from" | "derives_from" | "derived" | "source" | "sources" | "origin" | "comes_from" => &["derived_from"],
        "cleared_for" | "clearances" | "max_class" | "accepts" | "allowed" | "allows" => &["clearance"],
        "authentication" | "authn" | "authenticated" => &["auth"],
        "probability" | "chance" | "exploitability" | "ease" => &["likelihood"],
        "severity" | "consequence" | "damage" => &["impact"],
        "mitigation" | "controls" | "control" | "countermeasures" | "mitigated_by" | "safeguards" | "measures" => {
            &["mitigations"]
        }
        "affects" | "affected" | "element" | "elements" | "component" | "components" | "where" | "strikes" => {
            &["on", "show"]
        }
        "target" | "targets" => &["on", "threat", "assert", "rule"],
        "actor" | "attacker" | "adversary" | "adversaries" | "threat_actor" | "threat_agent" => &["by"],
        "cwe" | "capec" | "attack" | "references" | "reference" | "ref" | "links" => &["refs", "meets"],
        "requirement" | "requirements" | "satisfies" | "complies" => &["meets"],
        "state" | "progress" => &["status"],
        "status" => &["state"],
        "expires" | "expiry" | "valid_until" | "due" | "end" | "review_date" => &["until"],
        "reason" | "justification" | "why" | "rationale" => &["because", "applies"],
        "assignee" | "responsible" | "decided_by" | "approved_by" | "accepted_by" | "author" | "team" => &["owner"],
        "participants" | "contributors" | "reviewers" | "members" => &["people"],
        "jira" | "issue" | "link" | "tracker" => &["ticket"],
        "proof" | "proven_by" | "test" | "tests" => &["evidence"],
        "cost" | "estimate" => &["effort"],
        "effectiveness" | "reduction" | "reduces" | "strength" => &["effect"],
        "passes" | "pass" | "through" | "goes_through" | "must_go_through" => &["must_pass"],
        "must_not_pass" | "never_enters" | "not_enter" | "must_not_reach" | "forbid" | "avoids" => &["must_not_enter"],
        "has" | "have" | "requires" | "require" | "must" | "must_be" => &["must_have"],
        "if" | "when" | "condition" | "given" => &["where"],
        "then" | "raises" | "finds" => &["raise"],
        "from" | "routes" | "route" | "ways" | "path" => &["paths"],
        "for" | "all" | "each" => &["every"],
        "date" | "last_reviewed" | "review" => &["reviewed", "checked"],
        "risk_appetite" | "tolerance" => &["appetite"],
        "methodology" => &["method"],
        "color" | "colors" | "colours" | "color_by" | "colour_by" => &["colour"],
        "include" | "includes" | "filter" | "only" | "select" | "display" | "draw" => &["show"],
        "exclude" | "excludes" | "omit" | "without" | "except" => &["hide"],
        "layout" | "orientation" | "rankdir" | "flow_direction" => &["direction"],
        "user" | "account" | "privilege" | "privileges" | "identity" => &["runs_as"],
        "skill" | "capabilities" => &["capability"],
        "motivation" => &["motive"],
        "risk" => &["threat"],
        "extends" | "parent" | "is_a" => &["like", "above"],
        "objectives" | "objective" | "goals" => &["serves", "harms"],
        "supported" | "affected_elements" => &["supports"],
        _ => &[],
    }
}

/// What is written in another way than as a field of that kind.
fn advice(kind: Kind, word: &str) -> Option<&'static str> {
    let on_diagram = kind.is_element() || matches!(kind, Kind::Flow | Kind::Hop | Kind::Answer);
    Some(match (kind, word) {
        (Kind::Hop | Kind::Answer, "about" | "description") => "write a remark, `note: \"…\"`",
        (_, "name" | "title" | "label") => "the title stands behind the id, in quotes: `kind id \"Title\" { … }`",
        (_, "id") => "the id stands behind the kind: `kind id \"Title\" { … }`",
        (Kind::Flow, "from" | "to" | "source" | "target" | "destination" | "hops" | "path" | "route") => {
            "the route stands behind a colon: `flow id \"Title\": a -> b { … }`"
        }
        (Kind::Flow | Kind::Hop | Kind::Answer, "encrypted" | "encryption" | "tls") => {
            "the protocol says whether it is encrypted: `over: https`"
        }
        (Kind::Flow, "bidirectional" | "response" | "returns" | "reply") => {
            "what comes back is written `answer { carries: … }`"
        }
        (_, "class" | "classification" | "sensitivity" | "data_class") if on_diagram => {
            "the class belongs to the asset: `asset id \"Title\" { class: … }`; name the asset in `holds:` or `carries:`"
        }
        (
            _,
            "parent" | "boundary" | "zone" | "trust_boundary" | "trust_zone" | "inside" | "in" | "in_boundary"
            | "group",
        ) if kind.is_element() || kind == Kind::Boundary => {
            "what lies in a boundary is written between its braces: `boundary id \"Title\" { … }`"
        }
        (Kind::Process, "declassifies" | "declassify" | "lowers" | "downgrades") => {
            "write it without a colon: `declassifies asset { method: \"…\", because: \"…\" }`"
        }
        (Kind::Boundary, "contains" | "elements" | "members" | "children" | "holds" | "includes" | "inner") => {
            "what lies in a boundary is written between its braces: `process id \"Title\" { … }`"
        }
        (_, "scope" | "in_scope") if on_diagram || kind == Kind::Boundary => {
            "everything is in scope but what says `out_of_scope: \"reason\"`"
        }
        (_, "threats" | "mitigations" | "controls") if kind.is_element() || kind == Kind::Flow => {
            "write the threat inside, `threat id \"Title\" { … }`, or name this place in its `on:`"
        }
        (Kind::Threat, "status" | "state") => {
            "the state of a threat is computed from its mitigations; a decision is `not_applicable:`, `transfer:`, \
             `avoid:` or a declaration `accept`"
        }
        (Kind::Threat, "risk" | "score" | "priority" | "risk_rating") => {
            "risk is computed: write `likelihood:` and `impact:`, and what it `harms:`"
        }
        (Kind::Threat, "accept" | "accepted") => {
            "a risk is borne by a declaration: `accept id \"Title\" { threat: …, owner: @…, because: \"…\" }`"
        }
        (Kind::Mitigation, "threat" | "threats" | "mitigates" | "against") => {
            "name it in the threat, `mitigations: …`, or write it inside the threat"
        }
        _ => return None,
    })
}

/// What an everyday word for one of a field's words may stand for; the first that the field has is meant.
pub(super) fn word(word: &str) -> &'static [&'static str] {
    match word {
        "done" | "fixed" | "closed" | "mitigated" | "resolved" | "complete" | "completed" | "finished" | "deployed"
        | "in_place" | "active" | "live" => &["implemented", "real"],
        "existing" | "current" | "implemented" | "actual" => &["real"],
        "tested" | "proven" | "audited" => &["verified", "confirmed"],
        "open" | "todo" | "to_do" | "not_started" | "backlog" | "scheduled" => &["planned", "unchecked"],
        "approved" | "later" => &["planned"],
        "new" | "draft" | "proposal" => &["idea", "proposed", "unchecked"],
        "proposed" | "suggested" => &["idea"],
        "planned" | "idea" | "future" => &["proposed"],
        "removed" | "deprecated" | "old" | "obsolete" | "deleted" => &["retired"],
        "wip" | "doing" | "started" | "ongoing" | "partial" | "partially_implemented" | "partly" => &["in_progress"],
        "true" | "valid" | "correct" | "right" | "verified" | "checked" | "holds" => &["confirmed"],
        "false" | "invalid" | "incorrect" | "refuted" | "disproved" | "rejected" => &["wrong"],
        "unknown" | "unverified" | "pending" => &["unchecked"],
        "cloud" | "saas" | "vendor" | "hosting" => &["provider", "supplier"],
        "system" | "overview" | "outline" | "top" | "surroundings" | "black_box" => &["context"],
        "company" | "organization" | "org" | "business" | "tenant" => &["organisation"],
        "vpc" | "subnet" | "lan" | "vlan" => &["network"],
        "host" | "machine" | "phone" | "laptop" | "hardware" | "server" => &["device"],
        "untrusted" | "zero" => &["none"],
        "trusted" | "full" => &["high", "nearly_all"],
        "critical" | "very_high" | "catastrophic" | "extreme" => &["severe", "critical", "high"],
        "major" | "likely" | "serious" => &["high"],
        "moderate" | "possible" | "normal" => &["medium"],
        "minor" | "unlikely" | "rare" | "negligible" | "very_low" | "info" => &["low"],
        "expert" | "advanced" => &["high"],
        "all" | "total" | "everything" | "detailed" | "detail" | "details" | "container" | "component" => {
            &["nearly_all", "full"]
        }
        "external" | "internet" | "remote" => &["outside"],
        "internal" | "insider" | "employee" => &["inside"],
        "user" | "customer" => &["client"],
        "financial" | "profit" => &["money"],
        "state_sponsored" | "intelligence" => &["espionage"],
        "horizontal" | "left_to_right" | "lr" => &["right"],
        "vertical" | "top_down" | "top_to_bottom" | "tb" => &["down"],
        "threat" | "threats" | "status" => &["state"],
        "risk" => &["residual"],
        "link" | "https" | "http" => &["url"],
        "doc" | "document" | "path" | "code" => &["file"],
        "audit" | "pentest" | "report" => &["review"],
        "issue" | "jira" => &["ticket"],
        "external_entity" | "actor" => &["entity"],
        "data_store" | "database" => &["store"],
        "dataflow" | "data_flow" => &["flow"],
        "one_way" | "server_only" => &["caller"],
        "mutual" => &["both"],
        _ => &[],
    }
}

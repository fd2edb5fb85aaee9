//! The entries: every kind with its fields, in the order in which the language reference lists them.

use super::FieldType::*;
use super::{FieldSpec, Head, IdRule, Kind, KindSpec, words};

const fn field(name: &'static str, ty: super::FieldType, summary: &'static str) -> FieldSpec {
    FieldSpec { name, ty, required: false, summary }
}

const fn required(name: &'static str, ty: super::FieldType, summary: &'static str) -> FieldSpec {
    FieldSpec { name, ty, required: true, summary }
}

const PLACES: &[Kind] = &[Kind::Entity, Kind::Process, Kind::Store, Kind::Flow];
const REGIONS: &[Kind] = &[Kind::Entity, Kind::Process, Kind::Store, Kind::Boundary];
const SHOWN: &[Kind] = &[Kind::Entity, Kind::Process, Kind::Store, Kind::Boundary, Kind::Flow];
/// What an assumption may hold up: whatever a person declares about the system.
const SUPPORTED: &[Kind] = &[
    Kind::Entity,
    Kind::Process,
    Kind::Store,
    Kind::Boundary,
    Kind::Flow,
    Kind::Asset,
    Kind::Threat,
    Kind::Mitigation,
    Kind::Accept,
    Kind::Waive,
    Kind::Suppress,
    Kind::Assert,
    Kind::Objective,
    Kind::Adversary,
];

const OUT_OF_SCOPE: FieldSpec = field("out_of_scope", Reason, "why this model does not look at it");
const OWNER: FieldSpec = field("owner", Person, "who answers for it");
const OVER: FieldSpec = field("over", One(&[Kind::Protocol]), "protocol of each hop");
const AUTH: FieldSpec = field("auth", One(&[Kind::Auth]), "how the caller of each hop is authenticated");
const CARRIES: FieldSpec = field("carries", Many(&[Kind::Asset]), "assets that travel along");
const TECH: FieldSpec = field("tech", One(&[Kind::Tech]), "technology");
const HOLDS: FieldSpec = field("holds", Many(&[Kind::Asset]), "assets kept there");
const CLEARANCE: FieldSpec =
    field("clearance", Many(&[Kind::Class]), "the highest classes of data that may arrive there; any if not said");
const ENCRYPTED_AT_REST: FieldSpec = field("encrypted", YesNo, "whether what it holds is encrypted at rest");
const RUNS_AS: FieldSpec = field("runs_as", TextOrWord, "account or privilege that it runs with");
const BECAUSE: FieldSpec = required("because", Reason, "the reason");
const DECIDED_BY: FieldSpec = required("owner", Person, "who decided");
const UNTIL: FieldSpec = field("until", Date, "last day on which the decision holds");

/// Fields that every kind takes but `use`, `declassifies`, `hop` and `answer`.
pub static COMMON_FIELDS: &[FieldSpec] = &[
    field("about", Text, "what a reader should know; Markdown"),
    field("note", Text, "a remark that is shown beside it"),
];

macro_rules! kind {
    ($kind:ident, $word:literal, $summary:literal, $id:ident, $head:ident, top: $top:literal, inside: $inside:expr, [$($field:expr),* $(,)?]) => {
        KindSpec {
            kind: Kind::$kind,
            word: $word,
            summary: $summary,
            id: IdRule::$id,
            head: Head::$head,
            top_level: $top,
            inside: $inside,
            fields: &[$($field),*],
        }
    };
}

/// Every kind of declaration.
pub static KINDS: &[KindSpec] = &[
    kind!(Model, "model", "what this set of files is", Required, None, top: true, inside: &[], [
        OWNER,
        field("people", ManyPersons, "who took part"),
        field("method", Word(words::METHOD), "method by which the model was walked"),
        field("appetite", Number, "residual risk above this stays open"),
        field("reviewed", Date, "day of the last review"),
        field("review_every", Duration, "longest time between two reviews"),
    ]),
    kind!(Library, "library", "vocabulary and rules for other files to use", Required, None, top: true, inside: &[], [
        OWNER,
        field("version", Number, "version of the library"),
    ]),
    kind!(Use, "use", "brings in a library: `std.…`, or a path in the repository", Other, None, top: true, inside: &[], []),
    kind!(Objective, "objective", "what the business wants kept", Required, None, top: true, inside: &[], [
        field("weight", Number, "factor on the risk of whatever harms it; 1 if not said"),
        OWNER,
    ]),
    kind!(Class, "class", "class of data, placed in an order", Required, None, top: true, inside: &[], [
        field("above", Many(&[Kind::Class]), "classes that need less protection"),
        field("law", ManyCatalogue, "rules that ask for its protection"),
    ]),
    kind!(Asset, "asset", "information worth protecting", Required, None, top: true, inside: &[], [
        field("class", One(&[Kind::Class]), "class of data"),
        field("derived_from", Many(&[Kind::Asset]), "what it is made from; without a class of its own it has theirs"),
        field("serves", Many(&[Kind::Objective]), "objectives that it serves"),
        OWNER,
    ]),
    kind!(Boundary, "boundary", "region of trust, with what lies in it", Required, None, top: true, inside: &[Kind::Boundary, Kind::Template], [
        field("kind", Word(words::BOUNDARY_KIND), "sort of region"),
        field("trust", Word(words::TRUST), "how far its inside is trusted"),
        CLEARANCE,
        field("contract", Text, "agreement with whoever runs it"),
        OWNER,
    ]),
    kind!(Entity, "entity", "external entity: somebody or something outside our control", Required, None, top: true, inside: &[Kind::Boundary, Kind::Template], [
        TECH, HOLDS, CLEARANCE, ENCRYPTED_AT_REST, OWNER, OUT_OF_SCOPE,
    ]),
    kind!(Process, "process", "something that works on data", Required, None, top: true, inside: &[Kind::Boundary, Kind::Template], [
        TECH, HOLDS, CLEARANCE, ENCRYPTED_AT_REST, RUNS_AS, OWNER, OUT_OF_SCOPE,
    ]),
    kind!(Store, "store", "something that keeps data", Required, None, top: true, inside: &[Kind::Boundary, Kind::Template], [
        TECH, HOLDS, CLEARANCE, ENCRYPTED_AT_REST, RUNS_AS, OWNER, OUT_OF_SCOPE,
        field("append_only", YesNo, "whether what is written can no longer be changed"),
    ]),
    kind!(Declassifies, "declassifies", "says that the process lowers the class of an asset that it makes, and how", Other, None, top: false, inside: &[Kind::Process], [
        required("method", Reason, "how it is done"),
        required("because", Reason, "why what comes out needs less protection"),
    ]),
    kind!(Flow, "flow", "route of data over one or more hops", Required, Route, top: true, inside: &[Kind::Boundary, Kind::Template], [
        OVER, AUTH, CARRIES,
        field("state", Word(words::FLOW_STATE), "real if not said; a proposed flow is checked and drawn but not yet part of the model"),
        OUT_OF_SCOPE,
    ]),
    kind!(Hop, "hop", "one step of the flow's route that differs from the rest", Other, None, top: false, inside: &[Kind::Flow, Kind::Answer], [
        OVER, AUTH, CARRIES,
    ]),
    kind!(Answer, "answer", "the way back; the reversed route if not written, `answer none` if there is none", Other, None, top: false, inside: &[Kind::Flow], [
        OVER, AUTH, CARRIES,
    ]),
    kind!(Adversary, "adversary", "threat actor", Required, None, top: true, inside: &[], [
        field("motive", ManyWords(words::MOTIVE), "why they act"),
        field("capability", Word(words::CAPABILITY), "what they can do"),
        field("position", Word(words::POSITION), "where they stand"),
        field("wants", Many(&[Kind::Class, Kind::Asset]), "what they are after"),
    ]),
    kind!(Threat, "threat", "what can go wrong", Required, None, top: true, inside: &[Kind::Entity, Kind::Process, Kind::Store, Kind::Flow, Kind::Template], [
        field("kind", One(&[Kind::ThreatKind]), "kind of threat"),
        field("on", Many(PLACES), "where it strikes; inside an element or flow, that one"),
        field("applies", Reason, "why the kind applies here although the method does not foresee it"),
        field("by", Many(&[Kind::Adversary]), "who would do it"),
        field("likelihood", Likelihood, "how likely it is without any mitigation"),
        field("impact", Impact, "how bad it would be"),
        field("harms", Many(&[Kind::Objective]), "objectives that it harms; their weight counts"),
        field("refs", ManyCatalogue, "catalogue entries that describe it"),
        field("mitigations", Many(&[Kind::Mitigation]), "what is done about it"),
        field("found_by", One(&[Kind::Rule]), "rule whose finding this threat adopts"),
        field("not_applicable", Reason, "why it cannot happen here"),
        field("transfer", Reason, "who bears it instead, and why"),
        field("avoid", Reason, "how it was designed away"),
        OWNER,
    ]),
    kind!(Mitigation, "mitigation", "what is done about a threat", Required, None, top: true, inside: &[Kind::Threat, Kind::Template], [
        field("status", Word(words::MITIGATION_STATUS), "how far it is; idea if not said"),
        field("checked", Date, "day on which somebody made sure that it works"),
        field("effect", Effect, "share of the risk that it takes away"),
        field("effort", Duration, "work that is left to do; a day is 8 hours, a week 5 days"),
        OWNER,
        field("ticket", Text, "where the work is tracked"),
        field("evidence", ManyEvidence, "what shows that it works"),
        field("gives", ManyCapabilities, "what rules may count on where it works"),
        field("on", Many(PLACES), "where it works, if no threat says so"),
        field("meets", ManyCatalogue, "requirements that it meets"),
    ]),
    kind!(Assumption, "assumption", "what is taken for granted", Required, None, top: true, inside: &[], [
        field("state", Word(words::ASSUMPTION_STATE), "unchecked if not said"),
        field("checked", Date, "day on which somebody looked"),
        field("by", Person, "who looked"),
        field("supports", Many(SUPPORTED), "what rests on it"),
        field("replaced_by", One(&[Kind::Assumption]), "what is believed instead"),
        OWNER,
    ]),
    kind!(Accept, "accept", "decision to bear a risk", Required, None, top: true, inside: &[], [
        required("threat", One(&[Kind::Threat]), "the risk"),
        DECIDED_BY, UNTIL, BECAUSE,
        field("instead", Many(&[Kind::Mitigation]), "mitigations that make up for it"),
    ]),
    kind!(Waive, "waive", "decision to bear a broken assertion", Required, None, top: true, inside: &[], [
        required("assert", One(&[Kind::Assert]), "the assertion"),
        field("on", Many(PLACES), "where it may be broken; everywhere if not said"),
        DECIDED_BY, UNTIL, BECAUSE,
        field("instead", Many(&[Kind::Mitigation]), "mitigations that make up for it"),
    ]),
    kind!(Suppress, "suppress", "decision to leave a rule's finding aside", Required, None, top: true, inside: &[], [
        required("rule", One(&[Kind::Rule]), "the rule"),
        field("on", Many(PLACES), "where; everywhere if not said"),
        DECIDED_BY, UNTIL, BECAUSE,
    ]),
    kind!(Assert, "assert", "what must stay true", Required, None, top: true, inside: &[Kind::Template], [
        field("paths", Query, "routes or hops that it is about"),
        field("every", Query, "elements or flows that it is about"),
        field("must_pass", Many(REGIONS), "what each route must pass"),
        field("must_not_enter", Many(REGIONS), "what no route may enter"),
        field("must_have", Query, "what each of them must have"),
    ]),
    kind!(Rule, "rule", "derives threats from the model's graph", Required, None, top: true, inside: &[], [
        required("for", Query, "name and set: `node in processes`"),
        field("where", Query, "when it fires"),
        field("unless", Query, "when it does not"),
        required("raise", Raise, "the threat that it raises"),
    ]),
    kind!(Tech, "tech", "technology", Required, None, top: true, inside: &[], [
        field("like", One(&[Kind::Tech]), "technology that it is a kind of"),
    ]),
    kind!(Protocol, "protocol", "protocol", Required, None, top: true, inside: &[], [
        field("like", One(&[Kind::Protocol]), "protocol that it is a kind of"),
        field("encrypted", YesNo, "whether nobody on the way can read it"),
        field("authenticated", YesNo, "whether the other end proves who it is"),
    ]),
    kind!(Auth, "auth", "kind of authentication", Required, None, top: true, inside: &[], [
        field("like", One(&[Kind::Auth]), "kind that it is a kind of"),
        field("authenticates", Word(words::AUTHENTICATES), "whose identity it proves"),
        field("factors", Number, "number of factors"),
    ]),
    kind!(ThreatKind, "threat_kind", "kind of threat in a method", Required, None, top: true, inside: &[], [
        field("method", Word(words::METHOD), "method that it belongs to"),
        field("letter", Text, "its letter in the method's name"),
        field("violates", Word(words::PROPERTY), "property that it violates"),
        field("applies_to", ManyWords(words::APPLIES_TO), "what it can strike"),
    ]),
    kind!(Scheme, "scheme", "catalogue that references point into", Required, None, top: true, inside: &[], [
        field("item", Word(words::CATALOGUE_ITEM), "what an entry looks like; text if not said"),
        field("url", Text, "page of an entry, with `{item}` in its place"),
    ]),
    kind!(Template, "template", "pattern of declarations with parameters", Required, None, top: true, inside: &[], []),
    kind!(Make, "make", "a template filled in, in a namespace of its own", Required, Call, top: true, inside: &[Kind::Boundary, Kind::Template], []),
    kind!(View, "view", "a diagram", Required, None, top: true, inside: &[], [
        field("show", Shown(SHOWN), "what to draw; everything if not said"),
        field("hide", Shown(SHOWN), "what to leave out"),
        field("collapse", Many(&[Kind::Boundary]), "boundaries to draw closed, as one box each"),
        field("level", Word(words::LEVEL), "`context` closes every outermost boundary with a process or store in it; full if not said"),
        field("direction", Word(words::DIRECTION), "which way the flows run; chosen by shape if not said"),
        field("colour", Word(words::COLOUR), "what the colours show; state if not said"),
    ]),
    kind!(Risk, "risk", "scales and their numbers", Required, None, top: true, inside: &[], [
        field("likelihood", Scale, "words for likelihood, least first"),
        field("impact", Scale, "words for impact, least first"),
        field("effect", Scale, "words for the effect of a mitigation"),
        field("matrix", Matrix, "severity words: a row for each likelihood, a column for each impact"),
    ]),
];

/// The entry of a kind.
pub fn spec_of(kind: Kind) -> &'static KindSpec {
    &KINDS[kind as usize]
}

impl KindSpec {
    /// The field of that name, common fields included.
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.all_fields().find(|field| field.name == name)
    }

    /// Its own fields, then the common ones where the kind takes them.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static FieldSpec> + use<> {
        let common = match self.kind {
            Kind::Use | Kind::Declassifies => &[][..],
            Kind::Hop | Kind::Answer => &COMMON_FIELDS[1..],
            _ => COMMON_FIELDS,
        };
        let own: &'static [FieldSpec] = self.fields;
        own.iter().chain(common)
    }
}

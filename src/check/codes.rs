//! Codes of opinions about a model: CV4xx.

use crate::diagnostics::Code;

pub(super) static VERIFIED_WITHOUT_EVIDENCE: Code =
    Code::error("CV401", "verified-without-evidence", "a mitigation is verified, but nothing shows that it works");
pub(super) static EVIDENCE_NOT_FOUND: Code =
    Code::error("CV402", "evidence-not-found", "evidence names a file that does not exist");
pub(super) static ACCEPTANCE_EXPIRED: Code =
    Code::warning("CV403", "acceptance-expired", "the time for which a risk was accepted has run out");
pub(super) static ASSUMPTION_WRONG: Code =
    Code::warning("CV404", "wrong-assumption", "something still rests on an assumption that was found wrong");
pub(super) static REVIEW_OVERDUE: Code = Code::warning("CV405", "review-overdue", "the model's next review is overdue");
pub(super) static ANSWER_NOT_WRITTEN: Code =
    Code::note("CV406", "answer-not-written", "a route of three or more hops does not say how its answer travels");
pub(super) static THREAT_WITHOUT_PLACE: Code =
    Code::warning("CV407", "threat-without-place", "a threat does not say where it strikes");
pub(super) static MITIGATION_UNUSED: Code =
    Code::warning("CV408", "mitigation-unused", "a mitigation is named by no threat and works nowhere");
pub(super) static CAPABILITY_UNKNOWN: Code =
    Code::warning("CV409", "unknown-capability", "a mitigation gives something that no rule asks for");

pub(super) static EFFECT_UNKNOWN: Code = Code::warning(
    "CV411",
    "unknown-effect",
    "a threat counts as handled, but how much of its risk is left is not known",
);

pub(super) static FUTURE_DATE: Code =
    Code::warning("CV412", "future-date", "something is said to have been done on a day that is still to come");

pub(super) static CHOICE_EMPTY: Code =
    Code::warning("CV413", "empty-choice", "a view chooses flows by a condition that none of them fulfils");

pub(super) static VIEW_EMPTY: Code = Code::warning("CV414", "empty-view", "a view shows nothing");

pub(super) static CLOSES_NOTHING: Code =
    Code::warning("CV415", "closes-nothing", "a view closes a boundary of which it shows nothing");

pub(super) static ABOVE_CLEARANCE: Code =
    Code::error("CV421", "above-clearance", "data arrives where its class lies above the clearance");

pub(super) static NOT_DECLASSIFIED: Code = Code::error(
    "CV422",
    "not-declassified",
    "an asset has a lower class than what it is made from, and no process declares it",
);

pub(super) static LOWERED_ELSEWHERE: Code = Code::error(
    "CV423",
    "lowered-elsewhere",
    "a lowered asset leaves an element that sees what it is made from and does not declare that it lowers it",
);

pub(super) static DECLASSIFIES_UNSEEN: Code =
    Code::warning("CV424", "declassifies-unseen", "a process declares that it lowers what it never sees");

pub(super) static DECLASSIFIES_NOTHING: Code =
    Code::warning("CV425", "declassifies-nothing", "a process declares that it lowers what is not lowered");

/// What a rule finds.
pub static FINDING: Code = Code::warning("CV431", "finding", "a rule fires, and nobody has settled what it finds");

pub(super) static SUPPRESSION_IDLE: Code =
    Code::warning("CV432", "idle-suppression", "a decision leaves a finding aside that there is none of");

pub(super) static ADOPTS_NOTHING: Code =
    Code::warning("CV433", "adopts-nothing", "a threat stands for the finding of a rule that does not fire there");

/// What an assertion finds.
pub static BROKEN_ASSERTION: Code = Code::error("CV441", "broken-assertion", "an assertion does not hold");
pub(super) static WOULD_BREAK: Code =
    Code::warning("CV442", "would-break-assertion", "an assertion would not hold if proposed flows were real");
pub(super) static EMPTY_ASSERTION: Code = Code::warning("CV443", "empty-assertion", "an assertion says nothing");
pub(super) static WAIVER_EXPIRED: Code =
    Code::warning("CV444", "waiver-expired", "the time for which a broken assertion was waived has run out");
pub(super) static WAIVER_UNUSED: Code = Code::warning("CV445", "waiver-unused", "a waiver covers nothing");

/// All codes of this layer.
pub static CODES: &[&Code] = &[
    &VERIFIED_WITHOUT_EVIDENCE,
    &EVIDENCE_NOT_FOUND,
    &ACCEPTANCE_EXPIRED,
    &ASSUMPTION_WRONG,
    &REVIEW_OVERDUE,
    &ANSWER_NOT_WRITTEN,
    &THREAT_WITHOUT_PLACE,
    &MITIGATION_UNUSED,
    &CAPABILITY_UNKNOWN,
    &EFFECT_UNKNOWN,
    &FUTURE_DATE,
    &CHOICE_EMPTY,
    &VIEW_EMPTY,
    &CLOSES_NOTHING,
    &ABOVE_CLEARANCE,
    &NOT_DECLASSIFIED,
    &LOWERED_ELSEWHERE,
    &DECLASSIFIES_UNSEEN,
    &DECLASSIFIES_NOTHING,
    &FINDING,
    &SUPPRESSION_IDLE,
    &ADOPTS_NOTHING,
    &BROKEN_ASSERTION,
    &WOULD_BREAK,
    &EMPTY_ASSERTION,
    &WAIVER_EXPIRED,
    &WAIVER_UNUSED,
];

//! Coverage in words for people, as the command and the report say it.
//!
//! May assume nothing. Must not reckon anything.

use super::{Elsewhere, How, LeftOut, MethodCoverage, Tally};
use crate::model::ThreatModel;

impl MethodCoverage {
    /// The method's name: `STRIDE`.
    pub fn title(&self) -> String {
        self.method.as_str().replace('_', " ").to_uppercase()
    }

    /// "STRIDE: 9 of 38 applicable letters considered (23 %): 2 open, 7 handled; 29 not considered"
    pub fn summary(&self, model: &ThreatModel) -> String {
        let (tally, ways) = (self.tally(), self.ways());
        let lettered = self.kinds.iter().all(|kind| model[*kind].letter.is_some());
        let what = if lettered { "letters" } else { "kinds" };
        let mut text = format!("{}: {} applicable {what} considered", self.title(), tally.in_words());
        text.extend(tally.percent().map(|percent| format!(" ({percent} %)")));
        let considered = ways.iter().filter(|(how, _)| **how != How::Missing);
        let considered: Vec<String> = considered.map(|(how, count)| format!("{count} {}", how.term())).collect();
        if !considered.is_empty() {
            text.push_str(&format!(": {}", considered.join(", ")));
        }
        text.extend(ways.get(&How::Missing).map(|count| format!("; {count} {}", How::Missing.term())));
        text
    }
}

impl Tally {
    /// "1 of 2"
    pub fn in_words(self) -> String {
        format!("{} of {}", self.considered, self.applicable)
    }
}

impl LeftOut {
    /// The reason in words for people: "out of scope".
    pub fn term(self) -> &'static str {
        match self {
            LeftOut::OutOfScope => "out of scope",
            LeftOut::Proposed => "proposed",
            LeftOut::Retired => "retired",
        }
    }
}

impl Elsewhere {
    /// The reason in words for people: "no kind".
    pub fn term(self) -> &'static str {
        match self {
            Elsewhere::NoKind => "no kind",
            Elsewhere::OtherMethod => "its kind is of none of these methods",
            Elsewhere::NoPlace => "no place",
            Elsewhere::NotCounted => "only on what is not counted",
        }
    }
}

impl How {
    /// In words for people: "open", "found by a rule only", "not considered".
    pub fn term(self) -> &'static str {
        match self {
            How::Written(state) => state.term(),
            How::Found => "found by a rule only",
            How::SetAside => "set aside",
            How::Closed => "closed by a mitigation",
            How::Missing => "not considered",
        }
    }
}

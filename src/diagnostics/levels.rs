//! Which problems count as errors, which as warnings, and which are not shown: plain data, and how it is applied.
//!
//! Where a setting was written and whether its name means anything is the driver's business. Nothing here may lower
//! what the settings of a policy ask for.

use super::{Code, Diagnostic, Severity};
use crate::text::Span;
use ecow::EcoString;

/// What shall become of a problem, from the mildest to the strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not shown.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
    /// It is an error, and no decision in a model can set it aside. Only a policy says so.
    Forbid,
}

/// Who set a level, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setter {
    /// A policy file: what others may raise and not lower.
    Policy,
    /// The workspace file.
    Workspace,
    /// The command line.
    CommandLine,
}

/// What a level is set for. The more general comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All problems of a kind.
    Code(&'static Code),
    /// What a rule or an assertion finds, by the name that it raises diagnostics under: its id, with its library's name
    /// before it where there are several. The id alone means all of them.
    Finder(EcoString),
}

/// A level that somebody set.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// For what.
    pub subject: Subject,
    /// Which.
    pub level: Level,
    /// By whom.
    pub setter: Setter,
    /// Where it is written.
    pub place: Span,
    /// What it is for, as it is written.
    pub name: String,
    /// The setting as messages quote it, with its place in words.
    pub shown: String,
}

/// All levels of a run, as far as they make sense.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    settings: Vec<Setting>,
}

/// A setting that would have lowered what a policy asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weakened<'a> {
    /// The setting.
    pub setting: &'a Setting,
    /// The policy's.
    pub policy: &'a Setting,
}

impl Level {
    /// The level that a word stands for.
    pub fn from_word(word: &str) -> Option<Level> {
        [Level::Allow, Level::Warn, Level::Deny, Level::Forbid].into_iter().find(|level| level.word() == word)
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
            Level::Forbid => "forbid",
        }
    }

    /// How bad a problem of this level is; `None` for one that is not shown.
    fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny | Level::Forbid => Some(Severity::Error),
        }
    }

    /// Whether this is less strict than the other, as far as anybody but a policy can tell.
    pub fn is_below(self, other: Level) -> bool {
        self.min(Level::Deny) < other.min(Level::Deny)
    }
}

impl Subject {
    /// Whether there can be problems that both speak of by the same sort of name.
    pub fn overlaps(&self, other: &Subject) -> bool {
        match (self, other) {
            (Subject::Code(one), Subject::Code(other)) => one == other,
            (Subject::Finder(one), Subject::Finder(other)) => means(one, other) || means(other, one),
            _ => false,
        }
    }

    fn covers(&self, code: &Code, finder: Option<&str>) -> bool {
        match self {
            Subject::Code(own) => *own == code,
            Subject::Finder(id) => finder.is_some_and(|finder| means(id, finder)),
        }
    }

    /// How much a setting for it counts among others: `library.id` more than `id`, and that more than a code.
    fn rank(&self) -> usize {
        match self {
            Subject::Code(_) => 0,
            Subject::Finder(id) => 1 + usize::from(id.contains('.')),
        }
    }
}

/// Whether an id stands for a rule or an assertion of that name: `phi_in_clear` for `healthcare.phi_in_clear` as well.
pub fn means(id: &str, finder: &str) -> bool {
    id == finder || finder.strip_suffix(id).is_some_and(|before| before.ends_with('.'))
}

impl Levels {
    /// Adds a setting. Two that contradict each other must not come from one setter.
    pub fn add(&mut self, setting: Setting) {
        self.settings.push(setting);
    }

    /// The policy's setting that another one would weaken where both speak of the same.
    pub fn weakened_by(&self, setting: &Setting) -> Option<&Setting> {
        let policy = self.settings.iter().filter(|known| known.setter == Setter::Policy);
        let mut same = policy.filter(|known| known.subject.overlaps(&setting.subject));
        same.find(|known| setting.setter != Setter::Policy && setting.level.is_below(known.level))
    }

    /// The policy's setting that forbids to set aside what the rule or assertion finds, if there is one: no `suppress`, no
    /// `waive`.
    pub fn forbidden_by(&self, finder: &str) -> Option<&Setting> {
        let own = |setting: &&Setting| match &setting.subject {
            Subject::Finder(id) => setting.setter == Setter::Policy && means(id, finder),
            Subject::Code(_) => false,
        };
        let strongest = self.settings.iter().filter(own).max_by_key(|setting| (setting.subject.rank(), setting.level));
        strongest.filter(|setting| setting.level == Level::Forbid)
    }

    /// Whether a policy forbids to set aside what the rule or assertion finds.
    pub fn is_forbidden(&self, finder: &str) -> bool {
        self.forbidden_by(finder).is_some()
    }

    /// The level that is set for what a rule or an assertion reports under a code; `None` if nobody set one.
    pub fn level_of(&self, code: &Code, finder: &str) -> Option<Level> {
        self.decide(code, Some(finder)).map(|(setting, _)| setting.level)
    }

    /// Gives each problem its level and takes those out that shall not be shown. The name of a rule counts for more than
    /// a code, then the command line for more than the workspace file, and that for more than a policy; but what the policy
    /// asks for stays, and the settings that would have lowered it are given back, each once.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Weakened<'_>> {
        let mut all: Vec<Weakened<'_>> = Vec::new();
        diagnostics.retain_mut(|diagnostic| {
            let Some((setting, weakened)) = self.decide(diagnostic.code, diagnostic.raised_by.as_deref()) else {
                return true;
            };
            if let Some(pair) = weakened.filter(|pair| !all.contains(pair)) {
                all.push(pair);
            }
            set(diagnostic, setting)
        });
        all
    }

    /// The setting that counts, and what it kept from lowering a policy.
    fn decide(&self, code: &Code, finder: Option<&str>) -> Option<(&Setting, Option<Weakened<'_>>)> {
        let setting = self.strongest(code, finder, |_| true)?;
        match self.strongest(code, finder, |setter| setter == Setter::Policy) {
            Some(policy) if setting.level.is_below(policy.level) => Some((policy, Some(Weakened { setting, policy }))),
            _ => Some((setting, None)),
        }
    }

    fn strongest(&self, code: &Code, finder: Option<&str>, setter: impl Fn(Setter) -> bool) -> Option<&Setting> {
        let open = |setting: &&Setting| setting.subject.covers(code, finder) && setter(setting.setter);
        if code.is_fixed() {
            return None;
        }
        // The order of lines says nothing.
        self.settings.iter().filter(open).max_by_key(|setting| (setting.subject.rank(), setting.setter, setting.level))
    }
}

/// Sets the level of a problem; gives whether it is shown at all.
fn set(diagnostic: &mut Diagnostic, setting: &Setting) -> bool {
    let Some(severity) = setting.level.severity() else { return false };
    if severity != diagnostic.level {
        diagnostic.notes.push(format!("it is {} because of {}", severity.phrase(), setting.shown));
    }
    diagnostic.level = severity;
    true
}

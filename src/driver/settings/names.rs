//! What the levels of the settings are for: a code, or a rule or an assertion; and whether they may be set so.

use super::finders::{is_declared_below, is_finder, named};
use super::{COMMAND_LINE, Wanted};
use crate::diagnostics::{Applicability, Code, Diagnostic, Level, Levels, Setter, Setting, Subject, Weakened};
use crate::driver::all_codes;
use crate::driver::codes;
use crate::driver::load::Workspace;
use crate::driver::world::World;
use crate::resolve::{Entry, Scope};
use crate::schema::{Kind, spec_of};
use crate::text::{SourceMap, Span, closest, one_line};
use ecow::EcoString;

/// The levels that make sense, and what is wrong with settings of any sort.
pub fn levels(world: &dyn World, workspace: &mut Workspace, scope: &Scope<'_>) -> (Levels, Vec<Diagnostic>) {
    let mut diagnostics = std::mem::take(&mut workspace.settings.diagnostics);
    let mut wanted = std::mem::take(&mut workspace.settings.levels);
    // The policy first, against which the others are held.
    wanted.sort_by_key(|wanted| wanted.setter);
    let names = Names { world, workspace, scope };
    let mut levels = Levels::default();
    let mut known: Vec<(Subject, &Wanted)> = Vec::new();
    for wanted in &wanted {
        let (subject, fault) = names.subject(wanted);
        diagnostics.extend(fault);
        let Some(subject) = subject else { continue };
        let same = |(other, earlier): &&(Subject, &Wanted)| earlier.setter == wanted.setter && *other == subject;
        if let Some((_, earlier)) = known.iter().find(same) {
            diagnostics.extend(set_twice(earlier, wanted, &workspace.sources));
            continue;
        }
        known.push((subject.clone(), wanted));
        let setting = Setting {
            subject,
            level: wanted.level,
            setter: wanted.setter,
            place: wanted.place(),
            shown: wanted.shown.clone(),
        };
        match levels.weakened_by(&setting) {
            Some(policy) => {
                diagnostics.push(weakened(Weakened { setting: &setting, policy }, &workspace.sources));
            }
            None => levels.add(setting),
        }
    }
    (levels, diagnostics)
}

/// Reports a setting that would lower what a policy asks for.
pub fn weakened(weakened: Weakened<'_>, sources: &SourceMap) -> Diagnostic {
    let Weakened { setting, policy } = weakened;
    let asked = match policy.level {
        Level::Forbid => "forbids to set this aside".to_owned(),
        level => format!("asks for `{}`", level.word()),
    };
    let message = format!("the policy {asked}, and this would make it `{}`", setting.level.word());
    let diagnostic = Diagnostic::new(&codes::WEAKENS_POLICY, message)
        .at(setting.place, format!("sets `{}`", setting.level.word()))
        .also(policy.place, "the policy's level")
        .note("a policy's levels can be raised from a workspace or the command line, and not lowered");
    let diagnostic = removal(diagnostic, setting.place, sources);
    diagnostic.help("if the policy is wrong here, ask whoever keeps it to change it")
}

/// Advises to take the setting away, with the edit where it stands on a line of its own.
fn removal(diagnostic: Diagnostic, place: Span, sources: &SourceMap) -> Diagnostic {
    let file = sources.file(place.file);
    if file.name() == COMMAND_LINE {
        return diagnostic.help(format!("leave `{}` out", one_line(sources.slice(place), 90)));
    }
    let text = file.text();
    let start = text[..place.range().start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.range().end..].find('\n').map_or(text.len(), |length| place.range().end + length + 1);
    let alone = text[start..place.range().start].trim().is_empty();
    let rest = text[place.range().end..end].trim();
    if alone && (rest.is_empty() || rest.starts_with('#')) {
        let line = Span::new(place.file, start, end);
        return diagnostic.fix("remove this line", Applicability::NeedsLook, line, "");
    }
    diagnostic.help("remove this setting")
}

fn set_twice(earlier: &Wanted, wanted: &Wanted, sources: &SourceMap) -> Option<Diagnostic> {
    // Scripts put command lines together; to say the same again does no harm there.
    if wanted.setter == Setter::CommandLine && earlier.level == wanted.level {
        return None;
    }
    let (name, other) = (one_line(&wanted.name, 60), one_line(&earlier.name, 60));
    let message = if name == other {
        format!("the level of `{name}` is set twice")
    } else {
        format!("`{name}` and `{other}` are two names of the same, so that its level is set twice")
    };
    let diagnostic = Diagnostic::new(&codes::SET_TWICE, message)
        .at(wanted.place(), format!("to `{}`", wanted.level.word()))
        .also(earlier.place(), format!("to `{}` before", earlier.level.word()));
    Some(removal(diagnostic, wanted.place(), sources))
}

struct Names<'w> {
    world: &'w dyn World,
    workspace: &'w Workspace,
    scope: &'w Scope<'w>,
}

impl Names<'_> {
    /// What a level is for; `None` if for nothing, or if it may not be set so. A fault is reported once.
    fn subject(&self, wanted: &Wanted) -> (Option<Subject>, Option<Diagnostic>) {
        let name = wanted.name.as_str();
        let all = all_codes();
        if let Some(code) = all.iter().find(|code| code.id.eq_ignore_ascii_case(name) || code.name == name) {
            if wanted.level == Level::Forbid {
                return (None, Some(self.forbidden_code(wanted)));
            }
            if code.is_fixed() && wanted.level < Level::Deny {
                return (None, Some(self.fixed(wanted, code)));
            }
            return (Some(Subject::Code(code)), None);
        }
        let subject = Some(Subject::Finder(EcoString::from(name)));
        let found: Vec<_> = named(self.scope, name).into_iter().filter(|entry| is_finder(entry)).collect();
        let of_library = |unit: usize| self.scope.is_library(unit);
        if self.workspace.settings.without_libraries {
            return (subject, None);
        }
        match found.as_slice() {
            [] if self.scope.may_be_declared(name, &[Kind::Rule]) => (subject, None),
            [] if wanted.setter == Setter::Workspace && is_declared_below(self.world, &self.workspace.root, name) => {
                (subject, None)
            }
            [] => (None, Some(self.nothing(wanted))),
            [own, ..] if wanted.setter == Setter::Policy && !found.iter().any(|e| of_library(e.unit)) => {
                (None, Some(self.not_of_a_library(wanted, own.span)))
            }
            [only] if self.is_alone(only) => (Some(Subject::Finder(only.name.clone())), None),
            _ => (subject, None),
        }
    }

    /// Whether it raises diagnostics under its id alone, because no other of its kind has the same.
    fn is_alone(&self, entry: &Entry<'_>) -> bool {
        self.scope.entries().filter(|(_, other)| other.kind == entry.kind && other.name == entry.name).count() == 1
    }

    fn fixed(&self, wanted: &Wanted, code: &Code) -> Diagnostic {
        let name = one_line(&wanted.name, 60);
        let diagnostic = Diagnostic::new(&codes::FIXED_LEVEL, format!("`{name}` stays an error"))
            .at(wanted.place(), format!("cannot be set to `{}`", wanted.level.word()))
            .note(format!("{} {}: {}", code.id, code.name, code.summary))
            .note("with such an error the text means no model; a level can be set for warnings and notes, and for all opinions about a model (CV401 and on)");
        removal(diagnostic, wanted.place(), &self.workspace.sources)
    }

    fn forbidden_code(&self, wanted: &Wanted) -> Diagnostic {
        Diagnostic::new(&codes::WRONG_SETTING, "only rules and assertions can be forbidden")
            .at(wanted.place(), format!("`{}` is a code", one_line(&wanted.name, 60)))
            .note("`forbid` says that no `suppress` and no `waive` in a model can set aside what a rule or an assertion finds")
            .fix(
                "write `\"deny\"`: what a policy denies cannot be lowered either",
                Applicability::NeedsLook,
                wanted.level_span,
                "\"deny\"",
            )
    }

    fn not_of_a_library(&self, wanted: &Wanted, declared: Span) -> Diagnostic {
        let name = one_line(&wanted.name, 60);
        Diagnostic::new(&codes::LEVEL_OF_NOTHING, format!("no library declares `{name}`"))
            .at(wanted.name_span, "a policy speaks of the rules and assertions of libraries")
            .also(declared, "only the model does")
            .note("a model could rename or drop its own rule, and the policy would bind nothing")
            .help("move the declaration into a library, and list that below `[libraries]` of the policy")
    }

    fn nothing(&self, wanted: &Wanted) -> Diagnostic {
        let name = one_line(&wanted.name, 60);
        let span = wanted.name_span;
        let message = format!("no code, rule or assertion is called `{name}`");
        let diagnostic = Diagnostic::new(&codes::LEVEL_OF_NOTHING, message);
        if let Some(other) = named(self.scope, &wanted.name).first() {
            return diagnostic
                .at(span, "not something that finds problems")
                .also(other.span, format!("this is a `{}`", spec_of(other.kind).word))
                .help("name the rule or the assertion, or the code of the message (`CV405`) or its name (`review-overdue`)");
        }
        let diagnostic = diagnostic.at(span, "not known");
        match self.near(&wanted.name) {
            Some(near) => self.suggested(diagnostic, wanted, near),
            None => diagnostic
                .note("a level is set for a code (`CV405`), for its name (`review-overdue`), or for the id of a rule or an assertion")
                .help("`caveat explain --list` lists all codes"),
        }
    }

    /// What a name that nothing has may be meant for.
    fn near(&self, name: &str) -> Option<&str> {
        let all = all_codes();
        let dashed = name.to_lowercase().replace(['_', ' '], "-");
        let same = all.iter().find(|code| code.id.strip_prefix("CV") == Some(name) || code.name == dashed);
        let finders = self.scope.entries().map(|(_, entry)| entry).filter(|entry| is_finder(entry));
        let names = all.iter().map(|code| code.name).chain(finders.map(|entry| entry.name.as_str()));
        same.map(|code| code.name).or_else(|| closest(name, names))
    }

    fn suggested(&self, mut diagnostic: Diagnostic, wanted: &Wanted, near: &str) -> Diagnostic {
        if let Some(code) = all_codes().iter().find(|code| code.name == near) {
            diagnostic = diagnostic.note(format!("{} {}: {}", code.id, code.name, code.summary));
        }
        let finder = self.scope.entries().find(|(_, entry)| is_finder(entry) && entry.name == near);
        if let Some((_, entry)) = finder {
            diagnostic = diagnostic.also(entry.span, "declared here");
        }
        let advice = format!("did you mean `{near}`?");
        let written = self.workspace.sources.slice(wanted.name_span);
        let quotes = if written.starts_with(['"', '\'']) { "\"" } else { "" };
        // Of `library.rule` only the last part is in the place.
        if written.trim_matches(['"', '\'']) != wanted.name {
            return diagnostic.help(advice);
        }
        diagnostic.fix(advice, Applicability::NeedsLook, wanted.name_span, format!("{quotes}{near}{quotes}"))
    }
}

//! What the levels of the settings are for: a code, or a rule or an assertion; and whether they may be set so.

use super::finders::{Declared, is_finder, named, raised_name};
use super::{FILE, Wanted};
use crate::diagnostics::{Applicability, Code, Diagnostic, Level, Levels, Setter, Subject, Weakened};
use crate::driver::all_codes;
use crate::driver::codes;
use crate::driver::load::Workspace;
use crate::driver::world::World;
use crate::library;
use crate::resolve::{Entry, Scope};
use crate::schema::{Kind, spec_of};
use crate::text::{SourceMap, Span, closest, one_line};
use ecow::EcoString;
use std::cell::OnceCell;

/// The levels that make sense, and what is wrong with settings of any sort.
pub fn levels(world: &dyn World, workspace: &mut Workspace, scope: &Scope<'_>) -> (Levels, Vec<Diagnostic>) {
    let mut diagnostics = std::mem::take(&mut workspace.settings.diagnostics);
    let mut wanted = std::mem::take(&mut workspace.settings.levels);
    // The policy first, against which the others are held.
    wanted.sort_by_key(|wanted| wanted.setter);
    let names = Names { world, workspace, scope, elsewhere: OnceCell::new() };
    let mut levels = Levels::default();
    let mut known: Vec<(Subject, &Wanted)> = Vec::new();
    for wanted in &wanted {
        let subject = match names.subject(wanted) {
            Ok(subject) => subject,
            Err(fault) => {
                diagnostics.push(*fault);
                continue;
            }
        };
        let same = |(other, earlier): &&(Subject, &Wanted)| earlier.setter == wanted.setter && *other == subject;
        if let Some((_, earlier)) = known.iter().find(same) {
            diagnostics.extend(set_twice(earlier, wanted, &workspace.sources));
            continue;
        }
        known.push((subject.clone(), wanted));
        let setting = wanted.setting(subject);
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
    let (level, asked) = (setting.level.word(), policy.level.word());
    let name = one_line(&setting.name, 60);
    let message = format!("`{name}` cannot be set to `{level}`: the policy says `{asked}`");
    let diagnostic = Diagnostic::new(&codes::WEAKENS_POLICY, message)
        .at(setting.place, format!("sets `{level}`"))
        .also(policy.place, "the policy's level")
        .note("a policy's levels can be raised from a workspace or the command line, and not lowered");
    let diagnostic = removal(diagnostic, setting.place, setting.setter, sources);
    diagnostic.help("if the policy is wrong here, ask whoever keeps it to change it")
}

/// Advises to take the setting away, with the edit where it stands on a line of its own.
fn removal(diagnostic: Diagnostic, place: Span, setter: Setter, sources: &SourceMap) -> Diagnostic {
    if setter == Setter::CommandLine {
        return diagnostic.help(format!("leave `{}` out", one_line(sources.slice(place), 90)));
    }
    let text = sources.file(place.file).text();
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
        .at(wanted.place(), format!("then to `{}`", wanted.level.word()))
        .also(earlier.place(), format!("set to `{}` first", earlier.level.word()));
    Some(removal(diagnostic, wanted.place(), wanted.setter, sources))
}

struct Names<'w> {
    world: &'w dyn World,
    workspace: &'w Workspace,
    scope: &'w Scope<'w>,
    /// What other files of the workspace declare; read where somebody asks.
    elsewhere: OnceCell<Declared>,
}

impl Names<'_> {
    /// What a level is for, or why it is for nothing, or may not be set so.
    fn subject(&self, wanted: &Wanted) -> Result<Subject, Box<Diagnostic>> {
        let name = wanted.name.as_str();
        let all = all_codes();
        if let Some(code) = all.iter().find(|code| code.id.eq_ignore_ascii_case(name) || code.name == name) {
            return match wanted.level {
                Level::Forbid => Err(Box::new(self.forbidden_code(wanted))),
                level if code.is_fixed() && level < Level::Deny => Err(Box::new(self.fixed(wanted, code))),
                _ => Ok(Subject::Code(code)),
            };
        }
        let found: Vec<_> = named(self.scope, name).into_iter().filter(|entry| is_finder(entry)).collect();
        let counts = |entry: &&&Entry<'_>| wanted.setter != Setter::Policy || self.is_trusted(entry.unit);
        let binding: Vec<&Entry<'_>> = found.iter().filter(counts).copied().collect();
        let written = Subject::Finder(EcoString::from(name));
        match (binding.as_slice(), found.first()) {
            // What the diagnostics are raised under counts, not how it is written here.
            ([only], _) => Ok(Subject::Finder(raised_name(self.scope, only))),
            ([_, ..], _) => Ok(written),
            ([], Some(other)) => Err(Box::new(self.not_of_the_policy(wanted, other))),
            ([], None) if self.scope.may_be_declared(name, &[Kind::Rule]) => Ok(written),
            ([], None) if self.is_elsewhere(wanted) => Ok(written),
            ([], None) => Err(Box::new(self.nothing(wanted))),
        }
    }

    /// Whether a unit is one that a workspace cannot change under a policy: a standard library, or one that the policy lists.
    fn is_trusted(&self, unit: usize) -> bool {
        self.workspace.settings.trusted.contains(&unit)
    }

    /// Whether another model or library of the workspace has such a rule or assertion. A flag is for the model at hand; but
    /// a library is checked without those that the workspace lists.
    fn is_elsewhere(&self, wanted: &Wanted) -> bool {
        let left_out = &self.workspace.settings.left_out;
        let asks = wanted.setter == Setter::Workspace || wanted.setter == Setter::CommandLine && !left_out.is_empty();
        let declared = || {
            let mut declared = Declared::below(self.world, &self.workspace.root);
            for name in left_out.iter().filter_map(|target| target.strip_prefix("std.")) {
                declared.standard(name);
            }
            declared
        };
        asks && self.elsewhere.get_or_init(declared).has(&wanted.name)
    }

    fn fixed(&self, wanted: &Wanted, code: &Code) -> Diagnostic {
        let name = one_line(&wanted.name, 60);
        let diagnostic = Diagnostic::new(&codes::FIXED_LEVEL, format!("`{name}` stays an error"))
            .at(wanted.place(), format!("cannot be set to `{}`", wanted.level.word()))
            .note(format!("{} {}: {}", code.id, code.name, code.summary))
            .note("with such an error the text means no model; a level can be set for warnings and notes, and for all opinions about a model (CV401 and on)");
        removal(diagnostic, wanted.place(), wanted.setter, &self.workspace.sources)
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

    /// A policy's level for what the workspace itself declares.
    fn not_of_the_policy(&self, wanted: &Wanted, declared: &Entry<'_>) -> Diagnostic {
        let name = one_line(&wanted.name, 60);
        let diagnostic =
            Diagnostic::new(&codes::LEVEL_OF_NOTHING, format!("no library of the policy declares `{name}`"))
                .at(wanted.name_span, "a policy speaks of what its own libraries and the standard ones declare");
        let file = self.workspace.sources.file(declared.span.file).name();
        match self.scope.is_library(declared.unit) {
            true => diagnostic
                .also(declared.span, "only a library of the workspace does")
                .note("a workspace could change its own library, and the policy would bind nothing")
                .help(format!("list its library below `[libraries]` of the policy, by its path from there: `{file}`")),
            false => diagnostic
                .also(declared.span, "only the model does")
                .note("a model could rename or drop its own rule, and the policy would bind nothing")
                .help("move the declaration into a library, and list that below `[libraries]` of the policy"),
        }
    }

    fn nothing(&self, wanted: &Wanted) -> Diagnostic {
        let span = wanted.name_span;
        let message = match wanted.name.as_str() {
            "" => "an empty name names no code, rule or assertion".to_owned(),
            name => format!("no code, rule or assertion is called `{}`", one_line(name, 60)),
        };
        let diagnostic = Diagnostic::new(&codes::LEVEL_OF_NOTHING, message);
        if let Some(other) = named(self.scope, &wanted.name).first() {
            return diagnostic
                .at(span, "not something that finds problems")
                .also(other.span, format!("this is a `{}`", spec_of(other.kind).word))
                .help("name the rule or the assertion, or the code of the message (`CV405`) or its name (`review-overdue`)");
        }
        let diagnostic = diagnostic.at(span, if wanted.name.is_empty() { "empty" } else { "not known" });
        if let Some(standard) = standard_with(&wanted.name) {
            return self.not_in_use(diagnostic, wanted, standard);
        }
        match self.near(&wanted.name) {
            Some(near) => self.suggested(diagnostic, wanted, near),
            None => diagnostic
                .note("a level is set for a code (`CV405`), for its name (`review-overdue`), or for the id of a rule or an assertion")
                .help("`caveat explain --list` lists all codes"),
        }
    }

    /// A rule of a standard library that nothing brings in.
    fn not_in_use(&self, diagnostic: Diagnostic, wanted: &Wanted, standard: &str) -> Diagnostic {
        let diagnostic =
            diagnostic.note(format!("`std.{standard}` has such a rule, and nothing uses that library here"));
        let list = format!("`use = [\"std.{standard}\"]`");
        diagnostic.help(match wanted.setter {
            Setter::Policy => format!("list the library below `[libraries]` of the policy: {list}"),
            _ => format!("write `use std.{standard}` in the model, or {list} below `[libraries]` of `{FILE}`"),
        })
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

/// The standard library with a rule of that name, whether it is in use or not.
fn standard_with(name: &str) -> Option<&'static str> {
    let (unit, id) = name.rsplit_once('.').map_or((None, name), |(unit, id)| (Some(unit), id));
    let standard = library::declaring("rule", id)?.name;
    unit.is_none_or(|unit| unit.strip_prefix("std.").unwrap_or(unit) == standard).then_some(standard)
}

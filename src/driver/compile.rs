//! Text → model with its facts, or the reasons why not.

use super::copies::on_texts;
use super::load::{Workspace, load_with};
use super::settings::{self, BuildSettings, Options};
use super::world::World;
use crate::analysis::{Facts, raise_findings};
use crate::check::{self, Context};
use crate::diagnostics::{self, Diagnostic, Levels};
use crate::expand::expand;
use crate::model::{Question, ThreatModel};
use crate::resolve::resolve;
use crate::text::{Date, SourceMap, Span};
use crate::typecheck::typecheck;
use std::collections::BTreeSet;
use std::path::Path;

/// The outcome of compiling a model.
#[derive(Debug)]
pub struct Compilation {
    /// All texts, for showing diagnostics.
    pub sources: SourceMap,
    /// Everything that was found, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// The model with its facts; `None` if the text does not mean one.
    pub result: Option<(ThreatModel, Facts)>,
    /// The question that was asked of it, if its text means one.
    pub question: Option<Question>,
    /// The levels that were set from outside of the model; the diagnostics have them already.
    pub levels: Levels,
    /// What the workspace file says about builds.
    pub build: BuildSettings,
}

impl Compilation {
    /// The model with its facts, if there are no errors: neither in the text, nor in what it says.
    pub fn sound(&self) -> Option<&(ThreatModel, Facts)> {
        self.result.as_ref().filter(|_| !diagnostics::has_errors(&self.diagnostics))
    }
}

/// Compiles the model at `path` as of a day.
///
/// ```
/// use caveat::driver::{Memory, compile};
/// use caveat::text::Date;
///
/// let mut world = Memory::default();
/// world.insert("shop/shop.caveat", "entity customer \"Customer\"\nprocess web \"Web shop\"\nflow buy \"Buy\": customer -> web\n");
/// let day = Date::parse("2026-02-03").ok_or("no such day")?;
/// let compilation = compile(&world, "shop".as_ref(), day);
/// let (model, _) = compilation.result.ok_or("the model has errors")?;
/// assert_eq!(model.flows[0].hops.len(), 1);
/// # Ok::<(), &str>(())
/// ```
pub fn compile(world: &dyn World, path: &Path, as_of: Date) -> Compilation {
    run(world, path, as_of, &Options::default(), None)
}

/// Compiles the model at `path` as of a day, with what the caller asks for beyond that.
pub fn compile_with(world: &dyn World, path: &Path, as_of: Date, options: &Options) -> Compilation {
    run(world, path, as_of, options, None)
}

/// Compiles the model at `path` and reads a question about it, such as `assets reaching partner`.
pub fn ask(world: &dyn World, path: &Path, as_of: Date, question: &str) -> Compilation {
    run(world, path, as_of, &Options::default(), Some(question))
}

/// Asks as [`ask`] does, with what the caller asks for beyond that.
pub fn ask_with(world: &dyn World, path: &Path, as_of: Date, options: &Options, question: &str) -> Compilation {
    run(world, path, as_of, options, Some(question))
}

fn run(world: &dyn World, path: &Path, as_of: Date, options: &Options, question: Option<&str>) -> Compilation {
    let mut workspace = load_with(world, path, options);
    let question = question.map(|text| workspace.question(text));
    let mut diagnostics = std::mem::take(&mut workspace.diagnostics);
    diagnostics.extend(expand(&mut workspace.units, &mut workspace.sources));
    let units = std::mem::take(&mut workspace.units);
    let resolved = resolve(&units, &workspace.sources);
    let (levels, of_settings) = settings::levels(world, &mut workspace, &resolved.scope);
    let mut typed = typecheck(&resolved, &units, &workspace.sources, &workspace.default_id, question.as_ref());
    diagnostics.extend(resolved.diagnostics);
    diagnostics.append(&mut typed.diagnostics);
    on_texts(&mut diagnostics, &workspace.sources, false);
    without_echoes(&mut diagnostics);
    let (mut result, mut undone) = (None, Vec::new());
    if !diagnostics::has_errors(&diagnostics) {
        undone = settings::without_forbidden(&mut typed.model, &levels);
        let findings = raise_findings(&mut typed.model, as_of);
        let facts = Facts::new(&typed.model, findings, as_of);
        let missing_files = missing_evidence(world, &workspace, &typed.model);
        let context = Context::new(&typed.model, &facts, &missing_files, &levels);
        diagnostics.extend(check::run(&context));
        result = Some((typed.model, facts));
    }
    on_texts(&mut diagnostics, &workspace.sources, true);
    let weakened = levels.apply(&mut diagnostics);
    diagnostics.extend(weakened.into_iter().map(|weakened| settings::weakened(weakened, &workspace.sources)));
    diagnostics.extend(of_settings);
    diagnostics.extend(undone);
    diagnostics::sort(&mut diagnostics);
    let build = workspace.settings.build;
    Compilation { sources: workspace.sources, diagnostics, result, levels, build, question: typed.question }
}

/// Drops what later stages say about text that cannot be read: it is the echo of a syntax error at the same place.
fn without_echoes(diagnostics: &mut Vec<Diagnostic>) {
    let is_syntax = |diagnostic: &Diagnostic| crate::syntax::CODES.contains(&diagnostic.code);
    let mut broken: Vec<Span> =
        diagnostics.iter().filter(|d| is_syntax(d)).filter_map(Diagnostic::primary_span).collect();
    broken.sort();
    // For each place the furthest end so far, so that one look tells whether any reaches a given place.
    let mut furthest = broken.clone();
    for index in 1..furthest.len() {
        if furthest[index].file == furthest[index - 1].file {
            furthest[index].end = furthest[index].end.max(furthest[index - 1].end);
        }
    }
    diagnostics.retain(|diagnostic| {
        let Some(place) = diagnostic.primary_span().filter(|_| !is_syntax(diagnostic)) else { return true };
        let before = broken.partition_point(|span| (span.file, span.start) <= (place.file, place.end));
        let last = before.checked_sub(1).map(|index| furthest[index]);
        last.is_none_or(|span| span.file != place.file || span.end < place.start)
    });
}

/// Paths named as evidence that exist neither beside the model nor below the workspace's root.
fn missing_evidence(world: &dyn World, workspace: &Workspace, model: &ThreatModel) -> BTreeSet<String> {
    let paths =
        model.mitigations.iter().flat_map(|mitigation| &mitigation.evidence).filter_map(|evidence| evidence.path());
    // A place within the file may follow its path.
    let file = |path: &str| path.split(['#', ':']).next().unwrap_or_default().to_owned();
    let exists = |path: &str| {
        // A file outside is not the same file on another machine, and a folder shows nothing.
        let inside = |place: &Path| {
            world.exists(place) && !world.is_folder(place) && world.canonical(place).starts_with(&workspace.root)
        };
        inside(&workspace.folder.join(file(path))) || inside(&workspace.root.join(file(path)))
    };
    paths.filter(|path| file(path).is_empty() || !exists(path)).map(str::to_owned).collect()
}

//! Text → model with its facts, or the reasons why not.

use super::load::{Workspace, load};
use super::world::World;
use crate::analysis::Facts;
use crate::check::{self, Context};
use crate::diagnostics::{self, Diagnostic};
use crate::model::ThreatModel;
use crate::resolve::resolve;
use crate::text::{Date, SourceMap};
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
    /// The model with its facts; `None` if there are errors.
    pub result: Option<(ThreatModel, Facts)>,
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
    let mut workspace = load(world, path);
    let mut diagnostics = std::mem::take(&mut workspace.diagnostics);
    let resolved = resolve(&workspace.units, &workspace.sources);
    let typed = typecheck(&resolved, &workspace.units, &workspace.sources, &workspace.default_id);
    diagnostics.extend(resolved.diagnostics);
    diagnostics.extend(typed.diagnostics);
    let mut result = None;
    if !diagnostics::has_errors(&diagnostics) {
        let facts = Facts::new(&typed.model, as_of);
        let missing_files = missing_evidence(world, &workspace, &typed.model);
        diagnostics.extend(check::run(&Context { model: &typed.model, facts: &facts, missing_files: &missing_files }));
        result = (!diagnostics::has_errors(&diagnostics)).then_some((typed.model, facts));
    }
    diagnostics::sort(&mut diagnostics);
    Compilation { sources: workspace.sources, diagnostics, result }
}

/// Paths named as evidence that exist neither beside the model nor below the workspace's root.
fn missing_evidence(world: &dyn World, workspace: &Workspace, model: &ThreatModel) -> BTreeSet<String> {
    let paths =
        model.mitigations.iter().flat_map(|mitigation| &mitigation.evidence).filter_map(|evidence| evidence.path());
    // A place within the file may follow its path.
    let file = |path: &str| path.split(['#', ':']).next().unwrap_or_default().to_owned();
    let exists =
        |path: &str| world.exists(&workspace.folder.join(file(path))) || world.exists(&workspace.root.join(file(path)));
    paths.filter(|path| file(path).is_empty() || !exists(path)).map(str::to_owned).collect()
}

//! Classes of assets that are made from others, what is lowered, and what a clearance lets in.
//!
//! Assumes that neither classes nor origins run in a circle. What is unknown is left out, not guessed.

use super::order::{highest_classes, stands_above, topological};
use crate::model::{AssetId, BoundaryId, ClassId, Declassification, ElementId, Identity, ThreatModel};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Whether all classes of an asset are known, by its index: its own, or those of all that it is made from.
pub(in crate::analysis) fn classes_known(model: &ThreatModel) -> Vec<bool> {
    let mut known = vec![false; model.assets.len()];
    for at in by_origin(model) {
        let asset = &model.assets[at];
        let all = |sources: &[AssetId]| !sources.is_empty() && sources.iter().all(|source| known[source.index()]);
        known[at] = asset.class.is_some() || all(&asset.derived_from);
    }
    known
}

/// Assets by their indices, each after all that it is made from.
fn by_origin(model: &ThreatModel) -> Vec<usize> {
    let from = |(at, asset): (usize, &crate::model::Asset)| {
        asset.derived_from.iter().map(move |source| (source.index(), at)).collect::<Vec<_>>()
    };
    let edges: Vec<(usize, usize)> = model.assets.iter().enumerate().flat_map(from).collect();
    topological(model.assets.len(), &edges)
}

/// The classes that count for every asset, by its index.
pub(in crate::analysis) fn all_effective_classes(model: &ThreatModel) -> Vec<Vec<ClassId>> {
    let mut classes: Vec<Vec<ClassId>> = vec![Vec::new(); model.assets.len()];
    for at in by_origin(model) {
        classes[at] = match model.assets[at].class {
            Some(class) => vec![class],
            None => {
                let sources = model.assets[at].derived_from.iter();
                let all: BTreeSet<ClassId> = sources.flat_map(|source| classes[source.index()].clone()).collect();
                highest_classes(model, &all).into_iter().collect()
            }
        };
    }
    classes
}

/// Whether a class of data is another one or stands above it.
pub fn at_or_above(model: &ThreatModel, upper: ClassId, lower: ClassId) -> bool {
    upper == lower || stands_above(model, upper, lower)
}

/// Whether an asset of the one classes needs at least the protection of the others.
pub fn covers(model: &ThreatModel, upper: &[ClassId], lower: &[ClassId]) -> bool {
    lower.iter().all(|lower| upper.iter().any(|upper| at_or_above(model, *upper, *lower)))
}

/// An asset whose class does not reach up to that of what it is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowering {
    /// The asset.
    pub asset: AssetId,
    /// Its own class.
    pub class: ClassId,
    /// Those assets named in its `derived_from` whose class it does not reach up to.
    pub from: Vec<AssetId>,
    /// Everything that it is made from, directly or through others, whose class it does not reach up to.
    pub origins: Vec<AssetId>,
    /// Processes that say that they lower it.
    pub declared_by: Vec<ElementId>,
}

/// All lowerings, by the order of assets. `classes` are those that count, by asset.
pub fn lowerings(model: &ThreatModel, classes: &[Vec<ClassId>]) -> Vec<Lowering> {
    let mut declared: BTreeMap<AssetId, Vec<ElementId>> = BTreeMap::new();
    for (element, declassification) in declassifications(model) {
        declared.entry(declassification.asset).or_default().push(element);
    }
    let mut all = Vec::new();
    for (index, asset) in model.assets.iter().enumerate() {
        let Some(class) = asset.class else { continue };
        let higher = |source: &AssetId| !covers(model, &[class], &classes[source.index()]);
        let from: Vec<AssetId> = asset.derived_from.iter().copied().filter(|source| higher(source)).collect();
        if from.is_empty() {
            continue;
        }
        let id = AssetId::from(index);
        let origins = origins(model, id).into_iter().filter(higher).collect();
        let declared_by = declared.remove(&id).unwrap_or_default();
        all.push(Lowering { asset: id, class, from, origins, declared_by });
    }
    all
}

/// Everything that an asset is made from, directly or through others; in index order.
fn origins(model: &ThreatModel, asset: AssetId) -> BTreeSet<AssetId> {
    let (mut found, mut left) = (BTreeSet::new(), model[asset].derived_from.clone());
    while let Some(source) = left.pop() {
        if found.insert(source) {
            left.extend(&model[source].derived_from);
        }
    }
    found
}

/// All declassifications with the processes that declare them, in declaration order.
pub fn declassifications(model: &ThreatModel) -> impl Iterator<Item = (ElementId, &Declassification)> {
    let elements = model.elements.iter().enumerate();
    elements.flat_map(|(at, element)| element.declassifies.iter().map(move |one| (ElementId::from(at), one)))
}

/// Something that has a clearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cleared {
    /// An element.
    Element(ElementId),
    /// A boundary, with all that lies in it.
    Boundary(BoundaryId),
}

impl Cleared {
    /// The classes that may arrive there, with all below them.
    pub fn clearance(self, model: &ThreatModel) -> &[ClassId] {
        match self {
            Cleared::Element(id) => &model[id].clearance,
            Cleared::Boundary(id) => &model[id].clearance,
        }
    }

    /// Id, title and texts.
    pub fn identity(self, model: &ThreatModel) -> &Identity {
        match self {
            Cleared::Element(id) => &model[id].identity,
            Cleared::Boundary(id) => &model[id].identity,
        }
    }

    /// Place of the clearance in the sources.
    pub fn span(self, model: &ThreatModel) -> Span {
        self.identity(model).place("clearance")
    }

    /// Whether the element is it, or lies in it.
    pub fn contains(self, model: &ThreatModel, element: ElementId) -> bool {
        match self {
            Cleared::Element(id) => id == element,
            Cleared::Boundary(id) => model.lies_in(element, id),
        }
    }
}

/// Which clearances bind which elements.
#[derive(Debug)]
pub struct Clearances {
    /// By element: its own, then those of the boundaries around it, innermost first.
    binding: Vec<Vec<Cleared>>,
    /// By clearance as written: all classes that it lets in.
    allowed: BTreeMap<Vec<ClassId>, BTreeSet<ClassId>>,
}

impl Clearances {
    /// Looks them up once; `None` where the model has none.
    pub fn new(model: &ThreatModel) -> Option<Self> {
        let own = |element: usize| Cleared::Element(ElementId::from(element));
        let around = |element: usize| model.around(model.elements[element].boundary).map(Cleared::Boundary);
        let binding = |element| std::iter::once(own(element)).chain(around(element));
        let binding = |element| binding(element).filter(|place| !place.clearance(model).is_empty()).collect();
        let binding: Vec<Vec<Cleared>> = (0..model.elements.len()).map(binding).collect();
        let mut allowed = BTreeMap::new();
        for place in binding.iter().flatten() {
            let clearance = place.clearance(model);
            if !allowed.contains_key(clearance) {
                allowed.insert(clearance.to_vec(), at_or_below(model, clearance));
            }
        }
        (!allowed.is_empty()).then_some(Clearances { binding, allowed })
    }

    /// The places whose clearance does not let data of these classes arrive at an element.
    pub fn broken<'a>(
        &'a self,
        model: &'a ThreatModel,
        element: ElementId,
        classes: &'a [ClassId],
    ) -> impl Iterator<Item = Cleared> + 'a {
        self.binding[element.index()].iter().copied().filter(|place| {
            let allowed = self.allowed.get(place.clearance(model));
            classes.iter().any(|class| allowed.is_some_and(|allowed| !allowed.contains(class)))
        })
    }
}

/// The classes, and all that lie below them.
fn at_or_below(model: &ThreatModel, classes: &[ClassId]) -> BTreeSet<ClassId> {
    let (mut found, mut left) = (BTreeSet::new(), classes.to_vec());
    while let Some(class) = left.pop() {
        if found.insert(class) {
            left.extend(&model[class].above);
        }
    }
    found
}

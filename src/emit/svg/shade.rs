//! Shades of elements and flows in views that colour by residual risk or by class of data.
//!
//! May assume that facts belong to the model. A shade never stands alone: elements also bear the figure or
//! the class, and red outlines stay what they are.

use super::style::SHADES;
use crate::analysis::{Arrow, Closed, DiagramContent, Facts, PlaceFacts, Step, asset_reach};
use crate::model::{AssetId, ClassId, ElementId, FlowId, ThreatId, ThreatModel, ViewColour};
use crate::text::number;
use std::collections::BTreeSet;

/// The shade of one element or arrow.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shade {
    /// Place in the scale, below [`SHADES`].
    pub level: usize,
    /// What stands below an element's title.
    pub tag: String,
    /// What the legend says of it, one or several names.
    pub meanings: Vec<String>,
}

/// Shades of all elements of a model, and of the closed boundaries and arrows of a diagram, by their index.
#[derive(Debug, Default)]
pub(super) struct Shades {
    elements: Vec<Option<Shade>>,
    closed: Vec<Option<Shade>>,
    arrows: Vec<Option<Shade>>,
}

impl Shades {
    /// Works out the shades that a diagram asks for.
    pub(super) fn new(model: &ThreatModel, facts: &Facts, content: &DiagramContent) -> Self {
        match content.colour {
            ViewColour::State => Shades::default(),
            ViewColour::Residual => residual(model, facts, content),
            ViewColour::Class => class(model, facts, content),
        }
    }

    /// The shade of an element.
    pub(super) fn element(&self, id: ElementId) -> Option<&Shade> {
        self.elements.get(id.index())?.as_ref()
    }

    /// The shade of a closed boundary, by its index in the diagram.
    pub(super) fn closed(&self, index: usize) -> Option<&Shade> {
        self.closed.get(index)?.as_ref()
    }

    /// The shade of an arrow, by its index in the diagram.
    pub(super) fn arrow(&self, index: usize) -> Option<&Shade> {
        self.arrows.get(index)?.as_ref()
    }
}

/// Shades by the highest residual risk of the threats there; none where no risk is known.
fn residual(model: &ThreatModel, facts: &Facts, content: &DiagramContent) -> Shades {
    let all = (0..model.threats.len()).filter_map(|at| facts.risk(ThreatId::from(at)).residual);
    let most = all.fold(0.0, f64::max);
    // What stays below the appetite has the palest shade; without an appetite, quarters of the highest risk.
    let bounds = match model.appetite {
        Some(appetite) if appetite > 0.0 => [appetite, appetite * 2.0, appetite * 4.0],
        _ => [most / 4.0, most / 2.0, most * 0.75],
    };
    let shade = |risk: f64| {
        let place = bounds.iter().position(|bound| risk <= *bound);
        let meaning = match place {
            Some(at) => format!("residual risk up to {}", number(bounds[at])),
            None => format!("residual risk over {}", number(bounds[2])),
        };
        Shade {
            level: place.map_or(SHADES - 1, |at| at + 1),
            tag: format!("residual {}", number(risk)),
            meanings: vec![meaning],
        }
    };
    let risk = |place: &PlaceFacts| {
        let threats = place.open.iter().chain(&place.settled);
        threats.filter_map(|threat| facts.risk(*threat).residual).reduce(f64::max)
    };
    let at = |element: &ElementId| risk(facts.element(*element));
    let on = |flow: &FlowId| risk(facts.flow(*flow));
    let within = |closed: &Closed| {
        closed.elements.iter().filter_map(at).chain(closed.flows.iter().filter_map(on)).reduce(f64::max)
    };
    Shades {
        elements: (0..model.elements.len()).map(|index| at(&ElementId::from(index)).map(shade)).collect(),
        closed: content.closed.iter().map(|closed| within(closed).map(shade)).collect(),
        arrows: content
            .arrows
            .iter()
            .map(|arrow| arrow.flows().iter().filter_map(on).reduce(f64::max).map(shade))
            .collect(),
    }
}

/// Shades by the highest class of what an element keeps or sees pass, and of what an arrow carries.
fn class(model: &ThreatModel, facts: &Facts, content: &DiagramContent) -> Shades {
    let mut seen: Vec<Vec<AssetId>> = vec![Vec::new(); model.elements.len()];
    for (index, reach) in asset_reach(model).into_iter().enumerate() {
        for element in reach.seen_by {
            seen[element.index()].push(AssetId::from(index));
        }
    }
    let rank = |class: ClassId| facts.classes.rank(class);
    let top = model.assets.iter().filter_map(|asset| asset.class).map(rank).max().unwrap_or(0);
    let shade = |assets: &mut dyn Iterator<Item = AssetId>| {
        let classes: Vec<ClassId> = assets.filter_map(|asset| model[asset].class).collect();
        let highest = classes.iter().map(|class| rank(*class)).max()?;
        let classes: BTreeSet<ClassId> = classes.into_iter().filter(|class| rank(*class) == highest).collect();
        Some(class_shade(model, &classes, highest, top))
    };
    let within = |closed: &Closed| shade(&mut closed.elements.iter().flat_map(|id| seen[id.index()].iter().copied()));
    let along = |arrow: &Arrow| shade(&mut arrow.steps().flat_map(|step| carried(model, step)).copied());
    Shades {
        elements: seen.iter().map(|assets| shade(&mut assets.iter().copied())).collect(),
        closed: content.closed.iter().map(within).collect(),
        arrows: content.arrows.iter().map(along).collect(),
    }
}

/// The shade of classes of one rank; the highest rank that is in use has the darkest one.
fn class_shade(model: &ThreatModel, classes: &BTreeSet<ClassId>, rank: usize, top: usize) -> Shade {
    let last = SHADES - 1;
    let level = (rank * (last - 1)).checked_div(top).map_or(last, |share| 1 + share);
    let ids: Vec<&str> = classes.iter().map(|class| model[*class].identity.id.as_str()).collect();
    let meaning = |class: &ClassId| {
        let (id, title) = (&model[*class].identity.id, &model[*class].identity.title);
        if id == title { id.to_string() } else { format!("{id}: {title}") }
    };
    Shade { level, tag: ids.join(", "), meanings: classes.iter().map(meaning).collect() }
}

/// What a step carries.
fn carried<'a>(model: &'a ThreatModel, step: &Step) -> &'a [AssetId] {
    model[step.flow].step(step.hop, step.answer).map_or(&[], |hop| &hop.carries)
}

//! Shades of elements and flows in views that colour by residual risk or by class of data.
//!
//! May assume that facts belong to the model. A shade never stands alone: beside it stands the figure or the class, and
//! red outlines stay what they are.

use super::style::{Paint, SHADES};
use crate::analysis::{Arrow, Closed, DiagramContent, Facts, PlaceFacts, Step, asset_reach, highest_classes};
use crate::model::{AssetId, ClassId, ElementId, FlowId, ThreatId, ThreatModel, ViewColour};
use crate::text::{number, one_line};
use std::collections::BTreeSet;

/// Characters of a tag for which there is room in an element.
const LONGEST: usize = 16;

/// The shade of one element or arrow.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shade {
    /// Place in the scale, below [`SHADES`]; `None` where all that is known is that something is unknown.
    pub level: Option<usize>,
    /// What stands below an element's title or a flow's label.
    pub tag: String,
    /// What the legend says of it, one or several names.
    pub meanings: Vec<String>,
}

impl Shade {
    /// What fills the shape.
    pub(super) fn paint(&self) -> Paint {
        self.level.map_or(Paint::Surface, Paint::Shade)
    }

    /// The tag cut to where it stands: how many names there are besides is better than half of one.
    pub(super) fn short_tag(&self) -> String {
        let names: Vec<&str> = self.tag.split(", ").collect();
        match names.as_slice() {
            [first, more @ ..] if !more.is_empty() && self.tag.chars().count() > LONGEST => {
                format!("{} +{}", one_line(first, LONGEST - 3), more.len())
            }
            _ => one_line(&self.tag, LONGEST),
        }
    }
}

/// Shades of all elements of a model, and of the closed boundaries and arrows of a diagram, by their index.
#[derive(Debug, Default)]
pub(super) struct Shades {
    elements: Vec<Option<Shade>>,
    closed: Vec<Option<Shade>>,
    arrows: Vec<Option<Shade>>,
    /// What each shade of a scale without gaps means, the least first.
    scale: Vec<(usize, String)>,
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

    /// What the shades between two others mean, where they are ranges that adjoin.
    pub(super) fn between(&self, least: usize, most: usize) -> impl Iterator<Item = &(usize, String)> {
        self.scale.iter().filter(move |(level, _)| (least..=most).contains(level))
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

/// The highest residual risk of a single open threat, and whether that of another one is unknown.
#[derive(Debug, Clone, Copy, Default)]
struct Risk {
    most: Option<f64>,
    unknown: bool,
}

impl Risk {
    fn of(facts: &Facts, open: &[ThreatId]) -> Risk {
        let risks = open.iter().map(|threat| facts.risk(*threat).residual);
        risks.map(|most| Risk { most, unknown: most.is_none() }).fold(Risk::default(), Risk::with)
    }

    fn with(self, other: Risk) -> Risk {
        let most = self.most.into_iter().chain(other.most).reduce(f64::max);
        Risk { most, unknown: self.unknown || other.unknown }
    }

    /// The shade by the upper bounds of the lower three of four.
    fn shade(self, bounds: [f64; 3]) -> Option<Shade> {
        let unknown = "unknown".to_owned();
        let Some(risk) = self.most else {
            let meanings = vec!["risk unknown".to_owned()];
            return self.unknown.then_some(Shade { level: None, tag: unknown, meanings });
        };
        let place = bounds.iter().position(|bound| risk <= *bound).unwrap_or(bounds.len());
        let (level, risk) = (Some(place + 1), number(risk));
        let tag = if self.unknown { format!("{risk} and {unknown}") } else { format!("residual {risk}") };
        Some(Shade { level, tag, meanings: vec![meaning_of_risk(bounds, place)] })
    }
}

/// What the legend says of one of the four shades.
fn meaning_of_risk(bounds: [f64; 3], place: usize) -> String {
    let [low, middle, high] = bounds.map(number);
    match place {
        0 => format!("up to {low}"),
        1 => format!("over {low}, up to {middle}"),
        2 => format!("over {middle}, up to {high}"),
        _ => format!("over {high}"),
    }
}

/// Shades by the highest residual risk of a single open threat there.
fn residual(model: &ThreatModel, facts: &Facts, content: &DiagramContent) -> Shades {
    let all = (0..model.threats.len()).filter_map(|at| facts.risk(ThreatId::from(at)).residual);
    let most = all.fold(0.0, f64::max);
    // What stays below the appetite has the palest shade; without an appetite, quarters of the highest risk.
    let bounds = match model.appetite {
        Some(appetite) if appetite > 0.0 => [appetite, appetite * 2.0, appetite * 4.0],
        _ => [most / 4.0, most / 2.0, most * 0.75],
    };
    let risk = |place: &PlaceFacts| Risk::of(facts, &place.open).shade(bounds);
    let along = |arrow: &Arrow| {
        let risks = arrow.flows().into_iter().map(|flow: FlowId| Risk::of(facts, &facts.flow(flow).open));
        risks.fold(Risk::default(), Risk::with).shade(bounds)
    };
    Shades {
        elements: (0..model.elements.len()).map(|index| risk(facts.element(ElementId::from(index)))).collect(),
        closed: content.closed.iter().map(|closed| Risk::of(facts, &closed.open(facts)).shade(bounds)).collect(),
        arrows: of_arrows(content, along),
        scale: (0..=bounds.len()).map(|place| (place + 1, meaning_of_risk(bounds, place))).collect(),
    }
}

/// Shades of arrows, but for those that are drawn weaker.
fn of_arrows(content: &DiagramContent, shade: impl Fn(&Arrow) -> Option<Shade>) -> Vec<Option<Shade>> {
    content.arrows.iter().map(|arrow| if arrow.first.rest { None } else { shade(arrow) }).collect()
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
    let top = facts.asset_classes().iter().flatten().map(|class| rank(*class)).max().unwrap_or(0);
    let shade = |assets: &mut dyn Iterator<Item = AssetId>| {
        let classes: BTreeSet<ClassId> = assets.flat_map(|asset| facts.classes_of(asset)).copied().collect();
        let mut highest: Vec<ClassId> = highest_classes(model, &classes).into_iter().collect();
        highest.sort_by_key(|class| std::cmp::Reverse(rank(*class)));
        let most = rank(*highest.first()?);
        let darkest = highest.iter().filter(|class| rank(**class) == most);
        Some(Shade {
            // The highest rank that is in use has the darkest shade.
            level: Some((most * (SHADES - 1)).checked_div(top).unwrap_or(SHADES - 1)),
            tag: class_tag(model, &highest),
            meanings: darkest.map(|class| meaning(model, *class)).collect(),
        })
    };
    let within = |closed: &Closed| shade(&mut closed.elements.iter().flat_map(|id| seen[id.index()].iter().copied()));
    let along = |arrow: &Arrow| shade(&mut arrow.steps().flat_map(|step| carried(model, step)).copied());
    Shades {
        elements: seen.iter().map(|assets| shade(&mut assets.iter().copied())).collect(),
        closed: content.closed.iter().map(within).collect(),
        arrows: of_arrows(content, along),
        scale: Vec::new(),
    }
}

/// The names of classes of which none stands above another.
fn class_tag(model: &ThreatModel, classes: &[ClassId]) -> String {
    classes.iter().map(|class| model[*class].identity.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// What the legend says of a class.
fn meaning(model: &ThreatModel, class: ClassId) -> String {
    let (id, title) = (&model[class].identity.id, &model[class].identity.title);
    if id == title { id.to_string() } else { format!("{id}: {title}") }
}

/// What a step carries.
fn carried<'a>(model: &'a ThreatModel, step: &Step) -> &'a [AssetId] {
    model[step.flow].step(step.hop, step.answer).map_or(&[], |hop| &hop.carries)
}

//! The ids of everything that is written.
//!
//! May assume a merged model. Must give what our own export noted first, so that a model that comes back keeps its ids.

use crate::import::foreign::{Flow, Foreign, Place, Threat};
use crate::import::letters::folded;
use crate::import::names::{Names, short};
use crate::import::protocols::recognised;
use crate::import::texts::titled;
use std::collections::BTreeMap;

/// Longest part that an end gives to the id of a flow.
const END: usize = 18;
/// Longest id of a model.
const MODEL: usize = 32;
/// Longest id from a title.
const TITLE: usize = 24;

/// Ids by the indices of the neutral model.
#[derive(Debug, Default)]
pub(in crate::import) struct Ids {
    pub model: String,
    pub boundaries: Vec<String>,
    pub elements: Vec<String>,
    pub flows: Vec<String>,
    pub threats: Vec<String>,
    pub mitigations: Vec<String>,
    pub assets: Vec<String>,
    /// For each threat that is accepted the id of that decision.
    pub acceptances: BTreeMap<usize, String>,
    pub views: Vec<String>,
}

impl Ids {
    pub(super) fn new(foreign: &Foreign) -> Self {
        let mut names = Names::default();
        let mut ids = Ids::default();
        let kept = Kept::of(foreign, &mut names);
        let elements = std::iter::zip(&foreign.elements, kept.elements);
        ids.elements = elements
            .map(|(element, kept)| kept.unwrap_or_else(|| names.claim(element.title.as_deref(), element.kind.word())))
            .collect();
        let boundaries = std::iter::zip(&foreign.boundaries, kept.boundaries);
        ids.boundaries = boundaries
            .map(|(boundary, kept)| kept.unwrap_or_else(|| names.claim(boundary.title.as_deref(), "boundary")))
            .collect();
        ids.assets = foreign.assets.iter().map(|asset| names.claim(Some(&asset.title), "asset")).collect();
        // It names the file as well.
        let model = short(&foreign.title, MODEL).unwrap_or_else(|| "imported".to_owned());
        ids.model = kept.model.unwrap_or_else(|| names.claim_id(&model, "model"));
        ids.name_flows(foreign, &mut names, kept.flows);
        ids.name_threats(foreign, &mut names, kept.threats);
        ids.mitigations = foreign
            .mitigations
            .iter()
            .map(|mitigation| names.claim(Some(&titled(&mitigation.text).0), mitigation.status))
            .collect();
        ids.views = foreign.diagrams.iter().map(|diagram| names.claim(diagram.title.as_deref(), "view")).collect();
        ids
    }

    fn name_flows(&mut self, foreign: &Foreign, names: &mut Names, kept: Vec<Option<String>>) {
        let mut titles: BTreeMap<String, usize> = BTreeMap::new();
        for title in foreign.flows.iter().filter_map(|flow| flow.title.as_deref()) {
            *titles.entry(folded(title)).or_default() += 1;
        }
        for (flow, kept) in std::iter::zip(&foreign.flows, kept) {
            let id = kept.unwrap_or_else(|| {
                let telling = flow.title.as_deref().filter(|title| titles.get(&folded(title)) == Some(&1));
                let telling = telling.filter(|title| recognised(title, false).is_none() && has_letters(title));
                let wish = telling.and_then(|title| short(title, TITLE)).filter(|id| !names.has(id));
                names.claim_id(&wish.unwrap_or_else(|| self.named_by_ends(flow, names)), "")
            });
            self.flows.push(id);
        }
    }

    /// `browser_to_api`; where that is taken `launch_to_api`, if the flow has a title.
    fn named_by_ends(&self, flow: &Flow, names: &Names) -> String {
        let end = |index: Option<&usize>| {
            let id = index.map_or("", |index| self.elements[*index].as_str());
            short(id, END).unwrap_or_else(|| id.to_owned())
        };
        let to = end(flow.route.last());
        let ends = format!("{}_to_{to}", end(flow.route.first()));
        let title = flow.title.as_deref().and_then(|title| short(title, END)).filter(|_| names.has(&ends));
        title.map(|title| format!("{title}_to_{to}")).filter(|id| !names.has(id)).unwrap_or(ends)
    }

    fn name_threats(&mut self, foreign: &Foreign, names: &mut Names, kept: Vec<Option<String>>) {
        for (index, (threat, kept)) in std::iter::zip(&foreign.threats, kept).enumerate() {
            let id = kept.unwrap_or_else(|| self.threat_id(threat, names));
            if threat.state == crate::import::foreign::State::Accepted {
                self.acceptances.insert(index, names.claim_id(&format!("accept_{id}"), ""));
            }
            self.threats.push(id);
        }
    }

    fn threat_id(&self, threat: &Threat, names: &mut Names) -> String {
        let place = threat.on.first().map(|place| match place {
            Place::Element(index) => self.elements[*index].as_str(),
            Place::Flow(index) => self.flows[*index].as_str(),
        });
        let title = threat.title.as_deref().and_then(|title| short(title, TITLE));
        match (title, place) {
            (Some(title), Some(place)) => names.claim_id(&title, place),
            (Some(title), None) => names.claim_id(&title, "threat"),
            (None, place) => {
                let what = threat.kind.map_or("threat", |kind| kind.id);
                names.claim_id(&format!("{what}_{}", place.unwrap_or("somewhere")), "threat")
            }
        }
    }
}

/// Whether a title is more than an abbreviation.
fn has_letters(title: &str) -> bool {
    title.chars().filter(|c| c.is_alphabetic()).count() > 4
}

/// Ids that our own export noted.
struct Kept {
    model: Option<String>,
    boundaries: Vec<Option<String>>,
    elements: Vec<Option<String>>,
    flows: Vec<Option<String>>,
    threats: Vec<Option<String>>,
}

impl Kept {
    fn of(foreign: &Foreign, names: &mut Names) -> Kept {
        let mut keep = |id: Option<&String>| id.and_then(|id| names.keep(id));
        Kept {
            model: keep(foreign.ours.as_ref()),
            boundaries: foreign.boundaries.iter().map(|thing| keep(thing.origin.ours.as_ref())).collect(),
            elements: foreign.elements.iter().map(|thing| keep(thing.origin.ours.as_ref())).collect(),
            flows: foreign.flows.iter().map(|thing| keep(thing.origin.ours.as_ref())).collect(),
            threats: foreign.threats.iter().map(|thing| keep(thing.origin.ours.as_ref())).collect(),
        }
    }
}

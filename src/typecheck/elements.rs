//! Objectives, assets, boundaries, elements and adversaries → model.

use super::checker::Checker;
use super::fields::Fields;
use crate::model::{Adversary, Asset, BoundaryId, Element, ElementKind, Objective, TrustBoundary};
use crate::resolve::{DeclarationId, Entry};
use crate::schema::Kind;

impl Checker<'_> {
    /// Lowers what the diagram shows, but for flows.
    pub fn elements(&mut self) {
        self.each(Kind::Objective, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let weight = fields.number("weight").unwrap_or(1.0);
            checker.model.objectives.push(Objective { identity, weight, owner: fields.person("owner") });
        });
        self.each(Kind::Asset, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let (class, serves) = (checker.id(&fields, "class"), checker.ids(&fields, "serves"));
            let derived_from = checker.ids(&fields, "derived_from");
            checker.model.assets.push(Asset { identity, class, derived_from, serves, owner: fields.person("owner") });
        });
        self.origins();
        self.each(Kind::Boundary, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let (parent, clearance) = (checker.boundary_around(entry), checker.ids(&fields, "clearance"));
            checker.model.boundaries.push(TrustBoundary {
                identity,
                parent,
                kind: fields.word("kind").map(Into::into),
                trust: fields.word("trust").map(Into::into),
                clearance,
                contract: fields.text("contract"),
                owner: fields.person("owner"),
            });
        });
        self.each_of(&[Kind::Entity, Kind::Process, Kind::Store], |checker, _, entry, fields| {
            let element = checker.diagram_element(entry, &fields);
            checker.model.elements.push(element);
        });
        self.each(Kind::Adversary, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let wants = fields.refs("wants").iter().map(|(id, _)| checker.scope.entry(*id).title.clone()).collect();
            checker.model.adversaries.push(Adversary {
                identity,
                motive: fields.words("motive").unwrap_or_default().into_iter().map(Into::into).collect(),
                capability: fields.word("capability").map(Into::into),
                position: fields.word("position").map(Into::into),
                wants,
            });
        });
    }

    fn diagram_element(&mut self, entry: &Entry<'_>, fields: &Fields) -> Element {
        Element {
            identity: self.identity(entry, fields),
            kind: element_kind(entry.kind),
            boundary: self.boundary_around(entry),
            tech: self.id(fields, "tech"),
            holds: self.ids(fields, "holds"),
            clearance: self.ids(fields, "clearance"),
            declassifies: self.declassifications(entry.declaration),
            encrypted: fields.yes_no("encrypted"),
            append_only: fields.yes_no("append_only"),
            runs_as: fields.text("runs_as"),
            owner: fields.person("owner"),
            out_of_scope: fields.text("out_of_scope"),
        }
    }

    /// The innermost boundary around a declaration.
    fn boundary_around(&self, entry: &Entry<'_>) -> Option<BoundaryId> {
        let mut parent: Option<DeclarationId> = entry.parent;
        while let Some(id) = parent {
            let around = self.scope.entry(id);
            if around.kind == Kind::Boundary {
                return Some(self.index_of(id));
            }
            parent = around.parent;
        }
        None
    }
}

fn element_kind(kind: Kind) -> ElementKind {
    match kind {
        Kind::Entity => ElementKind::ExternalEntity,
        Kind::Store => ElementKind::DataStore,
        _ => ElementKind::Process,
    }
}

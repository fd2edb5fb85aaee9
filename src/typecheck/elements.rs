//! Objectives, assets, boundaries, elements and adversaries → model.

use super::checker::Checker;
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
            checker.model.assets.push(Asset { identity, class, serves, owner: fields.person("owner") });
        });
        self.each(Kind::Boundary, |checker, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let parent = checker.boundary_around(entry);
            checker.model.boundaries.push(TrustBoundary {
                identity,
                parent,
                kind: fields.word("kind").map(Into::into),
                trust: fields.word("trust").map(Into::into),
                contract: fields.text("contract"),
                owner: fields.person("owner"),
            });
        });
        self.each_of(&[Kind::Entity, Kind::Process, Kind::Store], |checker, _, entry, fields| {
            let identity = checker.identity(entry, &fields);
            let (boundary, tech, holds) =
                (checker.boundary_around(entry), checker.id(&fields, "tech"), checker.ids(&fields, "holds"));
            checker.model.elements.push(Element {
                identity,
                kind: element_kind(entry.kind),
                boundary,
                tech,
                holds,
                encrypted: fields.yes_no("encrypted"),
                append_only: fields.yes_no("append_only"),
                runs_as: fields.text("runs_as"),
                owner: fields.person("owner"),
                out_of_scope: fields.text("out_of_scope"),
            });
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

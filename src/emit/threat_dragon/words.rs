//! Texts of cells and threats: plain text that the app shows as it is.
//!
//! May assume nothing about the author's text; control characters are neutralised. Must not write Markdown of its own.

use crate::model::{AssetId, CatalogueRef, Identity, ThreatModel};
use crate::text::neutralise;

/// Text of the author, safe to show.
pub(super) fn clean(text: &str) -> String {
    neutralise(text.trim()).into_owned()
}

/// A person or a team.
pub(super) fn handle(name: &str) -> String {
    format!("@{}", clean(name))
}

/// What there is, with an empty line between one and the next.
pub(super) fn paragraphs<const N: usize>(parts: [Option<String>; N]) -> String {
    joined(parts, "\n\n")
}

/// What there is, each on its line.
pub(super) fn lines<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    Some(joined(parts, "\n")).filter(|text| !text.is_empty())
}

fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// What the author wrote about a thing, and the remark beside it.
pub(super) fn remarks(identity: &Identity) -> Option<String> {
    let parts = [identity.about.as_deref(), identity.note.as_deref()].into_iter().flatten().map(clean);
    Some(parts.collect::<Vec<_>>().join("\n\n")).filter(|text| !text.is_empty())
}

/// A line such as `Holds: a, b`; nothing without a title.
pub(super) fn list<'a>(label: &str, titles: impl Iterator<Item = &'a str>) -> Option<String> {
    let titles: Vec<String> = titles.map(clean).collect();
    (!titles.is_empty()).then(|| format!("{label}: {}", titles.join(", ")))
}

/// A line with the titles of assets.
pub(super) fn assets(model: &ThreatModel, label: &str, assets: &[AssetId]) -> Option<String> {
    list(label, assets.iter().map(|asset| model[*asset].identity.title.as_str()))
}

/// A line with references into catalogues, and their pages where the catalogue has pages.
pub(super) fn references(model: &ThreatModel, label: &str, references: &[CatalogueRef]) -> Option<String> {
    let text = |reference: &CatalogueRef| {
        let scheme = &model[reference.scheme];
        let name = format!("{}:{}", scheme.identity.id, reference.item);
        match &scheme.url {
            Some(url) => format!("{name} ({})", url.replace("{item}", &reference.item)),
            None => name,
        }
    };
    let texts: Vec<String> = references.iter().map(text).collect();
    list(label, texts.iter().map(String::as_str))
}

//! A rule explained by itself, and a word of a vocabulary: what it says, where it is declared, and where the rule fires.

use crate::analysis::query::{ATTRIBUTES, Questions, Sort, place_of};
use crate::analysis::{Facts, Standing};
use crate::model::{CatalogueRef, Identity, Rule, RuleId, ThreatModel};
use crate::text::{SourceMap, Span};

/// How many places of a sort are listed.
const MOST: usize = 20;

/// Explains the rule of a name; with facts, also where it fires in the model. `None` if there is no such rule.
pub fn explain_rule(model: &ThreatModel, facts: Option<&Facts>, sources: &SourceMap, name: &str) -> Option<String> {
    let at = model.rules.iter().position(|rule| rule.name == name || rule.identity.id == name)?;
    let (id, rule) = (RuleId::from(at), &model.rules[at]);
    let of = rule.library.as_ref().map_or(String::new(), |library| format!(" of {library}"));
    let mut lines = vec![
        format!("{}: {}", rule.name, rule.identity.title),
        format!("  rule{of}  {}", sources.place(rule.identity.span)),
    ];
    lines.extend(rule.identity.about.iter().map(|about| format!("\n{}", about.trim())));
    lines.push(String::new());
    lines.extend(["for", "where", "unless", "raise"].iter().filter_map(|field| written(rule, sources, field)));
    lines.extend(raised(model, rule));
    if let Some(facts) = facts {
        lines.push(String::new());
        lines.extend(places(model, facts, id));
    }
    Some(lines.join("\n") + "\n")
}

/// A field as the author wrote it, on one line.
fn written(rule: &Rule, sources: &SourceMap, field: &str) -> Option<String> {
    let span = rule.identity.place(field);
    let text = || sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    (span != rule.identity.span).then(|| format!("  {field:10} {}", text()))
}

/// What the threat is said to be that the rule raises.
fn raised(model: &ThreatModel, rule: &Rule) -> Vec<String> {
    let raised = &rule.raised;
    let entry = |one: &CatalogueRef| format!("{}:{}", model[one.scheme].identity.id, one.item);
    let refs = raised.refs.iter().map(entry).collect::<Vec<_>>().join(", ");
    let level = |index: Option<usize>, scale: &[crate::model::RiskWord]| {
        index.and_then(|index| scale.get(index)).map_or(String::new(), |word| word.word.to_string())
    };
    let fields = [
        ("likelihood", level(raised.likelihood, &model.risk.likelihood)),
        ("impact", level(raised.impact, &model.risk.impact)),
        ("refs", refs),
    ];
    fields.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("  {name:10} {text}")).collect()
}

/// Where the rule fires, is closed or left aside, and where it cannot tell.
fn places(model: &ThreatModel, facts: &Facts, id: RuleId) -> Vec<String> {
    let (findings, rule) = (&facts.findings, &model[id]);
    let called = |place| format!("{}/{}", rule.name, model.place(place).id);
    let of_rule = || findings.all.iter().filter(|finding| finding.rule == id);
    let (aside, fires): (Vec<_>, Vec<_>) =
        of_rule().partition(|finding| matches!(finding.standing, Standing::Suppressed(_)));
    let questions = Questions::new(model);
    let undecided = findings.undecided.iter().filter(|undecided| undecided.rule == id);
    let undecided = undecided.flat_map(|undecided| questions.at_path(&undecided.subject, &rule.raised.on));
    let mut undecided: Vec<String> = undecided.filter_map(|place| place_of(&place)).map(called).collect();
    undecided.sort();
    undecided.dedup();
    let closed = findings.closed.iter().filter(|closed| closed.rule == id).map(|closed| called(closed.place));
    let groups = [
        ("It fires:", fires.iter().map(|finding| finding.id.to_string()).collect()),
        ("Left aside:", aside.iter().map(|finding| finding.id.to_string()).collect()),
        ("Closed by a mitigation:", closed.collect()),
        ("It cannot tell:", undecided),
    ];
    if groups.iter().all(|(_, ids): &(_, Vec<String>)| ids.is_empty()) {
        return vec!["It fires nowhere in this model.".to_owned()];
    }
    let mut lines = Vec::new();
    for (title, ids) in groups.iter().filter(|(_, ids)| !ids.is_empty()) {
        lines.push((*title).to_owned());
        lines.extend(ids.iter().take(MOST).map(|id| format!("  - {id}")));
        if ids.len() > MOST {
            lines.push(format!("  - and {} more", ids.len() - MOST));
        }
    }
    lines.push("`caveat explain` with one of these says why.".to_owned());
    lines
}

/// Explains a word of a vocabulary, an attribute of conditions, or what a mitigation can give. `None` if it is none.
pub fn explain_word(model: &ThreatModel, sources: &SourceMap, word: &str) -> Option<String> {
    let mut lines = Vec::new();
    let mut declared = |what: &str, identity: &Identity| {
        if identity.id == word {
            lines.push(format!("{word}: {what}, “{}”  {}", identity.title, sources.place(identity.span)));
            lines.extend(identity.about.iter().map(|about| format!("  {}", about.trim())));
            lines.extend(declaration(sources, identity.span).map(|text| format!("  {text}")));
        }
    };
    model.classes.iter().for_each(|class| declared("a class of data", &class.identity));
    model.techs.iter().for_each(|tech| declared("a technology", &tech.identity));
    model.protocols.iter().for_each(|protocol| declared("a protocol", &protocol.identity));
    model.auths.iter().for_each(|auth| declared("a kind of authentication", &auth.identity));
    model.threat_kinds.iter().for_each(|kind| declared("a kind of threat", &kind.identity));
    model.schemes.iter().for_each(|scheme| declared("a catalogue", &scheme.identity));
    let of: Vec<&'static str> =
        ATTRIBUTES.iter().filter(|spec| spec.name == word).map(|spec| spec.of.with_article()).collect();
    if let Some(spec) = ATTRIBUTES.iter().find(|spec| spec.name == word) {
        let gives = match spec.gives {
            Sort::Word(words) => words.join(", "),
            sort => sort.with_article().to_owned(),
        };
        let several = if spec.many { ", or several" } else { "" };
        lines.push(format!("{word}: an attribute in conditions, of {}", of.join(" and ")));
        lines.push(format!("  gives {gives}{several}"));
    }
    let asking: Vec<&str> = model
        .rules
        .iter()
        .filter(|rule| rule.asks_for.iter().any(|asked| asked == word))
        .map(|rule| &*rule.name)
        .collect();
    if !asking.is_empty() {
        lines.push(format!("{word}: what a mitigation can give: `gives: {word}`"));
        lines.push(format!("  asked for by {}", asking.join(", ")));
    }
    (!lines.is_empty()).then(|| lines.join("\n") + "\n")
}

/// The line on which something is declared.
fn declaration(sources: &SourceMap, span: Span) -> Option<&str> {
    let text = sources.file(span.file).text();
    let start = text.get(..span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    text.get(start..)?.lines().next()
}

//! Conditions of views: which flows each of them chooses.

use crate::support::{compile_text, rendered};
use caveat::analysis::query::Questions;
use caveat::model::Region;

const MODEL: &str = r#"
use std.stride
use std.web

class phi "Health data" { above: confidential }
class research "Research data" { above: internal }
asset claim "Claim" { class: phi }
asset study "Study" { class: research }
asset page "Page" { class: public }
asset odd "Odd"
protocol own_http "Own" { like: http }

boundary internet "Internet" { entity customer "Customer" { tech: browser } }
boundary cloud "Cloud" {
  trust: medium
  process edge "Edge" { tech: waf }
  boundary inner "Inner" {
    trust: high
    process api "API"
    store db "Database" { holds: claim, encrypted: no }
  }
}
flow get "Get": customer -> edge -> api {
  over: https, auth: client_credentials, carries: page
  answer { carries: claim }
}
flow load "Load": api -> db { over: own_http, carries: [claim, page] }
flow old "Old": customer -> api { over: http, state: retired }
flow ask "Ask": customer -> api { over: http, state: proposed, carries: odd }
flow mute "Mute": edge -> db
flow trial "Trial": api -> edge { carries: study }
threat t "T" { kind: tampering, on: edge, mitigations: m }
mitigation m "M" { status: implemented, effect: 50%, gives: rate_limit }
threat u "U" { kind: tampering, on: api, mitigations: n }
mitigation n "N" { status: planned, effect: 50%, gives: rate_limit }
"#;

const CASES: &[(&str, &str)] = &[
    // What a flow does not say is unknown: `mute` and `trial` fulfil neither of the first two.
    ("over.encrypted", "get"),
    ("not over.encrypted", "load ask"),
    ("over.encrypted == no", "load ask"),
    // In `std.web`, https is like http.
    ("over is http", "get load ask"),
    ("over == http", "ask"),
    ("over != http", "get load"),
    ("over in [https, own_http]", "get load"),
    ("not over is grpc and crosses any", "get ask"),
    ("carries has claim", "get load"),
    ("claim in carries", "get load"),
    ("carries is page", "get load"),
    ("carries.class >= phi", "get load"),
    ("carries.class >= internal", "get load trial"),
    ("carries.class > phi", ""),
    // Neither of `research` and `confidential` stands above the other.
    ("carries.class < confidential", "get load"),
    ("carries.class <= public", "get load"),
    ("not carries.class >= confidential", "get trial"),
    ("carries.class != phi", "get load trial"),
    ("from is customer", "get ask"),
    ("from.kind is entity", "get ask"),
    ("from.tech is waf", "get mute"),
    ("to in inner", "get load ask mute"),
    ("from in cloud and to in cloud", "get load mute trial"),
    ("to.holds.class >= phi and not to.encrypted", "load mute"),
    ("crosses inner", "get ask mute trial"),
    ("enters any", "get ask mute"),
    ("leaves internet", "get ask"),
    ("crosses any or over is http", "get load ask mute trial"),
    ("not (crosses any)", "load"),
    ("from.boundary.trust >= medium", "get load mute trial"),
    ("from.boundary.trust > medium", "get load trial"),
    ("state is proposed", "ask"),
    ("state == real and over is https", "get"),
    ("auth is client_credentials", "get"),
    ("auth.authenticates is caller", "get"),
    ("out_of_scope", ""),
    ("from has rate_limit", "get mute"),
    ("to has rate_limit", "get trial"),
    // Both must hold of the same step.
    ("from is customer and to is api", "ask"),
    ("over == https and over == http", ""),
];

#[test]
fn conditions_choose_the_expected_flows() {
    let views: String = CASES
        .iter()
        .enumerate()
        .map(|(number, (condition, _))| format!("view v{number} {{ show: flows where {condition} }}\n"))
        .collect();
    let compilation = compile_text(&format!("{MODEL}{views}"));
    let (model, _) = compilation.sound().unwrap_or_else(|| panic!("{}", rendered(&compilation)));
    let mut wrong = Vec::new();
    for ((condition, expected), view) in CASES.iter().zip(&model.views) {
        let [Region::Flows(choice)] = view.show.as_slice() else { panic!("{condition} is no choice") };
        let questions = Questions::new(model);
        let flows = questions.chosen(choice).map(|flow| model[flow].identity.id.as_str());
        let found = flows.collect::<Vec<_>>().join(" ");
        if found != *expected {
            wrong.push(format!("{condition}: expected `{expected}`, found `{found}`"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! Views that colour by risk or by class: what is written beside a shade, what the legend says, and that nothing moves.

use crate::support::{compile_text, outputs};
use caveat::analysis::SPLIT_ABOVE;
use caveat::emit::{Placements, diagrams};
use caveat::layout::Drawing;

/// The texts of a picture in their order.
fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("XML");
    document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|n| Some(n.text()?.to_owned())).collect()
}

#[test]
fn residual_risk_is_a_figure_a_range_or_unknown() {
    let compilation = compile_text(
        "use std.stride\nuse std.risk\nmodel m \"M\" { appetite: 2 }\nprocess a \"A\"\nprocess b \"B\"\nprocess c \"C\"\n\
         flow f \"F\": a -> b\nflow g \"G\": b -> c\nthreat t \"T\" { on: [a, f], likelihood: high, impact: severe }\n\
         threat u \"U\" { on: [a, b] }\nthreat v \"V\" { on: [b, g], likelihood: low, impact: low }\n\
         threat w \"W\" { on: c }\nview r \"R\" { colour: residual }\n",
    );
    let texts = texts(&outputs(&compilation)["m.r.svg"]);
    let has = |text: &str| texts.iter().filter(|found| *found == text).count();
    assert_eq!((has("12 and unknown"), has("1 and unknown"), has("unknown")), (1, 1, 1), "{texts:?}");
    assert_eq!((has("residual 12"), has("residual 1")), (1, 1), "flows bear the figure as well");
    let at = texts.iter().position(|text| text.starts_with("Highest residual risk")).expect("the heading");
    assert_eq!(texts[at + 1..], ["up to 2", "over 2, up to 4", "over 4, up to 8", "over 8", "risk unknown"]);
}

#[test]
fn all_highest_classes_are_named() {
    let compilation = compile_text(
        "model m \"M\"\nclass low \"Low\"\nclass mid \"Mid\" { above: low }\nclass top \"Top\" { above: mid }\nclass side \"Side\"\n\
         asset x \"X\" { class: top }\nasset y \"Y\" { class: side }\nasset z \"Z\" { class: low }\n\
         process a \"A\"\nstore b \"B\" { holds: [x, y, z] }\nflow f \"F\": a -> b { carries: [z, y] }\nview k \"K\" { colour: class }\n",
    );
    let svg = &outputs(&compilation)["m.k.svg"];
    let texts = texts(svg);
    assert!(texts.contains(&"top, side".to_owned()) && texts.contains(&"low, side".to_owned()), "{texts:?}");
    assert!(svg.contains("Shaded as: top, side"));
    let at = texts.iter().position(|text| text == "Highest class of data:").expect("the heading");
    assert_eq!(texts[at + 1..], ["low: Low, side: Side", "top: Top"]);
}

/// The order of the parts of a drawing, from left to right and from top to bottom.
fn orders(drawing: &Drawing) -> [Vec<usize>; 2] {
    let order = |key: &dyn Fn(usize) -> f64| {
        let mut order: Vec<usize> = (0..drawing.nodes.len()).collect();
        order.sort_by(|a, b| key(*a).total_cmp(&key(*b)).then(a.cmp(b)));
        order
    };
    let middle = |at: usize| &drawing.nodes[at];
    [
        order(&|at| ((middle(at).x + middle(at).width / 2.0) / 40.0).round()),
        order(&|at| ((middle(at).y + middle(at).height / 2.0) / 40.0).round()),
    ]
}

#[test]
fn colours_do_not_rearrange_a_picture() {
    let compilation = compile_text(
        "model m \"M\"\nboundary o \"Outside\" { entity e \"Customer\" }\nboundary i \"Inside\" {\n  process w \"Web\"\n  process q \"Queue\"\n\
         store d \"Database\"\n  store l \"Log\"\n}\nflow f \"Read the page\": e -> w -> d { answer { } }\nflow g \"Job\": w -> q -> d\n\
         flow h \"Write\": q -> l\nflow k \"Log in\": e -> w\nview p \"P\" { }\nview r \"R\" { colour: residual }\nview s \"S\" { colour: class }\n",
    );
    let (model, _) = compilation.sound().expect("it compiles");
    let diagrams = diagrams(model, SPLIT_ABOVE, &Placements::default());
    let drawings: Vec<&Drawing> = diagrams.iter().map(|diagram| diagram.drawing(model)).collect();
    for drawing in &drawings[1..] {
        assert_eq!((drawing.direction, &drawing.directions), (drawings[0].direction, &drawings[0].directions));
        assert_eq!(orders(drawing), orders(drawings[0]));
    }
}

/// Neighbouring shades can be told from each other, and text can be read on all of them, by day and by night.
#[test]
fn shades_have_contrast() {
    let compilation = compile_text("model m \"M\"\nprocess a \"A\"\nview k \"K\" { colour: class }\n");
    let svg = &outputs(&compilation)["m.k.svg"];
    let values = |name: &str| -> Vec<f64> {
        let name = format!("--cv-{name}:#");
        let found = svg.match_indices(&name).map(|(at, text)| &svg[at + text.len()..][..6]);
        found.map(luminance).collect()
    };
    let contrast = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
    for mode in [0, 1] {
        let scale: Vec<f64> = (0..5).map(|shade| values(&format!("shade-{shade}"))[mode]).collect();
        assert!(scale.windows(2).all(|pair| contrast(pair[0], pair[1]) >= 1.3), "{scale:?}");
        assert!(scale.iter().all(|shade| contrast(*shade, values("ink")[mode]) >= 4.5), "{scale:?}");
        assert!(contrast(scale[0], values("surface")[mode]) >= 1.15, "the palest is not seen");
    }
}

fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

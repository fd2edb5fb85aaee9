//! Colours of a diagram, light and dark, and the style sheet that switches between them.
//!
//! Every shape carries its light colours as attributes, so that a renderer without style sheets or without custom
//! properties shows a legible light picture; the style sheet then only overrides colours. Widths, dashes and fonts
//! are always attributes. All selectors begin with `.caveat-dfd`: a diagram set into a page must not restyle it.

use std::fmt::Write;

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Behind everything.
    Canvas,
    /// Inside elements.
    Surface,
    /// Text.
    Ink,
    /// Text and lines of lesser weight: summaries, what is out of scope.
    Muted,
    /// Outlines and flows.
    Line,
    /// Border of boundaries.
    Border,
    /// Inside boundaries; nested ones grow darker since it is translucent.
    Tint,
    /// Outline of whatever has open threats.
    Open,
    /// Text on that colour.
    OnOpen,
    /// Shades of a scale, the least first.
    Shade(usize),
}

/// Number of shades of a scale.
pub(super) const SHADES: usize = 5;

/// Name, light colour, dark colour; contrast of text is at least 4.5 in both, that of neighbouring shades 1.3.
const COLOURS: [(Paint, &str, &str, &str); 14] = [
    (Paint::Canvas, "canvas", "#ffffff", "#12161c"),
    (Paint::Surface, "surface", "#ffffff", "#1a2028"),
    (Paint::Ink, "ink", "#16191d", "#f7f9fc"),
    (Paint::Muted, "muted", "#59616b", "#a3adb9"),
    (Paint::Line, "line", "#2f363f", "#c6ced8"),
    (Paint::Border, "border", "#4e5e77", "#8d9fba"),
    (Paint::Tint, "tint", "#3d6296", "#8fb4f0"),
    (Paint::Open, "open", "#c8102e", "#ff7a7a"),
    (Paint::OnOpen, "on-open", "#ffffff", "#12161c"),
    (Paint::Shade(0), "shade-0", "#e5effb", "#192d42"),
    (Paint::Shade(1), "shade-1", "#b4d2f3", "#223f60"),
    (Paint::Shade(2), "shade-2", "#89b6e7", "#295179"),
    (Paint::Shade(3), "shade-3", "#649ddb", "#306298"),
    (Paint::Shade(4), "shade-4", "#4385cd", "#3774b7"),
];

impl Paint {
    fn entry(self) -> (Paint, &'static str, &'static str, &'static str) {
        COLOURS.into_iter().find(|(paint, ..)| *paint == self).unwrap_or(COLOURS[0])
    }
}

/// The attributes that fill a shape and draw its outline; `None` leaves either out.
pub(super) fn paint(fill: Option<Paint>, stroke: Option<Paint>) -> String {
    let part =
        |kind: &str, paint: Option<Paint>| paint.map(|paint| (format!("{kind}-{}", paint.entry().1), paint.entry().2));
    let (fill, stroke) = (part("fill", fill), part("stroke", stroke));
    let classes: Vec<&str> = [&fill, &stroke].into_iter().flatten().map(|(class, _)| class.as_str()).collect();
    let colour = |part: &Option<(String, &'static str)>| part.as_ref().map_or("none", |(_, colour)| *colour);
    format!(r#"class="{}" fill="{}" stroke="{}""#, classes.join(" "), colour(&fill), colour(&stroke))
}

/// The style sheet of a diagram, with as many shades of the scale as it needs.
pub(super) fn sheet(shades: bool) -> String {
    let used = || COLOURS.into_iter().filter(|(paint, ..)| shades || !matches!(paint, Paint::Shade(_)));
    let values = |dark: bool| {
        let value = |(_, name, light, night)| format!("--cv-{name}:{};", if dark { night } else { light });
        used().map(value).collect::<String>()
    };
    // The query keeps renderers away that would take `var()` for a colour.
    let mut out = String::from("<style>\n@supports (fill:var(--cv-ink)) {\n");
    let _ = writeln!(out, ".caveat-dfd{{{}}}", values(false));
    let _ = writeln!(out, "@media (prefers-color-scheme:dark){{.caveat-dfd{{{}}}}}", values(true));
    for (_, name, ..) in used() {
        let _ = writeln!(out, ".caveat-dfd .fill-{name}{{fill:var(--cv-{name})}}");
        let _ = writeln!(out, ".caveat-dfd .stroke-{name}{{stroke:var(--cv-{name})}}");
    }
    out.push_str("}\n.caveat-dfd a:hover text,.caveat-dfd a:focus text{text-decoration:underline}\n</style>\n");
    out
}

//! Diagnostics as a person reads them in a terminal, by codespan-reporting.

use super::excerpt::Excerpt;
use crate::diagnostics::{Diagnostic, Severity};
use crate::text::{SourceMap, Span, neutralise};
use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, LabelStyle, Severity as ShownSeverity};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{self, Config};

/// Characters of one sentence that are shown at most; names may be of any length.
const MOST: usize = 800;

/// A sentence, safe to show and short enough to read.
fn sentence(text: &str) -> String {
    let text = neutralise(text);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

/// The diagnostic with the lines that it points at; with ANSI colours if asked for.
pub fn to_terminal(diagnostic: &Diagnostic, sources: &SourceMap, colour: bool) -> String {
    let spans: Vec<Span> = diagnostic.labels.iter().map(|label| label.span).collect();
    let (excerpt, places) = Excerpt::new(sources, &spans);
    let labels = diagnostic.labels.iter().zip(places).map(|(label, (file, range))| {
        let style = if label.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
        Label::new(style, file, range).with_message(sentence(&label.message))
    });
    let notes = diagnostic.notes.iter().map(|note| format!("note: {}", sentence(note)));
    let helps = diagnostic.helps.iter().map(|help| format!("help: {}", sentence(&help.message)));
    let shown = Shown::new(severity(diagnostic.severity()))
        .with_code(format!("{} {}", diagnostic.code.id, diagnostic.code.name))
        .with_message(sentence(&diagnostic.message))
        .with_labels(labels.collect())
        .with_notes(notes.chain(helps).collect());
    let config = Config::default();
    let bytes = if colour {
        let mut writer = Ansi::new(Vec::new());
        // Writing to memory does not fail, and every place lies in the excerpt.
        let _ = term::emit_to_write_style(&mut writer, &config, &excerpt, &shown);
        writer.into_inner()
    } else {
        let mut writer = NoColor::new(Vec::new());
        let _ = term::emit_to_write_style(&mut writer, &config, &excerpt, &shown);
        writer.into_inner()
    };
    let text = String::from_utf8_lossy(&bytes);
    // The renderer pads lines without a message.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

fn severity(severity: Severity) -> ShownSeverity {
    match severity {
        Severity::Error => ShownSeverity::Error,
        Severity::Warning => ShownSeverity::Warning,
        Severity::Note => ShownSeverity::Note,
    }
}

/// "2 errors, 1 warning"; `None` if there is nothing to count.
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
        if count > 0 {
            parts.push(format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }));
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

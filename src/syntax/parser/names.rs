//! Ids that are none, and what to write in their place.

use super::super::ast::{Declaration, Name, ValueKind};
use super::super::codes;
use super::build::Builder;
use crate::diagnostics::{Applicability, Diagnostic};
use crate::schema::words::{RESERVED, is_id};
use crate::text::one_line;

/// How long a suggested id may be.
const LONGEST: usize = 32;

impl Builder<'_> {
    /// Checks the id of a declaration that has been read as a whole.
    pub(super) fn check_id(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.id else { return };
        let title = match declaration.title.as_ref().map(|title| &title.kind) {
            Some(ValueKind::Text(text)) => text.as_str(),
            _ => "",
        };
        if !is_id(&name.text) {
            let better = suggestion(&name.text, title, &declaration.keyword.text);
            let diagnostic =
                Diagnostic::new(&codes::BAD_NAME, format!("`{}` cannot be an id", one_line(&name.text, 60)))
                    .at(name.span, "ids have lower-case letters, digits and `_`, and begin with a letter")
                    .note("an id is short and stays; the title behind it is free")
                    .fix(format!("write `{better}`"), Applicability::NeedsLook, name.span, better);
            self.report(diagnostic);
        } else if RESERVED.contains(&name.text.as_str()) && !is_none_answer(declaration, name) {
            let better = suggestion("", title, &declaration.keyword.text);
            let better = if better == "name" { format!("{}_{}", name.text, declaration.keyword.text) } else { better };
            let diagnostic = Diagnostic::new(&codes::RESERVED_WORD, format!("`{}` is a reserved word", name.text))
                .at(name.span, "it has a meaning inside values, so it cannot be an id")
                .fix(
                    format!("choose another id, such as `{better}`"),
                    Applicability::NeedsLook,
                    name.span,
                    better.clone(),
                );
            self.report(diagnostic);
        }
    }
}

/// `answer none` says that nothing comes back.
fn is_none_answer(declaration: &Declaration, name: &Name) -> bool {
    name.text == "none" && declaration.keyword.text == "answer"
}

/// An id near what was written, else one from the title.
fn suggestion(written: &str, title: &str, keyword: &str) -> String {
    let name = legal_name(written);
    let usable = |name: &str| name != "name" && name.len() >= 2 && name.len() <= LONGEST && !RESERVED.contains(&name);
    // A digit in front would be lost: `2fa` becomes `fa`.
    if usable(&name) && !written.starts_with(|first: char| first.is_ascii_digit()) {
        return name;
    }
    let from_title = legal_name(title);
    if usable(&from_title) && !from_title.starts_with(keyword) {
        return from_title;
    }
    let digits = legal_name(&format!("{keyword}_{written}"));
    if !written.is_empty() && usable(&digits) { digits } else { "name".to_owned() }
}

/// The nearest legal id: lower case without accents, `_` for anything else.
pub(super) fn legal_name(text: &str) -> String {
    let mut name = String::new();
    let has_lower = text.chars().any(char::is_lowercase);
    let mut after_lower = false;
    for character in text.chars() {
        // `webShop` is two words, `API` is one.
        if character.is_uppercase() && after_lower && has_lower {
            name.push('_');
        }
        after_lower = character.is_lowercase();
        for lower in character.to_lowercase() {
            match lower {
                'a'..='z' => name.push(lower),
                '0'..='9' if !name.is_empty() => name.push(lower),
                _ => match latin(lower) {
                    Some(letters) => name.push_str(letters),
                    None if !name.is_empty() && !name.ends_with('_') => name.push('_'),
                    None => {}
                },
            }
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { "name".to_owned() } else { name.to_owned() }
}

/// A Latin letter that ASCII does not have, as it is written without it.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'þ' => "th",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ċ' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        _ => return None,
    })
}

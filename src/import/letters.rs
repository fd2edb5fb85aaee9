//! Letters of other scripts in ASCII, for ids, and without accents, for comparing words.
//!
//! Must give lower-case letters only. Scripts that are not spelled by letters have no ASCII here.

/// Latin letters with accents: each row is what they become, and the letters.
const LATIN: &[(&str, &str)] = &[
    ("a", "àáâãåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "äæ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıỉị"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "òóôõōŏőøọỏốồổỗộớờởỡợơ"),
    ("oe", "öœ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûũūŭůűųụủứừửữựư"),
    ("ue", "ü"),
    ("w", "ŵ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
];

/// Letters of Cyrillic and Greek, as they are usually spelled.
const SPELLED: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('є', "ye"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('ї', "yi"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('α', "a"),
    ('ά', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('έ', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('ή', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('ί', "i"),
    ('ϊ', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('ό', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('ς', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('ύ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('ώ', "o"),
];

/// The text in lower-case ASCII, words parted by `_`; what has no spelling parts words too.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::new();
    // An apostrophe joins: `player's` is `players`.
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’' | '`')).flat_map(char::to_lowercase) {
        match spelling(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_ascii_alphanumeric() => out.push(c),
            // The dot that lower case puts on a Turkish i.
            None if c == '\u{307}' => {}
            None if !out.is_empty() && !out.ends_with('_') => out.push('_'),
            None => {}
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

fn spelling(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let latin = LATIN.iter().find(|(_, letters)| letters.contains(c)).map(|(ascii, _)| *ascii);
    latin.or_else(|| SPELLED.iter().find(|(letter, _)| *letter == c).map(|(_, ascii)| *ascii))
}

/// The words of a text as they are compared: lower case, no accents, no punctuation, one space between.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let latin = LATIN.iter().find(|(_, letters)| !c.is_ascii() && letters.contains(c));
        match latin {
            Some((ascii, _)) => out.push_str(ascii),
            None if c.is_alphanumeric() || is_mark(c) => out.push(c),
            None if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            None => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Signs that belong to the letter before them, such as the vowels of Hindi.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}')
}

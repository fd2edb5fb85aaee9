//! The protocol that a text names: a word of `std.web`, or nothing.
//!
//! Must not guess: a text that says more than the protocol, or something else, stays a text.

use super::letters::folded;
use crate::library::standard;
use std::sync::LazyLock;

/// What people write, folded, and the word that it means.
const SPELLINGS: &[(&str, &str)] = &[
    ("http s", "https"),
    ("https tls", "https"),
    ("https ssl", "https"),
    ("http over tls", "https"),
    ("http over ssl", "https"),
    ("http tls", "https"),
    ("http with tls", "https"),
    ("https rest", "https"),
    ("rest https", "https"),
    ("rest over https", "https"),
    ("https json", "https"),
    ("json over https", "https"),
    ("http rest", "http"),
    ("rest http", "http"),
    ("http 1", "http"),
    ("http 1 1", "http"),
    ("http 3", "http3"),
    ("mtls", "mtls"),
    ("mutual tls", "mtls"),
    ("tls mutual", "mtls"),
    ("https mtls", "https_mtls"),
    ("https with mtls", "https_mtls"),
    ("ssl", "tls"),
    ("ssl tls", "tls"),
    ("tls ssl", "tls"),
    ("tcp ip", "tcp"),
    ("websocket", "websocket"),
    ("websockets", "websocket"),
    ("ws", "websocket"),
    ("secure websocket", "wss"),
    ("secure websockets", "wss"),
    ("websocket secure", "wss"),
    ("postgres", "postgresql"),
    ("mssql", "sql_server"),
    ("tds", "sql_server"),
    ("ldap s", "ldaps"),
    ("secure ldap", "ldaps"),
    ("ldap over ssl", "ldaps"),
    ("bluetooth low energy", "ble"),
    ("scp", "ssh"),
    ("grpc tls", "grpc_tls"),
    ("grpc over tls", "grpc_tls"),
];

/// A protocol of `std.web`.
#[derive(Debug)]
struct Known {
    id: &'static str,
    /// Its id and its title, as they are compared.
    names: [String; 2],
    like: Option<&'static str>,
    /// Whether it is said to be encrypted, or not to be.
    encrypted: Option<bool>,
}

/// All protocols of `std.web`, as its source declares them.
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let source = standard("web").map_or("", |library| library.source);
    let starts = source.match_indices("\nprotocol ").map(|(at, _)| at + 1);
    starts.filter_map(|at| declaration(&source[at..])).collect()
});

fn declaration(text: &'static str) -> Option<Known> {
    let end = text.find("\nprotocol ").unwrap_or(text.len());
    let text = &text[..end];
    let id = text.split_whitespace().nth(1)?;
    let title = text.split('"').nth(1)?;
    let field = |name: &str| {
        let at = text.find(&format!("{name}: "))? + name.len() + 2;
        text[at..].split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
    };
    let encrypted = field("encrypted").map(|word| word == "yes");
    let names = [folded(&id.replace('_', " ")), folded(title)];
    Some(Known { id, names, like: field("like"), encrypted })
}

/// A protocol that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recognised {
    /// The word of `std.web`.
    pub id: String,
    /// Whether the text says no more than the word does.
    pub exact: bool,
    /// Whether the word is another one because of what is said about encryption.
    pub raised: bool,
}

/// The protocol that a text names; `encrypted` is what is said beside it.
pub(super) fn recognised(text: &str, encrypted: bool) -> Option<Recognised> {
    let all = &*KNOWN;
    let wish = folded(text);
    let plain = without_version(&wish);
    let spelled = |wish: &str| {
        let spelling = SPELLINGS.iter().find(|(spelling, _)| *spelling == wish).map(|(_, id)| *id);
        let named = |known: &&Known| known.names.iter().any(|name| name == wish);
        spelling.and_then(|id| all.iter().find(|known| known.id == id)).or_else(|| all.iter().find(named))
    };
    let whole = spelled(&wish);
    // HTTP/2 is encrypted or not.
    let start = || spelled(&plain).filter(|found| found.id != "http");
    let found = whole.or_else(start)?;
    let own =
        |known: &&Known| known.like == Some(found.id) && known.encrypted == Some(true) && !known.id.contains("mtls");
    let better = all.iter().filter(|_| encrypted && found.encrypted != Some(true)).find(own);
    let id = better.unwrap_or(found).id.to_owned();
    Some(Recognised { id, exact: whole.is_some(), raised: better.is_some() })
}

/// Whether a protocol of `std.web` is always encrypted.
pub(super) fn is_encrypted(id: &str) -> bool {
    KNOWN.iter().any(|known| known.id == id && known.encrypted == Some(true))
}

/// `https tls 1 2` and `https port 443` say no more about the word than `https`.
fn without_version(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()) || matches!(*word, "port" | "v" | "version"))
    {
        words.pop();
    }
    words.join(" ")
}

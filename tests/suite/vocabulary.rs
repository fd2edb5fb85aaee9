//! `docs/vocabulary.md`, made from the standard libraries themselves.

use crate::golden;
use crate::support::{compile_text, root};
use caveat::analysis::resolve_protocol;
use caveat::library::{STANDARD, declaring};
use caveat::model::{AuthKind, DataClass, Identity};

/// `docs/vocabulary.md` lists the words of the standard libraries.
#[test]
fn the_vocabulary_is_up_to_date() {
    let uses: String = STANDARD.iter().map(|library| format!("use std.{}\n", library.name)).collect();
    let compilation = compile_text(&uses);
    let (model, _) = compilation.sound().expect("the libraries compile");
    let mut page = "# The words of the standard libraries\n\n`std.data`, `std.risk` and `std.stride` are at hand; the others come in with `use`. `caveat explain std.web` prints a\nlibrary as it is written. A word that is missing costs a line: see [the language](language.md#tech-protocol-auth-threat_kind-scheme).\n".to_owned();
    let row = |kind: &str, identity: &Identity, rest: String| {
        let library = declaring(kind, &identity.id).expect("a word of a standard library").name;
        format!("| `{}` | {} | {rest} | `std.{library}` |\n", identity.id, identity.title)
    };
    let yes = |known: Option<bool>| known.map_or("", |yes| if yes { "yes" } else { "no" });
    let table = |page: &mut String, title: &str, heads: &str, rows: Vec<String>| {
        let columns = heads.matches('|').count() - 1;
        *page += &format!("\n## {title}\n\n{heads}\n|{}\n{}", "---|".repeat(columns), rows.concat());
    };
    let id =
        |index: Option<usize>, names: &[&Identity]| index.map_or(String::new(), |at| format!("`{}`", names[at].id));
    let names: Vec<&Identity> = model.classes.iter().map(|class| &class.identity).collect();
    let above = |class: &DataClass| {
        class.above.iter().map(|at| format!("`{}`", names[at.index()].id)).collect::<Vec<_>>().join(", ")
    };
    let rows = model.classes.iter().map(|class| row("class", &class.identity, above(class))).collect();
    table(&mut page, "Data classes, `class:`", "| word | means | needs more protection than | library |", rows);
    let rows =
        model.threat_kinds.iter().map(|kind| row("threat_kind", &kind.identity, kind.applies_to.join(", "))).collect();
    table(&mut page, "Threat kinds, `kind:`", "| word | means | can strike | library |", rows);
    let names: Vec<&Identity> = model.techs.iter().map(|tech| &tech.identity).collect();
    let rows = model
        .techs
        .iter()
        .map(|tech| row("tech", &tech.identity, id(tech.like.map(|at| at.index()), &names)))
        .collect();
    table(&mut page, "Technologies, `tech:`", "| word | means | is a kind of | library |", rows);
    let names: Vec<&Identity> = model.protocols.iter().map(|protocol| &protocol.identity).collect();
    let facts = |index: usize| {
        let (encrypted, authenticated) = resolve_protocol(model, index.into());
        let like = id(model.protocols[index].like.map(|at| at.index()), &names);
        format!("{} | {} | {like}", yes(encrypted), yes(authenticated))
    };
    let rows = model
        .protocols
        .iter()
        .enumerate()
        .map(|(at, protocol)| row("protocol", &protocol.identity, facts(at)))
        .collect();
    table(
        &mut page,
        "Protocols, `over:`",
        "| word | means | encrypted | authenticated | is a kind of | library |",
        rows,
    );
    let names: Vec<&Identity> = model.auths.iter().map(|auth| &auth.identity).collect();
    let facts = |auth: &AuthKind| {
        format!("{} | {}", auth.authenticates.as_deref().unwrap_or(""), id(auth.like.map(|at| at.index()), &names))
    };
    let rows = model.auths.iter().map(|auth| row("auth", &auth.identity, facts(auth))).collect();
    table(&mut page, "Authentication, `auth:`", "| word | means | authenticates | is a kind of | library |", rows);
    let rows = model.schemes.iter().map(|scheme| row("scheme", &scheme.identity, String::new())).collect();
    table(&mut page, "Catalogues, in `refs:`, `meets:` and `law:`", "| word | means | | library |", rows);
    golden::all([golden::check(&root().join("docs/vocabulary.md"), &page)]);
}

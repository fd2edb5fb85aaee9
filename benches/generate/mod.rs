//! Writes models of any size: for the benchmarks, and for the tests of properties that hold for every model.
//!
//! A model of N elements has 1.5 N flows and 2 N threats, every second of them mitigated; elements lie ten to a
//! network, five networks to a zone, five zones to a region. The same size and seed give the same text.

use std::fmt::Write;

const WORDS: [&str; 16] = [
    "billing",
    "catalogue",
    "search",
    "login",
    "ledger",
    "mail",
    "media",
    "order",
    "policy",
    "quota",
    "report",
    "session",
    "token",
    "upload",
    "vault",
    "audit",
];
const PROTOCOLS: [&str; 5] = ["https", "grpc", "postgresql_tls", "amqps", "http"];
const STATUSES: [&str; 3] = ["implemented", "planned", "in_progress"];

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// How many elements; flows and threats follow from it.
    pub elements: usize,
    /// What the random choices start from.
    pub seed: u64,
    /// Whether everything the language has occurs: routes of several hops, answers, comments, odd titles, decisions.
    pub everything: bool,
}

/// A sequence of numbers that looks random and is always the same.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`; 0 where there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 16) as usize % limit.max(1)
    }
}

/// The text of a model that compiles.
pub fn model(recipe: Recipe) -> String {
    let mut writer = Writer { recipe, dice: Dice(recipe.seed), out: String::new() };
    // Writing to a text does not fail.
    let _ = writer.whole();
    writer.out
}

struct Writer {
    recipe: Recipe,
    dice: Dice,
    out: String,
}

/// Of what kind the element with that number is.
fn kind(element: usize) -> &'static str {
    match (element * 7 + 3) % 20 {
        0..3 => "entity",
        3..8 => "store",
        _ => "process",
    }
}

/// A kind of threat that can strike that kind of element.
fn threat_kind(place: &str, turn: usize) -> &'static str {
    let kinds: &[&str] = match place {
        "entity" => &["spoofing", "repudiation"],
        "store" => &["tampering", "information_disclosure", "denial_of_service"],
        "flow" => &["information_disclosure", "tampering", "denial_of_service"],
        _ => &[
            "spoofing",
            "tampering",
            "repudiation",
            "information_disclosure",
            "denial_of_service",
            "elevation_of_privilege",
        ],
    };
    kinds[turn % kinds.len()]
}

impl Writer {
    fn whole(&mut self) -> std::fmt::Result {
        let elements = self.recipe.elements;
        let assets = (elements / 20).max(3);
        writeln!(self.out, "use std.stride\nuse std.web\n")?;
        writeln!(self.out, "model generated \"Model of {elements} elements\" {{ owner: @security, appetite: 4 }}\n")?;
        writeln!(self.out, "objective trust \"Customers trust us\" {{ weight: 3 }}\n")?;
        for asset in 0..assets {
            let class = ["public", "internal", "confidential", "secret"][asset % 4];
            let word = WORDS[asset % 16];
            writeln!(self.out, "asset data{asset} \"Record of {word} {asset}\" {{ class: {class}, serves: trust }}")?;
        }
        self.boundaries(assets)?;
        self.flows(assets)?;
        self.threats()?;
        if self.recipe.everything { self.decisions() } else { Ok(()) }
    }

    fn boundaries(&mut self, assets: usize) -> std::fmt::Result {
        let networks = self.recipe.elements.div_ceil(10);
        for network in 0..networks {
            if network % 25 == 0 {
                writeln!(self.out, "\nboundary region{0} \"Region {0}\" {{", network / 25)?;
            }
            if network % 5 == 0 {
                writeln!(self.out, "  boundary zone{0} \"Zone {0}\" {{", network / 5)?;
            }
            writeln!(self.out, "    boundary net{network} \"Network {network}\" {{")?;
            for element in (network * 10..self.recipe.elements).take(10) {
                self.element(element, assets)?;
            }
            writeln!(self.out, "    }}")?;
            let last = network + 1 == networks;
            if network % 5 == 4 || last {
                writeln!(self.out, "  }}")?;
            }
            if network % 25 == 24 || last {
                writeln!(self.out, "}}")?;
            }
        }
        Ok(())
    }

    fn element(&mut self, element: usize, assets: usize) -> std::fmt::Result {
        let (kind, word, asset) = (kind(element), WORDS[(element * 5) % 16], element % assets);
        let title = self.title(word, element);
        let rest = match kind {
            "store" => format!("tech: postgresql, holds: data{asset}, encrypted: yes"),
            "entity" if self.recipe.everything && element.is_multiple_of(4) => "out_of_scope: \"Not ours\"".to_owned(),
            "entity" => "owner: @partner".to_owned(),
            _ => "tech: rest_api, owner: @platform".to_owned(),
        };
        if self.recipe.everything && self.dice.below(4) == 0 {
            writeln!(self.out, "      # about {word}\n      ## What it does.")?;
        }
        writeln!(self.out, "      {kind} e{element} \"{title}\" {{ {rest} }}")
    }

    fn title(&mut self, word: &str, number: usize) -> String {
        let odd = [
            "<b>&",
            "„Straße“",
            "数据库 记录",
            "a \\\"quoted\\\" name",
            "\\\\",
            "very long name of a thing that goes on and on",
        ];
        if self.recipe.everything && self.dice.below(5) == 0 {
            format!("{word} {} {number}", odd[self.dice.below(odd.len())])
        } else {
            format!("Service for {word} {number}")
        }
    }

    fn flows(&mut self, assets: usize) -> std::fmt::Result {
        writeln!(self.out)?;
        for flow in 0..self.flow_count() {
            let from = if flow < self.recipe.elements { flow } else { self.dice.below(self.recipe.elements) };
            let to = self.near(from);
            let (word, protocol) = (WORDS[(flow * 3) % 16], PROTOCOLS[(flow * 7) % 5]);
            let asset = flow % assets;
            write!(self.out, "flow f{flow} \"Call {word} {flow}\": e{from} -> e{to}")?;
            let chance = if self.recipe.everything { self.dice.below(8) } else { 8 };
            match chance {
                0 => {
                    let more = (0..2).map(|_| self.near(to)).collect::<Vec<_>>();
                    writeln!(
                        self.out,
                        " -> e{} -> e{} {{\n  over: {protocol}\n  answer {{ carries: data{asset} }}\n}}",
                        more[0], more[1]
                    )?;
                }
                1 => writeln!(self.out, " {{ state: proposed, over: {protocol} }}")?,
                2 => writeln!(
                    self.out,
                    " {{\n  over: {protocol}, carries: data{asset}\n  answer {{ carries: data0 }}   # back\n}}"
                )?,
                _ => writeln!(self.out, " {{ over: {protocol}, carries: data{asset} }}")?,
            }
        }
        Ok(())
    }

    fn flow_count(&self) -> usize {
        self.recipe.elements * 3 / 2
    }

    /// An element that a flow may lead to: mostly in the same network, then in the same zone, then anywhere.
    fn near(&mut self, from: usize) -> usize {
        let all = self.recipe.elements;
        let (first, width) = match self.dice.below(10) {
            0..7 => (from / 10 * 10, 10),
            7..9 => (from / 50 * 50, 50),
            _ => (0, all),
        };
        (first + self.dice.below(width)).min(all - 1)
    }

    fn threats(&mut self) -> std::fmt::Result {
        writeln!(self.out)?;
        let elements = self.recipe.elements;
        for threat in 0..2 * elements {
            let on_flow = threat % 3 == 2 && self.flow_count() > 0;
            let number = if on_flow { threat / 3 % self.flow_count() } else { threat % elements };
            let place = if on_flow { "flow" } else { kind(number) };
            let kind = threat_kind(place, threat);
            let letter = if on_flow { 'f' } else { 'e' };
            let word = WORDS[(threat * 7) % 16];
            let likelihood = ["low", "medium", "high"][threat % 3];
            writeln!(
                self.out,
                "threat t{threat} \"The {word} goes wrong in way {threat}\" {{\n  kind: {kind}\n  on: {letter}{number}\n  likelihood: {likelihood}, impact: severe\n  harms: trust"
            )?;
            if threat % 2 == 0 {
                let status = STATUSES[threat / 2 % 3];
                writeln!(
                    self.out,
                    "  mitigation m{threat} \"Guard of {word} {threat}\" {{ status: {status}, effect: 80%, effort: 2d }}"
                )?;
            }
            writeln!(self.out, "}}")?;
        }
        Ok(())
    }

    fn decisions(&mut self) -> std::fmt::Result {
        let elements = self.recipe.elements;
        if elements == 0 {
            return Ok(());
        }
        writeln!(self.out, "\n# Decisions.")?;
        writeln!(
            self.out,
            "accept a0 {{\n  threat: t1\n  owner: @cto, until: 2027-01-31\n  because: \"It costs more than it saves\"\n}}"
        )?;
        writeln!(self.out, "assumption s0 \"Only we can reach it\" {{ state: unchecked, supports: e0 }}")?;
        writeln!(self.out, "view v0 \"A part\" {{ show: [e0, f0], direction: right }}")
    }
}

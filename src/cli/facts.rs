//! `vanban facts NAME…`: what the dated facts say of an act, an agency or a province on a day.

use super::{FAILED, FINE, Format, Stop, print, say, shown_day, today, visible};
use crate::status::{Act, Agency, Change, Commune, Force, Province, Reliability, Status, communes};
use crate::steps;
use crate::words::{Language, message};
use serde::Serialize;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(id = "of", required = true, value_name = "NUMBER|NAME")]
    names: Vec<String>,
    #[arg(long = "date", value_name = "YYYY-MM-DD", value_parser = super::iso_day)]
    on_day: Option<String>,
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What is known of one thing that was asked for.
#[derive(Serialize)]
struct Known {
    /// What was asked for.
    asked: String,
    /// `act`, `agency`, `province`, `commune`.
    table: &'static str,
    /// What the row is about.
    name: String,
    /// What is known, a sentence each.
    facts: Vec<String>,
    /// The acts and clauses that say it.
    source: String,
    /// How sure that is.
    reliability: Reliability,
    /// False where nobody has compared the row with the acts yet.
    checked: bool,
}

/// How facts are printed.
struct Teller<'t> {
    status: &'t Status,
    day: String,
    language: Language,
}

/// Exit status 1 where nothing is known of a name.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<u8, Stop> {
    let status = steps::status(&arguments.status).map_err(Stop::of_usage)?;
    let day = arguments.on_day.clone().unwrap_or_else(today);
    let teller = Teller { status: &status, day, language };
    let mut exit = FINE;
    let mut all = Vec::new();
    for name in &arguments.names {
        let known = teller.known(name);
        if known.is_empty() {
            say(&message("facts-none", std::slice::from_ref(name), language));
            exit = FAILED;
        }
        all.extend(known);
    }
    match arguments.format {
        Format::Json => print(&(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"))?,
        Format::Text => print(&visible(&all.iter().map(|own| teller.text(own)).collect::<Vec<_>>().join("\n")))?,
    }
    say(&message("facts-as-of", &[shown_day(&status.as_of, language)], language));
    Ok(exit)
}

impl Teller<'_> {
    fn say(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        if self.language == Language::Vietnamese { vietnamese } else { english }
    }

    fn shown(&self, day: &str) -> String {
        shown_day(day, self.language)
    }

    /// The rows about a number or a name.
    fn known(&self, asked: &str) -> Vec<Known> {
        let mut acts = self.status.acts_numbered(asked);
        if acts.is_empty() {
            acts = self.status.acts_named(asked);
        }
        let acts = acts.into_iter().map(|act| self.act(asked, act));
        let agencies = self.status.agencies_named(asked).into_iter().map(|row| self.agency(asked, row));
        let provinces = self.status.provinces_named(asked).into_iter().map(|row| self.province(asked, row));
        let units = communes(None).filter(|own| own.is_named(asked) || own.took_in(asked));
        let units = units.map(|own| self.commune(asked, own));
        acts.chain(agencies).chain(provinces).chain(units).collect()
    }

    /// A commune by its own name, or by that of a unit that it took in. Units of one name are many: each is listed.
    fn commune(&self, asked: &str, own: Commune) -> Known {
        let from = format!("{} {}", self.say("có từ", "exists from"), self.shown(own.from));
        let made_of = match own.made_of.as_slice() {
            [] => self.say("có phần của đơn vị khác", "has parts of other units").to_owned(),
            units => format!("{}: {}", self.say("nhập từ", "made of"), units.join(", ")),
        };
        Known {
            asked: asked.to_owned(),
            table: "commune",
            name: format!("{}, {}", own.name, own.province),
            facts: vec![from, made_of],
            source: own.source,
            reliability: Reliability::Primary,
            checked: true,
        }
    }

    fn act(&self, asked: &str, act: &Act) -> Known {
        let standing = self.status.standing_of(act, &self.day);
        let mut facts = vec![format!("{}: {}", self.shown(&self.day), self.force(&standing.force))];
        let mut add = |label: &str, value: Option<String>| {
            facts.extend(value.filter(|value| !value.is_empty()).map(|value| format!("{label}: {value}")));
        };
        let day = |day: &Option<String>| day.as_deref().map(|day| self.shown(day));
        add(self.say("ngày ban hành", "dated"), day(&act.date));
        add(self.say("có hiệu lực từ", "in force from"), day(&act.from));
        add(self.say("hết hiệu lực từ", "no longer in force from"), day(&act.until));
        add(self.say("thay bằng", "replaced by"), Some(act.replaced_by.join(", ")));
        for own in &act.amended_by {
            let from = own.from.as_deref().map(|from| format!(" ({} {})", self.say("từ", "from"), self.shown(from)));
            add(self.say("sửa đổi, bổ sung bởi", "amended by"), Some(own.number.clone() + &from.unwrap_or_default()));
        }
        for part in &act.parts {
            let from = day(&part.from).map(|from| format!("{} {from}", self.say("từ", "from")));
            let until = day(&part.until).map(|until| format!("{} {until}", self.say("đến trước", "until before")));
            let stays = part.stays.then(|| self.say("vẫn áp dụng", "stays").to_owned());
            let days: Vec<String> = [from, until, stays].into_iter().flatten().collect();
            add(self.say("riêng", "but"), Some(format!("{} ({})", part.what, days.join(", "))));
        }
        add(self.say("quy định chi tiết", "carries out"), Some(act.implements.join(", ")));
        add(self.say("văn bản hợp nhất", "consolidated text"), Some(act.consolidated.join(", ")));
        let name = act.name.as_deref().unwrap_or_default();
        Known {
            asked: asked.to_owned(),
            table: "act",
            name: format!("{} {name}", act.number).trim_end().to_owned(),
            facts,
            source: act.source.clone(),
            reliability: act.reliability,
            checked: true,
        }
    }

    /// Whether an act is in force, in words.
    fn force(&self, force: &Force) -> String {
        let by = |by: Vec<&str>| by.join(", ");
        match force {
            Force::NotYet => self.say("chưa có hiệu lực", "not yet in force").to_owned(),
            Force::InForce => self.say("có hiệu lực", "in force").to_owned(),
            Force::Unsure => self.say("chưa rõ còn hiệu lực hay không", "not known whether still in force").to_owned(),
            Force::Repealed => self.say("hết hiệu lực", "no longer in force").to_owned(),
            Force::Replaced(own) => format!("{} {}", self.say("hết hiệu lực, nay là", "replaced; now"), by(own.all())),
            Force::StaysInPart(own) => {
                format!(
                    "{} {}",
                    self.say("hết hiệu lực một phần, nay là", "replaced but for a part; now"),
                    by(own.all())
                )
            }
            Force::Lapsed(law) => format!(
                "{} {}",
                self.say("hết hiệu lực cùng luật, trừ khi được giữ lại:", "lapsed with its law, unless kept:"),
                law.number
            ),
        }
    }

    fn agency(&self, asked: &str, row: &Agency) -> Known {
        let mut facts = Vec::new();
        if let Some(from) = &row.from {
            facts.push(format!("{} {}", self.say("có từ", "exists from"), self.shown(from)));
        }
        if let Some(until) = &row.until {
            let now = if row.is_gone(&self.day) {
                self.say("không còn từ", "gone from")
            } else {
                self.say("đến trước", "until before")
            };
            facts.push(format!("{now} {}{}", self.shown(until), self.change(row)));
        }
        for own in &row.functions {
            facts.push(format!("{} → {}", own.words.join(", "), own.to));
        }
        // One row of several that have this name tells it.
        for own in self.status.made_of(&row.name, &self.day) {
            let until = own.until.as_deref().map(|until| self.shown(until)).unwrap_or_default();
            facts.push(format!("{}: {} ({until})", self.say("tiếp nhận", "took over"), own.name));
        }
        facts.extend(row.note.clone());
        Known {
            asked: asked.to_owned(),
            table: "agency",
            name: row.name.clone(),
            facts,
            source: row.source.clone(),
            reliability: row.reliability,
            checked: !row.unchecked,
        }
    }

    fn change(&self, row: &Agency) -> String {
        let change = match row.change {
            Some(Change::Renamed) => self.say("đổi tên thành", "renamed"),
            Some(Change::Merged) => self.say("nhập vào", "merged into"),
            Some(Change::Split) => self.say("chia cho", "split among"),
            Some(Change::Abolished) => self.say("giải thể", "abolished"),
            None => "",
        };
        format!(" {change} {}", row.successors.join("; ")).trim_end().to_owned()
    }

    fn province(&self, asked: &str, row: &Province) -> Known {
        let kind = |kind: &str| if kind == "thanh-pho" { "thành phố" } else { "tỉnh" };
        let mut facts = Vec::new();
        if let Some(from) = &row.from {
            facts.push(format!("{} {}", self.say("như nay từ", "as it is from"), self.shown(from)));
        }
        if !row.merged_from.is_empty() {
            facts.push(format!("{}: {}", self.say("nhập từ", "made of"), row.merged_from.join(", ")));
        }
        if let Some(until) = &row.until {
            facts.push(format!("{} {}", self.say("không còn như vậy từ", "no longer so from"), self.shown(until)));
        }
        if let Some(into) = &row.into {
            facts.push(format!("{} {into}", self.say("nhập vào", "part of")));
        }
        if let Some(own) = &row.becomes {
            facts.push(format!("{} {} {}", self.say("thành", "became"), kind(&own.kind), own.name));
        }
        Known {
            asked: asked.to_owned(),
            table: "province",
            name: format!("{} {}", kind(&row.kind), row.name),
            facts,
            source: row.source.clone(),
            reliability: row.reliability,
            checked: !row.unchecked,
        }
    }

    /// A row for a person.
    fn text(&self, known: &Known) -> String {
        let mut lines = vec![known.name.clone()];
        lines.extend(known.facts.iter().map(|fact| format!("  {fact}")));
        let trust = message(known.reliability.message_key(), &[], self.language);
        let checked =
            if known.checked { "" } else { self.say("; chưa ai đối chiếu", "; compared by nobody yet") };
        lines.push(format!("  {}: {} ({trust}{checked})", self.say("theo", "by"), known.source));
        lines.join("\n") + "\n"
    }
}

//! Communes, wards and special zones (xã, phường, đặc khu) and what each was made of: `grammars/status/communes.toml`.

use super::lookup::normal;
use crate::grammars::{grammar, table};
use serde::Deserialize;
use std::sync::LazyLock;

/// A commune, a ward or a special zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Its name with its kind: `xã Yên Xuân`.
    pub name: String,
    /// The province, without its kind.
    pub province: &'static str,
    /// Its first day, ISO 8601.
    pub from: &'static str,
    /// The units of which the whole became a part of it; empty where parts of units did.
    pub made_of: Vec<String>,
    /// The act and clause that says it, in Vietnamese.
    pub source: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    merger: Vec<Merger>,
}

/// The units of a province, by one resolution.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merger {
    /// Empty where it is not known.
    number: String,
    province: String,
    from: String,
    /// Clause, name, and what it was made of.
    units: Vec<(String, String, Vec<String>)>,
}

/// The file, read once, and only where somebody asks for communes.
fn mergers() -> &'static [Merger] {
    static MERGERS: LazyLock<Vec<Merger>> = LazyLock::new(|| table::<Table>(grammar!("status/communes")).merger);
    &MERGERS
}

/// The communes of a province, without its kind, or of all that are known.
pub fn communes(province: Option<&str>) -> impl Iterator<Item = Commune> {
    let wanted = province.map(normal);
    let of = move |merger: &&'static Merger| wanted.as_ref().is_none_or(|wanted| normal(&merger.province) == *wanted);
    mergers().iter().filter(of).flat_map(|merger| {
        merger.units.iter().map(|(clause, name, made_of)| Commune {
            name: name.clone(),
            province: &merger.province,
            from: &merger.from,
            made_of: made_of.clone(),
            source: source(merger, clause),
        })
    })
}

fn source(merger: &Merger, clause: &str) -> String {
    let place = format!("khoản {clause} Điều 1 Nghị quyết");
    match merger.number.as_str() {
        "" => format!("{place} của Ủy ban Thường vụ Quốc hội về sắp xếp đơn vị hành chính cấp xã, {}", merger.province),
        number => format!("{place} {number}"),
    }
}

impl Commune {
    /// True for its name, with or without its kind.
    pub fn is_named(&self, name: &str) -> bool {
        is_unit(&self.name, name)
    }

    /// True where a unit of a name became a part of it.
    pub fn took_in(&self, name: &str) -> bool {
        self.made_of.iter().any(|own| is_unit(own, name))
    }
}

/// True for the name of a unit, with or without its kind, and without the district in brackets behind it.
fn is_unit(unit: &str, name: &str) -> bool {
    let (unit, name) = (normal(unit.split(" (").next().unwrap_or(unit)), normal(name));
    let bare = ["xã ", "phường ", "thị trấn ", "đặc khu "].iter().find_map(|kind| unit.strip_prefix(kind));
    unit == name || bare == Some(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_by_both_names() {
        let table: Table = crate::grammars::written("status/communes");
        assert!(table.merger.len() > 20);
        let named: Vec<Commune> = communes(Some("Huế")).filter(|own| own.is_named("Phong Điền")).collect();
        assert_eq!(named[0].made_of, ["phường Phong Thu", "xã Phong Mỹ", "xã Phong Xuân"]);
        assert_eq!(named[0].source, "khoản 1 Điều 1 Nghị quyết 1675/NQ-UBTVQH15");
        let now: Vec<String> = communes(None).filter(|own| own.took_in("xã Phong Mỹ")).map(|own| own.name).collect();
        assert!(now.contains(&"phường Phong Điền".to_owned()), "{now:?}");
        // A name with a kind, and no unit twice within a province's resolution.
        for own in communes(None) {
            assert!(own.name.split_once(' ').is_some() && own.from.len() == 10, "{own:?}");
        }
    }
}

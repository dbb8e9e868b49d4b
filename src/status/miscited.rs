//! Acts that are cited with another's date or issuer.

use super::lookup::{has_year, normal};
use super::{Act, Status};
use crate::model::Citation;

/// What a citation has otherwise than the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miscited<'s> {
    /// The date: the act has another.
    Date(&'s Act),
    /// The issuer: the act, and who issued it.
    Issuer(&'s Act, &'s str),
}

/// Who issues acts by the end of their symbol.
const BY_SYMBOL: [(&str, &str); 4] = [
    ("/NĐ-CP", "Chính phủ"),
    ("/NQ-CP", "Chính phủ"),
    ("/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("/CT-TTg", "Thủ tướng Chính phủ"),
];

/// How the names of issuers begin, as [`normal`] has them: what begins otherwise may be no issuer at all.
const HEADS: [&str; 12] = [
    "quốc hội",
    "ủy ban thường vụ quốc hội",
    "chính phủ",
    "thủ tướng",
    "văn phòng",
    "bộ ",
    "bộ trưởng",
    "ủy ban nhân dân",
    "ubnd",
    "hội đồng nhân dân",
    "hđnd",
    "chủ tịch",
];

impl Status {
    /// What a citation of a known act has otherwise than the act.
    pub fn miscited(&self, citation: &Citation) -> Option<Miscited<'_>> {
        if let Some(act) = self.act(citation) {
            let (cited, issuer) = (normal(citation.issuer.as_deref()?), issuer(act)?);
            return is_other(&cited, &normal(issuer), act).then_some(Miscited::Issuer(act, issuer));
        }
        let date = citation.date.as_deref().filter(|date| date.len() == 10)?;
        let dated = |act: &&Act| act.date.as_deref().is_some_and(|known| known != date);
        let Some(number) = citation.number.as_deref() else {
            // Another law of the same name is of another year.
            let same_year = |act: &&Act| act.date.as_deref().is_some_and(|known| known.get(..4) == date.get(..4));
            return self.named(citation).into_iter().filter(dated).find(same_year).map(Miscited::Date);
        };
        has_year(number).then(|| self.numbered(citation, number).find(dated).map(Miscited::Date)).flatten()
    }
}

/// Who issued an act: by its row, or by its symbol.
fn issuer(act: &Act) -> Option<&str> {
    let by_symbol = || BY_SYMBOL.into_iter().find(|(end, _)| act.number.ends_with(end)).map(|(_, issuer)| issuer);
    let assembly = || {
        let symbol = act.number.rsplit('/').next()?.trim_end_matches(|c: char| c.is_ascii_digit());
        match symbol {
            "QH" => Some("Quốc hội"),
            "UBTVQH" | "PL-UBTVQH" | "NQ-UBTVQH" => Some("Ủy ban Thường vụ Quốc hội"),
            _ => None,
        }
    };
    act.issuer.as_deref().or_else(by_symbol).or_else(assembly)
}

/// True where the cited issuer is surely another. A ministry may be named by its head, and have another name since.
fn is_other(cited: &str, issuer: &str, act: &Act) -> bool {
    if cited.starts_with(issuer) || !HEADS.iter().any(|head| cited.starts_with(head)) {
        return false;
    }
    let is_ministry =
        |name: &str| name.starts_with("bộ ") || name.starts_with("bộ trưởng") || name.starts_with("văn phòng");
    act.issuer.is_none() || !(is_ministry(cited) && is_ministry(issuer))
}

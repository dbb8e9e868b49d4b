//! Dates of the contract: ISO 8601, whole or partly blank.

use super::Text;
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer};

/// A date of ISO 8601, whole or partly blank: `2025`, `2025-03`, `2025-03-14`.
pub(super) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Text>, D::Error> {
    let Some(found) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    if is_date(&found) {
        return Ok(Some(found.into()));
    }
    Err(D::Error::invalid_value(Unexpected::Str(&found), &"a date as 2025-03-14, 2025-03 or 2025"))
}

fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |part: &str, length: usize, to: u32| {
        part.len() == length
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| (1..=to).contains(&number))
    };
    let lengths = [(4, 9999), (2, 12), (2, 31)];
    parts.len() <= 3 && parts.iter().zip(lengths).all(|(part, (length, to))| number(part, length, to))
}

//! `vanban schema`: the JSON Schema of what `vanban parse` prints.

use super::{FINE, Stop, print};

pub(crate) fn run() -> Result<u8, Stop> {
    let mut schema = serde_json::to_string_pretty(&crate::schema()).unwrap_or_default();
    schema.push('\n');
    print(&schema)?;
    Ok(FINE)
}

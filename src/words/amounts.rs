//! Amounts as Vietnam writes them: `24.500.000`, `12,5`.

/// An amount in thousandths: dots or blanks between thousands, a comma before decimals. `None` for what is no number.
pub(crate) fn thousandths(text: &str) -> Option<i128> {
    let text = text.trim();
    let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(['.', ' ']).collect();
    let grouped = groups.len() == 1
        || groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|group| group.len() == 3);
    let digits: String = groups.concat();
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !grouped || !number(&digits) || !number(decimals) || decimals.len() > 3 {
        return None;
    }
    format!("{digits}{decimals:0<3}").parse().ok()
}

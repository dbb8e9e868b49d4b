//! Words in capitals within a line of noise: an issuer (cơ quan ban hành) beside what an engine made of a stamp.

use crate::words::combinators::ReadRaw;
use nom::Parser;
use nom::bytes::complete::{tag, take_till};
use nom::combinator::{opt, recognize, verify};
use nom::multi::many1_count;
use nom::sequence::preceded;

/// The first run of words in capitals, with the blanks between and behind them: `TÂN HÒA ` of `bé TÂN HÒA bém r>`.
pub(crate) fn run(line: &str) -> ReadRaw<'_, &str> {
    let capitals = |word: &&str| word.contains(char::is_uppercase) && !word.contains(char::is_lowercase);
    let word = verify(recognize((take_till(|c| c == ' '), opt(tag(" ")))), capitals);
    preceded(take_till(char::is_uppercase), recognize(many1_count(word))).parse(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_capitals() {
        for (line, expected) in
            [("TÂN HÒA bém r>", Some("TÂN HÒA ")), ("bé TÂN HÒA", Some("TÂN HÒA")), ("Tân HÒA", None), ("bém r>", None)]
        {
            assert_eq!(run(line).ok().map(|(_, run)| run), expected, "{line}");
        }
    }
}

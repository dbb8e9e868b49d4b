//! Where lines may be broken: names of agencies only where sense allows, titles into lines of even length.

use crate::forms;
use crate::forms::metrics::{Face, lines, width};

const FORBIDDEN: f32 = 1e9;
/// So many words on one line are no name's: it is not tried.
const MOST_ON_A_LINE: usize = 60;

/// A name in lines, each no wider than `room` where that can be, broken where sense allows. Between words of one line
/// stand no-break blanks where a word processor, left alone, would break elsewhere.
pub(super) fn by_sense(name: &str, face: Face, size: f32, room: f32) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 || width(name, face, size) <= room {
        return name.to_owned();
    }
    let chosen = cheapest(&words, face, size, room);
    let wanted: Vec<String> = chosen.windows(2).map(|pair| words[pair[0]..pair[1]].join(" ")).collect();
    let natural: Vec<&str> = lines(name, face, size, room, 0.0).into_iter().map(|line| &name[line]).collect();
    if natural == wanted {
        return name.to_owned();
    }
    let glued: Vec<String> = wanted.iter().map(|line| line.replace(' ', "\u{A0}")).collect();
    glued.join(" ")
}

/// The widest of the lines into which [`by_sense`] breaks a name, and the last one's width.
pub(super) fn last_line(name: &str, face: Face, size: f32, room: f32) -> f32 {
    let set = by_sense(name, face, size, room);
    lines(&set, face, size, room, 0.0).last().map_or(0.0, |line| width(&set[line.clone()], face, size))
}

/// The places of the breaks, 0 and the number of words among them, that cost least.
fn cheapest(words: &[&str], face: Face, size: f32, room: f32) -> Vec<usize> {
    let count = words.len();
    let mut best: Vec<(f32, usize)> = vec![(FORBIDDEN, 0); count + 1];
    best[0] = (0.0, 0);
    for end in 1..=count {
        for start in end.saturating_sub(MOST_ON_A_LINE)..end {
            let line = words[start..end].join(" ");
            let own = width(&line, face, size);
            if own > room && end - start > 1 {
                continue;
            }
            let slack = ((room - own) / room).max(0.0);
            // A further line costs as much as a break in a bad place.
            let cost = best[start].0 + 4.0 + slack * slack * 4.0 + break_cost(words, start) + widow(words, start, end);
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut places = vec![count];
    while let Some(&at) = places.last().filter(|at| **at > 0) {
        places.push(best[at].1);
    }
    places.reverse();
    places
}

/// What a break before a word costs.
fn break_cost(words: &[&str], at: usize) -> f32 {
    if at == 0 {
        return 0.0;
    }
    let within = forms::lines().together.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        (1..phrase.len()).any(|before| at >= before && words[at - before..].starts_with(&phrase))
    });
    let openers = &forms::lines().before;
    let opener = |word: &str| openers.contains(&word.to_uppercase());
    match () {
        () if within => 60.0,
        () if opener(words[at - 1]) => 30.0,
        () if opener(words[at]) => 0.0,
        () => 6.0,
    }
}

/// One short word alone on the last line.
fn widow(words: &[&str], start: usize, end: usize) -> f32 {
    if end == words.len() && end - start == 1 { 12.0 } else { 0.0 }
}

/// By how much the sides are drawn in so that a centred title has lines of even length, and as many as before.
pub(super) fn inset(title: &str, face: Face, size: f32, room: f32) -> f32 {
    let count = lines(title, face, size, room, 0.0).len();
    if count < 2 {
        return 0.0;
    }
    // Word processors differ by a hair: one step is kept in hand.
    let step = room / 40.0;
    let narrowest =
        (1..20).take_while(|steps| lines(title, face, size, room - 2.0 * step * *steps as f32, 0.0).len() == count);
    step * narrowest.last().map_or(0.0, |steps| steps as f32 - 1.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_break_before_the_level_of_government() {
        let room = width("ỦY BAN NHÂN DÂN TỈNH", Face::Bold, 13.0) + 1.0;
        let set = by_sense("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM", Face::Bold, 13.0, room);
        let broken: Vec<&str> = lines(&set, Face::Bold, 13.0, room, 0.0).into_iter().map(|line| &set[line]).collect();
        assert_eq!(
            broken.iter().map(|line| line.replace('\u{A0}', " ")).collect::<Vec<_>>(),
            ["ỦY BAN NHÂN DÂN", "TỈNH BÌNH LÂM"]
        );
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(by_sense("SỞ Y TẾ", Face::Bold, 13.0, 200.0), "SỞ Y TẾ");
    }
}

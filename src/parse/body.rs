//! The body of a document or attachment: groups of pieces become a tree of blocks.

use super::context::{Context, head, tail};
use super::groups::{Group, byte_at, candidate, closes_quote, groups};
use super::inline::citation::citations;
use super::labels::Chosen;
use super::pieces::Tagged;
use super::table::table;
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::label::{Label, Level, label};
use crate::marks::scrap::is_noise_in_text;
use crate::model::{
    Block, Division, DivisionLevel, FurnitureKind, Note, OriginId, Paragraph, Quote, Repair, Repairs, Severity, Span,
    Text,
};
use crate::words::{fold_head, is_capitals};
use std::ops::Range;

/// The most groups that quoted wording may take.
const LONGEST_QUOTE: usize = 400;
/// The most lines that the title of a Phần, Chương or Mục may take.
const HEADING_LINES: usize = 4;
/// How many characters from the end of a body the end mark may stand, scan noise behind it.
const END_MARK_WINDOW: usize = 24;

/// `Body` of `decision.ebnf`: the blocks; footnotes that are still to find their paragraph go to the context.
pub(crate) fn body(pieces: &[Tagged], context: &mut Context) -> Vec<Block> {
    let groups = groups(pieces, context.words);
    let mut builder =
        Builder { pieces, groups: &groups, open: Vec::new(), last_article: None, blocks: Vec::new(), context };
    builder.run(0..groups.len());
    builder.close(0);
    builder.blocks
}

struct Builder<'b, 't, 'c> {
    pieces: &'b [Tagged<'t>],
    groups: &'b [Group],
    /// The divisions that are open, from the outside in.
    open: Vec<Division>,
    /// The number of the last article.
    last_article: Option<u32>,
    blocks: Vec<Block>,
    context: &'b mut Context<'c>,
}

impl Builder<'_, '_, '_> {
    fn run(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            // An article that its row expects is no quotation, whatever stands before it.
            let article = self.groups[index].chosen.is_some_and(|chosen| chosen.level == Level::Article);
            if let Some(end) = self.quote_end(index, range.end).filter(|_| !article) {
                self.quote(index..end);
                index = end;
                continue;
            }
            index = self.group(index, range.end);
        }
    }

    /// Adds the group at `index` and returns the index of the next one.
    fn group(&mut self, index: usize, end: usize) -> usize {
        let group = &self.groups[index];
        let first = &self.pieces[group.pieces.start];
        if first.is_grid() {
            self.table(first);
            return index + 1;
        }
        if let Some(note) = note_label(first) {
            let spans = self.spans(group);
            self.note(&note, &spans);
            return index + 1;
        }
        let last = index + 1 == end;
        if let (Some(chosen), Some(candidate)) = (group.chosen, candidate(first, self.context.words)) {
            let label = candidate.behind.filter(|_| chosen.behind).unwrap_or(candidate.label);
            return self.division(label, chosen, index, end);
        }
        let spans = self.spans(group);
        if !self.aside(&spans) {
            self.paragraph(&spans, last);
        }
        index + 1
    }

    fn spans(&self, group: &Group) -> Vec<Span> {
        self.pieces[group.pieces.clone()].iter().map(Tagged::span).collect()
    }

    /// Closes all divisions deeper than `depth`.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(mut division) = self.open.pop() else { return };
            // Most divisions hold one block, and a vector makes room for four.
            division.body.shrink_to_fit();
            self.push(Block::Division(division));
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(division) => division.body.push(block),
            None => self.blocks.push(block),
        }
    }

    fn siblings(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some(division) => &mut division.body,
            None => &mut self.blocks,
        }
    }

    /// Opens a division; returns the index behind its heading.
    fn division(&mut self, label: Label, chosen: Chosen, index: usize, end: usize) -> usize {
        self.close(chosen.depth);
        let spans = self.spans(&self.groups[index]);
        let slice = spans[0].of(self.context.text);
        let at = byte_at(slice, label.length);
        let mut repairs = Repairs::NONE;
        if label.repaired {
            repairs.add(Repair::Label);
        }
        if chosen.corrected.is_some() {
            repairs.add(Repair::Sequence);
        }
        let raw = super::context::joined(self.context.text, &[head(spans[0], at)], &mut repairs);
        let number = match chosen.corrected {
            Some(ordinal) if matches!(chosen.level, Level::Roman | Level::Chapter) => {
                Some(crate::marks::label::as_roman(ordinal))
            }
            _ => label.number.clone(),
        };
        let value = written(&raw, &label, chosen, number.as_deref());
        if value != raw {
            repairs.add(Repair::Label);
        }
        let text = self.context.owned(value, &[head(spans[0], at)], "Label", repairs);
        let inside_article =
            chosen.level != Level::Article && self.open.iter().any(|open| open.level == DivisionLevel::Article);
        let level = division_level(chosen.level, inside_article);
        self.check_sequence(level, &label, text.origin, &spans);
        self.open.push(Division { level, label: text, number, heading: None, body: Vec::new() });
        let mut rest = spans;
        rest[0] = tail(rest[0], at);
        let empty = rest.iter().all(|span| span.of(self.context.text).trim().is_empty());
        if chosen.level <= Level::Subsection {
            let next = self.heading_lines(index, end, empty, &mut rest);
            let heading = self.heading_text(&rest);
            if let Some(open) = self.open.last_mut() {
                open.heading = heading;
            }
            return next;
        }
        if empty {
            return index + 1;
        }
        if self.is_heading(index, end, chosen, &rest) {
            let heading = self.heading_text(&rest);
            if let Some(open) = self.open.last_mut() {
                open.heading = heading;
            }
        } else {
            self.paragraph(&rest, index + 1 == end);
        }
        index + 1
    }

    /// A gap or a repeat in a row of articles is diagnosed; smaller labels are too often restarted.
    fn check_sequence(&mut self, level: DivisionLevel, label: &Label, about: OriginId, spans: &[Span]) {
        if level != DivisionLevel::Article {
            return;
        }
        let Some(before) = self.last_article.replace(label.ordinal) else { return };
        let number = label.ordinal.to_string();
        if label.ordinal == before {
            self.context.diagnose(Severity::Warning, "article-repeated", &[&number], spans, about);
        } else if before.checked_add(1) != Some(label.ordinal) {
            self.context.diagnose(Severity::Warning, "article-gap", &[&before.to_string(), &number], spans, about);
        }
    }

    /// The title of a Phần, Chương or Mục: what follows the label and the lines in capitals below; one
    /// short line where there is nothing else.
    fn heading_lines(&self, index: usize, end: usize, empty: bool, spans: &mut Vec<Span>) -> usize {
        let mut next = index + 1;
        let mut open = empty;
        while next < end && next <= index + HEADING_LINES {
            let group = &self.groups[next];
            let first = &self.pieces[group.pieces.start];
            if group.chosen.is_some() || first.is_grid() || first.has(Marks::ISSUED_WITH) || note_label(first).is_some()
            {
                break;
            }
            let below = self.spans(group);
            let slice = first.slice;
            let ended =
                below.last().is_some_and(|span| span.of(self.context.text).trim_end().ends_with(['.', ';', ':', ',']));
            let capitals = is_capitals(slice);
            let before = spans.last().map_or("", |span| span.of(self.context.text));
            let fits = capitals && (open || is_capitals(before)) || open && !ended && slice.chars().count() < 160;
            if !fits {
                break;
            }
            open = open && capitals;
            spans.extend(below);
            next += 1;
        }
        next
    }

    fn heading_text(&mut self, spans: &[Span]) -> Option<Text> {
        let text = self.context.value(spans, "Heading");
        (!text.is_empty()).then_some(text)
    }

    /// Words behind a label are its heading where they have no closing mark and more stands below.
    fn is_heading(&self, index: usize, end: usize, chosen: Chosen, rest: &[Span]) -> bool {
        let ended =
            rest.last().is_none_or(|span| span.of(self.context.text).trim_end().ends_with(['.', ';', ':', ',', '/']));
        if ended || index + 1 >= end {
            return false;
        }
        let next = &self.groups[index + 1];
        let first = &self.pieces[next.pieces.start];
        match next.chosen {
            Some(below) => below.depth > chosen.depth,
            None => note_label(first).is_none() && !is_noise_in_text(first.slice),
        }
    }

    fn paragraph(&mut self, spans: &[Span], last: bool) {
        let spans = without_end_mark(spans, last, self.context);
        let text = self.context.value(&spans, "Paragraph");
        if text.is_empty() {
            return;
        }
        let cited = citations(&text.value, false, self.context.words);
        for number in &cited.undated {
            let at = super::context::find(self.context.text, &spans, number);
            self.context.diagnose(Severity::Warning, "citation-date-unreadable", &[number], &at, text.origin);
        }
        self.push(Block::Paragraph(Paragraph { text, citations: cited.citations }));
    }

    /// Scraps of a seal, and page numbers that only their place betrays, are set aside.
    fn aside(&mut self, spans: &[Span]) -> bool {
        let [span] = spans else { return false };
        let slice = span.of(self.context.text);
        let noise = is_noise_in_text(slice) && !slice.chars().any(|c| c.is_ascii_digit());
        if noise {
            self.context.set_aside(FurnitureKind::SealNoise, *span);
        }
        noise
    }

    fn table(&mut self, piece: &Tagged) {
        let grids = self.context.grids;
        let Some(grid) = grids.get(piece.piece.grid as usize) else { return };
        let mut made = table(grid, self.context);
        let words = self.context.words;
        let siblings = self.siblings();
        for _ in 0..2 {
            let Some(Block::Paragraph(before)) = siblings.last() else { break };
            let folded = fold_head(before.text.as_str(), 90);
            let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            let short = before.text.as_str().chars().count() < 90;
            let unit = short && words.units.longest_prefix(bare).is_some();
            let caption = words.captions.longest_prefix(bare).is_some_and(|phrase| {
                bare[phrase.folded.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
            });
            if unit && made.unit.is_none() {
                let Some(Block::Paragraph(unit)) = siblings.pop() else { break };
                made.unit = Some(unit.text);
            } else if caption && made.caption.is_none() {
                let Some(Block::Paragraph(caption)) = siblings.pop() else { break };
                made.caption = Some(caption.text);
            } else {
                break;
            }
        }
        self.push(Block::Table(made));
    }

    fn note(&mut self, label: &Label, spans: &[Span]) {
        let slice = spans[0].of(self.context.text);
        let at = byte_at(slice, label.length);
        let name = label.number.clone().unwrap_or_default();
        let mut rest = spans.to_vec();
        rest[0] = tail(rest[0], at);
        let label = self.context.owned(name, &[head(spans[0], at)], "Note", Repairs::NONE);
        let text = self.context.value(&rest, "Note");
        self.context.notes.push(Note { label, text });
    }

    /// Where quoted wording that begins with a group ends.
    fn quote_end(&self, index: usize, end: usize) -> Option<usize> {
        let slice = |at: usize| {
            let pieces = &self.groups[at].pieces;
            (self.pieces[pieces.start].slice, self.pieces[pieces.end - 1].slice)
        };
        let (start, _) = slice(index);
        let inside = start.strip_prefix(['“', '"', '„'])?;
        let led = index > 0 && slice(index - 1).1.trim_end().ends_with(':');
        if label(inside).is_none() && !led {
            return None;
        }
        let mut depth = 0;
        let last = (index..end.min(index + LONGEST_QUOTE)).find(|at| {
            for piece in &self.pieces[self.groups[*at].pieces.clone()] {
                depth += piece.slice.matches('“').count() as i32 - piece.slice.matches('”').count() as i32;
            }
            closes_quote(slice(*at).1) && depth <= 0
        });
        last.map(|at| at + 1)
    }

    fn quote(&mut self, range: Range<usize>) {
        let pieces = self.groups[range.start].pieces.start..self.groups[range.end - 1].pieces.end;
        let mut inner: Vec<Tagged> = self.pieces[pieces].to_vec();
        let (first, last) = (0, inner.len() - 1);
        inner[first] = without_quotation_mark(inner[first], self.context, true);
        inner[last] = without_quotation_mark(inner[last], self.context, false);
        inner[first].piece.join = Join::New;
        let body = body(&inner, self.context);
        self.push(Block::Quote(Quote { body }));
    }
}

/// Takes the quotation mark off a piece; it is a drawn mark and no value.
fn without_quotation_mark<'t>(piece: Tagged<'t>, context: &mut Context, opening: bool) -> Tagged<'t> {
    let span = piece.span();
    let slice = span.of(context.text);
    let kept = if opening {
        let rest = slice.trim_start_matches(['“', '"', '„']);
        let cut = slice.len() - rest.len();
        context.set_aside(FurnitureKind::Rule, head(span, cut));
        tail(span, cut)
    } else {
        let kept = slice.trim_end_matches(['.', ';', ',', ' ', '/']).trim_end_matches(['”', '"', '“', '\'']);
        context.set_aside(FurnitureKind::Rule, tail(span, kept.len()));
        head(span, kept.len())
    };
    piece.part(kept, context.words)
}

/// The footnote's mark at the start of a piece.
fn note_label(piece: &Tagged) -> Option<Label> {
    if !piece.slice.starts_with('[') {
        return None;
    }
    label(piece.slice).filter(|label| label.level == Level::Note)
}

/// The label as it should have been read.
fn written(raw: &str, label: &Label, chosen: Chosen, number: Option<&str>) -> String {
    let Some(number) = number else { return raw.to_owned() };
    match chosen.level {
        Level::Article if label.repaired => format!("Điều {number}."),
        Level::Article if crate::words::fold(raw).starts_with("dieu") && !raw.to_lowercase().starts_with("điều") => {
            let mark: String = raw.chars().skip_while(|c| !c.is_ascii_digit()).collect();
            format!("Điều {mark}")
        }
        Level::Roman if label.repaired || chosen.corrected.is_some() => format!("{number}."),
        // `2, Yêu cầu`: no list has another mark behind its number than these.
        Level::Arabic if raw.ends_with([',', ';', ':']) => format!("{number}."),
        Level::Chapter if chosen.corrected.is_some() || label.repaired => {
            let bare = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
            let word = bare.split(' ').next().unwrap_or("");
            let mark = bare.chars().last().filter(|c| matches!(c, '.' | ':')).map_or(String::new(), String::from);
            format!("{word} {number}{mark}")
        }
        Level::Part | Level::Section | Level::Subsection | Level::Arabic | Level::Capital | Level::Letter
            if label.repaired =>
        {
            raw.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
        }
        _ => raw.to_owned(),
    }
}

fn division_level(level: Level, inside_article: bool) -> DivisionLevel {
    match level {
        Level::Part => DivisionLevel::Part,
        Level::Chapter => DivisionLevel::Chapter,
        Level::Section => DivisionLevel::Section,
        Level::Subsection => DivisionLevel::Subsection,
        Level::Article => DivisionLevel::Article,
        Level::Capital => DivisionLevel::Capital,
        Level::Roman => DivisionLevel::Roman,
        Level::Arabic if inside_article => DivisionLevel::Clause,
        Level::Arabic => DivisionLevel::Number,
        Level::Letter if inside_article => DivisionLevel::Point,
        Level::Letter => DivisionLevel::Letter,
        Level::Bullet | Level::Note => DivisionLevel::Bullet,
    }
}

/// The spans without the `/.` of the end mark, and without scan noise behind it at a body's end.
fn without_end_mark(spans: &[Span], last: bool, context: &mut Context) -> Vec<Span> {
    let mut spans = spans.to_vec();
    let Some(end) = spans.last_mut() else { return spans };
    let slice = end.of(context.text);
    let window = slice.char_indices().rev().take(END_MARK_WINDOW).last().map_or(0, |(at, _)| at);
    let Some(at) = slice[window..].rfind("/.").map(|at| at + window) else { return spans };
    let behind = slice[at + 2..].trim();
    let closes = behind.is_empty()
        || last && behind.chars().filter(|c| c.is_alphanumeric()).count() <= 6 && !behind.ends_with('.');
    if !closes {
        return spans;
    }
    let span = *end;
    *end = head(span, at);
    context.set_aside(FurnitureKind::EndMark, Span { start: span.start + at as u32, end: span.start + at as u32 + 2 });
    context.set_aside(FurnitureKind::SealNoise, tail(span, at + 2));
    spans
}

//! The body of a document or attachment: groups of pieces become a tree of blocks.

use super::context::{Context, find, joined};
use super::groups::{Group, candidate, closes_quote, groups, written_label};
use super::labels::Chosen;
use super::pieces::Tagged;
use super::table::table;
use crate::inline::caption::{caption, unit};
use crate::inline::citation::citations;
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::label::{Label, Level, as_roman, label};
use crate::marks::scrap::is_noise_in_text;
use crate::model::{
    Block, Division, DivisionLevel, FurnitureKind, Note, OriginId, Paragraph, Quote, Repair, Repairs, Span,
};
use crate::words::combinators::around_last;
use crate::words::{Folded, FoldedStr, fold, is_capitals};

/// The most groups that quoted wording may take.
const LONGEST_QUOTE: usize = 400;
/// The most lines that the title of a Phần, Chương or Mục may take.
const HEADING_LINES: usize = 4;
/// The longest line of such a title that is not in capitals, in characters.
const LONGEST_HEADING_LINE: usize = 160;
/// What closes a body.
const END_MARK: &str = "/.";
/// The most characters of scan noise behind the end mark, and the most letters and digits among them.
const END_MARK_WINDOW: usize = 22;
const MOST_SCRAPS: usize = 6;

/// `Body` of `decision.ebnf`: the blocks; footnotes that are still to find their paragraph go to the context.
pub(crate) fn body(pieces: &[Tagged], context: &mut Context) -> Vec<Block> {
    let groups = groups(pieces, context.words);
    let mut builder = Builder { open: Vec::new(), last_article: None, blocks: Vec::new(), context };
    builder.blocks(&groups);
    builder.close(0);
    builder.blocks
}

struct Builder<'c, 's> {
    /// The divisions that are open, from the outside in.
    open: Vec<Division>,
    /// The number of the last article.
    last_article: Option<u32>,
    blocks: Vec<Block>,
    context: &'c mut Context<'s>,
}

impl Builder<'_, '_> {
    fn blocks(&mut self, mut groups: &[Group]) {
        while let Some((group, below)) = groups.split_first() {
            // An article that its row expects is no quotation, whatever stands before it.
            let article = group.chosen.is_some_and(|chosen| chosen.level == Level::Article);
            groups = match quote(groups).filter(|_| !article) {
                Some((left, quoted)) => {
                    self.quote(quoted);
                    left
                }
                None => self.block(group, below),
            };
        }
    }

    /// A block of `Body` of `decision.ebnf`, which begins with a group; gives what is left of the groups `below` it.
    fn block<'g, 'p, 't>(&mut self, group: &Group<'p, 't>, below: &'g [Group<'p, 't>]) -> &'g [Group<'p, 't>] {
        if group.first.is_grid() {
            self.table(group.first);
        } else if let Some(note) = note_label(group.first) {
            self.note(&note, group);
        } else if let (Some(chosen), Some(candidate)) = (group.chosen, candidate(group.first, self.context.words)) {
            let label = candidate.behind.filter(|_| chosen.behind).unwrap_or(candidate.label);
            return self.division(&label, chosen, group, below);
        } else {
            let spans = group.pieces.spans();
            if !self.aside(&spans) {
                self.paragraph(&spans, below.is_empty());
            }
        }
        below
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

    /// `Division` of `decision.ebnf`: its label, and its heading or its first paragraph; gives what is left of the groups
    /// `below` its first.
    fn division<'g, 'p, 't>(
        &mut self,
        label: &Label,
        chosen: Chosen,
        group: &Group<'p, 't>,
        below: &'g [Group<'p, 't>],
    ) -> &'g [Group<'p, 't>] {
        self.close(chosen.depth);
        let mut spans = self.open(label, chosen, group);
        let empty = spans.iter().all(|span| span.of(self.context.text).trim().is_empty());
        if chosen.level <= Level::Subsection {
            let left = self.heading_lines(below, empty, &mut spans);
            self.heading(&spans);
            return left;
        }
        if empty {
        } else if self.is_heading(chosen, &spans, below) {
            self.heading(&spans);
        } else {
            self.paragraph(&spans, below.is_empty());
        }
        below
    }

    /// `Label` of `decision.ebnf`: opens the division that it begins, and gives what stands behind it.
    fn open(&mut self, label: &Label, chosen: Chosen, group: &Group) -> Vec<Span> {
        let (owned, behind) = behind_label(label, group, self.context);
        let mut repairs = Repairs::NONE;
        if label.repaired {
            repairs.add(Repair::Label);
        }
        if chosen.corrected.is_some() {
            repairs.add(Repair::Sequence);
        }
        let raw = joined(self.context.text, &[owned], &mut repairs);
        let number = match chosen.corrected {
            Some(ordinal) if matches!(chosen.level, Level::Roman | Level::Chapter) => Some(as_roman(ordinal)),
            _ => label.number.clone(),
        };
        let value = written(&raw, label, chosen, number.as_deref());
        if value != raw {
            repairs.add(Repair::Label);
        }
        let text = self.context.owned(value, &[owned], "Label", repairs);
        let inside_article =
            chosen.level != Level::Article && self.open.iter().any(|open| open.level == DivisionLevel::Article);
        let level = division_level(chosen.level, inside_article);
        self.check_sequence(level, label, text.origin, &group.pieces.spans());
        self.open.push(Division { level, label: text, number, heading: None, body: Vec::new() });
        behind
    }

    /// A gap or a repeat in a row of articles is diagnosed; smaller labels are too often restarted.
    fn check_sequence(&mut self, level: DivisionLevel, label: &Label, about: OriginId, spans: &[Span]) {
        if level != DivisionLevel::Article {
            return;
        }
        let Some(before) = self.last_article.replace(label.ordinal) else { return };
        let number = label.ordinal.to_string();
        if label.ordinal == before {
            self.context.warn("article-repeated", &[&number], spans, about);
        } else if before.checked_add(1) != Some(label.ordinal) {
            self.context.warn("article-gap", &[&before.to_string(), &number], spans, about);
        }
    }

    /// The title of a Phần, Chương or Mục: what follows the label and the lines in capitals `below`; one short line where
    /// there is nothing else. Gives what is left of them.
    fn heading_lines<'g, 'p, 't>(
        &self,
        mut below: &'g [Group<'p, 't>],
        empty: bool,
        spans: &mut Vec<Span>,
    ) -> &'g [Group<'p, 't>] {
        let mut open = empty;
        for group in below.iter().take(HEADING_LINES) {
            let line = group.first;
            if group.chosen.is_some() || line.is_grid() || line.has(Marks::ISSUED_WITH) || note_label(line).is_some() {
                break;
            }
            let lines = group.pieces.spans();
            let ended =
                lines.last().is_some_and(|span| span.of(self.context.text).trim_end().ends_with(['.', ';', ':', ',']));
            let capitals = is_capitals(line.slice);
            let before = spans.last().map_or("", |span| span.of(self.context.text));
            let short = line.slice.chars().count() < LONGEST_HEADING_LINE;
            if !(capitals && (open || is_capitals(before)) || open && !ended && short) {
                break;
            }
            open = open && capitals;
            spans.extend(lines);
            below = below.split_first().map_or(below, |(_, left)| left);
        }
        below
    }

    /// `Heading` of `decision.ebnf`: that of the division that was opened last.
    fn heading(&mut self, spans: &[Span]) {
        let text = self.context.value(spans, "Heading");
        if let Some(open) = self.open.last_mut() {
            open.heading = (!text.is_empty()).then_some(text);
        }
    }

    /// Words behind a label are its heading where they have no closing mark and more stands `below`.
    fn is_heading(&self, chosen: Chosen, words: &[Span], below: &[Group]) -> bool {
        let ended =
            words.last().is_none_or(|span| span.of(self.context.text).trim_end().ends_with(['.', ';', ':', ',', '/']));
        !ended
            && below.first().is_some_and(|next| match next.chosen {
                Some(inner) => inner.depth > chosen.depth,
                None => note_label(next.first).is_none() && !is_noise_in_text(next.first.slice),
            })
    }

    fn paragraph(&mut self, spans: &[Span], last: bool) {
        let spans = without_end_mark(spans, last, self.context);
        let text = self.context.value(&spans, "Paragraph");
        if text.is_empty() {
            return;
        }
        let cited = citations(&text.value, false, self.context.words);
        for number in &cited.undated {
            let at = find(self.context.text, &spans, number);
            self.context.warn("citation-date-unreadable", &[number], &at, text.origin);
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
            let folded = Folded::new(before.text.as_str());
            let line = FoldedStr::new(before.text.as_str(), &folded);
            let unit = unit(words)(line).is_ok();
            let caption = caption(words)(line).is_ok();
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

    /// `Note` of `decision.ebnf`.
    fn note(&mut self, label: &Label, group: &Group) {
        let (owned, behind) = behind_label(label, group, self.context);
        let name = label.number.clone().unwrap_or_default();
        let label = self.context.owned(name, &[owned], "Note", Repairs::NONE);
        let text = self.context.value(&behind, "Note");
        self.context.notes.push(Note { label, text });
    }

    /// `Quote` of `decision.ebnf`: a body of its own between its marks.
    fn quote(&mut self, mut pieces: Vec<Tagged>) {
        if let Some(first) = pieces.first_mut() {
            *first = without_opening_mark(*first, self.context);
            first.piece.join = Join::New;
        }
        if let Some(last) = pieces.last_mut() {
            *last = without_closing_mark(*last, self.context);
        }
        let body = body(&pieces, self.context);
        self.push(Block::Quote(Quote { body }));
    }
}

/// What is left of some groups, and the pieces of those that were taken.
type Quoted<'g, 'p, 't> = (&'g [Group<'p, 't>], Vec<Tagged<'t>>);

/// `Quote` of `decision.ebnf`, where one begins: to the group that closes it.
fn quote<'g, 'p, 't>(groups: &'g [Group<'p, 't>]) -> Option<Quoted<'g, 'p, 't>> {
    let begun = groups.first()?;
    let inside = begun.first.slice.strip_prefix(['“', '"', '„'])?;
    if label(inside).is_none() && !begun.led {
        return None;
    }
    let (mut left, mut depth, mut quoted) = (groups, 0, Vec::new());
    for _ in 0..LONGEST_QUOTE {
        let (group, below) = left.split_first()?;
        depth += group.pieces.iter().flat_map(|piece| piece.slice.chars()).map(nesting).sum::<i32>();
        quoted.extend(group.pieces.iter());
        left = below;
        if depth <= 0 && closes_quote(group.last_line()) {
            return Some((left, quoted));
        }
    }
    None
}

/// How much deeper a character leads into quotations.
fn nesting(c: char) -> i32 {
    match c {
        '“' => 1,
        '”' => -1,
        _ => 0,
    }
}

/// The span of the label with which a group begins, and what stands behind it.
fn behind_label(label: &Label, group: &Group, context: &Context) -> (Span, Vec<Span>) {
    let (behind, written) = written_label(label, group.first.slice);
    let mut spans = group.pieces.spans();
    if let Some(first) = spans.first_mut() {
        *first = context.span_of(behind);
    }
    (context.span_of(written), spans)
}

/// Takes the quotation mark off the first piece of a quotation; it is a drawn mark and no value.
fn without_opening_mark<'t>(piece: Tagged<'t>, context: &mut Context) -> Tagged<'t> {
    let kept = context.span_of(piece.slice.trim_start_matches(['“', '"', '„']));
    context.set_aside(FurnitureKind::Rule, Span { end: kept.start, ..piece.span() });
    piece.part(kept, context.words)
}

/// Takes the quotation mark off the last piece, with the marks behind it.
fn without_closing_mark<'t>(piece: Tagged<'t>, context: &mut Context) -> Tagged<'t> {
    let bare = piece.slice.trim_end_matches(['.', ';', ',', ' ', '/']);
    let kept = context.span_of(bare.trim_end_matches(['”', '"', '“', '\'']));
    context.set_aside(FurnitureKind::Rule, Span { start: kept.end, ..piece.span() });
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
        Level::Article if fold(raw).starts_with("dieu") && !raw.to_lowercase().starts_with("điều") => {
            let mark: String = raw.chars().skip_while(|c| !c.is_ascii_digit()).collect();
            format!("Điều {mark}")
        }
        Level::Roman if label.repaired || chosen.corrected.is_some() => format!("{number}."),
        // `2, Yêu cầu`: no list has another mark behind its number than these.
        Level::Arabic if raw.ends_with([',', ';', ':']) => format!("{number}."),
        Level::Chapter if chosen.corrected.is_some() || label.repaired => {
            let bare = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
            let word = bare.split_whitespace().next().unwrap_or("");
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
    let whole = spans.to_vec();
    let Some((end, above)) = spans.split_last() else { return whole };
    let Ok((_, (before, behind))) = around_last(END_MARK)(end.of(context.text)) else { return whole };
    let scraps = behind.chars().filter(|c| c.is_alphanumeric()).count();
    let noise = last && scraps <= MOST_SCRAPS && !behind.trim_end().ends_with('.');
    if !(behind.trim().is_empty() || noise) || behind.chars().count() > END_MARK_WINDOW {
        return whole;
    }
    let (before, behind) = (context.span_of(before), context.span_of(behind));
    context.set_aside(FurnitureKind::EndMark, Span { start: before.end, end: behind.start });
    context.set_aside(FurnitureKind::SealNoise, behind);
    above.iter().copied().chain([before]).collect()
}

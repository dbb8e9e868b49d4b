//! How a Word file looks beside what its form asks: paper, margins, typeface, sizes, weight, alignment, spacing, rules,
//! page numbers. Alike findings are one, with the number of paragraphs.

use super::Checker;
use crate::forms::{Align, Component, Form, NumberPlace};
use crate::model::{Block as ModelBlock, FurnitureKind, OriginId, Parsed, Span, Text};
use crate::source::{Alignment, Block, Line, Look, Page, Style};
use std::collections::BTreeMap;

/// Millimetres by which a measure may miss its bound: Word rounds to twentieths of a point.
const TOLERANCE: f32 = 0.6;
/// Twentieths of a point in a millimetre.
const TWIPS: f32 = 1440.0 / 25.4;
/// The characters from which a text takes more than a page.
const ONE_PAGE: usize = 3500;

pub(super) fn check(checker: &mut Checker, parsed: &Parsed, look: &Look) {
    let Some(form) = checker.form else { return };
    pages(checker, form, look);
    numbers(checker, form, parsed, look);
    let mut paragraphs = Vec::new();
    flatten(&look.blocks, &mut paragraphs);
    fonts(checker, form, parsed, &paragraphs);
    let seen = Seen { form, parsed, paragraphs: &paragraphs };
    let mut found: BTreeMap<Key, (usize, Vec<Span>)> = BTreeMap::new();
    for own in seen.deviations() {
        let key = Key { code: own.code, component: own.component, found: own.found, expected: own.expected };
        let entry = found.entry(key).or_insert_with(|| (0, vec![own.span]));
        entry.0 += 1;
    }
    for (key, (count, spans)) in found {
        let name = form.component(key.component).name.as_str();
        checker.find_at(key.code, String::new(), spans, &[name, &key.found, &key.expected, &count.to_string()]);
    }
    body(checker, form, parsed, &seen);
    sizes(checker, form, parsed, &seen);
    rules(checker, form, parsed, look, &seen);
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    code: &'static str,
    component: &'static str,
    found: String,
    expected: String,
}

/// All paragraphs in the order of the page, those in tables too.
fn flatten<'l>(blocks: &'l [Block], into: &mut Vec<(Span, &'l Style)>) {
    for block in blocks {
        match block {
            Block::Paragraph { span, style, .. } => into.push((*span, style)),
            Block::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| flatten(&cell.blocks, into));
            }
        }
    }
}

fn millimetres(twips: i32) -> f32 {
    twips as f32 / TWIPS
}

fn shown(value: f32) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string().replace('.', ",")
}

fn pages(checker: &mut Checker, form: &Form, look: &Look) {
    let mut seen: Vec<Page> = Vec::new();
    for page in &look.pages {
        if seen.contains(page) {
            continue;
        }
        seen.push(*page);
        let (width, height) = (millimetres(page.width), millimetres(page.height));
        let (short, long) = if width < height { (width, height) } else { (height, width) };
        let near = |found: f32, asked: f32| (found - asked).abs() < 2.0 * TOLERANCE;
        if !near(short, form.page.width) || !near(long, form.page.height) {
            let found = format!("{} × {} mm", shown(width), shown(height));
            checker.find_at("page-size", String::new(), Vec::new(), &[&found, "210 × 297 mm (A4)"]);
        }
        if width > height {
            continue;
        }
        let sides = [
            ("trên", page.top, form.page.top),
            ("dưới", page.bottom, form.page.bottom),
            ("trái", page.left, form.page.left),
            ("phải", page.right, form.page.right),
        ];
        for (side, twips, [from, to]) in sides {
            let margin = millimetres(twips);
            if margin < from - TOLERANCE || margin > to + TOLERANCE {
                let range = format!("{}–{} mm", shown(from), shown(to));
                checker.find_at(
                    "margins",
                    String::new(),
                    Vec::new(),
                    &[side, &format!("{} mm", shown(margin)), &range],
                );
            }
        }
    }
}

fn numbers(checker: &mut Checker, form: &Form, parsed: &Parsed, look: &Look) {
    let place = |top: bool, alignment: Alignment| match (top, alignment) {
        (true, Alignment::Center) => "giữa, lề trên",
        (true, _) => "lề trên",
        (false, Alignment::Right) => "góc phải, lề dưới",
        (false, _) => "lề dưới",
    };
    let asked = match form.page_number.place {
        NumberPlace::TopCenter => place(true, Alignment::Center),
        NumberPlace::BottomRight => place(false, Alignment::Right),
    };
    match look.page_numbers {
        None if parsed.text.chars().count() > ONE_PAGE => {
            checker.find_at("page-number-missing", String::new(), Vec::new(), &[asked]);
        }
        Some((top, alignment)) if place(top, alignment) != asked => {
            checker.find_at("page-number-place", String::new(), Vec::new(), &[place(top, alignment), asked]);
        }
        _ => {}
    }
}

fn fonts(checker: &mut Checker, form: &Form, parsed: &Parsed, paragraphs: &[(Span, &Style)]) {
    let mut others: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (span, style) in paragraphs {
        let Some(font) = style.font.as_deref() else { continue };
        if font != form.page.font && span.of(&parsed.text).chars().any(char::is_alphanumeric) {
            others.entry(font).or_insert((0, *span)).0 += 1;
        }
    }
    for (font, (count, span)) in others {
        checker.find_at("font", String::new(), vec![span], &[font, &form.page.font, &count.to_string()]);
    }
}

/// The values whose looks the form prescribes, by component.
fn components(parsed: &Parsed) -> Vec<(&'static str, String, OriginId)> {
    let document = &parsed.document;
    let header = &document.header;
    let mut found: Vec<(&'static str, String, OriginId)> = Vec::new();
    let mut add = |component: &'static str, text: &Text| found.push((component, text.to_string(), text.origin));
    let optional = [
        ("parent-agency", &header.parent_agency),
        ("agency", &header.agency),
        ("kind", &document.name),
        ("subject", &document.subject),
        ("authority", &document.authority),
    ];
    // A sentence that enacts is a paragraph, and no line of its own.
    let formula = document.enacting_formula.iter().filter(|_| !document.is_enacted_by_sentence());
    formula.for_each(|formula| add("enacting-formula", formula));
    for (component, text) in optional {
        text.iter().for_each(|text| add(component, text));
    }
    header.number.iter().for_each(|number| add("number", &number.text));
    document.bases.iter().for_each(|basis| add("basis", &basis.text));
    document.recipients.iter().for_each(|recipient| add("recipient", &recipient.text));
    document.filing.iter().for_each(|filing| add("recipient", filing));
    for signature in &document.signatures {
        signature.position.iter().for_each(|position| add("signing", position));
        signature.authority.iter().for_each(|link| add("signing", &link.of));
        signature.name.iter().for_each(|name| add("signatory", name));
    }
    found
}

/// Place and date are one line: `Hà Tĩnh, ngày 25 tháng 3 năm 2019`. A date may be blank in part or whole.
fn place_and_date(parsed: &Parsed) -> Option<Span> {
    let header = &parsed.document.header;
    let spans = |text: &Option<Text>| text.as_ref().map_or(&[][..], |text| parsed.origins.spans(text.origin));
    let place = spans(&header.place).first()?;
    let end = spans(&header.date).last().map_or(place.end, |date| date.end);
    // A date far away is said elsewhere.
    (end >= place.end && end - place.start < 200).then_some(Span { start: place.start, end })
}

struct Seen<'s> {
    form: &'static Form,
    parsed: &'s Parsed,
    paragraphs: &'s [(Span, &'s Style)],
}

/// A paragraph that looks otherwise than its component should.
pub(super) struct Deviation {
    pub code: &'static str,
    pub component: &'static str,
    /// The component's words in it.
    pub span: Span,
    pub found: String,
    pub expected: String,
}

/// All paragraphs of components that look otherwise than the form asks.
pub(super) fn deviations(parsed: &Parsed, look: &Look, form: &'static Form) -> Vec<Deviation> {
    let mut paragraphs = Vec::new();
    flatten(&look.blocks, &mut paragraphs);
    Seen { form, parsed, paragraphs: &paragraphs }.deviations()
}

impl Seen<'_> {
    fn deviations(&self) -> Vec<Deviation> {
        let mut found = Vec::new();
        for (component, text, origin) in components(self.parsed) {
            self.component(component, &text, origin, &mut found);
        }
        if let Some(span) = place_and_date(self.parsed) {
            self.span("place-date", span, &mut found);
        }
        for (kind, component) in [(FurnitureKind::NationalTitle, "national-title"), (FurnitureKind::Motto, "motto")] {
            for piece in self.parsed.furniture.iter().filter(|piece| piece.kind == kind) {
                self.span(component, piece.span, &mut found);
            }
        }
        found
    }

    /// The index of the paragraph that holds a place.
    fn at(&self, place: u32) -> Option<usize> {
        let after = self.paragraphs.partition_point(|(span, _)| span.start <= place);
        let index = after.checked_sub(1)?;
        (place < self.paragraphs[index].0.end).then_some(index)
    }

    fn component(&self, component: &'static str, text: &str, origin: OriginId, found: &mut Vec<Deviation>) {
        if text.is_empty() {
            return;
        }
        for span in self.parsed.origins.spans(origin) {
            self.span(component, *span, found);
        }
    }

    /// Compares the paragraph of a span with its component. Where the paragraph holds more than the component, as where
    /// tabs make the columns, its looks are not the component's alone, and nothing is said.
    fn span(&self, component: &'static str, span: Span, found: &mut Vec<Deviation>) {
        let Some(index) = self.at(span.start) else { return };
        let (whole, style) = self.paragraphs[index];
        let letters = |span: Span| span.of(&self.parsed.text).chars().filter(|c| c.is_alphanumeric()).count();
        if letters(span) * 10 < letters(whole) * 6 {
            return;
        }
        // Beside a tab, or on a line of its own, stands another component.
        let outside = [Span { start: whole.start, end: span.start }, Span { start: span.end, end: whole.end }];
        let apart = |part: &Span| part.of(&self.parsed.text).contains(['\t', '\n']) && letters(*part) > 0;
        if outside.iter().any(apart) {
            return;
        }
        let look = self.form.component(component);
        let mut add = |code: &'static str, is: String, should: String| {
            found.push(Deviation { code, component, span, found: is, expected: should });
        };
        if let Some((is, should)) = size_off(style, look) {
            add("size", is, should);
        }
        let weight = |bold: bool| if bold { "chữ đậm" } else { "chữ thường" };
        if style.bold != look.bold && !look.bold_label {
            add("weight", weight(style.bold).to_owned(), weight(look.bold).to_owned());
        }
        let slant = |italic: bool| if italic { "chữ nghiêng" } else { "chữ đứng" };
        if style.italic != look.italic {
            add("slant", slant(style.italic).to_owned(), slant(look.italic).to_owned());
        }
        let asked = alignment(look.align);
        // One line looks alike on the left and on both sides.
        let alike = |a: Alignment| if a == Alignment::Justified { Alignment::Left } else { a };
        if look.align == Align::Center && alike(style.alignment) != asked {
            add("alignment", side(style.alignment).to_owned(), side(asked).to_owned());
        }
    }
}

fn size_off(style: &Style, look: &Component) -> Option<(String, String)> {
    let size = style.size? as f32 / 2.0;
    let [from, to] = look.size;
    if (from - 0.25..=to + 0.25).contains(&size) {
        return None;
    }
    let range = if from == to { shown(from) } else { format!("{}–{}", shown(from), shown(to)) };
    Some((shown(size), range))
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
        Align::Justify => Alignment::Justified,
    }
}

fn side(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "canh trái",
        Alignment::Center => "canh giữa",
        Alignment::Right => "canh phải",
        Alignment::Justified => "canh đều hai bên",
    }
}

/// Running text: what holds for most of its paragraphs is judged, not the odd one.
fn body(checker: &mut Checker, form: &Form, parsed: &Parsed, seen: &Seen) {
    let mut styles: Vec<(Span, &Style)> = Vec::new();
    super::blocks(&parsed.document.body, "", &mut |block, _| {
        let ModelBlock::Paragraph(paragraph) = block else { return };
        let spans = parsed.origins.spans(paragraph.text.origin);
        let index = spans.first().and_then(|span| seen.at(span.start));
        if let Some(index) = index {
            styles.push(seen.paragraphs[index]);
        }
    });
    styles.dedup_by_key(|(span, _)| *span);
    let look = form.component("body");
    let all = styles.len();
    if all == 0 {
        return;
    }
    let mut most = |code: &'static str, off: Vec<(Span, String)>, expected: &str| {
        if off.len() * 2 > all {
            let found = &off[0].1;
            let arguments = [look.name.as_str(), found, expected, &off.len().to_string()];
            checker.find_at(code, "/body".to_owned(), vec![off[0].0], &arguments);
        }
    };
    let collect = |off: &dyn Fn(&Style, Span) -> Option<String>| -> Vec<(Span, String)> {
        styles.iter().filter_map(|(span, style)| Some((*span, off(style, *span)?))).collect()
    };
    let range = format!("{}–{}", shown(look.size[0]), shown(look.size[1]));
    most("size", collect(&|style, _| size_off(style, look).map(|(found, _)| found)), &range);
    let slanted = collect(&|style, _| style.italic.then(|| "chữ nghiêng".to_owned()));
    most("slant", slanted, "chữ đứng");
    let uneven = collect(&|style, span| {
        let long = span.of(&parsed.text).chars().count() > 90;
        (long && style.alignment != Alignment::Justified).then(|| side(style.alignment).to_owned())
    });
    most("alignment", uneven, side(Alignment::Justified));
    let indents: Vec<String> = look.first_line_allowed.iter().map(|length| format!("{} mm", shown(*length))).collect();
    let off = collect(&|style, span| {
        let tabbed = span.of(&parsed.text).starts_with(['\t', ' ']);
        let first = millimetres(style.first_line);
        let allowed = look.first_line_allowed.iter().any(|length| (first - length).abs() < TOLERANCE);
        (!tabbed && !allowed).then(|| format!("{} mm", shown(first)))
    });
    most("first-line", off, &indents.join(" / "));
    let tight = collect(&|style, _| {
        let space = style.before.max(style.after) as f32 / 20.0;
        (space < look.before - 0.5).then(|| format!("{} pt", shown(space)))
    });
    most("spacing", tight, &format!("≥ {} pt", shown(look.before)));
    let (from, to) = (look.line.first().copied().unwrap_or(1.0), look.line.last().copied().unwrap_or(1.5));
    let lines = collect(&|style, _| {
        let lines = match style.line {
            Line::Multiple(lines) => lines as f32 / 240.0,
            Line::Exact(twips) => twips as f32 / 20.0 / (style.size.unwrap_or(28) as f32 / 2.0 * 1.15),
            Line::AtLeast => return None,
        };
        (lines < from - 0.06 || lines > to + 0.06).then(|| shown(lines))
    });
    most("line-spacing", lines, &format!("{}–{} dòng", shown(from), shown(to)));
}

/// Sizes that go together: 12/13/13 or 13/14/14 for national title, motto, date.
fn sizes(checker: &mut Checker, form: &Form, parsed: &Parsed, seen: &Seen) {
    let of_span = |span: Span| seen.at(span.start).and_then(|index| seen.paragraphs[index].1.size);
    let furniture =
        |kind: FurnitureKind| parsed.furniture.iter().find(|piece| piece.kind == kind).map(|piece| piece.span);
    let date = parsed.document.header.date.as_ref().and_then(|date| parsed.origins.spans(date.origin).first().copied());
    let spans = [furniture(FurnitureKind::NationalTitle), furniture(FurnitureKind::Motto), date];
    let [Some(title), Some(motto), Some(date)] = spans.map(|span| span.and_then(of_span)) else { return };
    let keys = ["national-title", "motto", "place-date"];
    let found = [title, motto, date].map(|size| size as f32 / 2.0);
    let within = keys.iter().zip(found).all(|(key, size)| {
        let [from, to] = form.component(key).size;
        (from..=to).contains(&size)
    });
    let set = |set: &BTreeMap<String, f32>| keys.map(|key| set.get(key).copied().unwrap_or(0.0));
    if within && !form.sizes.iter().any(|sizes| set(sizes) == found) {
        let written = |sizes: [f32; 3]| sizes.map(shown).join("/");
        let sets: Vec<String> = form.sizes.iter().map(|sizes| written(set(sizes))).collect();
        let place = parsed.furniture.iter().find(|piece| piece.kind == FurnitureKind::NationalTitle);
        let spans = place.map(|piece| piece.span).into_iter().collect();
        checker.find_at("size-set", String::new(), spans, &[&written(found), &sets.join(" / ")]);
    }
}

/// Rules below motto, agency and subject are drawn, not typed.
fn rules(checker: &mut Checker, form: &Form, parsed: &Parsed, look: &Look, seen: &Seen) {
    let typed = parsed.furniture.iter().find(|piece| {
        let text = piece.span.of(&parsed.text).trim();
        piece.kind == FurnitureKind::Rule
            && text.chars().count() > 2
            && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '¯'))
    });
    if let Some(piece) = typed {
        checker.find_at("rule-typed", String::new(), vec![piece.span], &[]);
    }
    // A shape may be a rule; where shapes are, none is missed.
    if look.drawings || typed.is_some() {
        return;
    }
    let document = &parsed.document;
    let last = |text: &Option<Text>| text.as_ref().and_then(|text| parsed.origins.spans(text.origin).last().copied());
    let motto = parsed.furniture.iter().find(|piece| piece.kind == FurnitureKind::Motto).map(|piece| piece.span);
    for (component, span) in
        [("motto", motto), ("agency", last(&document.header.agency)), ("subject", last(&document.subject))]
    {
        let Some((span, index)) = span.and_then(|span| Some((span, seen.at(span.start)?))) else { continue };
        let below = seen.paragraphs.get(index + 1).filter(|(span, _)| span.of(&parsed.text).trim().is_empty());
        let ruled = seen.paragraphs[index].1.rule || below.is_some_and(|(_, style)| style.rule);
        if !ruled {
            checker.find_at("rule-missing", String::new(), vec![span], &[&form.component(component).name]);
        }
    }
}

//! What a page draws, as far as it is read: letters put together to words with their places, lines, and how large its
//! pictures are. Places are in points from the upper left corner of the page as it is shown.

use super::super::positions::{Rect, Sheet, Word};
use super::lines::Lines;
use super::pictures::Placed;
use super::strings;
use hayro::hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::object::{self, Dict};
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::kurbo::{self, Affine, BezPath, Point, Vec2};
use std::collections::HashMap;

/// A gap of this share of the letters' size parts words.
const WORD_GAP: f64 = 0.1;
/// Letters whose base lines differ by more than this share of their size stand on different lines.
const LINE_GAP: f64 = 0.5;
/// Runs of letters, drawn apart, whose base lines differ by less than this share of their size stand on one line.
const SAME_LINE: f64 = 0.35;
/// A letter so much smaller than the one before it, and raised by so much of that one's size, is a mark of a note.
const RAISED: (f64, f64) = (0.8, 0.2);
/// How far letters reach above and below their base line, as shares of their size.
const ASCENT: f64 = 0.9;
const DESCENT: f64 = 0.22;
/// The same letter drawn again within this share of its size is drawn bolder, not twice.
const AGAIN: f64 = 0.1;
/// Glyphs are drawn on squares of so many units (ISO 32000-1, 9.2.4).
const UNITS: f64 = 1000.0;
/// How wide a glyph is that does not say so, as a share of its size.
const WIDTH: f64 = 0.5;
/// Where coordinates are larger, in points, they are none of a page.
const FARTHEST: f64 = 1e6;
/// The most words of a page that are taken.
const MOST_WORDS: usize = 500_000;
/// Stands for a letter of which the file does not say what it is.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// What a page draws.
pub(super) struct Seen {
    pub sheet: Sheet,
    pub pictures: Vec<Placed>,
    pub lines: Lines,
}

/// Reads a page.
pub(super) fn seen(page: &Page) -> Seen {
    let (width, height) = page.render_dimensions();
    let mut letters = Letters { sheet: Sheet { width, height, ..Sheet::default() }, ..Letters::default() };
    let cache = InterpreterCache::new();
    let paper = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let upright = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, paper, &cache, page.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut letters);
    letters.close();
    let Letters { mut sheet, pictures, lines, runs, .. } = letters;
    put_on_lines(&mut sheet.words, &runs);
    Seen { sheet, pictures, lines }
}

/// Puts words on one line that were drawn apart: a number and a day that were stamped onto the page when it was signed.
fn put_on_lines(words: &mut [Word], runs: &[Run]) {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| runs[*a].base.total_cmp(&runs[*b].base));
    let mut lines: Vec<u32> = (0..runs.len() as u32).collect();
    let mut first: Option<usize> = None;
    for index in order {
        let own = &runs[index];
        let on_line = |first: &usize| {
            let line = &runs[*first];
            own.is_level && own.base - line.base < own.size.max(line.size) * SAME_LINE
        };
        match first.filter(on_line) {
            Some(first) => lines[index] = first as u32,
            None if own.is_level => first = Some(index),
            None => {}
        }
    }
    words.iter_mut().for_each(|word| word.line = lines.get(word.line as usize).copied().unwrap_or(word.line));
    words.sort_by_key(|word| word.line);
}

#[derive(Default)]
struct Letters {
    sheet: Sheet,
    pictures: Vec<Placed>,
    lines: Lines,
    open: Option<Open>,
    /// Where the last letter ended, blank or not.
    last: Option<End>,
    /// The runs of letters on one base line, in the order in which they are drawn; words name theirs by its place here.
    runs: Vec<Run>,
    /// Where each letter was drawn, by itself and its place in squares of the page.
    drawn: HashMap<(String, i32, i32), Point>,
    /// The marked contents that are open: for each the text that stands for what it draws, until a glyph has taken it.
    marked: Vec<Option<Option<String>>>,
}

/// Letters drawn one behind the other.
struct Run {
    /// How far down the page the base line of the first stands, and how large that is.
    base: f64,
    size: f64,
    /// True where it runs from left to right.
    is_level: bool,
}

/// A word whose end has not come.
struct Open {
    text: String,
    place: Rect,
}

/// The end of a letter: its base line goes from its point along a direction.
struct End {
    at: Point,
    along: Vec2,
    size: f64,
}

/// A glyph on the page.
struct Spot {
    origin: Point,
    /// The direction of its line, of length 1.
    along: Vec2,
    /// The size of its letters, and how far the next stands from it.
    size: f64,
    advance: f64,
}

impl Letters {
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        // A sign alone of which nobody says what it is marks an item of a list.
        let is_sign = open.text.chars().eq([UNKNOWN]);
        if !is_sign && !open.text.trim().is_empty() && self.sheet.words.len() < MOST_WORDS {
            let run = self.runs.len().saturating_sub(1) as u32;
            self.sheet.words.push(Word::new(open.text, open.place, run));
        }
    }

    fn letter(&mut self, text: &str, own: &Spot) {
        let blank = text.trim().is_empty();
        if !blank && self.is_again(text, own) {
            return;
        }
        let end = End { at: own.origin + own.along * own.advance, along: own.along, size: own.size };
        let last = self.last.replace(end);
        let begins = last.as_ref().is_none_or(|last| {
            let way = own.origin - last.at;
            let (gap, down) = (way.dot(last.along), way.cross(last.along).abs());
            let is_mark = own.size < last.size * RAISED.0 && last.along.cross(way) < -last.size * RAISED.1;
            if gap > own.size * WORD_GAP || is_mark {
                self.close();
            }
            down > own.size.max(last.size) * LINE_GAP || gap < -own.size || last.along.dot(own.along) < 0.9
        });
        if begins {
            self.close();
            self.runs.push(Run { base: own.origin.y, size: own.size, is_level: own.along.x > 0.9 });
        }
        let place = own.place();
        match &mut self.open {
            _ if blank => self.close(),
            Some(open) => {
                open.text.push_str(text);
                open.place = Rect {
                    left: open.place.left.min(place.left),
                    top: open.place.top.min(place.top),
                    right: open.place.right.max(place.right),
                    bottom: open.place.bottom.max(place.bottom),
                };
            }
            None => self.open = Some(Open { text: text.to_owned(), place }),
        }
    }

    /// True where the same letter stands there already: typesetters draw a letter twice to make it bold.
    fn is_again(&mut self, text: &str, own: &Spot) -> bool {
        let near = (own.size * AGAIN).max(0.01);
        // Squares large enough for the largest letters; those beside it are looked at too.
        let square = |length: f64| (length / 4.0).floor() as i32;
        let (x, y) = (square(own.origin.x), square(own.origin.y));
        let mut beside = (-1..=1).flat_map(|across| (-1..=1).map(move |down| (x + across, y + down)));
        let is_near = |at: &Point| (*at - own.origin).hypot() < near;
        if beside.any(|(x, y)| self.drawn.get(&(text.to_owned(), x, y)).is_some_and(is_near)) {
            return true;
        }
        self.drawn.insert((text.to_owned(), x, y), own.origin);
        false
    }

    /// What a glyph stands for; `None` where another has taken the text of its marked content.
    fn text(&mut self, glyph: &Glyph) -> Option<String> {
        if let Some(own) = self.marked.iter_mut().find_map(Option::as_mut) {
            return own.take();
        }
        let read = match glyph.as_unicode() {
            Some(BfString::Char(own)) => own.to_string(),
            Some(BfString::String(own)) => own,
            None => UNKNOWN.to_string(),
        };
        Some(read.chars().map(|own| if own.is_control() { ' ' } else { own }).collect())
    }
}

impl Spot {
    /// A glyph that is drawn with a transformation; `None` where it is nowhere on a page.
    fn new(glyph: &PositionedGlyph, drawn: Affine, next: Option<&PositionedGlyph>) -> Option<Self> {
        let by = drawn * glyph.transform();
        let origin = by * Point::ZERO;
        let (across, up) = (by * Point::new(UNITS, 0.0) - origin, by * Point::new(0.0, UNITS) - origin);
        let (stretch, size) = (across.hypot(), up.hypot());
        let is_placed = origin.x.abs() < FARTHEST && origin.y.abs() < FARTHEST && size < FARTHEST && stretch > 1e-6;
        if !is_placed {
            return None;
        }
        let width = match &**glyph {
            Glyph::Outline(own) => own.advance_width().map(|own| f64::from(own) / UNITS),
            // In the units of the font's own matrix: the next glyph tells.
            Glyph::Type3(_) => None,
        };
        let along = across / stretch;
        let told = next.map(|next| (drawn * next.transform() * Point::ZERO - origin).dot(along));
        let told = told.filter(|own| *own > 0.0 && *own < size * 2.0);
        let advance = width.map(|own| own * stretch).or(told).unwrap_or(size * WIDTH);
        Some(Self { origin, along, size, advance })
    }

    /// The place of the letter.
    fn place(&self) -> Rect {
        // Upwards on the page, where lines run from left to right.
        let up = Vec2::new(self.along.y, -self.along.x);
        let end = self.origin + self.along * self.advance;
        let corners = [self.origin, end].map(|own| [own + up * (self.size * ASCENT), own - up * (self.size * DESCENT)]);
        let all = corners.as_flattened();
        let least = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::MAX, f64::min) as f32;
        let most = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::MIN, f64::max) as f32;
        Rect { left: least(|own| own.x), top: least(|own| own.y), right: most(|own| own.x), bottom: most(|own| own.y) }
    }
}

impl<'a> Device<'a> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let glyphs = run.glyphs();
        for (index, glyph) in glyphs.iter().enumerate() {
            let Some(own) = Spot::new(glyph, props.transform, glyphs.get(index + 1)) else { continue };
            if let Some(text) = self.text(glyph) {
                self.letter(&text, &own);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (image.width(), image.height());
        let side = |x: f64, y: f64| (props.transform * Point::new(x, y) - props.transform * Point::ZERO).hypot() as f32;
        self.pictures.push(Placed {
            width: width as f32,
            height: height as f32,
            across: side(width.into(), 0.0),
            down: side(0.0, height.into()),
        });
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        // ActualText (ISO 32000-1, 14.9.4).
        let stands = properties.and_then(|own| own.get::<object::String>("ActualText"));
        self.marked.push(stands.map(|own| Some(strings::text(own.as_bytes()))));
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.lines.add(path, props.transform, &props.paint, mode);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

//! Where values come from: spans of the source, the rule that read them, the repairs they took.

use serde::{Serialize, Serializer};

/// A half-open byte range of the normalised source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`, in bytes. Sources are bounded at 1 GiB, so 32 bits hold any offset.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The text below the span; empty where the span lies outside of it.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// True where the span holds nothing.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

/// A word of the source and its place on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedWord {
    /// Where it stands in the normalised text.
    pub span: Span,
    /// The page, from 1.
    pub page: u32,
    /// Left, top, right, bottom, from the page's upper left corner, in the source's own unit: pixels of OCR, points of PDF.
    pub place: [i32; 4],
    /// How sure an engine is of it, from 0 to 100; `None` where no engine read it.
    pub confidence: Option<u8>,
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

/// An index into [`Origins`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OriginId(u32);

impl OriginId {
    /// No origin: a value that was not read from a source.
    pub const NONE: Self = Self(u32::MAX);

    /// The position in [`Origins`]; `u32::MAX` for none.
    pub fn index(self) -> u32 {
        self.0
    }
}

impl Default for OriginId {
    fn default() -> Self {
        Self::NONE
    }
}

/// A repair: what was changed between the source's slice and the value. The names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Repair {
    /// U+00D0 or U+0189 read as Đ (U+0110).
    DStroke,
    /// `QĐÐ`, `QÐĐ`: a doubled Đ in a symbol read as one.
    DoubledD,
    /// `Só2624`: the label `Số` read from a misread or glued form.
    NumberLabel,
    /// Blanks inside a number and symbol taken out.
    NumberBlanks,
    /// Letters read as digits in a number or a date: `I195`, `ngàyl6`.
    Digits,
    /// `–` or `—` read as the hyphen of a symbol.
    Hyphen,
    /// U+2044 read as `/`.
    Slash,
    /// A label read from a misread form: `Điêu 1`, `Điều L`.
    Label,
    /// Capitals that lost or changed their tones in a post, a formula or the name of a kind.
    CapitalTones,
    /// Capitals with a misread letter put back from the word lists: `GHỦ TỊCH`.
    Capitals,
    /// A running number of the other script or case put back by its place in the sequence.
    Sequence,
    /// A word put right by the list of what OCR makes of it: `VI` for VT.
    Word,
    /// Seal noise around a value left out.
    Noise,
    /// A table column's or row's lines put together again.
    Cell,
    /// Two identical numbers or dates of which one was left out.
    Repeated,
    /// Text decoded from an encoding before Unicode: TCVN3, VNI, VIQR, windows-1258.
    LegacyEncoding,
}

impl Repair {
    /// Every repair with its stable name, in bit order.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::DStroke, "d-stroke"),
        (Self::DoubledD, "doubled-d"),
        (Self::NumberLabel, "so-prefix"),
        (Self::NumberBlanks, "number-blanks"),
        (Self::Digits, "digits"),
        (Self::Hyphen, "hyphen"),
        (Self::Slash, "slash"),
        (Self::Label, "label"),
        (Self::CapitalTones, "capital-tones"),
        (Self::Capitals, "capitals"),
        (Self::Sequence, "sequence"),
        (Self::Word, "word"),
        (Self::Noise, "noise"),
        (Self::Cell, "cell"),
        (Self::Repeated, "repeated"),
        (Self::LegacyEncoding, "legacy-encoding"),
    ];
}

/// A set of repairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs(u32);

impl Repairs {
    /// No repair.
    pub const NONE: Self = Self(0);

    /// Adds one.
    pub fn add(&mut self, repair: Repair) {
        self.0 |= 1 << repair as u8;
    }

    /// This set with one more.
    pub fn with(mut self, repair: Repair) -> Self {
        self.add(repair);
        self
    }

    /// This set and another.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True where nothing was repaired.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True where one of them is of what engines make of a page: nobody types it.
    pub fn are_of_recognition(self) -> bool {
        let typed = [Repair::LegacyEncoding, Repair::NumberBlanks, Repair::Cell, Repair::Sequence, Repair::Repeated];
        let typed = typed.into_iter().fold(Self::NONE, Self::with);
        self.0 & !typed.0 != 0
    }

    /// The stable names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Repair::ALL.into_iter().filter(move |(repair, _)| self.0 & (1 << *repair as u8) != 0).map(|(_, name)| name)
    }
}

/// Where one value comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    first: u32,
    count: u32,
    /// The production of `decision.ebnf` that read the value.
    pub rule: &'static str,
    /// What was changed between the slice and the value.
    pub repairs: Repairs,
    /// The place in [`Origins`] of the other value from which this one was inferred.
    pub inferred_from: Option<OriginId>,
}

/// All origins of a parse, with their spans in one arena: a value costs 40 bytes here.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    entries: Vec<Origin>,
    spans: Vec<Span>,
}

impl Origins {
    /// Makes room for a number of origins of one span each, so that the arenas need not grow by doubling.
    pub fn reserve(&mut self, origins: usize) {
        self.entries.reserve(origins);
        self.spans.reserve(origins);
    }

    /// Records an origin. Empty spans are left out; touching ones are joined.
    pub fn add(&mut self, spans: impl IntoIterator<Item = Span>, rule: &'static str, repairs: Repairs) -> OriginId {
        let first = self.spans.len();
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            match self.spans[first..].last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => self.spans.push(span),
            }
        }
        let count = (self.spans.len() - first) as u32;
        self.entries.push(Origin { first: first as u32, count, rule, repairs, inferred_from: None });
        OriginId(self.entries.len() as u32 - 1)
    }

    /// Records that a value was inferred from another one's place.
    pub fn add_inferred(&mut self, from: OriginId, rule: &'static str) -> OriginId {
        self.entries.push(Origin { first: 0, count: 0, rule, repairs: Repairs::NONE, inferred_from: Some(from) });
        OriginId(self.entries.len() as u32 - 1)
    }

    /// Notes one more repair of a value.
    pub fn repaired(&mut self, id: OriginId, repair: Repair) {
        if let Some(origin) = self.entries.get_mut(id.0 as usize) {
            origin.repairs.add(repair);
        }
    }

    /// Notes one more repair of every value that has something of these ranges, which are in order.
    pub fn repaired_within(&mut self, ranges: &[Span], repair: Repair) {
        for origin in &mut self.entries {
            let spans = &self.spans[origin.first as usize..(origin.first + origin.count) as usize];
            let touches = |span: &Span| {
                let next = ranges.partition_point(|range| range.end <= span.start);
                ranges.get(next).is_some_and(|range| range.start < span.end)
            };
            if spans.iter().any(touches) {
                origin.repairs.add(repair);
            }
        }
    }

    /// True where some value took a repair of what engines make of a page.
    pub fn are_recognised(&self) -> bool {
        self.entries.iter().any(|origin| origin.repairs.are_of_recognition())
    }

    /// The origin at an index; `None` for [`OriginId::NONE`].
    pub fn get(&self, id: OriginId) -> Option<&Origin> {
        self.entries.get(id.0 as usize)
    }

    /// The spans of an origin, in reading order.
    pub fn spans(&self, id: OriginId) -> &[Span] {
        self.get(id).map_or(&[], |origin| &self.spans[origin.first as usize..(origin.first + origin.count) as usize])
    }
}

//! Mends what can be mended without a decision: paper, margins, sizes, weight, slant, places of components, marks at
//! the end of bases and text, zeros in number and date. Everything else is left to a person.

use super::layout::{Deviation, deviations};
use super::{Finding, Report};
use crate::errors::Error;
use crate::forms::{Align, Form};
use crate::model::{Parsed, Span};
use crate::package::{self, Edit, Tree};
use crate::source::{Look, Paragraph, Paragraphs};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Mend {
    /// The code of the rule.
    pub code: &'static str,
    /// What was there.
    pub found: String,
    /// What stands there now.
    pub right: String,
    /// Where, in the source; empty for paper and margins.
    #[schemars(with = "Vec<[u32; 2]>")]
    pub spans: Vec<Span>,
}

/// A mended file, and what was changed in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// The bytes of the file.
    pub file: Vec<u8>,
    /// The changes.
    pub mends: Vec<Mend>,
}

/// Mends a Word file in place. Returns the new file and what was changed; `None` where nothing was.
///
/// # Errors
/// Where the file is no package that can be edited.
pub fn fix(file: &[u8], parsed: &Parsed, look: &Look, report: &Report) -> Result<Option<Mended>, Error> {
    let Some(form) = report.form else { return Ok(None) };
    let mut package = package::Package::open(file)?;
    let part = package.body();
    let Some(tree) = package.xml(&part)? else { return Ok(None) };
    let paragraphs = Paragraphs::of(&look.blocks);
    let mut fixer = Fixer { tree: &tree, parsed, form, paragraphs, made: Vec::new() };
    fixer.sections(report);
    fixer.looks(deviations(parsed, look, form));
    report.findings.iter().for_each(|finding| fixer.words(finding));
    if fixer.made.is_empty() {
        return Ok(None);
    }
    let (mends, edits): (Vec<Vec<Mend>>, Vec<Vec<Edit>>) = fixer.made.into_iter().unzip();
    let (mends, edits) = (mends.concat(), edits.concat());
    Ok(Some(Mended { file: package::edited(file, &part, edits)?, mends }))
}

struct Fixer<'f> {
    tree: &'f Tree,
    parsed: &'f Parsed,
    form: &'static Form,
    paragraphs: Paragraphs,
    /// Each change with its edits: both are made, or neither.
    made: Vec<(Vec<Mend>, Vec<Edit>)>,
}

impl Fixer<'_> {
    /// Adds a change, unless it would touch what another one has.
    fn add(&mut self, mends: Vec<Mend>, edits: Vec<Edit>) {
        let overlaps = |a: &Edit, b: &Edit| {
            a.range.start < b.range.end && b.range.start < a.range.end
                || (a.range.is_empty() || b.range.is_empty()) && a.range.start == b.range.start
        };
        let taken = |edit: &Edit| self.made.iter().flat_map(|(_, own)| own).any(|own| overlaps(own, edit));
        if !edits.is_empty() && !edits.iter().any(taken) {
            self.made.push((mends, edits));
        }
    }

    /// Paper and margins go to the nearest bound of what is allowed.
    fn sections(&mut self, report: &Report) {
        let page = &self.form.page;
        let wanted: Vec<&Finding> =
            report.findings.iter().filter(|found| matches!(found.code, "margins" | "page-size")).collect();
        let twips = |length: f32| (length * 1440.0 / 25.4).round() as i32;
        let margin = |value: i32, [from, to]: [f32; 2]| {
            let right = value.clamp(twips(from), twips(to));
            (right != value && (value as f32 * 25.4 / 1440.0 - from).abs() > 0.6).then_some(right)
        };
        let paper = wanted.iter().any(|found| found.code == "page-size");
        let margins = wanted.iter().any(|found| found.code == "margins");
        let edits = package::section(self.tree, &|element, attribute, value| match (element, attribute) {
            ("w:pgSz", "w:w") if paper => Some(twips(page.width)).filter(|right| *right != value),
            ("w:pgSz", "w:h") if paper => Some(twips(page.height)).filter(|right| *right != value),
            ("w:pgMar", "w:top") if margins => margin(value, page.top),
            ("w:pgMar", "w:bottom") if margins => margin(value, page.bottom),
            ("w:pgMar", "w:left") if margins => margin(value, page.left),
            ("w:pgMar", "w:right") if margins => margin(value, page.right),
            _ => None,
        });
        let mends = wanted.iter().filter_map(|found| {
            let [.., is, should] = found.arguments.as_slice() else { return None };
            Some(Mend { code: found.code, found: is.clone(), right: should.clone(), spans: Vec::new() })
        });
        self.add(mends.collect(), edits);
    }

    /// Paragraphs of components, each once, with all that is off in it.
    fn looks(&mut self, deviations: Vec<Deviation>) {
        let mut wanted: Vec<(Range<usize>, package::Look, Vec<Mend>)> = Vec::new();
        for own in deviations {
            let Some(paragraph) = self.paragraphs.reaching(own.span.start) else { continue };
            let component = self.form.component(own.component);
            let index = wanted.iter().position(|(seen, ..)| *seen == paragraph.element).unwrap_or_else(|| {
                wanted.push((paragraph.element.clone(), package::Look::default(), Vec::new()));
                wanted.len() - 1
            });
            let (_, look, mends) = &mut wanted[index];
            match own.code {
                "size" => look.size = Some((component.set * 2.0) as u32),
                "weight" => look.bold = Some(component.bold),
                "slant" => look.italic = Some(component.italic),
                "alignment" if component.align == Align::Center => look.alignment = Some("center"),
                _ => continue,
            }
            let spans = vec![own.span];
            mends.push(Mend { code: own.code, found: own.found, right: own.expected, spans });
        }
        for (place, look, mends) in wanted {
            self.add(mends, package::look(self.tree, &place, &look).unwrap_or_default());
        }
    }

    /// Marks, zeros and capitals.
    fn words(&mut self, found: &Finding) {
        let Some(Rewording { from, to, place }) = rewording(found, self.parsed, self.form) else { return };
        let Some(Paragraph { span, element }) = self.paragraphs.reaching(place) else { return };
        // How far in the paragraph: the same words may stand there twice.
        let head = Span { start: span.start, end: place.min(span.end) };
        let near = head.of(&self.parsed.text).chars().filter(|c| !c.is_whitespace()).count();
        let Some(edits) = package::splice(self.tree, element, &from, &to, near) else { return };
        self.add(vec![Mend { code: found.code, found: from, right: to, spans: found.spans.clone() }], edits);
    }
}

/// Words of a finding that can be put right without a decision.
pub(crate) struct Rewording {
    /// The words as they are.
    pub from: String,
    /// As they should be.
    pub to: String,
    /// A byte of the source in the paragraph in which they stand.
    pub place: u32,
}

/// What a finding on marks, zeros or capitals asks to be written instead.
pub(crate) fn rewording(found: &Finding, parsed: &Parsed, form: &Form) -> Option<Rewording> {
    let (first, last) = (found.spans.first()?, found.spans.last()?);
    let written = Span { start: first.start, end: last.end }.of(&parsed.text).trim_end();
    let (from, to, place) = match (found.code, found.arguments.as_slice()) {
        ("basis-mark" | "last-basis-mark", [_, right]) => {
            let bare = written.trim_end_matches([';', ',', '.', ':']);
            (tail(written, bare), format!("{}{right}", tail(bare, bare)), last.end.saturating_sub(1))
        }
        ("date-form" | "number-zero", [from, to]) => (from.clone(), to.clone(), first.start),
        ("end-mark", _) if written.ends_with(|c: char| c.is_alphanumeric() || c == '.') => {
            let end = &form.punctuation.end;
            let bare = written.trim_end_matches('.');
            (tail(written, bare), format!("{}{end}", tail(bare, bare)), last.end.saturating_sub(1))
        }
        ("case", [_, text]) => (text.clone(), text.to_uppercase(), first.start),
        _ => return None,
    };
    Some(Rewording { from, to, place })
}

/// The last word of a text, with what stands behind its bare form.
fn tail(written: &str, bare: &str) -> String {
    let word = bare.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    written.get(word..).unwrap_or(written).to_owned()
}

//! The letterhead (Phụ lục I, ô 1–4) and the marks on the first page (ô 10–11).

use super::{Columns, Flow, Paragraph, Writer, breaks};
use crate::forms::metrics::width;
use crate::model::{Document, Header, Mark, MarkKind, Text};
use crate::write::wording::{NATIONAL_TITLE, own_number, place_and_date, received_lines, signing_times};
use std::collections::BTreeMap;

/// Between the columns of a letterhead.
const GAP: f32 = 6.0;
/// What word processors may measure otherwise than we do.
const SPARE: f32 = 2.0;

/// The columns of a letterhead and the sizes of its components.
struct Fit<'f> {
    left: f32,
    right: f32,
    sizes: &'f BTreeMap<String, f32>,
}

impl Writer<'_> {
    /// Marks above the letterhead: circulation (ô 11), and others that are not named.
    pub(super) fn marks(&mut self, document: &Document) {
        // The time of a digital signature (ô 14).
        for line in signing_times(&document.signatures) {
            self.paragraph(Paragraph::new("signed-at", line));
        }
        let above: Vec<&Mark> = document.marks.iter().filter(|mark| !below_number(mark)).collect();
        for mark in above {
            let look = self.form.component("mark");
            let text = mark.text.as_str();
            let inset = (self.room(false) - width(text, look.face(), look.set) - 12.0).max(0.0) / 2.0;
            let boxed = mark.kind == MarkKind::Circulation;
            let inset = if boxed { inset } else { 0.0 };
            self.paragraph(Paragraph { boxed, inset, keep_next: true, ..Paragraph::new("mark", text) });
        }
    }

    /// Two columns: agencies over the number on the left, national title and motto over place and date on the right.
    pub(super) fn letterhead(&mut self, header: &Header, document: &Document) {
        let below: Vec<&Mark> = document.marks.iter().filter(|mark| below_number(mark)).collect();
        if header.is_empty() && below.is_empty() && document.received.is_none() {
            return;
        }
        let dated = place_and_date(header);
        let fit = self.fit(header, dated.as_deref());
        let size = |key: &str, otherwise: f32| fit.sizes.get(key).copied().unwrap_or(otherwise);
        let form = self.form;
        let mut left: Vec<Paragraph> = Vec::new();
        let mut last = 0.0;
        for (component, agency) in [("parent-agency", &header.parent_agency), ("agency", &header.agency)] {
            let look = form.component(component);
            let size = size(component, look.set);
            for name in agency.iter().flat_map(|agency| agency.as_str().split('\n')) {
                last = breaks::last_line(name, look.face(), size, fit.left - SPARE);
                let set = breaks::by_sense(name, look.face(), size, fit.left - SPARE);
                left.push(Paragraph::new(component, set).sized(size));
            }
        }
        if let Some([from, to]) = form.component("agency").rule.filter(|_| header.agency.is_some()) {
            left.push(Paragraph::rule(last * (from + to) / 2.0));
        }
        let motto = size("motto", form.component("motto").set);
        let mut right = vec![
            Paragraph::new("national-title", NATIONAL_TITLE[0])
                .sized(size("national-title", form.component("national-title").set)),
            Paragraph::new("motto", NATIONAL_TITLE[1]).sized(motto),
        ];
        right.push(Paragraph::rule(width(NATIONAL_TITLE[1], form.component("motto").face(), motto)));
        let mut rows = vec![vec![left, right]];
        let mut left: Vec<Paragraph> =
            header.number.iter().map(|number| Paragraph::new("number", own_number(number))).collect();
        let look = form.component("mark");
        for mark in below {
            let text = mark.text.as_str();
            // Boxes of 20 to 40 mm for marks of urgency, as wide as their words ask (Phụ lục I, III.2).
            let inset = ((fit.left - width(text, look.face(), look.set) - 16.0) / 2.0).max(0.0);
            let boxed = mark.kind != MarkKind::Draft;
            left.push(Paragraph { boxed, inset: if boxed { inset } else { 0.0 }, ..Paragraph::new("mark", text) });
        }
        // The arrival stamp, below the number as offices put it.
        left.extend(document.received.iter().flat_map(received_lines).map(|line| Paragraph::new("recipient", line)));
        let right: Vec<Paragraph> = dated
            .map(|dated| {
                Paragraph::new("place-date", dated).sized(size("place-date", form.component("place-date").set))
            })
            .into_iter()
            .collect();
        if !left.is_empty() || !right.is_empty() {
            rows.push(vec![left, right]);
        }
        let widths = vec![fit.left + GAP, fit.right];
        self.push(Flow::Columns(Columns { widths, rows, together: false }));
    }

    /// The widest set of sizes with which national title and motto take one line each and every word of the agencies
    /// has room; the last set where none does.
    fn fit(&self, header: &Header, dated: Option<&str>) -> Fit<'_> {
        let form = self.form;
        let room = self.room(false);
        let size = |sizes: &BTreeMap<String, f32>, key: &str| {
            sizes.get(key).copied().unwrap_or_else(|| form.component(key).set)
        };
        let measured = |sizes: &BTreeMap<String, f32>, key: &str, text: &str| {
            width(text, form.component(key).face(), size(sizes, key))
        };
        let fit = |sizes| {
            let right = measured(sizes, "national-title", NATIONAL_TITLE[0])
                .max(measured(sizes, "motto", NATIONAL_TITLE[1]))
                .max(dated.map_or(0.0, |dated| measured(sizes, "place-date", dated)))
                + SPARE;
            // What is too long for its column is broken: the agencies keep a third of the width.
            let right = right.min(room * 2.0 / 3.0);
            Fit { left: room - right - GAP, right, sizes }
        };
        let needed = |fit: &Fit| {
            let parts = [("parent-agency", &header.parent_agency), ("agency", &header.agency)];
            let longest = |(component, agency): (&'static str, &Option<Text>)| {
                let names = agency.iter().flat_map(|agency| agency.as_str().split('\n'));
                names
                    .map(|name| {
                        let head: Vec<&str> = name.split_whitespace().take(4).collect();
                        measured(fit.sizes, component, &head.join(" ")).min(measured(fit.sizes, component, name))
                    })
                    .fold(0.0, f32::max)
            };
            parts.into_iter().map(longest).fold(0.0, f32::max) + SPARE
        };
        let mut fits = form.sizes.iter().map(fit);
        let fitting = fits.find(|fit| fit.left >= needed(fit));
        fitting.or_else(|| form.sizes.last().map(fit)).unwrap_or(Fit {
            left: room * 0.4,
            right: room * 0.6 - GAP,
            sizes: &NO_SIZES,
        })
    }
}

static NO_SIZES: BTreeMap<String, f32> = BTreeMap::new();

/// Urgency and secrecy stand below the number (ô 10a, 10b); offices put DỰ THẢO there, too.
fn below_number(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Urgency | MarkKind::Secrecy | MarkKind::Draft)
}

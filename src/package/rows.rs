//! Rows of tables that a revision puts in or takes out.

use super::parts::overlaid;
use super::revise::{Writer, highlighted, text_of};
use super::shown::Shown;
use super::{Edit, Element, Tree};
use quick_xml::escape::escape;
use std::ops::Range;

impl Writer<'_> {
    /// A row of new texts below another one, in the look of its cells.
    pub(super) fn added(&mut self, tree: &Tree, place: &Range<usize>, texts: &[String]) -> Option<Edit> {
        let row = tree.at(place).find(|own| own.name() == "w:tr")?;
        let (source, shown) = (self.source, self.shown);
        let slice = |element: Option<Element>| element.and_then(|own| source.get(own.place())).unwrap_or("").to_owned();
        let tag = match self.shown {
            Shown::Tracked { author, date } => {
                Some(format!("w:author=\"{}\" w:date=\"{}\"", escape(author), escape(date)))
            }
            _ => None,
        };
        let mut inserted = |close: &str| tag.as_ref().map(|who| format!("<w:ins w:id=\"{}\" {who}{close}", self.id()));
        let mut properties = slice(row.child("w:trPr"));
        if let Some(mark) = inserted("/>") {
            properties = match properties.strip_suffix("</w:trPr>") {
                Some(open) => format!("{open}{mark}</w:trPr>"),
                None => format!("<w:trPr>{mark}</w:trPr>"),
            };
        }
        let mut out = format!("<w:tr>{}{properties}", slice(row.child("w:tblPrEx")));
        for (index, cell) in row.children().filter(|own| own.name() == "w:tc").enumerate() {
            let paragraph = cell.child("w:p");
            let run = paragraph.and_then(|own| own.child("w:r")).and_then(|own| own.child("w:rPr"));
            let look = if shown == Shown::Highlighted { highlighted(run, source) } else { slice(run) };
            let text = texts.get(index).map_or("", String::as_str);
            let run =
                if text.is_empty() { String::new() } else { format!("<w:r>{look}{}</w:r>", text_of("w:t", text)) };
            let run = match inserted(">").filter(|_| !run.is_empty()) {
                Some(open) => format!("{open}{run}</w:ins>"),
                None => run,
            };
            let own = cell.child("w:tcPr").map_or_else(String::new, |own| {
                let kept = own.children().filter(|child| child.name() != "w:vMerge");
                let kept: String = kept.map(|child| slice(Some(child))).collect();
                format!("<w:tcPr>{kept}</w:tcPr>")
            });
            let paragraph = slice(paragraph.and_then(|own| own.child("w:pPr")));
            out.push_str(&format!("<w:tc>{own}<w:p>{paragraph}{run}</w:p></w:tc>"));
        }
        out.push_str("</w:tr>");
        Some(Edit { range: place.end..place.end, text: out })
    }

    /// A row that goes: with its tags, or as a tracked deletion.
    pub(super) fn dropped(&mut self, tree: &Tree, place: &Range<usize>) -> Vec<Edit> {
        let Shown::Tracked { author, date } = self.shown else {
            return vec![Edit { range: place.clone(), text: String::new() }];
        };
        let who = format!("w:author=\"{}\" w:date=\"{}\"", escape(author), escape(date));
        let Some(row) = tree.at(place).find(|own| own.name() == "w:tr") else {
            return Vec::new();
        };
        let deleted = format!("<w:del w:id=\"{}\" {who}/>", self.id());
        let mut edits = Vec::new();
        match row.child("w:trPr") {
            Some(properties) => match properties.children().last() {
                Some(last) => edits.push(Edit { range: last.place().end..last.place().end, text: deleted }),
                None => edits.push(Edit { range: properties.place(), text: format!("<w:trPr>{deleted}</w:trPr>") }),
            },
            None => {
                let first = row.children().find(|child| child.name() != "w:tblPrEx");
                let at = first.map_or(place.end, |first| first.place().start);
                edits.push(Edit { range: at..at, text: format!("<w:trPr>{deleted}</w:trPr>") });
            }
        }
        for run in row.descendants().filter(|own| own.name() == "w:r") {
            let Some(slice) = self.source.get(run.place()) else { continue };
            let texts = run.children().filter(|child| child.name() == "w:t");
            let inner = texts.map(|text| Edit { range: text.place(), text: text_of("w:delText", &text.text()) });
            let Some(inner) = overlaid(slice, run.place().start, inner.collect()) else { continue };
            let text = format!("<w:del w:id=\"{}\" {who}>{inner}</w:del>", self.id());
            edits.push(Edit { range: run.place(), text });
        }
        edits
    }
}

//! Evidence: pictures of a document's pages with the places of its values drawn on them, beside the values. One HTML
//! file without scripts, which needs nothing else: to settle what a disputed scan says.

use crate::model::{Depth, PageBox, Parsed, Span, boxes, visit};
use crate::source::PagePicture;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::escape;
use std::fmt::Write;

/// A value and where it stands.
struct Shown {
    label: String,
    value: String,
    boxes: Vec<PageBox>,
    doubtful: bool,
}

/// A value that should be there and is not.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    /// What it is called.
    pub label: String,
    /// Why it is not there, and where it should stand.
    pub reason: String,
    /// Where something of it was seen.
    pub spans: Vec<Span>,
}

/// What the page says beside the values.
#[derive(Clone, Debug, Default)]
pub struct EvidenceNotes<'n> {
    /// The head of the page.
    pub title: &'n str,
    /// Marks what a diagnostic speaks of.
    pub doubt: &'n str,
    /// What should be there and is not.
    pub missing: Vec<Missing>,
}

/// Writes the page. `label` words a JSON Pointer for the reader.
pub fn evidence(
    parsed: &Parsed,
    pictures: &[PagePicture],
    notes: &EvidenceNotes,
    label: &dyn Fn(&str) -> String,
) -> String {
    let (title, doubt) = (notes.title, notes.doubt);
    let mut shown = values(parsed, label);
    shown.extend(notes.missing.iter().map(|own| Shown {
        label: own.label.clone(),
        value: own.reason.clone(),
        boxes: boxes(parsed, &own.spans),
        doubtful: true,
    }));
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<main>\n<div class=\"pages\">\n",
        escape(title)
    );
    for (index, picture) in pictures.iter().enumerate() {
        page(index as u32 + 1, picture, &shown, &mut out);
    }
    out.push_str("</div>\n<table>\n");
    for (number, own) in shown.iter().enumerate() {
        let class = if own.doubtful { " class=\"doubtful\"" } else { "" };
        let mark = if own.doubtful { format!(" <em>{}</em>", escape(doubt)) } else { String::new() };
        let value = escape(own.value.as_str()).replace('\n', "<br>");
        let linked = match own.boxes.first() {
            Some(_) => format!("<a href=\"#v{number}\">{value}</a>"),
            None => value,
        };
        let _ = writeln!(out, "<tr{class}><th>{}{mark}</th><td>{linked}</td></tr>", escape(own.label.as_str()));
    }
    out.push_str("</table>\n</main>\n</body>\n</html>\n");
    out
}

const STYLE: &str = "body { font-family: sans-serif; margin: 0; background: #eee; }\nh1 { font-size: 16px; margin: 8px 12px; }\nmain { display: flex; align-items: flex-start; gap: 12px; padding: 0 12px; }\n.pages { flex: 3; height: 94vh; overflow: auto; }\n.page { position: relative; background: #fff; margin-bottom: 12px; }\n.page img { display: block; width: 100%; }\n.page a { position: absolute; border: 1px solid #06c; background: rgba(0, 102, 204, 0.08); }\n.page a.doubtful { border-color: #c60; background: rgba(204, 102, 0, 0.15); }\n.page a:target { outline: 3px solid #c00; background: rgba(255, 220, 0, 0.35); }\ntable { flex: 2; height: 94vh; overflow: auto; display: block; border-collapse: collapse; font-size: 13px; background: #fff; }\nth { text-align: left; vertical-align: top; white-space: nowrap; padding: 3px 8px; font-weight: normal; color: #555; }\ntd { padding: 3px 8px; border-bottom: 1px solid #eee; }\ntr.doubtful { background: #fff3e0; }\nem { color: #c60; font-style: normal; }\n@media print { .pages, table { height: auto; overflow: visible; } }\n";

/// The fields of the document in their order; cells and blocks of bodies are too many to draw.
fn values(parsed: &Parsed, label: &dyn Fn(&str) -> String) -> Vec<Shown> {
    let mut found = Vec::new();
    visit(&parsed.document, &mut |pointer, depth, value, origin| {
        let Some(value) = value.filter(|_| depth == Depth::Field) else { return };
        let doubtful =
            parsed.diagnostics.iter().any(|diagnostic| diagnostic.about == origin && origin.index() != u32::MAX);
        let boxes = boxes(parsed, parsed.origins.spans(origin));
        found.push(Shown { label: label(pointer), value: value.to_owned(), boxes, doubtful });
    });
    found
}

fn page(number: u32, picture: &PagePicture, shown: &[Shown], out: &mut String) {
    out.push_str("<div class=\"page\">");
    match &picture.image {
        Some((kind, bytes)) => {
            let _ = write!(out, "<img alt=\"\" src=\"data:image/{kind};base64,{}\">", STANDARD.encode(bytes));
        }
        // Without a picture the page is as tall as it is.
        None => {
            let _ = write!(
                out,
                "<div style=\"padding-top: {:.2}%\"></div>",
                picture.height * 100.0 / picture.width.max(1.0)
            );
        }
    }
    for (index, own) in shown.iter().enumerate() {
        let class = if own.doubtful { " class=\"doubtful\"" } else { "" };
        for (part, place) in own.boxes.iter().filter(|own| own.page == number).enumerate() {
            let [left, top, right, bottom] = place.place.map(|length| length as f32);
            let share = |length: f32, whole: f32| length * 100.0 / whole.max(1.0);
            // The first box of a value is where its link leads.
            let first = own.boxes.first().is_some_and(|first| first.page == number) && part == 0;
            let id = if first { format!(" id=\"v{index}\"") } else { String::new() };
            let _ = write!(
                out,
                "<a{id}{class} title=\"{}\" style=\"left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%\"></a>",
                escape(own.label.as_str()),
                share(left, picture.width),
                share(top, picture.height),
                share(right - left, picture.width),
                share(bottom - top, picture.height),
            );
        }
    }
    out.push_str("</div>\n");
}

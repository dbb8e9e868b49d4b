//! HTML: a look at the document without Word, in one file that prints as the form asks.
//!
//! Every text of the document stands in it, in the order of the page, with what the form writes around it (`Số:`,
//! `Nơi nhận:`, `./.`). Losses: kinds, levels and roles are looks alone; citations are no links; control characters are
//! left out.

use super::entry::{Entry, OfModel};
use super::page::{CELL_MARGIN, Columns, Flow, Grid, GridCell, MILLIMETRE, Pages, Paragraph, Run, pages};
use crate::forms::{self, Align, Component, Form};
use crate::model::Document;
use crate::package::escape;
use std::fmt::Write;
use std::io;

pub(super) const FORMAT: Entry = Entry {
    key: "html",
    name: "HTML",
    endings: &["html", "htm"],
    reading: Some(|to, parsed, _| {
        let form = forms::writing(&parsed.document).ok_or(io::ErrorKind::NotFound)?;
        to.write_all(html(&parsed.document, form).as_bytes())
    }),
    model: Some(OfModel::Here(|document, form| html(document, form).into_bytes())),
};

/// Writes a document by a form. Everything in it is escaped; it has no script and loads nothing.
pub fn html(document: &Document, form: &Form) -> String {
    let pages = pages(document, form);
    let title = document.subject.as_ref().or(document.name.as_ref()).map_or("", |title| title.as_str());
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        escape(form.page.language.as_str()),
        escape(title),
        style_sheet(form)
    );
    body(&pages, form, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn style_sheet(form: &Form) -> String {
    let page = &form.page;
    let set = page.set;
    let mut out = format!(
        "@page {{ size: {w}mm {h}mm; margin: {t}mm {r}mm {b}mm {l}mm; }}\n@page landscape {{ size: {h}mm {w}mm; margin: {l}mm {t}mm {r}mm {b}mm; }}\nbody {{ background: #ddd; margin: 0; font-family: \"{font}\", \"Liberation Serif\", serif; line-height: 1.15; }}\nsection {{ background: #fff; box-sizing: border-box; width: {w}mm; min-height: {h}mm; margin: 5mm auto; padding: {t}mm {r}mm {b}mm {l}mm; break-after: page; }}\nsection.landscape {{ page: landscape; width: {h}mm; min-height: {w}mm; padding: {l}mm {t}mm {r}mm {b}mm; }}\n@media print {{ body {{ background: none; }} section, section.landscape {{ width: auto; min-height: 0; margin: 0; padding: 0; }} }}\np {{ margin: 0; }}\ntable {{ border-collapse: collapse; table-layout: fixed; width: 100%; }}\ntable.columns td {{ padding: 0; vertical-align: top; }}\ntable.together {{ break-inside: avoid; }}\ntable.grid td, table.grid th {{ border: 0.5pt solid #000; padding: 0 {cell}pt; vertical-align: top; overflow-wrap: anywhere; font-weight: normal; }}\ntable.grid th, table.grid td[rowspan] {{ vertical-align: middle; }}\ntr.whole {{ break-inside: avoid; }}\nhr {{ border: 0; border-top: 0.75pt solid #000; margin: 1pt auto; }}\n.boxed {{ border: 0.75pt solid #000; padding: 1pt; }}\n.keep {{ break-after: avoid; }}\n.plain {{ font-weight: normal; }}\n",
        w = page.width,
        h = page.height,
        t = set.top,
        r = set.right,
        b = set.bottom,
        l = set.left,
        font = page.font,
        cell = CELL_MARGIN,
    );
    for (key, look) in &form.components {
        let _ = writeln!(out, ".{key} {{ {} }}", declarations(look));
    }
    out
}

fn declarations(look: &Component) -> String {
    let align = match look.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    };
    let mut out = format!("font-size: {}pt; text-align: {align};", look.set);
    if look.bold {
        out.push_str(" font-weight: bold;");
    }
    if look.italic {
        out.push_str(" font-style: italic;");
    }
    for (name, value) in [("margin-top", look.before), ("margin-bottom", look.after)] {
        if value > 0.0 {
            let _ = write!(out, " {name}: {value}pt;");
        }
    }
    if look.first_line > 0.0 {
        let _ = write!(out, " text-indent: {}mm;", look.first_line);
    }
    if look.keep_next {
        out.push_str(" break-after: avoid;");
    }
    out
}

fn body(pages: &Pages, form: &Form, out: &mut String) {
    for section in &pages.sections {
        let class = if section.landscape { " class=\"landscape\"" } else { "" };
        let _ = writeln!(out, "<section{class}>");
        for part in &section.flow {
            match part {
                Flow::Paragraph(own) => paragraph(own, form, out),
                Flow::Columns(own) => columns(own, form, out),
                Flow::Table(own) => grid(own, form, out),
            }
        }
        out.push_str("</section>\n");
    }
}

fn paragraph(own: &Paragraph, form: &Form, out: &mut String) {
    if let Some(length) = own.rule {
        let _ = writeln!(out, "<hr style=\"width: {length:.1}pt\">");
        return;
    }
    let look = form.component(own.component);
    let mut style = String::new();
    if let Some(size) = own.size.filter(|size| *size != look.set) {
        let _ = write!(style, "font-size: {size}pt;");
    }
    if let Some(before) = own.before {
        let _ = write!(style, "margin-top: {before}pt;");
    }
    if own.after > 0.0 {
        let _ = write!(style, "margin-bottom: {}pt;", own.after);
    }
    if own.inset > 0.0 {
        let _ = write!(style, "margin-left: {0:.1}pt;margin-right: {0:.1}pt;", own.inset);
    }
    let style = if style.is_empty() { style } else { format!(" style=\"{style}\"") };
    let boxed = if own.boxed { " boxed" } else { "" };
    let keep = if own.keep_next { " keep" } else { "" };
    let _ = write!(out, "<p class=\"{}{boxed}{keep}\"{style}>", own.component);
    for run in &own.runs {
        text(run, look, out);
    }
    out.push_str("</p>\n");
}

fn text(run: &Run, look: &Component, out: &mut String) {
    let text = escape(run.text.as_str());
    let _ = match run.bold {
        Some(true) if !look.bold => write!(out, "<b>{text}</b>"),
        Some(false) if look.bold => write!(out, "<span class=\"plain\">{text}</span>"),
        _ => write!(out, "{text}"),
    };
}

fn column_widths(widths: &[f32], out: &mut String) {
    let sum: f32 = widths.iter().sum::<f32>().max(1.0);
    out.push_str("<colgroup>");
    for width in widths {
        let _ = write!(out, "<col style=\"width: {:.2}%\">", width * 100.0 / sum);
    }
    out.push_str("</colgroup>\n");
}

fn columns(own: &Columns, form: &Form, out: &mut String) {
    out.push_str(if own.together { "<table class=\"columns together\">" } else { "<table class=\"columns\">" });
    column_widths(&own.widths, out);
    for row in &own.rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str("<td>");
            cell.iter().for_each(|own| paragraph(own, form, out));
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

fn grid(own: &Grid, form: &Form, out: &mut String) {
    let sum: f32 = own.widths.iter().sum();
    let _ = write!(out, "<table class=\"grid\" style=\"width: {:.1}mm\">", sum / MILLIMETRE);
    column_widths(&own.widths, out);
    let header = own.rows.iter().take_while(|row| row.header).count();
    for (index, row) in own.rows.iter().enumerate() {
        match index {
            0 if header > 0 => out.push_str("<thead>\n"),
            _ if index == header => out.push_str(if header > 0 { "</thead>\n<tbody>\n" } else { "<tbody>\n" }),
            _ => {}
        }
        out.push_str(if row.whole { "<tr class=\"whole\">" } else { "<tr>" });
        row.cells.iter().filter(|cell| !cell.covered).for_each(|own| cell(own, row.header, form, out));
        out.push_str("</tr>\n");
    }
    out.push_str(if header == own.rows.len() { "</thead>\n" } else { "</tbody>\n" });
    out.push_str("</table>\n");
}

fn cell(own: &GridCell, header: bool, form: &Form, out: &mut String) {
    let name = if header { "th" } else { "td" };
    let _ = write!(out, "<{name}");
    if own.columns > 1 {
        let _ = write!(out, " colspan=\"{}\"", own.columns);
    }
    if own.rows > 1 {
        let _ = write!(out, " rowspan=\"{}\"", own.rows);
    }
    out.push('>');
    own.paragraphs.iter().for_each(|own| paragraph(own, form, out));
    let _ = write!(out, "</{name}>");
}

//! Word files (.docx): the laid-out pages put into the terms of Word. Every component is a named style; a paragraph
//! itself says only what differs from it. The finishing pass that makes the parts valid is `package`'s.

use super::entry::{Entry, OfModel};
use super::page::{CELL_MARGIN, Columns, Flow, Grid, GridCell, MILLIMETRE, Pages, Paragraph, Run, Section, pages};
use crate::forms::{Align, Component, Form, NumberPlace};
use crate::model::Document;
use crate::package::{Properties, RowMark, finish};
use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, FooterReference, Header, HeaderReference, LineSpacing, LineSpacingType,
    PageMargin, PageNum, PageNumType, PageOrientationType, PageSize, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, RunFonts, SectionProperty, SectionType, SpecialIndentType, Style, StyleType, Table, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

pub(super) const FORMAT: Entry =
    Entry { key: "docx", name: "Word", endings: &["docx"], reading: None, model: Some(OfModel::Here(docx)) };

/// The height of the paragraph that is a rule, in twentieths of a point.
const RULE_HEIGHT: i32 = 40;
/// The height of the paragraph that ends a section behind a table, in twentieths of a point.
const END_HEIGHT: i32 = 20;
/// Where header and footer stand, from the edge of the paper, in millimetres.
const EDGE: f32 = 10.0;

/// Writes a document by a form. The same document gives the same bytes.
pub fn docx(document: &Document, form: &Form) -> Vec<u8> {
    let pages = pages(document, form);
    let mut rows = Vec::new();
    let parts = Writer { form, rows: &mut rows }.parts(&pages).build();
    finish(&parts, &rows, &properties(document, form))
}

/// What Word shows in the file's properties.
fn properties(document: &Document, form: &Form) -> Properties {
    let header = &document.header;
    let name = document.name.as_ref().map_or("", |name| name.as_str());
    let number = header.number.as_ref().map_or(String::new(), |number| format!(" số {}", number.text));
    let subject = document.subject.as_ref().map_or("", |subject| subject.as_str());
    Properties {
        title: format!("{name}{number}").trim().replace('\n', " "),
        subject: subject.replace('\n', " "),
        creator: header.agency.as_ref().map_or("", |agency| agency.as_str()).replace('\n', " "),
        date: header.date.as_ref().map(|date| date.as_str().to_owned()).filter(|date| date.len() == 10),
        language: form.page.language.clone(),
    }
}

fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

fn half_points(points: f32) -> usize {
    (points * 2.0).round() as usize
}

fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
        Align::Justify => AlignmentType::Both,
    }
}

fn spacing(before: f32, after: f32) -> LineSpacing {
    LineSpacing::new()
        .before(twips(before).max(0) as u32)
        .after(twips(after).max(0) as u32)
        .line(240)
        .line_rule(LineSpacingType::Auto)
}

struct Writer<'w> {
    form: &'w Form,
    /// What the rows of all tables are, in the order of the document.
    rows: &'w mut Vec<RowMark>,
}

impl Writer<'_> {
    fn parts(&mut self, pages: &Pages) -> Docx {
        let mut docx = self.styles(Docx::new());
        docx = match self.form.page_number.place {
            NumberPlace::TopCenter => docx.header(Header::new().add_paragraph(self.page_number(AlignmentType::Center))),
            NumberPlace::BottomRight => {
                docx.footer(Footer::new().add_paragraph(self.page_number(AlignmentType::Right)))
            }
        };
        let last = pages.sections.len().saturating_sub(1);
        for (index, section) in pages.sections.iter().enumerate() {
            let property = self.section(section, index == 0);
            docx = self.flow(docx, section, (index < last).then(|| property.clone()));
            if index == last {
                let own = std::mem::take(&mut docx.document.section_property);
                docx.document.section_property = SectionProperty { header: own.header, footer: own.footer, ..property };
            }
        }
        docx
    }

    fn page_number(&self, align: AlignmentType) -> docx_rs::Paragraph {
        docx_rs::Paragraph::new().style("page-number").align(align).add_page_num(PageNum::new())
    }

    /// Paper, margins, page numbers. No number on the first page of what is numbered for itself.
    fn section(&self, section: &Section, first: bool) -> SectionProperty {
        let page = &self.form.page;
        let paper = |length: f32| twips(length * MILLIMETRE) as u32;
        let margin = |length: f32| twips(length * MILLIMETRE);
        let set = page.set;
        let size = PageSize::new();
        // A sheet turned on its side: what was its top is its left.
        let (size, [top, right, bottom, left]) = if section.landscape {
            let size = size.size(paper(page.height), paper(page.width)).orient(PageOrientationType::Landscape);
            (size, [set.left, set.top, set.right, set.bottom])
        } else {
            (size.size(paper(page.width), paper(page.height)), [set.top, set.right, set.bottom, set.left])
        };
        let margins = PageMargin {
            top: margin(top),
            right: margin(right),
            bottom: margin(bottom),
            left: margin(left),
            header: margin(EDGE),
            footer: margin(EDGE),
            gutter: 0,
        };
        let numbered = first || section.restart;
        let (header, footer) = match self.form.page_number.place {
            NumberPlace::TopCenter => (Some(HeaderReference::new("default", "rIdHeader1")), None),
            NumberPlace::BottomRight => (None, Some(FooterReference::new("default", "rIdFooter1"))),
        };
        SectionProperty {
            page_size: size,
            page_margin: margins,
            title_pg: numbered,
            section_type: Some(SectionType::NextPage),
            header_reference: header,
            footer_reference: footer,
            page_num_type: numbered.then(|| PageNumType::new().start(1)),
            ..SectionProperty::new()
        }
    }

    fn styles(&self, mut docx: Docx) -> Docx {
        let name = &self.form.page.font;
        let fonts = || RunFonts::new().ascii(name).hi_ansi(name).cs(name).east_asia(name);
        let body = self.form.component("body");
        docx = docx.default_fonts(fonts()).default_size(half_points(body.set));
        docx.styles.styles.clear();
        for (key, look) in &self.form.components {
            docx.styles.styles.push(style(key, look));
        }
        let rule = Style::new("rule", StyleType::Paragraph)
            .name("Đường kẻ")
            .based_on("Normal")
            .line_spacing(LineSpacing::new().before(0).after(0).line(RULE_HEIGHT).line_rule(LineSpacingType::Exact));
        docx.styles.styles.push(rule);
        docx
    }

    /// A section's contents; its properties stand in its last paragraph, where another section follows.
    fn flow(&mut self, mut docx: Docx, section: &Section, property: Option<SectionProperty>) -> Docx {
        let room = room(self.form, section.landscape);
        let end = section.flow.len().saturating_sub(1);
        let mut property = property;
        for (index, part) in section.flow.iter().enumerate() {
            match part {
                Flow::Paragraph(paragraph) => {
                    let mut made = self.paragraph(paragraph, room);
                    if let Some(property) = property.take_if(|_| index == end) {
                        made = made.section_property(property);
                    }
                    docx = docx.add_paragraph(made);
                }
                Flow::Columns(columns) => docx = docx.add_table(self.columns(columns)),
                Flow::Table(grid) => docx = docx.add_table(self.grid(grid)),
            }
        }
        // A table cannot carry the end of a section, nor be the last of a body: a paragraph of no height does.
        if property.is_some() || !matches!(section.flow.last(), Some(Flow::Paragraph(_))) {
            let height = LineSpacing::new().before(0).after(0).line(END_HEIGHT).line_rule(LineSpacingType::Exact);
            let made = docx_rs::Paragraph::new().style("rule").line_spacing(height).size(2);
            docx = docx.add_paragraph(match property {
                Some(property) => made.section_property(property),
                None => made,
            });
        }
        docx
    }

    fn paragraph(&self, paragraph: &Paragraph, room: f32) -> docx_rs::Paragraph {
        let look = self.form.component(paragraph.component);
        let mut made = docx_rs::Paragraph::new().style(paragraph.component);
        if let Some(length) = paragraph.rule {
            let side = twips(((room - length) / 2.0).max(0.0));
            made.property = made.property.set_borders(borders(&[border(ParagraphBorderPosition::Bottom)]));
            made = made.indent(Some(side), None, Some(side), None);
            return if paragraph.keep_next { made.keep_next(true) } else { made };
        }
        if paragraph.inset > 0.0 {
            let side = twips(paragraph.inset);
            made = made.indent(Some(side), None, Some(side), None);
        }
        if paragraph.before.is_some() || paragraph.after > 0.0 {
            made = made.line_spacing(spacing(paragraph.before.unwrap_or(look.before), look.after + paragraph.after));
        }
        if paragraph.keep_next && !look.keep_next {
            made = made.keep_next(true);
        }
        if paragraph.boxed {
            use ParagraphBorderPosition::{Bottom, Left, Right, Top};
            let sides = [Top, Left, Bottom, Right].map(|side| border(side).space(1));
            made.property = made.property.set_borders(borders(&sides));
        }
        for run in paragraph.runs.iter().filter(|run| !run.text.is_empty()) {
            made = made.add_run(self.run(run, look, paragraph.size));
        }
        made
    }

    fn run(&self, run: &Run, look: &Component, size: Option<f32>) -> docx_rs::Run {
        let mut made = docx_rs::Run::new().add_text(run.text.as_str());
        match run.bold {
            Some(true) if !look.bold => made = made.bold(),
            Some(false) if look.bold => made = made.disable_bold(),
            _ => {}
        }
        match size {
            Some(size) if size != look.set => made.size(half_points(size)),
            _ => made,
        }
    }

    /// Columns without rules, from margin to margin.
    fn columns(&mut self, columns: &Columns) -> Table {
        let mut rows = Vec::new();
        for row in &columns.rows {
            let cells = row.iter().zip(&columns.widths).map(|(paragraphs, width)| {
                let mut cell = TableCell::new().width(twips(*width) as usize, WidthType::Dxa);
                for paragraph in paragraphs {
                    let kept = Paragraph { keep_next: paragraph.keep_next, ..paragraph.clone() };
                    cell = cell.add_paragraph(self.paragraph(&kept, *width));
                }
                if paragraphs.is_empty() { cell.add_paragraph(docx_rs::Paragraph::new().style("rule")) } else { cell }
            });
            let row = TableRow::new(cells.collect());
            rows.push(if columns.together { row.cant_split() } else { row });
            self.rows.push(RowMark::default());
        }
        let widths: Vec<usize> = columns.widths.iter().map(|width| twips(*width) as usize).collect();
        Table::without_borders(rows)
            .width(widths.iter().sum(), WidthType::Dxa)
            .set_grid(widths)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, 0, 0, 0))
    }

    fn grid(&mut self, grid: &Grid) -> Table {
        let mut rows = Vec::new();
        for row in &grid.rows {
            let mut at = 0;
            let mut cells = Vec::new();
            for cell in &row.cells {
                let width = grid.widths.iter().skip(at).take(cell.columns).sum();
                at += cell.columns;
                cells.push(self.cell(cell, width, row.header));
            }
            let made = TableRow::new(cells);
            rows.push(if row.whole { made.cant_split() } else { made });
            self.rows.push(RowMark { header: row.header, grid_after: grid.widths.len().saturating_sub(at) });
        }
        let widths: Vec<usize> = grid.widths.iter().map(|width| twips(*width) as usize).collect();
        let side = twips(CELL_MARGIN) as usize;
        Table::new(rows)
            .width(widths.iter().sum(), WidthType::Dxa)
            .set_grid(widths)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, side, 0, side))
    }

    fn cell(&self, cell: &GridCell, width: f32, header: bool) -> TableCell {
        let mut made = TableCell::new().width(twips(width) as usize, WidthType::Dxa);
        if cell.columns > 1 {
            made = made.grid_span(cell.columns);
        }
        if cell.covered {
            made = made.vertical_merge(VMergeType::Continue);
        } else if cell.rows > 1 {
            made = made.vertical_merge(VMergeType::Restart);
        }
        if header || cell.rows > 1 {
            made = made.vertical_align(VAlignType::Center);
        }
        for paragraph in &cell.paragraphs {
            made = made.add_paragraph(self.paragraph(paragraph, width));
        }
        if cell.paragraphs.is_empty() {
            made.add_paragraph(docx_rs::Paragraph::new().style("table-cell"))
        } else {
            made
        }
    }
}

/// The room between the margins, in points.
fn room(form: &Form, landscape: bool) -> f32 {
    let page = &form.page;
    let length = if landscape {
        page.height - page.set.top - page.set.bottom
    } else {
        page.width - page.set.left - page.set.right
    };
    length * MILLIMETRE
}

fn borders(sides: &[ParagraphBorder]) -> ParagraphBorders {
    sides.iter().cloned().fold(ParagraphBorders::with_empty(), ParagraphBorders::set)
}

fn border(position: ParagraphBorderPosition) -> ParagraphBorder {
    ParagraphBorder::new(position).val(BorderType::Single).size(6).space(0).color("000000")
}

fn style(key: &str, look: &Component) -> Style {
    let mut style = Style::new(key, StyleType::Paragraph)
        .name(look.name.as_str())
        .based_on("Normal")
        .size(half_points(look.set))
        .align(alignment(look.align))
        .line_spacing(spacing(look.before, look.after));
    if look.bold {
        style = style.bold();
    }
    if look.italic {
        style = style.italic();
    }
    if look.first_line > 0.0 {
        let first = twips(look.first_line * MILLIMETRE);
        style = style.indent(Some(0), Some(SpecialIndentType::FirstLine(first)), None, None);
    }
    if let Some(level) = look.outline {
        style = style.outline_lvl(level - 1);
    }
    if look.keep_next {
        style.paragraph_property.keep_next = Some(true);
    }
    style
}

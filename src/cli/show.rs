//! `vanban show INPUT`: a document for a person to read.

use super::folder::{Named, inputs};
use super::inputs::Input;
use super::resources::Bounds;
use super::{FINE, Setup, Stop, files, missing, print, reading, report, visible};
use crate::errors::Code;
use crate::model::{Block, Division, DivisionLevel, Document, Parsed, Signature, Table, Text};
use crate::words::Language;
use crate::{read, write};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// How much of a long text is shown, in columns.
const WIDTH: usize = 96;
/// The widest column of a table.
const CELL: usize = 28;
/// The most rows of a table that are shown.
const ROWS: usize = 40;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let Named { inputs: found, folders, skipped } = inputs(&arguments.inputs)?;
    skipped.say(language);
    if let Some(output) = &arguments.html {
        return match found.as_slice() {
            [input] if !folders => html(input, output, arguments.force, setup, language),
            _ => Err(Stop::usage(Code::HtmlOne, &[])),
        };
    }
    let mut status = FINE;
    for input in &found {
        match reading::read(input, setup) {
            Ok(parsed) => print(&visible(&shown(&parsed, &input.name(), language)))?,
            Err(stop) if found.len() == 1 => return Err(stop),
            Err(stop) => {
                super::say(&stop.error.message(language));
                status = super::FAILED;
            }
        }
    }
    Ok(status)
}

/// Page pictures with the values' boxes, in one file.
fn html(input: &Input, output: &Path, force: bool, setup: &Setup, language: Language) -> Result<u8, Stop> {
    files::free(output, &setup.taken(std::slice::from_ref(input)), force)?;
    let bytes = files::bytes(input)?;
    let (pictures, parsed) = reading::guarded(input, || {
        let source = read::source_with(&bytes, &setup.reading(input))?;
        let pictures =
            if source.words.is_empty() { Vec::new() } else { read::page_pictures(&bytes, &source, &setup.limits)? };
        Ok((pictures, crate::parse::document(source, &setup.words)))
    })?;
    if pictures.is_empty() {
        return Err(Stop::failed(Code::HtmlNoPlaces, &[&input.name()]));
    }
    let labels = Labels { vietnamese: language == Language::Vietnamese };
    let doubt = labels.of("cần xem lại", "to be looked at");
    let notes = write::EvidenceNotes { title: &input.name(), doubt, missing: missing::missing(&parsed, language) };
    let page = write::evidence(&parsed, &pictures, &notes, &|pointer| labels.pointer(pointer));
    files::make_folder_of(output, setup.language)?;
    files::write(output, &|to| to.write_all(page.as_bytes()))?;
    Ok(FINE)
}

/// The labels of the page in the two languages.
struct Labels {
    vietnamese: bool,
}

impl Labels {
    fn of(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        if self.vietnamese { vietnamese } else { english }
    }

    /// A JSON Pointer in words: the name of its field, the number of its list's item.
    fn pointer(&self, pointer: &str) -> String {
        let names = [
            ("name", "Tên loại", "Kind"),
            ("parent_agency", "Cơ quan chủ quản", "Parent agency"),
            ("agency", "Cơ quan ban hành", "Agency"),
            ("number", "Số, ký hiệu", "Number"),
            ("place", "Địa danh", "Place"),
            ("date", "Ngày", "Date"),
            ("marks", "Dấu", "Mark"),
            ("addressees", "Kính gửi", "Addressee"),
            ("subject", "Trích yếu", "Subject"),
            ("authority", "Thẩm quyền", "Authority"),
            ("bases", "Căn cứ", "Basis"),
            ("enacting_formula", "Lệnh ban hành", "Enacting formula"),
            ("recipients", "Nơi nhận", "Recipient"),
            ("filing", "Lưu", "Filing"),
            ("signatures", "Chữ ký", "Signature"),
            ("position", "Chức vụ", "Post"),
            ("attachments", "Kèm theo", "Attachment"),
            ("title", "Tên", "Title"),
            ("copy", "Bản sao", "Copy"),
            ("received", "Dấu đến", "Received"),
        ];
        let mut words: Vec<String> = Vec::new();
        for part in pointer.split('/').skip(1) {
            if let Ok(index) = part.parse::<usize>() {
                if let Some(last) = words.last_mut() {
                    last.push_str(&format!(" {}", index + 1));
                }
            } else if part == "name" && !words.is_empty() && pointer.starts_with("/signatures") {
                words.push(self.of("Họ tên", "Name").to_owned());
            } else if let Some((_, vietnamese, english)) = names.iter().find(|(name, ..)| *name == part) {
                words.push(self.of(vietnamese, english).to_owned());
            }
        }
        words.join(", ")
    }
}

fn shown(parsed: &Parsed, name: &str, language: Language) -> String {
    let labels = Labels { vietnamese: language == Language::Vietnamese };
    let document = &parsed.document;
    let mut out = String::new();
    let _ = writeln!(out, "{name}");
    identity(document, &labels, &mut out);
    list(labels.of("Căn cứ", "Legal bases"), document.bases.iter().map(|basis| basis.text.to_string()), &mut out);
    outline(labels.of("Nội dung", "Content"), &document.body, &mut out);
    for attachment in &document.attachments {
        let heading = [&attachment.name, &attachment.label, &attachment.title]
            .into_iter()
            .flatten()
            .map(flat)
            .collect::<Vec<_>>();
        let title = format!("{}: {}", labels.of("Kèm theo", "Attached"), heading.join(" "));
        outline(&cut(&title, WIDTH), &attachment.body, &mut out);
    }
    let recipients = document.recipients.iter().map(|recipient| match &recipient.note {
        Some(note) => format!("{} ({note})", recipient.text),
        None => recipient.text.to_string(),
    });
    list(labels.of("Nơi nhận", "Recipients"), recipients, &mut out);
    if let Some(filing) = &document.filing {
        let _ = writeln!(out, "  {}: {filing}", labels.of("Lưu", "Filing"));
    }
    list(labels.of("Chữ ký", "Signatures"), document.signatures.iter().map(signature), &mut out);
    let doubtful = report::diagnostics(parsed, name, language, false);
    if !doubtful.is_empty() {
        let _ = writeln!(out, "\n{}", labels.of("Cần xem lại", "To be looked at"));
        out.push_str(&doubtful);
    }
    list(
        labels.of("Chưa xếp được vào đâu", "Unplaced text"),
        parsed.unplaced.iter().map(|unplaced| unplaced.span.of(&parsed.text).to_owned()),
        &mut out,
    );
    out.push('\n');
    out
}

fn identity(document: &Document, labels: &Labels, out: &mut String) {
    let header = &document.header;
    let number = header.number.as_ref().map(|number| &number.text);
    let rows = [
        (labels.of("Tên loại", "Kind"), document.name.as_ref()),
        (labels.of("Số, ký hiệu", "Number"), number),
        (labels.of("Ngày", "Date"), header.date.as_ref()),
        (labels.of("Địa danh", "Place"), header.place.as_ref()),
        (labels.of("Cơ quan chủ quản", "Parent agency"), header.parent_agency.as_ref()),
        (labels.of("Cơ quan ban hành", "Agency"), header.agency.as_ref()),
        (labels.of("Trích yếu", "Subject"), document.subject.as_ref()),
        (labels.of("Thẩm quyền", "Authority"), document.authority.as_ref()),
    ];
    for (label, value) in rows {
        let value = value.map_or_else(|| "—".to_owned(), flat);
        let blanks = 18usize.saturating_sub(label.width());
        let _ = writeln!(out, "  {label}:{:blanks$} {value}", "");
    }
}

fn flat(text: &Text) -> String {
    text.as_str().replace('\n', " ")
}

fn list(title: &str, items: impl Iterator<Item = String>, out: &mut String) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        let _ = writeln!(out, "\n{title}");
        for item in items {
            let _ = writeln!(out, "  - {}", cut(&item.replace('\n', " "), WIDTH));
        }
    }
}

fn signature(signature: &Signature) -> String {
    let authority = signature.authority.iter().map(|link| format!("{} {}", link.capacity.as_written(), flat(&link.of)));
    let rest = [&signature.position, &signature.other_position, &signature.mark, &signature.name];
    authority.chain(rest.into_iter().flatten().map(flat)).collect::<Vec<_>>().join(" / ")
}

fn outline(title: &str, blocks: &[Block], out: &mut String) {
    if blocks.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    block_lines(blocks, 1, out);
}

fn block_lines(blocks: &[Block], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for block in blocks {
        match block {
            Block::Division(division) if division.level == DivisionLevel::Bullet => {}
            Block::Division(division) => {
                let _ =
                    writeln!(out, "{indent}{}", cut(&format!("{} {}", division.label, first_words(division)), WIDTH));
                block_lines(&division.body, depth + 1, out);
            }
            Block::Table(table) => table_lines(table, &indent, out),
            Block::Paragraph(_) | Block::Quote(_) | Block::Note(_) => {}
        }
    }
}

fn first_words(division: &Division) -> String {
    let first = division.body.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        _ => None,
    });
    division.heading.as_ref().or(first).map_or(String::new(), flat)
}

fn table_lines(table: &Table, indent: &str, out: &mut String) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    if !table.columns.is_empty() {
        rows.push(table.columns.iter().map(|column| cut(&flat(&column.name), CELL)).collect());
    }
    for row in table.rows.iter().take(ROWS) {
        rows.push(
            row.cells
                .iter()
                .map(|cell| cell.text.as_ref().map_or(String::new(), |text| cut(&flat(text), CELL)))
                .collect(),
        );
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..width)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))))
            .collect();
        let _ = writeln!(out, "{indent}| {} |", cells.join(" | "));
    }
    if table.rows.len() > ROWS {
        let _ = writeln!(out, "{indent}… ({})", table.rows.len());
    }
}

/// The first columns of a text, with an ellipsis where it is longer.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

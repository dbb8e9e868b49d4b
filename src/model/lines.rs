//! The bare text of a body, for what searches or tabulates it.

use super::{Block, Text};

/// The text of blocks, a line a paragraph: a label stands before its heading or its first paragraph, the cells of a row
/// are parted by ` | `.
pub fn lines_of(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.to_string()),
            Block::Division(division) => {
                let heading = division.heading.iter().map(Text::as_str);
                let label = std::iter::once(division.label.as_str()).chain(heading).collect::<Vec<_>>().join(" ");
                let mut below = lines_of(&division.body);
                match below.first_mut().filter(|_| division.heading.is_none()) {
                    Some(first) => *first = format!("{label} {first}"),
                    None => lines.push(label),
                }
                lines.extend(below);
            }
            Block::Table(table) => {
                lines.extend([&table.caption, &table.unit].into_iter().flatten().map(Text::to_string));
                let line = |cells: Vec<&str>| cells.join(" | ").replace('\n', " ");
                if !table.columns.is_empty() {
                    lines.push(line(table.columns.iter().map(|column| column.name.as_str()).collect()));
                }
                for row in &table.rows {
                    let cell = |text: &Option<Text>| text.as_ref().map_or(String::new(), Text::to_string);
                    let cells: Vec<String> = row.cells.iter().map(|own| cell(&own.text)).collect();
                    lines.push(line(cells.iter().map(String::as_str).collect()));
                }
            }
            Block::Quote(quote) => lines.extend(lines_of(&quote.body)),
            Block::Note(note) => lines.push(format!("[{}] {}", note.label, note.text)),
        }
    }
    lines
}

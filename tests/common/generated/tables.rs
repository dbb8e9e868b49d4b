//! Tables: plain ones that plain text can draw, and those of Word with merged cells both ways.

use super::Carrier;
use super::blocks::ended;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vanban::model::{Block, Cell, Column, Row, Table, Text};

/// A table that its carrier can show; none where it shows none.
pub fn tables(carrier: Carrier) -> BoxedStrategy<Vec<Block>> {
    let table = match carrier {
        Carrier::Lines => return Just(Vec::new()).boxed(),
        Carrier::Text => plain_table().boxed(),
        Carrier::Word => prop_oneof![1 => plain_table(), 3 => merged_table()].boxed(),
    };
    table.prop_map(|table| vec![table]).boxed()
}

fn text(value: &str) -> Cell {
    Cell { text: (!value.is_empty()).then(|| value.into()), ..Cell::default() }
}

fn spanning(value: &str, rows: u32, columns: u32) -> Cell {
    Cell { row_span: (rows > 1).then_some(rows), col_span: (columns > 1).then_some(columns), ..text(value) }
}

fn column(name: &str, path: &[&str]) -> Column {
    Column { name: name.into(), path: path.iter().map(|name| (*name).to_owned()).collect(), role: None }
}

fn plain_table() -> impl Strategy<Value = Block> {
    let cell = prop::sample::select(vec![
        "Sở Nội vụ",
        "Quý I/2025",
        "Báo cáo",
        "",
        "Sở Y tế\nCông an tỉnh",
        "1.200.000",
        "(nếu có)",
    ]);
    let row = (ended(), vec(cell, 3));
    (vec((row, any::<bool>(), any::<bool>()), 1..5), any::<bool>(), option::of(Just("Đơn vị tính: đồng"))).prop_map(
        |(rows, two_levels, unit)| {
            let mut made: Vec<Row> = Vec::new();
            for (index, ((task, cells), group, continued)) in rows.into_iter().enumerate() {
                if group {
                    let mut cells = vec![text("II"), text("Nhóm nhiệm vụ chung")];
                    cells.resize(5, Cell::default());
                    made.push(Row { group: true, cells });
                }
                let mut row = vec![text(&(index + 1).to_string()), text(&task)];
                row.extend(cells.iter().map(|cell| text(cell)));
                made.push(Row { group: false, cells: row });
                if continued {
                    if let Some(above) = made.last_mut() {
                        above.cells[0].row_span = Some(2);
                        above.cells[1].row_span = Some(2);
                    }
                    made.push(Row {
                        group: false, cells: vec![text("Sở Tư pháp"), Cell::default(), Cell::default()]
                    });
                }
            }
            let mut columns = vec![column("TT", &[]), column("Nội dung", &[])];
            if two_levels {
                columns.push(column("Chủ trì", &["Phân công", "Chủ trì"]));
                columns.push(column("Phối hợp", &["Phân công", "Phối hợp"]));
            } else {
                columns.push(column("Chủ trì", &[]));
                columns.push(column("Phối hợp", &[]));
            }
            columns.push(column("Ghi chú", &[]));
            Block::Table(Table { caption: None, unit: unit.map(Text::from), columns, rows: made })
        },
    )
}

/// Headers of one level and more, with cells over several columns: two levels have full paths; a cell over several
/// columns is the name of the first of them, and only in the path of the others. None, for a table without a header.
fn columns() -> impl Strategy<Value = Vec<Column>> {
    let none = Vec::new();
    let flat = vec![column("TT", &[]), column("Nội dung", &[]), column("Chủ trì", &[]), column("Ghi chú", &[])];
    let two_levels = vec![
        column("STT", &[]),
        column("Nội dung công việc", &[]),
        column("Chủ trì", &["Phân công", "Chủ trì"]),
        column("Phối hợp", &["Phân công", "Phối hợp"]),
        column("Thời gian hoàn thành", &[]),
    ];
    let money = vec![
        column("TT", &[]),
        column("Nội dung", &[]),
        column("Ngân sách", &["Nguồn vốn (đồng)", "Ngân sách"]),
        column("Huy động", &["Nguồn vốn (đồng)", "Huy động"]),
        column("Bắt đầu", &["Thời gian", "Bắt đầu"]),
        column("Kết thúc", &["Thời gian", "Kết thúc"]),
        column("Sản phẩm", &[]),
        column("Ghi chú", &[]),
    ];
    let shared = vec![
        column("TT", &[]),
        column("Nhiệm vụ", &[]),
        column("", &["Nhiệm vụ"]),
        column("Cơ quan thực hiện", &[]),
        column("Ghi chú", &[]),
    ];
    let three_levels = vec![
        column("TT", &[]),
        column("Danh mục", &[]),
        column("Tỉnh", &["Kinh phí", "Ngân sách", "Tỉnh"]),
        column("Xã", &["Kinh phí", "Ngân sách", "Xã"]),
        column("Huy động", &["Kinh phí", "Huy động"]),
    ];
    let shared_below = vec![
        column("TT", &[]),
        column("Nội dung", &[]),
        column("Chủ trì", &["Phân công", "Chủ trì"]),
        column("", &["Phân công", "Chủ trì"]),
        column("Phối hợp", &["Phân công", "Phối hợp"]),
    ];
    prop::sample::select(vec![none, flat, two_levels, money, shared, three_levels, shared_below])
}

/// What a row of a merged table is.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    /// One cell over all columns, or behind an ordinal over the others.
    Group,
    GroupWithOrdinal,
    /// The same without merged cells.
    GroupUnmerged,
    /// Ordinal and content over this row and the next.
    Continued,
    /// A cell in the middle over this row and the two below.
    Tall,
    /// A cell over two columns.
    Wide,
    /// A cell over two columns and two rows.
    Block,
    Total,
    /// A total whose row ends before the table's last column.
    ShortTotal,
}

fn merged_table() -> impl Strategy<Value = Block> {
    use Kind::*;
    let kind = prop::sample::select(vec![
        Plain,
        Plain,
        Plain,
        Group,
        GroupWithOrdinal,
        GroupUnmerged,
        Continued,
        Tall,
        Wide,
        Block,
        Total,
        ShortTotal,
    ]);
    let cell = prop::sample::select(vec![
        "Sở Nội vụ",
        "Quý I/2025",
        "Báo cáo",
        "",
        "Sở Y tế\nCông an tỉnh",
        "1.200.000",
        "- Tổ chức hội nghị;\n- Biên soạn tài liệu.",
        "ngày 15 tháng 3 năm 2025",
        "Điều 5 Quy chế",
    ]);
    let rows = vec((kind, ended(), vec(cell, 8)), 1..6);
    let caption = option::weighted(0.2, Just("Bảng 1. Kinh phí thực hiện"));
    (columns(), rows, option::of(Just("Đơn vị tính: đồng")), caption).prop_map(|(columns, rows, unit, caption)| {
        // A table without a header begins with a plain row: nothing may be above a group or a total.
        let width = if columns.is_empty() { 4 } else { columns.len() };
        let mut made = Vec::new();
        for (index, (kind, task, cells)) in rows.into_iter().enumerate() {
            let kind = if columns.is_empty() && index == 0 { Plain } else { kind };
            add(kind, (index + 1, &task), &cells[..width], &mut made);
        }
        vanban::model::Block::Table(Table {
            caption: caption.map(Text::from),
            unit: unit.map(Text::from),
            columns,
            rows: made,
        })
    })
}

/// Adds a row of a kind with its number and task, and those below that it covers; `others` has a value for each column.
fn add(kind: Kind, (number, task): (usize, &str), others: &[&str], rows: &mut Vec<Row>) {
    let width = others.len();
    let mut plain = |cells: Vec<Cell>| rows.push(Row { group: false, cells });
    let filled = |from: usize| others[from..].iter().map(|value| text(value));
    // A row without any word of its own is no row.
    let below = |from: usize| std::iter::once(text("Sở Tư pháp")).chain(filled(from + 1));
    let (number, end) = (number.to_string(), width as u32);
    match kind {
        Kind::Plain => plain([text(&number), text(task)].into_iter().chain(filled(2)).collect()),
        Kind::Group => rows.push(Row { group: true, cells: vec![spanning("Nhóm nhiệm vụ chung", 1, end)] }),
        Kind::GroupWithOrdinal => {
            rows.push(Row { group: true, cells: vec![text("II"), spanning("Cải cách thể chế", 1, end - 1)] });
        }
        Kind::GroupUnmerged => {
            let mut cells = vec![text("A"), text("Nhiệm vụ của các sở")];
            cells.resize(width, Cell::default());
            rows.push(Row { group: true, cells });
        }
        Kind::Continued => {
            let first = [spanning(&number, 2, 1), spanning(task, 2, 1)];
            plain(first.into_iter().chain(filled(2)).collect());
            plain(below(2).collect());
        }
        Kind::Tall => {
            let first = [text(&number), text(task), spanning(others[2], 3, 1)];
            plain(first.into_iter().chain(filled(3)).collect());
            for part in ["a", "b"] {
                let next = [text(&format!("{number}{part}")), text(task)];
                plain(next.into_iter().chain(filled(3)).collect());
            }
        }
        Kind::Wide => {
            let first = [text(&number), text(task), spanning(others[2], 1, 2)];
            plain(first.into_iter().chain(filled(4)).collect());
        }
        Kind::Block => {
            let first = [text(&number), text(task), spanning(others[2], 2, 2)];
            plain(first.into_iter().chain(filled(4)).collect());
            let next = [text(&format!("{number}.1")), text(task)];
            plain(next.into_iter().chain(filled(4)).collect());
        }
        Kind::Total => {
            let first = [spanning("Tổng cộng", 1, 2), text("1.200.000")];
            plain(first.into_iter().chain(filled(3)).collect());
        }
        Kind::ShortTotal => plain(vec![Cell::default(), text("Cộng"), text("350.000")]),
    }
}

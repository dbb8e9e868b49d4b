//! How long a decision takes to become a Word file, beside python-docx laying out the same components with the same
//! looks: a decision of one page, and a programme with a table of 200 rows. Ratios within one run; the fastest of
//! several rounds of one thread counts.
//!
//! `cargo bench --bench render`. Needs `python3` with `python-docx`; without it, only our own times are told.

mod common;

use common::{fastest, programme};
use std::process::Command;

/// The same components, styles, columns and cells; python-docx starts from its own template.
const PYTHON: &str = r#"
import io, sys, time, docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as A
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, Mm
CENTER, JUSTIFY, LEFT = A.CENTER, A.JUSTIFY, A.LEFT
def make(rows):
    d = docx.Document()
    s = d.sections[0]
    s.page_width, s.page_height = Mm(210), Mm(297)
    s.top_margin = s.bottom_margin = Mm(20); s.left_margin, s.right_margin = Mm(30), Mm(15)
    def style(name, size, bold, italic, align, first=0, before=0):
        st = d.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        st.font.name, st.font.size, st.font.bold, st.font.italic = "Times New Roman", Pt(size), bold, italic
        f = st.paragraph_format
        f.alignment, f.first_line_indent, f.space_before, f.space_after = align, Mm(first), Pt(before), Pt(0)
        return st
    nt = style("v1", 12, True, False, CENTER); mo = style("v2", 13, True, False, CENTER)
    ag = style("v3", 12, True, False, CENTER); nu = style("v4", 13, False, False, CENTER)
    pd = style("v5", 13, False, True, CENTER); ti = style("v6", 14, True, False, CENTER, 0, 12)
    ba = style("v7", 14, False, True, JUSTIFY, 10, 6); bo = style("v8", 14, False, False, JUSTIFY, 10, 6)
    re = style("v9", 11, False, False, LEFT); th = style("va", 12, True, False, CENTER, 0, 3); td = style("vb", 12, False, False, LEFT, 0, 2)
    def columns(left, right):
        t = d.add_table(1, 2)
        for cell, lines in zip(t.rows[0].cells, (left, right)):
            for n, (text, st) in enumerate(lines):
                p = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                p.style = st; p.add_run(text)
    columns([("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM", ag), ("BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ", ag), ("Số:      /QĐ-BVSTBPN", nu)],
            [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", nt), ("Độc lập - Tự do - Hạnh phúc", mo), ("Bình Lâm, ngày      tháng 3 năm 2026", pd)])
    for text in ("QUYẾT ĐỊNH", "Ban hành Chương trình công tác năm 2026", "TRƯỞNG BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH BÌNH LÂM"):
        d.add_paragraph(text, style=ti)
    for text in ("Căn cứ Luật Bình đẳng giới ngày 29 tháng 11 năm 2006;", "Thực hiện Kế hoạch số 41/KH-UBND ngày 20 tháng 01 năm 2026;", "Theo đề nghị của Giám đốc Sở Nội vụ."):
        d.add_paragraph(text, style=ba)
    d.add_paragraph("QUYẾT ĐỊNH:", style=ti)
    for text in ("Điều 1. Ban hành kèm theo Quyết định này Chương trình công tác năm 2026.", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", "Điều 3. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./."):
        p = d.add_paragraph(style=bo); p.add_run(text[:7]).bold = True; p.add_run(text[7:])
    columns([("Nơi nhận:", re), ("- Như Điều 3;", re), ("- Lưu: VT.", re)], [("KT. TRƯỞNG BAN", ti), ("PHÓ TRƯỞNG BAN", ti), ("Đoàn Thị Thu Ngân", ti)])
    d.add_section()
    for text in ("CHƯƠNG TRÌNH", "Công tác năm 2026", "(Kèm theo Quyết định số      /QĐ-BVSTBPN)"):
        d.add_paragraph(text, style=ti)
    for n in range(6):
        d.add_paragraph("- Mỗi nhiệm vụ có một cơ quan chủ trì, có thời hạn và sản phẩm cụ thể.", style=bo)
    d.add_section()
    t = d.add_table(rows + 7, 8, style="Table Grid")
    for n, row in enumerate(t.rows):
        for cell, text in zip(row.cells, (str(n), "Rà soát, bổ sung kế hoạch thực hiện mục tiêu về bình đẳng giới tại cơ quan, đơn vị", "Sở Nội vụ", "Các sở, ban, ngành", "Quý II/2026", "Báo cáo", "15", "")):
            p = cell.paragraphs[0]; p.style = th if n == 0 else td; p.add_run(text)
    out = io.BytesIO(); d.save(out)
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    make(int(sys.argv[1]))
    times.append(time.perf_counter() - start)
print(min(times))
"#;

fn main() {
    for (name, rows, rounds) in [("three pages", 0, 41), ("a table of 200 rows", 200, 11)] {
        let document = programme(rows);
        let form = vanban::forms::writing(&document).expect("a form");
        let ours = fastest(rounds, || drop(std::hint::black_box(vanban::write::docx(&document, form))));
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let theirs =
            Command::new(python).args(["-c", PYTHON]).arg(rows.to_string()).arg(rounds.to_string()).output().ok();
        let theirs = theirs.and_then(|done| String::from_utf8_lossy(&done.stdout).trim().parse::<f64>().ok());
        match theirs {
            Some(theirs) => println!(
                "{name}: python-docx takes {:.1} times as long to lay it out as we do ({:.2} ms)",
                theirs / ours,
                ours * 1e3
            ),
            None => println!("{name}: {:.2} ms; python-docx is missing, nothing to compare with", ours * 1e3),
        }
    }
}

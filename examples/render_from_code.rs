//! Makes a decision in code and writes it as a Word file laid out by the form in force:
//! `cargo run --example render_from_code decision.docx`

use std::io::Write;
use vanban::model::{Block, Division, DivisionLevel, Document, Header, Paragraph, Signature, canonical};
use vanban::words::Vocabulary;

fn article(number: u32, text: &str) -> Block {
    let text = Paragraph { text: text.into(), ..Paragraph::default() };
    let label = format!("Điều {number}.").into();
    Block::Division(Division {
        level: DivisionLevel::Article,
        label,
        body: vec![Block::Paragraph(text)],
        ..Division::default()
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: render_from_code DECISION.docx")?;
    let header =
        Header { agency: Some("SỞ NỘI VỤ".into()), date: Some("2027-01-05".into()), ..Header::default() };
    let decision = Document {
        header: Header {
            parent_agency: Some("UBND TỈNH BÌNH LÂM".into()), place: Some("Bình Lâm".into()), ..header
        },
        kind: Some("quyet-dinh".into()),
        name: Some("QUYẾT ĐỊNH".into()),
        subject: Some("Về việc thành lập Tổ công tác chuyển đổi số".into()),
        authority: Some("GIÁM ĐỐC SỞ NỘI VỤ".into()),
        enacting_formula: Some("QUYẾT ĐỊNH:".into()),
        body: vec![
            article(1, "Thành lập Tổ công tác chuyển đổi số."),
            article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
        ],
        signatures: vec![Signature { position: Some("GIÁM ĐỐC".into()), ..Signature::default() }],
        ..Document::default()
    };
    let decision = canonical(vanban::parse::derived(decision, Vocabulary::builtin()));
    let form = vanban::forms::writing(&decision).ok_or("no form covers its date and kind")?;
    // Nothing that is there is overwritten.
    Ok(std::fs::File::create_new(path)?.write_all(&vanban::write::docx(&decision, form))?)
}

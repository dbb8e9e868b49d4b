//! How an act is cited with what amended it.

use super::{Act, Amendment, Standing, Status};
use crate::model::DocumentKind;

impl Status {
    /// `(được sửa đổi, bổ sung bởi Luật số 87/2025/QH15)`: what amended an act by a day, without what is cited already;
    /// `None` where nothing is left.
    pub fn amended_wording(&self, standing: &Standing, is_cited: impl Fn(&Amendment) -> bool) -> Option<String> {
        let left = standing.amended_by.iter().filter(|own| !is_cited(own));
        let acts: Vec<String> = left.map(|own| format!("{} số {}", self.kind_name(own), own.number)).collect();
        (!acts.is_empty()).then(|| format!("(được sửa đổi, bổ sung bởi {})", acts.join(", ")))
    }

    /// The name of the kind of an amending act: by its row, else by its symbol.
    fn kind_name(&self, amendment: &Amendment) -> &'static str {
        let row = self.acts.iter().find(|act| act.number == amendment.number);
        row.and_then(of_kind).unwrap_or_else(|| of_symbol(&amendment.number))
    }
}

fn of_kind(act: &Act) -> Option<&'static str> {
    Some(match act.kind {
        DocumentKind::Luat => "Luật",
        DocumentKind::BoLuat => "Bộ luật",
        DocumentKind::PhapLenh => "Pháp lệnh",
        DocumentKind::NghiDinh => "Nghị định",
        DocumentKind::NghiQuyet => "Nghị quyết",
        DocumentKind::QuyetDinh => "Quyết định",
        DocumentKind::ThongTu => "Thông tư",
        _ => return None,
    })
}

fn of_symbol(number: &str) -> &'static str {
    let symbol = number.rsplit('/').next().unwrap_or("");
    match symbol {
        "NĐ-CP" => "Nghị định",
        "NQ-CP" => "Nghị quyết",
        _ if symbol.starts_with("QĐ-") => "Quyết định",
        _ if symbol.starts_with("TT-") => "Thông tư",
        _ if symbol.starts_with("PL-") => "Pháp lệnh",
        _ if symbol.starts_with("QH") => "Luật",
        _ => "văn bản",
    }
}

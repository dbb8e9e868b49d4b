//! PDF: LibreOffice makes it of the Word file, so that both look the same.

use super::entry::{Entry, OfModel};

pub(super) const FORMAT: Entry =
    Entry { key: "pdf", name: "PDF", endings: &["pdf"], reading: None, model: Some(OfModel::Office("pdf")) };

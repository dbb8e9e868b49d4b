//! Answers: what was found, in which document, and where in it.

use crate::status::Reliability;
use serde::Serialize;

/// A document in which something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its file.
    pub file: String,
    /// Số, ký hiệu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// ISO 8601, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Cơ quan ban hành.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Trích yếu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// One answer, with its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The document.
    #[serde(flatten)]
    pub source: Source,
    /// JSON Pointer from `document`.
    pub pointer: String,
    /// The page, from 1; absent where the format has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// `sure`, `likely`, `doubtful`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Byte ranges of the normalised text.
    pub spans: Vec<[u32; 2]>,
    /// What was found there.
    #[serde(flatten)]
    pub found: Found,
}

/// How an act is out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// It is no longer in force.
    Ended,
    /// A part of it stays in force.
    EndedInPart,
    /// The law that it carries out is no longer in force.
    Lapsed,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "found", rename_all = "kebab-case")]
pub enum Found {
    /// A citation.
    Citation {
        /// As written.
        text: String,
        /// The basis or paragraph in which it stands.
        context: String,
        /// True in a legal basis.
        in_basis: bool,
    },
    /// A task.
    Task {
        /// `lead` or `support`.
        role: String,
        /// The agency as written.
        written: String,
        /// The group row above the task.
        #[serde(skip_serializing_if = "Option::is_none")]
        group: Option<String>,
        /// Số thứ tự.
        #[serde(skip_serializing_if = "Option::is_none")]
        ordinal: Option<String>,
        /// Nội dung.
        task: String,
        /// Chủ trì, as written.
        #[serde(skip_serializing_if = "Option::is_none")]
        lead: Option<String>,
        /// Phối hợp, as written.
        #[serde(skip_serializing_if = "Option::is_none")]
        support: Option<String>,
        /// Sản phẩm.
        #[serde(skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// Thời hạn, as written.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<String>,
        /// The years in which it is to be done.
        #[serde(skip_serializing_if = "Option::is_none")]
        years: Option<[u16; 2]>,
        /// Who says so: `deadline`, `title`, `date`.
        #[serde(skip_serializing_if = "Option::is_none")]
        years_from: Option<String>,
    },
    /// A basis that is out of date.
    Outdated {
        /// The basis.
        basis: String,
        /// The act in it.
        act: String,
        /// How it is out of date.
        ending: Ending,
        /// Since which day, where it is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<String>,
        /// What stands in its place; of what has lapsed the law that it carried out; empty where nothing does.
        by: Vec<String>,
        /// False where nobody verified that.
        verified: bool,
        /// The indexed file whose document replaced or repealed it; absent where the program's own table says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        told_by: Option<String>,
        /// The acts and clauses by which the program's table says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// How reliable that row of the table is.
        #[serde(skip_serializing_if = "Option::is_none")]
        reliability: Option<Reliability>,
    },
    /// A signature.
    Signature {
        /// Họ tên, with rank or degree.
        name: String,
        /// Quyền hạn ký.
        #[serde(skip_serializing_if = "Option::is_none")]
        authority: Option<String>,
        /// Chức vụ.
        #[serde(skip_serializing_if = "Option::is_none")]
        post: Option<String>,
        /// True for who certified a copy, and did not sign the document.
        is_copy: bool,
    },
    /// A place of the text.
    Text {
        /// The piece of the text.
        text: String,
        /// What was found in it, in bytes of `text`.
        at: [usize; 2],
    },
}

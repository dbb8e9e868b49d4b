//! The keys of the JSON: sets of values as enums, each with its keys in one place.

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Makes an enum of a set of keys, which in JSON is its key. A set is closed, or open with a variant for keys of others.
macro_rules! keyed {
    (closed $(#[$about:meta])* pub enum $set:ident { $($(#[$doc:meta])* $value:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $set {
            $($(#[$doc])* $value,)+
        }

        impl $set {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The keys of all values, in their order.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// The key of a value.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$value => $key,)+
                }
            }

            /// The value of a key.
            pub fn by_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$value),)+
                    _ => None,
                }
            }
        }

        impl<'de> Deserialize<'de> for $set {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = Cow::<str>::deserialize(deserializer)?;
                Self::by_key(&key).ok_or_else(|| D::Error::unknown_variant(&key, Self::KEYS))
            }
        }

        keyed!(in_json $set);
    };
    (open $(#[$about:meta])* pub enum $set:ident { $($(#[$doc:meta])* $value:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $set {
            $($(#[$doc])* $value,)+
            /// Another one, by its own key.
            Other(String),
        }

        impl $set {
            /// All values that are known.
            pub const KNOWN: &'static [Self] = &[$(Self::$value),+];

            /// The key of a value.
            pub fn key(&self) -> &str {
                match self {
                    $(Self::$value => $key,)+
                    Self::Other(key) => key,
                }
            }
        }

        impl From<&str> for $set {
            fn from(key: &str) -> Self {
                match key {
                    $($key => Self::$value,)+
                    _ => Self::Other(key.to_owned()),
                }
            }
        }

        impl<'de> Deserialize<'de> for $set {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from(&*Cow::<str>::deserialize(deserializer)?))
            }
        }

        keyed!(in_json $set);
    };
    (in_json $set:ident) => {
        impl Serialize for $set {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl fmt::Display for $set {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.key())
            }
        }

        // In the contract all keys are strings: a set may gain values.
        impl JsonSchema for $set {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($set).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    };
}

keyed! {
    open
    /// Tên loại: the kind of a document, of what it cites or of what is attached. An office's own word list may have others.
    pub enum DocumentKind {
        /// Nghị quyết.
        NghiQuyet = "nghi-quyet",
        /// Quyết định.
        QuyetDinh = "quyet-dinh",
        /// Chỉ thị.
        ChiThi = "chi-thi",
        /// Quy chế.
        QuyChe = "quy-che",
        /// Quy định.
        QuyDinh = "quy-dinh",
        /// Thông cáo.
        ThongCao = "thong-cao",
        /// Thông báo.
        ThongBao = "thong-bao",
        /// Hướng dẫn.
        HuongDan = "huong-dan",
        /// Chương trình.
        ChuongTrinh = "chuong-trinh",
        /// Kế hoạch.
        KeHoach = "ke-hoach",
        /// Phương án.
        PhuongAn = "phuong-an",
        /// Đề án.
        DeAn = "de-an",
        /// Dự án.
        DuAn = "du-an",
        /// Báo cáo.
        BaoCao = "bao-cao",
        /// Biên bản.
        BienBan = "bien-ban",
        /// Tờ trình.
        ToTrinh = "to-trinh",
        /// Hợp đồng.
        HopDong = "hop-dong",
        /// Công điện.
        CongDien = "cong-dien",
        /// Bản ghi nhớ.
        BanGhiNho = "ban-ghi-nho",
        /// Bản thỏa thuận.
        BanThoaThuan = "ban-thoa-thuan",
        /// Giấy ủy quyền.
        GiayUyQuyen = "giay-uy-quyen",
        /// Giấy mời.
        GiayMoi = "giay-moi",
        /// Giấy giới thiệu.
        GiayGioiThieu = "giay-gioi-thieu",
        /// Giấy nghỉ phép.
        GiayNghiPhep = "giay-nghi-phep",
        /// Phiếu gửi.
        PhieuGui = "phieu-gui",
        /// Phiếu chuyển.
        PhieuChuyen = "phieu-chuyen",
        /// Phiếu báo.
        PhieuBao = "phieu-bao",
        /// Kết luận.
        KetLuan = "ket-luan",
        /// Nghị định.
        NghiDinh = "nghi-dinh",
        /// Thông tư liên tịch.
        ThongTuLienTich = "thong-tu-lien-tich",
        /// Thông tư.
        ThongTu = "thong-tu",
        /// Điều lệ.
        DieuLe = "dieu-le",
        /// Nội quy.
        NoiQuy = "noi-quy",
        /// Quy trình.
        QuyTrinh = "quy-trinh",
        /// Danh sách.
        DanhSach = "danh-sach",
        /// Danh mục.
        DanhMuc = "danh-muc",
        /// Bộ tiêu chí.
        BoTieuChi = "bo-tieu-chi",
        /// Chiến lược.
        ChienLuoc = "chien-luoc",
        /// Quy hoạch.
        QuyHoach = "quy-hoach",
        /// Dự toán.
        DuToan = "du-toan",
        /// Bảng giá.
        BangGia = "bang-gia",
        /// Phụ lục.
        PhuLuc = "phu-luc",
        /// Biểu.
        Bieu = "bieu",
        /// Biểu mẫu.
        BieuMau = "bieu-mau",
        /// Mẫu.
        Mau = "mau",
        /// Hiến pháp.
        HienPhap = "hien-phap",
        /// Bộ luật.
        BoLuat = "bo-luat",
        /// Luật.
        Luat = "luat",
        /// Pháp lệnh.
        PhapLenh = "phap-lenh",
        /// Lệnh.
        Lenh = "lenh",
        /// Sắc lệnh.
        SacLenh = "sac-lenh",
        /// Công văn.
        CongVan = "cong-van",
        /// Thông tri.
        ThongTri = "thong-tri",
        /// Văn bản hợp nhất.
        VanBanHopNhat = "van-ban-hop-nhat",
        /// Thông báo kết luận.
        ThongBaoKetLuan = "thong-bao-ket-luan",
    }
}

impl DocumentKind {
    /// True for acts of the National Assembly and its committee, which are cited by their names.
    pub fn is_law(&self) -> bool {
        matches!(self, Self::Luat | Self::BoLuat | Self::PhapLenh | Self::HienPhap)
    }

    /// True for appendices: forms, tables and what is called so.
    pub fn is_appendix(&self) -> bool {
        matches!(self, Self::PhuLuc | Self::Mau | Self::Bieu | Self::BieuMau)
    }
}

keyed! {
    closed
    /// The level of a labelled part of a body. In a Điều stand `khoan` and `diem`, elsewhere `capital`, `roman`, `number`,
    /// `letter`; a bullet everywhere.
    #[derive(Default)]
    pub enum DivisionLevel {
        /// Phần.
        Part = "phan",
        /// Chương.
        Chapter = "chuong",
        /// Mục.
        Section = "muc",
        /// Tiểu mục.
        Subsection = "tieu-muc",
        /// Điều.
        Article = "dieu",
        /// Khoản.
        Clause = "khoan",
        /// Điểm.
        Point = "diem",
        /// `A.`
        Capital = "capital",
        /// `I.`
        Roman = "roman",
        /// `1.`, `1.2.`
        Number = "number",
        /// `a)`
        Letter = "letter",
        /// `-`, `+`
        #[default]
        Bullet = "bullet",
    }
}

impl DivisionLevel {
    /// True for the levels whose label stands on a line of its own, over a title.
    pub fn is_titled(self) -> bool {
        matches!(self, Self::Part | Self::Chapter | Self::Section | Self::Subsection)
    }
}

keyed! {
    closed
    /// What a column of a table holds; the names of columns stand in `grammars/words/columns.toml`.
    pub enum ColumnRole {
        /// STT.
        Ordinal = "ordinal",
        /// Nội dung, nhiệm vụ.
        Content = "content",
        /// Chủ trì.
        Lead = "lead",
        /// Phối hợp.
        Support = "support",
        /// Chủ trì, phối hợp.
        LeadSupport = "lead-support",
        /// Theo dõi, đôn đốc.
        Monitor = "monitor",
        /// Thẩm định.
        Appraiser = "appraiser",
        /// Cấp trình.
        SubmitTo = "submit-to",
        /// Sản phẩm.
        Product = "product",
        /// Thời hạn.
        Deadline = "deadline",
        /// Kinh phí.
        Budget = "budget",
        /// Họ và tên.
        Person = "person",
        /// Chức vụ.
        Position = "position",
        /// Đơn vị.
        Unit = "unit",
        /// Số lượng.
        Quantity = "quantity",
        /// Ghi chú.
        Note = "note",
    }
}

keyed! {
    closed
    /// What a decision does to itself or to another document (hiệu lực).
    pub enum EffectKind {
        /// Có hiệu lực.
        InForce = "in-force",
        /// Thay thế.
        Replaces = "replaces",
        /// Bãi bỏ, hủy bỏ.
        Repeals = "repeals",
        /// Sửa đổi, bổ sung.
        Amends = "amends",
    }
}

keyed! {
    closed
    /// How a cited document belongs to the one before it.
    pub enum Relation {
        /// Được sửa đổi, bổ sung bởi.
        AmendedBy = "amended-by",
        /// Hợp nhất tại: the consolidated text of the act before it.
        ConsolidatedIn = "consolidated-in",
    }
}

keyed! {
    closed
    /// What a mark on the first page is.
    pub enum MarkKind {
        /// DỰ THẢO.
        Draft = "draft",
        /// Độ khẩn.
        Urgency = "urgency",
        /// Độ mật.
        Secrecy = "secrecy",
        /// Phạm vi lưu hành.
        Circulation = "circulation",
        /// SAO Y and the like.
        Copy = "copy",
    }
}

keyed! {
    closed
    /// The form of a certified copy.
    #[derive(Default)]
    pub enum CopyKind {
        /// Sao y.
        #[default]
        SaoY = "sao-y",
        /// Sao lục.
        SaoLuc = "sao-luc",
        /// Trích sao.
        TrichSao = "trich-sao",
    }
}

impl CopyKind {
    /// As the decree writes it.
    pub fn as_written(self) -> &'static str {
        match self {
            Self::SaoY => "SAO Y",
            Self::SaoLuc => "SAO LỤC",
            Self::TrichSao => "TRÍCH SAO",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back_to_their_values() {
        for level in DivisionLevel::ALL {
            assert_eq!(DivisionLevel::by_key(level.key()), Some(*level));
        }
        for kind in DocumentKind::KNOWN {
            assert_eq!(DocumentKind::from(kind.key()), *kind);
        }
        let own: DocumentKind = serde_json::from_str("\"phieu-giao\"").expect("a key");
        assert_eq!(own, DocumentKind::Other("phieu-giao".to_owned()));
        assert_eq!(serde_json::to_string(&own).expect("JSON"), "\"phieu-giao\"");
        let wrong = serde_json::from_str::<EffectKind>("\"ends\"").expect_err("no effect").to_string();
        assert!(wrong.contains("in-force"), "{wrong}");
    }
}

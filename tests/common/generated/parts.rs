//! What stands around a body: letterhead, marks, bases, closing, the block of a certified copy.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vanban::model::{
    AuthorityLink, Capacity, CopyBlock, CopyKind, DocumentNumber, Header, LegalBasis, Mark, MarkKind, Received,
    Recipient, Signature, Text,
};

pub fn signatory() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Nguyễn Văn An", "Trần Thị Bích Hòa", "Lê Đức", "Y Nhàn", "Đoàn Thị Thu Ngân"])
        .prop_map(str::to_owned)
}

pub fn signature() -> impl Strategy<Value = Signature> {
    let link = |capacity, of: &str| AuthorityLink { capacity, of: of.into() };
    let authority = prop::sample::select(vec![
        (vec![], "CHỦ TỊCH"),
        (vec![link(Capacity::TM, "ỦY BAN NHÂN DÂN")], "CHỦ TỊCH"),
        (vec![link(Capacity::TM, "ỦY BAN NHÂN DÂN"), link(Capacity::KT, "CHỦ TỊCH")], "PHÓ CHỦ TỊCH"),
        (vec![link(Capacity::KT, "TRƯỞNG BAN")], "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"),
        (vec![link(Capacity::TL, "BỘ TRƯỞNG"), link(Capacity::KT, "CHÁNH VĂN PHÒNG")], "PHÓ CHÁNH VĂN PHÒNG"),
        (vec![link(Capacity::TUQ, "GIÁM ĐỐC")], "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ"),
        (vec![link(Capacity::Q, "")], "GIÁM ĐỐC"),
    ]);
    let second = option::weighted(0.3, Just("GIÁM ĐỐC\nSỞ NỘI VỤ"));
    (authority, any::<bool>(), second, option::weighted(0.9, signatory()), option::weighted(0.1, Just("Đại tá")))
        .prop_map(|((authority, position), signed, second, name, rank)| Signature {
            authority,
            position: Some(position.into()),
            // A second post stands above the name; with none below, a letterhead's lines might go on with it.
            other_position: second.filter(|_| signed && name.is_some()).map(Text::from),
            mark: (signed || name.is_none()).then(|| "Đã ký".into()),
            rank: rank.filter(|_| name.is_some()).map(Text::from),
            name: name.map(Text::from),
            ..Signature::default()
        })
}

pub fn recipients() -> impl Strategy<Value = Vec<Recipient>> {
    let name = prop::sample::select(vec![
        "Như Điều 3",
        "Bộ Nội vụ",
        "Các sở, ban, ngành",
        "Cục Kiểm tra văn bản (Bộ Tư pháp)",
        "UBND các huyện, thành phố, thị xã",
        "Đ/c Chủ tịch, các PCT.UBND tỉnh",
        "Vụ Bình đẳng giới - Bộ LĐTBXH",
    ]);
    let note = option::weighted(0.3, prop::sample::select(vec!["để báo cáo", "b/c", "để t/h"]));
    vec((name, note, vec(Just("Văn phòng Tỉnh ủy"), 0..2)), 1..6).prop_map(|recipients| {
        let made = recipients.into_iter().map(|(name, note, items)| Recipient {
            text: name.into(),
            items: if note.is_none() { items.into_iter().map(Text::from).collect() } else { Vec::new() },
            note: note.map(Text::from),
        });
        made.collect()
    })
}

pub fn header() -> impl Strategy<Value = Header> {
    let agency = prop::sample::select(vec![
        (None, "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM"),
        (Some("UBND TỈNH BÌNH LÂM"), "SỞ Y TẾ"),
        (Some("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\nSỞ Y TẾ"), "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"),
        (None, "BỘ TÀI CHÍNH\nBỘ NỘI VỤ"),
        (None, "UỶ BAN NHÂN DÂN XÃ HOÀ KHÊ"),
    ]);
    let number = prop::sample::select(vec!["02/QĐ-UBND", "25/2017/QĐ-UBND", "/QĐ-SYT", "1195/QĐ-BTC", "12a/QĐ-SNV&TC"]);
    let date = prop::sample::select(vec!["2019-03-25", "2025-01-05", "2025-12-31", "2025-03", "2025"]);
    let place = option::weighted(0.9, Just("Bình Lâm"));
    (agency, number, place, option::weighted(0.9, date)).prop_map(|((parent, agency), number, place, date)| Header {
        parent_agency: parent.map(Text::from),
        agency: Some(agency.into()),
        number: Some(DocumentNumber { text: number.into(), ..DocumentNumber::default() }),
        place: place.map(Text::from),
        date: date.map(Text::from),
    })
}

pub fn bases() -> impl Strategy<Value = Vec<LegalBasis>> {
    let basis = prop::sample::select(vec![
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
        "Căn cứ Luật Bảo hiểm y tế ngày 14 tháng 11 năm 2008; Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 13 tháng 6 năm 2014",
        "Thực hiện Kế hoạch số 36/KH-UBND ngày 24 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh về công tác bình đẳng giới",
        "Căn cứ Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31/3/2022 phê duyệt Chiến lược",
        "Xét đơn của ông Trần Văn Bình",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số /TTr-SNV",
    ]);
    vec(basis, 1..5).prop_map(|bases| {
        bases.into_iter().map(|text| LegalBasis { text: text.into(), ..LegalBasis::default() }).collect()
    })
}

/// One signature or several; only the last may lack its name, or the next would go on with it.
pub fn signatures() -> impl Strategy<Value = Vec<Signature>> {
    let named = signature().prop_filter("only the last signature may lack its name", |signed| signed.name.is_some());
    (vec(named, 0..2), signature()).prop_map(|(mut signatures, last)| {
        signatures.push(last);
        signatures
    })
}

/// Marks of the first page, those above the letterhead before those below the number, as they are read.
pub fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let one_of = |weight, kind: MarkKind, texts: Vec<&'static str>| {
        let text = prop::sample::select(texts);
        option::weighted(weight, text.prop_map(move |text| Mark { kind, text: text.into() }))
    };
    (
        one_of(0.2, MarkKind::Circulation, vec!["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"]),
        one_of(0.2, MarkKind::Draft, vec!["DỰ THẢO", "DỰ THẢO LẦN 2"]),
        one_of(0.2, MarkKind::Urgency, vec!["KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"]),
        one_of(0.2, MarkKind::Secrecy, vec!["MẬT", "TỐI MẬT"]),
    )
        .prop_map(|(first, second, third, fourth)| [first, second, third, fourth].into_iter().flatten().collect())
}

/// The arrival stamp.
pub fn received() -> impl Strategy<Value = Option<Received>> {
    let date = prop::sample::select(vec!["2025-03-28", "2025-12-01"]);
    let stamp = (option::weighted(0.8, Just("1234")), date)
        .prop_map(|(number, date)| Received { number: number.map(Text::from), date: Some(date.into()) });
    option::weighted(0.2, stamp)
}

/// The block of a certified copy.
pub fn copy() -> impl Strategy<Value = Option<CopyBlock>> {
    let kind = prop::sample::select(vec![
        (CopyKind::SaoY, "15/SY-UBND"),
        (CopyKind::SaoLuc, "7/SL-VP"),
        (CopyKind::TrichSao, "03/TrS-SNV"),
    ]);
    let agency = prop::sample::select(vec!["VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH", "SỞ NỘI VỤ"]);
    let date = option::weighted(0.8, Just("2025-04-01"));
    let block =
        (kind, agency, date, super::parts::signature()).prop_map(|((kind, number), agency, date, signature)| {
            let signature = Signature { agency: Some(agency.into()), ..signature };
            CopyBlock {
                kind,
                number: Some(number.into()),
                date: date.map(Text::from),
                signature: Some(Box::new(signature)),
            }
        });
    option::weighted(0.15, block)
}

/// Kính gửi.
pub fn addressees() -> impl Strategy<Value = Vec<Text>> {
    let name = prop::sample::select(vec!["Bộ Nội vụ", "Các sở, ban, ngành cấp tỉnh", "Ủy ban nhân dân các xã, phường"]);
    vec(name.prop_map(Text::from), 0..4)
}

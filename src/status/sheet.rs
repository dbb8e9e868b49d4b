//! Sheets of an office's own facts: the columns are the fields of `grammars/status`, in English or in Vietnamese.
//!
//! Several values of a cell stand apart by semicolons; of an amendment number, date and first day by `|`.

use super::tables::Rows;
use crate::errors::{Code, Error};
use serde_json::{Map, Value, json};

/// Vietnamese names of columns.
const COLUMNS: [(&str, &str); 26] = [
    ("loại", "kind"),
    ("tên", "name"),
    ("tên khác", "also"),
    ("số, ký hiệu", "number"),
    ("số ký hiệu", "number"),
    ("ngày ban hành", "date"),
    ("có hiệu lực từ", "from"),
    ("hiệu lực từ", "from"),
    ("hết hiệu lực từ", "until"),
    ("chưa rõ ngày hết", "end-unknown"),
    ("thay bằng", "replaced-by"),
    ("bãi bỏ", "repealed"),
    ("sửa đổi bởi", "amended-by"),
    ("quy định chi tiết", "implements"),
    ("văn bản hợp nhất", "consolidated"),
    ("cơ quan ban hành", "issuer"),
    ("nguồn", "source"),
    ("độ tin cậy", "reliability"),
    ("cấp", "level"),
    ("thay đổi", "change"),
    ("cơ quan kế tiếp", "successors"),
    ("tỉnh", "province"),
    ("ghi chú", "note"),
    ("nhập vào", "into"),
    ("nhập từ", "merged-from"),
    ("được giữ bởi", "kept-by"),
];

/// Vietnamese values of `kind`, `level`, `change` and `reliability`.
const VALUES: [(&str, &str); 21] = [
    ("luật", "luat"),
    ("bộ luật", "bo-luat"),
    ("pháp lệnh", "phap-lenh"),
    ("nghị định", "nghi-dinh"),
    ("nghị quyết", "nghi-quyet"),
    ("quyết định", "quyet-dinh"),
    ("thông tư", "thong-tu"),
    ("chỉ thị", "chi-thi"),
    ("thành phố", "thanh-pho"),
    ("tỉnh", "tinh"),
    ("trung ương", "centre"),
    ("cấp tỉnh", "province"),
    ("cấp huyện", "district"),
    ("cấp xã", "commune"),
    ("đổi tên", "renamed"),
    ("sáp nhập", "merged"),
    ("chia tách", "split"),
    ("giải thể", "abolished"),
    ("đã đọc văn bản", "primary"),
    ("văn bản viện dẫn", "document"),
    ("chưa kiểm chứng", "background"),
];

/// The rows of a sheet: of acts where it has numbers, of agencies where it has levels, else of provinces.
pub(super) fn rows(cells: &[Vec<String>]) -> Result<Rows, Error> {
    let wrong = |said: String| Code::StatusWrong.with(said);
    let first = cells.iter().position(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1);
    let (head, below) =
        first.and_then(|at| cells[at..].split_first()).ok_or_else(|| wrong("kind, number, name …?".to_owned()))?;
    let names: Vec<String> = head.iter().map(|name| column(name)).collect();
    let table = match names.iter().map(String::as_str).find(|name| matches!(*name, "number" | "level")) {
        Some("number") => "act",
        Some(_) => "agency",
        None => "province",
    };
    let mut found = Vec::new();
    for (index, row) in below.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())) {
        let fields: Map<String, Value> = names
            .iter()
            .zip(row)
            .filter(|(name, cell)| !name.is_empty() && !cell.trim().is_empty())
            .map(|(name, cell)| (name.clone(), value(name, cell.trim())))
            .collect();
        // Each row by itself, so that the one that is wrong is named.
        let own = json!({ table: [fields] });
        let line = first.unwrap_or(0) + index + 2;
        serde_json::from_value::<Rows>(own.clone()).map_err(|error| wrong(format!("{line}: {error}")))?;
        found.extend(own[table].as_array().cloned().into_iter().flatten());
    }
    serde_json::from_value(json!({ table: found })).map_err(|error| wrong(error.to_string()))
}

/// The field of a column: `Số, ký hiệu`, `replaced_by`.
fn column(name: &str) -> String {
    let name = name.trim().to_lowercase().replace('_', "-");
    COLUMNS.iter().find(|(vietnamese, _)| *vietnamese == name).map_or(name, |(_, field)| (*field).to_owned())
}

fn value(name: &str, cell: &str) -> Value {
    let several = || cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    match name {
        "also" | "replaced-by" | "successors" | "merged-from" | "implements" | "consolidated" => several().collect(),
        "amended-by" => several().map(amendment).collect(),
        "repealed" | "end-unknown" | "unchecked" => {
            Value::Bool(matches!(cell.to_lowercase().as_str(), "true" | "x" | "có" | "1"))
        }
        "date" | "from" | "until" => Value::String(iso(cell)),
        "kind" | "level" | "change" | "reliability" => {
            let small = cell.to_lowercase();
            let known = VALUES.iter().find(|(vietnamese, _)| *vietnamese == small);
            Value::String(known.map_or(small, |(_, key)| (*key).to_owned()))
        }
        _ => Value::String(cell.to_owned()),
    }
}

/// `97/2025/QH15|2025-06-27|2025-07-01`.
fn amendment(part: &str) -> Value {
    let mut fields = part.split('|').map(str::trim);
    let named = ["number", "date", "from"].into_iter().filter_map(|name| Some((name, fields.next()?)));
    let value = |(name, field): (&str, &str)| {
        (name.to_owned(), Value::String(if name == "number" { field.to_owned() } else { iso(field) }))
    };
    Value::Object(named.filter(|(_, field)| !field.is_empty()).map(value).collect())
}

/// A day as a sheet may have it, `01/7/2025`, as ISO 8601; what is no day is left as it is, and refused later.
fn iso(cell: &str) -> String {
    match cell.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{OwnFile, Reliability, Status};

    fn cells(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn columns_in_both_languages() {
        let vietnamese = "Loại\tSố, ký hiệu\tTên\tNgày ban hành\tHết hiệu lực từ\tThay bằng\tSửa đổi bởi\tNguồn\tĐộ tin cậy\n\
            Quyết định\t12/2020/QĐ-UBND\tQuyết định về giá\t05/3/2020\t01/7/2025\t7/2025/QĐ-UBND; 8/2025/QĐ-UBND\t\
            3/2021/QĐ-UBND|2021-02-01|2021-02-15\tQuyết định 7/2025/QĐ-UBND, Điều 2\tĐã đọc văn bản";
        let english = vietnamese
            .replace(
                "Loại\tSố, ký hiệu\tTên\tNgày ban hành\tHết hiệu lực từ\tThay bằng\tSửa đổi bởi\tNguồn\tĐộ tin cậy",
                "kind\tnumber\tname\tdate\tuntil\treplaced_by\tamended_by\tsource\treliability",
            )
            .replace("Quyết định\t12", "quyet-dinh\t12")
            .replace("Đã đọc văn bản", "primary");
        for text in [vietnamese, &english] {
            let own = rows(&cells(text)).expect("rows").act.remove(0);
            assert_eq!((own.date.as_deref(), own.until.as_deref()), (Some("2020-03-05"), Some("2025-07-01")));
            assert_eq!(own.replaced_by, ["7/2025/QĐ-UBND", "8/2025/QĐ-UBND"]);
            assert_eq!(own.amended_by[0].from.as_deref(), Some("2021-02-15"));
            assert_eq!((own.kind.key(), own.reliability), ("quyet-dinh", Reliability::Primary));
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let head = "kind\tnumber\tdate\tfrom\tuntil\treplaced-by\tsource\treliability\n";
        for (row, says) in [
            ("quyet-dinh\t1/2020/QĐ-UBND\t2020-02-30\t\t\t\ta\tprimary", "2020-02-30"),
            ("quyet-dinh\t1/2020/QĐ-UBND\t\t2021-01-01\t2020-01-01\t\ta\tprimary", "until ≤ from"),
            ("quyet-dinh\t1/2020/QĐ-UBND\t\t\t2020-01-01\t1/2020/QĐ-UBND\ta\tprimary", "replaced-by"),
            ("quyet-dinh\t1/2020/QĐ-UBND\t\t\t\t\ta\tsurely", "2: "),
            ("quyet-dinh\t1/2020/QĐ-UBND\t\t\t\t\t\tprimary", "2: "),
        ] {
            let file = OwnFile::Sheet(cells(&format!("{head}{row}")));
            let said = Status::with_files(&[file]).expect_err(row).to_string();
            assert!(said.contains(says), "{row}: {said}");
        }
        let circle = "quyet-dinh\tA/QĐ\t\t\t\tB/QĐ\ta\tprimary\nquyet-dinh\tB/QĐ\t\t\t\tA/QĐ\ta\tprimary";
        assert!(Status::with_files(&[OwnFile::Sheet(cells(&format!("{head}{circle}")))]).is_err());
        assert!(rows(&cells("kind\tnumber\tcolour\nluat\t1/2020/QH14\tred")).is_err());
    }
}

"""The task tables as rows, in pandas and in pyarrow."""

from __future__ import annotations

import csv
import datetime
import io
import os
import pathlib
import subprocess

import pandas
import pyarrow
import pyarrow.parquet
import pytest

import vanban
from vanban._tasks import _bounds

PROGRAM = os.environ.get("VANBAN_PROGRAM")

TABLE = """ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BÌNH LÂM            Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND         Bình Lâm, ngày 05 tháng 3 năm 2025

QUYẾT ĐỊNH
Về việc ban hành Kế hoạch

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch:

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn | Kinh phí (triệu đồng) |
|---|---|---|---|---|
| 1 | Tập huấn | Sở Nội vụ | Quý II/2025 | 12,5 |
| 2 | Kiểm tra | Sở Tư pháp | Hằng quý | 1.200 |
| 3 | Tổng kết | UBND tỉnh | Trước 15/12/2025 | Theo dự toán |
"""


def test_types_of_rows() -> None:
    rows = vanban.tasks(TABLE.encode())
    assert [row["amount"] for row in rows] == [12_500_000, 1_200_000_000, None]
    assert [row["budget"] for row in rows] == ["12,5", "1.200", "Theo dự toán"]
    assert [row["due"] for row in rows] == ["quarter", "recurring", "date"]
    assert (rows[0]["start"], rows[0]["end"]) == (datetime.date(2025, 4, 1), datetime.date(2025, 6, 30))
    assert (rows[1]["due_from"], rows[1]["due_to"], rows[1]["start"]) == ("quarterly", None, None)
    assert rows[2]["leads"] == ["Ủy ban nhân dân tỉnh"]
    assert all(list(row) == list(vanban.TaskRow.__annotations__) for row in rows)


@pytest.mark.skipif(PROGRAM is None, reason="VANBAN_PROGRAM is not set")
def test_rows_are_those_of_the_program(documents: list[pathlib.Path], tmp_path: pathlib.Path) -> None:
    out = tmp_path / "tasks.csv"
    subprocess.run([PROGRAM, "--lang", "en", "tasks", *map(str, documents), "-o", str(out)], check=True)
    printed = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    rows = vanban.tasks(documents)
    assert len(rows) == len(printed) > 15
    for row, own in zip(rows, printed):
        assert own["File"] == row["file"]
        for title, value in [
            ("Decision", row["decision"]),
            ("Date", row["decision_date"] and row["decision_date"].isoformat()),
            ("Group", row["group"]),
            ("No.", row["ordinal"]),
            ("Task", row["task"]),
            ("Lead", row["lead"]),
            ("Lead (normal form)", "; ".join(row["leads"])),
            ("Support", row["support"]),
            ("Support (normal form)", "; ".join(row["supports"])),
            ("Product", row["product"]),
            ("Deadline", row["deadline"]),
            ("From", row["due_from"]),
            ("To", row["due_to"]),
            ("Budget", row["budget"]),
        ]:
            # What a sheet would take for a formula has a mark before it there.
            assert own[title].lstrip("'") == (value or ""), (title, own["File"])


def test_pandas_has_proper_columns(documents: list[pathlib.Path]) -> None:
    frame = pandas.DataFrame(vanban.tasks([TABLE.encode(), *documents])).convert_dtypes()
    assert list(frame.columns) == list(vanban.TaskRow.__annotations__)
    assert frame["amount"].dtype == "Int64" and frame["rows"].dtype == "Int64"
    assert frame["continued"].dtype == "boolean"
    assert frame["amount"].sum() >= 1_212_500_000
    days = pandas.to_datetime(frame["end"])
    assert days.dtype.kind == "M"
    assert days.dropna().dt.year.between(2018, 2030).all() and days.notna().sum() > 10


def test_pyarrow_has_proper_columns(documents: list[pathlib.Path], tmp_path: pathlib.Path) -> None:
    rows = vanban.tasks([TABLE.encode(), *documents])
    table = pyarrow.Table.from_pylist(rows, schema=vanban.tasks_schema())
    assert table.schema.field("start").type == pyarrow.date32()
    assert table.schema.field("leads").type == pyarrow.list_(pyarrow.string())
    pyarrow.parquet.write_table(table, tmp_path / "tasks.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "tasks.parquet").to_pylist() == rows
    assert pyarrow.Table.from_pylist(rows).column("amount").type == pyarrow.int64()
    # A file without tasks has the same columns.
    assert pyarrow.Table.from_pylist([], schema=vanban.tasks_schema()).schema == table.schema


def test_one_bad_file_stops_the_others_only_where_nobody_asks(samples: pathlib.Path) -> None:
    sources = [b"", vanban.sample(), vanban.parse(vanban.sample())]
    with pytest.raises(vanban.ReadError):
        vanban.tasks(sources)
    told: list[tuple[object, str]] = []
    rows = vanban.tasks(sources, on_error=lambda source, error: told.append((source, error.code)))
    assert told == [(b"", "input-empty")]
    assert len(rows) == 2 * len(vanban.tasks(vanban.sample()))


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2025-02-14", (2025, 2, 14), (2025, 2, 14)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2025-Q4", (2025, 10, 1), (2025, 12, 31)),
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("--12-10", None, None),
        ("Q4", None, None),
        ("2025-02-30", None, None),
        ("2025-13", None, None),
        ("0000", None, None),
        (None, None, None),
    ],
)
def test_bounds(text, first, last) -> None:  # type: ignore[no-untyped-def]
    assert _bounds(text) == tuple(own and datetime.date(*own) for own in (first, last))

#!/usr/bin/env python3
"""Has pyarrow and pandas read results as Parquet, and compares every column with the results as JSON Lines.

usage: parquet.py PROGRAM FOLDER…
"""

import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet
import pyarrow.types


def texts(blocks):
    """Every paragraph of a body, at any depth."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield block["text"]
        if block["type"] != "table":
            yield from texts(block.get("body", []))


def articles(blocks):
    for block in blocks:
        if block["type"] == "division":
            if block["level"] == "dieu":
                yield block
            else:
                yield from articles(block.get("body", []))


def day(text):
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


def expected(line):
    """The columns of a line, but for tasks, by another way than the program's."""
    error, result = line.get("error", {}), line.get("result")
    document = (result or {}).get("document", {})
    header = document.get("header", {})
    date = header.get("date")
    return {
        "id": line["id"],
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "kind": document.get("kind"),
        "number": header.get("number", {}).get("text"),
        "date": day(date),
        "date_text": date,
        "place": header.get("place"),
        "parent_agency": header.get("parent_agency"),
        "agency": header.get("agency"),
        "subject": document.get("subject"),
        "doubtful": sorted(at for at, own in (result or {}).get("provenance", {}).items() if own.get("grade") == "doubtful"),
        "diagnostics": [own["code"] for own in (result or {}).get("diagnostics", [])],
    }


def check(program, folder):
    with tempfile.TemporaryDirectory() as place:
        lines_file, table_file = Path(place, "a.jsonl"), Path(place, "a.parquet")
        for output in (lines_file, table_file):
            subprocess.run([program, "parse", folder, "-o", output, "--ocr", "never"], stderr=subprocess.DEVNULL, check=False)
        lines = [json.loads(line) for line in lines_file.read_text("utf-8").splitlines()]
        table = pyarrow.parquet.read_table(table_file)
        assert not list(Path(place).glob("*.part")) and not list(Path(place).glob("*.run")), "something was left behind"
    assert pyarrow.types.is_date32(table.schema.field("date").type)
    rows = table.to_pylist()
    assert len(rows) == len(lines) > 0, (len(rows), len(lines))
    tasks = 0
    for row, line in zip(rows, lines):
        for name, value in expected(line).items():
            found = sorted(row[name]) if name == "doubtful" else row[name]
            assert found == value, (line["id"], name, found, value)
        result = line.get("result")
        assert (json.loads(row["result"]) if row["result"] else None) == result, line["id"]
        document = (result or {}).get("document", {})
        for name in ("bases", "recipients"):
            own = document.get(name, [])
            assert [entry["text"] for entry in row[name]] == [entry["text"] for entry in own], (line["id"], name)
        cited = lambda bases: [[citation["text"] for citation in basis.get("citations") or []] for basis in bases]
        assert cited(row["bases"]) == cited(document.get("bases", [])), line["id"]
        signed = lambda signatures: [(own.get("name"), own.get("position")) for own in signatures]
        assert signed(row["signatures"]) == signed(document.get("signatures", [])), line["id"]
        own = list(articles(document.get("body", [])))
        assert [article["label"] for article in row["articles"]] == [article["label"] for article in own], line["id"]
        for article, known in zip(row["articles"], own):
            for text in texts(known.get("body", [])):
                assert text in article["text"], (line["id"], text)
        tasks += len(row["tasks"])
    frame = table.select(["number", "date", "tasks"]).to_pandas().explode("tasks").dropna(subset=["tasks"])
    assert len(frame) == tasks, (len(frame), tasks)
    print(f"{folder}: {len(rows)} documents, {sum(row['error_code'] is not None for row in rows)} of them unreadable, {tasks} tasks: equal")
    return tasks


program, *folders = sys.argv[1:]
assert sum(check(program, folder) for folder in folders) > 0, "no task in any of them"

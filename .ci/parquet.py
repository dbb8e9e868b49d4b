#!/usr/bin/env python3
"""Has pyarrow and pandas read results as Parquet, and compares every column with the results as JSON Lines, and the tasks
with what `vanban tasks` gives.

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


def bare(value):
    """A value as JSON leaves it: without what is not there."""
    if isinstance(value, dict):
        return {key: bare(own) for key, own in value.items() if own is not None and own != [] and own is not False}
    return [bare(own) for own in value] if isinstance(value, list) else value


def tasks_of(program, folder, place):
    """The tasks of every file, by the program's other way to them."""
    output = Path(place, "tasks.json")
    subprocess.run([program, "tasks", folder, "-o", output, "--ocr", "never"], stderr=subprocess.DEVNULL, check=False)
    found = {}
    for task in json.loads(output.read_text("utf-8")) if output.exists() else []:
        own = found.setdefault(str(Path(task.pop("file")).relative_to(folder)), [])
        own.append(task)
    return found


def expected(line):
    """The columns of a line, but for lists of things, by another way than the program's."""
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
        tasks_by_file = tasks_of(program, folder, place)
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
            assert bare(row[name]) == bare(document.get(name, [])), (line["id"], name)
        known = [{key: own for key, own in task.items() if key != "rows" or own > 1} for task in bare(row["tasks"])]
        assert known == bare(tasks_by_file.get(line["id"], [])), (line["id"], known, tasks_by_file.get(line["id"]))
        signed = lambda signatures: [(own.get("name"), own.get("position")) for own in signatures]
        assert signed(row["signatures"]) == signed(document.get("signatures", [])), line["id"]
        own = list(articles(document.get("body", [])))
        named = lambda articles: [[article.get(key) for key in ("number", "label", "heading")] for article in articles]
        assert named(row["articles"]) == named(own), line["id"]
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

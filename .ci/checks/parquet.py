"""Has pyarrow and pandas read results as Parquet, and compares every column with the results as JSON Lines, and the
tasks with what `vanban tasks` gives. The program must be built with the feature `parquet`."""

import datetime
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pyarrow.types

from . import corpus
from .corpus import Setup


def texts(blocks: list[dict]) -> Iterator[str]:
    """Every paragraph of a body, at any depth."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield block["text"]
        if block["type"] != "table":
            yield from texts(block.get("body", []))


def articles(blocks: list[dict]) -> Iterator[dict]:
    for block in blocks:
        if block["type"] == "division":
            if block["level"] == "dieu":
                yield block
            else:
                yield from articles(block.get("body", []))


def day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


def bare(value):
    """A value as JSON leaves it: without what is not there."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if item is not None and item != [] and item is not False}
    return [bare(item) for item in value] if isinstance(value, list) else value


def tasks_of(setup: Setup, folder: Path, place: Path) -> dict[str, list[dict]]:
    """The tasks of every file, by the program's other way to them."""
    output = place / "tasks.json"
    setup.run("tasks", folder, "-o", output, "--ocr", "never")
    tasks: dict[str, list[dict]] = {}
    for task in corpus.load(output) if output.exists() else []:
        tasks.setdefault(str(Path(task.pop("file")).relative_to(folder)), []).append(task)
    return tasks


def expected(line: dict) -> dict:
    """The columns of a line, but for lists of things, by another way than the program's."""
    error, result = line.get("error", {}), line.get("result") or {}
    document = result.get("document", {})
    header = document.get("header", {})
    date = header.get("date")
    provenance = result.get("provenance", {})
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
        "doubtful": sorted(at for at, entry in provenance.items() if entry.get("grade") == "doubtful"),
        "diagnostics": [entry["code"] for entry in result.get("diagnostics", [])],
    }


def differences(row: dict, line: dict, tasks: list[dict]) -> Iterator[str]:
    """What a row of the table has otherwise than the line of JSON."""
    for name, value in expected(line).items():
        got = sorted(row[name]) if name == "doubtful" else row[name]
        if got != value:
            yield f"{name}: {got!r}, not {value!r}"
    result = line.get("result")
    if (json.loads(row["result"]) if row["result"] else None) != result:
        yield "result"
    document = (result or {}).get("document", {})
    for name in ("bases", "recipients"):
        if bare(row[name]) != bare(document.get(name, [])):
            yield name
    of_row = [{key: item for key, item in task.items() if key != "rows" or item > 1} for task in bare(row["tasks"])]
    if of_row != bare(tasks):
        yield f"tasks: {of_row}, not {tasks}"
    signed = lambda signatures: [(signature.get("name"), signature.get("position")) for signature in signatures]
    if signed(row["signatures"]) != signed(document.get("signatures", [])):
        yield "signatures"
    of_document = list(articles(document.get("body", [])))
    named = lambda list_: [[article.get(key) for key in ("number", "label", "heading")] for article in list_]
    if named(row["articles"]) != named(of_document):
        yield "articles"
    for article, wanted in zip(row["articles"], of_document, strict=False):
        yield from (
            f"articles: without {text!r}" for text in texts(wanted.get("body", [])) if text not in article["text"]
        )


def compare(setup: Setup, folder: Path) -> tuple[int, list[str]]:
    """How many tasks the documents of a folder have, and what differs."""
    with tempfile.TemporaryDirectory() as place:
        lines_file, table_file = Path(place, "a.jsonl"), Path(place, "a.parquet")
        for output in (lines_file, table_file):
            done = setup.run("parse", folder, "-o", output, "--ocr", "never")
            if not output.exists():
                return 0, [f"{folder}: {done.stderr.strip()}"]
        lines = [json.loads(line) for line in lines_file.read_text("utf-8").splitlines()]
        table = pyarrow.parquet.read_table(table_file)
        tasks_by_file = tasks_of(setup, folder, Path(place))
        left = [path.name for pattern in ("*.part", "*.run") for path in Path(place).glob(pattern)]
    faults = [f"{folder}: left behind: {name}" for name in left]
    if not pyarrow.types.is_date32(table.schema.field("date").type):
        faults.append(f"{folder}: the column of dates has the type {table.schema.field('date').type}")
    rows = table.to_pylist()
    if not rows or len(rows) != len(lines):
        return 0, [*faults, f"{folder}: {len(rows)} rows, {len(lines)} lines"]
    for row, line in zip(rows, lines, strict=True):
        faults += [f"{line['id']}: {what}" for what in differences(row, line, tasks_by_file.get(line["id"], []))]
    tasks = sum(len(row["tasks"]) for row in rows)
    frame = table.select(["number", "date", "tasks"]).to_pandas().explode("tasks").dropna(subset=["tasks"])
    if len(frame) != tasks:
        faults.append(f"{folder}: pandas has {len(frame)} tasks, not {tasks}")
    unreadable = sum(row["error_code"] is not None for row in rows)
    print(f"{folder}: {len(rows)} documents, {unreadable} of them unreadable, {tasks} tasks")
    return tasks, faults


def check(setup: Setup) -> list[str]:
    folders = filter(Path.exists, [corpus.ROOT / "samples", setup.corpus / "dev", setup.corpus / "ocr" / "docx"])
    compared = [compare(setup, folder) for folder in folders]
    faults = [fault for _, faults in compared for fault in faults]
    return faults + ([] if any(tasks for tasks, _ in compared) else ["no task in any of the documents"])

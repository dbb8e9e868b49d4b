"""How the package is used, for the type checker; nothing here is run."""

from __future__ import annotations

import datetime
import pathlib
from typing import List, Optional, Tuple

import vanban
from vanban.model import Block, Document, PlanRow


def numbers(files: List[pathlib.Path]) -> List[Tuple[str, Optional[str]]]:
    found: List[Tuple[str, Optional[str]]] = []
    words = vanban.Words("office.toml")
    for file in files:
        try:
            parsed = vanban.parse(file, ocr="never", words=words, limits={"pages": 200, "bytes": "50M"})
        except vanban.ReadError as error:
            print(error.code, error.arguments, error.message_in("en"))
            continue
        number = parsed.document.get("header", {}).get("number")
        found.append((parsed.name, number["text"] if number else None))
    return found


def articles(blocks: List[Block]) -> List[str]:
    labels: List[str] = []
    for block in blocks:
        if block["type"] == "division":
            labels.append(block["label"])
            labels += articles(block.get("body", []))
        elif block["type"] == "table":
            labels += [cell.get("text", "") for row in block.get("rows", []) for cell in row["cells"]]
    return labels


def written(document: Document) -> bytes:
    data: bytes = vanban.render(document, form="nd30-2020")
    vanban.render(document, pathlib.Path("out.docx"), force=True)
    return data


def places(parsed: vanban.Parsed) -> List[str]:
    return [parsed.words_at(span) for entry in parsed.provenance.values() for span in entry.get("spans", [])]


def errors(source: bytes) -> List[str]:
    report: vanban.Report = vanban.check(source, language="en")
    return [found["message"] for found in report if found["severity"] == "error"]


def due(files: List[str]) -> List[Tuple[str, datetime.date]]:
    rows = vanban.tasks(files, on_error=lambda source, error: print(source, error))
    return [(row["task"], row["end"]) for row in rows if row["end"] is not None]


def drafted(file: str) -> bytes:
    plan = vanban.draft.plan(file, 2027, date=datetime.date(2027, 1, 15), language="en")
    rows: List[PlanRow] = plan.open
    for row in rows:
        row["decision"] = "keep"
    return vanban.draft.apply(file, plan, at=datetime.datetime(2026, 12, 1)).tracked

"""Runs the checker over the corpus and compares its findings with those that were judged by eye.

The judgements are in tests/check_review.toml. A finding judged right that is no longer given, and one judged wrong that
still is (save where it says known = true), are faults. What is given and was never judged is counted only.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .corpus import ROOT, Setup

JUDGED = ROOT / "tests" / "check_review.toml"
VERDICTS = ("right", "wrong")


def findings(setup: Setup) -> Iterator[tuple[str, str, str, str]]:
    """Name of the document, code, pointer, message of every finding in the documents that were judged: real ones, and
    made ones as Word files."""
    files = setup.documents(dev="docx md txt", docx="docx")
    done = setup.run("check", *files, "--format", "json")
    try:
        reports = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"no JSON of findings: {done.stderr.strip()}") from None
    if len(reports) != len(files):
        raise SystemExit(f"{len(files) - len(reports)} documents were not judged: {done.stderr.strip()}")
    for report in reports:
        name = Path(report["file"]).name.split(".")[0]
        for finding in report["findings"]:
            yield name, finding["code"], finding["pointer"], finding["message"]


def is_judged(entry: dict, finding: tuple[str, str, str, str]) -> bool:
    name, code, pointer, message = finding
    same = (entry["file"], entry["code"], entry["pointer"]) == (name, code, pointer)
    return same and entry.get("says", "") in message


def check(setup: Setup) -> list[str]:
    entries = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["findings"]
    given = list(findings(setup))
    faults = []
    for entry in entries:
        if entry["verdict"] not in VERDICTS:
            raise SystemExit(f"verdict {entry['verdict']!r}: write {' or '.join(VERDICTS)}")
        is_given = any(is_judged(entry, finding) for finding in given)
        where = " ".join([entry["file"], entry["code"], entry["pointer"], entry.get("says", "")]).strip()
        if entry["verdict"] == "right" and not is_given:
            faults.append(f"judged right, and no longer given: {where}")
        if entry["verdict"] == "wrong" and is_given and not entry.get("known"):
            faults.append(f"judged wrong, and still given: {where}")
    verdicts = [next((entry["verdict"] for entry in entries if is_judged(entry, one)), None) for one in given]
    for finding, verdict in zip(given, verdicts, strict=True):
        if verdict is None:
            print("not judged:", *finding[:3])
    right, wrong = map(verdicts.count, VERDICTS)
    print(f"{len(given)} findings: {right} judged right, {wrong} wrong, {verdicts.count(None)} not judged")
    return faults

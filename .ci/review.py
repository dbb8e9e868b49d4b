#!/usr/bin/env python3
"""Runs the checker over the measuring corpus and compares its findings with those that were judged by eye.

    .ci/review.py [--program target/release/vanban] [--corpus ../shared/corpus]

The judgements are in tests/check_review.toml. A finding judged right that is no longer given, or one judged wrong that
still is (save where it says known = true), ends the run with status 1. What is given and was never judged is counted
only. Needs Python 3.11; standard library only.
"""
import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def documents(corpus):
    """The documents that were judged: real ones, and those made for OCR as Word files."""
    for ending in ["docx", "md", "txt"]:
        yield from sorted((corpus / "dev").glob(f"*.{ending}"))
    yield from sorted((corpus / "ocr" / "docx").glob("*.docx"))


def findings(program, corpus):
    """Name of the document, code, pointer, message of every finding."""
    files = [str(path) for path in documents(corpus)]
    if not files:
        sys.exit(f"{corpus} has no documents")
    ran = subprocess.run([str(program), "check", *files, "--format", "json"], capture_output=True, text=True)
    try:
        reports = json.loads(ran.stdout)
    except json.JSONDecodeError:
        sys.exit(f"{program} gave no JSON: {ran.stderr.strip()}")
    if len(reports) != len(files):
        sys.exit(f"{len(files) - len(reports)} documents were not judged: {ran.stderr.strip()}")
    for report in reports:
        name = Path(report["file"]).name.split(".")[0]
        for found in report["findings"]:
            yield name, found["code"], found["pointer"], found["message"]


def is_judged(entry, found):
    name, code, pointer, message = found
    same = (entry["file"], entry["code"], entry["pointer"]) == (name, code, pointer)
    return same and entry.get("says", "") in message


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", type=Path, default=ROOT / "target" / "release" / "vanban")
    arguments.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    given = arguments.parse_args()
    entries = tomllib.loads((ROOT / "tests" / "check_review.toml").read_text(encoding="utf-8"))["findings"]
    found = list(findings(given.program, given.corpus))
    faults = []
    for entry in entries:
        if entry["verdict"] not in ("right", "wrong"):
            sys.exit(f"verdict {entry['verdict']!r}: write right or wrong")
        is_given = any(is_judged(entry, one) for one in found)
        where = " ".join([entry["file"], entry["code"], entry["pointer"], entry.get("says", "")]).strip()
        if entry["verdict"] == "right" and not is_given:
            faults.append(f"judged right, and no longer given: {where}")
        if entry["verdict"] == "wrong" and is_given and not entry.get("known"):
            faults.append(f"judged wrong, and still given: {where}")
    verdicts = [next((entry["verdict"] for entry in entries if is_judged(entry, one)), None) for one in found]
    right, wrong = verdicts.count("right"), verdicts.count("wrong")
    print(f"{len(found)} findings: {right} judged right, {wrong} wrong, {verdicts.count(None)} not judged")
    if right + wrong:
        print(f"right among those judged: {right / (right + wrong):.1%}")
    for one, verdict in zip(found, verdicts):
        if verdict is None:
            print("not judged:", *one[:3])
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks that real documents read back as they were: model, Word file, model, and both models equal.

    .ci/stable.py [--program target/release/vanban] FOLDER…

Reads every .txt, .md, .docx, .doc and .rtf of the folders. .ci/exceptions.json names the documents that are known not to hold, each
with the reason. A document that is not named there and differs ends the run with status 1, and so does one that is
named and has become equal. Standard library only.
"""
import argparse
import difflib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import exceptions

HERE = Path(__file__).resolve().parent
ENDINGS = {".txt", ".md", ".docx", ".doc", ".rtf"}
# The lines of a difference that are shown.
MOST_LINES = 30


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def document(model):
    return json.loads(model.read_text(encoding="utf-8"))["document"]


def lines(value):
    return json.dumps(value, ensure_ascii=False, indent=1).split("\n")


def difference(program, source, folder):
    """What differs between the two models, line by line; None where the source itself is not read."""
    first, word, second = (folder / name for name in ("first.json", "word.docx", "second.json"))
    for path in (first, word, second):
        path.unlink(missing_ok=True)
    run(program, "parse", source, "-o", first)
    if not first.exists():
        return None
    rendered = run(program, "render", first, "-o", word)
    if not word.exists():
        return [f"render: {rendered.stderr.strip()}"]
    parsed = run(program, "parse", word, "-o", second)
    if not second.exists():
        return [f"parse: {parsed.stderr.strip()}"]
    before, after = lines(document(first)), lines(document(second))
    return list(difflib.unified_diff(before, after, "read", "read back", lineterm="", n=1))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default=HERE.parent / "target" / "release" / "vanban")
    arguments.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    arguments = arguments.parse_args()
    sources = sorted(path for folder in arguments.folders for path in folder.iterdir() if path.suffix in ENDINGS)
    if not sources:
        sys.exit("no documents")
    faults, unread = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            differs = difference(arguments.program, source, Path(folder))
            unread += differs is None
            if differs:
                faults.append("\n".join([f"{source.name}: does not read back", *(line[:160] for line in differs[:MOST_LINES])]))
    faults = exceptions.settle("does not read back", faults, {source.name for source in sources})
    print("\n".join(faults))
    print(f"{len(sources)} documents, {unread} not read, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

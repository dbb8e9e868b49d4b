"""Checks that documents read back as they were: model, Word file, model, and both models equal.

"does not read back" in .ci/exceptions.json names the documents that are known not to hold, each with the reason.
"""

import difflib
import json
import tempfile
from pathlib import Path

from . import corpus
from .corpus import Setup

# The lines of a difference that are shown.
MOST_LINES = 30


def lines(document: dict) -> list[str]:
    return json.dumps(document, ensure_ascii=False, indent=1).split("\n")


def difference(setup: Setup, source: Path) -> list[str] | None:
    """What differs between the two models, line by line; None where the source itself is not read."""
    try:
        model = setup.parsed(source)
    except corpus.Unread:
        return None
    with tempfile.TemporaryDirectory() as folder:
        word, again = Path(folder, "word.docx"), Path(folder, "again.json")
        rendered = setup.run("render", model, "-o", word)
        if not word.exists():
            return [f"render: {rendered.stderr.strip()}"]
        parsed = setup.run("parse", word, "-o", again)
        if not again.exists():
            return [f"parse: {parsed.stderr.strip()}"]
        before, after = (lines(corpus.load(path)["document"]) for path in (model, again))
    return list(difflib.unified_diff(before, after, "read", "read back", lineterm="", n=1))


def check(setup: Setup) -> list[str]:
    forms = "txt md docx doc rtf"
    sources = setup.documents(samples=forms, dev=forms, docx="docx")
    differences = corpus.each(lambda source: difference(setup, source), sources)
    faults = [
        "\n".join([f"{source.name}: does not read back", *(line[:160] for line in differs[:MOST_LINES])])
        for source, differs in zip(sources, differences, strict=True)
        if differs
    ]
    print(f"{len(sources)} documents, {differences.count(None)} not read")
    return corpus.settle("does not read back", faults, sources)

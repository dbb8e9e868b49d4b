"""Holds how often the same document in other clothes gives the same data: other blanks, lines wrapped elsewhere, other
forms of Unicode, the runs of a Word file cut otherwise … (alike.py of the measuring corpus).

.ci/levels.json has the share of pairs, a document and its copy, that are alike, and for each change how many pairs
differ: neither may get worse.
"""

import re
import sys
import tempfile
from pathlib import Path

from . import corpus, levels
from .corpus import Setup

LEVEL = "alike"
# For rounding.
SLACK = 0.0005


def measure(setup: Setup) -> dict:
    """The share of pairs that are alike, and by change how many differ."""
    forms = "txt md docx"
    documents = setup.documents(samples=forms, dev=forms)
    with tempfile.TemporaryDirectory() as folder:
        differing = Path(folder, "differing.json")
        command = [sys.executable, setup.shared / "alike.py", setup.program, *documents]
        done = corpus.run(*command, "--json", differing)
        total = re.search(r"^(\d+) of (\d+) pairs alike", done.stdout, re.MULTILINE)
        if done.returncode or not total:
            raise SystemExit(f"alike.py: {done.stdout}{done.stderr}")
        print(done.stdout, end="")
        alike, pairs = map(int, total.groups())
        differ = {change: len(names) for change, names in sorted(corpus.load(differing).items()) if names}
    return {"share": round(alike / max(1, pairs), 4), "differ": differ}


def check(setup: Setup, update: bool) -> list[str]:
    reached = levels.load()
    before, level = reached.get(LEVEL, {"share": 0.0, "differ": {}}), measure(setup)
    if update:
        levels.write(reached | {LEVEL: level})
        return []
    faults = [
        f"{change}: {count} pairs differ, and {before['differ'].get(change, 0)} did"
        for change, count in level["differ"].items()
        if count > before["differ"].get(change, 0)
    ]
    if level["share"] + SLACK < before["share"]:
        faults.append(f"{level['share']} of the pairs are alike, and {before['share']} were")
    return faults

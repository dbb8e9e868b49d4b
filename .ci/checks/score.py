"""Holds every document of the corpus to the level last reached, field by field, and to the invariants of a parse.

The levels are in .ci/levels.json: of each set the micro F1 (up to rounding), of each document its F1 and the fields
that are not whole, as [wrong, missed]. A document with more wrong or more missed in any field, one that is gone, and
what invariants.py finds are faults. "unplaced" in .ci/exceptions.json names the documents of which more text may be
unplaced, and how much. Figures only rise unless a commit says why.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from . import corpus, figures, levels
from .corpus import Setup

WRITER = ".ci/checks score"
# How far the micro F1 of a set may fall before it counts, for rounding.
SLACK = 0.0005
READ = {"txt": "text", "docx": "Word files", "doc": "old Word files (`.doc`)", "rtf": "RTF", "md": "Markdown"}
SCANNED = {"clean": "300 dpi, clean", "moderate": "200 dpi, stamped", "heavy": "150 dpi, noisy"}
ENGINE = {"txt": "plain OCR text", "hocr": "hOCR", "tsv": "TSV"}


class Set(NamedTuple):
    name: str
    # As the documentation has it.
    title: str
    documents: list[Path]
    truths: Path
    # How alike a text must be to its truth.
    similar: float
    # The largest share of text that may be unplaced.
    unplaced: float | None


def sets(setup: Setup) -> list[Set]:
    dev, ocr = setup.corpus / "dev", setup.corpus / "ocr"

    def real(name: str, title: str, pattern: str, similar: float = 0.95, unplaced: float | None = 0.005) -> Set:
        return Set(f"dev-{name}", f"real decisions as {title}", sorted(dev.glob(pattern)), dev, similar, unplaced)

    def made(level: str, form: str) -> Set:
        name = f"ocr-{level}" if form == "txt" else f"ocr-{level}-{form}"
        documents = sorted((ocr / level).glob(f"*.{form}"))
        return Set(name, f"made decisions as {ENGINE[form]}, {SCANNED[level]}", documents, ocr / "truth", 0.9, None)

    word = sorted((ocr / "docx").glob("*.docx"))
    all_sets = [
        *(real(ending, title, f"*.{ending}") for ending, title in READ.items()),
        real("pdf", "PDF with text", "pb*.pdf"),
        real("scan", "scans", "ps*.pdf", 0.9, None),
        real("scan-layer", "scans with the poor text of another program", "pl*.pdf", 0.9, None),
        Set("ocr-docx", "made decisions as Word files", word, ocr / "truth", 0.95, 0.005),
        *(made(level, form) for level in SCANNED for form in ENGINE),
    ]
    judged = [
        one._replace(documents=[path for path in one.documents if truth_of(one, path).exists()]) for one in all_sets
    ]
    return [one for one in judged if one.documents]


def truth_of(one: Set, document: Path) -> Path:
    return one.truths / f"{document.stem}.truth.json"


def score(setup: Setup, one: Set, bound: float) -> tuple[str, list[str], dict]:
    """What score.py prints of a set, the faults of the set as a whole, and its level."""
    with tempfile.TemporaryDirectory() as folder:
        truths, parsed, result = (Path(folder) / name for name in ("truth", "parsed", "figures.json"))
        truths.mkdir()
        parsed.mkdir()
        for path in one.documents:
            truth = truth_of(one, path)
            (truths / truth.name).symlink_to(truth)
            try:
                (parsed / f"{path.stem}.json").symlink_to(setup.parsed(path))
            except corpus.Unread:
                pass  # An empty reading; invariants() says so.
        command = [sys.executable, setup.shared / "score.py", truths, parsed, "--similar", one.similar]
        done = corpus.run(*command, "--json", result, "--require", f"micro={bound}")
        faults = [f"{one.name}: {done.stdout.splitlines()[-1:]} {done.stderr.strip()}"] if done.returncode else []
        if not result.exists():
            return done.stdout, faults, {"micro": 0.0, "documents": {}}
        measured = corpus.load(result)
    documents = {
        name: {"f1": round(f1, 4), **{field: [wrong, missed] for field, (_, wrong, missed) in sorted(fields.items())}}
        for f1, name, fields in sorted(measured["documents"], key=lambda entry: entry[1])
    }
    return done.stdout, faults, {"micro": measured["figures"]["micro"], "documents": documents}


def fallen(name: str, level: dict, before: dict) -> list[str]:
    """What is worse in a set than its level before."""
    faults = []
    for document, had in before.items():
        has = level["documents"].get(document)
        if has is None:
            faults.append(f"{name}/{document}: has a level and is not there")
            continue
        for field in sorted(has.keys() - {"f1"}):
            for what, now, then in zip(("wrong", "missed"), has[field], had.get(field, [0, 0]), strict=True):
                if now > then:
                    faults.append(f"{name}/{document}: {field}: {now} {what}, and there were {then}")
        if has["f1"] + SLACK < had["f1"]:
            faults.append(f"{name}/{document}: F1 {has['f1']}, and {had['f1']} was reached")
    return faults


def invariants(setup: Setup, one: Set) -> list[str]:
    """The faults that invariants.py finds in the parses of a set."""
    faults = []
    for path in one.documents:
        share = corpus.KNOWN["unplaced"].get(path.name, one.unplaced)
        bound = ["--unplaced", share] if one.unplaced else []
        try:
            parsed = [setup.parsed(path, "text"), setup.parsed(path)]
        except corpus.Unread as why:
            faults.append(f"{one.name}/{path.stem}: {why}")
            continue
        checked = corpus.run(sys.executable, setup.shared / "invariants.py", *parsed, *bound)
        if checked.returncode:
            faults.append(f"{one.name}/{path.stem}: {checked.stdout.strip()} {checked.stderr.strip()}")
    return faults


def table(measured: list[tuple[Set, dict]]) -> str:
    """The documentation's table."""
    rows = [f"| {one.title} | {len(level['documents'])} | {level['micro']:.3f} |" for one, level in measured]
    return "\n".join(["| documents | | micro F1 |", "|---|---:|---:|", *rows]) + "\n"


# Of the real documents those that were typed, and those that were scanned, by the options of score.py.
ALL_TYPED = ["--except", "p[sl]*"]
ALL_SCANS = ["--only", "p[sl]*"]


def total(setup: Setup, folder: Path, options: list[str], similar: float) -> tuple[float, str]:
    """The micro F1 of all documents of a folder together, and how many of them are wholly right."""
    with tempfile.TemporaryDirectory() as parsed:
        for truth in folder.glob("*.truth.json"):
            name = truth.name.removesuffix(".truth.json")
            for path in folder.glob(f"{name}.*"):
                if path.suffix.removeprefix(".") in (*READ, "pdf"):
                    (Path(parsed) / f"{name}.json").symlink_to(setup.parsed(path))
        command = [sys.executable, setup.shared / "score.py", folder, parsed, "--similar", similar, "--total"]
        shown = corpus.run(*command, *options).stdout
    if not (match := re.search(r"micro F1 ([\d.]+), .*documents right (\d+)/(\d+)", shown)):
        raise SystemExit(f"score.py gives no total of {folder}: {shown}")
    return float(match[1]), f"{match[2]} of {match[3]} wholly right"


def together(setup: Setup) -> str:
    """The table of all real documents together, beside the sealed ones, of which nothing else is printed."""
    dev, sealed = setup.corpus / "dev", setup.corpus / "sealed"
    rows = ["| How well it reads (micro F1) | known while the rules were written | never opened |", "|---|---:|---:|"]
    for title, options, similar in [
        ("typed: Word, PDF with text, web copies, text", ALL_TYPED, 0.95),
        ("scans", ALL_SCANS, 0.9),
    ]:
        cells = [f"{f1:.3f} ({right})" for f1, right in (total(setup, one, options, similar) for one in (dev, sealed))]
        rows.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def check(setup: Setup, update: bool, only: list[str]) -> list[str]:
    before = levels.load()
    chosen = [one for one in sets(setup) if not only or one.name in only]

    def measure(one: Set):
        bound = 0.0 if update else max(0.0, before.get(one.name, {}).get("micro", 0.0) - SLACK)
        return score(setup, one, bound), invariants(setup, one)

    faults: list[str] = []
    measured: list[tuple[Set, dict]] = []
    for one, ((shown, below, level), broken) in zip(chosen, corpus.each(measure, chosen), strict=True):
        print(f"== {one.name}\n{shown}", end="")
        measured.append((one, level))
        faults += below + fallen(one.name, level, before.get(one.name, {}).get("documents", {})) + broken
    reached = {one.name: level for one, level in measured}
    rest = {name: level for name, level in before.items() if name not in reached and (only or "documents" not in level)}
    if not only:
        faults += [
            f"{name}: has levels, and no documents are there" for name in before.keys() - reached.keys() - rest.keys()
        ]
    if update:
        levels.write(reached | rest)
    tables = {} if only else {"levels": table(measured), "together": together(setup)}
    for name, rows in tables.items():
        if update:
            figures.write(name, WRITER, rows)
        else:
            faults += figures.check(name, rows)
    print(f"{sum(len(level['documents']) for _, level in measured)} documents held to their levels")
    return faults

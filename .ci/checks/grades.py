"""Measures how often values are right, by what speaks for them, and holds the grades and the documentation to it.

Every answer that the truths judge is right or wrong as score.py has it; its evidence (field, reading, standing) is what
the example program `evidence` prints. grammars/grades.toml holds the tallies, by which the program grades. How often
each grade was right is measured with each document left out in turn, in all the forms it has: its values are graded by
the tallies of the others. A wrong number, date or citation that is not doubtful is a fault unless .ci/exceptions.json
knows it ("wrong, and not doubtful"); one that is known there has to be wrong. Scans are read from the hOCR that `parse`
keeps of them.
"""

import importlib.util
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from . import corpus, figures
from .answers import Answers
from .corpus import ROOT, TARGET, Setup

WRITER = ".ci/checks grades"
EVIDENCE = TARGET / "debug" / "examples" / "evidence"
TALLIES = ROOT / "grammars" / "grades.toml"
HEAD = f"""# How often values were right on the measuring corpus, by what speaks for them:
# field, reading, standing = [right, wrong].
# Written by {WRITER}; what the words mean stands in src/model/grade.rs. A grade is looked up here and nowhere else.

[tallies]
"""
GRADES = ["sure", "likely", "doubtful"]
SURE, LIKELY, FEW = 0.97, 0.85, 8
NUMERIC = ["number", "date", "citation"]


class Answer(NamedTuple):
    document: str
    evidence: str
    right: bool
    where: str


def score_module(setup: Setup):
    spec = importlib.util.spec_from_file_location("score", setup.shared / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(setup: Setup):
    """Name, similarity, truth and files of every document."""
    dev, ocr = setup.corpus / "dev", setup.corpus / "ocr"
    for truth in sorted(dev.glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        files = [path for path in sorted(dev.glob(f"{name}.*")) if path != truth]
        if name.startswith(("ps", "pl")):
            yield name, 0.9, truth, [joined(setup, path) for path in files]
        else:
            yield name, 0.95, truth, files
    for truth in sorted((ocr / "truth").glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        yield name, 0.95, truth, [ocr / "docx" / f"{name}.docx"]
        yield (
            name,
            0.9,
            truth,
            [ocr / level / f"{name}.{form}" for level in ["clean", "moderate", "heavy"] for form in ["txt", "hocr"]],
        )


def joined(setup: Setup, scan: Path) -> Path:
    """The hOCR of the pages of a scan in one file; the scan where it has text of its own."""
    setup.parsed(scan)
    pages = (TARGET / "ocr").glob(f"{scan.stem}-*.hocr")
    pages = sorted(pages, key=lambda page: int(re.findall(r"\d+", page.stem)[-1]))
    if not pages:
        return scan
    texts = [page.read_text(encoding="utf-8") for page in pages]
    bodies = [re.search(r"<body>(.*)</body>", text, re.DOTALL) for text in texts]
    result = TARGET / "grades" / f"{pages[0].stem}.joined.hocr"
    result.parent.mkdir(parents=True, exist_ok=True)
    head = texts[0][: texts[0].index("<body>") + len("<body>")]
    result.write_text(head + "".join(body.group(1) for body in bodies if body) + "</body></html>", encoding="utf-8")
    return result


def grade(tallies: dict, evidence: str) -> str:
    """As src/model/grade.rs does it."""
    right, wrong = tallies.get(evidence, (0, 0))
    if right + wrong < FEW:
        _, reading, standing = evidence.split(" ")
        if standing in ["partial", "inferred", "doubted"] or reading == "poor":
            return "doubtful"
        rows = [row for key, row in tallies.items() if key.split(" ")[1:] == [reading, standing]]
        right, wrong = sum(r for r, _ in rows), sum(w for _, w in rows)
    share = (right + 1) / (right + wrong + 2)
    return "sure" if share >= SURE else "likely" if share >= LIKELY else "doubtful"


def tally(answers: list[Answer]) -> dict[str, list[int]]:
    """How many answers of each evidence are right, and wrong."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        tallies[answer.evidence][0 if answer.right else 1] += 1
    return tallies


def answers_of(setup: Setup) -> list[Answer]:
    """The answers of all documents."""
    score = score_module(setup)
    entries = list(documents(setup))
    answers = []
    printed = corpus.each(lambda entry: corpus.run(EVIDENCE, *entry[3]), entries)
    for (name, similar, truth, _), done in zip(entries, printed, strict=True):
        if done.returncode:
            raise SystemExit(f"{name}: {done.stderr.strip()}")
        score.SIMILAR = similar
        for line in done.stdout.splitlines():
            read = json.loads(line)
            evidence = dict(read["evidence"])
            for pointer, right in Answers(score, corpus.load(truth), read["document"]).right.items():
                if pointer in evidence:
                    answers.append(Answer(name, evidence[pointer], right, f"{Path(read['file']).name} {pointer}"))
    return answers


def table(counts: dict) -> str:
    """The documentation's table: of each grade, how many answers, and how many of them right."""
    lines = ["| grade | answers | right | number, date, citations | right |", "|---|---:|---:|---:|---:|"]
    share = lambda right, wrong: f"{100 * right / (right + wrong):.1f} %" if right + wrong else "–"
    for name in GRADES:
        (r, w), (nr, nw) = counts[name, False], counts[name, True]
        lines.append(f"| {name} | {r + w} | {share(r, w)} | {nr + nw} | {share(nr, nw)} |")
    return "\n".join(lines) + "\n"


def graded(answers: list[Answer]) -> tuple[dict, set[str]]:
    """How many answers of each grade are right, and wrong, all of them and those in digits; and where those in digits
    are wrong and not doubtful."""
    counts = {(name, numeric): [0, 0] for name in GRADES for numeric in [False, True]}
    wrong = set()
    for left_out in sorted({answer.document for answer in answers}):
        tallies = tally([answer for answer in answers if answer.document != left_out])
        for answer in (answer for answer in answers if answer.document == left_out):
            given = grade(tallies, answer.evidence)
            numeric = answer.evidence.split(" ")[0] in NUMERIC
            for kind in {False, numeric}:
                counts[given, kind][0 if answer.right else 1] += 1
            if numeric and not answer.right:
                print(f"wrong, {given}: {answer.where} ({answer.evidence})")
                wrong |= {answer.where} if given != "doubtful" else set()
    return counts, wrong


def check(setup: Setup, update: bool) -> list[str]:
    answers = answers_of(setup)
    counts, wrong = graded(answers)
    shown = table(counts)
    print(shown, end="")
    failed, judged = sum(counts[g, True][1] for g in GRADES), sum(sum(counts[g, True]) for g in GRADES)
    share = 100 * failed / max(1, judged)
    print(
        f"numbers, dates and citations: {failed} of {judged} wrong ({share:.1f} %), {len(wrong)} of them not doubtful"
    )
    faults = []
    if update:
        rows = "".join(f'"{key}" = [{right}, {wrong}]\n' for key, (right, wrong) in sorted(tally(answers).items()))
        TALLIES.write_text(HEAD + rows, encoding="utf-8")
        figures.write("grades", WRITER, shown)
    else:
        faults += figures.check("grades", shown)
    known = set(corpus.KNOWN["wrong, and not doubtful"])
    faults += [f"wrong, not doubtful, and not known: {where}" for where in sorted(wrong - known)]
    healed = sorted(known - wrong)
    return faults + [f"{where}: no longer wrong; take it out of .ci/exceptions.json" for where in healed]

"""Drafts next year's document from every programme and plan of the samples and the corpus, and checks the files.

For each document: the three files are made; accepting all tracked changes gives the clean draft, rejecting all gives
last year's text, run by run; in a .docx every part but the body, and every paragraph without a change, is as it was; no
year within a citation is shifted; every row has class and reason. Of some documents LibreOffice accepts and rejects,
too, and the files are valid (`valid`). Rows that were judged by eye (tests/draft_review.toml) are still given. "drafts"
in .ci/exceptions.json names what is known not to hold.
"""

import hashlib
import re
import shutil
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

from . import corpus, office, tracked, valid
from .corpus import ROOT, TARGET, Setup
from .tracked import body, settled, words

YEARS = [2026, 2027]
JUDGED = ROOT / "tests" / "draft_review.toml"
# The drafts of these are looked at by LibreOffice and by the checks of validity.
BY_OFFICE = {"chuong-trinh-bang-word.docx", "chuong-trinh-binh-dang-gioi.txt", "seed.txt"}
FOLDER = TARGET / "drafts"


class Draft(NamedTuple):
    """What was made of a document for a year."""

    document: Path
    year: int
    rows: list[dict]
    # Clean, tracked, highlighted, and `base`: last year's text where every row is kept.
    files: dict[str, Path]
    faults: list[str]

    def fault(self, what: str):
        self.faults.append(f"{self.document.name} → {self.year}: {what}")


def rows(plan: str) -> list[dict]:
    """The rows of a plan: the few keys that are looked at here, out of its YAML."""
    listed: list[dict] = []
    for line in plan.splitlines():
        if match := re.match(r"- id: (\d+)", line):
            listed.append({"id": match.group(1)})
        elif listed and (match := re.match(r"  (class|decision|code|place|reason|old|new): (.*)", line)):
            listed[-1][match.group(1)] = match.group(2).strip('"')
    return listed


def make(setup: Setup, document: Path, year: int, folder: Path) -> Draft:
    """Plans and applies; without files where that fails."""
    base = folder / f"{document.name}-{year}"
    files = {name: Path(f"{base}-{name}.docx") for name in ["clean", "tracked", "highlighted", "base"]}
    plan, unchanged = Path(f"{base}-plan.yaml"), Path(f"{base}-keep.yaml")
    failed = Draft(document, year, [], {}, [])
    done = setup.run("draft", "plan", document, "--year", year, "-o", plan, "--force")
    if done.returncode:
        failed.fault(done.stderr.strip())
        return failed
    text = plan.read_text(encoding="utf-8")
    unchanged.write_text(re.sub(r"^  decision: .*$", "  decision: keep", text, flags=re.M), encoding="utf-8")
    apply = ["draft", "apply", document.resolve(), "--force"]
    copies = ["--tracked", files["tracked"], "--highlight", files["highlighted"]]
    done = setup.run(*apply, plan, "-o", files["clean"], *copies)
    same = setup.run(*apply, unchanged, "-o", files["base"])
    if done.returncode or same.returncode:
        failed.fault((done.stderr + same.stderr).strip())
        return failed
    return Draft(document, year, rows(text), files, [])


def check_rows(draft: Draft):
    for row in draft.rows:
        if not row.get("reason") or not row.get("class"):
            draft.fault(f"row {row['id']} has no class or no reason")
        if row.get("class") in ("shift", "shift-back") and "/bases/" in row["place"]:
            draft.fault(f"row {row['id']} shifts a year within a basis")


def check_texts(draft: Draft):
    clean, changes, base = (body(draft.files[name]) for name in ["clean", "tracked", "base"])
    if words(settled(changes, True)) != words(clean):
        draft.fault("accepting all does not give the clean draft")
    if words(settled(changes, False)) != words(base):
        draft.fault("rejecting all does not give last year's text")
    if words(body(draft.files["highlighted"]), colours=False) != words(clean, colours=False):
        draft.fault("the copy for print has other words than the clean draft")


def check_unchanged(draft: Draft):
    """Of a .docx, what is not changed is as it was."""
    with zipfile.ZipFile(draft.document) as old, zipfile.ZipFile(draft.files["clean"]) as new:
        for name in old.namelist():
            if name != tracked.BODY and old.read(name) != new.read(name):
                draft.fault(f"{name} was not to change")
    before = {hashlib.sha256(paragraph).hexdigest() for paragraph in tracked.paragraphs(draft.document)}
    after = [hashlib.sha256(paragraph).hexdigest() for paragraph in tracked.paragraphs(draft.files["clean"])]
    changed = sum(paragraph not in before for paragraph in after)
    made = [row for row in draft.rows if row["decision"] in ("accept", "edit", "open") and row["class"] != "task"]
    places = {row["place"] for row in made}
    if changed > len(places) + 4 * sum("header" in place or "issued" in place for place in places):
        draft.fault(f"{changed} paragraphs are not as they were, for {len(places)} changed values")


def check_by_office(drafts: list[Draft]):
    """What LibreOffice makes of the tracked changes."""
    wanted = [("tracked", office.ACCEPT), ("clean", office.ACCEPT), ("tracked", office.REJECT), ("base", office.ACCEPT)]
    texts = office.settled([(command, draft.files[name]) for draft in drafts for name, command in wanted])
    for at, draft in enumerate(drafts):
        accepted, clean, rejected, base = texts[4 * at : 4 * at + 4]
        if accepted is None or accepted != clean:
            draft.fault("LibreOffice: accepting all does not give the clean draft")
        if rejected is None or rejected != base:
            draft.fault("LibreOffice: rejecting all does not give last year's text")


def draft_all(setup: Setup, document: Path) -> list[Draft]:
    """The drafts of a document, judged."""
    kept = FOLDER if document.name in BY_OFFICE else None
    with tempfile.TemporaryDirectory() as scratch:
        drafts = [make(setup, document, year, kept or Path(scratch)) for year in YEARS]
        for draft in (draft for draft in drafts if draft.files):
            check_rows(draft)
            check_texts(draft)
            if document.suffix == ".docx":
                check_unchanged(draft)
    return drafts


def reviewed(setup: Setup) -> list[str]:
    """Rows that were judged by eye are still given so."""
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["rows"]
    faults = []
    for name in sorted({row["file"] for row in judged}):
        files = sorted((setup.corpus / "dev").glob(f"{name}.*"))
        document = next(path for path in files if path.suffix != ".json")
        given = rows(setup.run("draft", "plan", document, "--year", 2027).stdout)
        for row in (row for row in judged if row["file"] == name and row["verdict"] == "right"):
            alike = [entry for entry in given if entry["place"] == row["place"] and entry["code"] == row["code"]]
            if len(alike) < row["nth"] or alike[row["nth"] - 1]["class"] != row["class"]:
                faults.append(f"{name}: {row['code']} at {row['place']} is no longer given, or of another class")
    print(f"{len(judged)} rows judged by eye")
    return faults


def check(setup: Setup) -> list[str]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    patterns = "docx chuong-trinh*.txt ke-hoach*.txt"
    documents = setup.documents(samples=patterns, dev="txt docx doc md", docx="docx")
    drafts = [draft for list_ in corpus.each(lambda path: draft_all(setup, path), documents) for draft in list_]
    by_office = [draft for draft in drafts if draft.document.name in BY_OFFICE and draft.files]
    check_by_office(by_office)
    faults = [fault for draft in drafts for fault in draft.faults]
    faults += reviewed(setup) if setup.corpus.exists() else []
    print(f"{len(documents)} documents, {sum(len(draft.rows) for draft in drafts)} rows")
    faults = corpus.settle("drafts", faults, documents)
    return faults + valid.check([path for draft in by_office for path in draft.files.values()])

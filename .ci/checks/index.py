"""Checks the index of an archive with programs that are not ours: Python's sqlite3 and the program sqlite3.

Indexes the samples and the corpus, checks the database (integrity, foreign keys, full text), counts decisions,
attachments, bases, citations, articles, recipients, signatures and tasks of every file and compares them with the JSON
that `vanban parse` and `vanban tasks` print, looks up every cited number, signatory and leading agency by plain SQL and
by `vanban find`, and indexes again: then nothing may be read. Scans are left to the checks of recognition.
"""

import json
import re
import sqlite3
import tempfile
from pathlib import Path

from . import corpus
from .corpus import Setup

TABLES = ["attachments", "bases", "citations", "articles", "recipients", "signatures", "tasks"]
FILES = "SELECT files.id, folders.path, files.path, code FROM files JOIN folders ON folders.id = files.folder"
CITED = "SELECT max(number), count(*) FROM citations WHERE number LIKE '%/%' GROUP BY number_normal"
# Names that are written alike but for capitals, with how many signatures their words match.
SIGNED = """SELECT name, (SELECT count(*) FROM signatures AS other
        WHERE instr(' ' || other.name_normal || ' ', ' ' || this.name_normal || ' '))
    FROM signatures AS this WHERE name LIKE '% %' GROUP BY name_normal HAVING count(DISTINCT lower(name)) = 1"""
LEADING = "SELECT normal, count(*) FROM task_agencies WHERE role = 'lead' GROUP BY normal"
WORDS = "uy ban nhan dan"
PASSAGES = f"""SELECT count(*) FROM full_text JOIN passages ON passages.id = full_text.rowid
    WHERE full_text MATCH 'folded : "{WORDS}"'"""
PLACES = """SELECT folders.path, files.path, bases.spans, bases.text FROM bases
    JOIN files ON files.id = bases.decision JOIN folders ON folders.id = files.folder"""


def articles(blocks: list[dict]) -> int:
    """Articles, those of quoted wording left out."""
    count = 0
    for block in blocks:
        if block["type"] == "division":
            count += 1 if block["level"] == "dieu" else articles(block.get("body", []))
    return count


def citations(value) -> int:
    """Citations of paragraphs at any depth."""
    if isinstance(value, list):
        return sum(map(citations, value))
    if not isinstance(value, dict):
        return 0
    here = len(value.get("citations", [])) if value.get("type") == "paragraph" else 0
    return here + citations(value.get("body", []))


def expected(document: dict) -> dict[str, int]:
    """How many rows a document has in each table, by its JSON."""
    parts = [document, *document.get("attachments", [])]
    recipients = [recipient for part in parts for recipient in part.get("recipients", [])]
    bases = document.get("bases", [])
    return {
        "attachments": len(document.get("attachments", [])),
        "bases": len(bases),
        "citations": sum(len(basis.get("citations", [])) for basis in bases)
        + sum(citations(part.get("body", [])) for part in parts),
        "articles": sum(articles(part.get("body", [])) for part in parts),
        "recipients": sum(1 + len(recipient.get("items", [])) for recipient in recipients),
        "signatures": sum(len(part.get("signatures", [])) for part in parts)
        + (1 if "signature" in document.get("copy", {}) else 0),
    }


def build(setup: Setup, archive: Path, folders: list[Path]) -> list[str]:
    """Indexes the folders twice."""
    summary = r"archive.*: (\d+) new or changed files read; (\d+) unchanged; (\d+) gone; (\d+) could not be read"
    counts = []
    for _ in range(2):
        done = setup.run("index", *folders, "-o", archive, "--ocr", "never", "--lang", "en")
        said = re.search(summary, done.stderr)
        if not said:
            return [f"index: {done.stderr.strip()}"]
        counts.append([int(count) for count in said.groups()])
    (read, _, _, unread), again = counts
    print(f"read {read}, not read {unread}; again: read {again[0]}, unchanged {again[1]}")
    return [] if read and again == [0, read + unread, 0, 0] else [f"index again: {counts}"]


def integrity(archive: Path, base: sqlite3.Connection) -> list[str]:
    """The database as the program sqlite3 sees it, and its full text as Python's module does."""
    faults = []
    for pragma, good in [("integrity_check", "ok"), ("foreign_key_check", ""), ("user_version", "1")]:
        done = corpus.run("sqlite3", archive, f"PRAGMA {pragma}")
        if done.stdout.strip() != good or done.stderr:
            faults.append(f"{pragma}: {done.stdout}{done.stderr}")
    base.execute("INSERT INTO full_text(full_text) VALUES ('integrity-check')")
    base.rollback()
    return faults


def by_json(setup: Setup, path: Path, scratch: Path) -> tuple[dict | None, int]:
    """The document of a file and how many tasks it has, not by the index."""
    try:
        document = setup.document(path, ocr=False)
    except corpus.Unread:
        return None, 0
    sheet = scratch / f"{path.name}.tasks.json"
    setup.run("tasks", path, "-o", sheet, "--ocr", "never", "--force")
    return document, len(corpus.load(sheet)) if sheet.exists() else 0


def rows(setup: Setup, base: sqlite3.Connection, scratch: Path) -> list[str]:
    """Compares the rows of every file with its JSON."""
    files = [(number, Path(folder, path), code) for number, folder, path, code in base.execute(FILES).fetchall()]
    read = corpus.each(lambda file: by_json(setup, file[1], scratch), files)
    totals, faults = dict.fromkeys(TABLES, 0), []
    for (number, path, code), (document, tasks) in zip(files, read, strict=True):
        if (document is None) != (code is not None):
            faults.append(f"{path.name}: parse and index do not agree on whether it is read ({code})")
        if document is None:
            continue
        wanted = expected(document) | {"tasks": tasks}
        for table in TABLES:
            (count,) = base.execute(f"SELECT count(*) FROM {table} WHERE decision = ?", [number]).fetchone()
            totals[table] += count
            if count != wanted[table]:
                faults.append(f"{path.name}: {count} {table}, not {wanted[table]}")
        header = document.get("header", {})
        named = (header.get("number", {}).get("text"), header.get("date"), document.get("subject"))
        row = base.execute("SELECT number, date, subject FROM decisions WHERE id = ?", [number]).fetchone()
        if row != named:
            faults.append(f"{path.name}: {row}, not {named}")
    print(", ".join(f"{count} {table}" for table, count in totals.items()))
    return faults + [f"no {table}" for table, count in totals.items() if count == 0]


def questions(setup: Setup, archive: Path, base: sqlite3.Connection) -> list[str]:
    """Asks every question by plain SQL and by the program."""

    def ask(*question):
        done = setup.run("find", archive, "--format", "json", *question)
        return len(json.loads(done.stdout)) if done.returncode == 0 else done.stderr

    asked = [("--cites", words, count) for words, count in base.execute(CITED)]
    asked += [("--signed-by", words, count) for words, count in base.execute(SIGNED)]
    asked += [("--tasks-of", words, count) for words, count in base.execute(LEADING)]
    role = {"--tasks-of": ["--role", "lead"]}
    answers = corpus.each(lambda one: ask(one[0], one[1], *role.get(one[0], [])), asked)
    faults = []
    for (option, words, count), answer in zip(asked, answers, strict=True):
        # Names that differ in their diacritics are others; an agency is found by a part of its name, too.
        accepted = {
            "--cites": lambda answer, count: answer == count,
            "--signed-by": lambda answer, count: 0 < answer <= count,
            "--tasks-of": lambda answer, count: answer >= count,
        }[option]
        if not isinstance(answer, int) or not accepted(answer, count):
            faults.append(f"{option} {words}: {answer}, by SQL {count}")
    (count,) = base.execute(PASSAGES).fetchone()
    answer = ask(WORDS, "--most", "1000000")
    if count == 0 or answer != count:
        faults.append(f"{WORDS}: {answer}, by SQL {count}")
    outdated = ask("--out-of-date", "--date", "2026-01-01")
    if not outdated or not isinstance(outdated, int):
        faults.append(f"--out-of-date: {outdated}")
    print(f"{len(asked)} questions asked twice, {outdated} bases out of date")
    return faults


def places(setup: Setup, base: sqlite3.Connection) -> list[str]:
    """Every place of a basis leads to its words."""
    lost = looked_up = 0
    for folder, path, spans, text in base.execute(PLACES):
        source = setup.parsed(Path(folder, path), "text", ocr=False).read_bytes()
        slices = b"".join(source[start:end] for start, end in json.loads(spans)).decode()
        looked_up += 1
        # Repairs change letters, never the first words.
        lost += re.sub(r"\W", "", slices).lower()[:2] != re.sub(r"\W", "", text).lower()[:2]
    print(f"{looked_up} bases looked up by their spans")
    return [f"{lost} of {looked_up} bases are not where their spans say"] if lost or not looked_up else []


def check(setup: Setup) -> list[str]:
    folders = [corpus.ROOT / "samples", setup.corpus / "dev", setup.corpus / "ocr" / "docx"]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        archive = scratch / "archive.db"
        faults = build(setup, archive, list(filter(Path.exists, folders)))
        if not archive.exists():
            return faults
        base = sqlite3.connect(archive)
        faults += integrity(archive, base)
        faults += rows(setup, base, scratch)
        faults += questions(setup, archive, base)
        faults += places(setup, base)
        base.close()
    return faults

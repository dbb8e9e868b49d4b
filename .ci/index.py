#!/usr/bin/env python3
"""Checks the index of an archive with programs that are not ours: Python's sqlite3 and the program sqlite3.

    .ci/index.py [--program target/release/vanban] [--keep FILE.db] FOLDER…

Indexes the folders, checks the database (integrity, foreign keys, full text), counts decisions, attachments, bases,
citations, articles, recipients, signatures and tasks of every file and compares them with the JSON that `vanban parse` and `vanban tasks`
print, looks up every cited number, signatory and leading agency by plain SQL and by `vanban find`, and indexes again:
then nothing may be read. Standard library only.
"""
import argparse
import concurrent.futures
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = ["attachments", "bases", "citations", "articles", "recipients", "signatures", "tasks"]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def articles(blocks):
    """Articles, those of quoted wording left out."""
    found = 0
    for block in blocks:
        if block["type"] == "division":
            found += 1 if block["level"] == "dieu" else articles(block.get("body", []))
    return found


def citations(value):
    """Citations of paragraphs at any depth."""
    if isinstance(value, list):
        return sum(map(citations, value))
    if not isinstance(value, dict):
        return 0
    own = len(value.get("citations", [])) if value.get("type") == "paragraph" else 0
    return own + citations(value.get("body", []))


def expected(document):
    """How many rows a document has in each table, by its JSON."""
    parts = [document] + document.get("attachments", [])
    recipients = [own for part in parts for own in part.get("recipients", [])]
    return {
        "attachments": len(document.get("attachments", [])),
        "bases": len(document.get("bases", [])),
        "citations": sum(len(basis.get("citations", [])) for basis in document.get("bases", []))
        + sum(citations(part.get("body", [])) for part in parts),
        "articles": sum(articles(part.get("body", [])) for part in parts),
        "recipients": sum(1 + len(own.get("items", [])) for own in recipients),
        "signatures": sum(len(part.get("signatures", [])) for part in parts)
        + (1 if "signature" in document.get("copy", {}) else 0),
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default=HERE.parent / "target" / "release" / "vanban")
    arguments.add_argument("--keep", type=Path, metavar="FILE.db")
    arguments.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    arguments = arguments.parse_args()
    program = arguments.program
    with tempfile.TemporaryDirectory() as folder:
        archive = arguments.keep or Path(folder) / "archive.db"
        faults = check(program, archive, arguments.folders, Path(folder))
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


def check(program, archive, folders, scratch):
    # Scans are left to the tests of recognition: they take minutes, and not the index's.
    archive.unlink(missing_ok=True)
    index = [program, "index", *folders, "-o", archive, "--ocr", "never", "--lang", "en"]
    first, again = run(*index), run(*index)
    faults = []
    summary = r"archive.*: (\d+) new or changed files read; (\d+) unchanged; (\d+) gone; (\d+) could not be read"
    counts = [list(map(int, re.search(summary, said.stderr.splitlines()[-1]).groups())) for said in (first, again)]
    print(f"read {counts[0][0]}, not read {counts[0][3]}; again: read {counts[1][0]}, unchanged {counts[1][1]}")
    if counts[0][0] == 0 or counts[1] != [0, counts[0][0] + counts[0][3], 0, 0]:
        faults.append(f"index again: {counts}")

    # The program sqlite3, and Python's module.
    for pragma, good in [("integrity_check", "ok"), ("foreign_key_check", ""), ("user_version", "1")]:
        said = run("sqlite3", archive, f"PRAGMA {pragma}")
        if said.stdout.strip() != good or said.stderr:
            faults.append(f"{pragma}: {said.stdout}{said.stderr}")
    base = sqlite3.connect(archive)
    base.execute("INSERT INTO full_text(full_text) VALUES ('integrity-check')")
    base.rollback()
    rows = base.execute(
        "SELECT files.id, folders.path, files.path, code FROM files JOIN folders ON folders.id = files.folder"
    ).fetchall()

    def parse(row):
        path = Path(row[1]) / row[2]
        name = scratch / f"{row[0]}.json"
        parsed = run(program, "parse", path, "-o", name, "--ocr", "never")
        document = json.loads(name.read_text(encoding="utf-8"))["document"] if parsed.returncode == 0 else None
        sheet = scratch / f"{row[0]}.tasks.json"
        run(program, "tasks", path, "-o", sheet, "--ocr", "never")
        tasks = len(json.loads(sheet.read_text(encoding="utf-8"))) if sheet.exists() else 0
        return row, document, tasks

    totals = dict.fromkeys(TABLES, 0)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (number, _, path, code), document, tasks in pool.map(parse, rows):
            if (document is None) != (code is not None):
                faults.append(f"{path}: parse and index do not agree on whether it is read ({code})")
            if document is None:
                continue
            wanted = expected(document) | {"tasks": tasks}
            for table in TABLES:
                (found,) = base.execute(f"SELECT count(*) FROM {table} WHERE decision = ?", [number]).fetchone()
                totals[table] += found
                if found != wanted[table]:
                    faults.append(f"{path}: {found} {table}, not {wanted[table]}")
            header = document.get("header", {})
            wanted = (header.get("number", {}).get("text"), header.get("date"), document.get("subject"))
            found = base.execute("SELECT number, date, subject FROM decisions WHERE id = ?", [number]).fetchone()
            if found != wanted:
                faults.append(f"{path}: {found}, not {wanted}")
    print(", ".join(f"{count} {table}" for table, count in totals.items()))
    faults += [f"no {table}" for table, count in totals.items() if count == 0]

    # Every question, by plain SQL and by the program.
    def ask(*question):
        said = run(program, "find", archive, "--format", "json", *question)
        return len(json.loads(said.stdout)) if said.returncode == 0 else said.stderr

    asked = 0
    for query, option in [
        ("SELECT max(number), count(*) FROM citations WHERE number LIKE '%/%' GROUP BY number_normal", "--cites"),
        (
            "SELECT name, (SELECT count(*) FROM signatures AS other WHERE instr(' ' || other.name_normal || ' ', ' ' || own.name_normal || ' '))"
            " FROM signatures AS own WHERE name LIKE '% %' GROUP BY name_normal HAVING count(DISTINCT lower(name)) = 1",
            "--signed-by",
        ),
    ]:
        for words, count in base.execute(query).fetchall():
            asked += 1
            found = ask(option, words)
            # Names that differ in their diacritics are others.
            if found != count and not (option == "--signed-by" and isinstance(found, int) and 0 < found <= count):
                faults.append(f"{option} {words}: {found}, by SQL {count}")
    for words, count in base.execute(
        "SELECT normal, count(*) FROM task_agencies WHERE role = 'lead' GROUP BY normal"
    ).fetchall():
        asked += 1
        found = ask("--tasks-of", words, "--role", "lead")
        if not isinstance(found, int) or found < count:
            faults.append(f"--tasks-of {words}: {found}, by SQL {count}")
    query = """SELECT count(*) FROM full_text JOIN passages ON passages.id = full_text.rowid WHERE full_text MATCH 'folded : "uy ban nhan dan"'"""
    (count,) = base.execute(query).fetchone()
    if count == 0 or ask("uy ban nhan dan", "--most", "1000000") != count:
        faults.append(f"uy ban nhan dan: {ask('uy ban nhan dan', '--most', '1000000')}, by SQL {count}")
    outdated = ask("--out-of-date", "--date", "2026-01-01")
    if not outdated or not isinstance(outdated, int):
        faults.append(f"--out-of-date: {outdated}")
    print(f"{asked} questions asked twice, {outdated} bases out of date")

    # Every place leads to its words.
    texts = {}
    lost = 0
    checked = 0
    for number, folder, path, spans, text in base.execute(
        "SELECT files.id, folders.path, files.path, bases.spans, bases.text FROM bases JOIN files ON files.id = bases.decision"
        " JOIN folders ON folders.id = files.folder"
    ):
        if number not in texts:
            texts[number] = run(program, "parse", Path(folder) / path, "--format", "text", "--ocr", "never").stdout.encode()
        slices = b"".join(texts[number][start:end] for start, end in json.loads(spans)).decode()
        checked += 1
        # Repairs change letters, never the first words.
        lost += re.sub(r"\W", "", slices).lower()[:2] != re.sub(r"\W", "", text).lower()[:2]
    print(f"{checked} bases looked up by their spans")
    if lost or not checked:
        faults.append(f"{lost} of {checked} bases are not where their spans say")
    return faults


if __name__ == "__main__":
    main()

"""Checks the program by the measuring corpus and by programs and libraries of others.

Each check ends with status 1 where it finds a fault. `read` parses every document of the corpus, so that the checks
after it need not; `all` does that first and then runs every check, two at a time. The tools are installed by
.ci/install, into target/python.
"""

import argparse
import importlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from checks import corpus  # noqa: E402

# The longest first, so that the last two end together.
CHECKS = {
    "score": "levels of every document, field by field, and the invariants of a parse",
    "drafts": "drafts of next year's documents",
    "rendered": "Word files that are written: findings, pages, validity",
    "exchange": "exchange formats, by tools of others: validity, no word lost",
    "spark": "Spark on two cores beside one machine",
    "grades": "how often each grade is right",
    "alike": "the same documents in other clothes",
    "index": "the index of an archive beside sqlite3",
    "parquet": "results as Parquet beside results as lines, by pyarrow and pandas",
    "stable": "documents written as Word files and read back",
    "encodings": "letters of TCVN3 and VNI",
    "mutated": "documents that were damaged by chance",
    "words": "words of Word files beside python-docx",
    "review": "findings that were judged by eye",
}
# These compare with truths or judgements of the corpus; the others have the samples, too.
OF_CORPUS = {"score", "grades", "alike", "encodings", "review"}
UPDATED = {"score", "grades", "alike"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".ci/checks", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--program", type=Path, default=corpus.TARGET / "release" / "vanban", metavar="FILE")
    common.add_argument("--shared", type=Path, default=corpus.ROOT.parent / "shared", metavar="FOLDER")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, title in CHECKS.items():
        command = commands.add_parser(name, help=title, parents=[common])
        if name in UPDATED:
            command.add_argument("--update", action="store_true", help="write the figures of this run")
        if name == "score":
            command.add_argument("--only", nargs="+", default=[], metavar="SET", help="leave out the other sets")
    commands.add_parser("valid", help="validity of Word files").add_argument("files", nargs="+", type=Path)
    commands.add_parser("read", help="parse every document of the corpus", parents=[common])
    every = commands.add_parser("all", help="every check, two at a time", parents=[common])
    every.add_argument("--seconds", type=Path, metavar="FILE", help="append how long each check took")
    return parser.parse_args()


def read(setup: corpus.Setup) -> list[str]:
    from checks import score

    documents = [path for one in score.sets(setup) for path in one.documents]

    def parse(path: Path) -> list[str]:
        try:
            setup.parsed(path)
            setup.parsed(path, "text")
        except corpus.Unread as why:
            return [f"{path}: {why}"]
        return []

    # What takes longest first.
    documents.sort(key=lambda path: (not path.name.startswith(("ps", "pl")), -path.stat().st_size))
    faults = [fault for list_ in corpus.each(parse, documents) for fault in list_]
    print(f"{len(documents)} documents")
    return faults


def run_all(given: argparse.Namespace) -> list[str]:
    def one(name: str) -> tuple[float, subprocess.CompletedProcess]:
        begun = time.monotonic()
        options = ["--program", given.program, "--shared", given.shared]
        done = corpus.run(sys.executable, Path(__file__).parent, name, *options)
        return time.monotonic() - begun, done

    has_corpus = (given.shared / "corpus").exists()
    if not has_corpus and os.environ.get("CI") == "true":
        return [f"{given.shared}/corpus is missing, and here it must not be"]
    names = [name for name in CHECKS if has_corpus or name not in OF_CORPUS]
    faults = []
    with ThreadPoolExecutor(2) as pool:
        # Alone: nothing is parsed twice.
        first = [("read", one("read"))] if has_corpus else []
        for name, (seconds, done) in [*first, *zip(names, pool.map(one, names), strict=True)]:
            title = CHECKS.get(name, "every document of the corpus")
            print(f"\n-- {name}: {title} ({seconds:.0f} s)\n{done.stdout}{done.stderr}", end="", flush=True)
            if given.seconds:
                with given.seconds.open("a", encoding="utf-8") as file:
                    file.write(f"{seconds:.0f}\tchecks: {name}\n")
            faults += [name] if done.returncode else []
    if not has_corpus:
        print(f"\nNOT CHECKED: {given.shared}/corpus is missing: {', '.join(sorted(OF_CORPUS))}")
    return [f"faults: {' '.join(faults)}"] if faults else []


def faults_of(given: argparse.Namespace) -> list[str]:
    if given.command == "all":
        return run_all(given)
    if given.command == "valid":
        return importlib.import_module("checks.valid").check(given.files)
    setup = corpus.Setup.of(given.program, given.shared)
    if given.command == "read":
        return read(setup)
    module = importlib.import_module(f"checks.{given.command}")
    options = {key: value for key, value in vars(given).items() if key in ("update", "only")}
    try:
        return module.check(setup, **options)
    except corpus.Unread as why:
        return [str(why)]


if __name__ == "__main__":
    FAULTS = faults_of(arguments())
    for fault in FAULTS:
        print(fault)
    sys.exit(bool(FAULTS))

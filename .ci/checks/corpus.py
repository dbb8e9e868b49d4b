"""What the checks share: the program, the documents, the loop over them, results that are parsed once, the exceptions
that are known.

What a check asks of a document is left to its module.
"""

import dataclasses
import hashlib
import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "target"
KNOWN: dict = json.loads((ROOT / ".ci" / "exceptions.json").read_text(encoding="utf-8"))
# What is recognised where it has no text.
PICTURES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
# Documents that are looked at side by side.
WORKERS = 2
# Programs of which results are kept.
KEPT_PROGRAMS = 3


class Unread(Exception):
    """The program does not read a document: what it says of it."""


@dataclasses.dataclass(frozen=True)
class Setup:
    """What is checked, and with what."""

    program: Path
    # The folder of score.py, invariants.py, alike.py and corpus/.
    shared: Path
    # What this program gave for documents before.
    results: Path

    @staticmethod
    def of(program: Path, shared: Path) -> "Setup":
        if not program.exists():
            raise SystemExit(f"{program} is missing: cargo build --release --all-features first")
        state = program.stat()
        results = TARGET / "results" / f"{state.st_mtime_ns:x}-{state.st_size:x}"
        results.mkdir(parents=True, exist_ok=True)
        os.utime(results)
        for old in sorted(results.parent.iterdir(), key=lambda folder: folder.stat().st_mtime)[:-KEPT_PROGRAMS]:
            shutil.rmtree(old, ignore_errors=True)
        return Setup(program.resolve(), shared.resolve(), results)

    @property
    def corpus(self) -> Path:
        return self.shared / "corpus"

    def run(self, *arguments) -> subprocess.CompletedProcess:
        """Runs the program."""
        return run(self.program, *arguments)

    def parsed(self, document: Path, form: str = "json", ocr: bool = True) -> Path:
        """The file with what `parse` gives for a document, JSON with the provenance of every value: parsed by the first
        check that asks. Without `ocr` a page without text is not recognised.

        # Errors: Unread
        """
        state = document.stat()
        options = []
        if document.suffix in PICTURES:
            options = ["--keep-ocr", TARGET / "ocr"] if ocr else ["--ocr", "never"]
        identity = [document.resolve(), state.st_mtime_ns, state.st_size, *options]
        mark = hashlib.sha256("\n".join(map(str, identity)).encode()).hexdigest()[:12]
        result = self.results / f"{document.stem}-{mark}.{form}"
        if not result.exists():
            part = result.with_suffix(f".{os.getpid()}.part")
            done = self.run("parse", document, "-o", part, "--format", form, "--provenance", "all", "--force", *options)
            if done.returncode:
                raise Unread(done.stderr.strip())
            part.rename(result)
        return result

    def document(self, path: Path, ocr: bool = True) -> dict:
        """The document that `parse` reads in a file.

        # Errors: Unread
        """
        return load(self.parsed(path, ocr=ocr))["document"]

    def documents(self, samples: str = "", data: str = "", dev: str = "", docx: str = "") -> list[Path]:
        """Documents by the endings or patterns of their names, apart by blanks: the samples, the data of the tests, and
        of the corpus the real documents (`dev`) and the made ones as Word files (`docx`)."""
        folders = [
            (ROOT / "samples", samples),
            (ROOT / "tests" / "data", data),
            (self.corpus / "dev", dev),
            (self.corpus / "ocr" / "docx", docx),
        ]
        return [
            path
            for folder, patterns in folders
            for pattern in patterns.split()
            for path in sorted(folder.glob(pattern if "*" in pattern else f"*.{pattern}"))
        ]


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def load(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def each(work, items) -> list:
    """What `work` gives for each item, in their order; some are worked on side by side."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, items))


def settle(check: str, faults: list[str], documents: list[Path]) -> list[str]:
    """The faults that count: those of documents that .ci/exceptions.json does not name under this check, and of those
    that it names, each of `documents` that has no fault. A fault begins with the name of its document."""
    known = set(KNOWN[check]) & {path.name for path in documents}
    faulty = [(re.split(r": | → ", fault)[0], fault) for fault in faults]
    healed = sorted(known - {name for name, _ in faulty})
    return [fault for name, fault in faulty if name not in known] + [
        f"{name}: has no fault now; take it out of {check!r} in .ci/exceptions.json" for name in healed
    ]

"""Damages documents of every format by chance and reads them: no fault of the program, no hang, valid JSON that keeps
the invariants, and a diagnostic where the damage is seen in what was read, or by the checksum of a part of a package.

The damage is the same in every run. Pages are not recognised, but for a few.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

from . import corpus

# Documents, and how often each is damaged.
DOCUMENTS = 12
TIMES = 200
# So many Word files are made OpenDocument files as well.
CONVERTED = 2
# So many are recognised as well, of each picture and of one PDF.
RECOGNISED = 5
# Nothing is begun after so many seconds; one document may take so many, one that is recognised so many.
SECONDS = 180
MOST = 90
MOST_RECOGNISED = 300
# Larger files take all the time that there is.
BYTES = 300_000
DAMAGED = {"text-damaged", "text-control"}
# Formats that are packages.
PACKAGES = {".docx", ".odt"}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes that were changed, cut out, doubled, moved or cut off."""
    file = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(file) + 1)
        length = min(chance.choice((1, 1, 4, 64, 1024)), len(file) - at)
        match chance.randrange(7):
            case 0:
                file[at : at + length] = chance.randbytes(length)
            case 1:
                del file[at : at + length]
            case 2:
                file[at:at] = file[at : at + length]
            case 3:
                file[at : at + length] = bytes(length)
            case 4:
                other = chance.randrange(len(file) + 1)
                file[other:other] = file[at : at + length]
            case 5:
                file[at:at] = chance.choice(("\ufffd", "\u200b", "\x01", "\x00", "\u202e", "<", "{{")).encode()
            case _ if chance.random() < 0.2:
                del file[at:]
    return bytes(file)


def inner(path: Path, data: bytes, chance: random.Random) -> bytes:
    """The same of a part of a package, packed again with its right checksum."""
    if not zipfile.is_zipfile(path) or chance.random() < 0.5:
        return damaged(data, chance)
    with tempfile.TemporaryFile() as made, zipfile.ZipFile(path) as package:
        names = package.namelist()
        chosen = next((name for name in names if name.endswith(("document.xml", "content.xml"))), names[0])
        if chance.random() < 0.3:
            chosen = chance.choice(names)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
            for name in names:
                part = package.read(name)
                other.writestr(name, damaged(part, chance) if name == chosen else part)
        made.seek(0)
        return made.read()


def size(path: Path) -> int:
    return path.stat().st_size


def documents(setup: corpus.Setup) -> list[Path]:
    """As many formats as there are, then as many documents."""
    by_format: dict[str, list[Path]] = {}
    for path in setup.documents(samples="*.*", dev="*.*", docx="docx"):
        if path.is_file() and path.suffix not in {".yaml", ".json"} and 0 < size(path) < BYTES:
            by_format.setdefault(path.suffix, []).append(path)
    chosen = []
    while len(chosen) < DOCUMENTS and any(by_format.values()):
        chosen += [paths.pop() for _, paths in sorted(by_format.items()) if paths]
    return chosen[:DOCUMENTS]


def pictures(setup: corpus.Setup, folder: Path) -> list[Path]:
    """Pictures of the first page of the smallest PDF among the samples, in the formats that poppler draws."""
    pages = sorted(setup.documents(samples="pdf"), key=size)[:1]
    for page in pages:
        for form in ("png", "jpeg", "tiff"):
            corpus.run("pdftoppm", "-r", 100, "-singlefile", f"-{form}", page, folder / f"{page.stem}-{form}")
    return sorted(path for path in folder.iterdir() if path.suffix in corpus.PICTURES)


def converted(setup: corpus.Setup, folder: Path) -> list[Path]:
    """OpenDocument files that LibreOffice makes of Word files."""
    words = [path for path in setup.documents(docx="docx") if size(path) < BYTES][:CONVERTED]
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    corpus.run(*office, "--convert-to", "odt", "--outdir", folder, *words)
    return sorted(folder.glob("*.odt"))


def fails_a_checksum(file: Path) -> bool:
    """True where the checksum of a part of a package is another one than that of its bytes, or it does not unpack."""
    if file.suffix not in PACKAGES:
        return False
    try:
        with zipfile.ZipFile(file) as package:
            for part in package.infolist():
                package.read(part)
    except (zlib.error, EOFError):
        return True
    except zipfile.BadZipFile as why:
        return "CRC" in str(why)
    # What this reader does not know of, it has no judgement of.
    except (NotImplementedError, RuntimeError, ValueError, OSError):
        return False
    return False


def fault(setup: corpus.Setup, file: Path, options: list[str]) -> str | None:
    """What is wrong with what the program does with a file; `None` where nothing is."""
    parsed, text = file.parent / "parsed.json", file.parent / "parsed.txt"
    try:
        done = parse(setup, file, parsed, "json", options)
        if done.returncode == 0:
            parse(setup, file, text, "text", options)
    except subprocess.TimeoutExpired as late:
        return f"took more than {late.timeout:.0f} seconds"
    said = done.stderr.decode(errors="replace")
    if done.returncode not in (0, 1) or "panicked" in said or "lỗi của chính nó" in said:
        return f"status {done.returncode}: {said.strip()[:200]}"
    if done.returncode == 1:
        return None if said.strip() else "refused without a word"
    try:
        output = corpus.load(parsed)
    except ValueError as why:
        return f"no JSON: {why}"
    codes = {own["code"] for own in output.get("diagnostics", [])}
    if "package-damaged" not in codes and fails_a_checksum(file):
        return "the checksum of a part fails, and nothing is said"
    values = json.dumps(output["document"], ensure_ascii=False)
    unseen = [sign for sign in ("\ufffd", "\\u0000", "\\u0001") if sign in values]
    if unseen and not codes & DAMAGED:
        return f"{unseen} in a value and no diagnostic"
    invariants = setup.shared / "invariants.py"
    if not invariants.exists():
        return None
    checked = corpus.run(sys.executable, invariants, text, parsed)
    return checked.stdout.strip()[:400] if checked.returncode else None


def parse(setup: corpus.Setup, file: Path, output: Path, form: str, options: list[str]) -> subprocess.CompletedProcess:
    command = [setup.program, "parse", file, "-o", output, "--format", form, "--provenance", "all", *options]
    return subprocess.run(command, capture_output=True, timeout=MOST if "never" in options else MOST_RECOGNISED)


def kept(file: Path, name: str, why: str) -> str:
    folder = corpus.TARGET / "mutated"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(file.read_bytes())
    return f"{name}: {why}"


def check(setup: corpus.Setup) -> list[str]:
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as drawn:
        odt = converted(setup, Path(made))
        shown = pictures(setup, Path(drawn))
        if len(odt) < CONVERTED or not shown:
            return [f"made for damage: {len(odt)} OpenDocument files of {CONVERTED}, {len(shown)} pictures"]
        return damage(setup, documents(setup) + odt, shown)


def damage(setup: corpus.Setup, chosen: list[Path], shown: list[Path]) -> list[str]:
    """Damages documents and pictures, and reads them."""
    begun = time.monotonic()
    small = sorted((path for path in chosen if path.suffix in corpus.PICTURES), key=size)[:1]
    recognised = [(path, turn) for path in small + shown for turn in range(RECOGNISED)]
    # Where it is not recognised, a picture is refused before it is looked at.
    work = recognised + [(path, turn) for turn in range(TIMES) for path in chosen if (path, turn) not in recognised]

    def one(item: tuple[Path, int]) -> tuple[int, str | None]:
        path, turn = item
        if time.monotonic() - begun > SECONDS:
            return 0, None
        chance = random.Random(f"{path.name} {turn}")
        name = f"{path.stem}-{turn}{path.suffix}"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(inner(path, path.read_bytes(), chance))
            options = ["--keep-ocr", Path(folder) / "ocr"] if item in recognised else ["--ocr", "never"]
            wrong = fault(setup, file, options)
            return 1, wrong and kept(file, name, wrong)

    results = corpus.each(one, work)
    done = sum(count for count, _ in results)
    taken = {path for path, _ in work}
    formats = " ".join(sorted({path.suffix for path in taken}))
    print(f"{done} of {len(work)} damaged files of {len(taken)} documents ({formats}) in {SECONDS} s at most")
    return [wrong for _, wrong in results if wrong]

"""Measures how many letters with diacritics are right in files in TCVN3 and VNI, beside their text in Unicode.

Layout differs, and capital fonts are in lower case in the Unicode texts: words are compared in lower case, aligned in
order. Right are the letters of words that are the same; of words that differ, those at the same place. What only the
program's text has (headers, page numbers) does not count. Impossible Vietnamese syllables of the reference, as "hoẵc",
are mistakes of the reference and do not count either. Each file is held to the invariants, too.
"""

import re
import sys
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from . import corpus
from .corpus import Setup

# The least share of letters that is right.
LEAST = 0.995
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())


def marked(word: str) -> int:
    return sum(not c.isascii() for c in word)


def is_possible(word: str) -> bool:
    """A syllable that ends in a stop has the tone sắc or nặng."""
    tones = TONES & set(unicodedata.normalize("NFD", word))
    return not (re.search(r"(c|ch|p|t)$", word) and tones and not tones & {"\u0301", "\u0323"})


def compare(want: list[str], got: list[str]) -> tuple[int, int, list[str]]:
    """Letters with diacritics in the reference, how many of them are right, and words that are not."""
    total = right = 0
    wrong = []
    for kind, a, b, c, d in SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
        here = [word for word in want[a:b] if kind == "equal" or is_possible(word)]
        total += sum(map(marked, here))
        if kind == "equal":
            right += sum(map(marked, here))
            continue
        have = "".join(got[c:d])
        for block in SequenceMatcher(None, "".join(here), have, autojunk=False).get_matching_blocks():
            right += marked(have[block.b : block.b + block.size])
        wrong += [f"{' '.join(here)} | {' '.join(got[c:d])}"] if any(map(marked, here)) else []
    return total, right, wrong


def measure(setup: Setup, name: str, reference: Path, file: Path) -> list[str]:
    try:
        text, parsed = setup.parsed(file, "text"), setup.parsed(file)
    except corpus.Unread as why:
        return [f"{name}: {why}"]
    total, right, wrong = compare(words(reference.read_text("utf-8")), words(text.read_text("utf-8")))
    share = right / max(1, total)
    lines = [f"{name}: {right} of {total} letters with diacritics right, {share:.4f}"]
    print("\n    ".join(lines + wrong[:5]))
    faults = [f"{name}: {share:.4f} is below {LEAST}"] if share < LEAST else []
    checked = corpus.run(sys.executable, setup.shared / "invariants.py", text, parsed)
    return faults + ([f"{name}: {checked.stdout.strip()} {checked.stderr.strip()}"] if checked.returncode else [])


def check(setup: Setup) -> list[str]:
    faults, measured = [], 0
    for reference in sorted((setup.corpus / "encodings").glob("*.unicode.txt")):
        name = reference.name.removesuffix(".unicode.txt")
        places = [setup.corpus / folder / f"{name}{end}" for folder in ["encodings", "dev"] for end in [".doc", ".rtf"]]
        file = next(filter(Path.exists, places), None)
        if not file:
            print(f"{name}: not read yet")
            continue
        faults += measure(setup, name, reference, file)
        measured += 1
    print(f"{measured} files")
    return faults + ([] if measured else ["nothing was measured"])

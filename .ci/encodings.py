#!/usr/bin/env python3
"""Measures how many letters with diacritics are right in files in TCVN3 and VNI, beside their text in Unicode.

    .ci/encodings.py [--program target/release/vanban] [--corpus ../shared/corpus] [--least 0.995]

Layout differs, and capital fonts are in lower case in the Unicode texts: words are compared in lower case, aligned in
order. Right are the letters of words that are the same; of words that differ, those at the same place. What only the
program's text has (headers, page numbers) does not count. Impossible Vietnamese syllables of the reference, as "hoẵc",
are mistakes of its own and do not count either. Each file is held to the invariants, too. Standard library only.
"""
import argparse
import re
import subprocess
import sys
import tempfile
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def words(text):
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())


def marked(word):
    return sum(not c.isascii() for c in word)


def is_possible(word):
    """A syllable that ends in a stop has the tone sắc or nặng."""
    tones = TONES & set(unicodedata.normalize("NFD", word))
    return not (re.search(r"(c|ch|p|t)$", word) and tones and not tones & {"\u0301", "\u0323"})


def compare(want, got):
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
            right += marked(have[block.b:block.b + block.size])
        wrong += [f"{' '.join(here)} | {' '.join(got[c:d])}"] if here and any(map(marked, here)) else []
    return total, right, wrong


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", default=ROOT / "target" / "release" / "vanban")
    arguments.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    arguments.add_argument("--least", type=float, default=0.995)
    arguments = arguments.parse_args()
    faults, measured = [], 0
    for reference in sorted((arguments.corpus / "encodings").glob("*.unicode.txt")):
        name = reference.name.removesuffix(".unicode.txt")
        places = [arguments.corpus / folder / f"{name}{ending}" for folder in ["encodings", "dev"] for ending in [".doc", ".rtf"]]
        file = next((place for place in places if place.exists()), None)
        if not file:
            print(f"{name}: not read yet")
            continue
        text = run(arguments.program, "parse", file, "--format", "text")
        if text.returncode:
            faults.append(f"{name}: {text.stderr.strip()}")
            continue
        total, right, wrong = compare(words(reference.read_text(encoding="utf-8")), words(text.stdout))
        share = right / max(1, total)
        measured += 1
        print(f"{name}: {right} of {total} letters with diacritics right, {share:.4f}" + "".join(f"\n    {own}" for own in wrong[:5]))
        if share < arguments.least:
            faults.append(f"{name}: {share:.4f} is below {arguments.least}")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "text").write_text(text.stdout, encoding="utf-8")
            json = run(arguments.program, "parse", file, "--format", "json", "--provenance", "all").stdout
            (Path(folder) / "json").write_text(json, encoding="utf-8")
            checked = run(sys.executable, arguments.corpus.parent / "invariants.py", Path(folder) / "text", Path(folder) / "json")
            if checked.returncode:
                faults.append(f"{name}: {checked.stdout.strip()}")
    if not measured:
        faults.append("nothing was measured")
    print("\n".join(faults + [f"{measured} files, {len(faults)} faults"]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

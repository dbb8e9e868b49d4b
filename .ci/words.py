#!/usr/bin/env python3
"""Counts the words that python-docx finds in Word files against those in our text of the same files.

    .ci/words.py FILE.docx… [--program target/release/vanban] [--least 0.999]

A file in which fewer are found ends the run with status 1, and what is missing is named. A drawing's text box stands
in a file twice, for old and for new programs: the copy for old ones (mc:Fallback) is not counted. Needs python-docx.
"""
import argparse
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import docx
from docx.oxml.ns import qn

ROOT = Path(__file__).resolve().parent.parent
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SHOWN = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n"}


def words(text):
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text)))


def inside(element, ancestor, name):
    """True where an element of a name stands between an element and its ancestor."""
    while (element := element.getparent()) is not None and element is not ancestor:
        if element.tag == name:
            return True
    return False


def text(path):
    body = docx.Document(str(path)).element.body
    lines = []
    for paragraph in body.iter(qn("w:p")):
        if inside(paragraph, body, FALLBACK):
            continue
        # A text box's paragraphs are paragraphs of their own, inside the one that holds the drawing.
        own = [part for part in paragraph.iter(*SHOWN) if not inside(part, paragraph, qn("w:p"))]
        lines.append("".join(SHOWN[part.tag] or part.text or "" for part in own))
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--program", default=ROOT / "target" / "release" / "vanban")
    arguments.add_argument("--least", type=float, default=0.999)
    arguments = arguments.parse_args()
    low = 0
    for path in arguments.files:
        read = subprocess.run([str(arguments.program), "parse", str(path), "--format", "text"], capture_output=True, text=True, check=True)
        wanted, found = words(text(path)), words(read.stdout)
        share = sum((wanted & found).values()) / max(1, sum(wanted.values()))
        missing = dict((wanted - found).most_common(8))
        print(f"{path.stem}: {share:.4f}{f' missing: {missing}' if missing else ''}")
        low += share < arguments.least
    print(f"{len(arguments.files)} files, {low} below {arguments.least}")
    sys.exit(bool(low))


if __name__ == "__main__":
    main()

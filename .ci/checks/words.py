"""Counts the words that python-docx finds in Word files against those in our text of the same files: none may be
missing.

A drawing's text box stands in a file twice, for old and for new programs: the copy for old ones (mc:Fallback) is not
counted.
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import docx
from docx.oxml.ns import qn

from . import corpus
from .corpus import Setup

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SHOWN = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n"}


def words(text: str) -> Counter:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text)))


def inside(element, ancestor, name: str) -> bool:
    """True where an element of a name stands between an element and its ancestor."""
    while (element := element.getparent()) is not None and element is not ancestor:
        if element.tag == name:
            return True
    return False


def text_by_python_docx(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    lines = []
    for paragraph in body.iter(qn("w:p")):
        if inside(paragraph, body, FALLBACK):
            continue
        # A text box's paragraphs are paragraphs themselves, inside the one that holds the drawing.
        parts = [part for part in paragraph.iter(*SHOWN) if not inside(part, paragraph, qn("w:p"))]
        lines.append("".join(SHOWN[part.tag] or part.text or "" for part in parts))
    return "\n".join(lines)


def check(setup: Setup) -> list[str]:
    files = setup.documents(samples="docx", dev="docx", docx="docx")
    texts = corpus.each(lambda path: setup.parsed(path, "text").read_text("utf-8"), files)
    wanted = [words(text_by_python_docx(path)) for path in files]
    missing = [wanted - words(text) for wanted, text in zip(wanted, texts, strict=True)]
    print(f"{len(files)} files, {sum(map(Counter.total, wanted))} words")
    return [
        f"{path.name}: missing: {dict(lost.most_common(8))}" for path, lost in zip(files, missing, strict=True) if lost
    ]

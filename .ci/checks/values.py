"""The words of a document's values, and the words of what was written of it, to find whether any was lost."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import lxml.etree
import lxml.html
import markdown_it

# Elements within a line: no word ends at their tags.
INLINE = {
    *("ref", "docAuthority", "docNumber", "docDate", "docStage", "docStatus", "docType", "docTitle", "location"),
    *("inline", "person", "role", "signature", "b", "i", "em", "strong", "span", "a", "code", "s"),
}
# Keys whose strings are words of the source; all others are derived.
OWNERS = {
    *("name", "parent_agency", "agency", "place", "text", "subject", "authority", "enacting_formula", "label"),
    *("heading", "caption", "unit", "title", "note", "filing", "drafter_mark", "of", "position", "other_position"),
    *("mark", "rank", "role", "signed_at"),
}
DERIVED = {"citations", "effects", "issued_with", "path", "kind"}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def values(node, pointer: str = "") -> Iterator[tuple[str, str]]:
    """The values that are words of the source, each with its pointer."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            here = f"{pointer}/{index}"
            if not isinstance(item, str):
                yield from values(item, here)
            elif re.search(r"/(addressees|items)/\d+$", here):
                yield here, item
        return
    for key, value in node.items():
        here = f"{pointer}/{key}"
        if key in DERIVED:
            continue
        if isinstance(value, str):
            column_role = key == "role" and "/columns/" in here
            received = re.fullmatch(r"/(received|copy)/number", here)
            if (key in OWNERS and not column_role) or received:
                yield here, value
        elif isinstance(value, (dict, list)):
            yield from values(value, here)


def headers(node) -> Iterator[str]:
    """The header cells above the names of columns, each once."""
    if isinstance(node, list):
        for item in node:
            yield from headers(item)
    elif isinstance(node, dict):
        before: list[str] = []
        for column in node.get("columns", []):
            path = column.get("path", [])
            for level in range(len(path) - 1):
                if path[: level + 1] != before[: level + 1]:
                    yield path[level]
            before = path
        for value in node.values():
            yield from headers(value)


def text_of(element, out: list[str]):
    """All text below an element, blanks around what is no part of a line."""
    if not isinstance(element.tag, str):
        if element.tail:
            out.append(element.tail)
        return
    name = element.tag.split("}")[-1]
    if name in ("meta", "style", "head", "script", "title"):
        out.append(" " + (element.tail or ""))
        return
    around = "" if name in INLINE else " "
    out.append(around + (element.get("marker") or "") + around + (element.text or ""))
    for child in element:
        text_of(child, out)
    out.append(around + (element.tail or ""))


def words_of(path: Path, form: str) -> list[str]:
    """The words of a file in Akoma Ntoso, HTML or Markdown."""
    if form == "akn":
        root = lxml.etree.parse(str(path)).getroot()
    elif form == "html":
        root = lxml.html.document_fromstring(path.read_bytes().decode())
    else:
        reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        root = lxml.html.document_fromstring(
            f"<html><body>{reader.render(path.read_text(encoding='utf-8'))}</body></html>"
        )
    out: list[str] = []
    text_of(root, out)
    return words("".join(out))


def missing(document: dict, present: list[str]) -> tuple[list[str], int]:
    """What of the document is not among the words that are present, and how many words were looked for."""
    line = " " + " ".join(present) + " "
    wanted: Counter[str] = Counter()
    faults = []
    for pointer, value in values(document):
        sought = words(value)
        wanted.update(sought)
        if sought and " " + " ".join(sought) + " " not in line:
            faults.append(f"{pointer}: {value[:80]!r} is not there")
    for value in headers(document):
        wanted.update(words(value))
    fewer = wanted - Counter(present)
    if fewer:
        faults.append(f"words that are there too few times: {dict(list(fewer.items())[:10])}")
    return faults, sum(wanted.values())

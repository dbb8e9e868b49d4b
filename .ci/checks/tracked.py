"""The body of a Word file as XML: its tracked changes accepted or rejected, and the texts of its paragraphs with the
look of their runs."""

import copy
import re
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"


def body(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(BODY))


def paragraphs(path: Path) -> list[bytes]:
    """The innermost paragraphs, as they are in the file."""
    with zipfile.ZipFile(path) as package:
        xml = package.read(BODY)
    return re.findall(rb"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", xml, re.DOTALL)


def settled(tree: etree._Element, accept: bool) -> etree._Element:
    """All tracked changes accepted, or rejected."""
    tree = copy.deepcopy(tree)
    goes, stays = (W + "del", W + "ins") if accept else (W + "ins", W + "del")
    for row in list(tree.iter(W + "tr")):
        for kind in ["del", "ins"]:
            marks = row.find(f"{W}trPr/{W}{kind}")
            if marks is not None and (kind == "del") == accept:
                row.getparent().remove(row)
            elif marks is not None:
                marks.getparent().remove(marks)
    for element in list(tree.iter(goes)):
        if element.getparent() is not None and element.getparent().tag not in (W + "trPr", W + "rPr"):
            element.getparent().remove(element)
    for element in list(tree.iter(stays)):
        if element.getparent().tag not in (W + "trPr", W + "rPr"):
            unwrap(element)
    for element in tree.iter(W + "delText"):
        element.tag = W + "t"
    return tree


def unwrap(element: etree._Element):
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def runs(paragraph: etree._Element, colours: bool) -> list[list]:
    """Texts of a paragraph with the properties of their runs, alike neighbours put together."""
    pieces: list[list] = []
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p"), None) is not paragraph:
            continue
        properties = run.find(W + "rPr")
        look = sorted(
            etree.tostring(entry, method="c14n")
            for entry in (properties if properties is not None else [])
            if colours or entry.tag != W + "highlight"
        )
        for child in run:
            name = etree.QName(child).localname
            if name in ("rPr", "commentReference"):
                continue
            text = child.text or "" if name == "t" else f"<{name}>"
            if name == "t" and not text:
                continue
            if pieces and pieces[-1][1] == look:
                pieces[-1][0] += text
            else:
                pieces.append([text, look])
    return pieces


def words(tree: etree._Element, colours: bool = True) -> list[list[list]]:
    return [runs(paragraph, colours) for paragraph in tree.iter(W + "p")]

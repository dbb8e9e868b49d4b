#!/usr/bin/env python3
"""Makes the Word samples from text samples: letterhead and closing as tables without borders, the task table as a
table with merged group rows, and, where asked for, articles, clauses and points numbered by Word itself.

    python3 tests/make_word_samples.py [--check]

The same text gives the same bytes, on every machine: the parts are stored, not packed. --check writes nothing and ends
with status 1 where a sample is not as it would be made. Standard library only.
"""
import io
import re
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
# Text sample, Word sample, and whether Word numbers it.
MADE = [
    ("chuong-trinh-binh-dang-gioi", "chuong-trinh-bang-word", False),
    ("thanh-lap-ban-chi-dao", "ban-chi-dao-danh-so-tu-dong", True),
]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Level of Word's list, and what a typed number of that level looks like.
LEVELS = [(0, re.compile(r"Điều \d+\. ")), (1, re.compile(r"\d+\. ")), (2, re.compile(r"[a-d]\) "))]


def paragraph(text, centered=False, bold=False, level=None):
    properties = '<w:jc w:val="center"/>' if centered else '<w:jc w:val="both"/>'
    if level is not None:
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' + properties
    weight = "<w:b/>" if bold else ""
    run = f'<w:r><w:rPr>{weight}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def cell(paragraphs, width, span=1):
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(rows, widths, borders, header=False):
    line = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ["top", "left", "bottom", "right", "insideH", "insideV"])
    properties = f"<w:tblPr>{f'<w:tblBorders>{line}</w:tblBorders>' if borders else ''}</w:tblPr>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header and not index else ''}{row}</w:tr>" for index, row in enumerate(rows)]
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def two_columns(lines, bold):
    """Lines of two columns, divided by a tab or a wide gap, as a row of two cells."""
    sides = [], []
    for line in lines:
        parts = re.split(r"\t| {3,}", line.strip()) if re.search(r"\S(\t| {3,})\S", line) else None
        left, right = parts if parts else (line.strip(), "") if not line.startswith(" " * 20) else ("", line.strip())
        for side, text in zip(sides, (left, right)):
            if text and not set(text) <= {"_"}:
                side.append(paragraph(text, centered=True, bold=bold))
    return table([cell(sides[0], 4200) + cell(sides[1], 5400)], [4200, 5400], borders=False)


def data_table(lines):
    rows = [[part.strip() for part in line.strip().strip("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(set(part) <= {"-"} for part in row)]
    widths = [700, 3000, 1600, 1900, 1300, 1500]
    made = []
    for index, row in enumerate(rows):
        if index and not any(row[2:]):
            made.append(cell([paragraph(row[0], True, True)], widths[0]) + cell([paragraph(row[1], bold=True)], sum(widths[1:]), len(row) - 1))
        else:
            made.append("".join(cell([paragraph(text, bold=not index)], width) for text, width in zip(row, widths)))
    return table(made, widths, borders=True, header=True)


def body(text, automatic):
    lines, made, at = text.split("\n"), [], 0
    while at < len(lines):
        line = lines[at]
        end = at
        if "CỘNG HÒA" in line or line.startswith("Nơi nhận:"):
            closing = line.startswith("Nơi nhận:")
            # The letterhead ends before the name of the kind, the closing behind the signatory's.
            stop = (lambda i: not any(lines[i:i + 2])) if closing else (lambda i: re.match(r"\s*(QUYẾT ĐỊNH|CHƯƠNG TRÌNH)$", lines[i]))
            while end < len(lines) and not stop(end):
                end += 1
            made.append(two_columns(lines[at:end], not closing))
        elif line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            made.append(data_table(lines[at:end]))
        else:
            end += 1
            shown = line.strip()
            level = next((level for level, number in LEVELS if automatic and number.match(shown)), None)
            if level is not None:
                shown = LEVELS[level][1].sub("", shown, count=1)
            if shown and not set(shown) <= {"_"}:
                capitals = shown == shown.upper()
                made.append(paragraph(shown, line.startswith("     ") or capitals, capitals or level == 0, level))
        at = end
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    return "".join(made) + page


def word(body):
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:suff w:val="space"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = "".join(level.format(*facts) for facts in [(0, "decimal", "Điều %1."), (1, "decimal", "%2."), (2, "lowerLetter", "%3)")])
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{MAIN}.{kind}+xml"/>' for part, kind in [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering")])
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }
    bytes = io.BytesIO()
    with zipfile.ZipFile(bytes, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), f"{HEAD}{xml}")
    return bytes.getvalue()


check = sys.argv[1:] == ["--check"]
for source, target, automatic in MADE:
    text = (SAMPLES / f"{source}.txt").read_text(encoding="utf-8")
    path = SAMPLES / f"{target}.docx"
    made = word(body(text, automatic))
    if not check:
        path.write_bytes(made)
        print(path)
    elif path.read_bytes() != made:
        sys.exit(f"{path} is not as {Path(__file__).name} makes it")

#!/usr/bin/env python3
"""Makes the inputs with which the fuzzers begin: fuzz/seeds.py FROM TO [--longest BYTES] [VANBAN].

FROM holds documents (samples/), TO gets a folder a target. With the program, the models that it reads are seeds, too.
Of samples/ the seeds are kept in fuzz/corpus; of anything else they stay outside.
"""

import argparse
import hashlib
import re
import subprocess
import zipfile
from pathlib import Path

MARKS = "<w:p><w:r><w:t>Số: {{so_ky_hieu}}, {{ngay_ban_hanh | ngay}} {{?kinh_phi}}{{kinh_phi | so}}{{/kinh_phi}}</w:t></w:r></w:p>"
LOOP = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{#nhiem_vu}}{{stt}}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{noi_dung}}{{/nhiem_vu}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
DATA = "so_ky_hieu: 12/QĐ-SNV\nngay_ban_hanh: 2026-01-05\nkinh_phi: 24500000\nnhiem_vu:\n  - noi_dung: Kiểm tra\n  - noi_dung: Báo cáo\n"
# Bytes of shared::text and shared::body: a short decision, and one with a table.
TOKENS = bytes([66, 67, 2, 67, 4, 69, 6, 128, 71, 9, 160, 128, 10, 11, 13, 117, 72, 14, 8, 128, 15, 25, 9, 128, 94, 95, 96, 33, 34, 36, 37])
BODY = bytes([2, 0, 144, 0, 4, 1, 5, 1, 144, 0, 159, 0, 7, 1, 144, 0, 11, 0, 13, 2, 144, 0, 14, 1, 9, 0, 144, 0])
TABLE = bytes([38, 0, 144, 0, 149, 0, 150, 0, 151, 0, 43, 1, 144, 0, 144, 0, 151, 1, 45, 0, 144, 0, 144, 0, 144, 0, 144, 0])


def body_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode("utf-8", "replace")
    found = re.search(r"<w:body>(.*)</w:body>", xml, re.S)
    return found.group(1) if found else ""


def cut(xml: str, longest: int) -> str:
    """Whole paragraphs of it, as many as fit."""
    while len(xml.encode()) > longest:
        shorter = xml[: len(xml) * 9 // 10]
        at = shorter.rfind("</w:p>")
        if at < 0:
            return ""
        xml = shorter[: at + len("</w:p>")]
    return xml


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("program", nargs="?")
    parser.add_argument("--longest", type=int, default=20_000)
    options = parser.parse_args()

    def put(target: str, seed: bytes) -> None:
        if 0 < len(seed) <= options.longest:
            folder = options.to / target
            folder.mkdir(parents=True, exist_ok=True)
            (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)

    for path in sorted(options.source.rglob("*")):
        whole = path.read_bytes() if path.is_file() else b""
        match path.suffix.lower():
            case ".txt" | ".md":
                put("text", whole[: options.longest].decode("utf-8", "ignore").encode())
                put("legacy", whole[:2000])
            case ".rtf":
                put("rtf", whole[: options.longest])
            case ".doc":
                put("doc", whole[: options.longest])
            case ".pdf":
                put("pdf", whole[: options.longest])
            case ".hocr" | ".html":
                put("positions", b"\0" + whole[: options.longest - 1].decode("utf-8", "ignore").encode())
            case ".docx":
                body = cut(body_of(path), options.longest - 400)
                put("docx", b"\x01" + body.encode())
                put("docx", whole)
                for kind in (0, 126):
                    put("edit", bytes([kind]) + body.encode())
                put("template", b"\0" + body.encode())
        if options.program and path.suffix in (".txt", ".md", ".docx", ".rtf", ".yaml"):
            command = ["parse", str(path), "--provenance", "none"] if path.suffix != ".yaml" else None
            if command:
                put("model", subprocess.run([options.program, *command], capture_output=True).stdout)
            else:
                put("model", whole)
    for target in ("grammar", "model"):
        for kind in range(4):
            put(target, bytes([kind]) + TOKENS)
    for target in ("docx", "edit", "template"):
        for kind in (2, 125):
            put(target, bytes([kind]) + BODY + TABLE)
    paragraph = '<text:p text:style-name="P">Điều 1. Chữ.</text:p>'
    cell = f"<table:table-cell>{paragraph}</table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    item = f'<text:list text:style-name="L"><text:list-item>{paragraph}</text:list-item></text:list>'
    put("odt", b"\x01" + f"{paragraph}{item}<table:table>{row}{row}</table:table>".encode())
    put("odt", b"\x02" + bytes(range(96)))
    put("template", b"\0" + (MARKS + LOOP).encode() + b"\0" + DATA.encode())
    put("template", b"\x01" + bytes(range(32)))
    put("positions", bytes([3]) + bytes(range(96)))
    put("positions", bytes([4]) + bytes(range(96)))
    put("positions", bytes([5]) + bytes(range(96)))


if __name__ == "__main__":
    main()

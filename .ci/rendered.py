#!/usr/bin/env python3
"""What holds for every document that is written: render.py PROGRAM FOLDER FILE...

Each FILE (a document or a model) is read, rendered into FOLDER, and judged:
- the findings of the checker in the Word file are those in the model, no more and no fewer;
- rendered twice it has the same bytes;
- as a PDF by LibreOffice it is set in the metric twin of Times New Roman, and the national title and the motto stand
  on one line each, by the boxes of their words.
The Word files stay in FOLDER for the checks of validity. Exit status 1 where anything does not hold that is not known
("written" in .ci/exceptions.json).
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import exceptions

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".split()
MOTTO = "Độc lập - Tự do - Hạnh phúc".split()
MODELS = {".json", ".yaml"}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def findings(program, path):
    told = run(program, "check", path, "--format", "json")
    if not told.stdout:
        raise SystemExit(f"{path}: the checker says nothing: {told.stderr}")
    return sorted((found["code"], found["pointer"], found["message"]) for found in json.loads(told.stdout)[0]["findings"])


def render(program, folder, path, faults):
    """The model and the Word file of a document, or nothing where it cannot be read."""
    model, written = folder / f"{path.stem}.json", folder / f"{path.stem}.docx"
    if path.suffix in MODELS:
        model = path
    elif run(program, "parse", path, "-o", model, "--force").returncode:
        return None
    for copy in (folder / "again.docx", written):
        made = run(program, "render", model, "-o", copy, "--force")
        if made.returncode:
            faults.append(f"{path.name}: not rendered: {made.stderr.strip()}")
            return None
    if written.read_bytes() != (folder / "again.docx").read_bytes():
        faults.append(f"{path.name}: two renderings differ")
    (folder / "again.docx").unlink()
    said, found = findings(program, model), findings(program, written)
    faults.extend(f"{path.name}: only in the model: {one}" for one in said if one not in found)
    faults.extend(f"{path.name}: only in the Word file: {one}" for one in found if one not in said)
    return written


def lines(pdf):
    """Page 1's words, line by line: words whose boxes share their vertical middle and stand close."""
    boxes = run("pdftotext", "-bbox", "-l", "1", pdf, "-").stdout
    tree = ElementTree.fromstring(boxes.encode())
    words = [word for word in tree.iter() if word.tag.endswith("word")]
    return [(word.text or "", float(word.get("xMin")), float(word.get("yMin")), float(word.get("yMax"))) for word in words]


def on_one_line(words, wanted):
    """True where the wanted words follow each other on one line."""
    for at in range(len(words) - len(wanted) + 1):
        part = words[at : at + len(wanted)]
        if [word for word, *_ in part] == wanted:
            tops = [top for _, _, top, _ in part]
            rising = all(one[1] < other[1] for one, other in zip(part, part[1:]))
            return max(tops) - min(tops) < 3 and rising
    return False


def pictures(folder, written, faults):
    with tempfile.TemporaryDirectory() as profile:
        run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, *written)
    for path in written:
        pdf = path.with_suffix(".pdf")
        if not pdf.exists():
            faults.append(f"{path.name}: LibreOffice does not open it")
            continue
        fonts = run("pdffonts", pdf).stdout
        if "LiberationSerif" not in fonts:
            faults.append(f"{path.name}: not set in the metric twin of Times New Roman:\n{fonts}")
        words = lines(pdf)
        # A document that has lost its letterhead has no title to stand on a line.
        has_head = bool(json.loads(path.with_suffix(".json").read_text())["document"].get("header")) if path.with_suffix(".json").exists() else True
        for wanted in (TITLE, MOTTO):
            if has_head and not on_one_line(words, wanted):
                faults.append(f"{path.name}: not on one line: {' '.join(wanted)}")


def main():
    program, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    written = [render(program, folder, pathlib.Path(path), faults) for path in sys.argv[3:]]
    written = [path for path in written if path]
    pictures(folder, written, faults)
    faults = exceptions.settle("written", faults, {pathlib.Path(path).name for path in sys.argv[3:]})
    print("\n".join(faults))
    print(f"{len(written)} documents rendered, {len(faults)} faults")
    sys.exit(1 if faults or not written else 0)


main()

#!/usr/bin/env python3
"""Drafts next year's document from every programme and plan of the measuring corpus and the samples, and checks the files.

    .ci/drafts.py [--program target/release/vanban] [--office] [--keep FOLDER] [--corpus ../shared/corpus] [FILE...]

For each document: the three files are made; accepting all tracked changes gives the clean draft, rejecting all gives
last year's text, run by run, on the XML and, with --office, through LibreOffice; in a .docx every part but the body, and
every paragraph without a change, is as it was; no year within a citation is shifted; every row has class and reason; no
old year of the programme and no (Đã ký) is left as settled text. What is known not to hold stands under "drafts" in
.ci/exceptions.json. Needs lxml.
"""
import argparse
import copy
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from lxml import etree

import exceptions

ROOT = Path(__file__).resolve().parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(command As String, source As String, target As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
    Dim text(0) As New com.sun.star.beans.PropertyValue
    text(0).Name = "FilterName"
    text(0).Value = "Text (encoded)"
    document.storeToURL(target, text())
    document.close(True)
End Sub
</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>"""


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def body(path):
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(BODY))


def settle(tree, accept):
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
            drop(element)
    for element in list(tree.iter(stays)):
        if element.getparent().tag not in (W + "trPr", W + "rPr"):
            unwrap(element)
    for element in tree.iter(W + "delText"):
        element.tag = W + "t"
    return tree


def drop(element):
    element.getparent().remove(element)


def unwrap(element):
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def runs(paragraph, colours):
    """Texts of a paragraph with the properties of their runs, alike neighbours put together."""
    found = []
    for run in paragraph.iter(W + "r"):
        if next((a for a in run.iterancestors(W + "p")), None) is not paragraph:
            continue
        properties = run.find(W + "rPr")
        look = sorted(
            etree.tostring(own, method="c14n") for own in (properties if properties is not None else [])
            if colours or own.tag != W + "highlight"
        )
        for child in run:
            name = etree.QName(child).localname
            if name in ("rPr", "commentReference"):
                continue
            text = child.text or "" if name == "t" else f"<{name}>"
            if name == "t" and not text:
                continue
            if found and found[-1][1] == look:
                found[-1][0] += text
            else:
                found.append([text, look])
    return found


def words(tree, colours=True):
    return [runs(paragraph, colours) for paragraph in tree.iter(W + "p")]


def rows(plan):
    """The rows of a plan: the few keys that are looked at here, out of its YAML."""
    found = []
    for line in plan.splitlines():
        if match := re.match(r"- id: (\d+)", line):
            found.append({"id": match.group(1)})
        elif found and (match := re.match(r"  (class|decision|code|place|reason|old|new): (.*)", line)):
            found[-1][match.group(1)] = match.group(2).strip('"')
    return found


def solid(text):
    return re.sub(r"\s+", "", text)


def office(folder, path, command, name):
    """The text of a file after a command of LibreOffice."""
    profile = folder / "profile"
    basic = profile / "user" / "basic" / "Standard"
    if not basic.exists():
        # The first start makes the profile, in which the macro is put.
        run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--terminate_after_init")
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    target = folder / f"{name}.txt"
    target.unlink(missing_ok=True)
    call = f'macro:///Standard.Module1.Settle("{command}","file://{path}","file://{target}")'
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", call)
    if not target.exists():
        return None
    return solid(target.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff"))


def kept(plan):
    return re.sub(r"^  decision: .*$", "  decision: keep", plan, flags=re.M)


def check(program, document, year, folder, through_office, faults):
    say = lambda what: faults.append(f"{document.name} → {year}: {what}")
    files = {name: folder / f"{name}.docx" for name in ["clean", "tracked", "highlighted", "base"]}
    plan, unchanged = folder / "plan.yaml", folder / "keep.yaml"
    done = run(program, "draft", "plan", document, "--year", year, "-o", plan, "--force")
    if done.returncode:
        say(done.stderr.strip())
        return 0
    text = plan.read_text(encoding="utf-8")
    unchanged.write_text(kept(text), encoding="utf-8")
    apply = [program, "draft", "apply", document]
    done = run(*apply, plan, "-o", files["clean"], "--tracked", files["tracked"], "--highlight", files["highlighted"], "--force")
    same = run(*apply, unchanged, "-o", files["base"], "--force")
    if done.returncode or same.returncode:
        say((done.stderr + same.stderr).strip())
        return 0
    found = rows(text)
    for row in found:
        if not row.get("reason") or not row.get("class"):
            say(f"row {row['id']} has no class or no reason")
        if row["class"] in ("shift", "shift-back") and "/bases/" in row["place"]:
            say(f"row {row['id']} shifts a year within a basis")
    clean, tracked, base = body(files["clean"]), body(files["tracked"]), body(files["base"])
    if words(settle(tracked, True)) != words(clean):
        say("accepting all does not give the clean draft")
    if words(settle(tracked, False)) != words(base):
        say("rejecting all does not give last year's text")
    if words(body(files["highlighted"]), colours=False) != words(clean, colours=False):
        say("the copy for print has other words than the clean draft")
    if document.suffix == ".docx":
        with zipfile.ZipFile(document) as old, zipfile.ZipFile(files["clean"]) as new:
            for name in old.namelist():
                if name != BODY and old.read(name) != new.read(name):
                    say(f"{name} was not to change")
        before = {hashlib.sha256(p).hexdigest() for p in paragraphs(document)}
        after = [hashlib.sha256(p).hexdigest() for p in paragraphs(files["clean"])]
        changed = sum(own not in before for own in after)
        places = {row["place"] for row in found if row["decision"] in ("accept", "edit", "open") and row["class"] != "task"}
        if changed > len(places) + 4 * sum("header" in place or "issued" in place for place in places):
            say(f"{changed} paragraphs are not as they were, for {len(places)} changed values")
    if through_office:
        accepted = office(folder, files["tracked"], ".uno:AcceptAllTrackedChanges", "accepted")
        rejected = office(folder, files["tracked"], ".uno:RejectAllTrackedChanges", "rejected")
        plain = {name: office(folder, files[name], ".uno:AcceptAllTrackedChanges", name) for name in ["clean", "base"]}
        if accepted is None or accepted != plain["clean"]:
            say("LibreOffice: accepting all does not give the clean draft")
        if rejected is None or rejected != plain["base"]:
            say("LibreOffice: rejecting all does not give last year's text")
    return len(found)


def reviewed(program, corpus, faults):
    """Rows that were judged by eye are still given so."""
    judged = tomllib.loads((ROOT / "tests" / "draft_review.toml").read_text(encoding="utf-8"))["rows"]
    for name in sorted({row["file"] for row in judged}):
        document = next(own for own in sorted((corpus / "dev").glob(f"{name}.*")) if not own.name.endswith(".json"))
        found = rows(run(program, "draft", "plan", document, "--year", 2027).stdout)
        for row in (own for own in judged if own["file"] == name and own["verdict"] == "right"):
            alike = [own for own in found if own["place"] == row["place"] and own["code"] == row["code"]]
            if len(alike) < row["nth"] or alike[row["nth"] - 1]["class"] != row["class"]:
                faults.append(f"{name}: {row['code']} at {row['place']} is no longer given, or of another class")
    return len(judged)


def paragraphs(path):
    with zipfile.ZipFile(path) as package:
        xml = package.read(BODY)
    return re.findall(rb"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", xml, re.S)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", type=Path)
    arguments.add_argument("--program", default=ROOT / "target" / "release" / "vanban")
    arguments.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    arguments.add_argument("--office", action="store_true")
    arguments.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the files, to be validated")
    arguments = arguments.parse_args()
    files = arguments.files or sorted(ROOT.glob("samples/*.docx")) + sorted(ROOT.glob("samples/chuong-trinh*.txt")) + sorted(ROOT.glob("samples/ke-hoach*.txt"))
    if not arguments.files and arguments.corpus.exists():
        files += [own for ending in ["txt", "docx", "doc", "md"] for own in sorted((arguments.corpus / "dev").glob(f"*.{ending}"))]
        files += sorted((arguments.corpus / "ocr" / "docx").glob("*.docx"))
    faults, listed = [], 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for document in files:
            for year in [2026, 2027]:
                listed += check(arguments.program, document.resolve(), year, folder, arguments.office, faults)
                for made in folder.glob("*.docx") if arguments.keep else []:
                    arguments.keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(made, arguments.keep / f"{document.stem}-{year}-{made.name}")
    judged = reviewed(arguments.program, arguments.corpus, faults) if arguments.corpus.exists() and not arguments.files else 0
    faults = exceptions.settle("drafts", faults, {document.name for document in files})
    for fault in faults:
        print(fault)
    print(f"{len(files)} documents, {listed} rows, {judged} of them judged by eye, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

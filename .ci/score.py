#!/usr/bin/env python3
"""Reads the measuring corpus with the program and holds every document to the level last reached.

    .ci/score.py [--update] [--program target/release/vanban] [--corpus ../shared]

The levels are in .ci/levels.json, document by document. A document below its level, one that is gone, or a fault that the
invariants' checker finds, ends the run with status 1. .ci/exceptions.json names the documents of which more text may be
unplaced, and how much. --update writes the levels of this run; figures only rise
unless a commit says why. Standard library only.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import exceptions

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# What is read of the real documents so far, by ending.
ENDINGS = ["txt", "docx", "doc", "rtf", "md"]
# How far a score may fall before it counts, for rounding.
SLACK = 0.0005


def sets(corpus):
    """Name, documents, folder of truths, similarity and share of unplaced text of every set."""
    for ending in ENDINGS:
        yield f"dev-{ending}", sorted((corpus / "dev").glob(f"*.{ending}")), corpus / "dev", 0.95, 0.005
    for level in ["clean", "moderate", "heavy"]:
        yield f"ocr-{level}", sorted((corpus / "ocr" / level).glob("*.txt")), corpus / "ocr" / "truth", 0.9, None
        for form in ["hocr", "tsv"]:
            yield f"ocr-{level}-{form}", sorted((corpus / "ocr" / level).glob(f"*.{form}")), corpus / "ocr" / "truth", 0.9, None
    yield "dev-pdf", sorted((corpus / "dev").glob("pb*.pdf")), corpus / "dev", 0.95, 0.005
    # Scans are recognised anew, by tesseract; some have a layer of text that another program made.
    yield "dev-scan", sorted((corpus / "dev").glob("ps*.pdf")), corpus / "dev", 0.9, None
    yield "dev-scan-layer", sorted((corpus / "dev").glob("pl*.pdf")), corpus / "dev", 0.9, None
    yield "ocr-docx", sorted((corpus / "ocr" / "docx").glob("*.docx")), corpus / "ocr" / "truth", 0.95, 0.005


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true")
    arguments.add_argument("--program", default=ROOT / "target" / "release" / "vanban")
    arguments.add_argument("--only", nargs="+", metavar="SET", help="leave out the other sets; --update keeps their levels")
    arguments.add_argument("--corpus", type=Path, default=ROOT.parent / "shared")
    arguments = arguments.parse_args()
    shared = arguments.corpus
    levels_file = HERE / "levels.json"
    levels = json.loads(levels_file.read_text(encoding="utf-8")) if levels_file.exists() else {}
    allowed = exceptions.KNOWN["unplaced"]
    reached, faults = {}, []
    for name, documents, truths, similar, unplaced in sets(shared / "corpus"):
        if arguments.only and name not in arguments.only:
            continue
        documents = [d for d in documents if (truths / f"{d.stem}.truth.json").exists()]
        for gone in sorted(set(levels.get(name, {}).get("documents", {})) - {d.stem for d in documents}):
            faults.append(f"{name}/{gone}: has a level and is not there")
        if not documents:
            continue
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "truth").mkdir()
            for document in documents:
                shutil.copy(truths / f"{document.stem}.truth.json", folder / "truth")
            for form in ["json", "text"]:
                detail = ["--provenance", "all"] if form == "json" else []
                # What is recognised once serves both forms, and the grades.
                kept = ["--keep-ocr", ROOT / "target" / "ocr"] if name.startswith("dev-scan") else []
                # One document alone is written into a folder, too, where that is there.
                (folder / form).mkdir()
                done = run(arguments.program, "parse", *documents, "-o", folder / form, "--format", form, *detail, *kept)
                if done.returncode:
                    faults.append(f"{name}: {done.stderr.strip()}")
            figures = folder / "figures.json"
            wanted = [f"{field}={value}" for field, value in levels.get(name, {}).get("require", {}).items()]
            require = [part for bound in wanted for part in ("--require", bound)]
            scored = run(sys.executable, shared / "score.py", folder / "truth", folder / "json", "--similar", similar, "--json", figures, *require)
            print(f"== {name}\n{scored.stdout}", end="")
            if scored.returncode:
                faults.append(f"{name}: {scored.stdout.strip().splitlines()[-1]} {scored.stderr.strip()}")
            result = json.loads(figures.read_text(encoding="utf-8"))
            by_document = {document: round(score, 4) for score, document, _ in result["documents"]}
            micro = round(result["figures"]["micro"], 4)
            reached[name] = {"require": {"micro": max(0, round(micro - SLACK, 4))}, "documents": dict(sorted(by_document.items()))}
            for document, score in by_document.items():
                before = levels.get(name, {}).get("documents", {}).get(document, 0)
                if score + SLACK < before:
                    faults.append(f"{name}/{document}: F1 {score}, and {before} was reached")
            for document in documents:
                bound = ["--unplaced", allowed.get(document.name, unplaced)] if unplaced else []
                checked = run(sys.executable, shared / "invariants.py", folder / "text" / f"{document.stem}.txt", folder / "json" / f"{document.stem}.json", *bound)
                if checked.returncode:
                    faults.append(f"{name}/{document.stem}: {checked.stdout.strip()}")
    if arguments.update:
        reached = {**levels, **reached} if arguments.only else reached
        levels_file.write_text(json.dumps(reached, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for fault in faults:
        print(fault)
    count = sum(len(level["documents"]) for level in reached.values())
    print(f"{count} documents held to their levels, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

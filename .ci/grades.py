#!/usr/bin/env python3
"""Measures how often values are right, by what speaks for them, on the measuring corpus.

    .ci/grades.py [--update] [--program target/debug/examples/evidence] [--corpus ../shared] [--scans FOLDER]

Every answer that the truths judge is right or wrong as the scorer has it; its evidence (field, reading, standing) is what
the example program `evidence` prints. `grammars/grades.toml` holds the tallies, by which the program grades. How often
each grade was right is measured with each document left out in turn, in all the forms it has: its values are graded by
the tallies of the others. --update writes the tallies and the table of the README; without it the run ends with status
1 where the README says otherwise, or a wrong number, date or citation was not doubtful and is not among those known of
.ci/exceptions.json (and where one that is known there is no longer wrong). --scans is a folder of the
hOCR kept of the corpus' scans; without it they are recognised anew. Standard library only.
"""
import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import exceptions

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "grammars" / "grades.toml"
README = ROOT / "README.md"
HEAD = """# How often values were right on the measuring corpus, by what speaks for them: field, reading, standing = [right, wrong].
# Written by .ci/grades.py; what the words mean stands in src/model/grade.rs. A grade is looked up here and nowhere else.

[tallies]
"""
GRADES = ["sure", "likely", "doubtful"]
SURE, LIKELY, FEW = 0.97, 0.85, 8
BEGIN, END = "<!-- grades: by .ci/grades.py -->\n", "<!-- /grades -->"


def divisions(body, at):
    """Articles with their pointers, not those within quoted wording."""
    for index, block in enumerate(body or []):
        here = f"{at}/{index}"
        if block.get("type") == "division" and block.get("level") == "dieu":
            yield block, here
        if block.get("type") != "quote":
            yield from divisions(block.get("body"), f"{here}/body")


def tables(body, at):
    for index, block in enumerate(body or []):
        here = f"{at}/{index}"
        if block.get("type") == "table":
            yield block, here
        if block.get("type") != "quote":
            yield from tables(block.get("body"), f"{here}/body")


class Answers:
    """The answers of one document that its truth judges: pointer and whether it is right."""

    def __init__(self, score, truth, document):
        self.score, self.found = score, {}
        self.header(truth, document)
        self.lists(truth, document)
        self.signatures(truth, document)
        self.attachments(truth, document)
        if "tables" in truth:
            self.cells(truth["tables"], list(tables(document.get("body"), "/body")))

    def single(self, pointer, field, want, got):
        if got:
            self.found[pointer] = bool(want) and self.score.agree(field, want, got)

    def listed(self, want, got, pointers, same):
        right = {j for _, j in self.score.Tally().listed("", want, got, same)}
        for j, pointer in enumerate(pointers):
            self.found[pointer] = j in right

    def header(self, truth, document):
        header = document.get("header") or {}
        for field in ["parent_agency", "agency", "place", "date"]:
            if field in truth:
                self.single(f"/header/{field}", field, truth[field], header.get(field))
        if "number" in truth:
            self.single("/header/number", "number", truth["number"], (header.get("number") or {}).get("text"))
        for field in ["subject", "authority", "filing"]:
            if field in truth:
                self.single(f"/{field}", field, truth[field], document.get(field))

    def lists(self, truth, document):
        score = self.score
        bases = document.get("bases") or []
        if "bases" in truth:
            pointers = [f"/bases/{i}/text" for i in range(len(bases))]
            self.listed(truth["bases"], bases, pointers, lambda w, g: score.spans(w, g.get("text")))
        if any("cites" in base for base in truth.get("bases") or []):
            want = score.cites([tuple(map(tuple, base.get("cites") or [])) for base in truth["bases"]])
            have, pointers = [], []
            for i, base in enumerate(bases):
                for k, own in enumerate(base.get("citations") or []):
                    if own.get("number") or own.get("date"):
                        have.append((own.get("number"), own.get("date")))
                        pointers.append(f"/bases/{i}/citations/{k}")
            self.listed(want, have, pointers, lambda w, g: score.number(w[0]) == score.number(g[0]) and w[1] == g[1])
        if "articles" in truth:
            own = list(divisions(document.get("body"), "/body"))
            body = lambda g: score.text_of([g.get("heading"), g.get("body") or []])
            self.listed(truth["articles"], [d for d, _ in own], [f"{at}/label" for _, at in own],
                        lambda w, g: str(w["number"]) == str(g.get("number")) and score.spans(w, body(g)))
        if "recipients" in truth:
            got, pointers = [], []
            for i, own in enumerate(document.get("recipients") or []):
                got.append(own)
                pointers.append(f"/recipients/{i}/text")
                for k, item in enumerate(own.get("items") or []):
                    got.append({"text": item})
                    pointers.append(f"/recipients/{i}/items/{k}")
            whole = lambda r: score.text_of([r.get("text"), r.get("note")])
            self.listed(truth["recipients"], got, pointers,
                        lambda w, g: score.alike(w, whole(g)) or score.alike(w, g.get("text")))

    def signatures(self, truth, document):
        for i, own in enumerate(document.get("signatures") or []):
            if "signatures" not in truth:
                return
            want = truth["signatures"][i] if i < len(truth["signatures"]) else {"position": None, "name": None}
            for field in ["position", "name"]:
                if field in want:
                    self.single(f"/signatures/{i}/{field}", f"signature.{field}", want[field], own.get(field))
            chain = own.get("authority") or []
            if chain and "on_behalf_of" in want:
                self.single(f"/signatures/{i}/authority/{len(chain) - 1}", "", want["on_behalf_of"], chain[-1].get("of"))

    def attachments(self, truth, document):
        if "attachments" not in truth:
            return
        got = document.get("attachments") or []
        pairs = self.score.Tally().listed("", truth["attachments"], got, self.score.same_attachment)
        matched = {j: i for i, j in pairs}
        for j, own in enumerate(got):
            for field in ["name", "title"]:
                if own.get(field):
                    self.found[f"/attachments/{j}/{field}"] = j in matched
            want = truth["attachments"][matched[j]] if j in matched else {}
            if "tables" in want:
                self.cells(want["tables"], list(tables(own.get("body"), f"/attachments/{j}/body")))

    def cells(self, want, got):
        """First and last rows, where they have as many cells as the truth."""
        for wanted, (table, at) in zip(want, got):
            rows = table.get("rows") or []
            for key, index in [("first", 0), ("last", len(rows) - 1)]:
                cells = rows[index].get("cells") or [] if rows else []
                line = wanted.get(key) or []
                if len(cells) == len(line):
                    for k, (a, cell) in enumerate(zip(line, cells)):
                        if cell.get("text"):
                            right = bool(a) and self.score.same_cell(a, cell["text"])
                            self.found[f"{at}/rows/{index}/cells/{k}/text"] = right


def documents(corpus, scans):
    """Document, similarity, truth, and the files in which it is read."""
    dev = corpus / "dev"
    for truth in sorted(dev.glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        files = [f for f in sorted(dev.glob(f"{name}.*")) if not f.name.endswith(".truth.json")]
        if name.startswith(("ps", "pl")) and scans:
            pages = sorted(scans.glob(f"{name}-*.hocr"), key=lambda f: int(re.findall(r"\d+", f.stem)[-1]))
            files = [pages] if pages else files
        yield name, 0.9 if name.startswith(("ps", "pl")) else 0.95, truth, files
    for truth in sorted((corpus / "ocr" / "truth").glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        yield name, 0.95, truth, [corpus / "ocr" / "docx" / f"{name}.docx"]
        files = [corpus / "ocr" / level / f"{name}.{form}" for level in ["clean", "moderate", "heavy"] for form in ["txt", "hocr"]]
        yield name, 0.9, truth, files


def joined(pages, folder):
    """The hOCR of the pages of a scan in one file."""
    texts = [page.read_text(encoding="utf-8") for page in pages]
    bodies = [re.search(r"<body>(.*)</body>", text, re.S) for text in texts]
    out = folder / (pages[0].stem + ".joined.hocr")
    head = texts[0][: texts[0].index("<body>") + len("<body>")]
    out.write_text(head + "".join(body.group(1) for body in bodies if body) + "</body></html>", encoding="utf-8")
    return out


def grade(tallies, evidence):
    right, wrong = tallies.get(evidence, (0, 0))
    if right + wrong < FEW:
        _, reading, standing = evidence.split(" ")
        if standing in ["partial", "inferred", "doubted"] or reading == "poor":
            return "doubtful"
        rows = [own for key, own in tallies.items() if key.split(" ")[1:] == [reading, standing]]
        right, wrong = sum(r for r, _ in rows), sum(w for _, w in rows)
    share = (right + 1) / (right + wrong + 2)
    return "sure" if share >= SURE else "likely" if share >= LIKELY else "doubtful"


def tally(answers):
    tallies = defaultdict(lambda: [0, 0])
    for evidence, right in answers:
        tallies[evidence][0 if right else 1] += 1
    return tallies


def table(counts):
    """The README's table: of each grade, how many answers, and how many of them right."""
    lines = ["| grade | answers | right | number, date, citations | right |", "|---|---:|---:|---:|---:|"]
    share = lambda right, wrong: f"{100 * right / (right + wrong):.1f} %" if right + wrong else "–"
    for name in GRADES:
        (r, w), (nr, nw) = counts[name, False], counts[name, True]
        lines.append(f"| {name} | {r + w} | {share(r, w)} | {nr + nw} | {share(nr, nw)} |")
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--update", action="store_true")
    arguments.add_argument("--program", type=Path, default=ROOT / "target" / "debug" / "examples" / "evidence")
    arguments.add_argument("--corpus", type=Path, default=ROOT.parent / "shared")
    arguments.add_argument("--scans", type=Path)
    arguments = arguments.parse_args()
    sys.path.insert(0, str(arguments.corpus))
    import score

    folder = ROOT / "target" / "grades"
    folder.mkdir(parents=True, exist_ok=True)
    answers = []
    for name, similar, truth, files in documents(arguments.corpus / "corpus", arguments.scans):
        files = [joined(file, folder) if isinstance(file, list) else file for file in files]
        done = subprocess.run([str(arguments.program), *map(str, files)], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr.strip()}")
        truth = json.loads(truth.read_text(encoding="utf-8"))
        for line in done.stdout.splitlines():
            read = json.loads(line)
            evidence = dict(read["evidence"])
            score.SIMILAR = similar
            for pointer, right in Answers(score, truth, read["document"]).found.items():
                if pointer in evidence:
                    answers.append((name, evidence[pointer], right, f"{Path(read['file']).name} {pointer}"))
    counts = {(name, numeric): [0, 0] for name in GRADES for numeric in [False, True]}
    faults = []
    for left_out in sorted({name for name, *_ in answers}):
        tallies = tally((evidence, right) for name, evidence, right, _ in answers if name != left_out)
        for name, evidence, right, where in answers:
            if name != left_out:
                continue
            given = grade(tallies, evidence)
            numeric = evidence.split(" ")[0] in ["number", "date", "citation"]
            counts[given, False][0 if right else 1] += 1
            if numeric:
                counts[given, True][0 if right else 1] += 1
                if not right:
                    print(f"wrong, {given}: {where} ({evidence})")
                    faults += [where] if given != "doubtful" else []
    known = set(exceptions.KNOWN["wrong, and not doubtful"])
    shown = table(counts)
    print(shown, end="")
    wrong, all_ = sum(counts[g, True][1] for g in GRADES), sum(sum(counts[g, True]) for g in GRADES)
    print(f"numbers, dates and citations: {wrong} of {all_} wrong ({100 * wrong / max(1, all_):.1f} %), {len(faults)} of them not doubtful")
    readme = README.read_text(encoding="utf-8")
    if arguments.update:
        rows = tally((evidence, right) for _, evidence, right, _ in answers)
        TABLE.write_text(HEAD + "".join(f'"{key}" = [{r}, {w}]\n' for key, (r, w) in sorted(rows.items())), encoding="utf-8")
        if BEGIN in readme:
            before, rest = readme.split(BEGIN)
            README.write_text(before + BEGIN + shown + END + rest.split(END, 1)[1], encoding="utf-8")
    elif shown not in readme:
        sys.exit("the README says otherwise; run .ci/grades.py --update and read what changed")
    for where in sorted(set(faults) - known):
        print(f"wrong, not doubtful, and not known: {where}")
    for where in sorted(known - set(faults)):
        print(f"known as wrong and not doubtful, and no longer so: {where}; take it out of .ci/exceptions.json")
    sys.exit(set(faults) != known)


if __name__ == "__main__":
    main()

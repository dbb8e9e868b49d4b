#!/usr/bin/env python3
"""Measures the speed of the program and of its peers in one run, and prints the documentation's table.

    benches/speed.py [--program target/release/vanban] [--python PYTHON] [--stages FILE] [--write]

Peers are python-docx, markitdown and docxtpl (`pip install python-docx 'markitdown[docx]' docxtpl`, for --python), pandoc and
tesseract; what is missing is left out, and said. --stages is what `cargo bench --bench stages` printed; without it the bench is
run. What stands in one row takes turns, and of each the fastest round counts: whatever else the machine does only adds. A peer
of Python is timed inside one process behind its imports, beside our whole command with its start, unless a row says otherwise.
--write puts the table between its marks in the documentation.

Standard library only.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / ".ci"))

from checks import figures  # noqa: E402

SAMPLES = HERE / "samples"
# So often each of a row has its turn, and so many rounds of it then.
TURNS = 5
ROUNDS = 3

READ_PYTHON_DOCX = """
def work():
    document = docx.Document(path)
    text = [p.text for p in document.paragraphs]
    return text, [c.text for t in document.tables for r in t.rows for c in r.cells]
"""
READ_MARKITDOWN = """
converter = MarkItDown()
def work():
    return converter.convert(path).text_content
"""
FILL = """
def work():
    form = DocxTemplate(path)
    form.render(json.load(open(data, encoding="utf-8")))
    form.save(out)
"""
TIMED = """
import json, sys, time
path, rounds, data, out = sys.argv[1], int(sys.argv[2]), *sys.argv[3:5]
{work}
work()
times = []
for _ in range(rounds):
    begun = time.perf_counter()
    work()
    times.append(time.perf_counter() - begun)
print(min(times))
"""
# The same form for both: a table with a row for each task.
FORMS = """
import docx, sys
ours, theirs, rows = sys.argv[1:]
for path, marks in ((ours, ["{{#viec}}{{ten}}", "{{co_quan}}", "{{han}}{{/viec}}"]), (theirs, None)):
    document = docx.Document()
    document.add_paragraph("Số: {{so}}")
    for _ in range(20):
        document.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương; theo đề nghị của {{don_vi}}.")
    table = document.add_table(0, 3)
    lines = [marks] if marks else [["{%tr for v in viec %}", "", ""], ["{{v.ten}}", "{{v.co_quan}}", "{{v.han}}"], ["{%tr endfor %}", "", ""]]
    for line in lines:
        for cell, text in zip(table.add_row().cells, line):
            cell.text = text
    document.save(path)
"""


def timed(work, rounds=ROUNDS):
    """A turn of some work: the seconds of its fastest round."""
    def turn():
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
        return min(times)
    return turn


def fastest(*works, turns=TURNS):
    """The seconds of each, taking turns; none for what is missing."""
    times = [[work() if work else None for work in works] for _ in range(turns)]
    return [min(own) if None not in own else None for own in zip(*times)]


class Measured:
    def __init__(self, program, python):
        self.program, self.python, self.rows, self.missing = program, python, [], []

    def run(self, *arguments, check=True):
        done = subprocess.run([self.program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        assert not check or done.returncode == 0, done.stderr.decode()

    def script(self, name, imports, script, *arguments):
        """A turn of a script of Python that prints its seconds; none where its library is missing."""
        known = subprocess.run([self.python, "-c", imports], capture_output=True, text=True)
        if known.returncode:
            self.missing.append(f"{name}: {known.stderr.strip().splitlines()[-1]}")
            return None
        command = [self.python, "-c", f"{imports}\n{script}", *arguments]
        return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def peer(self, name, imports, work, path, data="", out=""):
        """A turn of a peer inside one process of Python."""
        return self.script(name, imports, TIMED.format(work=work), path, str(ROUNDS), data, out)

    def command(self, name, *command):
        """A turn of a peer that is a command."""
        if not shutil.which(command[0]):
            self.missing.append(f"{name}: not installed")
            return None
        return timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))

    def race(self, what, ours, peers):
        """A row of turns: ours and those of the peers, by name."""
        ours, *times = fastest(ours, *(work for _, work in peers))
        self.row(what, ours, [(name, own) for (name, _), own in zip(peers, times)])

    def row(self, what, ours, peers):
        """Our seconds beside those of the peers, by name; none for what is missing."""
        told = [f"{name} {shown(theirs)}, {theirs / ours:.1f} times" for name, theirs in peers if theirs is not None]
        self.rows.append((what, shown(ours), "; ".join(told) or "–"))

    def note(self, what, ours, beside):
        self.rows.append((what, ours, beside))


def shown(seconds):
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.01 else f"{seconds * 1e3:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def stages(path):
    text = path.read_text("utf-8") if path else subprocess.run(
        ["cargo", "bench", "--quiet", "--bench", "stages"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in text.splitlines():
        parts = line.split("\t")
        if len(parts) == 4:
            found[parts[0]] = (float(parts[2]) / 1e3, float(parts[3]))
    return found


def in_process(measured, found, place):
    for stage, what in [("fold", "folding"), ("read", "reading text"), ("layout", "layout"), ("parse", "reading, layout and parsing"),
                        ("json", "writing the JSON"), ("check", "checking")]:
        measured.note(f"library: {what}", f"{found[stage][1]:.0f} MB/s", "–")
    measured.note("library: one page of text", shown(found["page"][0]), "–")
    # One page as the bench reads it, and a programme of four pages.
    page, long = place / "page.docx", place / "long.docx"
    measured.run("parse", SAMPLES / "bo-nhiem.txt", "-o", place / "page.json")
    measured.run("render", place / "page.json", "-o", page)
    measured.run("render", SAMPLES / "chuong-trinh-nam-2026.yaml", "-o", long)
    measured.race("library: one page of Word", lambda: found["word-page"][0], [
        ("python-docx", measured.peer("python-docx", "import docx", READ_PYTHON_DOCX, page)),
        ("MarkItDown", measured.peer("MarkItDown", "from markitdown import MarkItDown", READ_MARKITDOWN, page))])
    measured.note("library: a programme of 200 rows as Word, read", shown(found["word-parse"][0]), "–")
    measured.note("library: the same, written", shown(found["word-write"][0]), "`cargo bench --bench render`")
    measured.note("library: the same, planned for next year", shown(found["plan"][0]), "–")
    return page, long


def commands(measured, page, long):
    measured.race("start (`--version`)", timed(lambda: measured.run("--version"), 9), [
        ("python3, nothing imported", measured.command("python3", measured.python, "-c", "")),
        ("pandoc", measured.command("pandoc", "pandoc", "--version"))])
    for what, path in [("one page of Word", page), ("a programme of four pages as Word", long)]:
        measured.race(f"`parse` {what}", timed(lambda path=path: measured.run("parse", path)), [
            ("pandoc to text", measured.command("pandoc", "pandoc", "-t", "plain", str(path))),
            ("python-docx", measured.peer("python-docx", "import docx", READ_PYTHON_DOCX, path)),
            ("MarkItDown", measured.peer("MarkItDown", "from markitdown import MarkItDown", READ_MARKITDOWN, path))])


def folder(measured, place, page, long, files=1000):
    inputs = place / "in"
    inputs.mkdir()
    for number in range(files):
        shutil.copy((page, long)[number % 2], inputs / f"{number:04}.docx")
    out = place / "out.jsonl"
    script = f"""
import pathlib, time
begun = time.perf_counter()
for path in sorted(pathlib.Path({str(inputs)!r}).iterdir()):
    {{}}
print(time.perf_counter() - begun)
"""
    def ours(jobs):
        return timed(lambda: measured.run("parse", inputs, "-o", out, "--jobs", jobs, "--force"), 1)
    peers = [(name, measured.script(name, imports, script.format(each))) for name, imports, each in [
        ("python-docx", "import docx", "document = docx.Document(path); [p.text for p in document.paragraphs]; [c.text for t in document.tables for r in t.rows for c in r.cells]"),
        ("MarkItDown", "from markitdown import MarkItDown; converter = MarkItDown()", "converter.convert(path).text_content")]]
    one, two, *times = fastest(ours(1), ours(2), *(work for _, work in peers), turns=3)
    measured.row(f"`parse` a folder of {files} Word files, one worker", one, [(name, own) for (name, _), own in zip(peers, times)])
    measured.note("the same, two workers", shown(two), f"one worker {one / two:.2f} times")


def filling(measured, place, tasks=50):
    ours, theirs, data = place / "ours.docx", place / "theirs.docx", place / "data.json"
    if subprocess.run([measured.python, "-c", FORMS, ours, theirs, str(tasks)], capture_output=True).returncode:
        measured.missing.append("docxtpl: python-docx makes its form")
        return
    task = {"ten": "Rà soát, bổ sung kế hoạch", "co_quan": "Sở Nội vụ", "han": "Quý II/2027"}
    data.write_text(json.dumps({"so": "12/QĐ-SNV", "don_vi": "Chánh Văn phòng", "viec": [task] * tasks}), "utf-8")
    fill = timed(lambda: measured.run("template", "fill", ours, data, "-o", place / "filled.docx", "--force"))
    imports = "from docxtpl import DocxTemplate"
    peer = measured.peer("docxtpl", imports, FILL, theirs, data=str(data), out=str(place / "filled-theirs.docx"))
    measured.race(f"`template fill`, {tasks} rows", fill, [("docxtpl", peer)])


def scan(measured, place, long):
    """A page as a scan: the engine alone, and our own work on what it wrote."""
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True) if shutil.which("tesseract") else None
    if not all(map(shutil.which, ("soffice", "pdftoppm"))) or languages is None or "vie" not in languages.stdout.split():
        measured.missing.append("scans: LibreOffice, poppler and tesseract with vie make and read one")
        return
    measured.run("render", SAMPLES / "chuong-trinh-nam-2026.yaml", "-o", place / "scan.pdf")
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", "-f", "1", "-l", "1", place / "scan.pdf", place / "scan"], check=True)
    picture = next(place.glob("scan*.png"))
    one = dict(os.environ, OMP_THREAD_LIMIT="1")
    engine, ours = fastest(
        timed(lambda: subprocess.run(["tesseract", picture, place / "engine", "-l", "vie", "hocr"], env=one, check=True, stderr=subprocess.DEVNULL), 1),
        timed(lambda: measured.run("parse", place / "engine.hocr")))
    measured.note("our share of a scanned page", shown(ours), f"tesseract {shown(engine)}: {100 * ours / engine:.1f} %")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", default=str(HERE / "target/release/vanban"))
    arguments.add_argument("--python", default=sys.executable)
    arguments.add_argument("--stages", type=pathlib.Path)
    arguments.add_argument("--write", action="store_true")
    arguments = arguments.parse_args()
    found = stages(arguments.stages)
    measured = Measured(arguments.program, arguments.python)
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        page, long = in_process(measured, found, place)
        commands(measured, page, long)
        folder(measured, place, page, long)
        filling(measured, place)
        scan(measured, place, long)
    table = "| | vanban | beside it |\n|---|---:|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in measured.rows)
    print(table)
    for line in dict.fromkeys(measured.missing):
        print(f"left out: {line}", file=sys.stderr)
    if arguments.write:
        figures.write("speed", "benches/speed.py", table)


main()

"""What holds for every document that is written as a Word file. Each document or model is read, rendered into
target/rendered, and judged:

- the findings of the checker in the Word file are those in the model, no more and no fewer;
- rendered twice it has the same bytes;
- as a PDF by LibreOffice it is set in the metric twin of Times New Roman, and the national title and the motto stand on
  one line each, by the boxes of their words;
- it is valid (`valid`).

"written" in .ci/exceptions.json names what is known not to hold.
"""

import itertools
import json
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from . import corpus, valid
from .corpus import TARGET, Setup

FOLDER = TARGET / "rendered"
TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".split()
MOTTO = "Độc lập - Tự do - Hạnh phúc".split()


def findings(setup: Setup, path: Path) -> list[tuple[str, str, str]]:
    done = setup.run("check", path, "--format", "json")
    if not done.stdout:
        raise SystemExit(f"{path}: the checker says nothing: {done.stderr}")
    report = json.loads(done.stdout)[0]
    return sorted((finding["code"], finding["pointer"], finding["message"]) for finding in report["findings"])


def render(setup: Setup, path: Path, faults: list[str]) -> tuple[Path, Path] | None:
    """The model and the Word file of a document, or nothing where it cannot be read."""
    try:
        model = path if path.suffix == ".yaml" else setup.parsed(path)
    except corpus.Unread:
        return None
    word, again = FOLDER / f"{path.name}.docx", FOLDER / f"{path.name}.again"
    for copy in (again, word):
        made = setup.run("render", model, "-o", copy, "--format", "docx", "--force")
        if made.returncode:
            faults.append(f"{path.name}: not rendered: {made.stderr.strip()}")
            return None
    if word.read_bytes() != again.read_bytes():
        faults.append(f"{path.name}: two renderings differ")
    again.unlink()
    in_model, in_word = findings(setup, model), findings(setup, word)
    faults.extend(f"{path.name}: only in the model: {one}" for one in in_model if one not in in_word)
    faults.extend(f"{path.name}: only in the Word file: {one}" for one in in_word if one not in in_model)
    return model, word


def words_of(pdf: Path) -> list[tuple[str, float, float, float]]:
    """The words of the first page with their left, top and bottom."""
    boxes = corpus.run("pdftotext", "-bbox", "-l", "1", pdf, "-").stdout
    tree = ElementTree.fromstring(boxes)
    words = [word for word in tree.iter() if word.tag.endswith("word")]
    return [(word.text or "", *(float(word.get(key)) for key in ("xMin", "yMin", "yMax"))) for word in words]


def on_one_line(words: list, wanted: list[str]) -> bool:
    """True where the wanted words follow each other on one line."""
    for at in range(len(words) - len(wanted) + 1):
        part = words[at : at + len(wanted)]
        if [word for word, *_ in part] == wanted:
            tops = [top for _, _, top, _ in part]
            rising = all(one[1] < other[1] for one, other in itertools.pairwise(part))
            return max(tops) - min(tops) < 3 and rising
    return False


def set_as_pages(written: list[tuple[Path, Path]], faults: list[str]):
    """Has LibreOffice set the Word files, each given with its model, and looks at the pages."""
    with tempfile.TemporaryDirectory() as profile:
        office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        corpus.run(*office, "--convert-to", "pdf", "--outdir", FOLDER, *(word for _, word in written))
    for model, path in written:
        pdf = path.with_suffix(".pdf")
        if not pdf.exists():
            faults.append(f"{path.name}: LibreOffice does not open it")
            continue
        fonts = corpus.run("pdffonts", pdf).stdout
        if "LiberationSerif" not in fonts:
            faults.append(f"{path.name}: not set in the metric twin of Times New Roman:\n{fonts}")
        # A document that has lost its letterhead has no title to stand on a line.
        has_head = model.suffix == ".yaml" or bool(corpus.load(model)["document"].get("header"))
        words = words_of(pdf)
        for wanted in (TITLE, MOTTO):
            if has_head and not on_one_line(words, wanted):
                faults.append(f"{path.name}: not on one line: {' '.join(wanted)}")


def check(setup: Setup) -> list[str]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    documents = setup.documents(samples="txt docx md yaml doc rtf", dev="txt docx md doc pb*.pdf")
    faults: list[str] = []
    written = [one for one in corpus.each(lambda path: render(setup, path, faults), documents) if one]
    set_as_pages(written, faults)
    faults = corpus.settle("written", faults, documents)
    print(f"{len(written)} documents rendered")
    return (faults or ([] if written else ["nothing was rendered"])) + valid.check([word for _, word in written])

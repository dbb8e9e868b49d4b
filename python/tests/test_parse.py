"""Reading: the same as the program, from threads too, and no fault ends the process."""

from __future__ import annotations

import json
import os
import pathlib
import pickle
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

import vanban
from vanban import _vanban
from vanban._models import RenderFormat
from vanban._options import TextFormat

PROGRAM = os.environ.get("VANBAN_PROGRAM")
needs_program = pytest.mark.skipif(PROGRAM is None, reason="VANBAN_PROGRAM is not set")


@needs_program
@pytest.mark.parametrize("detail", ["none", "fields", "all"])
def test_every_sample_is_read_as_the_program_reads_it(documents: list[pathlib.Path], detail: str) -> None:
    for file in documents:
        command = [PROGRAM, "--lang", "en", "parse", str(file), "--provenance", detail]
        printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        parsed = vanban.parse(file, provenance=detail, language="en")
        assert parsed.to_json() == printed, file
        whole = json.loads(printed)
        assert parsed.document == whole["document"]
        assert parsed.provenance == whole.get("provenance", {})
        assert parsed.diagnostics == whole.get("diagnostics", [])
        assert parsed.furniture == whole.get("furniture", [])
        assert parsed.unplaced == whole.get("unplaced", [])


@needs_program
@pytest.mark.parametrize(
    "format, made",
    [
        ("yaml", vanban.Parsed.to_yaml),
        ("text", lambda parsed: parsed.text),
        ("akn", vanban.Parsed.to_akn),
        ("metadata", vanban.Parsed.to_metadata),
        ("markdown", vanban.Parsed.to_markdown),
        ("html", vanban.Parsed.to_html),
    ],
)
def test_every_format_is_that_of_the_program(documents, format, made) -> None:  # type: ignore[no-untyped-def]
    for file in documents:
        command = [PROGRAM, "parse", str(file), "--format", format]
        assert made(vanban.parse(file)) == subprocess.run(command, capture_output=True, check=True).stdout.decode(), (
            file
        )


def test_the_formats_are_those_of_the_core() -> None:
    assert set(get_args(TextFormat)) == set(_vanban.format_keys("text"))
    assert set(get_args(RenderFormat)) == set(_vanban.format_keys("model"))
    parsed = vanban.parse(vanban.sample())
    made = {name[len("to_") :] for name in dir(parsed) if name.startswith("to_")} - {"dict"}
    assert made == set(_vanban.format_keys("reading")) - {"text"}


@needs_program
def test_the_schema_is_that_of_the_program() -> None:
    assert vanban.schema() == json.loads(subprocess.run([PROGRAM, "schema"], capture_output=True, check=True).stdout)


def test_paths_bytes_and_text_are_one(documents: list[pathlib.Path]) -> None:
    for file in documents:
        data = file.read_bytes()
        by_path = vanban.parse(str(file)).to_json()
        assert vanban.parse(file).to_json() == by_path
        for contents in (data, bytearray(data), memoryview(data)):
            assert vanban.parse(contents).to_json() == by_path
        if file.suffix == ".txt":
            assert vanban.parse_text(data.decode()).document == vanban.parse(file).document


def test_spans_are_bytes_of_the_text(documents: list[pathlib.Path]) -> None:
    for file in documents:
        parsed = vanban.parse(file)
        for item in [*parsed.furniture, *parsed.unplaced]:
            assert "".join(parsed.words_at(span) for span in item["spans"]) == item["text"]


def test_threads_read_in_parallel_and_read_the_same(documents: list[pathlib.Path]) -> None:
    alone = [vanban.parse(file, provenance="all").to_json() for file in documents]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            together = pool.map(lambda file: vanban.parse(file, provenance="all").to_json(), documents)
            assert list(together) == alone


def test_python_runs_on_while_a_document_is_read(samples: pathlib.Path) -> None:
    """Without the lock being let go, the counting thread would stand still for the whole of the reading."""
    text = (samples / "chuong-trinh-binh-dang-gioi.txt").read_text(encoding="utf-8")
    long = (text + "\n") * 150
    done = threading.Event()
    turns = 0

    def read() -> None:
        vanban.parse_text(long)
        done.set()

    # With a lock that is never let go there would be a turn at most.
    thread = threading.Thread(target=read)
    thread.start()
    while not done.wait(0.002):
        turns += 1
    thread.join()
    assert turns >= 10


def test_a_small_stack_is_enough(documents: list[pathlib.Path]) -> None:
    """Threads of a Python on Windows have a megabyte."""
    results: list[str] = []
    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=lambda: results.extend(vanban.parse(file).name for file in documents))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(results) == len(documents)


def test_a_fault_of_the_core_is_an_error_of_the_package() -> None:
    with pytest.raises(vanban.InternalError) as caught:
        _vanban._fault("a.docx", _vanban.Settings(language="en"))
    assert caught.value.code == "internal-fault"
    assert caught.value.arguments == ("a.docx",)
    assert isinstance(caught.value, Exception)
    # The process goes on.
    assert vanban.parse(vanban.sample()).document["kind"] == "quyet-dinh"


@pytest.mark.parametrize(
    "source, code, arguments",
    [
        (b"", "input-empty", ("<bytes>",)),
        (b"PK\x03\x04 cut off", "input-broken", ("<bytes>", "DOCX")),
        (bytes(64), "input-not-text", ("<bytes>",)),
    ],
)
def test_what_cannot_be_read(source: bytes, code: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(vanban.ReadError) as caught:
        vanban.parse(source)
    error = caught.value
    assert (error.code, error.arguments) == (code, arguments)
    assert str(error) == error.message == error.message_in("vi") != error.message_in("en")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, str(again)) == (vanban.ReadError, code, str(error))


def test_files_that_are_not_there(tmp_path: pathlib.Path) -> None:
    with pytest.raises(vanban.ReadError) as caught:
        vanban.parse(tmp_path / "none.docx", language="en")
    assert isinstance(caught.value.__cause__, FileNotFoundError)
    assert str(tmp_path / "none.docx") in str(caught.value)
    with pytest.raises(vanban.ReadError) as caught:
        vanban.parse(tmp_path)
    assert caught.value.code == "input-unreadable"


def test_options(tmp_path: pathlib.Path, samples: pathlib.Path) -> None:
    with pytest.raises(vanban.ReadError) as caught:
        vanban.parse(vanban.sample(), limits={"bytes": 100})
    assert caught.value.code == "input-too-large"
    vanban.parse(vanban.sample(), limits="bytes=50M,pages=200")
    with pytest.raises(ValueError, match="ocr is"):
        vanban.parse(vanban.sample(), ocr="sometimes")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="language is"):
        vanban.parse(vanban.sample(), language="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="format is"):
        vanban.parse(vanban.sample(), format="docx")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="provenance is"):
        vanban.parse(vanban.sample(), provenance="some").to_json()  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a source is a path"):
        vanban.parse(12)  # type: ignore[arg-type]
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64)
    with pytest.raises(vanban.ReadError):
        vanban.parse(picture, ocr="never")
    # A Markdown file that is said to be plain keeps its marks.
    marked = (samples / "giao-chi-tieu.md").read_bytes()
    assert vanban.parse(marked, format="txt").text != vanban.parse(marked, format="md").text


def test_words_of_the_office(tmp_path: pathlib.Path) -> None:
    own = tmp_path / "office.toml"
    own.write_text(
        'kinds = [{ key = "phieu-giao", name = "Phiếu giao việc", symbol = "PG", use = "document" }]\n',
        encoding="utf-8",
    )
    text = vanban.sample().decode().replace("QUYẾT ĐỊNH", "PHIẾU GIAO VIỆC", 1)
    assert vanban.parse_text(text).document.get("kind") != "phieu-giao"
    for words in (own, [str(own)], vanban.Words(own)):
        assert vanban.parse_text(text, words=words).document["kind"] == "phieu-giao"
    own.write_text("kind = 3\n", encoding="utf-8")
    with pytest.raises(vanban.SettingError) as caught:
        vanban.Words(own, language="en")
    assert caught.value.code == "words-wrong"
    with pytest.raises(vanban.SettingError) as caught:
        vanban.parse_text(text, words=tmp_path / "none.toml")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on Unix alone")
def test_a_name_that_is_no_unicode_is_a_name(tmp_path: pathlib.Path) -> None:
    file, broken = (tmp_path / os.fsdecode(name) for name in (b"qd-\xe1.txt", b"qd-\xe2.docx"))
    file.write_bytes(vanban.sample())
    broken.write_bytes(b"PK\x03\x04")
    assert vanban.parse(file).document["kind"] == "quyet-dinh"
    with pytest.raises(vanban.ReadError) as caught:
        vanban.parse(broken)
    assert "qd-\ufffd.docx" in caught.value.message
    told: list[object] = []
    assert vanban.tasks([broken, file], on_error=lambda source, _: told.append(source))
    assert told == [broken]
    vanban.render(vanban.parse(file), tmp_path / os.fsdecode(b"moi-\xe1.docx"))


def test_what_an_earlier_process_left_is_in_nobodys_way(tmp_path: pathlib.Path) -> None:
    left = tmp_path / f"moi.docx.{os.getpid()}-0.part"
    left.write_bytes(b"left")
    vanban.render(vanban.parse(vanban.sample()), tmp_path / "moi.docx")
    assert sorted(own.name for own in tmp_path.iterdir()) == ["moi.docx", left.name]
    assert left.read_bytes() == b"left"

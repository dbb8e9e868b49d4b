"""Writing, judging, mending."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess

import pytest

import vanban

PROGRAM = os.environ.get("VANBAN_PROGRAM")
needs_program = pytest.mark.skipif(PROGRAM is None, reason="VANBAN_PROGRAM is not set")


def test_what_is_written_is_read_again(documents: list[pathlib.Path]) -> None:
    for file in documents:
        parsed = vanban.parse(file)
        if parsed.unplaced:
            continue
        assert vanban.parse(vanban.render(parsed)).document["kind"] == parsed.document["kind"], file


def test_models_come_in_many_ways(tmp_path: pathlib.Path) -> None:
    parsed = vanban.parse(vanban.sample())
    word = vanban.render(parsed)
    assert vanban.render(parsed.document) == word
    assert vanban.render(parsed.to_dict()) == word
    assert vanban.render(parsed.to_json().encode()) == word
    assert vanban.render(parsed.to_yaml().encode()) == word
    file = tmp_path / "model.json"
    file.write_text(parsed.to_json(), encoding="utf-8")
    assert vanban.render(file) == vanban.render(str(file)) == word
    assert vanban.read_model(file)["document"] == parsed.document


@needs_program
@pytest.mark.parametrize("ending", ["docx", "html", "md", "xml", "meta.xml"])
def test_files_are_those_of_the_program(samples: pathlib.Path, tmp_path: pathlib.Path, ending: str) -> None:
    model = samples / "chuong-trinh-nam-2026.yaml"
    subprocess.run([PROGRAM, "render", str(model), "-o", str(tmp_path / f"a.{ending}")], check=True)
    vanban.render(model, tmp_path / f"b.{ending}")
    assert (tmp_path / f"b.{ending}").read_bytes() == (tmp_path / f"a.{ending}").read_bytes()
    assert sorted(own.name for own in tmp_path.iterdir()) == [f"a.{ending}", f"b.{ending}"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pdf(tmp_path: pathlib.Path) -> None:
    vanban.render(vanban.parse(vanban.sample()), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_outputs_are_never_overwritten_unasked(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "a.docx"
    parsed = vanban.parse(vanban.sample())
    vanban.render(parsed, file)
    before = file.read_bytes()
    with pytest.raises(vanban.OutputError) as caught:
        vanban.render(parsed, file)
    assert caught.value.code == "output-exists"
    parsed.document["subject"] = "Về việc khác"
    vanban.render(parsed, file, force=True)
    assert file.read_bytes() != before
    with pytest.raises(vanban.OutputError) as caught:
        vanban.render(parsed, tmp_path, force=True)
    assert caught.value.code == "output-is-folder"
    with pytest.raises(vanban.OutputError) as caught:
        vanban.render(parsed, tmp_path / "none" / "a.docx")
    assert caught.value.code == "output-unwritable" and isinstance(caught.value.__cause__, OSError)
    model = tmp_path / "m.yaml"
    model.write_text(parsed.to_yaml(), encoding="utf-8")
    with pytest.raises(vanban.OutputError) as caught:
        vanban.render(model, model, force=True)
    assert caught.value.code == "output-is-input"
    assert sorted(own.name for own in tmp_path.iterdir()) == ["a.docx", "m.yaml"]


@pytest.mark.parametrize(
    "model, code",
    [
        ({"subjekt": "x"}, "model-unknown-key"),
        ({"subject": 3}, "model-wrong-value"),
        ({"schema": "vanban/2", "document": {}}, "model-wrong-value"),
        ({"document": {}}, "model-missing-key"),
        (b"schema: [", "model-syntax"),
        (b"\xff\xfe\xfd", "model-not-text"),
    ],
)
def test_what_is_no_model(model: object, code: str) -> None:
    with pytest.raises(vanban.ModelError) as caught:
        vanban.render(model)  # type: ignore[call-overload]
    assert caught.value.code == code
    assert str(caught.value)


def test_forms() -> None:
    parsed = vanban.parse(vanban.sample())
    made = {vanban.render(parsed, form=key) for key in vanban.forms()}
    assert len(made) >= 3
    with pytest.raises(vanban.SettingError) as caught:
        vanban.render(parsed, form="nd99")
    assert (caught.value.code, caught.value.arguments[1]) == ("form-unknown", "nd99")
    assert all(key in caught.value.arguments[2] for key in vanban.forms())
    with pytest.raises(ValueError, match="format is one of"):
        vanban.render(parsed, format="odt")  # type: ignore[call-overload]


@needs_program
def test_findings_are_those_of_the_program(documents: list[pathlib.Path]) -> None:
    for file in documents:
        done = subprocess.run([PROGRAM, "--lang", "en", "check", str(file), "--format", "json"], capture_output=True)
        (judged,) = json.loads(done.stdout)
        report = vanban.check(file, language="en")
        assert list(report) == judged["findings"], file
        assert report.form == judged["form"]
        assert report == vanban.parse(file, language="en").check()
        assert bool(report.errors) == (done.returncode == 3)


def test_models_are_judged_too(samples: pathlib.Path, tmp_path: pathlib.Path) -> None:
    codes = {found["code"] for found in vanban.check({"kind": "quyet-dinh", "header": {"date": "2025-03-17"}})}
    assert {"agency-missing", "articles-missing"} <= codes
    model = samples / "chuong-trinh-nam-2026.yaml"
    assert vanban.check(model) == vanban.check(vanban.read_model(model))


@needs_program
def test_files_are_mended_as_the_program_mends_them(tmp_path: pathlib.Path) -> None:
    parsed = vanban.parse(vanban.sample())
    parsed.document["header"]["date"] = "2015-03-17"
    wrong = tmp_path / "wrong.docx"
    vanban.render(parsed, wrong, form="nd30-2020")
    command = [PROGRAM, "check", str(wrong), "--fix", "-o", str(tmp_path / "mended.docx"), "--format", "json"]
    (said,) = json.loads(subprocess.run(command, capture_output=True).stdout)
    fixed = vanban.fix(wrong)
    assert fixed.mends == said["mended"] and fixed.mends
    assert fixed.data == (tmp_path / "mended.docx").read_bytes()
    assert list(fixed.report) == said["findings"]

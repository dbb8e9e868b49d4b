"""Next year's draft."""

from __future__ import annotations

import os
import pathlib
import subprocess
import warnings

import pytest

import vanban

PROGRAM = os.environ.get("VANBAN_PROGRAM")
needs_program = pytest.mark.skipif(PROGRAM is None, reason="VANBAN_PROGRAM is not set")


@needs_program
@pytest.mark.parametrize("name", ["chuong-trinh-bang-word.docx", "chuong-trinh-binh-dang-gioi.txt"])
def test_a_draft_is_that_of_the_program(samples: pathlib.Path, tmp_path: pathlib.Path, name: str) -> None:
    last, plan_file = samples / name, tmp_path / "plan.yaml"
    run = lambda *arguments: subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True)  # noqa: E731
    run("draft", "plan", last, "--year", 2027, "-o", plan_file)
    plan = vanban.draft.plan(last, 2027)
    assert plan.to_yaml() == plan_file.read_text(encoding="utf-8")
    assert vanban.draft.Plan.read(plan_file).data == plan.data
    outputs = [tmp_path / own for own in ("clean.docx", "tracked.docx", "print.docx")]
    run("draft", "apply", last, plan_file, "-o", outputs[0], "--tracked", outputs[1], "--highlight", outputs[2])
    for given in (plan, plan_file, plan_file.read_bytes()):
        draft = vanban.draft.apply(last, given)
        assert list(draft[:3]) == [own.read_bytes() for own in outputs]
        assert draft.changed > 0 and draft.open > 0
    said = run("draft", "report", last, plan_file).stdout.decode()
    assert vanban.draft.report(last, plan) == said


def test_decisions_are_made_in_the_rows() -> None:
    plan = vanban.draft.plan(vanban.sample(), 2027)
    before = vanban.draft.apply(vanban.sample(), plan)
    assert plan.open
    for row in plan.open:
        row["decision"] = "keep"
    after = vanban.draft.apply(vanban.sample(), plan)
    assert after.open < before.open
    number = next(row for row in plan.rows if row["class"] == "blank")
    number["decision"], number["new"] = "edit", "09"
    draft = vanban.draft.apply(vanban.sample(), plan)
    assert vanban.parse(draft.clean).document["header"]["number"]["serial"] == "09"


def test_the_sheet_of_tasks_comes_in_again(samples: pathlib.Path) -> None:
    last = samples / "chuong-trinh-bang-word.docx"
    sheet = "TT,Nhiệm vụ,Chủ trì\n1,Một việc hoàn toàn mới,Sở Nội vụ\n".encode()
    new = [row for row in vanban.draft.plan(last, 2027, tasks=sheet).rows if "hoàn toàn mới" in row.get("new", "")]
    assert new
    with pytest.raises(vanban.DraftError) as caught:
        vanban.draft.plan(last, 2027, tasks=b"a,b\n1,2\n")
    assert caught.value.code == "sheet-no-tasks"


def test_what_is_wrong_with_a_draft(tmp_path: pathlib.Path) -> None:
    sample = vanban.sample()
    with pytest.raises(ValueError, match="1945 to 2200"):
        vanban.draft.plan(sample, 27)
    with pytest.raises(vanban.DraftError) as caught:
        vanban.draft.plan(sample, 2027, date="15/01/2027")
    assert caught.value.code == "draft-date"
    with pytest.raises(vanban.SettingError) as caught:
        vanban.draft.plan(sample, 2027, status=tmp_path / "none.toml")
    assert isinstance(caught.value.__cause__, FileNotFoundError)
    plan = vanban.draft.plan(sample, 2027)
    other = vanban.render({"kind": "quyet-dinh", "name": "QUYẾT ĐỊNH", "subject": "Về việc khác"})
    for step in (vanban.draft.apply, vanban.draft.report):
        with pytest.raises(vanban.DraftError) as caught:
            step(other, plan)
        assert caught.value.code == "plan-other-document"
    for text, code in [
        (b"schema: vanban/1", "model-missing-key"),
        (plan.to_yaml().replace("vanban-plan/1", "vanban-plan/9").encode(), "plan-schema"),
        (plan.to_yaml().replace("\n  decision:", "\n  decison:", 1).encode(), "model-unknown-key"),
    ]:
        with pytest.raises(vanban.DraftError) as caught:
            vanban.draft.Plan.read(text, language="en")
        assert caught.value.code == code
    plan.rows[0]["old"] = "khác"
    with pytest.raises(vanban.DraftError) as caught:
        vanban.draft.apply(sample, plan)
    assert caught.value.code == "plan-row-differs"
    # The line of the row, in the plan's own text.
    assert int(caught.value.arguments[1]) > 1


def test_a_document_that_would_read_otherwise_is_warned_of(
    documents: list[pathlib.Path], samples: pathlib.Path
) -> None:
    """An article above the letterhead is no article there once it is laid out; a Word file is edited as it is."""
    lines = (samples / "bo-nhiem.txt").read_text(encoding="utf-8").splitlines()
    lines.sort(key=lambda line: not line.startswith("Điều 1."))
    with pytest.warns(vanban.DraftWarning):
        vanban.draft.plan("\n".join(lines).encode(), 2027)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for file in documents:
            if file.suffix == ".docx":
                vanban.draft.plan(file, 2027)

"""Every example of the documentation is run."""

from __future__ import annotations

import doctest
import importlib
import pathlib
import pkgutil

import pytest

import vanban


def test_examples(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["vanban"] + [
        f"vanban.{own.name}" for own in pkgutil.iter_modules(vanban.__path__) if own.name != "_vanban"
    ]
    assert len(names) >= 8
    attempted = 0
    for name in names:
        done = doctest.testmod(importlib.import_module(name))
        assert done.failed == 0, name
        attempted += done.attempted
    # Of the native half, whose classes belong to no file.
    example = doctest.DocTestParser().get_doctest(vanban.Words.__doc__ or "", {}, "vanban.Words", None, None)
    done = doctest.DocTestRunner().run(example)
    assert done.failed == 0 and done.attempted >= 4
    assert attempted >= 80

"""Every example of the documentation is run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import vanban


def test_examples() -> None:
    names = ["vanban"] + [f"vanban.{own.name}" for own in pkgutil.iter_modules(vanban.__path__) if own.name != "_vanban"]
    assert len(names) >= 8
    attempted = 0
    for name in names:
        done = doctest.testmod(importlib.import_module(name))
        assert done.failed == 0, name
        attempted += done.attempted
    assert attempted >= 80

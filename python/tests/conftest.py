"""What the tests share. They run from a folder that is not the source, against the package that is installed."""

from __future__ import annotations

import os
import pathlib

import pytest


@pytest.fixture(scope="session")
def samples() -> pathlib.Path:
    """The samples of the repository."""
    folder = pathlib.Path(os.environ["VANBAN_REPOSITORY"]) / "samples"
    assert folder.is_dir()
    return folder


@pytest.fixture(scope="session")
def documents(samples: pathlib.Path) -> list[pathlib.Path]:
    """Those of them that are documents."""
    found = sorted(own for own in samples.iterdir() if own.suffix in {".txt", ".docx", ".doc", ".rtf", ".md"})
    assert len(found) >= 15
    return found

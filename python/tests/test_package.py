"""What is installed: the wheel and nothing of the source."""

from __future__ import annotations

import importlib.metadata
import inspect
import os
import pathlib
import subprocess
import sys

import vanban


def test_the_package_is_the_installed_one() -> None:
    place = pathlib.Path(vanban.__file__)
    assert "site-packages" in place.parts
    assert (place.parent / "py.typed").is_file()
    assert pathlib.Path(os.environ["VANBAN_REPOSITORY"]) / "python" not in [*place.parents, *pathlib.Path.cwd().parents]
    assert vanban.__version__ == importlib.metadata.version("vanban")


def test_the_licences_are_there_and_no_folder_of_the_machine() -> None:
    files = {str(own): own for own in importlib.metadata.files("vanban") or []}
    names = {name.rsplit("/", 1)[1] for name in files}
    assert {"LICENSE-MIT", "LICENSE-APACHE", "METADATA"} <= names
    for name, own in files.items():
        # What the installer writes of where the wheel came from is no part of the wheel.
        if name.endswith((".py", ".json", "METADATA", "RECORD")) and not name.endswith("direct_url.json"):
            assert os.environ["VANBAN_REPOSITORY"] not in own.read_text(encoding="utf-8"), name
    native = pathlib.Path(vanban._vanban.__file__).read_bytes()
    assert os.environ["VANBAN_REPOSITORY"].encode() not in native
    assert str(pathlib.Path.home()).encode() + b"/" not in native


def test_every_public_thing_has_a_docstring_with_an_example() -> None:
    for name in vanban.__all__:
        own = getattr(vanban, name)
        if name == "__version__":
            continue
        assert ">>> import vanban" in (own.__doc__ or ""), name
    for name in vanban.draft.__all__:
        assert ">>> import vanban" in (getattr(vanban.draft, name).__doc__ or ""), name
    for name, method in inspect.getmembers(vanban.Parsed, inspect.isfunction):
        if not name.startswith("_"):
            assert ">>> import vanban" in (method.__doc__ or ""), name


def test_a_strict_type_checker_accepts_the_package_and_its_use() -> None:
    here = pathlib.Path(__file__).parent
    config = here / "mypy.ini"
    command = [sys.executable, "-m", "mypy", "--config-file", str(config)]
    # A package and a file are two runs.
    for target in (["-p", "vanban"], [str(here / "usage.py")]):
        done = subprocess.run([*command, *target], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_type_checker_finds_what_is_wrong(tmp_path: pathlib.Path) -> None:
    """A check that finds nothing says nothing: three mistakes, three errors."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        'import vanban\nparsed = vanban.parse("a.docx", ocr="sometimes")\n'
        'print(parsed.document["subjekt"])\nvanban.render(parsed, "a.docx").decode()\n'
    )
    config = pathlib.Path(__file__).parent / "mypy.ini"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(config), str(wrong)], capture_output=True, text=True
    )
    lines = [line for line in done.stdout.splitlines() if "error:" in line]
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4"], done.stdout

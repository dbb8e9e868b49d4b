"""Tables that are measured and stand in the documentation, each between two marks."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "figures.md", ROOT / "README.md"]


def marked(name: str) -> tuple[Path, re.Match] | None:
    """The page with the table of a name, and the place of it; the opening mark says what writes the table."""
    for page in filter(Path.exists, PAGES):
        text = page.read_text(encoding="utf-8")
        if place := re.search(rf"<!-- {name}: by [^\n]* -->\n(.*?)<!-- /{name} -->", text, re.DOTALL):
            return page, place
    return None


def write(name: str, writer: str, table: str) -> None:
    """Puts a table between its marks.

    # Errors: SystemExit where no page has them
    """
    if not (found := marked(name)):
        raise SystemExit(f"no page has the marks of the table {name!r}")
    page, place = found
    text = place.string[: place.start()] + f"<!-- {name}: by {writer} -->\n{table}<!-- /{name} -->"
    page.write_text(text + place.string[place.end() :], encoding="utf-8")


def check(name: str, table: str) -> list[str]:
    """What is wrong where no page has the table, or one has other figures."""
    if not (found := marked(name)):
        return [f"no page has the marks of the table {name!r}"]
    if found[1].group(1) == table:
        return []
    return [f"{found[0].relative_to(ROOT)} has other figures under {name!r}: run with --update and read what changed"]

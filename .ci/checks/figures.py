"""Tables that are measured and stand in the documentation, each between two marks."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "figures.md", ROOT / "README.md"]


class Table(NamedTuple):
    """A table on a page, with its marks; the opening mark says what writes it."""

    page: Path
    text: str
    begin: int
    end: int
    rows: str


def marked(name: str) -> Table | None:
    """The table of a name, on the first page that has its marks."""
    for page in filter(Path.exists, PAGES):
        text = page.read_text(encoding="utf-8")
        if match := re.search(rf"<!-- {name}: by [^\n]* -->\n(.*?)<!-- /{name} -->", text, re.DOTALL):
            return Table(page, text, match.start(), match.end(), match.group(1))
    return None


def write(name: str, writer: str, rows: str):
    """Puts the rows of a table between its marks.

    # Errors: SystemExit where no page has them
    """
    if not (table := marked(name)):
        raise SystemExit(f"no page has the marks of the table {name!r}")
    between = f"<!-- {name}: by {writer} -->\n{rows}<!-- /{name} -->"
    table.page.write_text(table.text[: table.begin] + between + table.text[table.end :], encoding="utf-8")


def check(name: str, rows: str) -> list[str]:
    """What is wrong where no page has the table, or one has other figures."""
    if not (table := marked(name)):
        return [f"no page has the marks of the table {name!r}"]
    if table.rows == rows:
        return []
    return [f"{table.page.relative_to(ROOT)} has other figures under {name!r}: run with --update and read what changed"]

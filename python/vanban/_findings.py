"""What a checker found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, List, Optional

if TYPE_CHECKING:
    from .model import Finding

    Findings = List[Finding]
else:
    Findings = list


class Report(Findings):
    """A list of findings, those that weigh most first, and the form by which the document was judged.

    >>> import vanban
    >>> report = vanban.check(vanban.sample(), language="en")
    >>> report.form, [found["code"] for found in report if found["severity"] == "error"]
    ('nd30-2020', [])
    """

    form: Optional[str] = None

    @classmethod
    def of(cls, judgement: str) -> Report:
        """The report that the native half gives."""
        given = json.loads(judgement)
        report = cls(given["findings"])
        report.form = given["form"]
        return report

    @property
    def errors(self) -> List[Finding]:
        """The findings that are errors."""
        return [found for found in self if found["severity"] == "error"]

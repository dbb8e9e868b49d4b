"""Next year's draft from last year's document: first a plan of every change, open to review, then the change itself.

>>> import vanban
>>> plan = vanban.draft.plan(vanban.sample(), 2027)
>>> for row in plan.open:
...     row["decision"] = "keep"  # here a person decides
>>> draft = vanban.draft.apply(vanban.sample(), plan)
>>> vanban.parse(draft.clean).document["attachments"][0]["kind"]
'chuong-trinh'
"""

from __future__ import annotations

import datetime
import json
import warnings
from typing import TYPE_CHECKING, List, NamedTuple, Optional, Sequence, Tuple, Union, cast

from . import _vanban
from ._errors import DraftWarning
from ._options import Language, Path, Source, given, settings

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ReadOptions
    from .model import PlanData, PlanRow

__all__ = ["Draft", "Plan", "apply", "plan", "report"]


class Plan:
    """The changes that a draft proposes, each with its class, the old and the new words, its reason and a decision:
    ``"accept"``, ``"keep"``, ``"edit"`` (the words in ``new`` are taken), ``"drop"`` (the row of the table goes) or
    ``"open"`` (a slot stands in the draft). Rows are edited in place, here or in the file that :meth:`to_yaml` gives.

    >>> import vanban
    >>> plan = vanban.draft.plan(vanban.sample(), 2027)
    >>> plan.year, sorted({row["class"] for row in plan.rows})[:2]
    (2027, ['agency', 'annual-basis'])
    """

    __slots__ = ("data",)

    def __init__(self, data: PlanData) -> None:
        self.data: PlanData = data

    def __repr__(self) -> str:
        return f"<vanban.draft.Plan for {self.year}: {len(self.rows)} rows, {len(self.open)} open>"

    @classmethod
    def read(cls, source: Source, *, language: Language = "vi") -> Plan:
        """A plan as a person left it: the path or the bytes of its YAML or JSON.

        >>> import vanban
        >>> plan = vanban.draft.plan(vanban.sample(), 2027)
        >>> vanban.draft.Plan.read(plan.to_yaml().encode()).data == plan.data
        True
        """
        what, name = given(source)
        text = _vanban.plan_json(what, name, settings(language=language))
        return cls(cast("PlanData", json.loads(text)))

    @property
    def year(self) -> int:
        """The year of the draft."""
        return self.data["year"]

    @property
    def rows(self) -> List[PlanRow]:
        """The changes, in the order of the document."""
        return self.data["rows"]

    @property
    def open(self) -> List[PlanRow]:
        """The rows that nobody has decided yet."""
        return [row for row in self.rows if row["decision"] == "open"]

    def to_yaml(self, *, language: Language = "vi") -> str:
        """The plan as ``vanban draft plan`` writes it, to be edited by a person.

        >>> import vanban
        >>> "schema: vanban-plan/1" in vanban.draft.plan(vanban.sample(), 2027).to_yaml()
        True
        """
        return _vanban.plan_yaml(self._bytes(), "<plan>", settings(language=language))

    def _bytes(self) -> bytes:
        return json.dumps(self.data, ensure_ascii=False, indent=1).encode("utf-8", errors="replace")


class Draft(NamedTuple):
    """The files of a draft, each the bytes of a Word file.

    >>> import vanban
    >>> draft = vanban.draft.apply(vanban.sample(), vanban.draft.plan(vanban.sample(), 2027))
    >>> draft.clean[:2], draft.open > 0
    (b'PK', True)
    """

    clean: bytes
    """The draft."""
    tracked: bytes
    """With Word's own insertions and deletions, and a comment on every row that asks."""
    highlighted: bytes
    """With the changes on a coloured ground."""
    changed: int
    """How many places were changed."""
    open: int
    """How many slots a person has still to fill."""


def plan(
    source: Source,
    year: int,
    *,
    date: Union[str, datetime.date, None] = None,
    province: Optional[str] = None,
    status: Union[Path, Sequence[Path]] = (),
    tasks: Optional[Source] = None,
    **options: Unpack[ReadOptions],
) -> Plan:
    """Lists every change that a draft for another year proposes.

    Acts and agencies are judged as of ``date``, the first of the year where none is given, by the program's own facts
    and those of the files ``status``; ``province`` is that of the office, where the document does not say it; ``tasks``
    is the sheet of ``vanban tasks`` (.xlsx, .csv) that departments have filled in. The options are those of
    :func:`vanban.parse`.

    >>> import vanban
    >>> plan = vanban.draft.plan(vanban.sample(), 2027, date="2026-12-01", language="en")
    >>> plan.rows[0]["code"], plan.rows[0]["decision"]
    ('blank-number', 'accept')
    """
    if not 1945 <= year <= 2200:
        raise ValueError(f"the year of a draft is one of 1945 to 2200, not {year}")
    files = [status] if isinstance(status, str) or not isinstance(status, Sequence) else list(status)
    request = {
        "year": year,
        "date": date.isoformat()[:10] if isinstance(date, datetime.date) else date,
        "province": province,
        "status": files,
        "tasks": None if tasks is None else given(tasks),
    }
    what, name = given(source)
    text, differs = _vanban.draft_plan(what, name, request, settings(**options))
    if differs:
        language = options.get("language", "vi")
        warnings.warn(_vanban.message("draft-differs", [name], language), DraftWarning, stacklevel=2)
    return Plan(cast("PlanData", json.loads(text)))


def _plan(plan: Union[Plan, Source]) -> Tuple[Union[Path, bytes], str]:
    return (plan._bytes(), "<plan>") if isinstance(plan, Plan) else given(plan)


def apply(
    source: Source,
    plan: Union[Plan, Source],
    *,
    author: str = "vanban",
    at: Union[str, datetime.datetime] = "2000-01-01T00:00:00Z",
    **options: Unpack[ReadOptions],
) -> Draft:
    """Makes what a plan decided in the document of which it was made. A Word file is edited in place: what the plan
    does not change stays byte for byte; another document is written by the form in force first.

    ``author`` and ``at`` are what the tracked changes say. The options are those of :func:`vanban.parse`, and should be
    those of the plan. Raises :class:`vanban.DraftError` where the plan does not fit.

    >>> import vanban
    >>> word = vanban.render(vanban.parse(vanban.sample()))
    >>> draft = vanban.draft.apply(word, vanban.draft.plan(word, 2027), author="Văn thư")
    >>> vanban.parse(draft.clean).document["subject"]
    'Ban hành Chương trình công tác năm 2027 của Ban Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm'
    """
    if isinstance(at, datetime.datetime):
        if at.tzinfo is not None:
            at = at.astimezone(datetime.timezone.utc)
        at = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    what, name = given(source)
    files, changed, open_ = _vanban.draft_apply(what, name, *_plan(plan), author, at, settings(**options))
    return Draft(*files, changed, open_)


def report(source: Source, plan: Union[Plan, Source], **options: Unpack[ReadOptions]) -> str:
    """One page on a plan for the person in charge.

    >>> import vanban
    >>> plan = vanban.draft.plan(vanban.sample(), 2027)
    >>> "2027" in vanban.draft.report(vanban.sample(), plan)
    True
    """
    what, name = given(source)
    return _vanban.draft_report(what, name, *_plan(plan), settings(**options))

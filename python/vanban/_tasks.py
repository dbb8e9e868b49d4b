"""The task tables of many documents as rows that pandas and pyarrow take."""

from __future__ import annotations

import calendar
import datetime
import json
import os
import re
from typing import TYPE_CHECKING, Any, Callable, Iterable, List, Mapping, Optional, Tuple, TypedDict, Union

from . import _vanban
from ._errors import Error
from ._options import Source, given, settings

if TYPE_CHECKING:
    import pyarrow
    from typing_extensions import Unpack

    from ._options import ReadOptions
    from ._parsed import Parsed


class TaskRow(TypedDict):
    """A task of a programme's table. Every row has every key; what is not there is ``None``.

    >>> import vanban
    >>> list(vanban.TaskRow.__annotations__)[:4]
    ['file', 'decision', 'decision_date', 'group']
    """

    file: str
    """The file that it was read from."""
    decision: Optional[str]
    """Number and symbol of the decision."""
    decision_date: Optional[datetime.date]
    """Its date, where day and month are there."""
    group: Optional[str]
    """The group row above it."""
    ordinal: Optional[str]
    """Số thứ tự."""
    task: str
    """Nhiệm vụ."""
    lead: Optional[str]
    """Chủ trì, as written."""
    leads: List[str]
    """Each leading agency, in its normal form."""
    support: Optional[str]
    """Phối hợp, as written."""
    supports: List[str]
    """Each supporting agency, in its normal form."""
    product: Optional[str]
    """Sản phẩm."""
    deadline: Optional[str]
    """Thời hạn, as written."""
    due: Optional[str]
    """What the deadline is: ``date``, ``month``, ``quarter``, ``year``, ``recurring``; ``None`` where it is none."""
    due_from: Optional[str]
    """``2025-06-30``, ``2025-06``, ``2025-Q2``, ``2025``, without a year ``--06-30``; how often, where it recurs."""
    due_to: Optional[str]
    """The last of a range; where there is no range the same as ``due_from``."""
    start: Optional[datetime.date]
    """The first day of ``due_from``, where the text names the year."""
    end: Optional[datetime.date]
    """The last day of ``due_to``, where the text names the year."""
    budget: Optional[str]
    """Kinh phí, as written."""
    amount: Optional[int]
    """The budget in đồng, where it is one amount and its unit is said."""
    rows: int
    """How many rows from this one on share its ordinal and task: a merged cell."""
    continued: bool
    """True where a merged cell above gives ordinal and task."""
    row: str
    """The JSON Pointer of the table's row, from ``document``."""


def task_rows(reading: _vanban.Reading, name: str) -> List[TaskRow]:
    """The rows of one document."""
    return [_row(task, name) for task in json.loads(reading.tasks())]


def _row(task: Mapping[str, Any], name: str) -> TaskRow:
    due = task.get("due") or {}
    first = due.get("start") or due.get("every")
    last = due.get("end") or due.get("start")
    return {
        "file": name,
        "decision": task.get("decision"),
        "decision_date": _day(task.get("decision_date")),
        "group": task.get("group"),
        "ordinal": task.get("ordinal"),
        "task": task["task"],
        "lead": task.get("lead"),
        "leads": [agency["normal"] for agency in task.get("leads", ())],
        "support": task.get("support"),
        "supports": [agency["normal"] for agency in task.get("supports", ())],
        "product": task.get("product"),
        "deadline": task.get("deadline"),
        "due": due.get("kind"),
        "due_from": first,
        "due_to": last,
        "start": _bounds(due.get("start"))[0],
        "end": _bounds(last)[1],
        "budget": task.get("budget"),
        "amount": task.get("amount"),
        "rows": task.get("rows", 1),
        "continued": task.get("continued", False),
        "row": task["row"],
    }


def _day(text: Optional[str]) -> Optional[datetime.date]:
    """A whole date of ISO 8601 that the calendar has."""
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})")


def _bounds(text: Optional[str]) -> Tuple[Optional[datetime.date], Optional[datetime.date]]:
    """The first and the last day of a day, a month, a quarter or a year; of none where no year is named."""
    if text is None:
        return None, None
    month, quarter, year = (pattern.fullmatch(text) for pattern in (_MONTH, _QUARTER, _YEAR))
    if month:
        of, first, last = int(month[1]), int(month[2]), int(month[2])
    elif quarter:
        of, first, last = int(quarter[1]), int(quarter[2]) * 3 - 2, int(quarter[2]) * 3
    elif year:
        of, first, last = int(year[1]), 1, 12
    else:
        day = _day(text)
        return day, day
    if of < 1 or not 1 <= first <= last <= 12:
        return None, None
    return datetime.date(of, first, 1), datetime.date(of, last, calendar.monthrange(of, last)[1])


def tasks(
    sources: Union[Source, Parsed, Iterable[Union[Source, Parsed]]],
    *,
    on_error: Optional[Callable[[Source, Error], None]] = None,
    **options: Unpack[ReadOptions],
) -> List[TaskRow]:
    """The tasks of the task tables of one or many documents, a row a task, with the columns of ``vanban tasks``.

    Dates are ``datetime.date`` and amounts ``int``, so that ``pandas.DataFrame(rows)`` and
    ``pyarrow.Table.from_pylist(rows, schema=vanban.tasks_schema())`` have columns of proper types. ``on_error`` is told
    of a document that cannot be read, and the others go on; without it the error is raised. The options are those of
    :func:`parse`.

    >>> import vanban
    >>> rows = vanban.tasks([vanban.sample()])
    >>> len(rows), rows[0]["decision"], rows[0]["decision_date"]
    (7, '07/QĐ-BVSTBPN', datetime.date(2025, 3, 14))
    """
    from ._parsed import Parsed

    chosen = settings(**options)
    several: Iterable[Union[Source, Parsed]]
    if isinstance(sources, (str, os.PathLike, bytes, bytearray, memoryview, Parsed)):
        several = [sources]
    else:
        several = sources
    rows: List[TaskRow] = []
    for source in several:
        if isinstance(source, Parsed):
            rows += source.tasks()
            continue
        what, name = given(source)
        try:
            rows += task_rows(_vanban.read(what, name, chosen), name)
        except Error as error:
            if on_error is None:
                raise
            on_error(source, error)
    return rows


def tasks_schema() -> pyarrow.Schema:
    """The columns of :func:`tasks` as pyarrow has them, so that many files of rows are of one type even where a column
    is empty in some. pyarrow must be installed.

    >>> import vanban
    >>> import pyarrow
    >>> table = pyarrow.Table.from_pylist(vanban.tasks(vanban.sample()), schema=vanban.tasks_schema())
    >>> table.schema.field("end").type, table.schema.field("amount").type
    (DataType(date32[day]), DataType(int64))
    """
    import pyarrow

    types = {
        "str": pyarrow.string(),
        "int": pyarrow.int64(),
        "bool": pyarrow.bool_(),
        "datetime.date": pyarrow.date32(),
        "List[str]": pyarrow.list_(pyarrow.string()),
    }
    fields = []
    for name, annotation in TaskRow.__annotations__.items():
        # With annotations kept as text, a TypedDict holds them as forward references.
        written = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        optional = re.fullmatch(r"Optional\[(.*)\]", written)
        bare = optional[1] if optional else written
        fields.append(pyarrow.field(name, types[bare], nullable=optional is not None))
    return pyarrow.schema(fields)

"""Reads Vietnamese administrative decisions (quyết định hành chính) into typed data that says where every value came
from, judges them, drafts next year's, and writes them as Word files.

>>> import vanban
>>> parsed = vanban.parse(vanban.sample())
>>> parsed.document["header"]["number"]["text"]
'07/QĐ-BVSTBPN'

``str`` and ``os.PathLike`` are always paths, ``bytes`` the contents of a file.
"""

from . import draft, model
from ._errors import (
    DraftError,
    DraftWarning,
    Error,
    InternalError,
    ModelError,
    OutputError,
    ReadError,
    SettingError,
)
from ._findings import Report
from ._models import Fixed, check, fix, forms, read_model, render, sample, schema
from ._parsed import Parsed, parse, parse_text
from ._tasks import TaskRow, tasks, tasks_schema
from ._vanban import Words, __version__

__all__ = [
    "DraftError",
    "DraftWarning",
    "Error",
    "Fixed",
    "InternalError",
    "ModelError",
    "OutputError",
    "Parsed",
    "ReadError",
    "Report",
    "SettingError",
    "TaskRow",
    "Words",
    "__version__",
    "check",
    "draft",
    "fix",
    "forms",
    "model",
    "parse",
    "parse_text",
    "read_model",
    "render",
    "sample",
    "schema",
    "tasks",
    "tasks_schema",
]

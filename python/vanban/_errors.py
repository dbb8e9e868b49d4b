"""The exceptions of the package. Each has a stable code, so that a program need not read messages."""

from __future__ import annotations

from typing import Sequence, Tuple

from . import _vanban


class Error(Exception):
    """What all errors of the package are.

    ``code`` is stable and stands in ``grammars/diagnostics.toml``; ``arguments`` are what its message names, the file
    first. ``str(error)`` is the message in the language of the call, Vietnamese where none was asked for.

    >>> import vanban
    >>> try:
    ...     vanban.parse(b"")
    ... except vanban.Error as error:
    ...     print(error.code, error.arguments)
    ...     print(error.message_in("en"))
    input-empty ('<bytes>',)
    <bytes>: the file has no content; check the file or the scan
    """

    def __init__(self, code: str, arguments: Sequence[str] = (), language: str = "vi") -> None:
        # What is given here comes back when the error is copied or sent to another process.
        super().__init__(code, tuple(arguments), language)
        self.code: str = code
        self.arguments: Tuple[str, ...] = tuple(arguments)
        self.language: str = language

    @property
    def message(self) -> str:
        """The message in the language of the call: the file, the place, the problem and what to do."""
        return self.message_in(self.language)

    def message_in(self, language: str) -> str:
        """The message in Vietnamese (``"vi"``) or English (``"en"``)."""
        return _vanban.message(self.code, list(self.arguments), language)

    def __str__(self) -> str:
        return self.message


class ReadError(Error):
    """A document that cannot be read: missing, broken, locked by a password, beyond a limit, or of a format that asks
    for another program.

    >>> import vanban
    >>> try:
    ...     vanban.parse("no such file.docx")
    ... except vanban.ReadError as error:
    ...     print(error.code, type(error.__cause__).__name__)
    input-unreadable FileNotFoundError
    """


class ModelError(Error):
    """Data that is no model; the message names the line, the key and what to do.

    >>> import vanban
    >>> try:
    ...     vanban.render({"subjekt": "Về việc thành lập Ban Chỉ đạo"})
    ... except vanban.ModelError as error:
    ...     print(error.code, error.arguments[2:5])
    model-unknown-key ('document.subjekt', 'subjekt', 'subject')
    """


class SettingError(Error):
    """A wrong limit, form, word list or table of facts.

    >>> import vanban
    >>> try:
    ...     vanban.parse(vanban.sample(), limits={"page": 3})
    ... except vanban.SettingError as error:
    ...     print(error.code, error.arguments[0])
    limit-wrong page=3
    """


class OutputError(Error):
    """An output that cannot be made: it exists already, the place cannot be written to, LibreOffice is missing, or the
    file is no Word file that could be mended.

    >>> import vanban
    >>> try:
    ...     vanban.fix(vanban.sample())
    ... except vanban.OutputError as error:
    ...     print(error.code)
    fix-word-only
    """


class DraftError(Error):
    """A draft that cannot be planned or made: the plan is of another document, or a row of it does not fit.

    >>> import vanban
    >>> plan = vanban.draft.plan(vanban.sample(), 2027)
    >>> plan.rows[0]["decision"], plan.rows[0]["new"] = "edit", ""
    >>> try:
    ...     vanban.draft.apply(vanban.sample(), plan)
    ... except vanban.DraftError as error:
    ...     print(error.code)
    plan-row-nothing-new
    """


class InternalError(Error):
    """A fault of the program's own, met in one document; please report it. It never ends the process.

    >>> import vanban
    >>> issubclass(vanban.InternalError, vanban.Error)
    True
    """


class DraftWarning(UserWarning):
    """The document was written as a Word file first and reads otherwise in places: compare the draft with the original.

    >>> import vanban
    >>> issubclass(vanban.DraftWarning, UserWarning)
    True
    """

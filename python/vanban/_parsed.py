"""Documents that are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Dict, List, Optional, cast

from . import _vanban
from ._findings import Report
from ._options import Detail, Language, Limits, Ocr, Path, Source, TextFormat, WordLists, given, settings
from ._tasks import TaskRow, task_rows

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ParseOptions
    from .model import DiagnosticItem, Document, Entry, FurnitureItem, Output, Span, UnplacedItem


class Parsed:
    """A document that was read, and the report on its reading.

    ``document``, ``provenance``, ``furniture``, ``unplaced`` and ``diagnostics`` are what the JSON of ``vanban parse``
    has under these names (:mod:`vanban.model` has their types); fields that hold nothing are left out of dictionaries.

    >>> import vanban
    >>> parsed = vanban.parse(vanban.sample())
    >>> parsed.document["header"]["number"]["symbol"]
    'QĐ-BVSTBPN'
    >>> place = parsed.provenance["/header/date"]
    >>> place["grade"], [parsed.words_at(span) for span in place["spans"]]
    ('likely', ['ngày 14 tháng 3 năm 2025'])
    """

    __slots__ = ("name", "_reading", "_detail", "_language", "_whole", "_bytes")

    def __init__(self, reading: _vanban.Reading, name: str, detail: Detail, language: Language) -> None:
        self.name: str = name
        self._reading = reading
        self._detail: Detail = detail
        self._language: Language = language
        self._whole: Optional[Output] = None
        self._bytes: Optional[bytes] = None

    def __repr__(self) -> str:
        header = self.document.get("header", {})
        number = header["number"]["text"] if "number" in header else None
        return f"<vanban.Parsed {self.name!r}: {self.document.get('kind')} {number}>"

    def to_dict(self) -> Output:
        """All of it, as ``vanban parse`` prints it. The same dictionaries each time: what is changed in them stays.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).to_dict()["schema"]
        'vanban/1'
        """
        if self._whole is None:
            self._whole = cast("Output", json.loads(self.to_json()))
        return self._whole

    @property
    def document(self) -> Document:
        """The document: letterhead, subject, bases, articles, recipients, signatures, attachments."""
        return self.to_dict()["document"]

    @property
    def provenance(self) -> Dict[str, Entry]:
        """Where each value stands and how sure it is, by JSON Pointer from ``document``."""
        return self.to_dict().get("provenance") or {}

    @property
    def furniture(self) -> List[FurnitureItem]:
        """What was understood and is no value: national title, page numbers, stamps."""
        return self.to_dict().get("furniture") or []

    @property
    def unplaced(self) -> List[UnplacedItem]:
        """What no rule could place: never dropped."""
        return self.to_dict().get("unplaced") or []

    @property
    def diagnostics(self) -> List[DiagnosticItem]:
        """What a reader should know, each with a stable code."""
        return self.to_dict().get("diagnostics") or []

    @property
    def text(self) -> str:
        """The normalised text. Spans count its bytes in UTF-8: :meth:`words_at` takes them."""
        return self._reading.text()

    def words_at(self, span: Span) -> str:
        """The words at a span of ``provenance``, ``furniture``, ``unplaced``, ``diagnostics`` or a finding.

        >>> import vanban
        >>> parsed = vanban.parse(vanban.sample())
        >>> parsed.words_at(parsed.furniture[0]["spans"][0])
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
        """
        if self._bytes is None:
            self._bytes = self.text.encode()
        start, end = span
        return self._bytes[start:end].decode()

    def to_json(self, *, provenance: Optional[Detail] = None, language: Optional[Language] = None) -> str:
        """The JSON that ``vanban parse`` prints, of what was read.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).to_json(provenance="none").splitlines()[1]
        '  "schema": "vanban/1",'
        """
        return self._written("json", provenance, language)

    def to_yaml(self, *, provenance: Optional[Detail] = None, language: Optional[Language] = None) -> str:
        """The same as YAML, to read and to edit.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).to_yaml(provenance="none").splitlines()[0]
        'schema: vanban/1'
        """
        return self._written("yaml", provenance, language)

    def to_akn(self, *, provenance: Optional[Detail] = None, language: Optional[Language] = None) -> str:
        """Akoma Ntoso 3.0, of what was read.

        >>> import vanban
        >>> "<akomaNtoso" in vanban.parse(vanban.sample()).to_akn()
        True
        """
        return self._written("akn", provenance, language)

    def to_metadata(self) -> str:
        """The record of metadata, as XML.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).to_metadata().startswith("<?xml")
        True
        """
        return self._written("metadata")

    def to_markdown(self) -> str:
        """Markdown, of what was read.

        >>> import vanban
        >>> "**QUYẾT ĐỊNH" in vanban.parse(vanban.sample()).to_markdown()
        True
        """
        return self._written("markdown")

    def to_html(self) -> str:
        """One HTML file that prints as the form asks, of what was read.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).to_html()[:15].lower()
        '<!doctype html>'
        """
        return self._written("html")

    def _written(self, format: str, provenance: Optional[Detail] = None, language: Optional[Language] = None) -> str:
        return self._reading.written(format, provenance or self._detail, language or self._language)

    def tasks(self) -> List[TaskRow]:
        """The tasks of its tables, a row a task: see :func:`vanban.tasks`.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).tasks()[0]["leads"]
        ['Sở Nội vụ']
        """
        return task_rows(self._reading, self.name)

    def check(self) -> Report:
        """The findings on what was read: see :func:`vanban.check`.

        >>> import vanban
        >>> vanban.parse(vanban.sample()).check().form
        'nd30-2020'
        """
        return Report.of(self._reading.check())


def parse(
    source: Source,
    *,
    format: Optional[TextFormat] = None,
    ocr: Ocr = "auto",
    keep_ocr: Optional[Path] = None,
    words: Optional[WordLists] = None,
    limits: Optional[Limits] = None,
    provenance: Detail = "fields",
    language: Language = "vi",
) -> Parsed:
    """Reads a document: Word, PDF, scan, RTF, HTML, MHTML, hOCR, ALTO, PAGE XML, TSV, Markdown, text.

    What a file is, its bytes say.

    ``source`` is a path (``str`` or ``os.PathLike``) or the bytes of a file. A document that can be read always gives a
    result; what is doubtful in it is in ``diagnostics``.

    - ``format`` says what a text is, where that is known: ``"txt"``, ``"md"``, ``"tsv"``, ``"alto"``, ``"page"``,
      ``"hocr"``, ``"html"``.
    - ``ocr``: whether pages are recognised: ``"auto"``, ``"always"``, ``"never"``. What it wrote is kept
      in the folder ``keep_ocr``, under the file's path; of bytes under a name made of them.
    - ``words``: word lists of the office's own (TOML), paths or a :class:`Words` made once for many.
    - ``limits``: ``{"pages": 200, "bytes": "50M"}``; the names are bytes, unpacked, pages, nesting, cells, seconds.
    - ``provenance``: of what the place is told: ``"none"``, ``"fields"``, ``"all"`` (every block and cell, too).
    - ``language`` of messages: ``"vi"`` or ``"en"``.

    Other threads run meanwhile. Raises :class:`ReadError`, :class:`SettingError`, :class:`InternalError`.

    >>> import vanban
    >>> parsed = vanban.parse(vanban.sample())
    >>> parsed.document["kind"], parsed.document["header"]["date"]
    ('quyet-dinh', '2025-03-14')
    """
    if provenance not in ("none", "fields", "all"):
        raise ValueError(f'provenance is "none", "fields" or "all", not {provenance!r}')
    chosen = settings(words, ocr, format, keep_ocr, limits, language)
    what, name = given(source)
    return Parsed(_vanban.read(what, name, chosen), name, provenance, language)


def parse_text(text: str, **options: Unpack[ParseOptions]) -> Parsed:
    """Reads a document that is there as text; the options are those of :func:`parse`.

    >>> import vanban
    >>> parsed = vanban.parse_text("QUYẾT ĐỊNH\\nĐiều 1. Thành lập Ban Chỉ đạo.", language="en")
    >>> parsed.diagnostics[0]["message"]
    'the document has no letterhead (agency, number, date)'
    """
    # What is no Unicode, a lone surrogate, is read as what it is: a character that could not be decoded.
    return parse(text.encode("utf-8", errors="replace"), **options)

"""The types of what is read and judged, as typed dictionaries.

Made from the JSON Schemas by tools/make_model.py: change the schemas, not this file.

>>> import vanban
>>> document: vanban.model.Document = {"name": "QUYẾT ĐỊNH", "subject": "Về việc thành lập Ban Chỉ đạo"}
>>> vanban.render(document)[:2]
b'PK'
"""

from __future__ import annotations

from typing import Dict, List, Literal, Tuple, TypedDict, Union

Span = Union[Tuple[int, int], List[int]]
"""Where words begin and end in the normalised text, in bytes of UTF-8."""


class Attachment(TypedDict, total=False):
    """Văn bản hoặc phụ lục kèm theo."""

    body: List[Block]
    """Its blocks."""
    filing: str
    """Its own filing line."""
    header: Header
    """Its own letterhead."""
    issued_with: IssuedWith
    """``(Kèm theo Quyết định số … ngày … của …)``."""
    kind: str
    """``chuong-trinh``, ``quy-che``, ``phu-luc``, ``danh-sach``, ``mau`` …"""
    label: str
    """``I`` of "Phụ lục I"."""
    name: str
    """The name of the kind as written: ``CHƯƠNG TRÌNH``, ``PHỤ LỤC I``."""
    part_of: int
    """For an appendix of an attachment: its index."""
    recipients: List[Recipient]
    """Its own recipients."""
    signatures: List[Signature]
    """Its own signatures."""
    title: str
    """What follows the name."""


class _AuthorityLinkRequired(TypedDict):
    capacity: Capacity
    """The capacity."""


class AuthorityLink(_AuthorityLinkRequired, total=False):
    """One link of the chain of authority: ``KT. CHỦ TỊCH``."""

    of: str
    """In whose place; empty for Q."""


class _ParagraphRequired(TypedDict):
    text: str
    """The text."""
    type: Literal["paragraph"]


class Paragraph(_ParagraphRequired, total=False):
    """Running text."""

    citations: List[Citation]
    """Documents cited in it."""


class _DivisionRequired(TypedDict):
    label: str
    """The label as written: ``Điều 1.``, ``I.``, ``a)``, ``-``."""
    level: str
    """``phan``, ``chuong``, ``muc``, ``tieu-muc``, ``dieu``; under a Điều ``khoan``, ``diem``; elsewhere
    ``capital``, ``roman``, ``number``, ``letter``; ``bullet`` everywhere."""
    type: Literal["division"]


class Division(_DivisionRequired, total=False):
    """A labelled part: Phần, Chương, Mục, Điều, khoản, điểm, I., 1., a), a bullet."""

    body: List[Block]
    """What stands below."""
    heading: str
    """The title, where the label's line is set apart as one."""
    number: str
    """The label's number: ``1``, ``I``, ``a``, ``1.2``; absent for a bullet."""


class _TableRequired(TypedDict):
    type: Literal["table"]


class Table(_TableRequired, total=False):
    """A table."""

    caption: str
    """The title of the table itself."""
    columns: List[Column]
    """The columns; empty for a table without a header."""
    rows: List[Row]
    """The body rows, group rows and totals among them."""
    unit: str
    """The unit line, whole: ``Đơn vị tính: đồng``."""


class Quote(TypedDict):
    """Quoted new wording in an amending decision: its articles are not ours."""

    body: List[Block]
    """The quoted blocks."""
    type: Literal["quote"]


class Note(TypedDict):
    """A footnote."""

    label: str
    """The mark: ``1``, ``*``."""
    text: str
    """The text."""
    type: Literal["note"]


Block = Union["Paragraph", "Division", "Table", "Quote", "Note"]
"""A block of a body (contract, "Blocks")."""


Capacity = Literal["TM", "KT", "TL", "TUQ", "Q"]
"""Quyền hạn ký (Điều 13; Phụ lục I, II.7)."""


class Cell(TypedDict, total=False):
    """A cell of a table; an empty one is ``{}``."""

    col_span: int
    """Columns covered, where more than one."""
    row_span: int
    """Rows covered, where more than one."""
    text: str
    """The text; paragraphs stay apart as ``\\n``."""


class Citation(TypedDict, total=False):
    """A cited document (viện dẫn); derived from the text in which it stands."""

    date: str
    """ISO 8601, whole or partly blank."""
    issuer: str
    """Who issued it."""
    kind: str
    """Its kind as a key: ``luat``, ``nghi-dinh``."""
    number: str
    """Number and symbol, without blanks."""
    pinpoint: str
    """``khoản 1 Điều 7``."""
    relation: str
    """``amended-by``, ``consolidated-in``; absent for a plain citation."""
    text: str
    """The words of the citation."""
    title: str
    """The name of a law, the subject of another document."""


class _ColumnRequired(TypedDict):
    name: str
    """The name: the lowest header cell; empty where that cell begins over a column before this one."""


class Column(_ColumnRequired, total=False):
    """A column of a table."""

    path: List[str]
    """All header cells from the top down, where there is more than one level, or the cell is shared."""
    role: str
    """What the column holds, from ``grammars/words/columns.toml``."""


class CopyBlock(TypedDict, total=False):
    """The block under a certified copy."""

    date: str
    """The copy's own date, ISO 8601."""
    kind: str
    """``sao-y``, ``sao-luc``, ``trich-sao``."""
    number: str
    """The copy's own number."""
    signature: Signature
    """Who certified it."""


class _DiagnosticItemRequired(TypedDict):
    code: str
    """The stable code."""
    message: str
    """The message in the reader's language."""
    severity: Severity
    """How much it matters."""
    spans: List[Span]
    """Where it stands in the source."""


class DiagnosticItem(_DiagnosticItemRequired, total=False):
    """Something that a reader should know."""

    pointer: str
    """The JSON Pointer of the value concerned, from ``document``."""


class Document(TypedDict, total=False):
    """A decision, programme, plan or another named kind of administrative document (văn bản)."""

    addressees: List[str]
    """Kính gửi."""
    attachments: List[Attachment]
    """Văn bản, phụ lục kèm theo: flat, in reading order."""
    authority: str
    """Thẩm quyền ban hành: the line in capitals before the bases."""
    bases: List[LegalBasis]
    """Căn cứ ban hành, in order."""
    body: List[Block]
    """The articles of a decision, the sections of a programme."""
    copy: CopyBlock
    """The block of a SAO Y, SAO LỤC or TRÍCH SAO."""
    drafter_mark: str
    """Ký hiệu người soạn thảo và số lượng bản."""
    effects: List[Effect]
    """Hiệu lực: in force, replaces, repeals, amends; read from the articles."""
    enacting_formula: str
    """``QUYẾT ĐỊNH:`` or the enacting sentence of a normative decision."""
    filing: str
    """Lưu."""
    header: Header
    """The letterhead's values."""
    kind: str
    """Tên loại as a key: ``quyet-dinh``."""
    marks: List[Mark]
    """DỰ THẢO, urgency, secrecy, circulation, copy."""
    name: str
    """Tên loại as written: ``QUYẾT ĐỊNH``."""
    received: Received
    """Dấu đến: the arrival stamp's own number and date."""
    recipients: List[Recipient]
    """Nơi nhận."""
    signatures: List[Signature]
    """Chữ ký, in reading order."""
    subject: str
    """Trích yếu."""


class _DocumentNumberRequired(TypedDict):
    text: str
    """The whole, without blanks."""


class DocumentNumber(_DocumentNumberRequired, total=False):
    """Số, ký hiệu: ``02/QĐ-BVSTBCPN``, ``25/2017/QĐ-UBND``, with a blank serial ``/QĐ-UBND``."""

    serial: str
    """Số."""
    symbol: str
    """Ký hiệu."""
    year: int
    """The year inside the number, as normative decisions have it."""


class _EffectRequired(TypedDict):
    kind: str
    """``in-force``, ``replaces``, ``repeals``, ``amends``."""


class Effect(_EffectRequired, total=False):
    """Hiệu lực."""

    citation: Citation
    """The document concerned."""
    date: str
    """ISO 8601; absent for "kể từ ngày ký"."""


class _EntryRequired(TypedDict):
    grade: Grade
    """How sure the value is."""


class Entry(_EntryRequired, total=False):
    """Where one value comes from."""

    boxes: List[PageBox]
    """Where on pages the words stand."""
    inferred_from: str
    """The JSON Pointer of the other value from which it was inferred."""
    repairs: List[str]
    """What was changed between the source and the value."""
    source: str
    """The source's words, where they differ from the value."""
    spans: List[Span]
    """Byte ranges in the normalised text, in reading order."""


class FurnitureItem(TypedDict):
    """A piece of the source that was understood and carries no value."""

    kind: FurnitureKind
    """What it is."""
    spans: List[Span]
    """Where it stands."""
    text: str
    """Its words."""


FurnitureKind = Literal[
    "national-title",
    "motto",
    "page-number",
    "running-head",
    "rule",
    "stamp",
    "seal-noise",
    "end-mark",
    "list-header",
    "site-noise",
    "hidden",
    "deleted",
]
"""What a piece of furniture is (contract, "furniture")."""


Grade = Literal["sure", "likely", "doubtful"]
"""How sure a value is, by how often values of the same evidence were right."""


class Header(TypedDict, total=False):
    """The letterhead (Phụ lục I, ô 1–4)."""

    agency: str
    """Cơ quan ban hành; joint issuers on lines of their own."""
    date: str
    """ISO 8601; partly blank ones as ``2019``, ``2019-03``."""
    number: DocumentNumber
    """Số, ký hiệu."""
    parent_agency: str
    """Cơ quan chủ quản; several levels on lines of their own."""
    place: str
    """Địa danh."""


class IssuedWith(TypedDict, total=False):
    """The decision with which an attachment was issued, as the attachment's own heading says it."""

    date: str
    """ISO 8601."""
    issuer: str
    """Who issued it."""
    number: str
    """Number and symbol."""


class _LegalBasisRequired(TypedDict):
    formula: str
    """``can-cu``, ``theo-de-nghi``, ``xet-de-nghi``, ``thuc-hien`` …"""
    text: str
    """The whole basis without its closing mark."""


class LegalBasis(_LegalBasisRequired, total=False):
    """Một căn cứ ban hành."""

    citations: List[Citation]
    """Documents cited in it."""


class Mark(TypedDict):
    """A mark on the first page: draft, urgency, secrecy, circulation, copy."""

    kind: str
    """``draft``, ``urgency``, ``secrecy``, ``circulation``, ``copy``."""
    text: str
    """As written."""


class PageBox(TypedDict):
    """A place on a page: left, top, right, bottom, in the source's own unit."""

    box: List[int]
    """Left, top, right, bottom."""
    page: int
    """The page, from 1."""


class Received(TypedDict, total=False):
    """Dấu đến."""

    date: str
    """The arrival date, ISO 8601."""
    number: str
    """The arrival number."""


class _RecipientRequired(TypedDict):
    text: str
    """Without dash, note and closing mark."""


class Recipient(_RecipientRequired, total=False):
    """Một nơi nhận."""

    items: List[str]
    """Sub-lines."""
    note: str
    """A closing parenthesis of the word list (b/c, để báo cáo …), without the parentheses."""


class _RowRequired(TypedDict):
    cells: List[Cell]
    """The cells; one covered by a span above or to its left is not repeated."""


class Row(_RowRequired, total=False):
    """A row of a table."""

    group: bool
    """True for a row that only heads the rows below it."""


Severity = Literal["error", "warning", "note"]
"""How much a diagnostic matters."""


class Signature(TypedDict, total=False):
    """Chữ ký (Phụ lục I, ô 7)."""

    agency: str
    """The agency, only where several sign."""
    authority: List[AuthorityLink]
    """Quyền hạn ký, a chain."""
    mark: str
    """``Đã ký`` and the like, without parentheses."""
    name: str
    """Họ tên."""
    other_position: str
    """A second post, as under "(Đã ký)"."""
    position: str
    """Chức vụ."""
    rank: str
    """Rank or degree before the name."""
    role: str
    """THƯ KÝ, CHỦ TỌA of minutes."""
    signed_at: str
    """From a digital signature's text."""


class UnplacedItem(TypedDict):
    """A piece of the source that no rule could place."""

    spans: List[Span]
    """Where it stands."""
    text: str
    """Its words."""


class _OutputRequired(TypedDict):
    document: Document
    """The document."""
    schema: str
    """The contract's name and version."""


class Output(_OutputRequired, total=False):
    """A parse as the contract prints it."""

    diagnostics: List[DiagnosticItem]
    """What a reader should know."""
    furniture: List[FurnitureItem]
    """Understood, but no value."""
    provenance: Dict[str, Entry]
    """By JSON Pointer from ``document``."""
    unplaced: List[UnplacedItem]
    """What no rule could place."""


class Finding(TypedDict):
    """A finding as JSON prints it."""

    clause: str
    """The standard and its clause; empty where a document must only agree with itself."""
    code: str
    """The stable code, which is also the rule's."""
    message: str
    """The message in the reader's language."""
    pointer: str
    """The JSON Pointer of the value concerned, from ``document``; empty for the document as a whole."""
    severity: Severity
    """How much it weighs."""
    spans: List[Span]
    """Where it stands in the source, where there is one."""


class Mend(TypedDict):
    """A change that was made."""

    code: str
    """The code of the rule."""
    found: str
    """What was there."""
    right: str
    """What stands there now."""
    spans: List[Span]
    """Where, in the source; empty for paper and margins."""


PlanClass = Literal[
    "shift",
    "shift-back",
    "keep",
    "ask",
    "blank",
    "basis",
    "annual-basis",
    "agency",
    "task",
    "form",
    "source-fault",
]
"""Of what kind a change is."""


PlanDecision = Literal["accept", "keep", "edit", "drop", "open"]
"""What was decided."""


_PlanRowRequired = TypedDict(
    "_PlanRowRequired",
    {
        "at": "List[Span]",
        "class": "PlanClass",
        "code": str,
        "decision": "PlanDecision",
        "id": int,
        "old": str,
        "place": str,
        "reason": str,
    },
)

_PlanRowOptional = TypedDict(
    "_PlanRowOptional",
    {
        "context": str,
        "new": str,
        "with": "List[int]",
    },
    total=False,
)


class PlanRow(_PlanRowRequired, _PlanRowOptional):
    """A change."""


_PlanDataRequired = TypedDict(
    "_PlanDataRequired",
    {
        "date": str,
        "from": int,
        "rows": "List[PlanRow]",
        "schema": str,
        "source-length": int,
        "year": int,
    },
)

_PlanDataOptional = TypedDict(
    "_PlanDataOptional",
    {
        "facts-as-of": str,
        "province": str,
        "source": str,
    },
    total=False,
)


class PlanData(_PlanDataRequired, _PlanDataOptional):
    """What is proposed for a draft of another year."""

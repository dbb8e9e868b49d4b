"""Models: written as files, and judged."""

from __future__ import annotations

import json
import os
from typing import (
    TYPE_CHECKING,
    Any,
    BinaryIO,
    List,
    Literal,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    TypedDict,
    Union,
    cast,
    overload,
)

from . import _vanban
from ._errors import OutputError
from ._findings import Report
from ._options import Language, Limits, Path, Source, WordLists, given, settings, shown
from ._parsed import Parsed

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import ReadOptions
    from .model import Document, Mend, Output

Model = Union[Parsed, "Document", "Output", Mapping[str, Any], Source]
"""What was read, its document or the whole, or JSON or YAML: a path, or bytes."""

RenderFormat = Literal["docx", "html", "pdf", "akn", "metadata", "markdown"]


class RenderOptions(TypedDict, total=False):
    """How models are written: what :func:`vanban.render` takes by name."""

    format: Optional[RenderFormat]
    form: Optional[str]
    force: bool
    words: Optional[WordLists]
    limits: Optional[Limits]
    language: Language


def _model(model: Model) -> Tuple[Union[Path, bytes], str]:
    """A model as the native half takes it, and its name in messages."""
    if isinstance(model, Parsed):
        return _model(model.document)
    if isinstance(model, Mapping):
        whole = model if "schema" in model or "document" in model else {"schema": "vanban/1", "document": model}
        return json.dumps(whole, ensure_ascii=False).encode("utf-8", errors="replace"), "<model>"
    return given(model)


def read_model(source: Source, *, words: Optional[WordLists] = None, language: Language = "vi") -> Output:
    """Reads a model, as JSON or YAML, that a person or a program wrote: a path, or bytes. Gives its canonical form,
    what follows from its texts (citations, the number's parts) filled in.

    >>> import vanban
    >>> text = "schema: vanban/1\\ndocument:\\n  header: {number: {text: 12/QĐ-UBND}}\\n"
    >>> vanban.read_model(text.encode())["document"]["header"]["number"]
    {'text': '12/QĐ-UBND', 'serial': '12', 'symbol': 'QĐ-UBND'}
    """
    what, name = given(source)
    text = _vanban.model_json(what, name, settings(words, language=language))
    return cast("Output", json.loads(text))


@overload
def render(model: Model, output: None = None, **options: Unpack[RenderOptions]) -> bytes: ...


@overload
def render(model: Model, output: Path, **options: Unpack[RenderOptions]) -> None: ...


def render(
    model: Model,
    output: Optional[Path] = None,
    *,
    format: Optional[RenderFormat] = None,
    form: Optional[str] = None,
    force: bool = False,
    words: Optional[WordLists] = None,
    limits: Optional[Limits] = None,
    language: Language = "vi",
) -> Optional[bytes]:
    """Writes a model as a file: gives its bytes, or writes them to ``output``, whole or not at all.

    ``model`` is what :func:`parse` gave, its document (as it is now, with what was changed in it), or JSON or YAML: a
    path, or bytes. ``format`` is ``"docx"``, ``"html"``, ``"pdf"`` (by LibreOffice), ``"akn"``, ``"metadata"`` or
    ``"markdown"``; else the ending of ``output`` tells it, else it is a Word file. ``form`` is a key of :func:`forms`;
    else the document's date tells it. A file that exists is overwritten only with ``force``. The same model gives the
    same bytes.

    Raises :class:`ModelError`, :class:`SettingError`, :class:`OutputError`.

    >>> import vanban
    >>> parsed = vanban.parse(vanban.sample())
    >>> parsed.document["subject"] = "Về việc ban hành Chương trình công tác năm 2026"
    >>> word = vanban.render(parsed)
    >>> vanban.parse(word).document["subject"]
    'Về việc ban hành Chương trình công tác năm 2026'
    """
    chosen = settings(words, limits=limits, language=language)
    what, name = _model(model)
    if output is None:
        return _vanban.render(what, name, name, format or "docx", form, chosen)
    _free(output, what, force, language)
    data = _vanban.render(what, name, shown(output), format or _format_of(output), form, chosen)
    write(output, data, language)
    return None


def _format_of(output: Path) -> RenderFormat:
    """The format that a file's name ends in."""
    return cast("RenderFormat", _vanban.format_of(os.path.basename(shown(output))))


def _free(output: Path, source: Union[Path, bytes], force: bool, language: Language) -> None:
    """An output must be no input, and no file that exists unless ``force`` is given."""
    if not os.path.exists(output):
        return
    if not isinstance(source, bytes) and os.path.exists(source) and os.path.samefile(source, output):
        raise OutputError("output-is-input", [shown(output)], language)
    if os.path.isdir(output):
        raise OutputError("output-is-folder", [shown(output)], language)
    if not force:
        raise OutputError("output-exists", [shown(output)], language)


def write(output: Path, data: bytes, language: Language) -> None:
    """Writes a file as a whole: into a neighbour first, then by its name."""
    try:
        file, part = _neighbour(os.fspath(output))
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, output)
        except BaseException:
            os.remove(part)
            raise
    except OSError as error:
        raise OutputError("output-unwritable", [shown(output), str(error)], language) from error


def _neighbour(output: str) -> Tuple[BinaryIO, str]:
    """A new file beside another. What has its name already is never written to: a process that was killed may have left
    it, or another be writing it."""
    for attempt in range(100):
        part = f"{output}.{os.getpid()}-{attempt}.part"
        try:
            return open(part, "xb"), part
        except FileExistsError:
            pass
    raise FileExistsError(f"{output}.{os.getpid()}-*.part")


def check(source: Model, **options: Unpack[ReadOptions]) -> Report:
    """Judges a document or a model by the form that its date, kind and issuer ask: form, numbering, contradictions.

    ``source`` is a path or bytes of a document, what :func:`parse` gave, or a model: a dictionary, or a path that ends
    in ``.json``, ``.yaml`` or ``.yml``. Of a Word file the layout is judged as well. The options are those of
    :func:`parse`.

    >>> import vanban
    >>> report = vanban.check({"kind": "quyet-dinh", "header": {"date": "2025-03-17"}}, language="en")
    >>> report.form, report[0]["severity"], report[0]["code"]
    ('nd30-2020', 'error', 'agency-missing')
    """
    if isinstance(source, Parsed):
        return source.check()
    chosen = settings(**options)
    if isinstance(source, Mapping) or _is_model(source):
        return Report.of(_vanban.check_model(*_model(source), chosen))
    what, name = given(source)
    return Report.of(_vanban.read(what, name, chosen).check())


def _is_model(source: object) -> bool:
    """A model is told from a document by the ending of its name."""
    return isinstance(source, (str, os.PathLike)) and _vanban.is_model(shown(source))


class Fixed(NamedTuple):
    """A mended Word file.

    >>> import vanban
    >>> fixed = vanban.fix(vanban.render(vanban.parse(vanban.sample())))
    >>> fixed.mends
    []
    """

    data: bytes
    """The bytes of the file."""
    mends: List[Mend]
    """What was changed."""
    report: Report
    """The findings that remain."""


def fix(source: Source, **options: Unpack[ReadOptions]) -> Fixed:
    """Mends the mechanical findings of a Word file in a copy, all else byte for byte. The options are those of
    :func:`parse`. Raises :class:`OutputError` where the file is no Word file.

    >>> import vanban
    >>> parsed = vanban.parse(vanban.sample())
    >>> parsed.document["header"]["date"] = "2015-03-17"  # the circular of 2011 asks for upright bases
    >>> fixed = vanban.fix(vanban.render(parsed, form="nd30-2020"), language="en")
    >>> fixed.mends[0]["code"], fixed.mends[0]["found"], fixed.mends[0]["right"]
    ('slant', 'chữ nghiêng', 'chữ đứng')
    """
    what, name = given(source)
    data, mends, rest = _vanban.fix(what, name, settings(**options))
    return Fixed(data, json.loads(mends), Report.of(rest))


def forms() -> List[str]:
    """The keys of the forms by which documents are laid out.

    >>> import vanban
    >>> "nd30-2020" in vanban.forms()
    True
    """
    return _vanban.form_keys()


def schema() -> Any:
    """The JSON Schema of what :meth:`Parsed.to_json` gives.

    >>> import vanban
    >>> vanban.schema()["required"]
    ['schema', 'document']
    """
    return json.loads(_vanban.schema("output"))


def sample() -> bytes:
    """An invented decision with a programme, to try things on.

    >>> import vanban
    >>> vanban.parse(vanban.sample()).document["attachments"][0]["kind"]
    'chuong-trinh'
    """
    return _vanban.sample()

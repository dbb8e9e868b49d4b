"""How documents are read: the options that all functions share."""

from __future__ import annotations

import os
from typing import Literal, Mapping, Optional, Sequence, Tuple, TypedDict, Union

from . import _vanban
from ._vanban import Words

Path = Union[str, "os.PathLike[str]"]
Source = Union[Path, bytes, bytearray, memoryview]
"""A file by its path, or what is in it as bytes."""

Language = Literal["vi", "en"]
Ocr = Literal["auto", "always", "never"]
TextFormat = Literal["txt", "md", "tsv", "alto", "page", "hocr", "html"]
Detail = Literal["none", "fields", "all"]
Limits = Union[str, Mapping[str, Union[int, str]]]
WordLists = Union[Words, Path, Sequence[Path]]


class ReadOptions(TypedDict, total=False):
    """How documents are read: what :func:`vanban.parse` takes by name, and all that read a document."""

    words: Optional[WordLists]
    ocr: Ocr
    format: Optional[TextFormat]
    keep_ocr: Optional[Path]
    limits: Optional[Limits]
    language: Language


class ParseOptions(ReadOptions, total=False):
    """The same, and of what the place is told."""

    provenance: Detail


def settings(
    words: Optional[WordLists] = None,
    ocr: Ocr = "auto",
    format: Optional[TextFormat] = None,
    keep_ocr: Optional[Path] = None,
    limits: Optional[Limits] = None,
    language: Language = "vi",
) -> _vanban.Settings:
    """The options as the native half takes them."""
    if isinstance(words, (str, os.PathLike)):
        words = Words(words, language=language)
    elif words is not None and not isinstance(words, Words):
        words = Words(*words, language=language)
    if keep_ocr is not None:
        os.makedirs(keep_ocr, exist_ok=True)
    if limits is None:
        assignments = []
    elif isinstance(limits, str):
        assignments = [limits]
    else:
        assignments = [f"{name}={value}" for name, value in limits.items()]
    return _vanban.Settings(
        words=words, ocr=ocr, format=format, keep_ocr=keep_ocr, limits=assignments, language=language
    )


def shown(path: Path) -> str:
    """A path in messages. A name that is no Unicode is shown as far as it is one."""
    return os.fsencode(path).decode("utf-8", "replace")


def given(source: Source) -> Tuple[Union[Path, bytes], str]:
    """A source as the native half takes it, and its name in messages."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "<bytes>"
    if isinstance(source, (str, os.PathLike)):
        return source, shown(source)
    raise TypeError(f"a source is a path (str, os.PathLike) or bytes, not {type(source).__name__}")

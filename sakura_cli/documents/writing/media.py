"""Which documents take other words, and by which names files are documents that are no text.

Left out: how words are put in: a module here for each medium, asked for by `documents.isolated`.
"""

from __future__ import annotations

from pathlib import PurePath

from sakura_cli.documents.document import Document

# By the medium of a document: what its files are called. Those of one line are of different kinds (with macros, or
# without), so that a file keeps its own.
_EXTENSIONS = {
    "word": (".docx", ".docm", ".dotx", ".dotm"),
    "slides": (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    "workbook": (".xlsx", ".xlsm", ".xltx", ".xltm"),
}
_WEB = (".html", ".htm", ".xhtml")
_NOT_WRITTEN = (".doc", ".xls", ".xlsb", ".ppt", ".odt", ".ods", ".odp", ".pdf", ".rtf", ".msg")


def takes_words(document: Document) -> bool:
    """Say whether other words can be put into the bytes of a document."""
    return bool(document.original) and (document.medium in _EXTENSIONS or document.medium == "html")


def fits_document(document: Document, name: str) -> bool:
    """Say whether a file of this name may hold a document as it is: by its extension, the document's own if it has one.

    A document without a name fits any of its kind.
    """
    extension, own = _extension(name), _extension(document.source)
    if extension == own and (is_document_name(name) or own in _WEB):
        # Whatever it is called, it was called so before.
        return True
    if document.medium == "html":
        return extension in _WEB
    known = _EXTENSIONS.get(document.medium, ())
    return extension == own if own in known else extension in known


def is_document_name(name: str) -> bool:
    """Say whether a name is that of a document which no text is written into."""
    return _extension(name) in (*_list_written(), *_NOT_WRITTEN)


def keeps_name(name: str, *, has_edits: bool) -> bool:
    """Say whether the result of a file may have the file's name: as a text, or with edits as a document."""
    if _extension(name) in (*_list_written(), *_WEB):
        return has_edits
    return _extension(name) not in _NOT_WRITTEN


def _list_written() -> list[str]:
    return [each for extensions in _EXTENSIONS.values() for each in extensions]


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower()

"""The readers of what is not plain text, each by the signature of its bytes, and the one way from bytes to a document.

A format is a module here with `read(data, source, encoding)` and a line in `_READERS`; a module is imported when its
format comes. What others made as an archive, a script or a tree is opened in a process of its own (`isolated`). What
none of them recognises is text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import is_named_text
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.documents.reading.signatures import (
    has_html_start,
    has_mailbox_start,
    has_pdf_start,
    has_saved_page_header,
    has_transport_header,
    has_workbook_start,
)

MAIL_EXTENSION = ".eml"
_PAGE_EXTENSIONS = (".html", ".htm", ".xhtml")


class ReadIsolated(Protocol):
    """Has a module of this package read a document in a process of its own, as `isolated.read_isolated` does."""

    def __call__(self, data: bytes, *, module: str, source: str, encoding: str | None = None) -> Document:
        """Return the document in bytes."""


def _is_mail(data: bytes, source: str) -> bool:
    # Somebody who calls a mail a text wants to see it as it was sent.
    if source.lower().endswith((MAIL_EXTENSION, ".mbox")):
        return True
    return not is_named_text(source) and (has_transport_header(data) or has_mailbox_start(data))


def _is_page(data: bytes, source: str) -> bool:
    if is_named_text(source):
        return False
    return has_html_start(data) or (source.lower().endswith(_PAGE_EXTENSIONS) and b"<" in data)


@dataclass(frozen=True)
class _Reader:
    """How a format is recognised: by bytes and, where others begin alike, by name; and the module that reads it."""

    is_recognised: Callable[[bytes, str], bool]
    module: str


def _begins_with(magic: bytes) -> Callable[[bytes, str], bool]:
    return lambda data, source: data.startswith(magic)


def _is_pdf(data: bytes, source: str) -> bool:
    # Programs that read PDF accept other bytes before it, which some mail programs and web servers put there. A text
    # may speak of it.
    if data.startswith(b"%PDF-"):
        return True
    return not is_named_text(source) and has_pdf_start(data)


_READERS = (
    _Reader(lambda data, source: not is_named_text(source) and has_saved_page_header(data), "web.saved"),
    _Reader(_is_mail, "mails.eml"),
    _Reader(_is_page, "web.html"),
    _Reader(lambda data, source: has_workbook_start(data), "office.sheets.spreadsheet_xml"),
    # Looks into the archive for what it holds.
    _Reader(_begins_with(b"PK\x03\x04"), "office.package"),
    _Reader(_begins_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "office.compound.reader"),
    _Reader(_begins_with(b"{\\rtf"), "rtf.document"),
    _Reader(_is_pdf, "pdf.opening"),
)


def read_document(
    data: bytes, *, source: str, encoding: str | None = None, read_isolated: ReadIsolated | None = None
) -> Document:
    """Return the document that the bytes of an input hold; `source` is its name, which breaks ties between formats.

    `read_isolated` has formats that are not text read in a process; by default one is started for it.

    Raises:
        BadInputError: kind `empty`, `binary` or `undecodable` (the message has the byte offset), and those that
            `read_isolated` has.
        UsageError: `encoding` is not the name of a text encoding.
    """
    for reader in _READERS:
        if reader.is_recognised(data, source):
            read = read_isolated or _start_a_process
            return read(data, module=reader.module, source=source, encoding=encoding)
    return decode_document(data, source=source, encoding=encoding)


def _start_a_process(data: bytes, *, module: str, source: str, encoding: str | None = None) -> Document:
    # Imported here: what a plain text never needs.
    from sakura_cli.documents.isolated import read_isolated

    return read_isolated(data, module=module, source=source, encoding=encoding)

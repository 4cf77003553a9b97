"""The readers of what is not plain text, each by the signature of its bytes, and the one way from bytes to a document.

A format is a module here with `read(data, source, encoding)` and a line in `_READERS`; a module is imported when its
format comes. What none of them recognises is text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import is_named_text
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.documents.reading.signatures import has_transport_header

MAIL_EXTENSION = ".eml"


def _is_mail(data: bytes, source: str) -> bool:
    # Somebody who calls a mail a text wants to see it as it was sent.
    return source.lower().endswith(MAIL_EXTENSION) or (not is_named_text(source) and has_transport_header(data))


_READERS: tuple[tuple[Callable[[bytes, str], bool], str], ...] = ((_is_mail, "eml"),)


def read_document(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document that the bytes of an input hold; `source` is its name, which breaks ties between formats.

    Raises:
        BadInputError: kind `empty`, `binary` or `undecodable` (the message has the byte offset).
        UsageError: `encoding` is not the name of a text encoding.
    """
    for is_recognised, module in _READERS:
        if is_recognised(data, source):
            read: Callable[..., Document] = import_module(f"sakura_cli.documents.reading.{module}").read
            return read(data, source=source, encoding=encoding)
    return decode_document(data, source=source, encoding=encoding)

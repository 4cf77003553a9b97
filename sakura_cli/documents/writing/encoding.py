"""The bytes of a text in the encoding, with the line ends and the byte order mark, of the document it is made from."""

from __future__ import annotations

from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _


def encode_text(text: str, document: Document, encoding: str, *, has_bom: bool = False) -> bytes:
    """Return the bytes of a text with the line ends of a document.

    Raises BadInputError when a character cannot be encoded: it is never replaced.
    """
    mark = "\ufeff" if has_bom else ""
    try:
        return (mark + text).replace("\n", document.newline).encode(encoding)
    except UnicodeEncodeError as error:
        raise BadInputError(
            _("the result has a character (U+{code:04X}) that {encoding} cannot express").format(
                code=ord(error.object[error.start]), encoding=encoding
            ),
            hint="--output-encoding utf-8",
            kind="unencodable",
        ) from None

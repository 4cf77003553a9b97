"""The bytes of a text in the encoding, with the line ends and the byte order mark, of the document it is made from."""

from __future__ import annotations

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.encodings import SAME_AS_CP932
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

# One character of JIS X 0208 is decoded to the first of each by most systems, to the second by Windows and Python's
# CP932 (Unicode Consortium, JIS0208.TXT and CP932.TXT): they look alike, and keyboards write either.
_TWINS = ("—―", "〜～", "‖∥", "−－", "¢￠", "£￡", "¬￢")


def encode_text(text: str, document: Document, encoding: str, *, has_bom: bool = False) -> bytes:
    """Return the bytes of a text with the line ends of a document; Shift_JIS is that of Windows, as it is for input.

    A character that an encoding has under another code point only is written so. Raises BadInputError, with its place,
    where one cannot be encoded: none is replaced.
    """
    codec = SAME_AS_CP932.get(encoding.lower().replace("-", "_"), encoding)
    mark = "\ufeff" if has_bom else ""
    try:
        return (mark + _replace_twins(text, codec).replace("\n", document.newline)).encode(codec)
    except UnicodeEncodeError:
        raise _unencodable(text, encoding, codec) from None


def _replace_twins(text: str, codec: str) -> str:
    """Return text with those characters replaced that an encoding lacks and whose twins it has."""
    table = {
        ord(one): other
        for pair in _TWINS
        for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))
        if one in text and not _can_encode(one, codec) and _can_encode(other, codec)
    }
    return text.translate(table) if table else text


def _can_encode(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _unencodable(text: str, encoding: str, codec: str) -> BadInputError:
    """Return the error of the first character that an encoding lacks, with its line and column."""
    text = _replace_twins(text, codec)
    bad = next(character for character in dict.fromkeys(text) if not _can_encode(character, codec))
    position = text.index(bad)
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    message = _(
        "line {line}, column {column} of the result has a character (U+{code:04X}) that {encoding} cannot express"
    )
    return BadInputError(
        message.format(line=line, column=column, code=ord(bad), encoding=encoding),
        hint="--output-encoding utf-8",
        kind="unencodable",
    )

"""RTF cut into groups, control words, and characters, whose bytes are decoded by the code page of their font.

A character of two bytes may be written as a code and a letter (\\'83A), so bytes are kept until something else comes.
Left out: what control words mean (`parsing`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
# Code pages of the character sets that fonts name; 0 and 1 are those of the document.
_CHARSETS = {128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254"}
_MORE_CHARSETS = {
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


class RichToken(NamedTuple):
    """A group's brace, a control word or sign with its number, or bytes; what it is not is empty."""

    brace: str = ""
    word: str = ""
    number: int | None = None
    data: bytes = b""


def cut_tokens(data: bytes) -> Iterator[RichToken]:
    """Yield the tokens of RTF; binary data in it is passed over."""
    position = 0
    while position < len(data):
        match = _TOKEN.match(data, position)
        if match is None:
            return
        position = match.end()
        if match["word"]:
            number = int(match["number"]) if match["number"] else None
            if match["word"] == b"bin":
                position += max(0, number or 0)
            else:
                yield RichToken(word=match["word"].decode("ascii"), number=number)
        elif match["hex"]:
            yield RichToken(data=bytes.fromhex(match["hex"].decode("ascii")))
        elif match["sign"]:
            yield RichToken(word=match["sign"].decode("latin-1"))
        elif match["brace"]:
            yield RichToken(brace=match["brace"].decode("ascii"))
        elif match["text"]:
            yield RichToken(data=match["text"])


def code_page(number: int | None) -> str:
    """Return the codec of a code page; that of Japanese where Python has none."""
    return _known({None: "cp932", 65001: "utf-8", 10001: "cp932", 0: "cp932"}.get(number, f"cp{number}"))


def charset_codec(charset: int | None, default: str) -> str:
    """Return the codec of the characters of a font."""
    return _known({**_CHARSETS, **_MORE_CHARSETS}.get(charset or 0, default))


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp932"

"""XML as elements that know where they stand in its bytes, so that words can be replaced and all else stays.

Left out: what the elements mean. Offsets are those of the text in UTF-8, which nearly every part is in; a part in
another encoding is taken over into UTF-8 and back.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from sakura_cli.documents.refusals import malformed_error

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(eq=False)
class LocatedElement:
    """An element: its name without a namespace, and where it, its content and its end stand.

    `text` is what stands directly in it, before its first child.
    """

    name: str
    start: int
    parent: LocatedElement | None
    attributes: dict[str, str]
    content: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[LocatedElement] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag (<w:t/>)."""
        return self.content == self.end

    def ancestors(self) -> Iterator[LocatedElement]:
        """Yield what it stands in, the innermost first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def walk(self) -> Iterator[LocatedElement]:
        """Yield it and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class LocatedXml:
    """A part of an archive: its `data` in UTF-8, and its elements. Raises BadInputError where it is malformed."""

    def __init__(self, original: bytes, *, source: str) -> None:
        self._encoding = _find_encoding(original)
        try:
            self.data = original if self._encoding == "utf-8" else original.decode(self._encoding).encode()
            self.root = _locate(self.data)
        except (UnicodeDecodeError, LookupError, expat.ExpatError) as error:
            raise malformed_error(source, str(error)) from None
        self._original = original

    def convert(self, offset: int) -> int:
        """Return where in `data` something stands that stands at an offset of the original bytes."""
        if self._encoding == "utf-8":
            return offset
        return len(self._original[:offset].decode(self._encoding, errors="ignore").encode())

    def encode(self, data: bytes) -> bytes:
        """Return other data of the part in the encoding of the original; what it lacks as a reference."""
        if self._encoding == "utf-8":
            return data
        return data.decode().encode(self._encoding, errors="xmlcharrefreplace")


def _find_encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            # The mark stays in the text.
            return name
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "utf-8" if name in ("utf-8", "utf8", "us-ascii", "ascii") else name


def _locate(data: bytes) -> LocatedElement:
    """Return the root of a document in UTF-8, whatever encoding it says it is in."""
    parser = expat.ParserCreate("utf-8", namespace_separator="}")
    parser.buffer_text = True
    roots: list[LocatedElement] = []
    opened: list[LocatedElement] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        tag = _TAG.match(data, start)
        content = tag.end() if tag else start
        parent = opened[-1] if opened else None
        element = LocatedElement(
            _cut(name), start, parent, {_cut(key): value for key, value in attributes.items()}, content
        )
        (parent.children if parent else roots).append(element)
        opened.append(element)

    def take(text: str) -> None:
        if opened and not opened[-1].children:
            opened[-1].text += text

    def end(_name: str) -> None:
        element = opened.pop()
        if data[element.content - 2 : element.content] == b"/>":
            element.close = element.end = element.content
        else:
            element.close = parser.CurrentByteIndex
            element.end = data.index(b">", element.close) + 1

    parser.StartElementHandler = begin
    parser.CharacterDataHandler = take
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return roots[0]


def _cut(name: str) -> str:
    return name.rpartition("}")[2]

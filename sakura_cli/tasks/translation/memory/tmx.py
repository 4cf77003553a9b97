"""TMX 1.4b: translation units read from files of any tool, and new ones put in without touching what is there.

What a tool says of its units (headers, notes, tags within a sentence) stays in the file byte for byte; of a segment the
words are read, without the tags of formats. Left out: which units are wanted (`matching`) and the file (`store`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sakura_cli.documents.reading.office.xml import scan_xml
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

MAX_UNITS = 1_000_000
# What is in these is code of another format; the words in <hi> are words.
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="sakura" creationtoolversion="1" segtype="sentence" o-tmf="sakura" adminlang="en"\
 srclang="*all*" datatype="plaintext"/>
  <body>
"""
_TAIL = """  </body>
</tmx>
"""


@dataclass(frozen=True)
class MemoryUnit:
    """A text in several languages: primary codes ("ja", "en") with their texts, in the order of the file."""

    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TmxFile:
    """The bytes of a file, the units in it, and the byte before which further ones go."""

    data: bytes
    units: tuple[MemoryUnit, ...]
    end: int

    def with_units(self, units: Sequence[MemoryUnit]) -> TmxFile:
        """Return the file with further units."""
        text = "".join(map(_write, units))
        added = text.encode(_encoding_of(self.data), errors="xmlcharrefreplace")
        data = self.data[: self.end] + added + self.data[self.end :]
        return TmxFile(data, (*self.units, *units), self.end + len(added))


def read_tmx(data: bytes, *, source: str) -> TmxFile:
    """Read a translation memory. Raises BadInputError for what is none, or more than anybody keeps in one."""
    reader = _Reader()
    try:
        scan_xml(
            data,
            reader,
            source=source,
            shorten=lambda name: name.rpartition("}")[2],
            place=reader.be_at,
            takes_doctype=True,
        )
    except BadInputError as error:
        raise _refuse(source, error.detail) from None
    except _TooManyError:
        raise _refuse(source, "more than a million units") from None
    if not reader.is_tmx or reader.body_end is None:
        raise _refuse(source, "no body of a tmx")
    data, end = _open_body(data, reader.body_start, reader.body_end)
    return TmxFile(data, tuple(reader.units), end)


def make_empty() -> bytes:
    """Return a memory without units."""
    return (_HEAD + _TAIL).encode()


def is_writable(text: str) -> bool:
    """Say whether a text can stand in XML, and says anything."""
    return bool(text.strip()) and not _UNWRITABLE.search(text)


class _TooManyError(Exception):
    """There are more units than anybody keeps."""


class _Reader:
    """Takes the elements of a TMX file; of a unit only the languages and the words are kept."""

    def __init__(self) -> None:
        self.units: list[MemoryUnit] = []
        self.is_tmx = False
        self.body_start = 0
        self.body_end: int | None = None
        self._byte = 0
        self._texts: list[tuple[str, str]] = []
        self._language = ""
        self._words: list[str] | None = None
        self._codes = 0

    def be_at(self, byte: int) -> None:
        """Know where what comes next begins."""
        self._byte = byte

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._codes += tag in _CODES
        match tag:
            case "tmx":
                self.is_tmx = True
            case "tu":
                self._texts = []
            case "tuv":
                # TMX 1.1 has lang, later ones xml:lang; both lost what is before the colon.
                self._language = re.split("[-_]", attributes.get("lang", ""))[0].lower()
            case "seg":
                self._words = []
            case "body":
                self.body_start = self._byte

    def data(self, text: str) -> None:
        """Take text."""
        if self._words is not None and not self._codes:
            self._words.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        self._codes -= tag in _CODES
        match tag:
            case "seg" if self._words is not None:
                if (words := "".join(self._words)).strip() and self._language:
                    self._texts.append((self._language, words))
                self._words = None
            case "tu":
                if len(self._texts) > 1:
                    self.units.append(MemoryUnit(tuple(self._texts)))
                if len(self.units) > MAX_UNITS:
                    raise _TooManyError
            case "body":
                self.body_end = self._byte

    def close(self) -> None:
        """Return nothing: what was read stands in the fields."""


def _write(unit: MemoryUnit) -> str:
    variants = "".join(
        f'      <tuv xml:lang="{language}"><seg>{escape(text, {chr(13): "&#13;"})}</seg></tuv>\n'
        for language, text in unit.texts
    )
    return f'    <tu srclang="{unit.texts[0][0]}">\n{variants}    </tu>\n'


def _open_body(data: bytes, start: int, end: int) -> tuple[bytes, int]:
    """Return a file whose body has a tag at its end, and where that begins: an empty one may be <body/>."""
    encoding = _encoding_of(data)
    if data.startswith("</".encode(encoding), end):
        return data, end
    closing = "/>".encode(encoding)
    at = data.index(closing, start)
    opened = data[:at] + ">".encode(encoding)
    return opened + "</body>".encode(encoding) + data[at + len(closing) :], len(opened)


def _encoding_of(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, b"<\0")):
        return "utf-16-le"
    if data.startswith((codecs.BOM_UTF16_BE, b"\0<")):
        return "utf-16-be"
    declared = _ENCODING.match(data[:200].removeprefix(codecs.BOM_UTF8))
    return declared[1].decode("ascii") if declared else "utf-8"


def _refuse(source: str, detail: str | None) -> BadInputError:
    return BadInputError(
        _("{name} is no translation memory in TMX").format(name=source),
        hint=_("give a TMX file, or one that is not there yet: it will be made"),
        kind="bad-memory",
        detail=detail or "",
    )

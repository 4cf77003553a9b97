"""The parts of an office program's archive as elements called `w-p`, `a-t`, as the standards call them w:p and a:t.

A colon would mean something else in the paths that elements are found by. The prefixes are the standard's, whatever a
file calls its namespaces, and whether they are those of its strict or its transitional half. Left out: what parts mean.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.xml import scan_xml

_SCHEMAS = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_WORD = "http://schemas.microsoft.com/office/word/"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_SCHEMAS}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_SCHEMAS}presentationml/2006/main": "p",
    f"{_STRICT}presentationml/main": "p",
    f"{_SCHEMAS}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_SCHEMAS}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_SCHEMAS}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_SCHEMAS}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_SCHEMAS}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_SCHEMAS}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_SCHEMAS}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_SCHEMAS}markup-compatibility/2006": "mc",
    f"{_SCHEMAS}package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    f"{_WORD}2010/wordml": "w14",
    f"{_WORD}2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    **{f"{_OPEN_DOCUMENT}{name}:1.0": name for name in ("office", "text", "table", "style", "presentation")},
    f"{_OPEN_DOCUMENT}drawing:1.0": "draw",
    f"{_OPEN_DOCUMENT}svg-compatible:1.0": "svg",
    f"{_OPEN_DOCUMENT}xsl-fo-compatible:1.0": "fo",
}


@lru_cache(maxsize=4096)
def _shorten(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}-{local}" if prefix else f"{{{namespace}}}{local}" if namespace else local


class ElementPlace(NamedTuple):
    """Where an element stands in the bytes of its part: its start tag, its content, its end tag."""

    start: int
    content: int
    end: int


def parse_part(archive: Archive, name: str, *, source: str) -> Element:
    """Return the root of a part. Raises BadInputError where it is missing or malformed."""
    return scan_xml(archive.read(name), TreeBuilder(), source=source, shorten=_shorten)


def parse_placed(
    archive: Archive, name: str, *, source: str, placed: str
) -> tuple[Element, dict[Element, ElementPlace]]:
    """Return the root of a part, and where in its bytes the elements of a name stand. Raises BadInputError."""
    builder = _PlacingBuilder(placed)
    root = scan_xml(archive.read(name), builder, source=source, shorten=_shorten, place=builder.place)
    return root, builder.places


class _PlacingBuilder:
    """Builds a tree, and notes where elements of one name stand; see `XmlTarget`."""

    def __init__(self, placed: str) -> None:
        self.places: dict[Element, ElementPlace] = {}
        self._placed = placed
        self._builder = TreeBuilder()
        self._position = self._start = 0
        self._content = -1
        self._opened: Element | None = None

    def place(self, position: int) -> None:
        """Take the byte at which what comes next begins."""
        self._position = position

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        element = self._builder.start(tag, attributes)
        if tag == self._placed:
            self._opened, self._start, self._content = element, self._position, -1

    def data(self, text: str) -> None:
        """Take text."""
        if self._content < 0:
            self._content = self._position
        self._builder.data(text)

    def end(self, tag: str) -> None:
        """End an element."""
        element = self._builder.end(tag)
        if self._opened is not None and element is self._opened:
            if self._content >= 0:
                self.places[element] = ElementPlace(self._start, self._content, self._position)
            self._opened = None

    def close(self) -> Element:
        """Return the root."""
        return self._builder.close()

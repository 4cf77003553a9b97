"""XML of others as elements: without DTDs, entities and external references, and nested no deeper than documents are.

Left out: writing it back; `writing` puts words into the bytes as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from sakura_cli.documents.refusals import malformed_error, save_again_hint
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

MAX_DEPTH = 400


_Made = TypeVar("_Made", covariant=True)


class XmlTarget(Protocol[_Made]):
    """What takes elements while they are read, as a TreeBuilder does."""

    def start(self, tag: str, attributes: dict[str, str], /) -> object:
        """Begin an element."""

    def end(self, tag: str, /) -> object:
        """End an element."""

    def data(self, text: str, /) -> object:
        """Take text, any number of times."""

    def close(self) -> _Made:
        """Return what was made of it all."""


def expand_name(name: str) -> str:
    """Return a name as the parser gives it as `{namespace}local`."""
    return "{" + name if "}" in name else name


def parse_xml(data: bytes, *, source: str) -> Element:
    """Return the root of an XML document, names as `{namespace}local`. Raises BadInputError."""
    return scan_xml(data, TreeBuilder(), source=source)


def scan_xml(
    data: bytes,
    target: XmlTarget[_Made],
    *,
    source: str,
    shorten: Callable[[str], str] = expand_name,
    place: Callable[[int], object] | None = None,
    takes_doctype: bool = False,
) -> _Made:
    """Give an XML document to a target, element by element, and return what it made. Raises BadInputError.

    `shorten` makes names of `namespace}local`; `place` is told, before each call, at which byte it begins. One that
    `takes_doctype` may name its type, as TMX does: what that names is not read, and it declares nothing itself.
    """
    depth = 0
    names: dict[str, str] = {}

    def rename(name: str) -> str:
        if name not in names:
            names[name] = shorten(name)
        return names[name]

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise malformed_error(source, "nested too deep")
        if place is not None:
            place(parser.CurrentByteIndex)
        target.start(rename(name), {rename(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if place is not None:
            place(parser.CurrentByteIndex)
        target.end(rename(name))

    def take(text: str) -> None:
        if place is not None:
            place(parser.CurrentByteIndex)
        target.data(text)

    def refuse(*told: object) -> None:
        # The last says whether it declares anything.
        if takes_doctype and not told[-1]:
            return
        raise BadInputError(
            _refusal().format(source=source),
            hint=save_again_hint(),
            kind="malformed",
            detail="a document type declaration",
        )

    parser = expat.ParserCreate(namespace_separator="}")
    # Text that is put together first is given when its place is past.
    parser.buffer_text = place is None
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = target.data if place is None else take
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that is not known, or not to the parser
        raise malformed_error(source, str(error)) from None
    return target.close()


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace: strict and transitional files differ in nothing else."""
    return element.tag.rpartition("}")[2]


def _refusal() -> str:
    return _("{source} holds a document type declaration, which no office program writes")

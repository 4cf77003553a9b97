"""What a slide takes from its layout and its master: where a placeholder stands, and whether its lines have bullets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

TITLES = frozenset({"title", "ctrTitle"})
_BODIES = frozenset({"body", "subTitle", "obj", ""})


@dataclass(frozen=True)
class PlaceholderName:
    """What a placeholder is called: its type (title, body, ftr, empty for any content) and its index."""

    type: str
    index: str


def read_placeholder(shape: Element) -> PlaceholderName | None:
    """Return what a shape stands for; None for one that is no placeholder."""
    for child in shape:
        found = child.find("p-nvPr/p-ph")
        if found is not None:
            return PlaceholderName(found.get("type", ""), found.get("idx", ""))
    return None


class MasterChain:
    """The layout of a slide and the master of that, as far as they are there."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._roots = roots
        self._placeholders = [list(_placeholders(root)) for root in roots]

    def ancestors(self, name: PlaceholderName) -> Iterator[Element]:
        """Yield the placeholders that one of a slide follows, that of the layout first."""
        for number, placeholders in enumerate(self._placeholders):
            same = [shape for other, shape in placeholders if other.index == name.index and name.index]
            alike = [shape for other, shape in placeholders if _are_alike(other.type, name.type)]
            # Only a layout has the indexes of the slide.
            yield from (same or alike)[:1] if number == 0 else alike[:1]

    def text_styles(self, name: PlaceholderName | None) -> Iterator[Element]:
        """Yield the lists of levels that a master has for a kind of text."""
        if name is None:
            return
        kind = "p-titleStyle" if name.type in TITLES else "p-bodyStyle" if name.type in _BODIES else "p-otherStyle"
        for root in self._roots:
            found = root.find(f"p-txStyles/{kind}")
            if found is not None:
                yield found


def _are_alike(first: str, second: str) -> bool:
    if first in TITLES or second in TITLES:
        return first in TITLES and second in TITLES
    return first == second or (first in _BODIES and second in _BODIES)


def _placeholders(root: Element) -> Iterator[tuple[PlaceholderName, Element]]:
    for shape in root.iter("p-sp"):
        name = read_placeholder(shape)
        if name is not None:
            yield name, shape

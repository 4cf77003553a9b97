"""A part of a package with text: its elements, and where those that hold words stand in its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.content import TextNode
from sakura_cli.documents.reading.office.markup import parse_part, parse_placed
from sakura_cli.documents.reading.office.relations import Relations, read_relations


@dataclass
class StoryPart:
    """A part with text; `nodes` are the elements that hold it, `relations` the parts that it names."""

    name: str
    root: Element
    nodes: dict[Element, TextNode]
    relations: Relations


def read_story(archive: Archive, name: str, *, source: str, text_name: str) -> StoryPart:
    """Return a part whose words are in elements called `text_name`. Raises BadInputError."""
    root, places = parse_placed(archive, name, source=source, placed=text_name)
    nodes = {element: TextNode(name, place) for element, place in places.items()}
    return StoryPart(name, root, nodes, read_relations(archive, name, source=source))


def read_roots(archive: Archive, relations: Relations, kind: str, *, source: str) -> Sequence[Element]:
    """Return the roots of the parts of a kind, without those that the archive lacks."""
    targets = dict.fromkeys(relations.targets(kind))
    return [parse_part(archive, target, source=source) for target in targets if target in archive]

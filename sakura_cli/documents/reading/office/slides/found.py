"""The shapes of a slide in the order they are read, its title first; one that has none gets what looks like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.reading.lines import ends_sentence
from sakura_cli.documents.reading.office.content import FoundContent, FoundParagraph, FoundTable

_TITLE_COLUMNS = 60


@dataclass
class FoundShape:
    """What a shape holds; `size` is that of its largest letters, in hundredths of a point, where it says so."""

    content: FoundContent
    is_title: bool = False
    size: int = 0


def read_shapes(shapes: Sequence[FoundShape]) -> Iterator[FoundParagraph | FoundTable]:
    """Yield what shapes hold, the title first, without blank paragraphs."""
    if not any(shape.is_title for shape in shapes):
        _call_title(shapes)
    for shape in sorted(shapes, key=lambda each: not each.is_title):
        for block in shape.content:
            if not _is_blank(block):
                yield block


def make_title(paragraph: FoundParagraph) -> None:
    """Make a paragraph the title of its slide."""
    paragraph.kind, paragraph.level, paragraph.is_title = "heading", 1, True


def _call_title(shapes: Sequence[FoundShape]) -> None:
    """Make the first words of a slide without a title its title, if they look like one."""
    filled = [shape for shape in shapes if any(not _is_blank(block) for block in shape.content)]
    if len(filled) < 2:
        return
    first, *others = filled
    blocks = [block for block in first.content if not _is_blank(block)]
    [block] = blocks if len(blocks) == 1 else [None]
    if not isinstance(block, FoundParagraph) or block.kind != "paragraph" or "\n" in block.text:
        return
    is_largest = first.size >= max(shape.size for shape in others)
    if is_largest and count_columns(block.text) <= _TITLE_COLUMNS and not ends_sentence(block.text):
        make_title(block)


def _is_blank(block: FoundParagraph | FoundTable) -> bool:
    return isinstance(block, FoundParagraph) and block.is_blank

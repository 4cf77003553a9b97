"""What a reader finds in a document of an office program before it is text: paragraphs and tables, nested or not.

Left out: putting it into a text, which is `placing`'s part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.markup import ElementPlace


class TextNode(NamedTuple):
    """An element that holds text: the name of its part in the archive, and where it stands in the part's bytes."""

    part: str
    place: ElementPlace


@dataclass
class FoundParagraph:
    """A paragraph: its words in their formats, and the label (number, bullet) it is shown with, with its blank."""

    words: list[StyledWords] = field(default_factory=list)
    kind: Literal["paragraph", "heading", "item"] = "paragraph"
    level: int = 0
    label: str = ""
    is_title: bool = False

    @property
    def text(self) -> str:
        """The words without their formats."""
        return "".join(each.text for each in self.words)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see but, perhaps, a label."""
        return not self.text.strip()


@dataclass
class FoundCell:
    """A cell of a table; `columns` and `rows` are how many it covers, `is_shaded` where it has a ground of its own."""

    content: list[FoundParagraph | FoundTable] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    is_shaded: bool = False


@dataclass
class FoundTable:
    """Rows of cells, without those that merged cells cover; `header_rows` is None where nothing says."""

    rows: list[list[FoundCell]] = field(default_factory=list)
    header_rows: int | None = None


FoundContent = Sequence[FoundParagraph | FoundTable]

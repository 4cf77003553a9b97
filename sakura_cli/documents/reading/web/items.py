"""What a page shows, in order: blocks with their lines, and tables with their cells, which hold blocks and tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sakura_cli.documents.blocks import BlockKind
from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.structure import LeftOutKind


@dataclass(slots=True)
class PageBlock:
    """A paragraph, heading or item of a page; `line` is that of the source, `is_spaced` has an empty line before it.

    `part` is `term` or `definition` in a list of definitions; `words` are those of the text in their formats.
    """

    kind: BlockKind
    text: str
    level: int = 0
    label: str = ""
    line: int = 1
    quotes: int = 0
    is_spaced: bool = False
    part: str = ""
    words: list[StyledWords] = field(default_factory=list)


@dataclass(slots=True)
class PageCell:
    """A cell of a table with what is in it."""

    items: list[PageBlock | PageTable] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    is_header: bool = False


@dataclass(slots=True)
class PageTable:
    """A table as its tags say; `is_layout` where an attribute says that it only places things."""

    line: int
    is_layout: bool = False
    is_spaced: bool = True
    rows: list[list[PageCell]] = field(default_factory=list)


@dataclass
class ParsedPage:
    """What a page shows, in order, and what it does not."""

    items: list[PageBlock | PageTable] = field(default_factory=list)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)

"""What reading knows besides the text: the blocks, their cells, and what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.tasks.framework.result import OPTIONAL


@dataclass(frozen=True)
class ReadCell:
    """A cell of a table, or an end of a pair; `columns` and `rows` are more than 1 where cells are merged.

    `value` is what a cell of a sheet holds, where that says more than what it shows.
    """

    text: str
    start: int
    end: int
    columns: int | None = field(default=None, metadata=OPTIONAL)
    rows: int | None = field(default=None, metadata=OPTIONAL)
    value: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True)
class ReadPair:
    """A label with its value."""

    label: ReadCell
    value: ReadCell


@dataclass(frozen=True)
class ReadBlock:
    """A block: `level` of a heading from 1, or how deep an item is nested; `cells` row by row."""

    kind: str
    level: int
    start: int
    end: int
    cells: Sequence[Sequence[ReadCell]] | None = field(default=None, metadata=OPTIONAL)
    header_rows: int | None = field(default=None, metadata=OPTIONAL)
    pairs: Sequence[ReadPair] | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True)
class LeftOutCount:
    """So many of something that was not read."""

    kind: str
    count: int


@dataclass(frozen=True)
class ReadingPayload:
    """What kind of document it was, its blocks in order, and what was left out."""

    medium: str
    blocks: Sequence[ReadBlock]
    left_out: Sequence[LeftOutCount]

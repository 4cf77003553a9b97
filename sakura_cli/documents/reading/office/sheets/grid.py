"""A sheet as its reader found it: filled cells with what they show, and what else says how they belong together.

Left out: which cells make a table or a form, which `areas` and `tables` find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.sheets.showing.values import ValueKind

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
DEFAULT_WIDTH = 8.43


class CellNode(NamedTuple):
    """A cell that somebody typed words into: its part, its name, and the number of its shared string; -1 without."""

    part: str
    cell: str
    string: int


class BoxNode(NamedTuple):
    """An element of a drawing that holds text: its part, and which of those of the part it is, from 0."""

    part: str
    number: int


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell: where it stands (from 0), what it covers, shows and holds, and how it looks.

    `is_typed` text is what somebody wrote, and no result of a formula; `string` is the number of its shared string, -1
    where it has one of its own.
    """

    row: int
    column: int
    text: str
    value: str = ""
    kind: ValueKind = "text"
    rows: int = 1
    columns: int = 1
    is_shaded: bool = False
    is_bold: bool = False
    is_typed: bool = False
    string: int = -1

    @property
    def row_end(self) -> int:
        """The row after the last it covers."""
        return self.row + self.rows

    @property
    def end(self) -> int:
        """The column after the last it covers."""
        return self.column + self.columns

    @property
    def name(self) -> str:
        """Its name in the sheet: B3."""
        return f"{column_letters(self.column)}{self.row + 1}"


@dataclass
class SheetGrid:
    """The filled cells of a sheet, row by row.

    `widths` are those of columns in characters where they are not the default; `bordered` are the first and the last
    column of a row's empty cells with a border; `hidden_rows` are not in `cells`; `tables` are ranges that the workbook
    itself calls a table: the first row and column, the last ones, and how many rows head it. `boxes` are texts that lie
    over the cells, each with the row and column of the cell below its corner. `part` is that of the sheet; `sought` are
    words that formulas look for.
    """

    name: str
    cells: Sequence[SheetCell] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    bordered: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: Set[int] = frozenset()
    tables: Sequence[tuple[int, int, int, int, int]] = ()
    boxes: Sequence[tuple[int, int, Sequence[Sequence[StyledWords]]]] = ()
    part: str = ""
    sought: Set[str] = frozenset()


def column_letters(column: int) -> str:
    """Return the name of a column: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_reference(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a cell's name (B3), from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def parse_range(reference: str) -> tuple[int, int, int, int] | None:
    """Return the first row, first column, last row and last column of a range (A1:C2), from 0."""
    first, _, last = reference.partition(":")
    begin, end = parse_reference(first), parse_reference(last or first)
    if begin is None or end is None:
        return None
    return min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])

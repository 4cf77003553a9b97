"""Heads of two rows in tables without upright lines: a short line parts titles of groups from those of their columns.

Left out: heads whose groups no line shows, and heads of three rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Ruling
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.tables import TableCell, read_cell
from sakura_cli.documents.reading.pdf.unruled.rivers import Gap, StretchRow, find_column

# Points: how far a line may end before the words of its columns do.
_OVER = 4.0


def read_group_head(
    rows: Sequence[StretchRow], gaps: Sequence[Gap], sides: Sequence[Gap], shorter: Sequence[Ruling], page: int
) -> list[list[TableCell]]:
    """Return both rows of a head; `sides` are those of the words of the columns, `shorter` the lines inside it."""
    pieces = [each for row in rows for each in row]
    under: dict[int, Ruling] = {}
    for line in shorter:
        for number, (left, right) in enumerate(sides):
            if line.left - _OVER <= (left + right) / 2 <= line.right + _OVER:
                under[number] = line

    def read(found: Sequence[Stretch], first: int, columns: int, down: int) -> TableCell:
        glyphs = [glyph for each in found for glyph in each.glyphs]
        words, is_full = read_cell(glyphs, Bounds(sides[first][0], 0, sides[first + columns - 1][1], 0))
        return TableCell(words, columns, down, page, is_full)

    upper: list[TableCell] = []
    lower: list[TableCell] = []
    number = 0
    while number < len(sides):
        found_line = under.get(number)
        if found_line is None:
            own = [each for each in pieces if find_column(each, gaps) == number]
            upper.append(read(own, number, 1, 2))
            number += 1
            continue
        group = [column for column, line in under.items() if line is found_line]
        titles = [each for each in pieces if find_column(each, gaps) in group and each.bottom < found_line.top + _OVER]
        is_one = len({find_column(each, gaps) for each in titles}) < 2
        for column in group[:1] if is_one else group:
            own = titles if is_one else [each for each in titles if find_column(each, gaps) == column]
            upper.append(read(own, column, len(group) if is_one else 1, 1))
        for column in group:
            own = [each for each in pieces if find_column(each, gaps) == column and each not in titles]
            lower.append(read(own, column, 1, 1))
        number = group[-1] + 1
    return [upper, lower]

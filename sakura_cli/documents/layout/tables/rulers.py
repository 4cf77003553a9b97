"""Find tables under a ruler: a line of dashes in groups, one under the label of each column, rows below it.

The groups say where the columns are, whatever stands how close: a word belongs to the column that it lies under most
of. Left out: lines of dashes without gaps (`dividers`), columns that only blanks part (`blanks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.lines import DrawnLine, is_blank
from sakura_cli.spans import Span

_RULER = re.compile(r"[ \t　]*[-=─━－＝]{2,}(?:[ \t　]+[-=─━－＝]{2,})+[ \t　]*")
_GROUP = re.compile(r"[-=─━－＝]+")
_WORD = re.compile(r"[^ \t　]+")
_LINE = re.compile(r"[ \t　|+]*[-=─━－＝*_]{4,}.*")
_LEAST_COLUMNS = 3
_MOST_LINE = 2000


def find_ruled_columns(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find the tables whose columns a ruler below their labels marks; each with the indexes of its lines."""
    taken = 0
    for index in range(1, len(lines)):
        line = lines[index]
        is_ruler = free[index] and line.end - line.start < _MOST_LINE and _RULER.fullmatch(text, line.start, line.end)
        if index <= taken or not is_ruler or not free[index - 1] or is_blank(text, lines[index - 1]):
            continue
        columns = _measure(text, line)
        head = _place(text, lines[index - 1], columns)
        if len(columns) < _LEAST_COLUMNS or head is None or not all(cell.pieces for cell in head):
            continue
        rows = [head]
        end = index + 1
        while end < len(lines) and free[end] and not is_blank(text, lines[end]):
            row = None if _LINE.fullmatch(text, lines[end].start, lines[end].end) else _place(text, lines[end], columns)
            if row is None or sum(bool(cell.pieces) for cell in row) < len(columns) // 2:
                break
            rows.append(row)
            end += 1
        if len(rows) > 1:
            taken = end - 1
            pieces = [piece for row in rows for cell in row for piece in cell.pieces]
            span = Span(pieces[0].start, max(piece.end for piece in pieces))
            yield range(index - 1, end), Block("table", span, table=Table(tuple(rows), 1))


def _measure(text: str, line: DrawnLine) -> list[tuple[int, int]]:
    """Return the display columns of the groups of a ruler."""
    return [(left, left + width) for left, width, _ in _find(_GROUP, text, line)]


def _find(pattern: re.Pattern[str], text: str, line: DrawnLine) -> Iterator[tuple[int, int, Span]]:
    column, at = line.column, line.start
    for match in pattern.finditer(text, line.start, line.end):
        column += count_columns(text[at : match.start()])
        width = count_columns(match.group())
        yield column, width, Span(*match.span())
        column += width
        at = match.end()


def _place(text: str, line: DrawnLine, columns: Sequence[tuple[int, int]]) -> tuple[Cell, ...] | None:
    """Return the words of a line by the columns they lie under; None where one lies under none."""
    if "\t" in line.cut(text) or line.end - line.start > _MOST_LINE:
        return None
    found: list[list[Span]] = [[] for _ in columns]
    for left, width, span in _find(_WORD, text, line):
        shared = [min(left + width, end) - max(left, start) for start, end in columns]
        best = max(range(len(columns)), key=lambda at: (shared[at], -abs(columns[at][0] - left)))
        if shared[best] < 0:
            return None
        found[best].append(span)
    return tuple(Cell((Span(words[0].start, words[-1].end),)) if words else Cell() for words in found)

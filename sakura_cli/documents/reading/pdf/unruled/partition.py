"""The lines of a table whose rows no line divides, as rows: the partition that costs least.

Cells of a row begin at one height or have their middles at one height, which holds for all rows of a table. A line goes
on in the next one only where no more room was left in it. Each row of a partition and each place between two rows has a
cost by how much of that it breaks. Left out: where the columns are (`rivers`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.marks import ends_sentence, find_mark
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine
from sakura_cli.documents.reading.pdf.unruled.rivers import Gap, StretchRow, count_covered, find_column
from sakura_cli.documents.reading.pdf.unruled.torn import is_torn

_MOST_LINES = 14
# In sizes of letters.
_OVERLAP = 0.1
_SAME_HEIGHT = 0.3
_SLACK, _MUCH_SLACK = 0.4, 1.4
_PADDING = 0.2
_WIDEST_PITCH = 2.4
# In the least pitch of a cell's lines.
_WIDE_PITCH = 1.3
# Letters of a line that may be a wrapped one, how many such lines show that it is, and how many sentences.
_LONG_CELL, _REST = 8, 4
_FEWEST_FULL, _FEWEST_SENTENCES, _FEWEST_NUMBERS = 3, 2, 3
_MOST_NUMBERS = 0.7
# Costs: sums decide, the least is 0 for a row of one line that fills the first column.
_OVERLAPPING, _HOPELESS = 12.0, 20.0
_AT_ODDS = 3.0
_HOLE = 5.0
_ROOM_LEFT, _LITTLE_ROOM = 2.5, 1.0
_AFTER_SENTENCE = 0.8
# Two whole sums are of two rows.
_BOTH_SHORT, _BOTH_AMOUNTS = 1.5, 5.0
_AMOUNT = re.compile(r"[¥￥△▲−-]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+[円]?")
_JOINED = 0.3
_FULL_TWICE, _BOTH_TWICE = 3.0, 1.0
_WITHOUT_FIRST = 2.2
_EMPTY_CELL, _EMPTY_NUMBER = 0.7, 2.0
_TIGHT = _WIDE = 2.5
_TORN, _TORN_SENTENCE, _TORN_REST, _TORN_NUMBER = 1.6, 2.5, 0.6, 6.0


@dataclass(frozen=True)
class _Piece:
    """A piece of a line of a cell: its column, how wide that is, whether cells of it surely wrap and have sentences."""

    stretch: Stretch
    column: int
    width: float
    does_wrap: bool = False
    is_prose: bool = False

    @cached_property
    def unit(self) -> float:
        return TextLine([self.stretch]).unit

    @cached_property
    def is_number(self) -> bool:
        text = self.stretch.text
        return len(text) <= _LONG_CELL * 2 and any(each.isdigit() for each in text)

    @property
    def is_long(self) -> bool:
        return len(self.stretch.glyphs) >= _LONG_CELL

    @property
    def is_rest(self) -> bool:
        """Say whether there are no more letters than the last of a number, with its unit."""
        return len(self.stretch.glyphs) <= _REST

    def has_room(self, following: _Piece, slack: float = _SLACK) -> bool:
        """Say whether the first word of another piece would still have found room."""
        return self.width - self.stretch.width > following.unit + slack * self.stretch.size


def split_lines(rows: Sequence[StretchRow], gaps: Sequence[Gap]) -> list[int]:
    """Return the indexes of the lines that begin a row."""
    return _Partition(rows, gaps).find()


def _do_wrap(pieces: Sequence[Stretch], width: float) -> bool:
    """Say whether cells of a column surely wrap: many of its lines are long and end at one place."""
    full = sum(width - each.width <= each.size and len(each.glyphs) >= _LONG_CELL for each in pieces)
    return full >= _FEWEST_FULL


class _Partition:
    def __init__(self, rows: Sequence[StretchRow], gaps: Sequence[Gap]):
        self.columns = len(gaps) + 1
        inside: dict[int, list[Stretch]] = {}
        for row in rows:
            for each in row:
                if count_covered(each, gaps) == 1:
                    inside.setdefault(find_column(each, gaps), []).append(each)
        widths = {column: max(each.width for each in pieces) for column, pieces in inside.items()}
        # Where cells wrap, some do so alone in their row.
        filled = [{find_column(each, gaps) for each in row} for row in rows]
        is_partial = any(len(each) < len(gaps) + 1 for each in filled)
        wrapping = {column for column, pieces in inside.items() if is_partial and _do_wrap(pieces, widths[column])}

        prose = {
            column
            for column, pieces in inside.items()
            if sum(ends_sentence(each.text) for each in pieces) >= _FEWEST_SENTENCES
        }

        def place(each: Stretch) -> _Piece:
            column = find_column(each, gaps)
            return _Piece(each, column, widths.get(column, each.width), column in wrapping, column in prose)

        self.lines = [[place(each) for each in row] for row in rows]
        self.size = rows[0][0].size
        self.tops = [min(each.top for each in row) for row in rows]
        self.bottoms = [max(each.bottom for each in row) for row in rows]
        self.pitch = self._find_pitch()
        self.joined = self._find_joined()
        self.filled = [{piece.column for piece in line} for line in self.lines]
        counts = Counter(column for each in self.filled for column in each)
        # What it costs that a row has nothing in a column.
        self.empty = {
            column: count / max(counts.values()) * (_EMPTY_NUMBER if self._has_numbers(column) else _EMPTY_CELL)
            for column, count in counts.items()
        }
        # The space over each line, negative where it stands beside the one above.
        self.spaces = [0.0, *(below - above for above, below in zip(self.bottoms, self.tops[1:], strict=False))]
        inner = [space for space in self.spaces[1:] if space > -_OVERLAP * self.size]
        self.least = min(inner, default=0.0)
        self.has_padding = max(inner, default=0.0) > self.least + _PADDING * self.size

    def find(self) -> list[int]:
        """Return where the rows of the cheapest partition begin, their cells all at one height or all centred."""
        count = len(self.lines)
        best = [[(0.0, 0)] + [(math.inf, 0)] * count for _ in range(2)]
        for start in range(count):
            boundary = self._cost_boundary(start)
            for end, cost in enumerate(self._cost_rows(start), start=start + 1):
                for way, found in enumerate(best):
                    total = found[start][0] + boundary + cost[way]
                    if total < found[end][0]:
                        found[end] = (total, start)
        cheapest = min(best, key=lambda found: found[count][0])
        starts: list[int] = []
        end = count
        while end:
            end = cheapest[end][1]
            starts.append(end)
        return starts[::-1]

    def _has_numbers(self, column: int) -> bool:
        """Say whether most of what stands in a column are numbers, each on a line of its own."""
        pieces = [piece for line in self.lines for piece in line if piece.column == column]
        numbers = sum(piece.is_number and not piece.is_rest for piece in pieces)
        return numbers >= max(_FEWEST_NUMBERS, _MOST_NUMBERS * len(pieces))

    def _find_pitch(self) -> float:
        """Return how far the lines of one cell are apart at least."""
        steps: list[float] = []
        last: dict[int, float] = {}
        for line in self.lines:
            for piece in line:
                bottom = piece.stretch.bottom
                if piece.column in last:
                    steps.append(bottom - last[piece.column])
                last[piece.column] = bottom
        return min((step for step in steps if step > 0.7 * self.size), default=1.5 * self.size)

    def _cost_boundary(self, start: int) -> float:
        """Return what it costs to begin a row with a line."""
        if not start:
            return 0.0
        cost = 0.0
        if self.spaces[start] < -_OVERLAP * self.size:
            cost += _OVERLAPPING
        elif self.has_padding and self.spaces[start] < self.least + _PADDING / 2 * self.size:
            cost += _TIGHT
        before = {piece.column: piece for piece in self.lines[start - 1]}
        for piece in self.lines[start]:
            last = before.get(piece.column)
            is_rest = len(piece.stretch.glyphs) == 1
            if last and is_torn(last.stretch.text, piece.stretch.text):
                cost += _TORN_NUMBER
            if last and (last.does_wrap or last.is_prose or is_rest) and last.is_long and not last.has_room(piece):
                text = last.stretch.text
                if not ends_sentence(text) and not find_mark(piece.stretch.text) and not last.is_number:
                    cost += _TORN + (_TORN_SENTENCE if last.is_prose else _TORN_REST * is_rest)
        return cost

    def _cost_rows(self, start: int) -> Iterator[tuple[float, float]]:
        """Yield what it costs that one, two and more lines make a row: if its cells begin at one height, if centred."""
        sides: dict[int, tuple[float, float]] = {}
        grown, full = 0.0, 0
        for index in range(start, min(start + _MOST_LINES, len(self.lines))):
            if index > start:
                is_wide = self.has_padding and self.spaces[index] > self.least + _PADDING * self.size
                grown += _WIDE * is_wide + sum(cost for column, cost in self.joined[index] if column in sides)
            for piece in self.lines[index]:
                top, bottom = sides.get(piece.column, (piece.stretch.top, piece.stretch.bottom))
                sides[piece.column] = (min(top, piece.stretch.top), max(bottom, piece.stretch.bottom))
            full += len(self.filled[index]) == self.columns
            if grown > _HOPELESS:
                return
            cost = grown + (0 if 0 in sides else _WITHOUT_FIRST)
            cost += (_FULL_TWICE if self.columns > 2 else _BOTH_TWICE) * max(0, full - 1)
            cost += sum(each for column, each in self.empty.items() if column not in sides)
            top, bottom = min(top for top, _ in sides.values()), max(bottom for _, bottom in sides.values())
            most = _SAME_HEIGHT * self.size
            lower = sum(each - top > most for each, _ in sides.values())
            off = sum(abs(above + below - top - bottom) / 2 > most for above, below in sides.values())
            yield cost + _AT_ODDS * lower, cost + _AT_ODDS * off

    def _find_joined(self) -> list[list[tuple[int, float]]]:
        """Return, for each line, what it costs that cells of the lines before go on in it, by their columns."""
        found: list[list[tuple[int, float]]] = []
        last: dict[int, _Piece] = {}
        for line in self.lines:
            costs = [
                (piece.column, self._cost_joined(last[piece.column], piece)) for piece in line if piece.column in last
            ]
            # What stands beside a piece in its cell costs nothing.
            found.append(list(dict(costs).items()))
            last |= {piece.column: piece for piece in line}
        return found

    def _cost_joined(self, first: _Piece, second: _Piece) -> float:
        """Return what it costs that a line of a cell goes on in another one."""
        cost = _JOINED
        step = second.stretch.bottom - first.stretch.bottom
        if step > min(_WIDE_PITCH * self.pitch, _WIDEST_PITCH * self.size):
            cost += _HOLE
        text = first.stretch.text
        if first.has_room(second):
            # Letters that are not all of one width leave some.
            cost += _ROOM_LEFT if not first.is_long or first.has_room(second, _MUCH_SLACK) else _LITTLE_ROOM
        elif ends_sentence(text):
            cost += _AFTER_SENTENCE
        if find_mark(second.stretch.text):
            cost += _AFTER_SENTENCE
        if first.is_number and second.is_number and not (first.is_long and second.is_rest):
            cost += _BOTH_AMOUNTS if _AMOUNT.fullmatch(text) and _AMOUNT.fullmatch(second.stretch.text) else _BOTH_SHORT
        return cost

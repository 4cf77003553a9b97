"""The columns of a table without upright lines: the gaps that run down between the pieces of its lines.

Left out: which lines make a table (`alignment`, `open_tables`), and what stands in its rows.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Sequence

from sakura_cli.documents.reading.pdf.geometry.glyphs import Glyph
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.marks import NUMBER_LETTERS, is_mark, is_number

StretchRow = Sequence[Stretch]
Gap = tuple[float, float]

# In sizes of letters: the least gap, and how far letters stand apart that were drawn as different pieces.
_LEAST_GAP = 0.4
_DRAWN_APART = 0.35
_NARROW, _SAME_PLACE, _MOST_OF_GAP = 0.15, 0.2, 0.6
_BLANK = (0.93, 1.07)
# Of the pieces that stand at a narrow gap: so many are parted there.
_MOSTLY = 0.6
# Of the lines in several pieces: a piece that stands under two pieces of more of them spans columns. Of all lines: so
# many may cross a gap.
_SPANNING = 0.3
_CROSSED = 0.25
# PDFium counts the blank that it takes to stand between two pieces.
_NEXT_DRAWN = 1


def split_pieces(rows: Sequence[StretchRow]) -> list[list[Stretch]]:
    """Return lines with their stretches parted wherever letters stand apart that were drawn apart.

    A number at the right edge of a cell may stand nearer to the words of the next cell than words of a line do.
    """
    return [[piece for each in row for piece in _split(each, _find_breaks(each))] for row in rows]


def join_blanks(row: StretchRow, columns: Sequence[Gap] = ()) -> list[Stretch]:
    """Return a line with its pieces joined where just a full-width blank has room: there may be one, or none.

    At the gaps of `columns` there is none.
    """
    joined: list[Stretch] = []
    for each in row:
        last = joined[-1] if joined else None
        if last and _is_blank_apart(last, each) and not _is_near((last.right, each.left), columns, each.size):
            joined[-1] = Stretch([*last.glyphs, *each.glyphs], each.size)
        else:
            joined.append(each)
    return joined


def find_blank_columns(rows: Sequence[StretchRow]) -> list[Gap]:
    """Return the gaps as wide as a full-width blank that columns have between them, and no words.

    What stands before them ends at one place and begins where it likes, or is a number.
    """
    breaks = sorted(
        ((first.right, second.left), first.left, first.text, first.size)
        for row in rows
        for number, (first, second) in enumerate(itertools.pairwise(row))
        if _is_blank_apart(first, second) and (number or not is_mark(first.text))
    )
    found: list[Gap] = []
    start = 0
    for index in range(1, len(breaks) + 1):
        gap, _, _, size = breaks[start]
        if index < len(breaks) and math.dist(breaks[index][0], gap) < _SAME_PLACE * size:
            continue
        before = {text for _, _, text, _ in breaks[start:index]}
        are_numbers = len(before) > 1 and all(is_number(text) for text in before)
        if are_numbers or _is_spread([left for _, left, _, _ in breaks[start:index]], size):
            found.append(gap)
        start = index
    return found


def _is_blank_apart(first: Stretch, second: Stretch) -> bool:
    return first.size == second.size and _BLANK[0] < (second.left - first.right) / second.size < _BLANK[1]


def _is_near(gap: Gap, others: Sequence[Gap], size: float) -> bool:
    """Say whether a gap is one of others, which are in order."""
    most = 2 * _SAME_PLACE * size
    first, last = bisect_left(others, (gap[0] - most,)), bisect_left(others, (gap[0] + most,))
    return any(math.dist(gap, each) < most for each in others[first:last])


def split_at(rows: Sequence[StretchRow], gaps: Sequence[Gap]) -> list[list[Stretch]]:
    """Return lines with their stretches parted where no letter of them stands in a gap between two columns."""
    parted: list[list[Stretch]] = []
    for row in rows:
        places = [sorted({place for gap in gaps if (place := _find_break(each, gap))}) for each in row]
        parted.append([piece for each, found in zip(row, places, strict=True) for piece in _split(each, found)])
    return parted


def _split(stretch: Stretch, places: Sequence[int]) -> list[Stretch]:
    if not places:
        return [stretch]
    ends = [*places, len(stretch.glyphs)]
    parts = [stretch.glyphs[start:end] for start, end in zip([0, *places], ends, strict=True)]
    trimmed = [_trim(part) for part in parts]
    return [Stretch(part, stretch.size) for part in trimmed if part]


def _trim(glyphs: list[Glyph]) -> list[Glyph]:
    while glyphs and glyphs[0].text.isspace():
        glyphs = glyphs[1:]
    while glyphs and glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    return glyphs


def _find_breaks(stretch: Stretch) -> list[int]:
    """Return before which letters a stretch was drawn apart."""
    places: list[int] = []
    for index, (last, glyph) in enumerate(itertools.pairwise(stretch.glyphs), start=1):
        space = (glyph.left - last.right) / stretch.size
        is_drawn_on = last.order and 0 < glyph.order - last.order <= _NEXT_DRAWN
        if space > _DRAWN_APART and not is_drawn_on and not (glyph.text.isspace() or last.text.isspace()):
            places.append(index)
    return places


def _find_break(stretch: Stretch, gap: Gap) -> int | None:
    """Return before which letter a stretch has the gap between two columns; None where it has letters there."""
    if not (stretch.left < gap[0] + 0.1 and stretch.right > gap[1] - 0.1):
        return None
    letters = [(index, each) for index, each in enumerate(stretch.glyphs) if not each.text.isspace()]
    for (_, last), (index, glyph) in itertools.pairwise(letters):
        least = min(_DRAWN_APART * stretch.size, _MOST_OF_GAP * (gap[1] - gap[0]))
        if min(glyph.left, gap[1]) - max(last.right, gap[0]) > least:
            return index
    return None


def find_gaps(rows: Sequence[StretchRow]) -> list[Gap]:
    """Return the gaps between the columns of some lines, from left to right: where no piece of one column stands."""
    several = [row for row in rows if len(row) > 1]
    if not several:
        return []
    size = several[0][0].size
    pieces = [each for row in rows for each in row if not _is_spanning(each, several)]
    gaps = [gap for gap in _find_uncovered(pieces) if gap[1] - gap[0] >= _LEAST_GAP * size]
    crossed = [sum(any(crosses(each, gap) for each in row) for row in rows) for gap in gaps]
    gaps = [gap for gap, count in zip(gaps, crossed, strict=True) if count <= _CROSSED * len(rows)]
    return sorted([*_merge_complements(rows, gaps), *(_find_narrow(pieces, size) if gaps else ())])


def _find_narrow(pieces: Sequence[Stretch], size: float) -> list[Gap]:
    """Return the gaps hardly wider than those between words, where numbers of any length end and words begin.

    Sheets have them between a column of numbers and the next one.
    """
    breaks = [(piece, gap) for piece in pieces if (gap := _find_narrow_break(piece))]
    found: list[Gap] = []
    for _, gap in breaks:
        same = [piece for piece, other in breaks if math.dist(gap, other) < _SAME_PLACE * size]
        covering = sum(piece.left < gap[0] and gap[1] < piece.right for piece in pieces)
        # Units are the same after each number, and end at one place; 10 and 20 may begin the words of a cell.
        if len({_letter_at(piece, gap[1]) for piece in same}) < 2:
            continue
        are_numbers = _is_spread([piece.left for piece in same], size) or all("," in piece.text[:-1] for piece in same)
        is_apart = are_numbers and _is_spread([piece.right for piece in same], size)
        if is_apart and len(same) >= _MOSTLY * covering and not any(math.dist(gap, each) < size for each in found):
            found.append(gap)
    return found


def _letter_at(piece: Stretch, left: float) -> str:
    return next((glyph.text for glyph in piece.glyphs if glyph.left > left - _SAME_PLACE * piece.size), "")


def _is_spread(places: Sequence[float], size: float) -> bool:
    return max(places) - min(places) > _SAME_PLACE * size


def _find_narrow_break(piece: Stretch) -> Gap | None:
    """Return where a piece that begins with a number was drawn apart after it, but not far apart."""
    for last, glyph in itertools.pairwise(piece.glyphs):
        if last.text not in NUMBER_LETTERS:
            return None
        if last.order and glyph.order - last.order > _NEXT_DRAWN:
            space = (glyph.left - last.right) / piece.size
            return (last.right, glyph.left) if _NARROW < space <= _LEAST_GAP else None
    return None


def _is_spanning(piece: Stretch, several: Sequence[StretchRow]) -> bool:
    """Say whether a piece stands under, or over, more than one piece of many lines: it belongs to no one column."""
    wide = sum(sum(each.left < piece.right and piece.left < each.right for each in row) > 1 for row in several)
    return wide > _SPANNING * len(several)


def _find_uncovered(pieces: Sequence[Stretch]) -> list[Gap]:
    """Return the parts of a line that no piece covers, between the outermost ones."""
    gaps: list[Gap] = []
    end = None
    for each in sorted(pieces, key=lambda each: each.left):
        if end is not None and each.left > end:
            gaps.append((end, each.left))
        end = max(end or each.right, each.right)
    return gaps


def crosses(piece: Stretch, gap: Gap) -> bool:
    """Say whether a piece stands on both sides of a gap, and in it."""
    return piece.left < gap[0] + 0.1 and piece.right > gap[1] - 0.1 and _find_break(piece, gap) is None


def _merge_complements(rows: Sequence[StretchRow], gaps: list[Gap]) -> list[Gap]:
    """Return the gaps without those between two columns that no line fills both of, or that are blanks in names.

    A title in the middle of its column may stand beside all of its numbers, which end at the right.
    """
    kept = list(gaps)
    number = 0
    while number < len(kept):
        if _share_line(rows, kept, number) and not _is_blank(rows, kept, number):
            number += 1
        else:
            del kept[number]
    return kept


def _share_line(rows: Sequence[StretchRow], gaps: Sequence[Gap], number: int) -> bool:
    """Say whether any line has pieces in the columns on both sides of a gap; cells of one row may stand at odds."""
    first = [each for row in rows for each in row if find_column(each, gaps) == number]
    second = [each for row in rows for each in row if find_column(each, gaps) == number + 1]
    shared = sum(
        any(min(one.bottom, other.bottom) - max(one.top, other.top) > 0.2 * one.size for other in second)
        for one in first
    )
    return shared > 0


def _is_blank(rows: Sequence[StretchRow], gaps: Sequence[Gap], number: int) -> bool:
    """Say whether a gap is as wide as a full-width blank wherever it stands, and its columns have one title."""
    if len(rows[0]) < 2 or number + 1 in {find_column(each, gaps) for each in rows[0]}:
        return False
    if _is_near(gaps[number], find_blank_columns(rows), rows[0][0].size):
        return False
    for row in rows:
        first = [each for each in row if find_column(each, gaps) == number]
        second = [each for each in row if find_column(each, gaps) == number + 1]
        if first and second and not _BLANK[0] < (second[0].left - first[-1].right) / first[-1].size < _BLANK[1]:
            return False
    return True


def find_column(stretch: Stretch, gaps: Sequence[Gap]) -> int:
    """Return the column that a stretch begins in."""
    return sum(stretch.left >= right - 0.1 for _, right in gaps)


def count_covered(stretch: Stretch, gaps: Sequence[Gap]) -> int:
    """Return how many columns a stretch covers."""
    return 1 + sum(crosses(stretch, gap) for gap in gaps)

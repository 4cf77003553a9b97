"""Bands: the display columns that hold the cells of a table, found from where the pieces of its lines stand.

Two pieces that stand above one another are in one band, and between two bands no line has a letter. Left out: whether
lines are a table at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.layout.lines import DrawnPiece

# A gap inside a cell (山田　太郎) is no wider than this; a line may close it.
_INNER_GAP = 2
_MOST_BANDS = 60


@dataclass
class Bands:
    """Bands of some neighbouring lines, from left to right; each is [left, right) in display columns."""

    edges: list[tuple[int, int]] = field(default_factory=list)

    def add(self, pieces: Sequence[DrawnPiece]) -> bool:
        """Take in the pieces of a line; return False, and change nothing, where they do not stand in columns.

        A piece may stand below two bands only if no more than a blank parts these.
        """
        if len(pieces) > _MOST_BANDS:
            return False
        if not self.edges:
            self.edges = [(piece.left, piece.right) for piece in pieces]
            return True
        merged: list[tuple[int, int]] = []
        both = sorted([*((*edge, 0) for edge in self.edges), *((piece.left, piece.right, 1) for piece in pieces)])
        last_band: tuple[int, int] | None = None  # the right-most old band that the stretch being built holds
        for left, right, is_new in both:
            if merged and left < merged[-1][1]:
                if not is_new:
                    if last_band is not None and (left - last_band[1] > _INNER_GAP or len(pieces) < 2):
                        return False
                    last_band = (left, right)
                merged[-1] = (merged[-1][0], max(merged[-1][1], right))
            else:
                last_band = None if is_new else (left, right)
                merged.append((left, right))
        if not 2 <= len(merged) <= _MOST_BANDS:
            return False
        self.edges = merged
        return True

    def place(self, pieces: Sequence[DrawnPiece]) -> dict[int, list[DrawnPiece]]:
        """Return the pieces of a line by the band they stand in."""
        placed: dict[int, list[DrawnPiece]] = {}
        band = 0
        for piece in pieces:
            while band + 1 < len(self.edges) and self.edges[band + 1][0] <= piece.left:
                band += 1
            placed.setdefault(band, []).append(piece)
        return placed

    def drop_inner_gaps(self, rows: Sequence[Sequence[DrawnPiece]]) -> None:
        """Close the gaps of a blank's width that lie inside cells: what heads the left band heads the right one too."""
        kept = self.edges[:1]
        for band in range(1, len(self.edges)):
            left, right = self.edges[band]
            if left - kept[-1][1] <= _INNER_GAP and self._is_inner(rows, kept[-1], (left, right)):
                kept[-1] = (kept[-1][0], right)
            else:
                kept.append((left, right))
        if len(kept) > 1:
            self.edges = kept

    @staticmethod
    def _is_inner(rows: Sequence[Sequence[DrawnPiece]], first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Say whether the second of two bands is never filled without the first, and has no header."""
        for number, row in enumerate(rows):
            inside = [piece for piece in row if first[0] <= piece.left and piece.right <= second[1]]
            has_second = bool(inside) and inside[-1].left >= second[0]
            if has_second and (number == 0 or len(inside) < 2 or inside[-1].left - inside[-2].right > _INNER_GAP):
                return False
        return True


def has_common_edges(rows: Sequence[Sequence[DrawnPiece]], bands: Bands) -> bool:
    """Say whether in most bands the cells begin in one column, or end in one."""
    shared = [
        4 * max(_count_shared([left for left, _ in cells]), _count_shared([right for _, right in cells]))
        >= 3 * len(cells)
        for cells in _by_band(rows, bands)
        if len(cells) > 1
    ]
    return bool(shared) and 2 * sum(shared) > len(shared)


def has_padding(rows: Sequence[Sequence[DrawnPiece]], bands: Bands) -> bool:
    """Say whether blanks fill up cells of different lengths: one edge is the same, the other is not."""
    by_band = _by_band(rows, bands)
    for index, cells in enumerate(by_band):
        lefts, rights = {left for left, _ in cells}, {right for _, right in cells}
        is_last = index + 1 == len(by_band)
        if (len(lefts) == 1 < len(rights) and not is_last) or (len(rights) == 1 < len(lefts) and index):
            return True
    return False


def _by_band(rows: Sequence[Sequence[DrawnPiece]], bands: Bands) -> list[list[tuple[int, int]]]:
    """Return the columns that the cells of each band begin and end in."""
    found: list[list[tuple[int, int]]] = [[] for _ in bands.edges]
    for placed in map(bands.place, rows):
        for band, pieces in placed.items():
            found[band].append((pieces[0].left, pieces[-1].right))
    return found


def _count_shared(values: Sequence[int]) -> int:
    """Count the values that are the most frequent one or a column from it."""
    counts = Counter(values)
    usual = counts.most_common(1)[0][0]
    return counts[usual - 1] + counts[usual] + counts[usual + 1]

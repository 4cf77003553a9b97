"""Find what stands side by side: addressee on the left and sender on the right, and a sender pushed to the right.

Left out: tables and forms beside each other, whose lines are read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sakura_cli.documents.layout.forms.spaced import is_label_alone
from sakura_cli.documents.layout.labels import is_label_like
from sakura_cli.documents.layout.lines import DrawnLine, DrawnPiece, group_lines, is_blank, split_columns, split_pieces
from sakura_cli.lexicon import alternation, word_set, words

_TABLE = "layout/sides"
# A sender stands at least so far to the right, and so far from the addressee.
_FAR_RIGHT = 20
_LEAST_GAP = 4
_MOST_LINES = 20
# How far lines are indented under the heading of their column, and how many of the right one there are at least.
_MOST_INDENT = 8
_LEAST_PAIRED = 2


class Sides(NamedTuple):
    """Two columns: the indexes of their lines, the lines of each, empty ones left out; whether parties head both."""

    found: range
    left: list[DrawnLine]
    right: list[DrawnLine]
    has_heads: bool = False


def find_sides(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[Sides]:
    """Find addressees with a sender beside them among the lines that are free."""
    for group in group_lines(index for index, line in enumerate(lines) if free[index] and not is_blank(text, line)):
        pieces = {index: split_pieces(text, lines[index]) for index in group}
        begin = group[0]
        while begin <= group[-1]:
            column = _find_right_column(pieces[begin])
            found = _extend(pieces, group[0], group[-1] + 1, begin, column) if column else range(begin, begin + 1)
            sides = _read_sides(text, lines, found, pieces, column) if column else None
            if column and heads_parties(text[lines[begin].start : lines[begin].end]):
                indented = _read_under_heads(text, lines, pieces, range(begin, group[-1] + 1), column)
                if indented is not None and (sides is None or len(indented.found) > len(sides.found)):
                    sides = indented
                    found = sides.found
            if sides is not None:
                yield sides
            begin = max(found.stop, begin + 1)


def _find_right_column(pieces: Sequence[DrawnPiece]) -> int:
    """Return the display column in which what stands on the right of a line begins, or 0."""
    for left, right in pairwise(pieces):
        if right.left - left.right >= _LEAST_GAP and right.left >= _FAR_RIGHT:
            return right.left
    return 0


def _extend(pieces: dict[int, list[DrawnPiece]], first: int, stop: int, begin: int, column: int) -> range:
    """Return the lines around one that keep to two columns of which the right one begins at `column`."""
    end = begin + 1
    while end < min(stop, begin + _MOST_LINES) and _keeps(pieces[end], column):
        end += 1
    while begin > max(first, end - _MOST_LINES) and _keeps(pieces[begin - 1], column):
        begin -= 1
    return range(begin, end)


def _keeps(pieces: Sequence[DrawnPiece], column: int) -> bool:
    """Say whether nothing of a line stands across the edge of the right column."""
    right = [piece for piece in pieces if piece.left >= column - 1]
    left = [piece for piece in pieces if piece.left < column - 1]
    if any(piece.right > column - 2 for piece in left) or (left and left[0].left >= _FAR_RIGHT):
        return False
    return not right or right[0].left <= column + 1


def _read_under_heads(
    text: str, lines: Sequence[DrawnLine], pieces: dict[int, list[DrawnPiece]], group: range, column: int
) -> Sides | None:
    """Read two columns whose lines are indented under the headings that name the parties."""
    edges: dict[int, int] = {}
    end = group.start + 1
    while end < min(group.stop, group.start + _MOST_LINES):
        near = [piece.left for piece in pieces[end] if column - 1 <= piece.left <= column + _MOST_INDENT]
        if not near and pieces[end][-1].right > column:
            break
        edges.update({end: near[0]} if near else {})
        end += 1
    edge = min(edges.values(), default=0)
    found = range(group.start, end)
    is_whole = all(piece.right < edge for at in found[1:] for piece in pieces[at] if piece.left < edge)
    if len(edges) < _LEAST_PAIRED or not is_whole:
        return None
    heads = split_columns(text, lines[group.start], column - 1)
    both = [heads, *(split_columns(text, lines[at], edge) for at in found[1:])]
    left = [line for line, _ in both if not is_blank(text, line)]
    right = [line for _, line in both if not is_blank(text, line)]
    return Sides(found, left, right, has_heads=True) if len(left) > 1 else None


def _read_sides(
    text: str, lines: Sequence[DrawnLine], found: range, pieces: dict[int, list[DrawnPiece]], column: int
) -> Sides | None:
    both = [split_columns(text, lines[index], column - 1) for index in found]
    left = [line for line, _ in both if not is_blank(text, line)]
    right = [line for _, line in both if not is_blank(text, line)]
    if len(right) < 2 or not left:
        return None
    if len(left) > 1 and heads_parties(text[lines[found.start].start : lines[found.start].end]):
        return Sides(found, left, right, has_heads=True)
    has_addressee = any(_is_addressee(text, line) for line in left)
    has_sender = any(_is_sender(text, line) for line in right)
    labels = sum(is_label_like(piece.cut(text)) for piece in pieces[found.start])
    is_table = (labels > 1 and 2 * labels >= len(pieces[found.start])) or (
        not (has_addressee and has_sender) and _is_even(pieces, found)
    )
    is_form = 2 * sum(is_label_alone(text, line) for line in left) > len(left)
    return Sides(found, left, right) if (has_addressee or has_sender) and not is_table and not is_form else None


def heads_parties(line: str) -> bool:
    """Say whether a line is the headings of two columns that name a party each: 【お届け先】　　【ご依頼主】."""
    return bool(_heads_pattern().fullmatch(line))


@cache
def _heads_pattern() -> re.Pattern[str]:
    head = rf"[【\[［〔＜<■●◆]?[ 　]?[^\s\d、。:：]{{0,8}}{alternation(words(_TABLE, 'head'))}[ 　]?[】\]］〕＞>:：]?"
    return re.compile(rf"[ 　\t]*{head}(?:[ \t]{{2,}}|[ \t]*　)[ 　\t]*{head}[ 　\t]*")


def _is_even(pieces: dict[int, list[DrawnPiece]], found: range) -> bool:
    """Say whether most lines have three pieces or more, as the rows of a table do."""
    return 2 * sum(len(pieces[index]) > 2 for index in found) > len(found)


def _is_addressee(text: str, line: DrawnLine) -> bool:
    content = line.cut(text).rstrip()
    return content.endswith(words(_TABLE, "addressee")) and not content.endswith(words(_TABLE, "noun"))


def _is_sender(text: str, line: DrawnLine) -> bool:
    content = line.cut(text).strip()
    return bool(_sender_pattern().match(content)) or any(form in content for form in _companies())


@cache
def _sender_pattern() -> re.Pattern[str]:
    """Return what begins a line of a sender: 〒 or TEL with something after it, and not 電話番号 over a column."""
    return re.compile(rf"〒|{alternation(words(_TABLE, 'sender'))}[ 　:：0-9０-９(（].")


@cache
def _companies() -> frozenset[str]:
    return word_set("names/companies")


def find_right_blocks(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[list[int]]:
    """Find runs of lines that blanks push to the right, all to much the same column; each as indexes."""
    run: list[int] = []
    column = -1
    for index, line in enumerate(lines):
        left = _indent(text, line) if free[index] and not is_blank(text, line) else 0
        if left < _FAR_RIGHT or (run and (abs(left - column) > 2 or index != run[-1] + 1)):
            if run:
                yield run
            run = []
        if left >= _FAR_RIGHT:
            run = [*run, index] if len(run) < _MOST_LINES else [index]
            column = left
    if run:
        yield run


def _indent(text: str, line: DrawnLine) -> int:
    pieces = split_pieces(text, line) if text[line.start] in " \t　" else []
    return pieces[0].left if pieces else 0

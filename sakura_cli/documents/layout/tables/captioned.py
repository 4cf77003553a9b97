"""Find forms side by side under a word each: labels with numbers below 支給, 控除 and 勤怠.

A table with two columns a form: a caption over both, and below it labels with their numbers. Left out: columns that
each have a label of their own (`headed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.labels import is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import DrawnLine, DrawnPiece, is_blank, join_letters, split_pieces
from sakura_cli.spans import Span

_LEAST, _MOST = 2, 4
_LONGEST_CAPTION = 8
_LEAST_ROWS = 2
_SLACK = 3
_PAIR = 2

_Row = dict[int, tuple[DrawnPiece, DrawnPiece]]


def find_captioned(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find captions with forms below them among the lines that are free; each with the indexes of its lines."""
    index = 0
    while index + _LEAST_ROWS < len(lines):
        captions = _read_captions(text, lines[index]) if free[index] else None
        rows = _read_rows(text, lines, free, index + 1, len(captions)) if captions else []
        if captions is None or len(rows) < _LEAST_ROWS or not _stand_over(captions, rows):
            index += 1
            continue
        cells = [tuple(Cell((piece.span,), columns=_PAIR) for piece in captions)]
        cells += [_make_row(row, len(captions)) for row in rows]
        end = max(number.end for _, number in rows[-1].values())
        yield (
            range(index, index + 1 + len(rows)),
            Block("table", Span(captions[0].start, end), table=Table(tuple(cells), 1)),
        )
        index += 1 + len(rows)


def _make_row(row: _Row, count: int) -> tuple[Cell, ...]:
    return tuple(Cell((piece.span,)) if piece else Cell() for at in range(count) for piece in row.get(at, (None, None)))


def _read_captions(text: str, line: DrawnLine) -> list[DrawnPiece] | None:
    """Return the words of a line that is nothing but a few short ones."""
    pieces = join_letters(text, split_pieces(text, line)[: 4 * _MOST])
    said = [piece.cut(text) for piece in pieces]
    if not _LEAST <= len(pieces) <= _MOST or any(len(words) > _LONGEST_CAPTION or is_sentence(words) for words in said):
        return None
    return pieces if all(kind_of_cell(words) == "text" for words in said) and len(set(said)) == len(said) else None


def _read_rows(text: str, lines: Sequence[DrawnLine], free: Sequence[bool], begin: int, count: int) -> list[_Row]:
    """Return the lines of labels with numbers, each pair by the column that the fullest line has it in."""
    read: list[list[tuple[DrawnPiece, DrawnPiece]]] = []
    for at in range(begin, len(lines)):
        pairs = _pair(text, lines[at]) if free[at] and not is_blank(text, lines[at]) else []
        if not 0 < len(pairs) <= count:
            break
        read.append(pairs)
    fullest = next((pairs for pairs in read if len(pairs) == count), [])
    edges = [label.left for label, _ in fullest]
    rows: list[_Row] = []
    for pairs in read if edges else ():
        row = {at: pair for pair in pairs for at, edge in enumerate(edges) if abs(pair[0].left - edge) <= _SLACK}
        if len(row) < len(pairs):
            break
        rows.append(row)
    return rows


def _pair(text: str, line: DrawnLine) -> list[tuple[DrawnPiece, DrawnPiece]]:
    """Return the labels of a line each with the number behind it; nothing of a line that has anything else."""
    pieces = join_letters(text, split_pieces(text, line)[: 8 * _MOST])
    kinds = [kind_of_cell(piece.cut(text)) for piece in pieces]
    if len(pieces) % 2 or any(kind != "text" for kind in kinds[::2]) or any(kind == "text" for kind in kinds[1::2]):
        return []
    return list(zip(pieces[::2], pieces[1::2], strict=True))


def _stand_over(captions: Sequence[DrawnPiece], rows: Sequence[_Row]) -> bool:
    """Say whether each caption stands over its own form, and most lines are in several of them."""
    full = next(row for row in rows if len(row) == len(captions))
    for at, caption in enumerate(captions):
        label, number = full[at]
        following = full[at + 1][0].left if at + 1 < len(captions) else number.right + _SLACK
        if caption.left < label.left - 1 or caption.right > following:
            return False
    return _PAIR * sum(len(row) > 1 for row in rows) > len(rows)

"""Find tables drawn with blanks by the line that heads them: labels side by side, and below each what it names.

A piece of a line below belongs to the label it stands under, or nearest to. Left out: tables without such a line
(`blanks`), and labels beside their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import (
    DrawnLine,
    DrawnPiece,
    is_blank,
    join_letters,
    span_pieces,
    split_pieces,
)
from sakura_cli.spans import Span

_LEAST_LABELS = 2
_LONGEST_LABEL = 14
_MOST_LABELS = 24
# Words of one cell are no farther apart (山田　太郎); a rule is longer than this.
_INNER_GAP = 2
_RULE = frozenset("-=─━—―＝－*_+┼～ \t　")
# What stands before headings and notes.
_SIGNS = "■□◆◇●○◎▼▲★☆※＊*【〔《＜<"
_PAIR = 2
_SHORT = 3
_FAR = 1_000_000
_JOINED = 1
# So many display columns the cells of a line stand beside their labels at most, unless the table is ragged.
_SLACK = 2

Pieces = Sequence[DrawnPiece]


def find_headed_tables(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find tables among the lines that are free; each with the indexes of its lines."""
    index = 0
    while index < len(lines):
        heads = _read_head(text, lines[index]) if free[index] else None
        found = _read_below(text, lines, free, index, heads) if heads is not None else None
        if found is None:
            index += 1
            continue
        yield found
        index = found[0].stop


def _read_head(text: str, line: DrawnLine) -> list[DrawnPiece] | None:
    """Return the labels of a line that is nothing else; None of another line."""
    if "\t" in line.cut(text):
        return None  # tabs part cells by themselves
    pieces = join_letters(text, split_pieces(text, line)[: _MOST_LABELS + 1])
    if not _LEAST_LABELS <= len(pieces) <= _MOST_LABELS:
        return None
    said = [piece.cut(text) for piece in pieces]
    if any(len(words) > _LONGEST_LABEL or is_sentence(words) or kind_of_cell(words) != "text" for words in said):
        return None
    known, alike = sum(map(is_known_label, said)), sum(map(is_label_like, said))
    return pieces if known > 1 and 3 * (len(said) - alike) <= len(said) else None


def _read_below(
    text: str, lines: Sequence[DrawnLine], free: Sequence[bool], begin: int, heads: Pieces
) -> tuple[range, Block] | None:
    """Read the rows under a head; None where what stands there are no rows of it."""
    heads = _with_stub(text, lines, free, begin, heads)
    rows: list[dict[int, list[Span]]] = []
    end = last = begin + 1
    while end < len(lines) and free[end] and not is_blank(text, lines[end]):
        pieces = split_pieces(text, lines[end])
        if _is_rule(text, pieces):
            end += 1
            if rows:
                last = end
                break  # what stands below it adds up, or is something else
            continue
        if text[pieces[0].start] in _SIGNS or (len(pieces) > 1 and _read_head(text, lines[end]) is not None):
            break
        placed = _place(heads, [part for piece in pieces for part in _part(text, heads, piece)])
        is_sum = bool(rows) and placed is not None and len(placed) == _PAIR and 0 not in placed
        if placed is None or is_sum or (len(placed) < _PAIR and not _goes_on(text, rows, placed)):
            break
        if len(placed) < _PAIR:
            [(column, spans)] = placed.items()
            rows[-1].setdefault(column, []).extend(spans)
        else:
            rows.append(placed)
        end += 1
        last = end
    if not rows or not _has_figures(text, rows) or len(rows[0]) * 2 < len(heads):
        return None
    if len(heads) == _PAIR and not _is_price_list(text, heads, rows):
        return None
    cells = [tuple(Cell((piece.span,) if piece.end > piece.start else ()) for piece in heads)]
    cells += [tuple(Cell(tuple(row.get(column, ()))) for column in range(len(heads))) for row in rows]
    stop = max(span.end for row in rows for spans in row.values() for span in spans)
    start = next(piece.start for piece in heads if piece.end > piece.start)
    return range(begin, last), Block("table", Span(start, stop), table=Table(tuple(cells), 1))


def _with_stub(
    text: str, lines: Sequence[DrawnLine], free: Sequence[bool], begin: int, heads: Pieces
) -> Sequence[DrawnPiece]:
    """Add an empty label where the lines below begin with words left of all labels, a number under each of these."""
    below = [join_letters(text, split_pieces(text, line)) for line in lines[begin + 1 : begin + 1 + _LEAST_LABELS]]
    if len(below) < _LEAST_LABELS or not all(free[begin + 1 : begin + 1 + _LEAST_LABELS]):
        return heads
    for pieces in below:
        is_stub = len(pieces) == len(heads) + 1 and pieces[0].right < heads[0].left
        if not is_stub or kind_of_cell(pieces[0].cut(text)) != "text":
            return heads
        told = [piece.cut(text) for piece in pieces[1:]]
        kinds = [kind_of_cell(words) for words in told]
        # Where there is no number a short word says so: なし.
        is_told = all(kind != "text" or len(words) <= _SHORT for kind, words in zip(kinds, told, strict=True))
        if not is_told or "number" not in kinds:
            return heads
    left = min(pieces[0].left for pieces in below)
    right = max(pieces[0].right for pieces in below)
    return [DrawnPiece(heads[0].start, heads[0].start, left, right), *heads]


def _is_rule(text: str, pieces: Pieces) -> bool:
    return all(piece.end - piece.start > 1 and all(char in _RULE for char in piece.cut(text)) for piece in pieces)


def _goes_on(text: str, rows: Sequence[dict[int, list[Span]]], placed: dict[int, list[Span]]) -> bool:
    """Say whether the only words of a line are the rest of a cell above: not of the first, and no number."""
    [(column, spans)] = placed.items()
    words = spans[0].cut(text)
    return bool(rows) and 0 < column in rows[-1] and kind_of_cell(words) == "text" and not is_known_label(words)


def _has_figures(text: str, rows: Sequence[dict[int, list[Span]]]) -> bool:
    kinds = [kind_of_cell(span.cut(text)) for row in rows for spans in row.values() for span in spans]
    return 4 * sum(kind in ("number", "date", "empty") for kind in kinds) >= len(kinds)


def _is_price_list(text: str, heads: Pieces, rows: Sequence[dict[int, list[Span]]]) -> bool:
    """Say whether two columns are words with a number each: two labels side by side may be a form, too."""
    if len(rows) < _PAIR or not all(is_known_label(head.cut(text)) for head in heads):
        return False
    kinds = [[kind_of_cell(row[column][0].cut(text)) if column in row else "" for column in (0, 1)] for row in rows]
    return all(kind == ["text", "number"] for kind in kinds)


def _place(heads: Pieces, pieces: Pieces) -> dict[int, list[Span]] | None:
    """Return the pieces of a line by the column whose label they stand under; None where they fit under none.

    The columns are those that make the distances least; two pieces are one cell only where no more than a blank parts
    them. As many pieces as labels are theirs in order, unless they stand far from these and near to others.
    """
    if len(pieces) > 2 * len(heads):
        return None

    @cache
    def best(at: int, column: int) -> tuple[int, tuple[int, ...]]:
        """Return the least cost of placing the pieces from `at` on, none left of `column`, and their columns."""
        if at == len(pieces):
            return 0, ()
        options: list[tuple[int, tuple[int, ...]]] = []
        for each in range(column, len(heads)):
            cost, after = best(at + 1, each + 1)
            options.append((cost + _distance(heads[each], pieces[at]), (each, *after)))
        if at and column:
            gap = pieces[at].left - pieces[at - 1].right
            cost, after = best(at + 1, column)
            options.append((cost + (_JOINED if gap <= _INNER_GAP else gap), (column - 1, *after)))
        return min(options, default=(_FAR, ()))

    cost, columns = best(0, 0)
    if len(pieces) == len(heads):
        in_order = sum(map(_distance, heads, pieces))
        is_ragged = cost > len(heads) or in_order <= max(2 * cost, _SLACK)
        columns = tuple(range(len(heads))) if is_ragged else columns
    elif cost >= _FAR:
        return None
    placed: dict[int, list[DrawnPiece]] = {}
    for column, piece in zip(columns, pieces, strict=True):
        placed.setdefault(column, []).append(piece)
    return {column: [span_pieces(parts).span] for column, parts in placed.items()}


def _part(text: str, heads: Pieces, piece: DrawnPiece) -> list[DrawnPiece]:
    """Part a piece under several labels before the number that it ends in, with one blank between: タクシー 4,850."""
    at = text.rfind(" ", piece.start, piece.end)
    if at < 0 or kind_of_cell(text[at + 1 : piece.end]) != "number":
        return [piece]
    cut = piece.right - count_columns(text[at + 1 : piece.end])
    parts = [DrawnPiece(piece.start, at, piece.left, cut - 1), DrawnPiece(at + 1, piece.end, cut, piece.right)]
    under = [{column for column, head in enumerate(heads) if not _distance(head, part)} for part in parts]
    return parts if under[1] - under[0] and kind_of_cell(parts[0].cut(text)) == "text" else [piece]


def _distance(head: DrawnPiece, piece: DrawnPiece) -> int:
    """Return how many display columns part a piece from a label; 0 where one stands under the other."""
    return max(0, head.left - piece.right + 1, piece.left - head.right + 1)

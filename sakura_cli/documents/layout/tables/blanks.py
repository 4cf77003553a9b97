"""Find tables whose columns are divided by blanks only: those that stand in columns, and ragged ones.

A table needs a sign that it is one: labels or a rule over it, figures in a column, or blanks that fill up cells of
different lengths. Left out: what is no table for sure (`prose`), forms, and letters with a sender on the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, kind_of_cell
from sakura_cli.documents.layout.lines import (
    DrawnLine,
    DrawnPiece,
    group_lines,
    is_blank,
    is_letter,
    join_letters,
    span_pieces,
    split_pieces,
)
from sakura_cli.documents.layout.prose import is_contents_line, is_list_mark, is_running_text
from sakura_cli.documents.layout.tables.columns import Bands, has_common_edges
from sakura_cli.documents.layout.tables.headers import count_header_rows
from sakura_cli.documents.layout.tables.signs import MOST_ROWS_ASKED, is_form, is_table, narrowest_gap
from sakura_cli.documents.layout.tables.wraps import continues
from sakura_cli.spans import Span

_RULE = frozenset("-=─━—―＝－*_+┼ \t　")
_MOST_TRIES = 4
# So many lines say that a letter stands in a column of its own.
_LEAST_COLUMN = 2


@dataclass
class _Run:
    """Neighbouring lines that may be a table: their pieces by line, and the lines that are rules."""

    begin: int
    end: int
    rows: dict[int, list[DrawnPiece]]
    bands: Bands
    rules: set[int] = field(default_factory=set)
    is_form: bool = False


@dataclass
class _Group:
    """Lines that follow one another: the pieces of each, which could be rows and which are rules."""

    pieces: dict[int, list[DrawnPiece]]
    rows: set[int]
    rules: set[int]
    stop: int


def find_blank_tables(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find tables among the lines that are free; each with the indexes of its lines."""
    for indexes in group_lines(index for index, line in enumerate(lines) if free[index] and not is_blank(text, line)):
        pieces = _join_letters(text, {index: split_pieces(text, lines[index]) for index in indexes})
        rules = {index for index, row in pieces.items() if _is_rule(text, row)}
        rows = {index for index, row in pieces.items() if index not in rules and _is_row(text, row)}
        if len(rows) > 1:
            yield from _find_in_group(text, lines, _Group(pieces, rows, rules, indexes[-1] + 1), indexes[0])


def _join_letters(text: str, rows: dict[int, list[DrawnPiece]]) -> dict[int, list[DrawnPiece]]:
    """Join the letters of spaced-out words, but not those in columns of their own: 木   李 below 火   馬場."""
    beside: dict[tuple[int, int], Counter[bool]] = {}
    for row in rows.values():
        for left, right in pairwise(row):
            if not is_letter(text, left) or not is_letter(text, right):
                # Where the left one is more than a letter, the blank parts words of one column: 山田　太郎.
                beside.setdefault((left.left, right.left), Counter())[is_letter(text, left)] += 1
    columns = {edge[1] for edge, counts in beside.items() if counts[True] >= _LEAST_COLUMN and not counts[False]}
    joined: dict[int, list[DrawnPiece]] = {}
    for index, row in rows.items():
        starts = [0, *(at for at, piece in enumerate(row) if at and piece.left in columns), len(row)]
        parts = (row[start:end] for start, end in pairwise(starts) if start < end)
        joined[index] = [piece for part in parts for piece in join_letters(text, part)]
    return joined


def _find_in_group(text: str, lines: Sequence[DrawnLine], group: _Group, begin: int) -> Iterator[tuple[range, Block]]:
    # Runs that end at the same line are refused a few times only, each a line shorter: the time stays linear.
    refused: Counter[tuple[bool, int]] = Counter()
    barred = {True: begin, False: begin}
    while begin < group.stop:
        runs = [
            _run_in_columns(group, begin) if begin >= barred[True] else None,
            _run_ragged(group, begin) if begin >= barred[False] else None,
        ]
        tried = _order(runs)
        found = next((each for run in tried if (each := _read(text, lines, run))), None)
        for is_aligned, run in zip((True, False), runs, strict=True):
            if run is not None and found is None:
                refused[is_aligned, run.end] += 1
                if refused[is_aligned, run.end] == _MOST_TRIES:
                    barred[is_aligned] = run.end
        if found:
            yield found
            begin = found[0].stop
        elif any(run.is_form for run in tried):
            begin = max(run.end for run in tried if run.is_form)
        else:
            begin += 1


def _is_rule(text: str, pieces: Sequence[DrawnPiece]) -> bool:
    return all(piece.end - piece.start > 1 and all(char in _RULE for char in piece.cut(text)) for piece in pieces)


def _is_row(text: str, pieces: Sequence[DrawnPiece]) -> bool:
    return (
        len(pieces) > 1
        and not is_running_text(text, pieces)
        and not any(map(_opens_bracket, (piece.cut(text) for piece in pieces)))
        and not is_contents_line(text[pieces[0].start : pieces[-1].end])
    )


def _opens_bracket(words: str) -> bool:
    """Say whether a bracket is closed behind the gap after these words: 氏名（　臼杵 圭　）."""
    return words.endswith(("（", "(")) or words.count("（") > words.count("）") > 0


def _run_in_columns(group: _Group, begin: int) -> _Run:
    """Take lines from `begin` on as long as their pieces stand in columns."""
    run = _Run(begin, begin + 1, {}, Bands())
    index = begin
    while index < group.stop and (index > begin or begin in group.rows):
        row = group.pieces[index]
        if index in group.rules:
            run.rules.add(index)
        elif (len(row) == 1 or index in group.rows) and run.bands.add(row):
            run.rows[index] = row
        else:
            break
        index += 1
    run.end = max(index, begin + 1)
    return run


def _run_ragged(group: _Group, begin: int) -> _Run:
    """Take lines from `begin` on as long as they have as many pieces, wherever these stand."""
    run = _Run(begin, begin + 1, {begin: group.pieces[begin]}, Bands())
    index = begin + 1
    while index < group.stop and begin in group.rows:
        if index in group.rules:
            run.rules.add(index)
        elif index in group.rows and len(group.pieces[index]) == len(group.pieces[begin]):
            run.rows[index] = group.pieces[index]
        else:
            break
        index += 1
    run.end = index
    return run


def _order(runs: Sequence[_Run | None]) -> list[_Run]:
    """Return the readings, the better one first: more lines, then columns that the cells share an edge of."""
    aligned, ragged = runs
    if aligned is None or ragged is None:
        return [run for run in runs if run is not None]
    rows = list(aligned.rows.values())
    if len(ragged.rows) < 2 or not aligned.bands.edges:
        return [aligned]
    size = len(next(iter(ragged.rows.values())))
    if (
        len(aligned.bands.edges) <= size
        and all(map(_has_one_gap, ragged.rows.values()))
        and _is_unpadded(ragged, aligned)
    ):
        return [ragged]
    if len(aligned.rows) != len(ragged.rows):
        return sorted((aligned, ragged), key=lambda run: -len(run.rows))
    return [aligned, ragged] if has_common_edges(rows, aligned.bands) else [ragged, aligned]


def _is_unpadded(ragged: _Run, aligned: _Run) -> bool:
    """Say whether the same blank parts all pieces of the lines that have as many, and these are most of the lines."""
    gaps = {narrowest_gap(row) for row in ragged.rows.values()}
    return len(gaps) == 1 and 2 * len(ragged.rows) >= len(aligned.rows)


def _has_one_gap(row: Sequence[DrawnPiece]) -> bool:
    return len({right.left - left.right for left, right in pairwise(row)}) < 2


def _read(text: str, lines: Sequence[DrawnLine], run: _Run) -> tuple[range, Block] | None:
    """Read a run as a table, or return None where it is none."""
    if len(run.rows) < 2:
        return None
    indexes = sorted(run.rows)
    if run.bands.edges:
        run.bands.drop_inner_gaps([run.rows[index] for index in indexes])
        placed = {index: run.bands.place(run.rows[index]) for index in indexes}
        indexes = _drop_ends(text, indexes, placed)
    else:
        placed = {index: {column: [piece] for column, piece in enumerate(run.rows[index])} for index in indexes}
    if len(indexes) < 2:
        return None
    columns = 1 + max(max(placed[index]) for index in indexes)
    first_rule = min((rule for rule in run.rules if rule > indexes[0]), default=None)
    ruled = first_rule is not None and first_rule < indexes[1]
    rows = _join_wrapped(text, indexes, placed)
    lines_asked = [run.rows[index] for index in indexes[:MOST_ROWS_ASKED]]
    words = [{column: spans[0].cut(text) for column, spans in row.items()} for row in rows[:MOST_ROWS_ASKED]]
    if is_form(text, words, lines_asked):
        run.is_form = True
        return None
    if not is_table(words, columns, lines_asked, run.bands, is_ruled=ruled):
        return None
    is_listed = _drop_bullets(text, rows)
    cells = tuple(tuple(Cell(tuple(row.get(column, ()))) for column in range(columns)) for row in rows)
    last = max(index for index in range(indexes[0], indexes[-1] + 1) if index in run.rows)
    span = Span(run.rows[indexes[0]][0].start, run.rows[last][-1].end)
    header_rows = 0 if is_listed else count_header_rows(text, cells, is_ruled=ruled)
    end = last + 1
    while end in run.rules:
        end += 1
    begin = indexes[0]
    return range(begin, end), Block("table", span, table=Table(cells, header_rows))


def _drop_ends(text: str, indexes: list[int], placed: dict[int, dict[int, list[DrawnPiece]]]) -> list[int]:
    """Leave out the lines below that only happen to stand in a column (a note), and above that have another form."""
    widths = _measure(placed, indexes)
    while len(indexes) > 1 and len(placed[indexes[-1]]) == 1:
        above, below = _words(text, placed[indexes[-2]]), _words(text, placed[indexes[-1]])
        if continues(above, below, widths) or (0 not in below and set(below) <= set(above)):
            break
        indexes = indexes[:-1]
    columns = max(max(row) for row in placed.values()) + 1
    while len(indexes) > 2 and 2 * len(placed[indexes[0]]) <= columns and _is_header(text, placed[indexes[1]], columns):
        indexes = indexes[1:]
    return indexes


def _is_header(text: str, row: dict[int, list[DrawnPiece]], columns: int) -> bool:
    words = _words(text, row)
    return len(words) == columns and 2 * sum(map(is_label_like, words.values())) >= columns


def _words(text: str, row: dict[int, list[DrawnPiece]]) -> dict[int, str]:
    return {column: span_pieces(pieces).cut(text) for column, pieces in row.items()}


def _measure(placed: dict[int, dict[int, list[DrawnPiece]]], indexes: Sequence[int]) -> dict[int, int]:
    widths: dict[int, int] = {}
    for index in indexes:
        for column, pieces in placed[index].items():
            widths[column] = max(widths.get(column, 0), pieces[-1].right - pieces[0].left)
    return widths


def _join_wrapped(
    text: str, indexes: Sequence[int], placed: dict[int, dict[int, list[DrawnPiece]]]
) -> list[dict[int, list[Span]]]:
    """Return the rows: a line that goes on with the one above adds a piece to its cells."""
    widths = _measure(placed, indexes)
    cells = [_words(text, placed[index]) for index in indexes]
    # Only rules stand between lines that do not follow one another.
    is_parted = [index - before > 1 for before, index in pairwise(indexes)]
    rests = [False]
    for above, below, parted in zip(cells, cells[1:], is_parted, strict=False):
        rests.append(not parted and _is_rest(above, below, widths))
    # Two full columns may be chance, where no line is the rest of one cell or of all but the first.
    is_wrapped = any(is_rest and (0 not in row or len(row) == 1) for is_rest, row in zip(rests, cells, strict=True))
    rows: list[dict[int, list[Span]]] = []
    for index, is_rest in zip(indexes, rests, strict=True):
        spans = {column: span_pieces(pieces).span for column, pieces in placed[index].items()}
        if is_rest and set(spans) <= set(rows[-1]) and (is_wrapped or 0 not in spans or len(spans) == 1):
            for column, span in spans.items():
                rows[-1][column].append(span)
        else:
            rows.append({column: [span] for column, span in spans.items()})
    return rows


def _is_rest(above: dict[int, str], below: dict[int, str], widths: dict[int, int]) -> bool:
    if len(below) == 1 and 0 not in below and is_known_label(*below.values()):
        return False  # what the rows below are called
    return _is_lone_rest(above, below) or continues(above, below, widths)


def _is_lone_rest(above: dict[int, str], below: dict[int, str]) -> bool:
    """Say whether a line has words in one column only, not the first, under a cell that has words."""
    [column, *others] = below
    return not others and column > 0 and column in above and kind_of_cell(below[column]) == "text"


def _drop_bullets(text: str, rows: list[dict[int, list[Span]]]) -> bool:
    """Leave out the mark that stands before every row; return whether one does: none of the rows is a header then."""
    marks = {text[row[0][0].start] if 0 in row else "" for row in rows}
    if len(marks) != 1 or not is_list_mark(mark := marks.pop()) or mark not in "-*+•・※→▪▸":
        return False
    for row in rows:
        first = row[0][0]
        content = first.cut(text)[1:]
        row[0][0] = Span(first.end - len(content.lstrip(" 　")), first.end)
    return True

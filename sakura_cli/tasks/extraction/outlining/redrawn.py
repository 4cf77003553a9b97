"""Tables drawn with blanks whose columns run into one another, read once more line by line from their header.

A line is a row where blanks part it into as many pieces as the header has. Left out: tables whose cells are parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from sakura_cli.documents.blocks import Block, Cell, Pair, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums

_GAP = re.compile(r"[ 　]*(?: {2}|\t)[ 　\t]*")
_FULL_GAP = re.compile(r"[ ]*　[ 　\t]*")
_RULES = re.compile(r"[│┃|｜├┼┌+]")
_WIDE = re.compile(r"[ \t　]{2,}|　")
_NUMBER_BEHIND = re.compile(r" (?=[¥￥△▲-]?[0-9][0-9,.]*円?$)")


class Redrawn(NamedTuple):
    """A table with its columns parted, the sums below it, and the lines that are no rows of it."""

    block: Block
    sums: list[Pair]
    rest: list[Span]


def redraw(text: str, block: Block) -> Redrawn | None:
    """Return a table read line by line; None where nothing runs together."""
    table = block.table
    if table is None or _RULES.search(block.span.cut(text)) or _has_sure_cells(text, table):
        return None
    lines = list(_lines_of(text, block.span))
    above = _line_above(text, lines[0]) if lines and not table.header_rows else None
    width = len(table.rows[0])
    if above is not None and _is_header(text, above) and len(_split(text, above)) >= max(width, 3):
        lines.insert(0, above)
    elif not any(_runs_together(_first_line(text, cell)) for cell in table.rows[0] if cell.pieces):
        return None
    header = next((number for number, line in enumerate(lines) if _is_header(text, line)), None)
    if header is None or header > 1:
        return None
    heads = _split(text, lines[header])
    rows: list[tuple[Cell, ...]] = [tuple(Cell((piece,)) for piece in heads)]
    rest, sums = [*lines[:header]], []
    full = [split for split in (_split(text, line) for line in lines[header + 1 :]) if len(split) == len(heads)]
    ends_in_words = any(kind_of_cell(split[-1].cut(text)) == "text" for split in full)
    for line in lines[header + 1 :]:
        split = _split(text, line)
        if len(split) > 1 and is_row_of_sums(split[0].cut(text)):
            sums.append(Pair(Cell((split[0],)), Cell((split[-1],))))
            continue
        pieces = _fit(text, split, len(heads), ends_in_words=ends_in_words)
        if pieces is None:
            rest.append(line)
        else:
            rows.append(tuple(Cell((piece,) if piece.start < piece.end else ()) for piece in pieces))
    if len(rows) < 2:
        return None
    return Redrawn(replace(block, table=Table(tuple(rows), 1)), sums, rest)


def _has_sure_cells(text: str, table: Table) -> bool:
    """Say whether a tab each parts the cells of the first row, as in what office programs wrote: none run together."""
    cells = [cell.span for cell in table.rows[0] if cell.pieces]
    return len(cells) > 1 and all(text[one.end : other.start].strip(" ") == "\t" for one, other in pairwise(cells))


def _runs_together(words: str) -> bool:
    """Say whether a cell is several: blanks part its words, and these are no label whose letters are spaced out."""
    return _WIDE.search(words) is not None and not is_label(words)


def _line_above(text: str, line: Span) -> Span | None:
    """Return the line right above one, None where that is blank."""
    end = text.rfind("\n", 0, line.start)
    start = text.rfind("\n", 0, max(0, end)) + 1
    return next(_lines_of(text, Span(start, end)), None) if end > start else None


def _first_line(text: str, cell: Cell) -> str:
    return cell.pieces[0].cut(text)


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    start = text.rfind("\n", 0, span.start) + 1
    while start < span.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        words = text[start:end]
        left = len(words) - len(words.lstrip(" \t　"))
        if words.strip(" \t　"):
            yield Span(start + left, start + len(words.rstrip(" \t　")))
        start = end + 1


def _split(text: str, line: Span) -> list[Span]:
    """Part a line at its gaps: two half-width blanks or more, else full-width ones, which also space out letters."""
    gap = _GAP if _GAP.search(text, *line) else _FULL_GAP
    edges = [line.start, *(edge for match in gap.finditer(text, *line) for edge in match.span()), line.end]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _is_header(text: str, line: Span) -> bool:
    pieces = _split(text, line)
    return len(pieces) > 2 and sum(is_label(piece.cut(text)) for piece in pieces) >= 2


def _fit(text: str, pieces: list[Span], width: int, *, ends_in_words: bool) -> list[Span] | None:
    """Return the pieces of a line as so many as the header has; None where they do not fit.

    A number is parted from the words before it; the last column may be empty where it holds words.
    """
    if len(pieces) == width - 1:
        for place, piece in enumerate(pieces):
            cut = _NUMBER_BEHIND.search(piece.cut(text))
            if cut is not None:
                at = piece.start + cut.start()
                return [*pieces[:place], Span(piece.start, at), Span(at + 1, piece.end), *pieces[place + 1 :]]
        if ends_in_words and width > 2 and kind_of_cell(pieces[-1].cut(text)) == "number":
            return [*pieces, Span(pieces[-1].end, pieces[-1].end)]
    return pieces if len(pieces) == width else None

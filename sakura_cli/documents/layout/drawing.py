"""Put together what a text draws: each kind is looked for among the lines that the kinds before it have left.

Left out: how each is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.layout.forms.pairs import find_pairs
from sakura_cli.documents.layout.lines import DrawnLine, find_fenced, group_lines, is_blank, split_lines, trim
from sakura_cli.documents.layout.prose import is_code
from sakura_cli.documents.layout.side_by_side import find_right_blocks, find_sides
from sakura_cli.documents.layout.tables.blanks import find_blank_tables
from sakura_cli.documents.layout.tables.boxes import find_box_tables, open_frames
from sakura_cli.documents.layout.tables.dividers import find_divided_tables
from sakura_cli.spans import Span

_QUOTES = (">", "＞", "| >")


def find_drawn(text: str) -> list[Block]:
    """Find the tables, pairs and columns side by side that a plain text draws.

    Returns blocks of the kinds `table`, `pair` and `paragraph` in the order of their first code point; a paragraph is
    one of two columns, or pushed to the right by blanks, and has a piece a line. Spans of neighbouring columns overlap,
    their pieces do not. Lines that draw nothing, quoted lines and fenced code are in no block.
    """
    lines = split_lines(text)
    free = [not text.startswith(_QUOTES, line.start) for line in lines]
    for index in find_fenced(text, lines):
        free[index] = False
    blocks: list[Block] = []
    for find in (find_box_tables, find_divided_tables):
        for found, block in [*find(text, lines, free)]:
            _take(free, found)
            blocks.append(block)
    for index, inside in open_frames(text, lines, free).items():
        lines[index], free[index] = inside or lines[index], inside is not None
    for group in group_lines(index for index, line in enumerate(lines) if free[index] and not is_blank(text, line)):
        if is_code(text, [lines[index] for index in group]):
            _take(free, group)
    for sides in [*find_sides(text, lines, free)]:
        _take(free, sides.found)
        blocks += [*_read_column(text, sides.left), *_read_column(text, sides.right)]
    for found, block in [*find_blank_tables(text, lines, free)]:
        _take(free, found)
        blocks.append(block)
    for found, pairs in [*find_pairs(text, lines, free)]:
        _take(free, found)
        blocks += pairs
    for run in [*find_right_blocks(text, lines, free)]:
        blocks.append(_make_paragraph(text, [lines[index] for index in run]))
    return sorted(blocks, key=lambda block: block.span)


def _take(free: list[bool], found: Iterable[int]) -> None:
    for index in found:
        free[index] = False


def _read_column(text: str, lines: Sequence[DrawnLine]) -> list[Block]:
    """Return the pairs of one of two columns, and its other lines as paragraphs."""
    free = [True] * len(lines)
    blocks: list[Block] = []
    for found, pairs in [*find_pairs(text, lines, free)]:
        _take(free, found)
        blocks += pairs
    for group in group_lines(index for index in range(len(lines)) if free[index]):
        blocks.append(_make_paragraph(text, [lines[index] for index in group]))
    return blocks


def _make_paragraph(text: str, lines: Sequence[DrawnLine]) -> Block:
    pieces = tuple(trim(text, line.start, line.end) for line in lines)
    return Block("paragraph", Span(pieces[0].start, pieces[-1].end), pieces=pieces)

"""Put together what a text draws: each kind is looked for among the lines that the kinds before it have left.

Left out: how each is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.layout.forms.aligned import find_aligned
from sakura_cli.documents.layout.forms.pairs import find_pairs
from sakura_cli.documents.layout.labels import is_known_label, is_label_like
from sakura_cli.documents.layout.lines import DrawnLine, find_fenced, group_lines, is_blank, split_lines, trim
from sakura_cli.documents.layout.prose import is_code
from sakura_cli.documents.layout.side_by_side import find_right_blocks, find_sides
from sakura_cli.documents.layout.tables.blanks import find_blank_tables
from sakura_cli.documents.layout.tables.boxes import cut_before_frames, find_box_tables, open_frames
from sakura_cli.documents.layout.tables.captioned import find_captioned
from sakura_cli.documents.layout.tables.dividers import find_divided_tables
from sakura_cli.documents.layout.tables.headed import find_headed_tables
from sakura_cli.documents.layout.tables.rulers import find_ruled_columns
from sakura_cli.documents.layout.tables.sections import find_section_lines
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
    beside = cut_before_frames(text, lines, free)
    framed = [beside[index][0] if index in beside else line for index, line in enumerate(lines)]
    for found, block in [*find_box_tables(text, framed, free)]:
        _take(free, found)
        blocks.append(block)
        words = (beside[index][1] for index in found if index in beside)
        blocks += (Block("paragraph", span, pieces=(span,)) for span in words)
    for found, block in [*find_divided_tables(text, lines, free)]:
        _take(free, found)
        blocks.append(block)
    for index, inside in open_frames(text, lines, free).items():
        lines[index], free[index] = inside or lines[index], inside is not None
    for group in group_lines(index for index, line in enumerate(lines) if free[index] and not is_blank(text, line)):
        if is_code(text, [lines[index] for index in group]):
            _take(free, group)
    for found, block in [*find_captioned(text, lines, free)]:
        _take(free, found)
        blocks.append(block)
    for found, block in [*find_ruled_columns(text, lines, free)]:
        _take(free, found)
        blocks.append(block)
    for sides in [*find_sides(text, lines, free)]:
        _take(free, sides.found)
        for column in (sides.left, sides.right):
            if sides.has_heads:
                blocks.append(_make_paragraph(text, column[:1]))
            blocks += _read_column(text, column[sides.has_heads :])
    # A line of labels heads a table; where the columns alone say as much, they say more.
    sections = find_section_lines(text, lines, free)
    forms = find_aligned(text, lines, free)
    rows = [is_free and index not in sections for index, is_free in enumerate(free)]
    read = {found.start: _measure(block) for found, block in find_blank_tables(text, lines, rows)}
    for found, block in [*find_headed_tables(text, lines, rows)]:
        columns, filled = read.get(found.start, (0, 0))
        if columns != _measure(block)[0] or filled < _measure(block)[1]:
            _take(free, found)
            _take(rows, found)
            blocks.append(block)
    for found, block in [*find_blank_tables(text, lines, rows)]:
        rows_drawn = len(block.table.rows) if block.table is not None else 0
        if not _has_head(text, block) and 2 * sum(index in forms for index in found) >= rows_drawn:
            continue
        _take(free, found)
        blocks.append(block)
    for found, pairs in [*find_pairs(text, lines, free)]:
        _take(free, found)
        blocks += pairs
    for run in [*find_right_blocks(text, lines, free)]:
        blocks.append(_make_paragraph(text, [lines[index] for index in run]))
    return sorted(blocks, key=lambda block: block.span)


def _has_head(text: str, block: Block) -> bool:
    """Say whether the first row of a table is one of labels."""
    if block.table is None or not block.table.header_rows:
        return False
    said = [cell.cut(text) for cell in block.table.rows[0] if cell.pieces]
    return 2 * sum(is_known_label(words) or is_label_like(words) for words in said) >= len(said)


def _measure(block: Block) -> tuple[int, int]:
    """Return how many columns a table has, and how many of its rows have something in each."""
    rows = block.table.rows if block.table is not None else ((),)
    return len(rows[0]), sum(all(cell.pieces for cell in row) for row in rows)


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

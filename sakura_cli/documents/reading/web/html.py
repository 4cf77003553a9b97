"""HTML pages as documents: blocks in reading order, with the line of the source they stand on.

Left out: scripts, styles, menus for navigation, and what a reader does not see, which is counted. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, mark_runs
from sakura_cli.documents.reading.decoding import decode_labelled
from sakura_cli.documents.reading.signatures import find_html_charset
from sakura_cli.documents.reading.web.cells import (
    count_headers,
    find_pairs_of_row,
    first_line,
    is_layout,
    is_term,
    lines_of,
    split_rows,
)
from sakura_cli.documents.reading.web.items import PageBlock, PageCell, PageTable
from sakura_cli.documents.reading.web.page import parse_page
from sakura_cli.documents.reading.web.words import PageNode
from sakura_cli.documents.structure import Origin
from sakura_cli.spans import Span

_LONGEST_TERM = 40


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of a page; `encoding` decides over what the page says.

    Raises:
        BadInputError: kind `empty` where nothing is shown, `undecodable` as for any input.
        UsageError: `encoding` is not the name of a text encoding.
    """
    decoded = decode_labelled(data, source=source, encoding=encoding, label=find_html_charset(data))
    document = replace(build_page(decoded.text, source=source), original=data)
    return replace(document, encoding=decoded.encoding, newline=decoded.newline, has_bom=decoded.has_bom)


def build_page(html: str, *, source: str) -> Document:
    """Return the document of a page's text. Raises BadInputError where nothing is shown."""
    return build_with_nodes(html, source=source)[0]


def build_with_nodes(html: str, *, source: str) -> tuple[Document, Sequence[tuple[PageNode, Span]]]:
    """Return the document of a page's text, and the texts between tags with the spans of their words.

    Raises BadInputError where nothing is shown.
    """
    page = parse_page(html)
    builder = DocumentBuilder()
    for kind, count in page.left_out.items():
        builder.leave_out(kind, count)
    _write_items(builder, page.items)
    document = builder.finish(source=source, medium="html")
    return document, [(node, span) for node, span in builder.nodes if isinstance(node, PageNode)]


def _write_items(builder: DocumentBuilder, items: Sequence[PageBlock | PageTable]) -> None:
    index = 0
    while index < len(items):
        item = items[index]
        index += 1
        if isinstance(item, PageTable):
            _write_table(builder, item)
            continue
        if item.part == "term" and index < len(items) and is_term(items[index], "definition"):
            definition = items[index]
            is_alone = index + 1 == len(items) or not is_term(items[index + 1], "definition")
            if isinstance(definition, PageBlock) and is_alone and len(item.text) <= _LONGEST_TERM:
                cells = [BuiltCell([each.words], origin=Origin(line=each.line)) for each in (item, definition)]
                builder.add_pairs(cells, [(0, [1])])
                index += 1
                continue
        _write_block(builder, item)


def _write_block(builder: DocumentBuilder, block: PageBlock) -> None:
    origin = Origin(line=block.line)
    if block.kind == "heading":
        builder.add_blank()
    builder.add(block.kind, mark_runs(block.words), origin=origin, level=block.level, label=block.label)


def _write_table(builder: DocumentBuilder, table: PageTable) -> None:
    if is_layout(table):
        for row in table.rows:
            for cell in row:
                _write_items(builder, cell.items)
        return
    builder.add_blank()
    for rows in split_rows(table):
        _write_rows(builder, rows, table.line)
        builder.add_blank()


def _write_rows(builder: DocumentBuilder, rows: Sequence[Sequence[PageCell]], line: int) -> None:
    """Add the rows of a table that belong together: as lines where each has one cell, as pairs or as a table."""
    if all(sum(bool(cell.items) for cell in row) < 2 for row in rows):
        for row in rows:
            for cell in row:
                _write_items(builder, cell.items)
        return
    header_rows = count_headers(rows)
    pairs = [] if header_rows else [find_pairs_of_row(row) for row in rows]
    if pairs and all(pairs):
        for row, found in zip(rows, pairs, strict=True):
            builder.add_pairs([_build(cell, line) for cell in row if cell.items], _renumber(row, found))
    else:
        builder.add_table([[_build(cell, line) for cell in row] for row in rows], header_rows=header_rows)


def _renumber(row: Sequence[PageCell], pairs: Sequence[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """Return pairs by the numbers that cells have without the empty ones."""
    numbers = {number: place for place, number in enumerate(k for k, cell in enumerate(row) if cell.items)}
    return [(numbers[label], [numbers[value] for value in values]) for label, values in pairs]


def _build(cell: PageCell, line: int) -> BuiltCell:
    return BuiltCell(list(lines_of(cell)), cell.columns, cell.rows, Origin(line=first_line(cell, line)))

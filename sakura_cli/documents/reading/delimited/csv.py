"""Tables with a sign between cells as blocks: titles above them, tables with their header, parts set apart by lines.

Left out: which texts are such tables, which `documents.formats` asks `records`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout import count_header_rows
from sakura_cli.documents.records import RecordField, find_sign, find_start, split_records
from sakura_cli.spans import Span

_LINE = re.compile(r"[^\n]+")


@lru_cache(maxsize=4)
def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text whose lines are rows of cells, in order."""
    start, sign = find_start(text)
    blocks = [Block("code", Span(0, len(text[:start].rstrip())))] if text[:start].strip() else []
    sign = sign or find_sign(text, start, is_named=True) or ","
    part: list[Sequence[RecordField]] = []
    for record in [*split_records(text, sign, start), []]:
        # A line without words parts tables, whether its signs are there or not.
        if any(field.span.end > field.span.start for field in record):
            part.append(record)
        else:
            blocks += _read_part(text, part)
            part = []
    return tuple(blocks)


def _read_part(text: str, records: Sequence[Sequence[RecordField]]) -> Iterator[Block]:
    """Yield the titles above a table, and the table."""
    width = max(map(len, records), default=0)
    first = 0
    while width > 1 and first < len(records):
        filled = [field for field in records[first] if field.span.end > field.span.start]
        if len(filled) > 1 or filled[0] != records[first][0]:
            break
        yield Block("paragraph", _hull(text, [records[first]]), pieces=tuple(_pieces(text, filled[0])))
        first += 1
    rows = records[first:]
    if not rows:
        return
    cells = tuple((*(_cell(text, field) for field in row), *[Cell()] * (width - len(row))) for row in rows)
    yield Block("table", _hull(text, rows), table=Table(cells, count_header_rows(text, cells)))


def _cell(text: str, field: RecordField) -> Cell:
    words = field.span.cut(text)
    value = words.replace('""', '"') if field.is_quoted and '""' in words else ""
    return Cell(tuple(_pieces(text, field)), value=value)


def _pieces(text: str, field: RecordField) -> Iterator[Span]:
    """Yield the lines of a field."""
    for line in _LINE.finditer(text, *field.span):
        if line.group().strip():
            yield Span(*line.span())


def _hull(text: str, records: Sequence[Sequence[RecordField]]) -> Span:
    """Return the stretch of records with their signs and quotes."""
    start = records[0][0].span.start
    start -= records[0][0].is_quoted
    end = text.find("\n", records[-1][-1].span.end)
    stop = len(text) if end < 0 else end
    return Span(start, start + len(text[start:stop].rstrip()))

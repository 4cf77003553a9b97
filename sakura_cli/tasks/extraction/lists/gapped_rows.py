"""Lines whose parts only gaps divide, made the rows of a table: 10月6日（火）　中央公民館　　8:30～10:30.

A gap within a day or a time divides nothing. Left out: which field each column is for (`typed_columns`), and tables
that the layout knows already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import is_sentence
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.tasks.extraction.source import IndexedDocument

_GAP = re.compile(r"(?<=\S)(?:[ \t]{2,}|[ ]?　)[ 　\t]*(?=\S)")
_LABELLED = re.compile(r"(?P<label>[^\s:：]{1,8})[:：][ 　]*(?=\S)")
_TYPES = ("date", "time", "phone")
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LONGEST = 400


def split_at_gaps(source: IndexedDocument, line: Span) -> list[Span]:
    """Part a line at its gaps, but for those within values and brackets."""
    if line.end - line.start > _LONGEST:
        return [line]
    whole = [span for value_type in _TYPES for span in source.occurrences_in(value_type, line)]
    edges = [line.start]
    for gap in _GAP.finditer(source.text, *line):
        before = source.text[line.start : gap.start()]
        is_inside = any(span.start < gap.start() and gap.end() < span.end for span in whole)
        is_open = sum(before.count(mark) for mark in "（(「") > sum(before.count(mark) for mark in "）)」")
        if not is_inside and not is_open:
            edges += gap.span()
    edges.append(line.end)
    pieces: list[Span] = []
    is_labelled = False
    for piece in (Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end):
        label = _LABELLED.match(source.text, *piece)
        if label is not None and is_label(label["label"]):
            pieces.append(Span(label.end(), piece.end))
            is_labelled = True
        elif is_labelled:
            # All that stands behind a label is its value.
            pieces[-1] = Span(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    return pieces


def find_gapped_tables(source: IndexedDocument, outline: DocumentOutline) -> Iterator[Table]:
    """Yield runs of lines one below another, in one column, that gaps part into as many pieces each."""
    run: list[tuple[PageLine, list[Span]]] = []
    for unit in outline.units:
        if unit.pair is not None and len(unit.pair.value.pieces) > 1:
            table = make_table(source, unit.pair.value.pieces)
            if table is not None:
                yield table
    for unit in outline.units:
        pieces = _pieces_of(source, outline, unit)
        last = run[-1][0] if run else None
        if pieces and last is not None and unit.row == last.row + 1 and unit.column == last.column:
            run.append((unit, pieces))
            continue
        if (table := _make([parts for _, parts in run])) is not None:
            yield table
        run = [(unit, pieces)] if pieces else []
    if (table := _make([parts for _, parts in run])) is not None:
        yield table


def make_table(source: IndexedDocument, lines: Sequence[Span]) -> Table | None:
    """Return lines of a list as a table; None where they do not have the same number of parts, most of them."""
    return _make([split_at_gaps(source, drop_marker(source.text, line)) for line in lines])


def _pieces_of(source: IndexedDocument, outline: DocumentOutline, unit: PageLine) -> list[Span]:
    is_line = unit.kind in ("line", "heading") and not outline.is_quoted(unit.span)
    if not is_line or is_sentence(unit.span.cut(source.text)) or "\n" in unit.span.cut(source.text):
        return []
    pieces = split_at_gaps(source, drop_marker(source.text, unit.span))
    return pieces if len(pieces) >= _LEAST_COLUMNS else []


def _make(rows: Sequence[Sequence[Span]]) -> Table | None:
    if len(rows) < _LEAST_ROWS:
        return None
    width = max(map(len, rows))
    # The last column may be empty.
    if width < _LEAST_COLUMNS or any(len(row) < max(_LEAST_COLUMNS, width - 1) for row in rows):
        return None
    return Table(tuple(tuple(Cell((row[at],) if at < len(row) else ()) for at in range(width)) for row in rows), 0)

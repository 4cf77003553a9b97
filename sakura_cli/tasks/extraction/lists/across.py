"""Records that are drawn otherwise than as the rows of a table, made its rows: columns of items, and repeated labels.

Left out: which fields the labels are for (`items`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.lists.sections import read_sections
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.naming import bare
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine

_WIDE_GAP = re.compile(r"(?:[ 　\t]*　[ 　\t]*　[ 　\t]*)|[ \t]{3,}")
_FARTHEST = 2

TableInContext = tuple[Table, tuple[str, ...]]


def redraw_records(outline: DocumentOutline) -> list[TableInContext]:
    """Return the records of a document that are not drawn as rows, as tables whose first row has the labels."""
    return [*_turn_tables(outline), *_read_columns(outline), *_read_groups(outline), *read_sections(outline)]


def _turn_tables(outline: DocumentOutline) -> Iterator[TableInContext]:
    """Yield tables whose first column has the labels, with rows and columns exchanged."""
    for unit in outline.units:
        table = unit.table
        if table is None or len(table.rows) < 2:
            continue
        width = max(len(row) for row in table.rows)
        is_plain = all(len(row) == width and all(cell.columns == 1 for cell in row) for row in table.rows)
        firsts = [row[0].cut(outline.text) for row in table.rows]
        is_labelled = all(kind_of_cell(words) == "text" for words in firsts[1:]) and len(set(firsts)) == len(firsts)
        if is_plain and is_labelled and width > 1:
            columns = tuple(tuple(row[column] for row in table.rows) for column in range(width))
            yield Table(columns, 1), outline.context_of(unit)


def _read_columns(outline: DocumentOutline) -> Iterator[TableInContext]:
    """Yield runs of labels beside which the same number of values stand on a line each."""
    runs: list[list[tuple[PageLine, list[Span]]]] = [[]]
    for unit in outline.units:
        parts = _part_value(outline.text, unit)
        last = runs[-1][-1] if runs[-1] else None
        goes_on = last is not None and len(last[1]) == len(parts) and unit.row - last[0].row <= _FARTHEST
        if len(parts) > 1 and goes_on:
            runs[-1].append((unit, parts))
        else:
            runs.append([(unit, parts)] if len(parts) > 1 else [])
    for run in runs:
        if len(run) < 2:
            continue
        if (rows := _read_headed(outline.text, run)) is not None:
            yield rows, outline.context_of(run[0][0])
            continue
        labels = tuple(_label_of(outline.text, unit) for unit, _ in run)
        columns = tuple(
            tuple(Cell((parts[column],)) for _, parts in run) for column in range(min(len(parts) for _, parts in run))
        )
        first = run[0][0]
        said = (first.pair.label.cut(outline.text),) if first.pair is not None else ()
        yield Table((labels, *columns), 1), (*said, *outline.context_of(first))


def _read_headed(text: str, run: Sequence[tuple[PageLine, list[Span]]]) -> Table | None:
    """Return a run whose first line is nothing but labels, which head the others, as the table that it is."""
    first = run[0][0].pair
    if first is None or len(run) < 2 or not all(is_label(part.cut(text)) for part in (first.label.span, *run[0][1])):
        return None
    pairs = [(unit.pair, parts) for unit, parts in run if unit.pair is not None]
    return Table(tuple((pair.label, *(Cell((part,)) for part in parts)) for pair, parts in pairs), 1)


def _part_value(text: str, unit: PageLine) -> list[Span]:
    """Return the parts of the value of a pair that gaps part; none of a value of several lines."""
    if unit.pair is None or unit.kind != "pair" or len(unit.pair.value.pieces) != 1:
        return []
    value = unit.pair.value.pieces[0]
    edges = [value.start, *(edge for match in _WIDE_GAP.finditer(text, *value) for edge in match.span()), value.end]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _label_of(text: str, unit: PageLine) -> Cell:
    """Return what labels a line of values; nothing where the label stands above them and names all the lines."""
    if unit.pair is None or "\n" in text[unit.pair.label.span.end : unit.pair.value.span.start]:
        return Cell()
    return unit.pair.label


def _read_groups(outline: DocumentOutline) -> Iterator[TableInContext]:
    """Yield pairs whose labels come again and again: a record whenever the first of them comes."""
    runs: list[list[PageLine]] = [[]]
    for unit in outline.units:
        if unit.kind != "pair":
            if unit.kind != "line":
                runs.append([])
            continue
        if runs[-1] and runs[-1][-1].headings != unit.headings:
            runs.append([])
        runs[-1].append(unit)
    for run in runs:
        if (table := _group(outline.text, run)) is not None:
            yield table, outline.context_of(run[0])


def _group(text: str, run: Sequence[PageLine]) -> Table | None:
    pairs = [unit.pair for unit in run if unit.pair is not None]
    names = [bare(pair.label.cut(text)) for pair in pairs]
    starts = [at for at, name in enumerate(names) if names.count(name) > 1]
    if not starts:
        return None
    lead = names[starts[0]]
    begins = [at for at, name in enumerate(names) if name == lead]
    groups = [
        {names[at]: pairs[at] for at in range(begin, end)}
        for begin, end in zip(begins, [*begins[1:], len(names)], strict=False)
    ]
    shared = [name for name in groups[0] if all(name in group for group in groups[1:])]
    if len(shared) < 2:
        return None
    header = tuple(groups[0][name].label for name in shared)
    return Table((header, *(tuple(group[name].value for name in shared) for group in groups)), 1)

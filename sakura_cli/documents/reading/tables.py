"""Tables that plain text writes with pipes, as Markdown does, or with tabs: a row of labels, then rows.

Left out: tables drawn with lines or blanks, which `layout` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.reading.lines import Line, is_row
from sakura_cli.spans import Span

_DELIMITER_ROW = re.compile(r"(?=.*(?:\||--))[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE_CELL = re.compile(r"(?:\\.|[^|\\])*")
_TAB_CELL = re.compile(r"[^\t]*")
_BLANKS = " 　\t"


def is_delimiter_row(line: str) -> bool:
    """Say whether a line parts the labels of a Markdown table from its rows."""
    return _DELIMITER_ROW.match(line) is not None


def read_table(text: str, lines: Sequence[Line], index: int) -> tuple[Table, int] | None:
    """Return the table whose labels stand in a line, and the index of the line after it; None where none begins.

    `lines` are those of the text, in order.
    """
    labels = lines[index].text
    if _has_pipe(labels) and index + 1 < len(lines) and is_delimiter_row(lines[index + 1].text):
        first, split = index + 2, _split_pipes
    elif _may_label_tabs(lines[index]):
        first, split = index + 1, _split_tabs
    else:
        return None
    header = split(text, lines[index])
    rows = [header]
    for line in lines[first:]:
        if line.kind in ("blank", "code") or (split is _split_pipes and not _has_pipe(line.text)):
            break
        row = split(text, line)
        if split is _split_tabs and len(row) != len(header):
            break
        rows.append(row)
    return (_make_table(rows, header_rows=1), first + len(rows) - 1) if len(rows) > 1 else None


def read_rows(text: str, lines: Sequence[Line]) -> Table:
    """Return the table of lines that are rows each by itself, without labels."""
    return _make_table([(_split_tabs if "\t" in line.text else _split_pipes)(text, line) for line in lines], 0)


def _has_pipe(line: str) -> bool:
    return "|" in line and line.strip() != "|"


def _may_label_tabs(line: Line) -> bool:
    """Say whether a line with tabs may be the labels of a table: a single tab also indents and numbers."""
    return "\t" in line.text.strip() and (line.kind == "paragraph" or is_row(line.text))


def _make_table(rows: Sequence[Sequence[Span]], header_rows: int) -> Table:
    columns = max(map(len, rows))
    cells = [[Cell((span,) if span.start < span.end else ()) for span in row] for row in rows]
    return Table(tuple(tuple(row + [Cell()] * (columns - len(row))) for row in cells), header_rows)


def _split_tabs(text: str, line: Line) -> list[Span]:
    return list(_split(text, Span(line.start, line.start + len(line.text)), _TAB_CELL))


def _split_pipes(text: str, line: Line) -> list[Span]:
    content = line.text
    start = line.start + len(content) - len(content.lstrip(" \t"))
    end = line.start + len(content.rstrip(" \t"))
    start += text[start] == "|"
    end -= end > start and text[end - 1] == "|" and text[end - 2] != "\\"
    return list(_split(text, Span(start, end), _PIPE_CELL))


def _split(text: str, line: Span, cell: re.Pattern[str]) -> Iterator[Span]:
    position = line.start
    while position <= line.end:
        match = cell.match(text, position, line.end)
        end = match.end() if match else position
        content = text[position:end]
        left = len(content) - len(content.lstrip(_BLANKS))
        yield Span(position + left, max(position + left, position + len(content.rstrip(_BLANKS))))
        position = end + 1

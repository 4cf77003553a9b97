"""How an extraction is shown: JSON, JSON lines, CSV with stable columns, or a table on a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.api.json import to_json
from sakura_cli.characters.width import count_columns
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad, shorten
from sakura_cli.documents.document import Document
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field, Shape
from sakura_cli.tasks.extraction.result import ExtractionPayload
from sakura_cli.tasks.framework.result import TaskResult

BOM = "\ufeff"
_SOURCE = "source"
_WIDE = 100
_NARROWEST_CELL = 20
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
TableRow = dict[str, Any]


@dataclass
class ExtractView:
    """Writes the results of one command; CSV columns are named once, before the first."""

    shape: Shape
    format_name: str
    has_bom: bool = False
    names_sources: bool = False
    # No cell is a formula to a spreadsheet.
    has_safe_cells: bool = False
    _is_begun: bool = field(default=False, init=False)

    def show(self, result: TaskResult[ExtractionPayload], document: Document, is_to_stdout: bool) -> None:
        """Write a result to stdout, if that is where it goes."""
        if not is_to_stdout:
            return
        if self.format_name == "csv":
            text = _to_csv(self, document, result, has_header=not self._is_begun)
            self._is_begun = True
            console.write_bytes(text.encode("utf-8", "surrogatepass"))
        else:
            console.write_result(result.text)


def render_result(view: ExtractView, document: Document, result: TaskResult[ExtractionPayload]) -> str:
    """Return a result as the text of a file."""
    if view.format_name == "csv":
        return _to_csv(view, document, result, has_header=True)
    if view.format_name == "table":
        return _to_table(document, result)
    content = to_json(result.payload, document)
    if view.format_name == "jsonl" or view.names_sources:
        return json.dumps({_SOURCE: document.source, **content}, ensure_ascii=False)
    return json.dumps(content, ensure_ascii=False, indent=2)


def column_names(shape: Shape) -> list[str]:
    """Return the columns of CSV: the values in the order of the fields, members of groups by their path."""
    return list(_columns(shape.fields))


def make_rows(data: Any, shape: Shape) -> list[TableRow]:
    """Return a row for each record, or for each item of its first list of records; lists of values share a cell."""
    records = data if isinstance(data, list) else [data]
    return [row for record in records for row in _rows(record, shape.fields)]


def _columns(fields: Sequence[Field], prefix: str = "") -> Iterator[str]:
    for each in fields:
        if each.is_group:
            yield from _columns(each.fields, f"{prefix}{each.name}.")
        else:
            yield f"{prefix}{each.name}"


def _rows(record: Mapping[str, Any], fields: Sequence[Field], prefix: str = "") -> list[TableRow]:
    base: TableRow = {}
    lists: list[list[TableRow]] = []
    for each in fields:
        value = record.get(each.name)
        name = f"{prefix}{each.name}"
        if each.is_group and each.is_list:
            items = [row for item in value or [] for row in _rows(item, each.fields, f"{name}.")]
            if items:
                lists.append(items)
        elif each.is_group:
            base.update(_rows(value or {}, each.fields, f"{name}.")[0])
        elif each.is_list:
            base[name] = "; ".join(str(item) for item in value or [] if item is not None)
        else:
            base[name] = value
    # Lists stand side by side: what their items have in common is only the record.
    height = max((len(items) for items in lists), default=1)
    return [
        {**base, **{key: cell for items in lists if index < len(items) for key, cell in items[index].items()}}
        for index in range(height)
    ]


def _to_csv(view: ExtractView, document: Document, result: TaskResult[ExtractionPayload], *, has_header: bool) -> str:
    columns = column_names(view.shape)
    sources = [_SOURCE] if view.names_sources else []
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if has_header:
        writer.writerow([*sources, *columns])
    for row in make_rows(result.payload.data, view.shape):
        cells = ["" if (cell := row.get(column)) is None else cell for column in columns]
        line = [*([document.source] if sources else []), *cells]
        writer.writerow([_make_safe(cell) if view.has_safe_cells else cell for cell in line])
    mark = BOM if has_header and view.has_bom else ""
    return mark + stream.getvalue()


def _make_safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what begins as one, numbers aside."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _to_table(document: Document, result: TaskResult[ExtractionPayload]) -> str:
    """Return the values one a line: field, value, the words of the source where they differ, and the line."""
    spans = result.payload.spans
    # Half of what fields and lines leave of the terminal for the value, half for the words of the source.
    names = max((count_columns(span.path) for span in spans), default=0)
    room = max(_NARROWEST_CELL, (shutil.get_terminal_size((_WIDE, 1)).columns - names - 12) // 2)
    rows = [(_("field"), _("value"), _("quote"), _("line") if document.structure is None else _("place"))]
    for span in spans:
        value = "—" if span.value is None else str(span.value)
        raw = "" if span.raw == value else span.raw
        where = str(document.origin(Span(span.start, span.end)))
        rows.append((span.path, shorten(value, room), shorten(raw, room), where))
    if len(rows) == 1:
        return _("(nothing found)")
    widths = [max(count_columns(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )

"""Workbooks in binary (.xls, .xlsb): their words by python-calamine, how they look by `biff`.

Of .xlsb dates are shown with years first and numbers as they are: what formats say there is not read.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.compound.biff import OldSheet, OldWorkbook, read_records
from sakura_cli.documents.reading.office.sheets.laying import lay_out
from sakura_cli.documents.reading.office.sheets.showing.values import ShownValue, show_general, show_number, show_text
from sakura_cli.documents.reading.office.sheets.styles import CellStyle
from sakura_cli.documents.refusals import encrypted_error
from sakura_cli.documents.structure import LeftOutKind

_PLAIN = CellStyle()


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of a workbook in binary parts (.xlsb). Raises BadInputError."""
    return _read_workbook(data, OldWorkbook(), source)


def read_old(stream: bytes, data: bytes, *, source: str) -> Document:
    """Return the document of an old workbook (.xls); `stream` are its records. Raises BadInputError."""
    records = read_records(stream)
    if records.is_encrypted:
        raise encrypted_error(source)
    return _read_workbook(data, records, source)


def _read_workbook(data: bytes, records: OldWorkbook, source: str) -> Document:
    # Imported here: an extra that not every installation has.
    import python_calamine

    builder = DocumentBuilder()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise encrypted_error(source) from None
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            builder.leave_out(LeftOutKind.HIDDEN_SHEETS)
        elif sheet.typ == python_calamine.SheetTypeEnum.ChartSheet:
            builder.leave_out(LeftOutKind.CHARTS)
        elif sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            old = records.sheets[number] if number < len(records.sheets) else OldSheet()
            _fill(old, book.get_sheet_by_index(number), is_1904=records.is_1904)
            lay_out(old.collector.finish(sheet.name, builder), builder)
    return builder.finish(source=source, medium="workbook")


def _fill(old: OldSheet, sheet: Any, *, is_1904: bool) -> None:
    """Add the cells of a sheet to what its records say of it."""
    for place, number in old.numbers.items():
        style = old.styles.get(place, _PLAIN)
        is_shown = number or old.shows_zeros
        shown = show_number(number, style.code, is_1904=is_1904) if is_shown else ShownValue("", "0", "number")
        old.collector.put(*place, shown, style)
    for place, mark in old.marks.items():
        old.collector.put(*place, ShownValue(mark), old.styles.get(place, _PLAIN))
    for row, column, value in _values(sheet):
        if (row, column) not in old.numbers and (row, column) not in old.marks:
            style = old.styles.get((row, column), _PLAIN)
            old.collector.put(row, column, _show(value, style), style)
    for first, last in (sheet.merged_cell_ranges or ()) if not old.styles else ():
        old.collector.merge(*first, *last)


def _values(sheet: Any) -> Iterator[tuple[int, int, Any]]:
    start = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start[0]):
        for column, value in enumerate(values, start[1]):
            if value != "":
                yield row, column, value


def _show(value: Any, style: CellStyle) -> ShownValue:
    if isinstance(value, str):
        return show_text(value, style.code)
    if isinstance(value, bool):
        return ShownValue("TRUE" if value else "FALSE")
    if isinstance(value, datetime.datetime):
        return ShownValue(f"{value:%Y/%m/%d %H:%M}", value.isoformat(), "date")
    if isinstance(value, datetime.date):
        return ShownValue(f"{value:%Y/%m/%d}", value.isoformat(), "date")
    if isinstance(value, datetime.time):
        return ShownValue(f"{value:%H:%M}", value.isoformat(), "date")
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return ShownValue(f"{minutes // 60}:{minutes % 60:02d}", "", "date")
    return ShownValue(show_general(float(value)), "", "number")

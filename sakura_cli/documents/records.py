"""Part a text into records and fields by a sign (, ; tab), quotes kept apart; and tell which sign parts it.

Positions are those of the text. Left out: what records mean, which `csv` finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sakura_cli.spans import Span

_SIGNS = (",", "\t", ";")
# Signs that only a text whose name says so is parted by.
_NAMED_SIGNS = (*_SIGNS, "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[ \t]*(?:\n|\Z)', re.IGNORECASE)
_MOST_ASKED = 50
_ASKED_CHARACTERS = 1 << 16
_LEAST_RECORDS = 3
_BLANKS = " 　\t"
_LONGEST_CELL = 60


class RecordField(NamedTuple):
    """A field: where its words stand, without quotes and blanks around them, and whether it is quoted."""

    span: Span
    is_quoted: bool


def find_start(text: str) -> tuple[int, str | None]:
    """Return where the records begin, and the sign that a first line names (sep=;), as Excel writes and reads it."""
    match = _SEPARATOR_LINE.match(text)
    return (match.end(), match[1]) if match else (0, None)


def split_records(text: str, sign: str, start: int = 0) -> Iterator[list[RecordField]]:
    """Yield the records of a text; an empty line is a record without fields."""
    pattern = _field_pattern(sign)
    record: list[RecordField] = []
    position = start
    while position < len(text) or record:
        match = pattern.match(text, position)
        if match is None:  # cannot be: the pattern takes the rest of a line at least
            return
        is_quoted = match["quoted"] is not None
        span = Span(*match.span("quoted" if is_quoted else "plain"))
        record.append(RecordField(span if is_quoted else _trim(text, span), is_quoted))
        position = match.end()
        if (match["end"] if is_quoted else match["last"]) != sign:
            yield [] if len(record) == 1 and not is_quoted and span.start == span.end else record
            record = []
            if position >= len(text):
                return


def find_sign(text: str, start: int = 0, *, is_named: bool = False) -> str | None:
    """Return the sign that parts a text into records of the same number of fields; None where none does.

    A text that is not named a table has to be more like one: several records, all alike, of short fields.
    """
    asked = text[start : start + _ASKED_CHARACTERS]
    signs = _NAMED_SIGNS if is_named else _SIGNS
    found = [(width, sign) for sign in signs if (width := _count_columns(asked, sign, is_named=is_named)) > 1]
    return max(found, key=lambda each: (each[0], -signs.index(each[1])))[1] if found else None


def _count_columns(text: str, sign: str, *, is_named: bool) -> int:
    """Return how many fields nearly all records have; 0 where they differ."""
    if sign not in text:
        return 0
    records: list[list[RecordField]] = []
    for record in split_records(text, sign):
        records.append(record)
        if len(records) > _MOST_ASKED:
            records.pop()
            break
    filled = [record for record in records if record]
    if not filled:
        return 0
    width, count = Counter(map(len, filled)).most_common(1)[0]
    if is_named:
        return width if 2 * count > len(filled) else 0
    is_table = count == len(filled) >= _LEAST_RECORDS and width > 2
    return width if is_table and _are_cells(text, filled, sign) else 0


def _are_cells(text: str, records: Sequence[Sequence[RecordField]], sign: str) -> bool:
    """Say whether fields are cells and no parts of sentences or of programs' data: short, no blank after the sign."""
    fields = [field for record in records for field in record[1:]]
    spaced = sum(text[field.span.start - 1 : field.span.start] in (" ", "　") for field in fields)
    if sign != "\t" and 2 * spaced > len(fields):
        return False
    plain = [field.span for record in records for field in record if not field.is_quoted]
    if any(span.end - span.start > _LONGEST_CELL or '"' in span.cut(text) for span in plain):
        return False
    return not any(text[record[-1].span.end - 1 : record[-1].span.end] in ("。", "｡") for record in records)


@cache
def _field_pattern(sign: str) -> re.Pattern[str]:
    escaped = re.escape(sign)
    return re.compile(
        rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[^{escaped}\n]*(?P<end>{escaped}|\n|\Z)'
        rf"|(?P<plain>[^{escaped}\n]*)(?P<last>{escaped}|\n|\Z)"
    )


def _trim(text: str, span: Span) -> Span:
    content = span.cut(text)
    left = len(content) - len(content.lstrip(_BLANKS))
    return Span(span.start + left, max(span.start + left, span.start + len(content.rstrip(_BLANKS))))

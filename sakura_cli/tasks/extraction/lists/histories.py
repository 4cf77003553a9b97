"""Histories as résumés have them: a year and a month on each line, below a head that says 年, 月 and of what.

学歴・職歴 are parted by the names that stand alone between the lines, and a line further in goes on with the one above.
Left out: dates that one cell or word has whole (`items`, `typed_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sakura_cli.characters.fold import fold
from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Cell
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import LEAST, bare, compare, names_of
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, Place, place_of
from sakura_cli.text.facts import read_value

_LINE = re.compile(r"(?m)^[^\n]*$")
_BARS = re.compile(r"[│┃|｜ 　\t]+")
_RULE = re.compile(r"[-=─━―—－＝*+├┼┤└┴┘┌┬┐\s　]+")
_HEAD = re.compile(r"年月(?P<of>[^0-9。]{2,16})")
_ERA = alternation(words("dates/eras", "name"))
_DATED = re.compile(
    rf"[ 　\t│|]*(?P<year>(?:{_ERA}|[明大昭平令MTSHR])?[ 　]?[0-9元]{{1,4}})[ 　\t年.／/│|]+"
    r"(?P<month>[0-9]{1,2})[ 　\t月│|]+(?P<said>[^0-9\s│|][^│|]*?)[ 　\t│|]*$"
)
_YEAR, _MONTH = "年月"
_CLOSING = frozenset(words("labels/letters", "closing"))
_LONGEST_NAME = 8
_SLACK = 2


@dataclass
class _Entry:
    """A line: where its date and its words stand, and under which name."""

    date: Span
    written: str
    pieces: list[Span]
    column: int
    section: str
    of: str = field(default="")


def extract_history(source: IndexedDocument, wanted: Field) -> list[Node] | None:
    """Return the lines of the history a list of a date and words asks for; None where there is none."""
    dates = [each for each in wanted.fields if each.type == "date" and not each.is_list]
    said = [each for each in wanted.fields if each.type == "string" and not each.is_list]
    if len(dates) != 1 or len(said) != 1 or len(wanted.fields) != len(dates) + len(said):
        return None
    entries = [entry for entry in _read(source.text) if _is_meant(wanted, entry)]
    if len(entries) < 1:
        return None
    return [
        {dates[0].name: _read_date(source, entry), said[0].name: _found(source, said[0], entry)} for entry in entries
    ]


def _is_meant(wanted: Field, entry: _Entry) -> bool:
    """Say whether a list asks for what its section is called, or for all that stands below the head."""

    def fits(said: str) -> bool:
        return bool(said) and any(compare(name, said) >= LEAST or bare(said) in bare(name) for name in names_of(wanted))

    parts = [part for part in re.split(r"[・/／&]", entry.of) if part]
    if entry.section:
        return fits(entry.section) or (len(parts) > 1 and all(part in bare(wanted.name) for part in parts))
    return fits(entry.of) or any(fits(part) for part in parts) or any(part in bare(wanted.name) for part in parts)


def _read(text: str) -> Iterator[_Entry]:
    of, section, last = "", "", None
    blank = 0
    for match in _LINE.finditer(text):
        line = match.group()
        compact = _BARS.sub("", fold(line))
        if (head := _HEAD.fullmatch(compact)) is not None:
            if last is not None:
                yield last
            of, section, last, blank = head["of"], "", None, 0
            continue
        if not of or _RULE.fullmatch(line):
            continue
        if not compact:
            blank += 1
            of = of if blank < _SLACK else ""
            continue
        dated = _DATED.match(fold(line))
        if dated is not None:
            if last is not None:
                yield last
            start, blank = match.start(), 0
            place = Span(*dated.span("said")).shift(start)
            written = f"{''.join(dated['year'].split())}{_YEAR}{dated['month']}{_MONTH}"
            date = Span(dated.start("year"), dated.end("month")).shift(start)
            last = _Entry(date, written, [place], count_columns(line[: dated.start("said")]), section, of)
            continue
        content = line.strip(" 　\t│|")
        column = count_columns(line[: line.index(content)])
        if compact in _CLOSING or compact in words("labels/letters", "until-now"):
            continue
        if len(compact) <= _LONGEST_NAME and compact in of:
            section = compact
        elif last is not None and not blank and abs(column - last.column) <= _SLACK:
            at = match.start() + line.index(content)
            last.pieces.append(Span(at, at + len(content)))
        elif blank or last is None:
            of = ""
    if last is not None:
        yield last


def _read_date(source: IndexedDocument, entry: _Entry) -> Leaf | None:
    reading = read_value(entry.written, Span(0, len(entry.written)), "date")
    raw = entry.date.cut(source.text)
    value = reading.value if source.normalizes else raw
    return Leaf(entry.date, "NORMALIZED", raw, value, reading.reason, reading.qualifiers, "table")


def _found(source: IndexedDocument, wanted: Field, entry: _Entry) -> Leaf | None:
    place: Place | None = place_of(source.text, Cell(tuple(entry.pieces)))
    leaf = source.cell(wanted, place) if place is not None else None
    return replace(leaf, found="table") if leaf is not None else None

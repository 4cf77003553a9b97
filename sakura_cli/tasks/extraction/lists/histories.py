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
_ENDED = re.compile(rf"(?:{alternation(words('labels/letters', 'closing', 'until-now'))})+")
_TABLE = "labels/histories"
_JOINED = re.compile(rf"(?P<firm>\S.*?)(?<![ 　])[ 　]*[にへ]?{alternation(words(_TABLE, 'joined'))}")
_GAINED = re.compile(rf"(?<=\S)(?:[ 　]+|に){alternation(words(_TABLE, 'gained'))}[ 　]*$")
_REMARK = re.compile(r"[（(].*[)）]")
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
    dates = [each for each in wanted.fields if _asks_when(each)]
    said = [each for each in wanted.fields if each.type == "string" and not each.is_list and each not in dates]
    if len(dates) != 1 or len(said) != 1 or len(wanted.fields) != len(dates) + len(said):
        return None
    [date], [words_] = dates, said
    entries = [entry for entry in _read(source.text) if _is_meant(wanted, entry)]
    if _is_called(words_, "firm") and (joined := [cut for each in entries if (cut := _joined(source.text, each))]):
        entries = joined
    if _is_called(words_, "licence"):
        entries = [_gained(source.text, entry) for entry in entries]
    if len(entries) < 1:
        return None
    return [
        {date.name: _read_date(source, date, entry), words_.name: _found(source, words_, entry)} for entry in entries
    ]


def _asks_when(each: Field) -> bool:
    """Say whether a member asks when: for a date, or for the words by which a line says its year and month."""
    return not each.is_list and (each.type == "date" or (each.type == "string" and _is_called(each, "when")))


def _is_called(each: Field, kind: str) -> bool:
    return any(bare(name).endswith(words(_TABLE, kind)) for name in names_of(each))


def _joined(text: str, entry: _Entry) -> _Entry | None:
    """Return the firm that somebody joined, for a line that says so: 有限会社ほくと印刷　入社（契約社員）."""
    found = _JOINED.match(text, *entry.pieces[0])
    if found is None or found["firm"].startswith(words(_TABLE, "same")):
        return None
    return replace(entry, pieces=[Span(*found.span("firm"))])


def _gained(text: str, entry: _Entry) -> _Entry:
    """Return a licence without what says that somebody gained it: 色彩検定2級　合格."""
    first, *others = entry.pieces
    kept = [first, *(piece for piece in others if not _REMARK.fullmatch(text, *piece))]
    last = _GAINED.search(text, *kept[-1])
    return replace(entry, pieces=[*kept[:-1], Span(kept[-1].start, last.start())] if last is not None else kept)


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
        if _ENDED.fullmatch(compact) is not None:
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


def _read_date(source: IndexedDocument, wanted: Field, entry: _Entry) -> Leaf | None:
    if wanted.type == "string":
        end = entry.date.end + (source.text[entry.date.end : entry.date.end + 1] == _MONTH)
        leaf = source.cell(wanted, Span(entry.date.start, end))
        return replace(leaf, found="table") if leaf is not None else None
    reading = read_value(entry.written, Span(0, len(entry.written)), "date")
    raw = entry.date.cut(source.text)
    value = reading.value if source.normalizes else raw
    return Leaf(entry.date, "NORMALIZED", raw, value, reading.reason, reading.qualifiers, "table")


def _found(source: IndexedDocument, wanted: Field, entry: _Entry) -> Leaf | None:
    place: Place | None = place_of(source.text, Cell(tuple(entry.pieces)))
    leaf = source.cell(wanted, place) if place is not None else None
    return replace(leaf, found="table") if leaf is not None else None

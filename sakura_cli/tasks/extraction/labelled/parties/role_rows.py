"""Rows under what a party is called, the first beside it: 請負者　住所　…, 氏名　… below; 契約者  氏名 : ….

Left out: parties whose role has a line of its own (`outlining.nesting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout import is_sentence
from sakura_cli.lexicon import words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.labelled.lines import is_organisation, strip_seal
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline

_LINE = re.compile(r"(?m)^[^\n]*$")
_BLANKS = r"[ 　\t]"
_FIRST = re.compile(
    rf"{_BLANKS}*(?P<role>[^\s0-9:：（）()、。]{{2,10}}){_BLANKS}+"
    rf"(?P<label>[^\s0-9:：、。][^\n:：、。]{{0,10}}?)(?:{_BLANKS}*[:：]{_BLANKS}*|{_BLANKS}+)(?P<value>\S[^\n]*)"
)
_ROW = re.compile(
    rf"{_BLANKS}*(?P<label>[^\s0-9:：、。][^\n:：、。]{{0,10}}?)(?:{_BLANKS}*[:：]{_BLANKS}*|{_BLANKS}+)(?P<value>\S[^\n]*)"
)
_GAP = re.compile(r"(?<=\S)(?: {6,}|　{3,}|\t)")
_SLACK = 2
_MOST_ROWS = 6


def read_role_rows(outline: DocumentOutline) -> Iterator[LabelledPlace]:
    """Yield the parts of a party that rows under its role label, and its name by that role."""
    text = outline.text
    lines = [match.span() for match in _LINE.finditer(text)]
    at = 0
    while at < len(lines):
        first = _match(_FIRST, text, Span(*lines[at]))
        role = first["role"] if first is not None else ""
        if first is None or not names_party(role):
            at += 1
            continue
        column = _column(text, first.start("label"))
        rows = [first]
        following = at + 1
        while following < len(lines) and len(rows) < _MOST_ROWS:
            row = _match(_ROW, text, Span(*lines[following]))
            if row is None or abs(_column(text, row.start("label")) - column) > _SLACK:
                break
            rows.append(row)
            following += 1
        if not outline.is_quoted(Span(*first.span())):
            yield from _read(outline, role, rows)
        at = following


def names_party(words_: str) -> bool:
    """Say whether words are what a party is called, by the tables or by their end: 契約者, お届け先."""
    is_role = is_a(concept_of(words_), "role") or words_.endswith(words("layout/sides", "head"))
    return is_role and not is_part(words_)


def is_part(words_: str) -> bool:
    """Say whether words label a part of a party: 住所, 電話."""
    return is_a(concept_of(words_), "part")


def _match(pattern: re.Pattern[str], text: str, line: Span) -> re.Match[str] | None:
    found = pattern.fullmatch(text, *line)
    return found if found is not None and is_part(found["label"]) and not is_sentence(line.cut(text)) else None


def _read(outline: DocumentOutline, role: str, rows: list[re.Match[str]]) -> Iterator[LabelledPlace]:
    text = outline.text
    named: list[Span] = []
    for row in rows:
        value = Span(*row.span("value"))
        gap = _GAP.search(text, *value)
        value = strip_seal(text, Span(value.start, gap.start()) if gap is not None else value)
        unit = outline.unit_at(value.start)
        yield LabelledPlace(row["label"], value, "label", (role,), unit=unit.index if unit is not None else -1)
        if is_a(concept_of(row["label"]), "named"):
            named.append(value)
    firm = next((name for name in named if is_organisation(name.cut(text))), None)
    for name in named:
        weight = 2 if name == (firm or named[0]) else 0
        yield LabelledPlace(role, name, "label", (role,), weight=weight)


def _column(text: str, at: int) -> int:
    return count_columns(text[text.rfind("\n", 0, at) + 1 : at])

"""Records of lines that are counted by the name of their list: 第１号議案　事業報告（説明：春日）, 議題２ 予算について.

Left out: lists below a heading that names them (`listing`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.inline import read_inline
from sakura_cli.tasks.extraction.outlining.naming import LEAST, bare, compare, concept_of, is_a, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node

_NUMBER = r"[0-9一二三四五六七八九十]{1,3}"
_BRACKET = re.compile(r"[ ]*[(](?P<inner>[^()]*)[)][ ]*$")
_EDGES = " 　\t:：.．、"


def extract_counted(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return a record a counted line: its number, its words, and what labels in the bracket behind them say."""
    words = [field for field in wanted.fields if field.type == "string" and not field.is_list]
    if not words or any(field.is_group for field in wanted.fields):
        return None
    name = re.escape(bare(wanted.name))
    counted = re.compile(
        rf"(?P<number>第?[ ]?{_NUMBER}[ ]?[号回番]?[ ]?{name}|{name}[ ]?第?{_NUMBER}[号番]?)(?=[ :.、])"
    )
    records: dict[Span, Node] = {}
    for unit in outline.units:
        match = counted.match(fold(unit.span.cut(source.text))) if "\n" not in unit.span.cut(source.text) else None
        if match is not None and not outline.is_quoted(unit.span):
            number = Span(unit.span.start, unit.span.start + match.end())
            rest = Span(number.end, _end_of_line(source.text, unit.span))
            if number not in records:
                records[number] = _read(source, wanted, number, rest)
    return list(records.values()) if len(records) > 1 else None


def _end_of_line(text: str, span: Span) -> int:
    end = text.find("\n", span.end)
    return end if end >= 0 else len(text)


def _read(source: IndexedDocument, wanted: Field, number: Span, rest: Span) -> dict[str, Node]:
    record: dict[str, Node] = {field.name: [] if field.is_list else None for field in wanted.fields}
    bracket = _BRACKET.search(fold(rest.cut(source.text)))
    inline = read_inline(source.text, Span(*bracket.span("inner")).shift(rest.start)) if bracket is not None else []
    for each in inline:
        label = each.label.cut(source.text)
        for field in wanted.fields:
            if record[field.name] in (None, []) and max(compare(name, label) for name in names_of(field)) >= LEAST:
                several: list[Node] = [*source.cells(field, each.value)] if field.is_list else []
                record[field.name] = several if field.is_list else _found(source.cell(field, each.value))
    end = rest.start + bracket.start() if bracket is not None and inline else rest.end
    said = source.text[rest.start : end]
    title = Span(rest.start + len(said) - len(said.lstrip(_EDGES)), rest.start + len(said.rstrip(_EDGES)))
    for field in wanted.fields:
        if field.type == "string" and not field.is_list and record[field.name] is None:
            is_code = any(
                is_a(concept_of(name), "code") or bare(name).endswith(bare("番号")) for name in names_of(field)
            )
            place = number if is_code else title
            title = title if is_code else Span(title.end, title.end)
            if place.start < place.end:
                record[field.name] = _found(source.cell(field, place))
    return record


def _found(leaf: Leaf | None) -> Leaf | None:
    return replace(leaf, found="label") if leaf is not None else None

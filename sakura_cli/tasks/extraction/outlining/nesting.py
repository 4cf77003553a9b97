"""Which headings each line of a page stands under: by the styles of headings, columns, gaps and items.

Left out: reading the lines (`page`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sakura_cli.characters.width import count_columns
from sakura_cli.tasks.extraction.outlining.naming import concept_of
from sakura_cli.tasks.extraction.outlining.page_line import ROLE, PageLine

_COLUMN_SLACK = 2
# What stands under a party's name is not so far to the right of it.
_WIDEST_PARTY = 24
_MARKS = re.compile(r"[ \t　]*[^\w\s]{0,2}[ \t　]*")
_ITEM = re.compile(r"[ \t　]*(?:[-*+・●○◦‣]|[(（]?[0-9０-９]{1,2}[.．)）、]|[①-⑳])")


def nest(text: str, units: Sequence[PageLine]) -> list[PageLine]:
    """Give each unit the headings above it: of each style the last one, in its column."""
    nested: list[PageLine] = []
    path: list[PageLine] = []
    roles: dict[int, int] = {}
    # Whether everything under a heading is an item of a list.
    listed: dict[int, bool] = {}
    # The column in which what stands under each heading begins furthest to the left.
    deepest: dict[int, int] = {}
    for unit in units:
        is_item = _is_item(text, unit)
        is_labelled = unit.pair is not None and concept_of(unit.pair.label.cut(text)) is not None
        is_apart = _is_apart(text, unit) and (not is_item or is_labelled) and unit.kind != "heading"
        path = [
            other
            for other in path
            if not _ends(text, other, unit, deepest)
            and not _falls_back(other, unit, deepest)
            and not (is_apart and listed.get(other.index) and _margin(text, unit) <= other.column)
        ]
        for other in path:
            listed[other.index] = is_item and listed.get(other.index, True)
        for other in path:
            deepest[other.index] = min(deepest.get(other.index, unit.column), unit.column)
        if unit.kind == "heading":
            same = next((place for place, other in enumerate(path) if _closes(unit, other)), len(path))
            path = [*path[:same], *(other for other in path[same:] if other.style == ROLE != unit.style)]
        elif unit.kind == "pair" and (style := _style_before(text, unit)):
            same = next((place for place, other in enumerate(path) if other.style == style), len(path))
            path = path[:same]
        elif unit.kind == "line":
            # A line with the sign of a heading stands beside it, not under it: ◆残業　今週 6.5時間.
            sign = text[unit.span.start]
            same = next((at for at, each in enumerate(path) if _has_sign(text, each, sign)), len(path))
            path = path[:same]
        is_owned = unit.owner in roles
        headings = tuple(
            other.index for other in path if _covers(other, unit) and not (is_owned and other.style == ROLE)
        )
        if unit.owner in roles and roles[unit.owner] not in headings:
            headings = (*headings, roles[unit.owner])
        nested.append(replace(unit, headings=headings))
        if unit.kind == "heading":
            path.append(unit)
            if unit.style == ROLE:
                roles[unit.span.start] = unit.index
    return nested


def _has_sign(text: str, heading: PageLine, sign: str) -> bool:
    return heading.style == "sign" and text[heading.span.start] == sign


def _is_item(text: str, unit: PageLine) -> bool:
    """Say whether a line begins as an item of a list does."""
    line = text.rfind("\n", 0, unit.span.start) + 1
    return _ITEM.match(text, line) is not None


def _margin(text: str, unit: PageLine) -> int:
    """Return the display column in which the line of a unit begins, its marks included."""
    line = text.rfind("\n", 0, unit.span.start) + 1
    before = text[line : unit.span.start]
    return count_columns(before) - count_columns(before.lstrip(" \t　")) if _MARKS.fullmatch(before) else unit.column


def _is_apart(text: str, unit: PageLine) -> bool:
    """Say whether a blank line stands before a unit."""
    line = text.rfind("\n", 0, unit.span.start)
    above = text.rfind("\n", 0, max(line, 0)) + 1
    return line > 0 and not text[above:line].strip()


def _style_before(text: str, unit: PageLine) -> str:
    """Return the style of heading that a pair begins with: 【次回】9月26日."""
    line = text.rfind("\n", 0, unit.span.start) + 1
    mark = text[line : unit.span.start].strip(" \t　")
    return {"【": "bracket", "■": "sign", "◆": "sign", "●": "sign"}.get(mark, "")


def _ends(text: str, role: PageLine, unit: PageLine, deepest: Mapping[int, int]) -> bool:
    """Say whether what stands under a party's name is over: a unit begins where it does, or a gap comes."""
    if role.style != ROLE or role.row == unit.row:
        return False
    is_below = role.column < deepest.get(role.index, role.column) <= unit.column
    is_beside = abs(unit.column - role.column) <= _COLUMN_SLACK and not is_below
    blank = text[_end_of_line(text, role) : unit.span.start].count("\n\n") if is_beside else 0
    return is_beside and (not role.is_alone or blank > 0 or (unit.kind == "pair" and not role.heads_column))


def _end_of_line(text: str, unit: PageLine) -> int:
    end = text.find("\n", unit.span.end)
    return end if end >= 0 else len(text)


def _covers(heading: PageLine, unit: PageLine) -> bool:
    if heading.style == ROLE:
        return heading.column - _COLUMN_SLACK <= unit.column <= heading.column + _WIDEST_PARTY
    return heading.column <= unit.column + _COLUMN_SLACK


def _falls_back(heading: PageLine, unit: PageLine, deepest: Mapping[int, int]) -> bool:
    """Say whether a unit begins where a heading does, under which everything was indented."""
    body = deepest.get(heading.index)
    is_marked = heading.style in ("number", "bracketed", "circled", "sign", "bracket") or heading.style == "level0"
    return is_marked and body is not None and body > heading.column >= unit.column


def _closes(unit: PageLine, other: PageLine) -> bool:
    if unit.style == other.style:
        return unit.style != ROLE or abs(unit.column - other.column) <= _COLUMN_SLACK
    return unit.column < other.column - _COLUMN_SLACK or (
        unit.column <= other.column and unit.style.startswith("level")
    )

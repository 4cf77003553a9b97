"""Where a value or a label ends: before the label of another, behind words that are none themselves, before boxes.

Left out: which labels a line has (`outlining.inline`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import find_first_mark, kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import cut_before_label, drop_marker, is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import concept_of

_MOST_TAILS = 12
_SLASH = re.compile(r"(?<![ 　])[ 　]*[／/][ 　]*")
_READING = re.compile(r"[（(][ 　]*(?P<said>[ァ-ヶーｦ-ﾟぁ-ん・ 　]+)[)）]")
_BESIDE = re.compile(
    r"(?P<value>\S.*?)(?: {4,}|[ \t]*　[ \t]*　[ 　\t]*)(?P<label>[^\s0-9０-９:：（）()]{2,8})"
    r"(?: {3,}|[ \t]*　[ \t]*　[ 　\t]*)(?P<other>\S(?:.*\S)?)"
)
# A day needs no wide gap before it where one stands before its label: 令和8年5月7日　　　紹介期限日　令和8年7月31日.
_DAY_BESIDE = re.compile(
    r"(?P<value>\S.*?)(?: {4,}|[ \t]*　[ \t]*　[ 　\t]*)(?P<label>[^\s0-9０-９:：（）()]{2,8})[ 　\t]+"
    r"(?P<other>[^\s].*[日\d])"
)
_LONGEST_LEAD = 14
_WIDE_INSIDE = re.compile(r"[ \t]{2,}|　")


def part_both(text: str, label: Span, value: Span) -> list[tuple[str, Span]]:
    """Return the labels of a label for several, each with its part of the value: 品名／品番　カバー ／ CH-08."""
    names = [name.strip(" 　") for name in _SLASH.split(label.cut(text))]
    cuts = [Span(*match.span()) for match in _SLASH.finditer(text, *value)]
    edges = [value.start, *(edge for cut in cuts for edge in cut), value.end]
    parts = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    if len(names) < 2 or len(parts) != len(names) or any(not name for name in names):
        return []
    return list(zip(names, parts, strict=True))


def part_reading(text: str, value: Cell) -> tuple[Span, Cell] | None:
    """Return how a name is read, on the line above it in brackets, and the name: （カブシキガイシャ　アオバ）."""
    if len(value.pieces) < 2 or (reading := _READING.fullmatch(text, *value.pieces[0])) is None:
        return None
    return Span(*reading.span("said")), replace(value, pieces=value.pieces[1:])


def lead_of_boxes(text: str, line: Span) -> Span | None:
    """Return what stands before the first box of a line and a gap: 添付書類　　☑見積書 □承諾書."""
    line = drop_marker(text, line)
    at = find_first_mark(text, line)
    words_ = text[line.start : at] if at is not None else ""
    lead = words_.strip(" 　\t:：")
    start = line.start + len(words_) - len(words_.lstrip(" 　\t"))
    is_apart = words_.endswith((" ", "　", "\t", ":", "：")) and 1 < len(lead) <= _LONGEST_LEAD
    return Span(start, start + len(lead)) if is_apart and not _WIDE_INSIDE.search(lead) else None


def line_around(text: str, span: Span) -> Span:
    """Return the line that a stretch begins on."""
    end = text.find("\n", span.start)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def cut_before_other(text: str, value: Span) -> Span | None:
    """Return a value up to where a label with a value of its own follows after a gap: …大広間  電話 045-…."""
    if (beside := label_beside(text, value)) is not None:
        return beside[0]
    if (before_other := cut_before_label(text, value)) is not None:
        return before_other
    inline = read_inline(text, value)
    if not inline or inline[0].before.start >= inline[0].before.end:
        return None
    before = inline[0].before
    is_apart = re.match(r"[ \t]{2,}|[ \t]*　", text[before.end : inline[0].label.start]) is not None
    is_wide = re.match(r"[ 　\t]{4,}|[ ]*　　", text[before.end : inline[0].label.start]) is not None
    return before if is_wide or (is_apart and concept_of(inline[0].label.cut(text)) is not None) else None


def label_beside(text: str, value: Span) -> tuple[Span, Span, Span] | None:
    """Return a value, and the label with a day or number beside it that wide gaps part from it and one another."""
    found = _BESIDE.fullmatch(text, *value) or _DAY_BESIDE.fullmatch(text, *value)
    if found is None or kind_of_cell(found["other"]) == "text":
        return None
    return Span(*found.span("value")), Span(*found.span("label")), Span(*found.span("other"))


def last_label(text: str, label: Span) -> Span | None:
    """Return the label at the end of words that are none themselves: 第二営業部　担当."""
    if concept_of(label.cut(text)) is not None:
        return None
    tokens = list(re.finditer(r"[^ 　\t]+", label.cut(text)))
    tails = [Span(label.start + token.start(), label.end) for token in reversed(tokens[1:][-_MOST_TAILS:])]
    known = (tail for tail in tails if concept_of(tail.cut(text)) is not None)
    return next(known, None) or next((tail for tail in tails if is_label(tail.cut(text))), None)


def without_labelled(text: str, value: Cell) -> Cell:
    """Return a value without the lines below its first that have labels of their own."""
    kept = [value.pieces[0]]
    for piece in value.pieces[1:]:
        inline = read_inline(text, piece)
        if inline and inline[0].label.start - piece.start <= 2:
            break
        kept.append(piece)
    return replace(value, pieces=tuple(kept))

"""Words that label sums: rows that add up others, and what is to be paid. By the table `labels/sums`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span

# So many columns that items have before the label of a sum: one may be left empty in an item, too.
_LEAST_BEFORE_FOOT = 2
_WRAPPED = re.compile(r"[（(【\[［]([^（）()【】\[\]［］]+)[)）】\]］]")
_TABLE = "labels/sums"
# Of what a sum is: 税抜計, 当月合計額.
_SCOPED = rf"(?:{alternation(words(_TABLE, 'scope'))}){{1,2}}{alternation(words(_TABLE, 'sum', 'part'))}(?:金?額)?"
_ROW_OF_SUMS = re.compile(
    rf"{_SCOPED}(?:[（(].*)?|"
    rf"[ごお御]?{alternation(words(_TABLE, 'sum', 'part', 'tax', 'discount'))}(?:[（(].*|[0-9]+[%％].*)?"
    rf"|[（(]?(?:[0-9]+[%％])?{alternation(words(_TABLE, 'rate'))}.*"
)
# Of what a sum is what stands before the word says: 支出合計, 交通費小計.
_ENDS_IN_SUM = re.compile(rf"[^\s0-9０-９、。:：]{{1,8}}{alternation(words(_TABLE, 'sum'))}(?:額|金額)?(?:[（(].*)?")
_DISCOUNT = re.compile(rf"[ごお御]?{alternation(words(_TABLE, 'discount'))}(?:[（(].*)?")
# How many were added up stands behind the word: 計 3件.
_COUNTED = re.compile(
    rf"(?P<word>{alternation(words(_TABLE, 'sum', 'part'))})[ 　]*[0-9０-９]{{1,4}}[ 　]?[^\s0-9０-９]{{0,2}}"
)


def is_row_of_sums(words_: str) -> bool:
    """Say whether a row that begins with these words adds up others: 小計, 合　計, 消費税(10%)."""
    compact = "".join(words_.split()).strip("*_~")  # the marks of Markdown
    wrapped = _WRAPPED.fullmatch(compact)
    bare = wrapped[1] if wrapped else compact
    return any(pattern.fullmatch(bare) for pattern in (_ROW_OF_SUMS, _COUNTED, _ENDS_IN_SUM))


def is_row_of_discount(words_: str) -> bool:
    """Say whether a row that begins with these words takes something off: 値引き, お値引."""
    return _DISCOUNT.fullmatch("".join(words_.split())) is not None


def without_count(text: str, span: Span) -> Span:
    """Return the label of a sum without the marks around it and how many were added up: 計 of **計 3件**."""
    start = span.end - len(span.cut(text).lstrip("*_~ 　"))
    counted = _COUNTED.match(text, start, span.end)
    return Span(*counted.span("word")) if counted is not None else span


def find_foot(text: str, rows: Sequence[Sequence[Cell]], numeric: frozenset[int]) -> int:
    """Return from which row on nothing but a label and a number stand where the items above have more before them."""
    foot = len(rows)
    while foot > 1 and (label := _label_at_foot(text, rows[foot - 1], numeric)) is not None:
        above = [sum(bool(cell.pieces) for cell in row[:label]) for row in rows[: foot - 1] if len(row) > label]
        if not above or 2 * sum(count >= _LEAST_BEFORE_FOOT for count in above) <= len(above):
            break
        foot -= 1
    return foot


def _label_at_foot(text: str, row: Sequence[Cell], numeric: frozenset[int]) -> int | None:
    """Return the column of the label of a row that is only one and a number, with empty columns before it."""
    filled = [at for at, cell in enumerate(row) if cell.pieces and (not at or cell is not row[at - 1])]
    if len(filled) != 2 or filled[0] < _LEAST_BEFORE_FOOT or filled[1] not in numeric:
        return None
    is_pair = kind_of_cell(row[filled[0]].cut(text)) == "text" and kind_of_cell(row[filled[1]].cut(text)) == "number"
    return filled[0] if is_pair else None

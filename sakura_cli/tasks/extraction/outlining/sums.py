"""Words that label sums: rows that add up others, and what is to be paid. By the table `labels/sums`."""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span

_WRAPPED = re.compile(r"[（(【\[［]([^（）()【】\[\]［］]+)[)）】\]］]")
_TABLE = "labels/sums"
# Of what a sum is: 税抜計, 当月合計額.
_SCOPED = rf"(?:{alternation(words(_TABLE, 'scope'))}){{1,2}}{alternation(words(_TABLE, 'sum', 'part'))}(?:金?額)?"
_ROW_OF_SUMS = re.compile(
    rf"{_SCOPED}(?:[（(].*)?|"
    rf"[ごお御]?{alternation(words(_TABLE, 'sum', 'part', 'tax', 'discount'))}(?:[（(].*|[0-9]+[%％].*)?"
    rf"|[（(]?(?:[0-9]+[%％])?{alternation(words(_TABLE, 'rate'))}.*"
)
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
    return bool(_ROW_OF_SUMS.fullmatch(bare) or _COUNTED.fullmatch(bare))


def is_row_of_discount(words_: str) -> bool:
    """Say whether a row that begins with these words takes something off: 値引き, お値引."""
    return _DISCOUNT.fullmatch("".join(words_.split())) is not None


def without_count(text: str, span: Span) -> Span:
    """Return the label of a sum without the marks around it and how many were added up: 計 of **計 3件**."""
    start = span.end - len(span.cut(text).lstrip("*_~ 　"))
    counted = _COUNTED.match(text, start, span.end)
    return Span(*counted.span("word")) if counted is not None else span

"""What the words of a cell or value say besides what they mean: parts of a list, units, marks, what stands in brackets.

Left out: reading the values themselves (`source`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.documents.layout import is_known_label
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.evidence import Aligned
from sakura_cli.text.facts import NUMERIC_TYPES, find_values
from sakura_cli.text.quantities import parse_numeral

_ROLE = re.compile(r"[ 　]*(?P<role>[^\s]{2,6})[ 　]+(?=\S)")
_MEMBER = re.compile(
    rf"(?<![ 　])[ 　]*{alternation(words('labels/addresses', 'member'))}(?=[ 　]*(?:[（(][^（）()]*[)）][ 　]*)?$)"
)
_LONG_NOTE = re.compile(r"[（(][^（）()]{3,}[)）]")
_DIGIT = re.compile(r"[0-9０-９]")
_COMMAS = re.compile(r"(?<![ 　])[ 　]*[、，,;；／/][ 　\n]*")
# What a comma parts from a name without ending it: Lee, J. and Co., Ltd.
_ENDS_NAME = re.compile(
    rf"(?:(?:[A-Z]\.[ ]?){{1,3}}|{alternation(words('names/marks', 'behind-comma'))}\.?)(?=[ ]*(?:[、，,;；／/]|$))"
)
_GAPS = re.compile(r"[ 　\t]{2,}|　|\n[ 　\t]*")
_DOTS = re.compile(r"(?<![ 　])[ 　]*[・･][ 　]*")
# A sign that opens no bracket, and a blank that parts it from the words.
_MARK = re.compile(r"[ 　]*[^\w\s「『（(\[［【〔〈《＜<\"'¥￥$＄〒△▲☎℡][ 　]+(?=\S)")
_LEAST_MARKED = 2
_CIRCLED = re.compile(r"[①-⑳]")
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_ONE_NAME = re.compile(r"[^\s]{1,3}[ 　]+[^\s]{1,3}")
_ADDRESSED = re.compile(rf"(?<=\S)[ 　]*{alternation(words('names/honorifics', 'formal'))}(?=[ 　]+\S)")
_SPREAD_NAME = re.compile(r"[一-龠々ぁ-んァ-ヶー]{1,3}[ 　]+(?P<given>[一-龠々ぁ-んァ-ヶー]{1,4})")
_BEHIND_NAME = word_set("names/honorifics", "formal", "organisation") | word_set("labels/addresses", "seal")
_HONORIFIC = alternation(words("names/honorifics", "formal", "anybody", "person"))
_LONGEST_SURNAME = 2
# Who stands this far from a name signs for something else.
_APART = 3
_BESIDE_NAME = re.compile(rf"(?<![ 　])[ 　]*{alternation(words('labels/letters', 'beside-name'))}$")
_UNIT_NOTE = re.compile(r"[(]\s*(?:単位[:\s]*)?(?P<unit>[^()]{1,8})[)]")
_MONEY = re.compile(
    rf"{alternation(words('facts/table_units', 'scale'))}?{alternation(words('facts/table_units', 'currency'))}"
)
_COUNTED = re.compile(r"[^0-9税]{1,4}")


def split_listed(text: str, span: Span, *, are_names: bool = False) -> list[Span]:
    """Part a list in a line at its commas and slashes, else its dots, else wide blanks; not within brackets.

    A lone dot parts names only: 防犯・防災 may be one thing. None parts what a foreign name is written of.
    """
    # How many brackets are open before each character.
    depths = [0, *accumulate((char in "（(「") - (char in "）)」") for char in span.cut(text))]
    if len(circled := [match.start() for match in _CIRCLED.finditer(text, *span)]) > 1:
        # Each with a number of its own: ①4:00～13:00　②13:00～22:00.
        edges = [circled[0], *circled[1:], span.end]
        return [Span(start + 1, end) for start, end in pairwise(edges) if text[start + 1 : end].strip()]
    for pattern in (_COMMAS, _DOTS, _GAPS):
        cuts = [
            Span(*match.span())
            for match in pattern.finditer(text, *span)
            if depths[match.start() - span.start] <= 0 and not _ENDS_NAME.match(text, match.end(), span.end)
        ]
        if pattern is _DOTS and ((len(cuts) < 2 and not are_names) or _are_within_names(text, span, cuts)):
            continue
        if len(cuts) == 1 and pattern is _GAPS and _ONE_NAME.fullmatch(text, *span):
            continue
        if cuts:
            edges = [span.start, *(edge for cut in cuts for edge in cut), span.end]
            return [
                Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()
            ]
    return [span]


def drop_common_mark(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the items of a list without the sign that stands before every one of them: # 高血圧症."""
    marks = {match[0].strip() if (match := _MARK.match(text, *part)) else "" for part in parts}
    if len(parts) < _LEAST_MARKED or len(marks) != 1 or "" in marks:
        return list(parts)
    return [Span(match.end(), part.end) for part in parts if (match := _MARK.match(text, *part)) is not None]


def _are_within_names(text: str, span: Span, dots: Sequence[Span]) -> bool:
    """Say whether a dot stands between parts of a foreign name: ファム・ティ・ラン."""
    edges = [span.start, *(edge for dot in dots for edge in dot), span.end]
    parts = [text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return any(_KATAKANA.fullmatch(one[-3:]) and _KATAKANA.fullmatch(other[:3]) for one, other in pairwise(parts))


def strip_role(text: str, part: Span) -> Span:
    """Return a name without the role that stands before or after it in a list: 書記 江川, 板東委員."""
    first = _ROLE.match(text, *part)
    if first and is_known_label(first["role"]):
        part = Span(first.end(), part.end)
    last = _MEMBER.search(text, *part)
    return Span(part.start, last.start()) if last and last.start() > part.start else part


def pick_name(text: str, span: Span) -> Span:
    """Return the name among what stands beside it: 会員番号 00412　本間 様, 黒岩 茂（続柄：父）　025-…."""
    if (beside := _BESIDE_NAME.search(text, *span)) is not None and beside.start() > span.start:
        span = Span(span.start, beside.start())  # 猪瀬 晶 先生 侍史
    bracket = _LONG_NOTE.search(text, *span)
    if bracket is not None and bracket.start() > span.start:
        span = Span(span.start, span.start + len(text[span.start : bracket.start()].rstrip(" 　")))
    if len(addressed := list(_ADDRESSED.finditer(text, *span))) == 1:
        span = Span(span.start, addressed[0].start())  # 多々良 陽介 様　他1名
    gaps = [Span(*match.span()) for match in _GAPS.finditer(text, *span)]
    edges = [span.start, *(edge for gap in gaps for edge in gap), span.end]
    parts = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()]
    worded = [part for part in parts if not _DIGIT.search(text, *part)]
    if len(worded) < len(parts) and len(worded) == 1:
        return worded[0]
    if len(parts) == 2 and is_known_label(re.split(r"[ 　]", parts[1].cut(text).strip())[0]):
        return parts[0]  # somebody else, and what he does
    if len(parts) == 2 and " " in _unaddressed(parts[1].cut(text)) and " " not in parts[0].cut(text).strip():
        if _is_no_surname(parts[0].cut(text).strip()):
            return parts[1]
        return parts[0] if parts[1].start - parts[0].end >= _APART else span
    return span


def is_spread_name(words_: str) -> bool:
    """Say whether words are a family and a given name that a wide gap parts, as forms have them: 鶴岡　　　　澪."""
    spread = _SPREAD_NAME.fullmatch(words_)
    return spread is not None and not is_known_label(spread["given"]) and spread["given"] not in _BEHIND_NAME


def _unaddressed(words_: str) -> str:
    """Return a name without the honorific behind it and a blank."""
    return re.sub(rf"(?<![ 　])[ 　]+{_HONORIFIC}$", "", words_.strip())


def _is_no_surname(words_: str) -> bool:
    """Say whether what stands before a name is no part of it: a department, a trade, whatever is long."""
    return len(words_) > _LONGEST_SURNAME or words_ in word_set("names/roles")


def unit_of(label: str, value_type: str) -> str:
    """Return the unit that a note of a label gives its values: 千円 of 金額（単位：千円）."""
    for note in _UNIT_NOTE.finditer(fold(label)):
        if (_MONEY if value_type == "amount" else _COUNTED).fullmatch(note["unit"]):
            return note["unit"]
    return ""


def find_marked(text: str, span: Span, found: Sequence[Aligned]) -> Aligned | None:
    """Return the only one of several choices that is in brackets or circled: 有・(無), 男・㊛."""
    if len(found) < 2:
        return None
    marked = [
        aligned
        for aligned in found
        if text[aligned.span.start - 1 : aligned.span.start] in tuple("(（〔[［【<〈○◯〇☑■●レ")
        or (
            len(aligned.span.cut(text)) == 1
            and unicodedata.normalize("NFKC", aligned.span.cut(text)) != aligned.span.cut(text)
        )
    ]
    return marked[0] if len(marked) == 1 else None


def find_bare_numbers(text: str, value_type: str, span: Span) -> list[Span]:
    """Read a cell that is nothing but a number, which running text would not count as one: 十二."""
    if value_type not in NUMERIC_TYPES:
        return []
    content = span.cut(text)
    inside = [found.shift(span.start) for found in find_values(content, value_type)]
    return inside or ([span] if parse_numeral(fold(content)) is not None else [])


def read_circled(words_: str) -> int | None:
    """Return the number that words are nothing but, with a circle around it: ④."""
    is_circled = len(words_) == 1 and unicodedata.name(words_, "").startswith(("CIRCLED DIGIT", "CIRCLED NUMBER"))
    return int(unicodedata.numeric(words_)) if is_circled else None


def is_bracketed(text: str, span: Span, at: int) -> bool:
    """Say whether a position of a stretch is inside brackets."""
    before = text[span.start : at]
    return sum(before.count(mark) for mark in "（(「") > sum(before.count(mark) for mark in "）)」")


def holds(outer: Span, inner: Span) -> bool:
    """Say whether a stretch lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end


def length_of(span: Span) -> int:
    """Return how long a stretch is."""
    return span.end - span.start


def without_blanks(text: str, span: Span) -> Span:
    """Return a stretch without the white space at its ends."""
    words_ = span.cut(text)
    start = span.start + len(words_) - len(words_.lstrip())
    return Span(start, max(start, span.start + len(words_.rstrip())))

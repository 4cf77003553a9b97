"""What stands behind the words of a value on its line and is another's: a telephone number, who is asked for, a size.

実行委員会事務局 0000-24-8100, 従量電灯B     40 A, やまと住環境サービス㈱　フロント　岩動. Left out: what labels name.
"""

from __future__ import annotations

import re

from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, is_a, names_of, split_owner
from sakura_cli.text.facts import find_values
from sakura_cli.text.names import LEGAL_FORM

_REACHED = ("phone", "email", "url")
_BETWEEN = r" 　\t／/|｜、,（("
_TELEPHONE = alternation(words("labels/letters", "telephone", "fax"))
_SIGN = re.compile(rf"(?<![{_BETWEEN}])[{_BETWEEN}]*(?:{_TELEPHONE})?[{_BETWEEN}.．:：]*$", re.IGNORECASE)
_OPENED, _CLOSED = "（(", "）)"
_OPTION = r"(?:[（(][^\s（）()・／/]{1,10}[)）]|[^\s（）()・／/]{1,10})"
_OPTIONS = re.compile(rf"{_OPTION}(?:[ 　]*[・／/][ 　]*{_OPTION})+")
_CHOSEN = re.compile(r"(?:^|(?<=[ 　・／/]))[（(](?P<inner>[^（）()]+)[)）](?=[ 　]*(?:[・／/]|$))")
_SIZE = re.compile(r"[0-9０-９][0-9０-９.,，．]*[ 　]?[^\s0-9０-９]{1,3}")
_SIZE_ALONE = re.compile(r"[0-9０-９][0-9０-９.,，．]*[ 　]?[^\s0-9０-９（(]{1,2}[ 　]*(?:$|[（(])")
_GAP = re.compile(r"(?<=\S)(?: {4,}|　{2,}|\t)[ 　\t]*(?=\S)")
_FORM_LAST = re.compile(rf"\S+{LEGAL_FORM}(?=[ 　]+\S)")
_FOR = re.compile(rf"(?<![ 　])[ 　]+\S{{1,10}}(?:{alternation(words('labels/letters', 'for'))})$")
_ADDRESS = "住所"


def without_tail(text: str, field: Field, value: Span) -> Span:
    """Return the words of a value without what is not theirs behind them."""
    names = names_of(field)
    concepts = {concept_of(name) for name in names}
    gap = _GAP.search(text, *value)
    rest = text[gap.end() : value.end] if gap is not None else ""
    is_other = kind_of_cell(rest) in ("date", "number") or _SIZE.fullmatch(rest) is not None
    if gap is not None and is_other and kind_of_cell(text[value.start : gap.start()]) == "text":
        value = Span(value.start, gap.start())
    if not concepts & word_set("labels/told", "reached"):
        value = _without_number(text, value)
    is_firm = any(is_a(concept, "role") for concept in concepts) or any(
        bare(name).endswith(words("labels/told", "firm")) for name in names
    )
    if is_firm and (firm := _FORM_LAST.match(text, *value)) is not None:
        value = Span(*firm.span())
    parts = {concept_of(core) for name in names for _, core in split_owner(name)}
    if _ADDRESS in concepts | parts and (attention := _FOR.search(text, *value)) is not None:
        value = Span(value.start, attention.start())
    return value


def pick_bracketed(text: str, value: Span) -> Span:
    """Return the only one in brackets of options that stand side by side: （有）・ 無; else the value as it is."""
    if _OPTIONS.fullmatch(text, *value) is None:
        return value
    chosen = list(_CHOSEN.finditer(text, *value))
    return Span(*chosen[0].span("inner")) if len(chosen) == 1 else value


def is_counted_place(text: str, field: Field, value: Span) -> bool:
    """Say whether what stands where a place is asked for is how many there are: 就業場所　11人（うち女性　8人）."""
    asks = any(is_a(concept_of(name), "place") for name in names_of(field))
    return asks and _SIZE.match(text, *value) is not None and _SIZE_ALONE.match(text, *value) is not None


def _without_number(text: str, value: Span) -> Span:
    """Return words without the telephone number or address of a mail or page at their end, and its sign."""
    said = value.cut(text)
    for value_type in _REACHED:
        for span in find_values(said, value_type):
            tail = said[span.end :].strip(" 　")
            sign = _SIGN.search(said, 0, span.start)
            start = sign.start() if sign is not None else span.start
            is_open = any(mark in said[start : span.start] for mark in _OPENED)
            if start > 0 and (not tail or (is_open and tail[-1] in _CLOSED)) and said[:start].strip():
                return _without_number(text, Span(value.start, value.start + start))
    return value

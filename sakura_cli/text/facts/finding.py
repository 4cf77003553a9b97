"""Find everything in a text that can be checked against another: numbers, dates, addresses, names, placeholders.

Each fact has its span in the text and a normal form that says what it means, whatever its spelling. Left out: facts
that are told in words only (the following week, doubled); relations between facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Excerpt, Span
from sakura_cli.text.dates import DateMention, find_dates, find_weekdays, format_date
from sakura_cli.text.facts.unseen import show
from sakura_cli.text.names import find_names
from sakura_cli.text.quantities import (
    Quantity,
    TimeMention,
    find_quantities,
    find_registration_numbers,
    find_times,
    format_number,
    format_time,
    normalize_registration_number,
)

FactKind = Literal[
    "number",
    "amount",
    "percent",
    "date",
    "weekday",
    "time",
    "url",
    "mail",
    "phone",
    "model",
    "placeholder",
    "katakana",
    "kanji-name",
    "latin",
]

_MASK = "\ufffc"
_URL_CHARACTER = r"[^\s<>\"'`()\[\]{}|\\、。，「」『』【】〈〉《》\u3041-\u30ff\u4e00-\u9fff]"
_URL = re.compile(
    rf"(?:https?|ftp)://(?:{_URL_CHARACTER}|\((?:{_URL_CHARACTER})*\))+"
    r"|(?<![\w@.-])(?:www\.(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,12}"
    r"|(?:[A-Za-z0-9-]+\.)+(?:com|jp|org|net|io|ai|dev|info|edu|gov|app|co))(?:/[\w./?=&%#~+-]*)?(?![\w@])"
)
_URL_TAIL = ".,;:!?"
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(
    r"(?<![\d-])(?:\+\d{1,3}[- ]?(?:\(0\))?\d{1,4}|\(0\d{1,4}\)|0\d{1,4})[-ー (]?[ ]?\d{1,4}[-ー )][ ]?\d{3,4}(?![\d-])"
    r"|(?<![\d-])0\d{9,10}(?!\d)"
)
_POSTAL = re.compile(r"(?<![\d-])(?:〒\s?\d{3}-?\d{4}|\d{3}-\d{4})(?![\d-])")
_PLACEHOLDER = re.compile(
    r"\$\{[^{}\n]+\}|\{\{[^{}\n]+\}\}|\{[A-Za-z_][\w.]*(?:![rsa])?(?::[^{}\s]*)?\}|\{\d*\}"
    r"|%\([A-Za-z_]\w*\)[sdif]|(?<![\d%])%(?:\d+\$)?[sdif@](?![A-Za-z])|(?<![\d%])%\.?\d+[df](?![A-Za-z])|<%=?[^%\n]+%>"
)
_VERSION = re.compile(
    r"(?<![A-Za-z0-9.])[vV]?\d+(?:\.\d+){2,}(?:-[A-Za-z0-9.]+)?(?![A-Za-z0-9])|(?<![A-Za-z0-9])[vV]\d+(?:\.\d+)?(?![A-Za-z0-9])"
)
_MODEL = re.compile(
    r"(?<![A-Za-z0-9.\ufffc])(?=[A-Za-z0-9_-]{0,60}\d)(?=[A-Za-z0-9_-]{0,60}[A-Za-z])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*(?![A-Za-z0-9])"
)
_ORDINAL_WORD = re.compile(r"\d+(?:st|nd|rd|th)|\d{4}s|\d{2}s", re.IGNORECASE)
# 22-count, 18-year-olds, par-3: numbers in a compound of ordinary words.
_HYPHENATED = re.compile(r"(?:\d+|[A-Za-z]?[a-z]+)(?:-(?:\d+|[a-z]+))+")
_QUARTER = re.compile(r"第\s?([1-4一二三四])\s?四半期")
_QUARTER_DIGITS = str.maketrans("一二三四", "1234")


@dataclass(frozen=True)
class Fact:
    """Something checkable in a text.

    `form` is its normal form, the same for every spelling; `detail` is the parsed mention where the kind has one.
    """

    kind: FactKind
    span: Span
    form: str
    detail: Quantity | DateMention | TimeMention | None = None


def find_facts(text: str) -> list[Fact]:
    """Find the checkable facts of `text`, in order and without overlaps."""
    if seen := show(text):
        return [_move(fact, seen) for fact in find_facts(seen.text)]
    facts: list[Fact] = []
    folded = fold(text)
    for stage in (_find_addresses, _find_clock, _find_models, _find_numbers, _find_named):
        found = list(stage(folded))
        facts.extend(found)
        # A kanji numeral that nothing shows to be a number may be part of a name (三浦, 五十嵐).
        folded = _mask(folded, [fact.span for fact in found if not _is_doubtful(fact)])
    return _drop_overlaps(sorted(facts, key=lambda fact: (fact.span.start, -fact.span.end)))


def _move(fact: Fact, seen: Excerpt) -> Fact:
    detail = fact.detail and replace(fact.detail, span=seen.to_source(fact.detail.span))
    return replace(fact, span=seen.to_source(fact.span), detail=detail)


def _is_doubtful(fact: Fact) -> bool:
    return isinstance(fact.detail, Quantity) and fact.detail.is_plain_kanji


def _drop_overlaps(facts: list[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if kept and fact.span.start < kept[-1].span.end:
            if not _is_doubtful(kept[-1]):
                continue
            kept.pop()
        kept.append(fact)
    return kept


def _mask(folded: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start < position:
            continue
        pieces.extend((folded[position:start], _MASK * (end - start)))
        position = end
    return "".join([*pieces, folded[position:]])


def _find_addresses(folded: str) -> Iterator[Fact]:
    taken: list[Span] = []

    def is_free(span: Span) -> bool:
        free = all(span.end <= other.start or other.end <= span.start for other in taken)
        if free:
            taken.append(span)
        return free

    for match in _PLACEHOLDER.finditer(folded):
        if is_free(span := Span(*match.span())):
            yield Fact("placeholder", span, match.group())
    for span in find_registration_numbers(folded):
        if is_free(span):
            yield Fact("model", span, normalize_registration_number(span.cut(folded)).value or "")
    for match in _MAIL.finditer(folded):
        if is_free(span := Span(*match.span())):
            yield Fact("mail", span, match.group().lower())
    for match in _URL.finditer(folded):
        url = match.group().rstrip(_URL_TAIL)
        if is_free(span := Span(match.start(), match.start() + len(url))):
            yield Fact("url", span, normalize_url(url))
    for match in _PHONE.finditer(folded):
        digits = re.sub(r"\D", "", re.sub(r"^\+81[- ]?(?:\(0\))?", "0", match.group()))
        if 9 <= len(digits) <= 13 and is_free(span := Span(*match.span())):
            yield Fact("phone", span, digits)
    for match in _POSTAL.finditer(folded):
        if is_free(span := Span(*match.span())):
            yield Fact("phone", span, re.sub(r"\D", "", match.group()))


def normalize_url(url: str) -> str:
    """Return a URL with scheme and host in lower case, without https:// and a final slash."""
    without_scheme = re.sub(r"^(?:https?|ftp)://", "", url, flags=re.IGNORECASE)
    host, slash, rest = without_scheme.partition("/")
    return (host.lower() + slash + rest).rstrip("/")


def _find_clock(folded: str) -> Iterator[Fact]:
    dates = find_dates(folded)
    for date in dates:
        yield Fact("date", date.span, format_date(date.date), date)
    rest = _mask(folded, [date.span for date in dates])
    for time in find_times(rest):
        yield Fact("time", time.span, format_time(time.minutes), time)
    for span, weekday in find_weekdays(rest):
        yield Fact("weekday", span, str(weekday))


def _find_models(folded: str) -> Iterator[Fact]:
    for match in _QUARTER.finditer(folded):
        yield Fact("model", Span(*match.span()), "Q" + match.group(1).translate(_QUARTER_DIGITS))
    taken: list[Span] = []
    for match in _VERSION.finditer(folded):
        taken.append(Span(*match.span()))
        yield Fact("model", taken[-1], match.group().lower().lstrip("v"))
    for match in _MODEL.finditer(folded):
        word = match.group()
        span = Span(*match.span())
        if (
            _ORDINAL_WORD.fullmatch(word)
            or _HYPHENATED.fullmatch(word)
            or any(span.start < other.end and other.start < span.end for other in taken)
        ):
            continue
        quantities = find_quantities(word)
        if len(quantities) == 1 and quantities[0].span == (0, len(word)):
            continue
        yield Fact("model", span, normalize_model(word))


def normalize_model(word: str) -> str:
    """Return a model number in capitals without separators; 3Q and Q3 are one quarter."""
    compact = re.sub(r"[-_ ]", "", word).upper()
    return "Q" + compact[0] if re.fullmatch(r"[1-4]Q", compact) else compact


def _find_numbers(folded: str) -> Iterator[Fact]:
    for quantity in find_quantities(folded):
        kind: FactKind = "amount" if quantity.is_amount else "percent" if quantity.unit == "%" else "number"
        form = format_number(quantity.value) + (f" {quantity.unit}" if quantity.unit else "")
        yield Fact(kind, quantity.span, form, quantity)


def _find_named(folded: str) -> Iterator[Fact]:
    for name in find_names(folded):
        yield Fact(name.kind, name.span, name.text)

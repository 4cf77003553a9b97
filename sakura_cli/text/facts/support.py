"""Look the facts of one text up in another: what a summary adds to its source, what a translation loses.

A fact is supported where the other text says the same in any spelling: 和暦 or 西暦, 万 or thousands, kanji or Arabic,
14時30分 or 2:30 pm, a part of a fuller date. Left out: whether the facts stand in the same relation.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import product

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.lexicon import alternation, read_table, word_map, word_set, words
from sakura_cli.spans import Span, drop_spans
from sakura_cli.text.dates import ERA_START, DateMention, PartialDate
from sakura_cli.text.facts.finding import Fact, FactKind, find_facts
from sakura_cli.text.names import is_ordinary_person_word
from sakura_cli.text.quantities import (
    CURRENCIES,
    Quantity,
    TimeMention,
    are_compatible,
    find_word_measures,
    find_word_numbers,
)

# Small counts of things the text itself lays out (三つの理由, 次の3点) are the writer's own; 部品3個 is not.
_LAYOUT = "facts/layout"
_LAYOUT_COUNTERS = word_set(_LAYOUT, "counter")
_LAYOUT_BEFORE = re.compile(rf"{alternation(words(_LAYOUT, 'before'))}[^。、\d]{{0,6}}$")
_LAYOUT_AFTER = re.compile(
    "|".join(
        particle + alternation(words(_LAYOUT, kind))
        for particle, kind in (("の", "things"), ("に", "told"), ("[をが]", "shown"))
    )
)
_MAX_LAYOUT_COUNT = 10
_NUMBERING = re.compile(r"(?:^|\n)[ \t#*・-]*[(（]?$")
_MOST_NUMBERED = 99
_NUMBERING_END = re.compile(r"[.)）、:]|\s|$")
_LAYOUT_ORDINAL = re.compile("に|、")
_SCALES = word_map("facts/table_units", "value", "scale")
_TABLE_UNIT = re.compile(
    rf"{alternation(words('facts/table_units', 'label'))}\s?[::]?\s?"
    rf"({alternation(_SCALES)})?({alternation(words('facts/table_units', 'currency'))})"
)
_JAPANESE_LETTER = re.compile(r"[ぁ-ヺ一-龠]")
_SCORE_BEFORE = re.compile(r"\d[-:対]$")
_SCORE_AFTER = re.compile(r"[-:対]\d")
_ACRONYM_DOTS = re.compile(r"[._]|'s\b")
_ENGLISH_WORD = re.compile(r"[a-z]+")
_LATIN_WORDS = (
    "ai it pc ok url id pdf web dx sns ceo cto cfo tel fax no vs etc am pm ng qa faq api app hp os tv cd dvd usb kpi pr"
)
_COMMON_LATIN = frozenset(_LATIN_WORDS.split())
_HARD_UNITS = frozenset({unit.name for unit in CURRENCIES.values()} | {"%", "fraction"})
_CODE_KINDS = frozenset(("url", "mail", "model", "placeholder"))
_NAME_KINDS = frozenset(("katakana", "kanji-name", "latin"))
_TRANSLATED_KINDS: frozenset[FactKind] = frozenset(
    ("number", "amount", "percent", "date", "weekday", "time", "url", "mail", "phone", "model", "placeholder")
)


@dataclass(frozen=True)
class Unsupported:
    """A fact of one text that the other lacks; `text_span` lies in the text the fact was found in."""

    kind: FactKind
    text_span: Span
    normal_form: str


class _DateIndex:
    """The dates of a text with the weekdays written beside them, by every part that another date may name."""

    def __init__(self) -> None:
        self.years: set[int] = set()
        self.days: set[int | None] = set()
        self.parts: set[int | None] = set()
        self._by_parts: dict[PartialDate, dict[tuple[PartialDate, int | None], None]] = defaultdict(dict)

    def add(self, date: PartialDate, weekday: int | None) -> None:
        """Add a date."""
        self.parts.update(date)
        self.days.add(date.day)
        if date.year is not None:
            self.years.add(date.year)
        for parts in product(*((part, None) for part in date)):
            self._by_parts[PartialDate(*parts)][date, weekday] = None

    def find(self, date: PartialDate) -> Collection[tuple[PartialDate, int | None]]:
        """Return the dates that have every part of this one, each once, with the weekday beside it."""
        return self._by_parts.get(date, {}).keys()

    @cached_property
    def weekdays(self) -> set[int | None]:
        """The weekdays on which the dates fall."""
        return {_weekday_of(date) for date, _ in self.find(PartialDate())}


class SourceFacts:
    """The facts of a text, indexed once so that many other texts can be looked up in it."""

    def __init__(self, source: str) -> None:
        self.text = source
        self.facts = find_facts(source)
        self.lookup = fold_for_lookup(source)
        self._lookup_without_dots = _ACRONYM_DOTS.sub("", self.lookup)
        self.is_japanese = is_japanese(source, self.facts)
        self.word_numbers: set[Decimal] = set()
        self.numbers: dict[Decimal, set[str]] = defaultdict(set)
        self.dates = _DateIndex()
        self.minutes: set[int] = set()
        self.weekdays: set[int] = set()
        self.forms: dict[FactKind, set[str]] = defaultdict(set)
        for fact in self.facts:
            self._add(fact)
        folded = fold(source)
        self.word_numbers |= find_word_numbers(folded)
        for value, unit in find_word_measures(folded):
            self.numbers[value].add(unit)
        self._add_table_units(folded)
        self.years = self.dates.years
        # Sums of money and shares by unit, for rounding.
        self._by_unit: dict[str, list[Decimal]] = defaultdict(list)
        for value, units in self.numbers.items():
            for unit in units:
                self._by_unit[unit].append(value)

    def supports(self, fact: Fact, *, is_lenient: bool = False) -> bool:
        """Say whether this text states `fact`.

        `is_lenient` is for another language: any counter stands for any other, and one of something may be "a".
        """
        detail = fact.detail
        if isinstance(detail, Quantity):
            if is_lenient and detail.count == 1 and detail.unit and detail.unit not in _HARD_UNITS:
                return True
            return self._supports_quantity(detail, is_lenient)
        if isinstance(detail, DateMention):
            return self._supports_date(detail, is_lenient)
        if isinstance(detail, TimeMention):
            return self._supports_time(detail)
        if fact.kind == "weekday":
            return int(fact.form) in self.weekdays or self._has_date_on(int(fact.form))
        if fact.kind == "url":
            return any(
                url == fact.form or url.startswith((fact.form + "/", fact.form + "?", fact.form + "#"))
                for url in self.forms["url"]
            ) or ("/" not in fact.form and any(mail.endswith("@" + fact.form) for mail in self.forms["mail"]))
        if fact.kind == "model":
            return fact.form in self.forms["model"] or fact.form.lower() in self.lookup.replace("-", "").replace(
                "_", ""
            )
        if fact.kind in _NAME_KINDS:
            return self._supports_name(fact)
        return fact.form in self.forms[fact.kind]

    def _add(self, fact: Fact) -> None:
        detail = fact.detail
        if isinstance(detail, Quantity):
            if detail.is_plain_kanji and not detail.unit:
                self.word_numbers.update(detail.values)
                return
            unit = detail.unit or ("score" if self._is_in_score(fact.span) else "")
            for value in detail.values:
                self.numbers[value].add(unit)
        elif isinstance(detail, DateMention):
            for reading in detail.readings:
                self.dates.add(reading, detail.weekday)
            if detail.weekday is not None:
                self.weekdays.add(detail.weekday)
        elif isinstance(detail, TimeMention):
            self.minutes.update(detail.readings)
        elif fact.kind == "weekday":
            self.weekdays.add(int(fact.form))
        else:
            self.forms[fact.kind].add(fact.form)

    def _is_in_score(self, span: Span) -> bool:
        """Recognise 2-0 and 12:5, whose parts count nothing by themselves."""
        before, after = self.text[max(0, span.start - 2) : span.start], self.text[span.end : span.end + 2]
        return bool(_SCORE_BEFORE.search(fold(before)) or _SCORE_AFTER.match(fold(after)))

    def _add_table_units(self, folded: str) -> None:
        """Read bare numbers also in the unit a table announces (単位：百万円)."""
        for match in _TABLE_UNIT.finditer(folded):
            factor, currency = Decimal(_SCALES.get(match[1] or "", 1)), CURRENCIES[match[2]].name
            for value in [value for value, units in self.numbers.items() if "" in units]:
                self.numbers[value * factor].add(currency)

    def _supports_quantity(self, quantity: Quantity, is_lenient: bool) -> bool:
        if any(self._has_number(value, quantity.unit, is_lenient) for value in quantity.values):
            return True
        if quantity.unit == "%" and self._has_number(quantity.value / 100, "fraction", False):
            return True
        if quantity.unit == "fraction" and self._has_number(quantity.value * 100, "%", False):
            return True
        if quantity.unit in ("", "month") and quantity.value == int(quantity.value):
            year = int(quantity.value)
            if quantity.surface_unit == "年" and self._has_short_year(int(quantity.count)):
                return True
            if not quantity.unit and (year in self.years or self._is_date_part(year, quantity)):
                return True
        if quantity.unit == "day" and quantity.value in self.dates.days:
            return is_lenient
        return quantity.is_approximate and any(
            _rounds_to(value, quantity.value) for unit in {quantity.unit, ""} for value in self._by_unit[unit]
        )

    def _has_number(self, value: Decimal, unit: str, is_lenient: bool) -> bool:
        if is_lenient and value in self.word_numbers and unit not in _HARD_UNITS:
            return True
        units = self.numbers.get(value)
        if units is None:
            return False
        if not unit or "" in units or unit in units:
            return True
        if is_lenient:
            return unit not in _HARD_UNITS or not units <= _HARD_UNITS
        return any(are_compatible(unit, other) for other in units)

    def _has_short_year(self, number: int) -> bool:
        """Recognise 24年度 for 2024年度 and 8年 for 令和8年."""
        if 2000 + number in self.years or 1900 + number in self.years:
            return True
        return any(era in self.text and start + number - 1 in self.years for era, start in ERA_START.items())

    def _is_date_part(self, number: int, quantity: Quantity) -> bool:
        """Recognise the parts of a date that was written otherwise (3.5, 3-5); only bare numbers come here."""
        return quantity.is_ordinal and number in self.dates.parts

    def _supports_date(self, mention: DateMention, is_lenient: bool) -> bool:
        if mention.is_contradictory and not all(bool(self.dates.find(reading)) for reading in mention.readings):
            return False
        for reading in mention.readings:
            matching: Collection[tuple[PartialDate, int | None]] = self.dates.find(reading)
            if not matching and reading.year is not None and reading.year in self.years:
                matching = [
                    (date._replace(year=reading.year), weekday)
                    for date, weekday in self.dates.find(reading._replace(year=None))
                    if date.year is None and date.month is not None
                ]
            if matching:
                return mention.weekday is None or self._agrees_on_weekday(mention.weekday, reading, matching)
        day = mention.date
        if day.year is None and day.month is not None and day.day is not None:
            # 2/3 of something, not the third of February.
            return self._has_number(Decimal(day.month) / Decimal(day.day), "fraction", False)
        if day.year is None and day.month is None and day.day is not None:
            return self._has_number(Decimal(day.day), "day", is_lenient)
        if day.month is None and day.year is not None:
            return self._has_number(Decimal(day.year), "", is_lenient)
        return False

    def _agrees_on_weekday(
        self, weekday: int, reading: PartialDate, matching: Collection[tuple[PartialDate, int | None]]
    ) -> bool:
        stated = {other for _, other in matching if other is not None}
        if stated:
            return weekday in stated
        computed = {_weekday_of(date) for date in (reading, *(date for date, _ in matching))} - {None}
        return weekday in computed if computed else weekday in self.weekdays

    def _has_date_on(self, weekday: int) -> bool:
        return weekday in self.dates.weekdays

    def _supports_time(self, mention: TimeMention) -> bool:
        if self.minutes & set(mention.readings):
            return True
        hours = {minutes // 60 for minutes in mention.readings}
        return (
            mention.is_hour_only and mention.is_approximate and any(minutes // 60 in hours for minutes in self.minutes)
        )

    def _supports_name(self, fact: Fact) -> bool:
        name = fold_for_lookup(fact.form)
        if name in self.lookup or name.rstrip("ー") in self.lookup:
            return True
        if fact.kind == "latin":
            return name in _COMMON_LATIN or _ACRONYM_DOTS.sub("", name) in self._lookup_without_dots
        if fact.kind == "katakana":
            return any(row["alias"] in self.lookup for row in read_table("names/aliases") if row["word"] == fact.form)
        # 担当田中様: an ordinary word before a name that the source has.
        return any(
            name[cut:] in self.lookup and (name[:cut] in self.lookup or is_ordinary_person_word(name[:cut]))
            for cut in range(1, len(name) - 1)
        )


def find_unsupported(candidate: str, source: str | SourceFacts) -> list[Unsupported]:
    """List the facts of `candidate` (a summary, a translation) that `source` lacks; spans lie in `candidate`."""
    index = source if isinstance(source, SourceFacts) else SourceFacts(source)
    facts = find_facts(candidate)
    is_candidate_japanese = is_japanese(candidate, facts)
    unsupported: list[Unsupported] = []
    for fact in facts:
        if not _is_checkable(candidate, fact):
            continue
        if fact.kind in _NAME_KINDS and not _is_comparable_name(
            candidate, fact, is_candidate_japanese, index.is_japanese
        ):
            continue
        if not index.supports(fact, is_lenient=is_candidate_japanese != index.is_japanese):
            unsupported.append(Unsupported(fact.kind, fact.span, fact.form))
    return unsupported


def is_japanese(text: str, facts: list[Fact]) -> bool:
    """Say whether a text is written in Japanese, addresses and codes aside."""
    spans = [fact.span for fact in facts if fact.kind in _CODE_KINDS]
    prose = drop_spans(text, spans).text
    japanese = len(_JAPANESE_LETTER.findall(prose))
    # A word of English weighs like a letter of Japanese: では among five product names is a Japanese sentence.
    return japanese > 0.15 * (japanese + len(_ENGLISH_WORD.findall(prose.lower())))


def missing_facts(source: str, target: str | SourceFacts) -> list[Unsupported]:
    """List the numbers, dates, addresses and placeholders of `source` that `target` lacks; spans lie in `source`."""
    index = target if isinstance(target, SourceFacts) else SourceFacts(target)
    return [
        Unsupported(fact.kind, fact.span, fact.form)
        for fact in find_facts(source)
        if fact.kind in _TRANSLATED_KINDS and _is_checkable(source, fact) and not index.supports(fact, is_lenient=True)
    ]


def _is_checkable(text: str, fact: Fact) -> bool:
    """Say whether a fact is one its writer took from somewhere, not layout, idiom or a count of his own."""
    quantity = fact.detail
    if not isinstance(quantity, Quantity):
        return True
    # 第1に and 第一の are layout; 第1回 and 第1条 name something.
    if quantity.is_plain_kanji or (quantity.is_ordinal and quantity.value == 1 and not quantity.surface_unit):
        return False
    start, end = fact.span
    is_numbering = not quantity.unit and quantity.count <= _MOST_NUMBERED
    if is_numbering and _NUMBERING.search(text[max(0, start - 12) : start]) and _NUMBERING_END.match(text, end):
        return False
    if quantity.is_ordinal and _LAYOUT_ORDINAL.match(text, end):
        return False
    is_spelled = quantity.numeral[:1].isascii() and quantity.numeral[:1].isalpha()
    if quantity.unit == "fraction" and quantity.value == Decimal("0.5"):
        return False
    if quantity.count <= 1 and (is_spelled or quantity.is_kanji) and not quantity.is_amount:
        return False
    if is_spelled and not quantity.unit and quantity.value <= _MAX_LAYOUT_COUNT:
        return False
    if quantity.surface_unit not in _LAYOUT_COUNTERS or quantity.count > _MAX_LAYOUT_COUNT:
        return True
    return not (_LAYOUT_BEFORE.search(text[max(0, start - 16) : start]) or _LAYOUT_AFTER.match(text, end))


def _is_comparable_name(text: str, fact: Fact, is_japanese: bool, is_source_japanese: bool) -> bool:
    """Names can be looked up only where both texts write them in the same script."""
    if fact.kind != "latin":
        return is_source_japanese
    if is_japanese:
        return True
    before = text[: fact.span.start].rstrip(" \"'(-*#>")
    is_mid_sentence = bool(before) and before[-1] not in ".!?:\n•"
    return not is_source_japanese and fact.form[0].isupper() and is_mid_sentence


def _rounds_to(value: Decimal, rounded: Decimal) -> bool:
    """Say whether `rounded` is `value` rounded (or cut) at the last digit `rounded` shows."""
    if not rounded or not value or abs(rounded - value) > abs(value) / 5:
        return False
    exponent = rounded.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(int(exponent))
    return rounded in {
        (value / unit).quantize(Decimal(1), rounding=mode) * unit for mode in (ROUND_HALF_UP, ROUND_DOWN)
    }


def _weekday_of(date: PartialDate) -> int | None:
    if date.year is None or date.month is None or date.day is None:
        return None
    return datetime.date(date.year, date.month, date.day).weekday()

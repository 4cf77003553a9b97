"""Find numbers with their units, counters and currencies in folded text.

A kanji numeral counts only where a counter or its own length shows that a number is meant: 三名 does, 一部 and 十分な
do not. Left out: dates and clock times (see `dates`), which callers mask before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, guarded, words
from sakura_cli.spans import Span
from sakura_cli.text.quantities.numerals import (
    ARABIC_NUMERAL,
    ENGLISH_NUMERAL,
    KANJI_NUMERAL,
    SCALE_AHEAD,
    SHORT_MILLIONS,
    parse_alternatives,
    parse_english,
    read_chain,
)
from sakura_cli.text.quantities.units import CURRENCIES, CURRENCY_SIGNS, UNIT_PATTERN, UNITS

_QUALIFIERS = "quantities/qualifiers"
_ABOUT_BEFORE = re.compile(
    rf"{alternation(words(_QUALIFIERS, 'about before', 'english about before'))}\s*[¥$€£]?$", re.IGNORECASE
)
_ABOUT_AFTER = re.compile(rf"\s*{alternation(words(_QUALIFIERS, 'about after'))}")
# A triangle is a minus wherever it stands (営業利益▲1,200千円), a hyphen after a word is not.
_SIGN = r"(?:(?P<sign>[▲△]|(?<![\w)])[-+±])(?=[\d¥$]|(?<=[▲△])[ ][\d¥$])[ ]?)?"
_CURRENCY_SIGN = rf"(?P<before>{alternation(CURRENCY_SIGNS)})"
_CURRENCY_WORD = alternation(word for word in CURRENCIES if word.isascii())
_NUMBER = re.compile(
    rf"{_SIGN}(?:{_CURRENCY_SIGN}\s?)?"
    rf"(?:(?P<english>{ENGLISH_NUMERAL}|{SHORT_MILLIONS}(?(before)|(?=[ ]?{_CURRENCY_WORD}\b)))"
    rf"|(?P<arabic>{ARABIC_NUMERAL})|(?P<kanji>{KANJI_NUMERAL}))",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"[ -]?(?P<unit>{UNIT_PATTERN})")
_FRACTION = re.compile(rf"(?P<under>{ARABIC_NUMERAL}|{KANJI_NUMERAL})分の(?P<over>{ARABIC_NUMERAL}|{KANJI_NUMERAL})")
_ENGLISH_FRACTION = re.compile(
    r"\b(?:(?P<over>one|two|three|four|a)[ -])?(?P<under>half|third|quarter|fifth|tenth)s?\b"
    rf"(?!{SCALE_AHEAD})(?=[ -]of|[ ]the|[ ]a\b|,|\.|\s)"
)
_WHOLE_BEFORE = re.compile(
    rf"(?:\d|\b(?:{alternation(words('quantities/numerals', 'english one'))}))[ ]and[ ]$", re.IGNORECASE
)
_FRACTION_WORDS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_HALF = re.compile(rf"半(?!{alternation(words(_QUALIFIERS, 'not half'))})")
_BU = re.compile(r"(?P<bu>\d|[一二三四五六七八九])分(?!の)")
_JOINTS = words("quantities/joints", "range", "list", "english range", "english list")
_RANGE = re.compile(rf"\s*{alternation(_JOINTS)}\s*")
_VAGUE_BEFORE = re.compile(rf"{alternation(words(_QUALIFIERS, 'vague before'))}\s?$")
_VAGUE_AFTER = re.compile(rf"数(?={alternation(words(_QUALIFIERS, 'counted vaguely'))})")
_IDIOM_TABLE = "quantities/idioms"
_IDIOMS = re.compile(guarded(_IDIOM_TABLE, "word"))
_ORDINAL_IDIOMS = re.compile(
    rf"{guarded(_IDIOM_TABLE, 'after 第')}|[一二三四五六七八九]{guarded(_IDIOM_TABLE, 'after an ordinal')}"
)
_PRECEDED = re.compile(rf"{guarded(_IDIOM_TABLE, 'before')}$")
# A numeral in a name is followed by more of it; the dictionary is asked about the words around it.
_CAN_BE_NAMED = re.compile("[一-龠々ヶケノ]")
_WORDS_BEFORE = re.compile(r"[ぁ-ヿ一-龠々]+$")
_WORDS_AFTER = re.compile(r"[ぁ-ヿ一-龠々]+")
_MOST_AROUND = 16
_TAILS = {
    surface: re.compile(
        rf"[ ]?(?:と|and)?[ ]?(?P<number>{ARABIC_NUMERAL}|{KANJI_NUMERAL})[ ]?"
        # 5m20cm3mm goes on, 20cm3 is a volume.
        rf"(?P<unit>{alternation(unit.smaller)})(?!(?<=[a-zA-Z])(?:[A-Za-z²³]|\d(?![\d.]*[A-Za-zァ-ヺ])))"
    )
    for surface, unit in UNITS.items()
    if unit.smaller
}


@dataclass(frozen=True)
class Quantity:
    """A number found in a text.

    `values` holds the readings in canonical units, the likeliest first. `unit` is a canonical unit, a currency code,
    or "" where none was recognised; `surface_unit` is as written. `is_plain_kanji` marks kanji numerals that nothing
    shows to be numbers or that are vague (数百人). `count` is the number as written, before a unit of 60 seconds or 7
    days applies.
    """

    span: Span
    values: tuple[Decimal, ...]
    unit: str
    surface_unit: str
    is_approximate: bool
    is_kanji: bool
    is_plain_kanji: bool = False
    is_ordinal: bool = False
    is_negative: bool = False
    numeral: str = ""
    count: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        """Return the likeliest reading."""
        return self.values[0]

    @property
    def is_amount(self) -> bool:
        """Say whether the number is an amount of money."""
        return self.unit in _CURRENCY_CODES


_CURRENCY_CODES = frozenset(unit.name for unit in CURRENCIES.values())


def find_quantities(folded: str) -> list[Quantity]:
    """Find the quantities of a folded text, in order; spans are those of the source."""
    found = list(_find_fractions(folded))
    taken = {position for quantity in found for position in range(*quantity.span)}
    position = 0
    while match := _NUMBER.search(folded, position):
        if match.start() in taken:
            position = max(match.start() + 1, match.end() if match.end() - 1 in taken else match.start() + 1)
            continue
        quantity = _read(folded, match)
        position = match.end() if quantity is None else quantity.span.end
        if quantity is not None:
            found.append(quantity)
    found.sort(key=lambda quantity: quantity.span)
    return _spread_units(folded, found)


def _find_fractions(folded: str) -> Iterator[Quantity]:
    # A long numeral is read from each of its characters in vain where no fraction follows it.
    for match in _FRACTION.finditer(folded) if "分の" in folded else ():
        under, over = parse_alternatives(match["under"]), parse_alternatives(match["over"])
        if under and over and under[0]:
            yield Quantity(Span(*match.span()), (over[0] / under[0],), "fraction", "", False, False)
    for match in _ENGLISH_FRACTION.finditer(folded):
        if _WHOLE_BEFORE.search(folded, max(0, match.start() - _MOST_AROUND), match.start()):
            continue  # two and a half: one number
        under_value = _FRACTION_WORDS[match["under"]]
        over_value = parse_english(match["over"]) if match["over"] else Decimal(1)
        if match["over"] or match["under"] == "half":
            yield Quantity(
                Span(*match.span()), ((over_value or Decimal(1)) / under_value,), "fraction", "", False, False
            )


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    before = folded[max(0, match.start() - 24) : match.start()]
    kanji, english, arabic = match["kanji"], match["english"], match["arabic"]
    numeral = kanji or english or arabic
    start, end = match.start(), match.end()
    if english:
        if before[-1:].isalpha() and before[-1:].isascii():
            return None
        value = parse_english(english)
        values: tuple[Decimal, ...] = () if value is None else (value,)
    else:
        if arabic and re.search(r"[A-Za-z_]$", before):
            return None
        values, length = read_chain(numeral)
        end += length - len(numeral)
        numeral = numeral[:length]
    if not values:
        return None
    count = values[0]
    unit_name, surface = "", ""
    if match["before"]:
        unit_name, surface = CURRENCY_SIGNS[match["before"].upper()], match["before"]
        trailing = _UNIT.match(folded, end)
        if trailing and trailing["unit"] in CURRENCIES:
            end = trailing.end()
    elif unit := _UNIT.match(folded, end):
        entry = UNITS[unit["unit"]]
        is_word = bool(english) and english[0].isalpha() and unit["unit"].isascii() and len(unit["unit"]) <= 2
        is_separate = folded[end] in " -" and not unit["unit"].isascii()
        if folded[unit.end() : unit.end() + 1] == "目" and entry.factor != 1:
            end = unit.end() + 1  # 65分目 is the 65th, not a length of time
        elif not (is_separate and kanji) and not is_word:
            unit_name, surface = entry.name, unit["unit"]
            values = tuple(value * entry.factor for value in values)
            end = unit.end()
            values, end = _read_tail(folded, values, surface, end)
    is_vague = bool(_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(folded, match.end()))
    is_plain = is_vague or (bool(kanji) and _is_plain_kanji(folded, start, kanji, surface, before))
    return Quantity(
        span=Span(start, end),
        values=values,
        unit=unit_name,
        surface_unit=surface,
        is_approximate=len(values) > 1 or bool(_ABOUT_BEFORE.search(before)) or bool(_ABOUT_AFTER.match(folded, end)),
        is_kanji=bool(kanji),
        is_plain_kanji=is_plain,
        is_ordinal=before.endswith("第"),
        is_negative=match["sign"] in ("-", "▲", "△"),
        numeral=numeral,
        count=count,
    )


def _read_tail(folded: str, values: tuple[Decimal, ...], surface: str, end: int) -> tuple[tuple[Decimal, ...], int]:
    """Add what follows a unit and belongs to it: 1時間半, 1時間30分, 3割5分, 2年3か月, 1m50cm."""
    unit = UNITS[surface]
    if unit.takes_half and _HALF.match(folded, end):
        return tuple(value + unit.factor / 2 for value in values), end + 1
    if surface == "割" and (bu := _BU.match(folded, end)):
        points = parse_alternatives(bu["bu"])[0]
        return tuple(value + points for value in values), bu.end()
    more = _TAILS[surface].match(folded, end) if unit.smaller else None
    if more and len(extra := parse_alternatives(more["number"])) == 1:
        added = extra[0] * UNITS[more["unit"]].factor
        # 3m 500cm are two lengths side by side.
        if added < unit.factor:
            return _read_tail(folded, tuple(value + added for value in values), more["unit"], more.end())
    return values, end


def _is_plain_kanji(folded: str, start: int, kanji: str, surface: str, before: str) -> bool:
    if before.endswith("第"):
        return bool(_ORDINAL_IDIOMS.match(folded, start))
    if _IDIOMS.match(folded, start) or _PRECEDED.search(before):
        return True
    if _begins_name(folded, start, len(kanji)):
        return True
    if surface:
        return kanji == "一" and not (surface in UNITS and UNITS[surface].counts_one)
    # Without a counter: a numeral with a magnitude and a digit before it, or positional with a 〇.
    return not (len(kanji) >= 3 and (re.search(r"[十百千][万億]|[一二三四五六七八九][十百千]", kanji) or "〇" in kanji))


def _begins_name(folded: str, start: int, length: int) -> bool:
    """Say whether a kanji numeral is the beginning of a name that the dictionary has: 六本木, 千代田区, 八王子."""
    after = start + length
    if not _CAN_BE_NAMED.match(folded, after):
        return False
    before = _WORDS_BEFORE.search(folded, max(0, start - _MOST_AROUND), start)
    first = before.start() if before else start
    words = _WORDS_AFTER.match(folded, after, after + _MOST_AROUND)
    window = folded[first : words.end() if words else after]
    return any(m.start <= start - first < after - first <= m.end for m in _find_names(window))


@lru_cache(maxsize=512)
def _find_names(window: str) -> tuple[Morpheme, ...]:
    return tuple(m for m in analyse_morphemes(window) if m.sub == "固有名詞")


def _spread_units(folded: str, found: list[Quantity]) -> list[Quantity]:
    """Give the first number of a range the unit of the second (10〜20%, 100〜200万円, 3、4名)."""
    spread: list[Quantity] = []
    for index, quantity in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            following
            and not quantity.unit
            and following.unit
            and not quantity.is_plain_kanji
            and _RANGE.fullmatch(folded, quantity.span.end, following.span.start)
        ):
            factor = UNITS[following.surface_unit].factor if following.surface_unit in UNITS else Decimal(1)
            scale = _find_scale(following.numeral) if quantity.value < 10_000 else Decimal(1)
            values = tuple(dict.fromkeys((quantity.value * factor * scale, quantity.value * factor)))
            quantity = replace(quantity, values=values, unit=following.unit, surface_unit=following.surface_unit)
        spread.append(quantity)
    return spread


def _find_scale(numeral: str) -> Decimal:
    """Return the magnitude a numeral ends in: 10000 for 200万."""
    tail = re.search(r"(?<=\d)[百千]?[万億兆]$|(?<=\d)[百千]$", numeral)
    return (parse_alternatives("1" + tail.group()) or (Decimal(1),))[0] if tail else Decimal(1)

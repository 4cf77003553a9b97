"""Read numerals: Arabic, kanji (positional and with 十百千), mixed (3億2,000万) and English words, into exact decimals.

Own code because the libraries of the field do less: kanjize raises on anything that follows the numeral and knows
neither positional 二〇二六 nor 大字 mixed with Arabic digits; ja-timex 0.2.8 reads dates only. Works on folded text
(`fold`). Left out: units, counters and whether a kanji numeral is meant as a number at all; `quantities` decides that.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from sakura_cli.lexicon import alternation, word_map, words

_TABLE = "quantities/numerals"


def _values(*kinds: str) -> dict[str, int]:
    return {word: int(value) for word, value in word_map(_TABLE, "value", *kinds).items()}


_DIGITS, _SMALL, _LARGE = _values("digit"), _values("multiplier"), _values("magnitude")
_ENGLISH = _values("english one", "english ten")
_ENGLISH_SCALES = _values("english scale", "english letter")

KANJI_DIGIT = "".join(_DIGITS)
_KANJI_SMALL = "".join(_SMALL)
_KANJI_LARGE = "".join(_LARGE)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Some writers put spaces around magnitudes: 105 万人, 1 万 5 千ドル.
_SCALES = (
    rf"[ ]?[{_KANJI_SMALL}]?[{_KANJI_LARGE}]|[{_KANJI_SMALL}](?![{_KANJI_LARGE}])"
    rf"|[ ][千百](?![{_KANJI_LARGE}])(?=[ ]?{alternation(words('quantities/qualifiers', 'in thousands'))})"
)
# Each part can be read in one way only: what could be in two would take time exponential in their number.
ARABIC_NUMERAL = (
    rf"{_ARABIC}(?:(?:{_SCALES})"
    rf"(?:[ ]{_ARABIC}(?=(?:{_SCALES}))|[{KANJI_DIGIT}][{KANJI_DIGIT}{_KANJI_SMALL}]*[{_KANJI_LARGE}]|{_ARABIC})?)*"
)
# Vertical writing parts thousands with 、: 五〇、〇〇〇円.
_GROUPED = (
    rf"(?<![{KANJI_DIGIT}{_KANJI_SMALL}、])[{KANJI_DIGIT}]{{1,3}}(?:、[{KANJI_DIGIT}]{{3}})+"
    rf"(?![{KANJI_DIGIT}{_KANJI_SMALL}万億兆、])"
)
# 京 is part of a name too often to follow kanji: 東京, 一京都.
KANJI_NUMERAL = (
    rf"(?:{_GROUPED}|[{KANJI_DIGIT}{_KANJI_SMALL}][{KANJI_DIGIT}{_KANJI_SMALL}万億兆京]*"
    rf"(?:[・.][{KANJI_DIGIT}]+(?=[%割倍万億ポパ度]))?)"
)
WHOLE_NUMERAL = rf"(?<![\d{KANJI_DIGIT}{_KANJI_SMALL}万億兆])(?:{ARABIC_NUMERAL}|{KANJI_NUMERAL})"
"""A numeral from its first character on."""

_ENGLISH_SCALE = "|".join(words(_TABLE, "english scale"))
_TENS, _ONES = alternation(words(_TABLE, "english ten")), words(_TABLE, "english one")
_ENGLISH_UNDER_100 = rf"(?:{_TENS}(?:[- ]{alternation(_ONES[1:10])})?|{'|'.join(reversed(_ONES))})\b"
ENGLISH_NUMERAL = (
    rf"(?:{_ARABIC}[ -]?(?:{_ENGLISH_SCALE})\b|{_ARABIC}(?:k|bn|mn|[MB])(?![A-Za-z])"
    rf"|\b(?:a|{_ENGLISH_UNDER_100})(?:[ -](?:{_ENGLISH_SCALE})\b)+"
    rf"(?:(?:[ ]and)?[ ]{_ENGLISH_UNDER_100}(?:[ -](?:{_ENGLISH_SCALE})\b)*)*|\b{_ENGLISH_UNDER_100})"
)
GROUPED_KANJI = re.compile(_GROUPED)
_TOKEN = re.compile(
    rf"(?P<arabic>{_ARABIC})|(?P<digits>[{KANJI_DIGIT}]+)|(?P<small>[{_KANJI_SMALL}])|(?P<large>[{_KANJI_LARGE}])"
)
_COUNT = "一二三四五六七八九"
# 二、三 written as 二三: two or three.
_APPROXIMATE = re.compile(rf"{alternation(map(''.join, pairwise(_COUNT)))}(?![〇零{_COUNT}])")


def parse_numeral(numeral: str) -> Decimal | None:
    """Return the value of an Arabic, kanji or mixed numeral, or None where it is none (or has no single value)."""
    values = parse_alternatives(numeral)
    return values[0] if len(values) == 1 else None


def parse_alternatives(numeral: str) -> tuple[Decimal, ...]:
    """Return the values a numeral may have: 二三十 is 20 or 30; usually one, none where it cannot be read."""
    if GROUPED_KANJI.fullmatch(numeral):
        numeral = numeral.replace("、", "")
    if pair := _APPROXIMATE.search(numeral):
        return tuple(
            value
            for digit in pair.group()
            if (value := _parse(numeral[: pair.start()] + digit + numeral[pair.end() :])) is not None
        )
    value = _parse(numeral)
    return () if value is None else (value,)


def parse_english(numeral: str) -> Decimal | None:
    """Return the value of an English numeral: "twenty-five", "120 million", "3.5bn"."""
    total, section = Decimal(0), Decimal(0)
    is_empty = True
    for word in re.findall(rf"{_ARABIC}|[A-Za-z]+", numeral):
        lower = word.lower()
        if lower == "and":
            continue
        if word[0].isdigit():
            section += Decimal(word.replace(",", ""))
        elif lower == "a":
            section += 1
        elif lower in _ENGLISH:
            section += _ENGLISH[lower]
        elif lower == "hundred":
            section = (section or Decimal(1)) * 100
        elif lower in _ENGLISH_SCALES:
            total += (section or Decimal(1)) * _ENGLISH_SCALES[lower]
            section = Decimal(0)
        else:
            return None
        is_empty = False
    return None if is_empty else total + section


def _parse(numeral: str) -> Decimal | None:
    whole, point, fraction = numeral.partition("・")
    if point:
        digits = [_DIGITS[char] for char in fraction if char in _DIGITS]
        scale = fraction.lstrip(KANJI_DIGIT)
        value = _parse(whole)
        if value is None or not digits:
            return None
        value += Decimal("0." + "".join(map(str, digits)))
        return value * _LARGE[scale] if scale in _LARGE else value
    numeral = numeral.replace(" ", "")
    total, section = Decimal(0), Decimal(0)
    current: Decimal | None = None
    position = 0
    for token in _TOKEN.finditer(numeral):
        if token.start() != position:
            return None
        position = token.end()
        if token["arabic"]:
            current = Decimal(token["arabic"].replace(",", ""))
        elif token["digits"]:
            current = Decimal("".join(str(_DIGITS[char]) for char in token["digits"]))
        elif token["small"]:
            section += (Decimal(1) if current is None else current) * _SMALL[token["small"]]
            current = None
        else:
            amount = section + (current or Decimal(0))
            total += (amount or Decimal(1)) * _LARGE[token["large"]]
            section, current = Decimal(0), None
    if position != len(numeral) or not numeral:
        return None
    return total + section + (current or Decimal(0))


def format_number(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = f"{value.normalize():f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

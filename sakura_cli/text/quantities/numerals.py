"""Read numerals: Arabic, kanji (positional and with 十百千), mixed (3億2,000万) and English words, into exact decimals.

Own code because the libraries of the field do less: kanjize raises on anything that follows the numeral and knows
neither positional 二〇二六 nor 大字 mixed with Arabic digits; ja-timex 0.2.8 reads dates only. Works on folded text
(`fold`). Left out: units, counters and whether a kanji numeral is meant as a number at all; `quantities` decides that.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("〇零", "一壱壹", "二弐貳", "三参參", "四肆", "五伍", "六陸", "七漆", "八捌", "九玖")
    )
    for char in chars
}
_SMALL = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "阡": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = {word: value for value, word in enumerate(_ENGLISH_ONES)} | {
    word: 10 * value for value, word in enumerate(_ENGLISH_TENS, 2)
}
_ENGLISH_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "b": 10**9,
}

KANJI_DIGIT = "〇零一壱壹二弐貳三参參四肆五伍六陸七漆八捌九玖"
_KANJI_SMALL = "十拾廿卅百佰千仟阡"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Some writers put spaces around magnitudes: 105 万人, 1 万 5 千ドル.
_SCALES = (
    rf"[ ]?[{_KANJI_SMALL}]?[万億兆京]|[ ]?[千百](?=[ ]?(?:万|億|円|ドル|ユーロ|人|名|件|台|トン|年))|[{_KANJI_SMALL}]"
)
ARABIC_NUMERAL = (
    rf"{_ARABIC}(?:(?:{_SCALES})"
    rf"(?:[ ]?{_ARABIC}(?=(?:{_SCALES}))|[{KANJI_DIGIT}{_KANJI_SMALL}]+[万億兆京]|{_ARABIC})?)*"
)
# Vertical writing parts thousands with 、: 五〇、〇〇〇円.
_GROUPED = (
    rf"(?<![{KANJI_DIGIT}{_KANJI_SMALL}、])[{KANJI_DIGIT}]{{1,3}}(?:、[{KANJI_DIGIT}]{{3}})+"
    rf"(?![{KANJI_DIGIT}{_KANJI_SMALL}万億兆、])"
)
KANJI_NUMERAL = (
    rf"(?:{_GROUPED}|[{KANJI_DIGIT}{_KANJI_SMALL}][{KANJI_DIGIT}{_KANJI_SMALL}万億兆京]*"
    rf"(?:[・.][{KANJI_DIGIT}]+(?=[%割倍万億ポパ度]))?)"
)
_ENGLISH_SCALE = "hundred|thousand|million|billion|trillion"
_TENS, _ONES = "|".join(_ENGLISH_TENS), "|".join(_ENGLISH_ONES[1:10])
_ENGLISH_UNDER_100 = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{'|'.join(reversed(_ENGLISH_ONES))})\b"
ENGLISH_NUMERAL = (
    rf"(?:{_ARABIC}[ -]?(?:{_ENGLISH_SCALE})\b|{_ARABIC}(?:k|bn|mn|[MB])(?![A-Za-z])"
    rf"|\b(?:a|{_ENGLISH_UNDER_100})(?:[ -](?:{_ENGLISH_SCALE})\b)+"
    rf"(?:(?:[ ]and)?[ ]{_ENGLISH_UNDER_100}(?:[ -](?:{_ENGLISH_SCALE})\b)*)*|\b{_ENGLISH_UNDER_100})"
)
GROUPED_KANJI = re.compile(_GROUPED)
_TOKEN = re.compile(
    rf"(?P<arabic>{_ARABIC})|(?P<digits>[{KANJI_DIGIT}]+)|(?P<small>[{_KANJI_SMALL}])|(?P<large>[万億兆京])"
)
_APPROXIMATE = re.compile(r"(?:一二|二三|三四|四五|五六|六七|七八|八九)(?![〇零一二三四五六七八九])")


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

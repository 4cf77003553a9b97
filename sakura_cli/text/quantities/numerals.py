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
_ENGLISH_PARTS = _values("english part")

KANJI_DIGIT = "".join(_DIGITS)
_KANJI_SMALL = "".join(_SMALL)
_KANJI_LARGE = "".join(_LARGE)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Some writers put spaces around magnitudes: 105 万人, 1 万 5 千ドル.
_SCALES = (
    rf"[ ]?[{_KANJI_SMALL}]?[{_KANJI_LARGE}]|[{_KANJI_SMALL}](?![{_KANJI_LARGE}])"
    rf"|[ ][千百](?![{_KANJI_LARGE}])(?=[ ]?{alternation(words('quantities/qualifiers', 'in thousands'))})"
)
# Four magnitudes, each with its thousands, hundreds and tens: what goes on is another numeral.
_MOST_SCALES = 16
# Each part can be read in one way only: what could be in two would take time exponential in their number.
ARABIC_NUMERAL = (
    rf"{_ARABIC}(?:(?:{_SCALES})"
    rf"(?:[ ]{_ARABIC}(?=(?:{_SCALES}))|[{KANJI_DIGIT}][{KANJI_DIGIT}{_KANJI_SMALL}]*[{_KANJI_LARGE}]|{_ARABIC})?)"
    rf"{{0,{_MOST_SCALES}}}"
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
SCALE_AHEAD = rf"[ -](?:of[ ])?(?:an?[ ])?(?:{_ENGLISH_SCALE})\b"
"""What makes a share one of a magnitude: half| a million."""

# half a million, three quarters of a billion, two and a half million.
_PARTS = alternation(words(_TABLE, "english part"))
_SHARE_OF_SCALE = (
    rf"\b(?:(?:an?|one|two|three)[ -])?{_PARTS}{SCALE_AHEAD}"
    rf"|(?:\b(?:an?|{'|'.join(_ONES[1:10])})|{_ARABIC})[ ]and[ ]a[ ]{_PARTS}[ -](?:{_ENGLISH_SCALE})\b"
)
# two and a half, 2 and a quarter: of what stands behind it.
_AND_A_PART = rf"(?:\b(?:{'|'.join(_ONES[1:10])})|(?<![\d.,]){_ARABIC})[ ]and[ ]a[ ](?:half|quarter)\b"
_ENGLISH_UNDER_100 = rf"(?:{_TENS}(?:[- ]{alternation(_ONES[1:10])})?|{'|'.join(reversed(_ONES))})\b"
ENGLISH_NUMERAL = (
    rf"(?:{_SHARE_OF_SCALE}|{_AND_A_PART}"
    rf"|{_ARABIC}[ -]?(?:{_ENGLISH_SCALE})\b|{_ARABIC}(?:k|bn|mn|(?-i:[MB]))(?![A-Za-z0-9²³])"
    rf"|\b(?:a|{_ENGLISH_UNDER_100})(?:[ -](?:{_ENGLISH_SCALE})\b)+"
    rf"(?:(?:[ ]and)?[ ]{_ENGLISH_UNDER_100}(?:[ -](?:{_ENGLISH_SCALE})\b)*)*|\b{_ENGLISH_UNDER_100})"
)
SHORT_MILLIONS = rf"{_ARABIC}(?-i:[mb])(?![A-Za-z0-9²³])"
"""Millions or billions in a small letter, which only money has: elsewhere 5m is a length."""

GROUPED_KANJI = re.compile(_GROUPED)
_TOKEN = re.compile(
    rf"(?P<blank>[ ])|(?P<arabic>{_ARABIC})|(?P<digits>[{KANJI_DIGIT}]+)"
    rf"|(?P<small>[{_KANJI_SMALL}])|(?P<large>[{_KANJI_LARGE}])"
)
_SHARE = re.compile(
    rf"(?:(?P<whole>\b[A-Za-z]+|(?<!\d){_ARABIC})[ ]and[ ]a[ ])?(?P<part>{_PARTS})(?=[ -])", re.IGNORECASE
)
_WITH_PART = re.compile(_AND_A_PART, re.IGNORECASE)
_ARTICLES = ("a", "an")
_UNBOUNDED = Decimal("Infinity")
_MOST_DIGIT = 9
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


def read_chain(numeral: str) -> tuple[tuple[Decimal, ...], int]:
    """Return the values a numeral may have and where it ends: of 10万20万 the first alone is one, 三十二十 is none."""
    if values := parse_alternatives(numeral):
        return values, len(numeral)
    value, end = _read_first(numeral)
    return ((value,) if value is not None else ()), end


def parse_english(numeral: str) -> Decimal | None:
    """Return the value of an English numeral: "twenty-five", "120 million", "3.5bn", "half a million"."""
    if share := _SHARE.search(numeral):
        return _parse_share(numeral, share)
    if _WITH_PART.fullmatch(numeral):
        whole, _, part = numeral.lower().rpartition(" and a ")
        number = parse_english(whole)
        return None if number is None else number + 1 / Decimal(_ENGLISH_PARTS[part])
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
    value, end = _read_first(numeral)
    return value if end == len(numeral) else None


def _read_first(numeral: str) -> tuple[Decimal | None, int]:
    """Return the value of the first numeral of a chain and where it ends.

    What follows a multiplier is less than it, or it belongs to another numeral, which only figures can begin.
    """
    total, section = Decimal(0), Decimal(0)
    current: Decimal | None = None
    below_large = below_small = _UNBOUNDED
    last_figures: tuple[Decimal, int] | None = None
    position, is_kanji = 0, False
    for token in _TOKEN.finditer(numeral):
        if token.start() != position:
            return None, 0
        position = token.end()
        if token["arabic"] and current is None:
            if token.start():
                last_figures = total + section, len(numeral[: token.start()].rstrip())
            current, is_kanji = Decimal(token["arabic"].replace(",", "")), False
        elif token["digits"] and current is None:
            current, is_kanji = Decimal("".join(str(_DIGITS[char]) for char in token["digits"])), True
        elif token["small"] and not (is_kanji and _is_written_out(current)):
            part = (Decimal(1) if current is None else current) * _SMALL[token["small"]]
            if part >= below_small:
                return last_figures or (None, 0)
            section, current, below_small = section + part, None, Decimal(_SMALL[token["small"]])
        elif token["large"]:
            if (current or 0) >= below_small:
                return last_figures or (None, 0)
            is_bare = current is None and below_small == _UNBOUNDED
            part, large = Decimal(1) if is_bare else section + (current or 0), Decimal(_LARGE[token["large"]])
            if below_large < large and part < below_large:
                # 3万2,000億 are 32,000 of them.
                part, total = total + part, Decimal(0)
            elif part * large >= below_large:
                return last_figures or (None, 0)
            total, below_large = total + part * large, large
            section, current, below_small = Decimal(0), None, _UNBOUNDED
        elif token["blank"] is None:
            return last_figures or (None, 0)
    if position != len(numeral) or not numeral.strip():
        return None, 0
    if (current or 0) >= below_small or section + (current or 0) >= below_large:
        return last_figures or (None, 0)
    return total + section + (current or Decimal(0)), position


def _is_written_out(digits: Decimal | None) -> bool:
    """Say whether kanji digits are more than a multiplier may have: 二五 in 二五十, but not 五〇〇 in 五〇〇千."""
    return digits is not None and digits > _MOST_DIGIT and digits % (_MOST_DIGIT + 1) != 0


def _parse_share(numeral: str, share: re.Match[str]) -> Decimal | None:
    """Return the value of a share of a magnitude, or of a number with one: half a million, two and a half million."""
    scale = Decimal(_ENGLISH_SCALES[numeral.split()[-1].rpartition("-")[2].lower()])
    part = 1 / Decimal(_ENGLISH_PARTS[share["part"].lower()])
    before = numeral[: share.start()].strip(" -").lower()
    if whole := share["whole"]:
        number = Decimal(1) if whole.lower() in _ARTICLES else parse_english(whole)
        return None if number is None else (number + part) * scale
    count = Decimal(1) if not before or before in _ARTICLES else parse_english(before)
    return None if count is None else count * part * scale


def format_number(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = f"{value.normalize():f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

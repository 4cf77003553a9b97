"""Numbers that hide in words: both, twice, 21st, the 1990s, a decade, 両, 倍, 半分.

From the table `quantities/number_words`. They count where a translation is looked up, because one language says in a
word what the other says in figures. Left out: numerals proper, which `numerals` reads.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sakura_cli.lexicon import alternation, word_map, words
from sakura_cli.text.quantities.numerals import parse_english
from sakura_cli.text.quantities.units import UNIT_PATTERN, UNITS

_TABLE = "quantities/number_words"


def _values(kind: str) -> dict[str, int]:
    return {word: int(value) for word, value in word_map(_TABLE, "value", kind).items()}


_ENGLISH, _JAPANESE = _values("english"), _values("japanese")
# Words for spans of time, in months.
_SPANS = _values("span")
_ORDINAL = re.compile(
    r"\b(?P<figures>\d+)(?:st|nd|rd|th)\b|\b(?P<decade>\d{2,4})s\b"
    r"|\b(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?P<ones>[a-z]+)\b"
)
_LATIN_WORD = re.compile(r"[a-z]+")
# Half an hour and 半日 are halves of a unit.
_HALF_UNIT = re.compile(rf"(?:\bhalf an? |半)(?P<unit>{UNIT_PATTERN})(?![A-Za-z])")
_PHRASES = _values("english phrase")
_HALF = re.compile(rf"{alternation(words(_TABLE, 'half'))}|\bhalf\b|\bhalves\b")


def find_word_numbers(folded: str) -> set[Decimal]:
    """Return the numbers a folded text states in words."""
    lower = folded.lower()
    numbers = {Decimal(value) for phrase, value in _PHRASES.items() if phrase in lower}
    for phrase in _PHRASES:
        lower = lower.replace(phrase, " ")
    numbers |= {Decimal(_ENGLISH[word]) for word in set(_LATIN_WORD.findall(lower)) & _ENGLISH.keys()}
    for match in _ORDINAL.finditer(lower):
        if match["tens"]:
            numbers.add((parse_english(match["tens"]) or Decimal(0)) + _ENGLISH.get(match["ones"], 0))
        else:
            numbers.add(Decimal(match["figures"] or match["decade"]))
    numbers.update(Decimal(number) for word, number in _JAPANESE.items() if word in folded)
    return numbers


def find_word_measures(folded: str) -> set[tuple[Decimal, str]]:
    """Return the shares and spans of time a folded text states in words, with their canonical units."""
    lower = folded.lower()
    measures = {(Decimal(months), "month") for word, months in _SPANS.items() if word in lower}
    measures |= {(UNITS[half["unit"]].factor / 2, UNITS[half["unit"]].name) for half in _HALF_UNIT.finditer(lower)}
    if _HALF.search(lower):
        measures |= {(Decimal("0.5"), "fraction"), (Decimal(50), "%")}
    return measures

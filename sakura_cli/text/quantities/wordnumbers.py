"""Numbers that hide in words: both, twice, 21st, the 1990s, a decade, 両, 倍, 半分.

They count where a translation is looked up, because one language says in a word what the other says in figures. Left
out: numerals proper, which `numerals` reads.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sakura_cli.text.quantities.numerals import parse_english

_WORDS = """
once 1 single 1 first 1 both 2 couple 2 pair 2 twin 2 twice 2 double 2 doubled 2 doubling 2 doubles 2 second 2
biennial 2
triple 3 tripled 3 trio 3 third 3 quadruple 4 quarter 4 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10
decade 10 decades 10
teen 10 teens 10 teenage 10 teenager 10 teenagers 10 eleventh 11 dozen 12 twelfth 12 thirteenth 13
fourteenth 14 fortnight 14 fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19 twentieth 20 twenties 20
thirtieth 30 thirties 30 forties 40 fifties 50 sixties 60 seventies 70 eighties 80 nineties 90
"""
_ENGLISH = {word: int(number) for word, number in re.findall(r"(\w+) (\d+)", _WORDS)}
_JAPANESE = {"両": 2, "倍": 2, "双": 2, "初": 1, "ダース": 12, "ひとり": 1, "ふたり": 2, "ふたつ": 2, "みっつ": 3}
_ORDINAL = re.compile(
    r"\b(?P<figures>\d+)(?:st|nd|rd|th)\b|\b(?P<decade>\d{2,4})s\b"
    r"|\b(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?P<ones>[a-z]+)\b"
)
_LATIN_WORD = re.compile(r"[a-z]+")
_HALF = re.compile(r"半分|半数|過半|半ば|半(?=[年月日期額])|\bhalf\b|\bhalves\b")
# Words for spans of time, in months.
_SPANS = {"decade": 120, "biennial": 24, "century": 1200, "half a year": 6, "半年": 6}


def find_word_numbers(folded: str) -> set[Decimal]:
    """Return the numbers a folded text states in words."""
    lower = folded.lower()
    numbers = {Decimal(_ENGLISH[word]) for word in set(_LATIN_WORD.findall(lower)) & _ENGLISH.keys()}
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
    if _HALF.search(lower):
        measures |= {(Decimal("0.5"), "fraction"), (Decimal(50), "%")}
    return measures

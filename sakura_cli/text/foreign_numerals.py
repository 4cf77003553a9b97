"""Rewrite numerals and dates of Chinese, Korean, German, French and Spanish so that `facts` can read them.

Character for character, so that positions stay. Left out: numbers in words (zwölf, doce), which nothing finds.
"""

from __future__ import annotations

import re

from sakura_cli.text.languages import LanguageCode

_KOREAN = dict(zip("년월일시분초만억조천엔명개회층살", "年月日時分秒万億兆千円名個回階歳", strict=True))
_KOREAN_UNIT = re.compile(rf"(?<=[\d만억조천])(?P<space>\s?)(?P<unit>[{''.join(_KOREAN)}])")
_CHINESE_WORDS = {"亿": "億", "日元": "円 ", "日圆": "円 ", "美元": "ドル"}
_CHINESE_CLOCK = re.compile(r"(?<=\d)[点时](?!\d{3})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u202f\u00a0 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+,\d+")
# Months as English writes them, filled up to the length of the word they stand for.
_MONTHS: dict[LanguageCode, str] = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
# Words after a number; what replaces them is not longer.
_WORDS: dict[LanguageCode, dict[str, str]] = {
    "de": {"Millionen": "million", "Million": "million", "Milliarden": "billion", "Milliarde": "billion"}
    | {"Prozent": "percent", "Euro": "euro", "Dollar": "dollar"},
    "fr": {"millions": "million", "milliards": "billion", "milliard": "billion", "heures": "hours"},
    "es": {"mil millones": "billion", "millones": "million", "millón": "million", "yenes": "yen", "dólares": "dollars"},
}
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def to_checkable(text: str, language: LanguageCode) -> str:
    """Return a text of the same length whose numerals and dates are those `find_facts` knows."""
    if language == "zh":
        for word, known in _CHINESE_WORDS.items():
            text = text.replace(word, known.ljust(len(word)) if len(known) <= len(word) else word)
        return _CHINESE_CLOCK.sub("時", text)
    if language == "ko":
        return _KOREAN_UNIT.sub(lambda match: match["space"] + _KOREAN[match["unit"]], text)
    if language not in _MONTHS:
        return text
    swapped = _GROUPED.sub(lambda match: _to_english(match.group(), language), text)
    for month, english in zip(_MONTHS[language].split(), _ENGLISH.split(), strict=True):
        swapped = _pad(rf"(?<=\d)(?:\.? |\.? de ){month}\b(?: de(?= \d{{4}}))?", f" {english}", swapped)
    for word, known in _WORDS.get(language, {}).items():
        swapped = _pad(rf"(?<=\d )(?:de )?{word}\b", known, swapped)
    return swapped


def _pad(pattern: str, word: str, text: str) -> str:
    """Replace what a pattern finds by a word, filled up with blanks to the same length."""
    return re.sub(pattern, lambda match: word.ljust(len(match.group())), text)


def _to_english(number: str, language: LanguageCode) -> str:
    """Return a number with a point for the fraction and commas for thousands; a blank in it becomes a comma."""
    if language == "fr" or " " in number or "\u202f" in number or "\u00a0" in number:
        return re.sub(r"[\u202f\u00a0 ]", ",", number.replace(",", "."))
    return number.translate(str.maketrans(".,", ",."))

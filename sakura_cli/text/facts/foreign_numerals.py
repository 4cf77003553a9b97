"""Rewrite numerals, dates and weekdays of Chinese, Korean, German, French and Spanish so that `facts` can read them.

Character for character, so that positions stay. Left out: numbers in words (zwölf, doce), which nothing finds.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, read_table
from sakura_cli.text.dates import MONTH_NAMES, WEEKDAY_NAMES, WEEKDAYS
from sakura_cli.text.languages import LanguageCode

_KOREAN = dict(zip("년월일시분초만억조천엔명개회층살", "年月日時分秒万億兆千円名個回階歳", strict=True))
_KOREAN_UNIT = re.compile(rf"(?<=[\d만억조천])(?P<space>\s?)(?P<unit>[{''.join(_KOREAN)}])")
_CHINESE_TRILLIONS = re.compile(r"(?P<number>\d[\d,.]*)万亿")
_CHINESE_WEEK = alternation(row["word"] for row in read_table("facts/foreign") if row["kind"] == "weekday")
_CHINESE_WEEKDAY = re.compile(
    rf"(?:{_CHINESE_WEEK}|(?<![一二两三四五六七八九十几数\d])周)(?P<day>[一二三四五六日天])(?!年)"
)
_CHINESE_DAYS = dict(zip("一二三四五六日天", f"{WEEKDAYS}日", strict=True))
_KOREAN_WEEKDAY = re.compile(r"(?<![가-힣])(?P<day>[월화수목금토일])(?P<rest>요일|(?=[)）]))")
_KOREAN_DAYS = dict(zip("월화수목금토일", WEEKDAYS, strict=True))
_CHINESE_CLOCK = re.compile(r"(?<=\d)[点时](?!\d{3})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u202f\u00a0 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+,\d+")
# Words after a number; what replaces them is not longer.
_WORDS = {
    language: {
        row["word"]: row["value"]
        for row in read_table("facts/foreign")
        if row["kind"] == "unit" and row["language"] == language
    }
    for language in ("zh", "de", "fr", "es")
}
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def to_checkable(text: str, language: LanguageCode) -> str:
    """Return a text of the same length whose numerals and dates are those `find_facts` knows."""
    if language == "zh":
        text = _CHINESE_TRILLIONS.sub(lambda match: f" {match['number']}兆", text)
        for word, known in _WORDS[language].items():
            text = text.replace(word, known.ljust(len(word)))
        text = _CHINESE_WEEKDAY.sub(lambda match: f"{_CHINESE_DAYS[match['day']]}曜".ljust(len(match.group())), text)
        return _CHINESE_CLOCK.sub("時", text)
    if language == "ko":
        text = _KOREAN_WEEKDAY.sub(lambda match: f"{_KOREAN_DAYS[match['day']]}{'曜日' if match['rest'] else ''}", text)
        return _KOREAN_UNIT.sub(lambda match: match["space"] + _KOREAN[match["unit"]], text)
    if language not in _WORDS:
        return text
    swapped = _GROUPED.sub(lambda match: _to_english(match.group(), language), text)
    for month, english in zip(MONTH_NAMES[language], _ENGLISH.split(), strict=True):
        swapped = _pad(rf"(?<=\d)(?:\.? |\.? de ){month}\b(?: de(?= \d{{4}}))?", f" {english}", swapped)
    for weekday, sign in zip(WEEKDAY_NAMES[language], WEEKDAYS, strict=True):
        swapped = _pad(rf"(?i:\b{weekday}\b)", f"{sign}曜", swapped)
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

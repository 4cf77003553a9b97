"""The languages sakura translates between: their names, and which of them a text is written in.

By script, then by the commonest words of those that share one. Left out: every other language, which is reported as
none; texts in several languages, of which the one with the most letters counts.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from sakura_cli.localization import gettext as _

# The languages there are to choose from; the rest of the text rooms knows them by this module.
from sakura_cli.options.translation import LanguageCode as LanguageCode

LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
LANGUAGE_NAMES: dict[LanguageCode, str] = {
    "ja": _("Japanese"),
    "en": _("English"),
    "zh": _("Chinese"),
    "ko": _("Korean"),
    "de": _("German"),
    "fr": _("French"),
    "es": _("Spanish"),
}
# Languages that put no spaces between words and sentences.
UNSPACED_LANGUAGES = frozenset({"ja", "zh"})

_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
_HAN = re.compile(r"[㐀-鿿\uf900-\ufaff𠀀-𲎯々]")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅣ]")
_WORD = re.compile(r"[a-zà-öø-ÿœßñ]+")
# Written in Chinese and not in Japanese: simplified forms and function words that Japanese writes in kana.
_CHINESE = re.compile(
    "[这说们为对时吗么发过还问题让见关开书东车长门马鸟鱼语话请谢给经现实应该种样义业产员单变术动电脑络哪你您她吧呢啊嗎說這們沒那]"
)
# Of a text in kanji alone so many must be of those for it to be Chinese: headings in Japanese hold none.
_MIN_CHINESE_SHARE = 0.04
# Kana are about half of ordinary Japanese; a Chinese text may quote some.
_MIN_KANA_SHARE = 0.1
_COMMON_WORDS: dict[LanguageCode, str] = {
    "en": "the of and to in is that for it with as was on are be this by from have not you at or an we",
    "de": "der die das und ist nicht ein eine zu den mit von für auf sich dem im werden wird auch es sie",
    "fr": "le la les des et est un une du que qui dans pour pas sur avec ce par au vous nous il je sont",
    "es": "el la los las de y es un una que en por con para del se no su al lo como más está son",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_MARKS: dict[LanguageCode, str] = {"de": "äöüß", "fr": "çœèêàùâîôë", "es": "ñ¿¡áíóú"}


def detect_language(text: str) -> LanguageCode | None:
    """Return the language most of a text is written in, or None where it has no letters of one sakura knows."""
    kana, han, hangul = (len(pattern.findall(text)) for pattern in (_KANA, _HAN, _HANGUL))
    words = _WORD.findall(text.lower())
    # A Latin word says about as much as two Japanese characters.
    if hangul > max(kana + han, len(words)):
        return "ko"
    if kana + han and 2 * (kana + han) >= len(words):
        return _tell_chinese(text, kana, han)
    return _tell_latin(text, words)


def _tell_chinese(text: str, kana: int, han: int) -> LanguageCode:
    if kana >= _MIN_KANA_SHARE * (kana + han):
        return "ja"
    return "zh" if len(_CHINESE.findall(text)) >= max(1, _MIN_CHINESE_SHARE * han) else "ja"


def _tell_latin(text: str, words: list[str]) -> LanguageCode | None:
    if not words:
        return None
    counts = Counter(words)
    scores = {language: float(sum(counts[word] for word in known)) for language, known in _WORDS.items()}
    for language, marks in _MARKS.items():
        scores[language] += sum(text.lower().count(mark) for mark in marks)
    # English is what most short labels and commands are in.
    return max(scores, key=lambda language: (scores[language], language == "en"))

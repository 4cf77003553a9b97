"""Words that a translation left in the language of the source, and names that it rightly keeps in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.spans import Span
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.languages import LanguageCode

_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9_./@#-])[a-z]{3,}(?![A-Za-z0-9_@/]|\.[a-z])")
_LETTERS = re.compile(r"[A-Za-z]+")
# Not after a digit: units are abbreviated in Japanese (15 kilometres: 15km).
_FRAGMENT = re.compile(r"(?<![A-Za-z0-9 ])[A-Za-z]*[a-z]{2,}[A-Za-z]*")
_NAME = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?![A-Za-z0-9_])")
_CJK_RUN = re.compile(r"[ぁ-ヺー一-龠々가-힣]+")
_CJK_LANGUAGES = frozenset(("ja", "zh", "ko"))


def find_leftover(words: str, translation: str) -> str:
    """Return an ordinary word of a Latin source that the translation still has, or a piece of one; else nothing."""
    known = set(_SMALL_WORD.findall(words))
    if left := next((word for word in _SMALL_WORD.findall(translation) if word in known), ""):
        return left
    whole = {word.lower() for word in _LETTERS.findall(words)}
    return next((word for word in _FRAGMENT.findall(translation) if word.lower() not in whole), "")


def find_leftovers(segment: Segment, translation: str, source: LanguageCode, target: LanguageCode) -> list[Span]:
    """Return where whole words of the source stand in a translation, those side by side as one."""
    visible = translation
    for piece in sorted({piece for piece, is_protected in segment.pieces() if is_protected}, key=len, reverse=True):
        visible = visible.replace(piece, "\0" * len(piece))
    spans: list[Span] = []
    for span in _find_words(segment.words, visible, source, target):
        if spans and not visible[spans[-1].end : span.start].strip():
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def find_kept_names(segment: Segment, translation: str) -> list[Span]:
    """Return where names stand in a Latin source that the translation has letter for letter."""
    kept = set(_NAME.findall(translation))
    spans = (Span(*match.span()) for match in _NAME.finditer(segment.text) if match.group() in kept)
    return [span for span in spans if segment.is_free(span)]


def _find_words(words: str, translation: str, source: LanguageCode, target: LanguageCode) -> Iterator[Span]:
    if target in _CJK_LANGUAGES and source not in _CJK_LANGUAGES:
        known = set(_SMALL_WORD.findall(words))
        yield from (Span(*each.span()) for each in _SMALL_WORD.finditer(translation) if each.group() in known)
    elif source in _CJK_LANGUAGES and target not in _CJK_LANGUAGES:
        yield from (Span(*each.span()) for each in _CJK_RUN.finditer(translation))

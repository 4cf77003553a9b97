"""Names without a telling end: people, places, companies and foreign names, by what the dictionary says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.morphology import Morpheme, is_known_word
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.entities.phrases import FOREIGN, KANJI, KATAKANA, LATIN, Mention
from sakura_cli.tasks.extraction.entities.words import Category
from sakura_cli.text.names import is_loanword

_TEAM = re.compile(alternation(words("names/marks", "team")))
_CLUB_MARKS = word_set("names/marks", "club")
_ERAS, _POLITICAL_NAMES = word_set("names/proper_nouns", "era"), word_set("names/proper_nouns", "political")
# What follows a surname without being a given name.
_AFTER_SURNAMES = word_set("names/marks", "surname") | word_set("names/titles") | word_set("names/honorifics")


def find_proper(text: str, phrase: Sequence[Morpheme]) -> Iterator[Mention]:
    """Find proper nouns in a phrase without a telling suffix: people, places, companies, unknown foreign names."""
    index = 0
    while index < len(phrase):
        m = phrase[index]
        end = index + 1
        mention: Mention | None = None
        if m.sub2 == "人名":
            while end < len(phrase) and (phrase[end].sub2 == "人名" or _continues_foreign(phrase, end)):
                end += 1
            end = _take_given_name(phrase, index, end)
            mention = Mention(Span(m.start, phrase[end - 1].end), "person", 2)
        elif _is_foreign_name(phrase, index):
            while end < len(phrase) and _continues_foreign(phrase, end):
                end += 1
            mention = _read_foreign(text, phrase, index, end)
            if end < len(phrase) and phrase[end].sub2 == "地名" and mention and mention.weight == 1:
                end += 1
                mention = Mention(Span(m.start, phrase[end - 1].end), "organisation", 2)
        elif m.sub == "固有名詞" and m.sub2 == "地名":
            while end < len(phrase) and phrase[end].sub2 == "地名":
                end += 1
            mention = Mention(Span(m.start, phrase[end - 1].end), "place", 2)
            if end < len(phrase) and _is_foreign_name(phrase, end):
                # 京都フローラ: what a place lends its name to.
                while end < len(phrase) and _continues_foreign(phrase, end):
                    end += 1
                mention = Mention(Span(m.start, phrase[end - 1].end), "organisation", 2)
        elif m.sub == "固有名詞" and not _is_era(phrase, index):
            category: Category = "political" if m.surface in _POLITICAL_NAMES else "company"
            mention = Mention(Span(m.start, m.end), category, 3 if category == "political" else 2)
        elif LATIN.fullmatch(m.surface) and m.surface[0].isupper() and len(m.surface) > 1:
            while end < len(phrase) and _continues_latin(phrase, end):
                end += 1
            span = Span(m.start, phrase[end - 1].end)
            is_club = m.surface in _CLUB_MARKS and end > index + 1
            if is_club or phrase[end - 1].sub2 == "地名" or _TEAM.match(text, span.end):
                mention = Mention(span, "organisation", 2)
            elif not is_known_word(span.cut(text)):
                mention = Mention(span, "product", 1)
        if mention is not None:
            yield mention
        index = end


def _continues_latin(phrase: Sequence[Morpheme], index: int) -> bool:
    m = phrase[index]
    if KATAKANA.fullmatch(m.surface) and phrase[index - 1].surface not in _CLUB_MARKS:
        return False
    if LATIN.fullmatch(m.surface) or m.sub2 == "地名" or _continues_foreign(phrase, index):
        return True
    return bool(KATAKANA.fullmatch(m.surface)) and not is_loanword(m.surface)


def _take_given_name(phrase: Sequence[Morpheme], start: int, end: int) -> int:
    """Take in what follows a surname to the end of a phrase of kanji, or a number of kings: 島津忠恒, ラムセス2世."""
    if end + 1 < len(phrase) + 1 and phrase[end : end + 1] and phrase[end].sub == "数詞":
        if end + 1 < len(phrase) and phrase[end + 1].surface == "世":
            return end + 2
        return end
    if end == start + 1 and phrase[start].sub3 == "姓" and end < len(phrase):
        rest = "".join(m.surface for m in phrase[end:])
        if len(rest) <= 3 and KANJI.fullmatch(rest) and rest not in _AFTER_SURNAMES:
            return len(phrase)
    elif end == len(phrase) - 1 and phrase[end - 1].sub3 == "名" and end - start == 2:
        last = phrase[end].surface
        if len(last) == 1 and KANJI.fullmatch(last) and last not in _AFTER_SURNAMES:
            return len(phrase)
    return end


def _read_foreign(text: str, phrase: Sequence[Morpheme], start: int, end: int) -> Mention | None:
    span = Span(phrase[start].start, phrase[end - 1].end)
    words = span.cut(text)
    if _TEAM.match(text, span.end):
        return Mention(span, "organisation", 3)
    if "・" in words or "＝" in words:
        parts = [part for part in re.split("[・＝]", words) if part]
        return Mention(span, "person", 1 if all(is_loanword(part) for part in parts) else 2)
    if phrase[start].sub2 == "地名":
        return Mention(span, "place", 2)
    if end == start + 1 and phrase[start].sub == "固有名詞":
        return None if _is_era(phrase, start) else Mention(span, "company", 2)
    return Mention(span, "person", 1) if len(words) > 2 and not is_known_word(words) else None


def _is_era(phrase: Sequence[Morpheme], index: int) -> bool:
    return phrase[index].surface in _ERAS


def _is_foreign_name(phrase: Sequence[Morpheme], index: int) -> bool:
    """Say whether a foreign name begins here: katakana that is no ordinary loanword, or one joined by ・."""
    m = phrase[index]
    if not KATAKANA.fullmatch(m.surface):
        return False
    if index + 2 < len(phrase) and phrase[index + 1].surface in ("・", "＝") and len(m.surface) > 1:
        return True
    return not is_loanword(m.surface) and len(m.surface) > 2


def _continues_foreign(phrase: Sequence[Morpheme], index: int) -> bool:
    surface = phrase[index].surface
    if surface in ("・", "＝") and index + 1 < len(phrase):
        return bool(FOREIGN.match(phrase[index + 1].surface))
    return bool(KATAKANA.fullmatch(surface) or (LATIN.fullmatch(surface) and phrase[index - 1].surface in ("・", "＝")))

"""Terms: the noun phrases of a text that some class of things may have for a name, whatever the class is.

By morphology alone. Left out: whether a term belongs to a class, which a model says, and what is told in clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.entities.phrases import KANJI, Mention, find_phrases
from sakura_cli.text.facts import find_facts

_LINE = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"[「『](?P<words>[^「」『』\n。、]{1,20})[」』]")
_FORMAL = word_set("names/formal_nouns")
_AFTER_NAMES = word_set("names/titles") | word_set("names/honorifics")
_NUMBERED = frozenset({"number", "amount", "percent", "date", "weekday", "time", "url", "mail", "phone"})
_MOST_CHARACTERS = 40
_VERBS = ("動詞", "形容詞")
_DOING = "為る"


def find_terms(text: str, mentions: Sequence[Mention] = ()) -> list[Span]:
    """Return where terms stand, in order and without overlaps; a name that rules have found is one as it is."""
    phrases = [span for line in _LINE.finditer(text) for span in _find_in_line(line.group(), line.start())]
    # What only begins a longer term is none: メニエール in メニエール病, but 田村 in 田村課長 is.
    taken = [mention.span for mention in mentions if not any(_continues(text, mention.span, p) for p in phrases)]
    taken += [Span(*match.span("words")) for match in _QUOTED.finditer(text) if _is_free(match.span("words"), taken)]
    numbers = [fact.span for fact in find_facts(text) if fact.kind in _NUMBERED]
    found = [
        span
        for span in phrases
        if _is_free(span, taken)
        and not any(number.start <= span.start and span.end <= number.end for number in numbers)
    ]
    return sorted([*taken, *found])


def _find_in_line(line: str, offset: int) -> Iterator[Span]:
    morphemes = analyse_morphemes(line, offset)
    places = {m.start: index for index, m in enumerate(morphemes)}
    for phrase in find_phrases(_join_modifiers(morphemes)):
        following = places[phrase[-1].start] + 1
        if following < len(morphemes) and _makes_verb(phrase[-1], morphemes[following]):
            continue
        words = _strip(phrase)
        if words:
            span = Span(words[0].start, words[-1].end)
            if span.end - span.start <= _MOST_CHARACTERS and _can_name(line[span.start - offset : span.end - offset]):
                yield span


def _join_modifiers(morphemes: Sequence[Morpheme]) -> list[Morpheme]:
    """Take an adjectival noun before a noun for a part of it: メカニカルシール, 非常停止ボタン."""
    return [
        m._replace(pos="名詞", sub="普通名詞")
        if m.pos == "形状詞" and m.sub == "一般" and following is not None and following.pos == "名詞"
        else m
        for m, following in zip(morphemes, [*morphemes[1:], None], strict=False)
    ]


def _makes_verb(last: Morpheme, following: Morpheme) -> bool:
    return last.sub2 == "サ変可能" and following.is_verb and following.norm == _DOING


def _strip(phrase: Sequence[Morpheme]) -> Sequence[Morpheme]:
    """Return a phrase without a number and its counter at the beginning, and without a suffix that is none's name."""
    words = [m for m in phrase if m.pos not in _VERBS] if len(phrase) == 1 else list(phrase)
    while words and words[-1].surface in _FORMAL and len(words) > 1 and words[-1].pos == "接尾辞":
        words.pop()
    if words and words[0].sub == "数詞" and all("助数詞" in m.sub2 or m.sub == "数詞" for m in words):
        return []
    return words


def _can_name(words: str) -> bool:
    """Say whether words can be the name of something by themselves."""
    return words not in _FORMAL and (len(words) > 1 or bool(KANJI.fullmatch(words)))


def _continues(text: str, name: Span, phrase: Span) -> bool:
    rest = text[name.end : phrase.end]
    return phrase.start == name.start and name.end < phrase.end and rest not in _AFTER_NAMES


def _is_free(span: tuple[int, int], taken: Sequence[Span]) -> bool:
    return all(span[1] <= other.start or other.end <= span[0] for other in taken)

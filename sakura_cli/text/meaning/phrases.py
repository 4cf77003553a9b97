"""Phrases (文節) of a sentence: content words with particles and endings after them, and how each joins what follows.

A flat reading without a parser of dependencies: a phrase that modifies stands before what it modifies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.meaning.content import begins_postposition, list_words, spell

Joint = Literal["", "attributive", "condition", "coordinate", "contrast", "reason", "quote", "nominal"]
"""How a phrase joins what follows: as an argument, to a noun, as a condition, before another statement, as words
said; `nominal` is a noun without a particle before a comma."""

_CONTENT: Final = word_set("japanese/tags", "content", "sentence-opener", "before-noun") | {"連体詞"}
_DEPENDENT: Final = word_set("japanese/tags", "dependent")
_NOUN_PARTS: Final = word_set("japanese/tags", "noun-part")
_JOINING: Final = word_set("meaning/content", "joining")
_LIGHT: Final = word_set("meaning/functional", "light", "existence")
_COORDINATING: Final = word_set("meaning/clauses", "coordinating")
_CONTRAST: Final = word_set("meaning/clauses", "contrast")
_REASONS: Final = word_set("meaning/clauses", "reason")
_CONDITIONS: Final = word_set("meaning/clauses", "condition")
_POSTPOSITIONS: Final = word_set("meaning/clauses", "postposition")
_QUOTING: Final = words("meaning/clauses", "quoting")
_SAYING: Final = re.compile(
    alternation(words("meaning/modality", "saying", "claim", "report", "opinion", "source", "decided"))
)
_RESTRICTING: Final = word_set("meaning/clauses", "restricting")
_NOT: Final = word_set("meaning/clauses", "not-doing")
_NAMED_BY: Final = word_set("meaning/clauses", "topical")
_COMMAS: Final = ("、", "，", ",")
_OPENING, _CLOSING = "（(〔［[", "）)〕］]"


@dataclass
class Phrase:
    """Content words and what hangs on them; `words` leaves out words without content, `figures` are in it, too."""

    morphemes: list[Morpheme]
    words: list[tuple[str, Morpheme]] = field(default_factory=list)
    particle: str = ""
    joint: Joint = ""
    is_predicate: bool = False
    has_comma: bool = False
    is_aside: bool = False
    """Within brackets."""

    @property
    def span(self) -> Span:
        return Span(self.morphemes[0].start, self.morphemes[-1].end)

    @property
    def head(self) -> str:
        """The last content word, of which the phrase is."""
        return self.words[-1][0] if self.words else ""

    @property
    def heads(self) -> set[str]:
        """The dictionary spellings of all words, those without content as well."""
        return {m.norm for m in self.morphemes}


def split_phrases(text: str, offset: int = 0) -> list[Phrase]:
    """Return the phrases of a sentence in order."""
    phrases: list[Phrase] = []
    current: list[Morpheme] = []
    before: Morpheme | None = None
    is_closed = False
    for m in analyse_morphemes(text, offset):
        begins = _begins(m, before)
        if current and begins and (is_closed or (m.is_verb and not _is_prefix(before))):
            phrases.append(Phrase(current))
            current = []
            is_closed = False
        current.append(m)
        is_closed = is_closed or (not begins and not _is_inside(m)) or m.is_verb
        before = m
    if current:
        phrases.append(Phrase(current))
    depth, before_phrase = 0, None
    for index, phrase in enumerate(phrases):
        phrase.is_aside = depth > 0
        for m in phrase.morphemes:
            depth = max(0, depth + (m.surface in _OPENING) - (m.surface in _CLOSING))
        _describe(phrase, phrases[index + 1] if index + 1 < len(phrases) else None, text[phrase.span.end - offset :])
        if not phrase.words and phrase.particle in _NAMED_BY and (before_phrase is None or not before_phrase.words):
            # この計画は: nothing before says what it is.
            phrase.words = [(spell(m.norm), m) for m in phrase.morphemes if m.is_noun and m.pos != "代名詞"][-1:]
        before_phrase = phrase
    return phrases


def _begins(m: Morpheme, before: Morpheme | None) -> bool:
    """Say whether a word may begin a phrase."""
    if m.is_verb or m.pos == "形容詞":
        if before is None or before.is_sign:
            return m.pos == "形容詞" or m.norm not in _LIGHT
        if m.norm in _LIGHT and m.sub == "非自立可能":
            return False
        is_auxiliary = before.is_verb or before.sub == "接続助詞" or before.pos in ("助動詞", "形容詞")
        return not (m.sub == "非自立可能" and is_auxiliary)
    if m.sub == "助動詞語幹" or m.pos in _DEPENDENT:
        return False
    return m.pos in _CONTENT or m.is_noun or m.pos in ("接頭辞", "接続詞")


def _is_prefix(before: Morpheme | None) -> bool:
    return before is not None and before.pos == "接頭辞"


def _is_inside(m: Morpheme) -> bool:
    """Say whether a word that begins no phrase may stand within a compound."""
    return m.pos == "接尾辞" or m.surface in _JOINING


def _describe(phrase: Phrase, following: Phrase | None, rest: str) -> None:
    phrase.words = list_words(phrase.morphemes)
    tail = [m for m in phrase.morphemes if not m.is_sign]
    signs = [m for m in phrase.morphemes if m.is_sign]
    phrase.has_comma = bool(signs) and phrase.morphemes[-1].surface in _COMMAS
    if not tail:
        return
    nouns = [index for index, m in enumerate(tail) if m.is_noun or m.pos in _NOUN_PARTS]
    ending = tail[nouns[-1] + 1 :] if nouns else tail
    phrase.is_predicate = any(m.is_verb or m.pos in ("形容詞", "助動詞") for m in ending)
    particles: list[str] = []
    for m in reversed(tail):
        if m.pos != "助詞":
            break
        particles.insert(0, m.surface)
    phrase.particle = "".join(particles)
    phrase.joint = _find_joint(phrase, tail, following, rest)


def _find_joint(phrase: Phrase, tail: Sequence[Morpheme], following: Phrase | None, rest: str) -> Joint:
    last = tail[-1]
    nouns = {m.norm for m in tail if m.is_noun or m.pos in _NOUN_PARTS}
    if following is None or tail[0].norm in _POSTPOSITIONS:
        return ""
    is_about = following.morphemes[0].norm in _POSTPOSITIONS or begins_postposition(following.morphemes)
    if last.sub == "接続助詞" or (last.pos == "助詞" and phrase.is_predicate and last.surface in _COORDINATING):
        if last.surface in _CONTRAST:
            return "contrast"
        if last.surface in _COORDINATING:
            return "coordinate"
        if last.surface in ("て", "で"):
            return "coordinate" if phrase.has_comma else ""
        if last.surface in ("ば", "と") and not (last.surface == "と" and _SAYING.search(rest)):
            return "condition"
    if tail[0].norm in _RESTRICTING:
        return "condition"
    if last.surface == "に" and len(tail) > 1 and tail[-2].lemma in _NOT and tail[-2].pos == "助動詞":
        return "coordinate"
    if last.pos == "助動詞" and last.cform.startswith("仮定形"):
        return "condition"
    if phrase.is_predicate and phrase.particle.endswith(_QUOTING):
        if phrase.particle == "と" and not _SAYING.search(rest):
            return "condition"
        return "quote"
    if (
        _CONDITIONS & nouns
        and not is_about
        and not (phrase.is_predicate and phrase.particle != "ば")
        and (not phrase.words or {phrase.head} & _CONDITIONS or len(phrase.words) == 0)
    ):
        return "condition"
    if _REASONS & nouns and not phrase.words and not phrase.is_predicate and phrase.particle in ("", "に", "で"):
        return "reason"
    if phrase.is_predicate and not phrase.particle:
        if phrase.has_comma and (last.cform.startswith("連用形") or last.surface == "で"):
            return "coordinate"
        if last.cform.startswith(("連体形", "終止形")) and not phrase.has_comma:
            return "attributive"
        if last.cform.startswith(("連体形", "終止形")):
            return "coordinate"
        return ""
    if phrase.particle in ("", "で") and phrase.has_comma:
        return "nominal"
    return ""

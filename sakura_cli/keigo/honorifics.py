"""Find honorific expressions, their class in 敬語の指針 (2007), and who acts where that can be known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo import actors
from sakura_cli.keigo.checking.passage import CheckedLine, Stem, find_stems
from sakura_cli.keigo.layout import find_lines
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.register import find_registers, judge_text
from sakura_cli.keigo.types import Analysis, Audience, Expression, HonorificClass, Side
from sakura_cli.lexicon import word_map, word_set

_R, _H, _C = HonorificClass.RESPECT, HonorificClass.HUMBLE, HonorificClass.COURTEOUS
_P, _B = HonorificClass.POLITE, HonorificClass.BEAUTIFIED

_TABLE: Final = "keigo/honorifics"
VERB_CLASSES: Final = {word: HonorificClass(each) for word, each in word_map(_TABLE, "class", "verb").items()}
_NOUN_CLASSES: Final = {word: HonorificClass(each) for word, each in word_map(_TABLE, "class", "noun").items()}
_HUMBLE_NOUNS: Final = word_set("keigo/rules/humble_nouns")
_BEAUTIFIED: Final = word_set(_TABLE, "beautified")
_HUMBLE_STEMS: Final = word_set(_TABLE, "stem")
_HUMBLE_PREFERRED: Final = word_set(_TABLE, "stem-preferred")
_CLOSE_STEM: Final = word_set(_TABLE, "closes-stem")
_SUFFIXES: Final = word_set(_TABLE, "suffix")
_TAKE_RERU: Final = verbs.RESPECT_BY_O | verbs.RESPECT_BY_RERU | word_set(_TABLE, "takes-reru")
_MARKS: Final = word_set("keigo/sides", "actor-mark")


def analyze_text(text: str, audience: Audience) -> Analysis:
    """Return registers and honorific expressions of `text`."""
    sentences = find_registers(text)
    return Analysis(judge_text(sentences), sentences, find_expressions(text, audience))


def find_expressions(text: str, audience: Audience) -> list[Expression]:
    """Return the honorific expressions of `text` in order."""
    found: list[Expression] = []
    for line in find_lines(text):
        tokens = analyse_morphemes(line.text, line.start)
        passage = CheckedLine(line.text, line.start, tokens, find_stems(tokens), audience)
        taken: set[int] = set()
        for first, last, kind in _stem_expressions(passage):
            taken.update(range(first, last))
            found.append(_expression(text, passage, first, last, kind))
        for first, last, kind in _word_expressions(passage, taken):
            found.append(_expression(text, passage, first, last, kind))
    return sorted(found, key=lambda e: (e.start, e.end))


def _expression(text: str, p: CheckedLine, first: int, last: int, kind: HonorificClass) -> Expression:
    start, end = p.span(first, last)
    return Expression(start, end, text[start:end], kind, _actor(p, first, kind))


def _actor(p: CheckedLine, first: int, kind: HonorificClass) -> Side:
    if kind in (_P, _B):
        return Side.UNKNOWN
    side, _, _ = actors.find_subject(p.tokens, first, p.sentence_start(first), p.audience)
    return Side.UNKNOWN if side is Side.THING else side


def _stem_expressions(p: CheckedLine) -> Iterator[tuple[int, int, HonorificClass]]:
    """Yield お/ご + stem with what makes it 尊敬語 or 謙譲語."""
    for stem in p.stems:
        nxt, after = p.at(stem.last), p.at(stem.last + 1)
        if nxt.surface == "に" and after.norm == "成る" and (stem.is_verb or stem.is_sahen):
            yield stem.first, stem.last + 2, _R
        elif nxt.norm in ("為さる", "下さる") and nxt.is_verb:
            yield stem.first, stem.last + 1, _R
        elif nxt.norm in _CLOSE_STEM and nxt.is_verb and (stem.is_verb or stem.is_sahen):
            yield stem.first, stem.last + 1, _H
        else:
            yield stem.first, stem.last, _noun_class(stem)


def _noun_class(stem: Stem) -> HonorificClass:
    if stem.bare in _BEAUTIFIED:
        return _B
    if stem.bare in _HUMBLE_STEMS or (stem.is_sahen and stem.bare in sahen.HUMBLE_PREFERRED & _HUMBLE_PREFERRED):
        return _H
    return _R


def _word_expressions(p: CheckedLine, taken: set[int]) -> Iterator[tuple[int, int, HonorificClass]]:
    for k, t in enumerate(p.tokens):
        if k in taken:
            continue
        kind = VERB_CLASSES.get(t.norm) if t.is_verb else None
        if kind is not None:
            yield k, k + 1, kind
        elif t.surface in _HUMBLE_NOUNS and p.at(k + 1).norm in ("為る", "致す"):
            yield k, k + 2, _H
        elif _NOUN_CLASSES.get(t.surface) is _C:
            yield k, k + 1, _C
        elif t.surface in _NOUN_CLASSES or (t.pos == "接尾辞" and t.surface in _SUFFIXES):
            yield (k - 1 if t.pos == "接尾辞" and k and k - 1 not in taken else k), k + 1, _R
        elif t.pos == "接頭辞" and t.norm == "御" and p.at(k + 1).surface in _BEAUTIFIED:
            yield k, k + 2, _B
        elif t.pos == "助動詞" and t.lemma in ("です", "ます"):
            yield k, k + 1, _P
        elif t.lemma in ("れる", "られる") and _is_respectful(p, k):
            yield k - 1, k + 1, _R


def _is_respectful(p: CheckedLine, k: int) -> bool:
    """Tell whether れる/られる raises the subject: a raised person with が or は, and a verb listed as an act."""
    verb = p.at(k - 1)
    if not verb.is_verb or verb.norm not in _TAKE_RERU:
        return False
    side, particle, _ = actors.find_subject(p.tokens, k - 1, p.sentence_start(k), p.audience)
    return side.is_raised and particle in _MARKS

"""Decide whether a model's version of a sentence may stand in place of the rule-based one.

A version must pass the checker, reach the level, and keep what the sentence says: numbers, dates, names, negation,
question or statement, quotations, addresses and content words. What cannot be told counts against it: the rule-based
version is always there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from sakura_cli.characters.fold import fold
from sakura_cli.keigo import Audience, Level, Register, analyze
from sakura_cli.keigo.doubts import find_flaws
from sakura_cli.keigo.layout import find_protected
from sakura_cli.keigo.meaning import (
    content_words,
    count_negations,
    count_polite,
    find_modality,
    has_bare_desu,
    is_question,
    proper_nouns,
    with_equivalents,
)
from sakura_cli.text.facts import find_unsupported, missing_facts

Reason = Literal[
    "empty",
    "layout",
    "length",
    "plain",
    "keigo",
    "register",
    "fact",
    "name",
    "negation",
    "question",
    "modality",
    "content",
]

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
# Keigo is longer than what it replaces, seldom twice as long; a word or two of leeway for short sentences.
_LONGEST, _SHORTEST, _LEEWAY_CHARACTERS = 1.4, 0.65, 6


@dataclass(frozen=True)
class Wanted:
    """A sentence, its rule-based version, and whom it has to suit."""

    source: str
    draft: str
    level: Level
    audience: Audience


def find_objections(candidate: str, wanted: Wanted) -> list[Reason]:
    """Return why a candidate may not stand; none where it may."""
    if not candidate.strip():
        return ["empty"]
    return [*_find_form(candidate, wanted), *_find_meaning(candidate, wanted)]


def _find_form(candidate: str, wanted: Wanted) -> list[Reason]:
    reasons: list[Reason] = []
    if "\n" in candidate.strip() or candidate != candidate.strip():
        reasons.append("layout")
    most = _LONGEST * len(wanted.draft) + _LEEWAY_CHARACTERS
    if not _SHORTEST * len(wanted.draft) - _LEEWAY_CHARACTERS <= len(candidate) <= most:
        reasons.append("length")
    kinds = {flaw.kind for flaw in find_flaws(candidate, wanted.audience)}
    if "plain" in kinds or _final_register(candidate) in (Register.PLAIN, Register.NONE):
        reasons.append("plain")
    if "error" in kinds or has_bare_desu(candidate):
        reasons.append("keigo")
    if (
        wanted.level is not Level.POLITE
        and _final_register(wanted.draft) is Register.BUSINESS
        and _final_register(candidate) is not Register.BUSINESS
    ) or count_polite(candidate) < count_polite(wanted.draft):
        reasons.append("register")
    return reasons


def _find_meaning(candidate: str, wanted: Wanted) -> list[Reason]:
    reasons: list[Reason] = []
    source, draft = wanted.source, wanted.draft
    both = f"{source}\n{draft}"
    if (
        _numbers(candidate) != _numbers(source)
        or find_unsupported(candidate, both)
        or missing_facts(source, candidate)
        or Counter(find_protected(candidate)) != Counter(find_protected(source))
    ):
        reasons.append("fact")
    if any(name not in both for name in proper_nouns(candidate)) or any(
        name not in candidate for name in proper_nouns(source)
    ):
        reasons.append("name")
    if count_negations(candidate) != count_negations(draft):
        reasons.append("negation")
    if is_question(candidate) != is_question(draft):
        reasons.append("question")
    # でしょうか asks no more and no less than ですか.
    passed_over = {"likely"} if is_question(draft) else set()
    if [each for each in find_modality(candidate) if each not in passed_over] != [
        each for each in find_modality(draft) if each not in passed_over
    ]:
        reasons.append("modality")
    said = content_words(candidate)
    # What the draft says has to stay, slang that says nothing aside; nothing else may come.
    slang = (flaw.excerpt for flaw in find_flaws(draft, wanted.audience) if flaw.kind == "colloquial")
    kept = content_words(draft).difference(*map(content_words, slang))
    if said - with_equivalents(content_words(source) | content_words(draft)) or kept - with_equivalents(said):
        reasons.append("content")
    return reasons


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(fold(text)))


def _final_register(sentence: str) -> Register:
    sentences = analyze(sentence).sentences
    return sentences[-1].register if sentences else Register.NONE

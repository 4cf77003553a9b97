"""Mend what is certain in a translation by rule: one wrong number against one that is missing, and the tone.

Left out: whatever takes a choice; that stays a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.keigo import Level, Register, find_registers, rewrite
from sakura_cli.options.translation import Tone
from sakura_cli.tasks.translation.attempts import TranslationDraft
from sakura_cli.tasks.translation.checks import TranslationFlaw, TranslationFlawKind
from sakura_cli.tasks.translation.drafts import Translator
from sakura_cli.text.facts import render_facts

_ABOUT = "about "
_NUMBER = re.compile(r"[\d.,]+(?: (?:million|billion|trillion))?(?= [a-z])")
_DIGIT_BEFORE = re.compile(r"[\d][,.:/-]?$")
_DIGIT_AFTER = re.compile(r"[,.:/-]?\d")
_WORD = re.compile(r"[a-z]{2}")
_POLITE = frozenset((Register.POLITE, Register.BUSINESS))
_LEVELS = {"desumasu": Level.POLITE, "dearu": Level.PLAIN}


def mend_numbers(draft: TranslationDraft, translator: Translator) -> tuple[TranslationDraft, list[TranslationFlaw]]:
    """Replace the one wrong number of a kind by the one that is missing; return also what was mended."""
    mended: list[TranslationFlaw] = []
    for kind in dict.fromkeys(flaw.fact_kind for flaw in draft.flaws if flaw.fact_kind):
        missing = [
            flaw for flaw in draft.flaws if (flaw.kind, flaw.fact_kind) == (TranslationFlawKind.NUMBER_MISSING, kind)
        ]
        added = [
            flaw for flaw in draft.flaws if (flaw.kind, flaw.fact_kind) == (TranslationFlawKind.NUMBER_ADDED, kind)
        ]
        if len(missing) != 1 or len(added) != 1:
            continue
        better = _replace(draft, missing[0], added[0], translator)
        if better is not None and better.weight < draft.weight:
            draft = better
            mended.append(TranslationFlaw(TranslationFlawKind.NUMBER_MENDED, fact_kind=kind))
    return draft, mended


def _replace(
    draft: TranslationDraft, missing: TranslationFlaw, added: TranslationFlaw, translator: Translator
) -> TranslationDraft | None:
    if missing.source_span is None or added.target_span is None:
        return None
    text, target = draft.text, translator.how.target
    start = added.target_span.start
    end = start + len(added.target_span.cut(text).rstrip())
    # Beside other digits it is a part of something else.
    if _DIGIT_BEFORE.search(text[:start]) or _DIGIT_AFTER.match(text, end):
        return None
    for rendering in render_facts(draft.segment.text, target):
        if rendering.span.start <= missing.source_span.start and missing.source_span.end <= rendering.span.end + 1:
            words = _fit(rendering.text, text[start:end], before=text[:start])
            return translator.check(draft.segment, f"{text[:start]}{words}{text[end:]}", is_whole=draft.is_whole)
    return None


def _fit(rendering: str, wrong: str, before: str) -> str:
    """Return what is to take a wrong number's place: the noun and "about" may stand beside it already."""
    number = _NUMBER.match(rendering.removeprefix(_ABOUT))
    if number and not _WORD.search(wrong):
        return number.group()
    return rendering.removeprefix(_ABOUT) if before.rstrip().lower().endswith(_ABOUT.strip()) else rendering


def settle_tone(texts: Sequence[str], tone: Tone | None) -> list[str]:
    """Return Japanese sentences all in one tone: the one that is wanted, else the one most of them have."""
    registers = [_judge(text) for text in texts]
    if tone is None:
        polite = sum(register in _POLITE for register in registers)
        plain = sum(register is Register.PLAIN for register in registers)
        if not polite or not plain:
            return list(texts)
        tone = "desumasu" if polite > plain else "dearu"
    wrong = {Register.PLAIN} if tone == "desumasu" else {Register.POLITE, Register.BUSINESS}
    return [
        rewrite(text, level=_LEVELS[tone]).text if register in wrong | {Register.MIXED} else text
        for text, register in zip(texts, registers, strict=True)
    ]


def has_tone(text: str, tone: Tone) -> bool:
    """Say whether no sentence of a Japanese text is in another tone; headings and lists of words have none."""
    wrong = {Register.PLAIN} if tone == "desumasu" else _POLITE
    return not any(sentence.register in wrong for sentence in find_registers(text))


def _judge(text: str) -> Register:
    registers = {sentence.register for sentence in find_registers(text)} - {Register.NONE}
    if registers <= _POLITE and registers:
        return Register.POLITE
    return Register.MIXED if len(registers) > 1 else next(iter(registers), Register.NONE)

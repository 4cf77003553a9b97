"""Put a predicate's units (negation, tense, modality) into です・ます or 常体 after its core word."""

from __future__ import annotations

from dataclasses import replace

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import Predicate, PredicateUnit


def render(
    pred: Predicate, core: Word, *, is_business: bool, is_question: bool, is_polite: bool = True, gozaru: bool = False
) -> str:
    """Return the predicate with `core` in place of its core word, final unit polite (or plain)."""
    units = pred.units
    parts: list[str] = []
    for index, unit in enumerate(units):
        word = core if index == 0 else _modal_word(unit, is_business, units[index - 1], core)
        if index == len(units) - 1:
            parts.append(
                unit.lead + render_final(unit, word, units, is_question=is_question, is_polite=is_polite, gozaru=gozaru)
            )
        else:
            parts.append(unit.lead + _render_inner(unit, word, units[index + 1]))
    return "".join(parts)


def render_after(pred: Predicate, first: PredicateUnit) -> str:
    """Return the units of a predicate from `first` on as they are, the last one polite."""
    units = pred.units[pred.units.index(first) :]
    return render(replace(pred, units=units), first.word, is_business=True, is_question=False)


def _modal_word(unit: PredicateUnit, is_business: bool, before: PredicateUnit, core: Word) -> Word:
    text = unit.word.text
    if unit.kind == "explain" and (is_business or unit.negated or unit.mood == "darou"):
        return Word("の", "na")
    if unit.kind == "seem" and text == "みたい" and is_business:
        of_noun = before.kind == "core" and core.cls == "na" and not (before.past or before.negated)
        return Word("のよう" if of_noun else "よう", "na")
    if text in ("もん", "もの"):
        return Word("もの", "na")
    if text == "とこ":
        return Word("ところ", "na")
    return unit.word


def _render_inner(unit: PredicateUnit, word: Word, following: PredicateUnit) -> str:
    if unit.mood == "te":
        return (c.te_form(c.negative(word)) if unit.negated else c.te_form(word)) + (
            "も" if following.kind == "permission" else ""
        )
    if unit.kind == "darou" or unit.mood == "darou":
        return ""
    if unit.polite:
        return c.polite(word, negated=unit.negated, in_past=unit.past)
    if following.word.text == "べき" and word.text.endswith("する") and not unit.past and not unit.negated:
        return word.text[:-2] + "す"
    if word.cls == "na" and not unit.negated and not unit.past:
        if following.kind in ("explain", "noun"):
            return word.text + "な"
        if following.kind == "hearsay":
            return word.text + "だ"
        return word.text
    return c.plain(word, negated=unit.negated, in_past=unit.past)


def render_final(
    unit: PredicateUnit,
    word: Word,
    units: list[PredicateUnit],
    *,
    is_question: bool = False,
    is_polite: bool = True,
    gozaru: bool = False,
) -> str:
    """Return the last unit, polite or plain."""
    if unit.kind == "tag":
        return "ではありませんか" if is_polite else "ではないか"
    if unit.mood == "darou" or (unit.mood == "volitional" and not word.is_verb):  # よかろう
        return _render_darou(unit, word, units, is_polite)
    if unit.mood == "volitional":
        return c.polite_volitional(word) if is_polite else c.volitional(word)
    if not is_polite:
        if unit.kind == "maybe":
            return "しれない" if not unit.past else "しれなかった"
        return c.plain(word, negated=unit.negated, in_past=unit.past)
    if gozaru and word.text.endswith(("ある", "ない")) and not word.text.endswith("ではない"):
        negated = unit.negated or word.text.endswith("ない")
        return word.text[:-2] + c.polite_ending("existence", negated=negated, in_past=unit.past)
    if word.text.endswith(("くはない", "くもない")) and word.cls == "adj" and not unit.negated:
        return word.text[:-2] + c.polite(Word("ある", "5aru"), negated=True, in_past=unit.past)
    if word.text == "ない" and word.cls == "adj" and not unit.negated:
        return c.polite(Word("ある", "5aru"), negated=True, in_past=unit.past)
    if unit.kind == "explain" and unit.negated and is_question and not unit.past:
        return word.text + "ではないでしょう"
    polite = c.polite(word, negated=unit.negated, in_past=unit.past)
    return polite.replace("ではあり", "でもあり") if unit.also and word.cls == "na" else polite


def _render_darou(unit: PredicateUnit, word: Word, units: list[PredicateUnit], is_polite: bool) -> str:
    ending = "でしょう" if is_polite else "だろう"
    if unit.kind == "darou":
        return ending
    if unit.kind == "core" and word.is_verb:
        return c.plain(word, negated=unit.negated, in_past=unit.past) + ending
    if word.cls == "na" and not unit.negated and not unit.past:
        return word.text + ending
    return c.plain(word, negated=unit.negated, in_past=unit.past) + ending

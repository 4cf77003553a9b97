"""Put colloquial words and endings into standard Japanese before a sentence is rewritten.

What the dictionary cannot parse (間に合わないっす, わかんねー, どこだっけ) and slang that a standard word says as well
(でかい, ググる, そんだけ) is spelled out, the sentence rewritten in that spelling, and the edits put together with
those that spelled it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.lexicon import colloquial
from sakura_cli.keigo.rewriting.context import Edit, Sentence
from sakura_cli.keigo.rewriting.edits import apply_edits, compose
from sakura_cli.keigo.rewriting.spelling.forms import spell_form
from sakura_cli.keigo.rewriting.spelling.order import find_added, find_cause
from sakura_cli.keigo.rewriting.spelling.particles import find_particle
from sakura_cli.keigo.rewriting.spelling.slang import spell_word
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.localization import gettext as _

_REASON: Final = _("a more formal word (慣用)")
_JAN: Final = re.compile(r"じゃん[かねよ]*$")
_NEE: Final = re.compile(r"ね[ーえぇ](?P<p>[よなわ])*$")
# The closing mark, and what is looked at after it.
_AFTER_END: Final = 3


def rewrite_standardized(s: Sentence, rewrite: Callable[[Sentence], list[Edit]]) -> list[Edit] | None:
    """Return the edits of a sentence in colloquial spelling; None where its spelling is standard."""
    if s.is_standard:
        return None
    text = s.text()
    first = _find_words(s)
    spelled = _apply(text, first, s.start)
    ending = spell_out(spelled, is_question=s.is_question)
    if ending is not None:
        same = len(_common_start(spelled, ending))
        edit = _edit(s.start + same, s.start + len(spelled), ending[same:])
        first = compose(first, [edit], spelled, s.start)
        spelled = ending
    for k, pause in ((find_added(s), "、"), (find_cause(s), "")):
        cut = _find_offset(s, k, first)
        if cut >= 0:
            added, said = spelled[cut + 1 :], spelled[:cut]
            moved = [_edit(s.start, s.start, f"{added}{pause}"), _edit(s.start + cut, s.start + len(spelled), "")]
            first = compose(first, moved, spelled, s.start)
            spelled = f"{added}{pause}{said}"
            break
    if not first:
        return None
    rest = s.text(s.last, min(s.last + _AFTER_END, len(s.tokens)))
    tokens = analyse_morphemes(spelled + rest, s.start)
    end = s.start + len(spelled)
    count = sum(t.end <= end for t in tokens)
    inner = replace(s, tokens=tokens, first=0, last=count, edits=[], whole="", is_standard=True)
    edits = rewrite(inner)
    s.spelled, s.is_set_phrase, s.is_thanks = spelled, inner.is_set_phrase, inner.is_thanks
    return compose(first, edits, spelled + rest, s.start)


def _find_offset(s: Sentence, k: int, edits: Sequence[Edit]) -> int:
    """Return where the sign at token `k` is after some edits; -1 without one, or where an edit goes over it."""
    if k < 0 or any(edit.start < s.tokens[k].end and s.tokens[k].start < edit.end for edit in edits):
        return -1
    before = [edit for edit in edits if edit.end <= s.tokens[k].start]
    return s.tokens[k].start - s.start + sum(len(edit.after) - (edit.end - edit.start) for edit in before)


def _apply(text: str, edits: Sequence[Edit], start: int) -> str:
    return apply_edits(text, [replace(edit, start=edit.start - start, end=edit.end - start) for edit in edits]).text


def _edit(start: int, end: int, after: str) -> Edit:
    return Edit(start, end, after, HonorificClass.FORMAL_WORD, _REASON)


def _common_start(one: str, other: str) -> str:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


def _find_words(s: Sentence) -> list[Edit]:
    """Return the edits that put single words into standard Japanese."""
    edits: list[Edit] = []
    k = s.first
    while k < s.last:
        if particle := find_particle(s, k):
            edits.append(_edit(s.tokens[k].end, s.tokens[k].end, particle))
        found = spell_word(s, k) or spell_form(s, k)
        if found is None:
            k += 1
            continue
        after, width = found
        edits.append(_edit(s.tokens[k].start, s.tokens[k + width - 1].end, after))
        k += width
    return edits


def spell_out(text: str, *, is_question: bool) -> str | None:
    """Return the sentence with its ending in standard spelling; None where it is standard already."""
    for pattern, standard in colloquial.ENDINGS.find_candidates(text):
        match = pattern.search(text)
        if match is not None:
            return text[: match.start()] + match.expand(standard)
    match = _JAN.search(text)
    if match and match.start():
        before = text[: match.start()]
        if is_question:
            return f"{before}じゃない"
        return f"{before}ね" if before[-1] in "うくぐすつぬぶむるいただ" else f"{before}だね"
    match = _NEE.search(text)
    if match and match.start():
        particles = match["p"] or ""
        before = text[: match.start()]
        # わかんねー is わからない; いいねー and 来たねー deny nothing.
        for stem in (before, f"{before[:-1]}ら" if before.endswith("ん") else ""):
            if stem and _denies(f"{stem}ない"):
                return f"{stem}ない{particles}"
    return None


def _denies(text: str) -> bool:
    tokens = analyse_morphemes(text)
    return len(tokens) > 1 and tokens[-1].surface == "ない" and tokens[-2].is_verb and "未然" in tokens[-2].cform

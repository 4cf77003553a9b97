"""Put colloquial endings and words into standard Japanese before the sentence is rewritten.

An ending that the dictionary cannot parse (間に合わないっす, わかんねー, どこだっけ) is spelled out, the sentence
rewritten in that spelling, and the edits mapped back to the sentence as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.keigo.lexicon import colloquial
from sakura_cli.keigo.rewriting.context import Edit, Sentence
from sakura_cli.keigo.rewriting.phrases import is_past_favour
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _

_NOMINALS: Final = word_set("japanese/tags", "nominal")
_FORBIDDING: Final = word_set("japanese/predicates", "forbidding")
_DEGREED: Final = word_set("japanese/tags", "degreed")
_REASON: Final = _("a more formal word (慣用)")
_JAN: Final = re.compile(r"じゃん[かねよ]*$")
_NEE: Final = re.compile(r"ね[ーえぇ](?P<p>[よなわ])*$")


def standardize(s: Sentence, rewrite: Callable[[Sentence], list[Edit]]) -> list[Edit] | None:
    """Return the edits of a sentence with a colloquial ending; None where it has none."""
    text = s.text()
    spelled = spell_out(text, is_question=s.is_question)
    if spelled is None:
        return None
    shift = len(spelled) - len(text)
    tokens = analyse_morphemes(spelled, s.start)
    count = len(tokens)
    tokens += [t._replace(start=t.start + shift, end=t.end + shift) for t in s.tokens[s.last :]]
    is_question = s.is_question
    edits = rewrite(Sentence(tokens, 0, count, s.style, is_question, s.is_open, s.has_terminator))
    return _map_back(edits, spelled, text, s.start)


def replace_words(s: Sentence) -> None:
    """Add edits for slang words with a sure counterpart, and drop さ after a phrase (昨日さ、)."""
    text = s.text()
    for pattern, (polite, business) in colloquial.STANDARD.find_candidates(text):
        for match in pattern.finditer(text):
            after = business if s.style.is_honorific else polite
            if after.endswith("ありがとうございます。") and is_past_favour(text[: match.start()]):
                after = after.replace("ございます", "ございました")
            s.replace(s.start + match.start(), s.start + match.end(), after, HonorificClass.FORMAL_WORD, _REASON)
    if "じゃ" in text:
        _spell_out_ja(s)
    for k in range(s.first, s.last - 1):
        t = s.tokens[k]
        if t.pos == "接頭辞" and t.surface in colloquial.PREFIXES and s.tokens[k + 1].pos in _DEGREED:
            after = colloquial.PREFIXES[t.surface][s.style.is_honorific]
            s.replace(t.start, t.end, after, HonorificClass.FORMAL_WORD, _REASON)
    if "さ、" not in text and "さ，" not in text:
        return
    for k in range(s.first + 1, s.last - 1):
        t = s.tokens[k]
        if t.surface == "さ" and t.sub == "終助詞" and s.tokens[k + 1].surface in ("、", "，"):
            s.replace(t.start, t.end, "", HonorificClass.FORMAL_WORD, _REASON)


def _spell_out_ja(s: Sentence) -> None:
    """Put じゃ inside a sentence as では (書類だけじゃ足りない), as で before ないと and なければ."""
    for k in range(s.first + 1, s.last - 1):
        t, before, following = s.tokens[k], s.tokens[k - 1], s.tokens[k + 1]
        if t.surface != "じゃ" or following.is_sign:
            continue
        forbids = t.sub == "接続助詞" and following.norm in _FORBIDDING
        if not forbids and (t.sub == "接続助詞" or not (before.pos in _NOMINALS or before.pos == "助詞")):
            continue
        denies = following.norm == "無い"
        after = "".join(t.surface for t in s.tokens[k + 2 : k + 4])
        is_condition = following.cform.startswith("仮定形") or after.startswith(("と", "ても"))
        s.replace(t.start, t.end, "で" if denies and is_condition else "では", HonorificClass.FORMAL_WORD, _REASON)


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


def _map_back(edits: list[Edit], spelled: str, text: str, start: int) -> list[Edit]:
    """Return edits of the spelled-out sentence as edits of the sentence; what touches the ending becomes one."""
    same = 0
    while same < min(len(spelled), len(text)) and spelled[same] == text[same]:
        same += 1
    cut, end, shift = start + same, start + len(text), len(spelled) - len(text)
    kept = [edit for edit in edits if edit.end <= cut]
    beyond = [edit for edit in edits if edit.start >= start + len(spelled) and edit.end > edit.start]
    tail = sorted((e for e in edits if e not in kept and e not in beyond), key=lambda e: (e.start, e.end))
    first = min([cut, *(edit.start for edit in tail)])
    parts: list[str] = []
    position = first
    for edit in tail:
        if edit.start >= position:
            parts += (spelled[position - start : edit.start - start], edit.after)
            position = edit.end
    parts.append(spelled[position - start :])
    kind = tail[-1].honorific_class if tail else HonorificClass.POLITE
    reason = tail[-1].reason if tail else _REASON
    moved = [Edit(e.start - shift, e.end - shift, e.after, e.honorific_class, e.reason) for e in beyond]
    kept = [edit for edit in kept if edit.end <= first]
    return [*kept, Edit(first, end, "".join(parts), kind, reason), *moved]

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

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.japanese.predicate import KANA_NORMS
from sakura_cli.keigo import actors
from sakura_cli.keigo.layout import MASK
from sakura_cli.keigo.lexicon import colloquial, nouns, verbs
from sakura_cli.keigo.rewriting.context import Edit, Sentence
from sakura_cli.keigo.rewriting.edits import apply_edits, compose
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.localization import gettext as _

_REASON: Final = _("a more formal word (慣用)")
_JAN: Final = re.compile(r"じゃん[かねよ]*$")
_NEE: Final = re.compile(r"ね[ーえぇ](?P<p>[よなわ])*$")
_OF_TIME: Final = ("副詞可能", "助数詞")
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
        if particle := _find_particle(s, k):
            edits.append(_edit(s.tokens[k].end, s.tokens[k].end, particle))
        found = _spell_word(s, k) or _spell_form(s, k)
        if found is None:
            k += 1
            continue
        after, width = found
        edits.append(_edit(s.tokens[k].start, s.tokens[k + width - 1].end, after))
        k += width
    return edits


def _spell_word(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return what stands for the slang that begins at token `k`, and how many tokens it has."""
    t = s.tokens[k]
    for entry in colloquial.WORDS.get(t.surface, ()) or colloquial.WORDS.get(t.lemma, ()):
        width = len(entry.tokens)
        if k + width > s.last or not _fits(s, k, entry):
            continue
        last = s.tokens[k + width - 1]
        if entry.kind == "sahen":
            form = _sahen_form(s, k, last)
            if form is None:
                continue
            return entry.standard.removesuffix("する") + form, width
        if entry.kind == "inflected":
            return entry.standard[:-1] + last.surface[len(last.lemma) - 1 :], width
        return entry.standard, width
    return None


def _fits(s: Sentence, k: int, entry: colloquial.SlangWord) -> bool:
    tokens = s.tokens[k : k + len(entry.tokens)]
    *lead, last = tokens
    if [t.surface for t in lead] != list(entry.tokens[:-1]):
        return False
    name = last.surface if entry.kind in ("word", "degree", "noun") else last.lemma
    if name != entry.tokens[-1] or (entry.pos and tokens[0].pos != entry.pos):
        return False
    if k > s.first and s.tokens[k - 1].pos == "接頭辞":
        return False  # おじいちゃん
    following = s.tokens[k + len(tokens)] if k + len(tokens) < s.last else None
    if entry.kind == "degree":
        return following is not None and (following.pos in colloquial.DEGREED or following.is_verb)
    if entry.kind == "noun":
        before = s.tokens[k - 1] if k > s.first else None
        return before is not None and before.norm not in colloquial.OF_PERSON and _describes(before)
    return True


def _describes(t: Morpheme) -> bool:
    return t.cform.startswith("連体形") or (t.surface == "の" and t.sub == "格助詞")


def _sahen_form(s: Sentence, k: int, t: Morpheme) -> str | None:
    following = s.tokens[k + 1] if k + 1 < s.last else None
    if t.cform.startswith("未然形") and following is not None and following.lemma in colloquial.VOICES:
        return colloquial.SAHEN_FORMS["未然形-サ"]
    return next((form for cform, form in colloquial.SAHEN_FORMS.items() if t.cform.startswith(cform)), None)


def _spell_form(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return the standard form of a colloquial one at token `k` (知らん, 忘れんな, 見れる), and its width."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.norm == "ぽい" and before is not None:
        return _spell_seeming(t, before)
    if (width := _width_of_what(s, k)) and (before is None or before.is_sign or before.pos == "助詞"):
        return "何と", width
    if t.surface == "ん" and t.norm == "ず" and before is not None and before.is_verb and before.norm != "為る":
        if k + 1 == s.last or s.tokens[k + 1].surface != "な":
            return "ない", 1
        return None if before.ctype.startswith("五段") else ("る", 1)
    if t.is_verb and t.norm.endswith("る") and t.lemma == f"{t.norm[:-1]}れる" and _takes_rareru(t.norm):
        stem = len(t.norm) - 1
        return f"{t.surface[:stem]}ら{t.surface[stem:]}", 1
    return None


def _find_particle(s: Sentence, k: int) -> str:
    """Return を, に, が or は where the thing at token `k` lacks it (薬飲む, 銀行行く, 雨ひどい); "" elsewhere."""
    t = s.tokens[k]
    verb = s.tokens[k + 1] if k + 1 < s.last else None
    if verb is None or not (verb.is_verb or verb.pos == "形容詞") or not _names_thing(s, k):
        return ""
    subject = "は" if s.is_question and not any(t.is_sign or t.is_noun for t in s.tokens[k + 1 : s.last]) else "が"
    if not verb.is_verb:
        return subject if verb.norm != "無い" and t.is_noun and t.sub2 == "一般" else ""
    norm = KANA_NORMS.get(verb.norm, verb.norm)
    if norm in verbs.WITH_OBJECT or (norm == "為る" and t.norm == "何"):
        return "を"
    if norm in verbs.WITH_SUBJECT:
        is_caused = k + 2 < s.last and s.tokens[k + 2].lemma in colloquial.CAUSATIVES
        return "を" if is_caused else subject
    return "に" if norm in verbs.WITH_GOAL and t.surface not in nouns.ARRIVING else ""


def _names_thing(s: Sentence, k: int) -> bool:
    """Tell whether the noun at token `k` is a thing, neither a person nor a time."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.pos == "代名詞":
        return t.surface in colloquial.THINGS
    if t.pos != "名詞" or t.sub != "普通名詞" or t.sub2.startswith(_OF_TIME) or t.surface in nouns.ANIMATE:
        return False
    if actors.is_person(t.surface) or set(t.surface) == {MASK}:
        return False
    return before is None or not (before.surface == "を" or before.sub2 == "人名")


def _spell_seeming(t: Morpheme, before: Morpheme) -> tuple[str, int] | None:
    """Return っぽい as ようだ in its form (緩んでるっぽいから, 故障っぽくて); 子どもっぽい is a word of its own."""
    form = next((form for cform, form in colloquial.COPULA_FORMS.items() if t.cform.startswith(cform)), None)
    is_noun = before.is_noun and before.norm not in colloquial.LIKENED
    lead = "のよう" if is_noun else "よう" if before.cform.startswith(("終止形", "連体形")) else ""
    return (lead + form, 1) if lead and form is not None else None


def _width_of_what(s: Sentence, k: int) -> int:
    """Return how many tokens なんて has that asks what is read, said or written (なんて書けばいい); 0 for another."""
    parts = [t.surface for t in s.tokens[k : k + 2]]
    width = 1 if parts[0] == "なんて" else 2 if parts == ["なん", "て"] else 0
    following = s.tokens[k + width] if width and k + width < s.last else None
    return width if following is not None and following.is_verb else 0


def _takes_rareru(verb: str) -> bool:
    """Tell whether the potential of a verb in る is 〜られる (見れる is colloquial, 取れる is not)."""
    found = analyse_morphemes(verb)
    return len(found) == 1 and not found[0].ctype.startswith("五段")


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

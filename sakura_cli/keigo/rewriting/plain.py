"""Turn 敬体 into 常体: です・ます and keigo verbs into plain forms, requests into 〜してほしい.

Honorific verbs of unclear sense (いらっしゃる: 行く, 来る, いる) are told apart by their particles, else kept
and conjugated plainly.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.japanese.predicate import Layer, Predicate, PredicateUnit
from sakura_cli.keigo import actors
from sakura_cli.keigo.layout import find_lines
from sakura_cli.keigo.lexicon import plain as tables
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.context import Edit, Sentence, Style
from sakura_cli.keigo.rewriting.edits import apply_edits
from sakura_cli.keigo.rewriting.engine import parse_predicates, restore_masked, split_sentences
from sakura_cli.keigo.rewriting.rendering import render
from sakura_cli.keigo.sense import says_the_same
from sakura_cli.keigo.types import Audience, HonorificClass, Level, Rewrite, Side
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.localization import gettext as _

_REASON = _("put into 常体")
_GOALS: Final = word_set("japanese/particles", "goal")
_DIRECTIONS: Final = word_set("japanese/particles", "direction")
_HEARD: Final = word_set("japanese/particles", "heard")
_TE: Final = word_set("japanese/particles", "te")
_QUOTING: Final = word_set("japanese/particles", "before-thinking")
_CAUSATIVE: Final = word_set("japanese/predicates", "causative")
_KNOWING: Final = words("keigo/contexts", "knowing")
_GOOD: Final = word_set("japanese/predicates", "good")
_HONORIFIC_FORM: Final = re.compile(f"^[おご御]|{alternation(tables.ENDINGS)}$")


def rewrite_to_plain(text: str, audience: Audience) -> Rewrite:
    """Return `text` in 常体, with the changes that were made."""
    style = Style(Level.PLAIN, audience)
    edits: list[Edit] = []
    for line in find_lines(text):
        for sentence in split_sentences(line, style):
            edits += _keep_sense(sentence, restore_masked(_rewrite_sentence(sentence), line, text), text)
    return apply_edits(text, edits)


def _keep_sense(s: Sentence, edits: list[Edit], text: str) -> list[Edit]:
    """Return edits that leave what a sentence says, none where they would change it."""
    if not edits:
        return edits
    last = max(s.tokens[s.last].end if s.has_terminator else s.end, *(edit.end for edit in edits))
    within = [replace(edit, start=edit.start - s.start, end=edit.end - s.start) for edit in edits]
    source = text[s.start : last]
    return edits if says_the_same(source, apply_edits(source, within).text) else []


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern + "$"), after) for pattern, after in tables.PHRASES]


def _rewrite_sentence(s: Sentence) -> list[Edit]:
    done_from = _rewrite_phrase(s)
    predicates = parse_predicates(s.tokens, s.first, s.last)
    taken: set[int] = set()
    for pred in predicates:
        start, end = s.tokens[pred.first].start, s.tokens[pred.last - 1].end
        if end > done_from:
            continue
        text = _plain_text(s, pred)
        if text is None:
            continue
        if pred.role == "coordinate" and pred.conjunction == "ので" and text.endswith("だ"):
            text = text[:-1] + "な"
        if text != s.text(pred.first, pred.last):
            following = s.tokens[pred.last] if pred.last < s.last else None
            if following and pred.core.mood == "renyou" and following.surface in _TE:
                # 当たりましては, 読みましても: the て that is left needs another stem, and may become で.
                text, end = c.te_form(_plain_core(s, pred)) + following.surface[1:], following.end
            s.replace(start, end, text, HonorificClass.PLAIN, _REASON)
            taken.update(range(pred.first, pred.last))
    for k in range(s.first, s.last):
        t = s.tokens[k]
        after = tables.WORDS.get(t.surface)
        if after and k not in taken and t.end <= done_from:
            s.replace(t.start, t.end, after, HonorificClass.PLAIN, _REASON)
    return s.edits


def _rewrite_phrase(s: Sentence) -> int:
    text = s.text()
    for pattern, after in _phrases():
        match = pattern.search(text)
        if match:
            if match.start() and after == "すまない" and not text[: match.start()].endswith(("て", "で", "、")):
                continue
            s.replace(s.start + match.start(), s.end, after, HonorificClass.PLAIN, _REASON)
            return s.start + match.start()
    return s.end


def _plain_text(s: Sentence, pred: Predicate) -> str | None:
    """Return the predicate in plain form; None where it already is plain or has no plain form."""
    is_marked = any(unit.polite for unit in pred.units) or pred.honorific or pred.tail.mood == "keep"
    if (
        pred.core.mood == "renyou"
        and pred.role == "renyou"
        and s.tokens[min(pred.last, s.last - 1)].is_verb
        and not pred.has_tai
    ):
        return None
    core = _plain_core(s, pred)
    if not is_marked and core == pred.build() and pred.core.mood != "imperative":
        return None
    if pred.core.mood == "imperative":
        return _plain_request(s, pred)
    for unit in pred.units:
        unit.polite = False
        if unit.mood == "keep":
            unit.mood = ""
    if pred.tail is pred.core and pred.core.mood in ("te", "tara", "ba", "renyou", "nakya", "zu"):
        return _plain_linked(pred, core)
    if pred.permission:
        lead = c.te_form(c.negative(core) if pred.core.negated else core) + "も"
        permitted = pred.units[1]
        word = Word("いい", "ii") if permitted.word.text in _GOOD else permitted.word
        rest = replace(pred, units=pred.units[1:])
        ending = render(rest, word, is_business=False, is_question=False, is_polite=False)
        return lead + ending + _particles(pred)
    text = render(pred, core, is_business=False, is_question=False, is_polite=False)
    is_copular = pred.tail.word.cls == "na" if pred.tail is not pred.core else core.cls == "na"
    if pred.particles[:1] == ("か",) and text.endswith("だ") and is_copular and not pred.tail.past:
        text = text[:-2] + "の" if text.endswith("んだ") else text[:-1]
    elif pred.tail.bare and text.endswith("のだ"):
        text = text[:-1]
    return text + _particles(pred)


def _particles(pred: Predicate) -> str:
    return "".join(pred.particles)


def _plain_linked(pred: Predicate, core: Word) -> str:
    unit: PredicateUnit = pred.core
    word = c.negative(core) if unit.negated else core
    if unit.mood == "te":
        return c.te_form(word) + "".join(pred.particles)
    if unit.mood == "tara":
        return c.conditional_tara(word)
    if unit.mood == "ba":
        return c.conditional_ba(word)
    if unit.mood == "renyou" and pred.has_tai:
        return core.text + "と"
    if unit.mood == "renyou" and pred.has_te("おる"):
        return c.stem_polite(core)[:-1] + "おり"
    if unit.mood == "renyou" and word.is_verb:
        return c.stem_polite(word)
    return c.plain(core, negated=unit.negated, in_past=unit.past)


def _plain_request(s: Sentence, pred: Predicate) -> str | None:
    """Return 〜してください and お〜ください as 〜してほしい."""
    is_negative = pred.core.negated
    layers = [
        layer for layer in pred.layers if not (layer.kind in ("te", "naide") and layer.norm in ("下さる", "頂戴"))
    ]
    is_negative = is_negative or any(layer.kind == "naide" for layer in pred.layers)
    if layers != pred.layers:
        word = _strip_head(pred) or _plain_head(s, pred)
        word = pred.build(head=word, layers=layers)
        return (c.negative(word).text + "で" if is_negative else c.te_form(word)) + "ほしい"
    if pred.honorific == "request":
        head = _strip_head(pred)
        return c.te_form(head) + "ほしい" if head else None
    return None


def _strip_head(pred: Predicate) -> Word | None:
    """Return the plain verb of お〜する, お〜になる, ご〜ください…; None where the head is not of these forms."""
    if not pred.honorific:
        return None
    text = pred.head.text
    stem = _HONORIFIC_FORM.sub("", text)
    if stem in tables.STEMS:
        return tables.STEMS[stem] or pred.head
    if verb := _verb_of_stem(stem):
        return verb
    return Word(stem + "する", "suru") if stem else None


def _plain_core(s: Sentence, pred: Predicate) -> Word:
    layers = [_plain_layer(layer, is_past=pred.tail.past) for layer in pred.layers]
    if pred.head.text.endswith("かねる") and (unable := _unable(pred)) is not None:
        return pred.build(head=unable, layers=layers)
    if pred.kind == "na" and (state := tables.STATES.get(pred.head.text)) is not None:
        # One who is not ご存じ does not know.
        return Word("知る", "5r") if pred.core.negated else state
    if pred.kind != "verb":
        word = tables.PREDICATES.get(pred.head.text)
        return pred.build(head=Word(word, "na") if word and pred.kind == "na" else None)
    head = pred.head
    if pred.honorific:
        stripped = _strip_head(pred)
        if stripped is not None:
            if head.text.endswith("願う"):
                head = Word(c.te_form(stripped) + "ほしい", "ii")._replace(cls="adj")
            elif pred.honorific == "request" and "いただ" in head.text:
                ending = Word("もらえる", "1") if head.text.endswith("いただける") else Word("もらう", "5w")
                head = c.te_auxiliary(stripped, ending)
            elif pred.honorific == "request":
                head = c.te_auxiliary(stripped, Word("くれる", "1"))
            elif verb := tables.VERBS.get(stripped.text):
                head = verb  # お召し上がりになる
            elif head.text.endswith(("できる", "になれる")):
                head = c.potential(stripped)
            else:
                head = stripped
    else:
        head = _plain_head(s, pred)
    return pred.build(head=head, layers=layers)


def _unable(pred: Predicate) -> Word | None:
    """Return 〜かねる as what cannot be done (答えかねる: 答えられない); None for a verb that is not known."""
    stem = pred.head.text[: -len("かねる")]
    if pred.honorific:
        plain = replace(pred, head=Word(stem[:-1] + "す", "5s") if stem.endswith("し") else pred.head)
        verb = _strip_head(plain)
    else:
        verb = _verb_of_stem(stem)
    if verb is None:
        return None
    return c.negative(verb if verb.text.endswith(_KNOWING) else c.potential(verb))


def _verb_of_stem(stem: str) -> Word | None:
    """Return the verb of a 連用形."""
    tokens = analyse_morphemes(stem + "ます")
    if len(tokens) > 2 and tokens[-2].norm in _CAUSATIVE:
        return Word(stem + "る", "1")  # 済ませ, 聞かせ
    if len(tokens) < 2 or tokens[-1].surface != "ます" or not tokens[-2].is_verb:
        return None
    verb = c.make_word(tokens[-2].lemma, tokens[-2].ctype)
    return Word(stem[: tokens[-2].start] + verb.text, verb.cls) if verb else None


def _plain_head(s: Sentence, pred: Predicate) -> Word:
    before = s.tokens[pred.first - 1].surface if pred.first > s.first else ""
    norm = pred.norm
    feels = pred.first > s.first and s.tokens[pred.first - 1].pos == "形容詞"  # 嬉しく存じます
    if norm == "存じる" and before not in _QUOTING and not feels:
        return Word("知る", "5r")
    if norm == "参る":
        return _plain_motion(s, pred, before)
    if norm == "伺う":
        return _plain_visit(pred, before)
    if norm == "いらっしゃる":
        return (
            Word("いる", "1")
            if before == "に" or not before
            else Word("来る", "kuru")
            if before in _DIRECTIONS
            else Word("いる", "1")
        )
    if pred.noun in tables.VERBS:
        return tables.VERBS[pred.noun]
    known = tables.VERBS.get(norm)
    if (known is not None and forms.base_of_potential(pred.head, norm)) or pred.head.text in ("いただける", "頂ける"):
        return c.potential(known) if known else pred.head
    if known is None:
        return pred.head
    return (
        Word(pred.noun + known.text, known.cls)
        if pred.noun and known.text == "する"
        else known
        if not pred.noun
        else pred.head
    )


def _plain_motion(s: Sentence, pred: Predicate, before: str) -> Word:
    """Return 参る as 行く, or as 来る of a thing (電車が参ります)."""
    side = actors.find_subject(s.tokens, pred.first, s.first, s.style.audience)[0]
    return Word("来る", "kuru") if side is Side.THING and before not in _GOALS else Word("行く", "5iku")


def _plain_visit(pred: Predicate, before: str) -> Word:
    """Return 伺う as 行く or 聞く, by its particles; as it is where they do not tell."""
    is_able = forms.base_of_potential(pred.head, pred.norm) is not None
    if before in _HEARD:
        word = Word("聞く", "5k")
    elif before in _GOALS or is_able:
        word = Word("行く", "5iku")
    else:
        return pred.head
    return c.potential(word) if is_able else word


def _plain_layer(layer: Layer, *, is_past: bool) -> Layer:
    word = tables.AUXILIARIES.get(layer.norm) if layer.kind == "te" else None
    if layer.norm == "参る" and word and is_past:
        word = Word("くる", "kuru")  # 進めてまいりました looks back, 進めてまいります ahead
    if word is None:
        return layer
    if layer.is_potential:
        word = Word("もらえる", "1")
    return layer._replace(word=word)

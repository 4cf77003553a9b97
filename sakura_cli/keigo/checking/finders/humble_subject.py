"""Find 謙譲語 with the other side as its subject: お客様が申しました, お客様がお待ちしております."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.actors import Nominal
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.checking.subjects import farther_subject, nearest_subject
from sakura_cli.keigo.lexicon import persons
from sakura_cli.keigo.types import Audience, Side
from sakura_cli.lexicon import word_set

_VERBS: Final = word_set("keigo/rules/humble_predicates", "predicate")
_BY_TOPIC: Final = word_set("keigo/rules/humble_predicates", "by-topic")
_NOUNS: Final = word_set("keigo/rules/humble_nouns", "act")
_OTHERS: Final = word_set("keigo/rules/questions", "addressee")
_MARKS: Final = word_set("keigo/sides", "actor-mark")
_ABLE: Final = ("いただける", "頂ける")
_VOICES: Final = word_set("keigo/rules/verb_forms", "voice")


def find_humble_predicate(p: CheckedLine) -> Iterator[Match]:
    """Yield the humble verbs whose subject is clearly of the other side."""
    for k, t in enumerate(p.tokens):
        if not t.is_verb or t.norm not in _VERBS:
            continue
        first = _start_of_predicate(p, k)
        if first < 0:
            continue
        subject = nearest_subject(p, first, ("が", "の") if p.at(first - 1).surface == "の" else _MARKS)
        if subject is None:
            subject = farther_subject(p, first, k + 1, ("が",))
        if subject is None or not _is_clearly_other(p, subject):
            continue
        if t.norm == "致す" and p.audience is not Audience.EXTERNAL and subject.side is not Side.ADDRESSEE:
            continue
        # お客様は弊社の者が伺います: the topic need not act
        is_topic = p.at(subject.last).surface in ("は", "も") and t.norm in _BY_TOPIC
        if p.at(k + 1).lemma not in _VOICES and not is_topic:
            yield Match(p, first, k, k + 1)


def _start_of_predicate(p: CheckedLine, k: int) -> int:
    """Return where the predicate that ends in the verb at `k` begins; -1 where the verb tells of no act of its own."""
    norm, before = p.at(k).norm, p.at(k - 1)
    is_after_te = before.surface in ("て", "で")
    first = k
    if norm == "申し上げる":
        first = -1 if before.is_noun or before.is_verb else k
    elif norm == "為る":
        first = k - 1 if before.surface in _NOUNS else -1
    elif norm == "頂く":
        is_act = not (is_after_te or before.is_verb or before.pos == "接頭辞" or _is_taken(before))
        first = k if is_act and p.at(k).lemma not in _ABLE else -1
    elif norm == "参る":
        first = -1 if is_after_te else k
    elif norm == "致す":
        first = k - 1 if before.is_noun else -1
    elif norm == "おる":
        if p.at(k + 1).lemma == "れる":
            return -1
        if is_after_te:
            first = k - 2
            while first > 0 and (p.at(first).pos in ("助動詞", "動詞") or p.at(first).sub2.startswith("サ変")):
                first -= 1
            first += 1
    return first - 1 if first > 0 and p.at(first - 1).pos == "接頭辞" else first


def _is_taken(before: Morpheme) -> bool:
    """Tell whether the word before いただく is what is received of somebody (ご注文いただく), not a time."""
    return before.is_noun and before.sub2 != "副詞可能"


def _is_clearly_other(p: CheckedLine, subject: Nominal) -> bool:
    text, side = subject.text, subject.side
    if side is Side.ADDRESSEE:
        return text not in ("先方", "各位")
    if text in _OTHERS or text.startswith("お客"):
        return True
    if subject.owner in persons.ADDRESSEE:
        return True
    if side is not Side.RESPECTED:
        return False
    return (
        text.endswith(("様", "さま", *persons.THEIRS))
        or text in ("先生", "恩師")
        or p.audience is not Audience.EXTERNAL
    )

"""Who acts and whom the act reaches, for one predicate of a passage: the nearest subject, a raised goal."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sakura_cli.keigo import actors
from sakura_cli.keigo.actors import Nominal
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import word_set

MARKS: Final = word_set("keigo/sides", "subject-mark")
_GOALS: Final = word_set("keigo/sides", "goal-particle")
_EVERYBODY: Final = word_set("keigo/rules/questions", "everybody")


def nearest_subject(p: CheckedLine, k: int, marks: Collection[str] = MARKS) -> Nominal | None:
    """Return the person or thing marked as subject right before the predicate at token `k`.

    Only within one clause: another verb or adjective in between hides it.
    """
    begin = p.sentence_start(k)
    for j in range(k - 1, begin - 1, -1):
        t = p.tokens[j]
        if t.is_verb or t.pos in ("形容詞", "助動詞") or t.sub == "接続助詞":
            return None
        if t.surface in marks and (t.pos == "助詞" or (t.surface == "、" and _is_vocative(p, j, begin))):
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and (nominal.side is not Side.THING or t.surface == "が"):
                return nominal
    return None


def _is_vocative(p: CheckedLine, j: int, begin: int) -> bool:
    nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
    return nominal is not None and nominal.first == begin


def has_raised_goal(p: CheckedLine, k: int) -> bool:
    """Tell whether a third person to be raised is the goal or source (に, へ, を, から) of the predicate at `k`."""
    begin = p.sentence_start(k)
    for j in range(k - 1, begin, -1):
        t = p.tokens[j]
        if t.surface in _GOALS and t.pos == "助詞":
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and nominal.side.is_raised and nominal.text not in _EVERYBODY:
                return True
        if t.is_verb:
            return False
    return False

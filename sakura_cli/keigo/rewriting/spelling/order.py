"""Put what speech adds after its predicate back to its place (値札ついてないよ、これ)."""

from __future__ import annotations

from typing import Final

from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import phrases
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import word_set

_LONGEST: Final = 4
_COMMA: Final = "、"
_ASKED: Final = word_set("keigo/sides", "interrogative")


def find_added(s: Sentence) -> int:
    """Return the token of the comma after which a sentence names what it speaks of; -1 where it does not."""
    for k in range(s.last - 2, max(s.first, s.last - 2 - _LONGEST), -1):
        if s.tokens[k].surface == _COMMA:
            return k if _is_added(s, k) else -1
    return -1


def _is_added(s: Sentence, k: int) -> bool:
    before = s.tokens[k - 1]
    ends = before.sub == "終助詞" or before.cform.startswith("終止形") or before.surface == "の"
    parts = s.tokens[k + 1 : s.last]
    names = parts[-1].is_noun and all(t.is_noun or t.pos in ("連体詞", "接尾辞") or t.surface == "の" for t in parts)
    if any(t.norm in _ASKED for t in parts):
        return False  # 遅れたの、誰のせい？
    says_sorry = phrases.APOLOGIES.find_candidates(s.text(k + 1, s.last))
    if not (ends and names) or says_sorry or any(t.surface == _COMMA for t in s.tokens[s.first : k]):
        return False
    nominal = actors.nominal_before(s.tokens, s.last, k + 1, s.style.audience)
    return nominal is not None and nominal.side is Side.THING

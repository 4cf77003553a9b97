"""Put what speech adds after its predicate back to its place: what it speaks of (値札ついてないよ、これ), and why it
thanks, says sorry or is glad (ごめんね、遅くなって)."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import FAVOURS, KANA_NORMS
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, phrases, verbs
from sakura_cli.keigo.lexicon.patterns import PatternTable
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Level, Side
from sakura_cli.lexicon import word_set, words

_LONGEST: Final = 4
_COMMA: Final = "、"
_ASKED: Final = word_set("keigo/sides", "interrogative")
_TE: Final = word_set("keigo/sides", "joining")
_CAUSATIVES: Final = word_set("japanese/predicates", "causative")
_FELT_OF: Final = word_set("keigo/contexts", "felt-of")
_HAPPENED: Final = words("keigo/contexts", "happened")
_TOLD: Final = word_set("keigo/contexts", "told")
_APOLOGISED_FOR: Final = tuple(
    word for word in words("keigo/contexts", "apologised-for") if not word.endswith((*_TE, _COMMA)) and len(word) > 1
)
# A feeling and what may follow it: 大変だったよね.
_LONGEST_FEELING: Final = 6


def find_added(s: Sentence) -> int:
    """Return the token of the comma after which a sentence names what it speaks of; -1 where it does not."""
    for k in range(s.last - 2, max(s.first, s.last - 2 - _LONGEST), -1):
        if s.tokens[k].surface == _COMMA:
            return k if _is_added(s, k) else -1
    return -1


def find_cause(s: Sentence) -> int:
    """Return the token of the comma after which a sentence tells what it thanks for or feels so of; -1 without."""
    if s.is_question:
        return -1
    comma = next((k for k in range(s.first + 1, s.last - 1) if s.tokens[k].surface == _COMMA), -1)
    if comma < 0:
        return -1
    said, last = s.text(s.first, comma), s.tokens[s.last - 1]
    in_te = last.surface in _TE and last.sub == "接続助詞"
    if _is(phrases.APOLOGIES, said):
        tells = (in_te and _is_ones_fault(s, comma, said)) or s.text(comma, s.last).endswith(_APOLOGISED_FOR)
    elif _is(phrases.THANKS, said):
        tells = (in_te and _is_favour(s)) or s.text(comma, s.last).endswith(_APOLOGISED_FOR)
    else:
        tells = in_te and _tells_feeling(s, comma) and not _is_asked_for(s.tokens[s.last - 2])
    return comma if tells else -1


def _is_asked_for(verb: Morpheme) -> bool:
    """Tell whether 〜て of a verb asks for what one does for another (すごいね、教えて); 会えて and くれて do not."""
    can = forms.base_of_potential(Word(verb.lemma, "1"), verb.norm) is not None
    return verb.norm in verbs.DONE_FOR_ASKER | verbs.DIRECTED and not can and verb.norm not in FAVOURS


def _is(table: PatternTable[dict[Level, str]], said: str) -> bool:
    return any(pattern.match(said) for pattern, _ in table.find_candidates(said))


def _is_favour(s: Sentence) -> bool:
    return s.tokens[s.last - 2].norm in FAVOURS


def _is_ones_fault(s: Sentence, comma: int, said: str) -> bool:
    """Tell whether one says sorry for what a clause tells, and does not ask for it (ごめん、手伝って)."""
    tokens = s.tokens[comma + 1 : s.last - 1]
    if _is_favour(s):
        return False
    is_past = said.rstrip("ねなよ").endswith("た")
    is_told = any(t.surface in _TOLD or t.lemma in _CAUSATIVES or t.lemma in ("しまう", "ちゃう") for t in tokens)
    verb = tokens[-1]
    troubles = KANA_NORMS.get(verb.norm, verb.norm) == "掛ける" and any(
        t.surface in nouns.TROUBLES for t in tokens[-3:]
    )
    if troubles or s.text(comma + 1, s.last - 2).endswith(_HAPPENED):
        return True
    return is_past or is_told or verb.norm in verbs.UNASKED | verbs.INVOLUNTARY or verb.lemma == "ない"


def _tells_feeling(s: Sentence, comma: int) -> bool:
    tokens = s.tokens[s.first : comma]
    head = next((t for t in tokens if t.norm in _FELT_OF), None)
    is_head = head is not None and len(tokens) <= _LONGEST_FEELING and head in tokens[:2]
    return is_head and (tokens[-1].sub == "終助詞" or tokens[-1].cform.startswith("終止形"))


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

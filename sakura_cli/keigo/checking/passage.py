"""What rules read: a line with its morphemes and honorific stems (お読み, ご利用), and where sentences in it end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.keigo.types import Audience
from sakura_cli.lexicon import word_map, word_set

NO_TOKEN: Final = Morpheme("", "", "", "", "", "", "", "", "", -1, -1)
SURFACE, LEMMA, NORM = 0, 1, 2
_SENTENCE_ENDS: Final = frozenset("。！？!?")
_VERBAL_NOUN_ENDINGS: Final = "いきしちにみりえけせてねべめれぎびじ"
_HAS_OKURIGANA: Final = re.compile("[一-龠][ぁ-ん]+[一-龠]$")
_WHOLE: Final = word_map("keigo/rules/stems", "verb", "whole")
_NOT_VERBAL: Final = word_set("keigo/rules/stems", "noun")
_SECONDS: Final = word_set("keigo/rules/stems", "second")


class Stem(NamedTuple):
    """お/ご and what it honours: token range (half-open), text, the bare noun or the verb's norm."""

    first: int
    last: int
    text: str
    bare: str
    norm: str
    is_verb: bool
    is_sahen: bool


@dataclass(slots=True)
class CheckedLine:
    """One line: its masked text, offset, tokens, the honorific stems in them, and the audience.

    `found` keeps what finders found, for the rules that share one.
    """

    text: str
    start: int
    tokens: Sequence[Morpheme]
    stems: Sequence[Stem]
    audience: Audience
    found: dict[str, object] = field(default_factory=dict)
    _places: list[Mapping[str, list[int]]] = field(default_factory=list)
    _stems: dict[int, list[Stem]] | None = None
    _ends: list[int] | None = None

    def at(self, k: int) -> Morpheme:
        return self.tokens[k] if 0 <= k < len(self.tokens) else NO_TOKEN

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def surface(self, first: int, last: int) -> str:
        return "".join(t.surface for t in self.tokens[first:last])

    def places(self, attribute: int) -> Mapping[str, list[int]]:
        """Return where each SURFACE, LEMMA or NORM stands: the positions of its tokens, in order."""
        if not self._places:
            surfaces: dict[str, list[int]] = {}
            lemmas: dict[str, list[int]] = {}
            norms: dict[str, list[int]] = {}
            for k, token in enumerate(self.tokens):
                surfaces.setdefault(token[0], []).append(k)
                lemmas.setdefault(token[1], []).append(k)
                norms.setdefault(token[2], []).append(k)
            self._places = [surfaces, lemmas, norms]
        return self._places[attribute]

    def stems_at(self, k: int) -> Sequence[Stem]:
        """Return the honorific stems that begin at token `k`."""
        if self._stems is None:
            self._stems = {}
            for stem in self.stems:
                self._stems.setdefault(stem.first, []).append(stem)
        return self._stems.get(k, ())

    def sentence_start(self, k: int) -> int:
        """Return the first token of the sentence that token `k` is in."""
        ends = self._sentence_ends()
        before = bisect_left(ends, k)
        return ends[before - 1] + 1 if before else 0

    def sentence_end(self, k: int) -> int:
        """Return the token after the last one of the sentence that token `k` is in, its mark included."""
        ends = self._sentence_ends()
        following = bisect_left(ends, k)
        return ends[following] + 1 if following < len(ends) else max(k, len(self.tokens))

    def _sentence_ends(self) -> list[int]:
        """Return where sentences end: found once, for a line may be one long sentence."""
        if self._ends is None:
            self._ends = [k for k, t in enumerate(self.tokens) if t.surface in _SENTENCE_ENDS]
        return self._ends

    def asks(self, k: int) -> bool:
        """Tell whether the sentence of token `k` is a question."""
        last = self.sentence_end(k)
        tail = [t.surface for t in self.tokens[max(k, last - 3) : last]]
        return "か" in tail or "？" in tail or "?" in tail


def find_stems(tokens: Sequence[Morpheme]) -> list[Stem]:
    """Return the honorific stems among `tokens`: お読み, お待たせ, ご利用, ご覧."""
    found = []
    for k, t in enumerate(tokens):
        if t.surface in _WHOLE:
            found.append(Stem(k, k + 1, t.surface, t.surface[1:], _WHOLE[t.surface], True, False))
        if t.pos != "接頭辞" or t.norm != "御" or k + 1 >= len(tokens):
            continue
        following = tokens[k + 1]
        if following.is_verb:
            stem = _find_verb_stem(tokens, k)
            if stem is not None:
                found.append(stem)
        elif following.pos == "名詞" and following.sub == "普通名詞":
            found.append(_make_noun_stem(t.surface, following, k))
    return found


def _find_verb_stem(tokens: Sequence[Morpheme], k: int) -> Stem | None:
    verb, last, count = tokens[k + 1], k + 2, len(tokens)
    norm = verb.norm
    if verb.cform.startswith("未然形") and last < count and tokens[last].lemma in ("せる", "させる"):
        norm, last = verb.norm + "せる", last + 1
    elif not verb.cform.startswith("連用形"):
        return None
    while (
        last < count
        and tokens[last].is_verb
        and tokens[last].norm in _SECONDS
        and tokens[last].cform.startswith("連用形")
    ):
        norm, last = norm + tokens[last].norm, last + 1
    text = "".join(x.surface for x in tokens[k:last])
    return Stem(k, last, text, text[1:], norm, True, False)


def _make_noun_stem(prefix: str, noun: Morpheme, k: int) -> Stem:
    is_sahen = noun.sub2.startswith("サ変")
    is_verbal = (
        not is_sahen
        and noun.surface not in _NOT_VERBAL
        and "形状詞" not in noun.sub2
        and (noun.surface[-1] in _VERBAL_NOUN_ENDINGS or _HAS_OKURIGANA.search(noun.surface) is not None)
        and len(noun.surface) > 1
        and (noun.surface[-1] in _VERBAL_NOUN_ENDINGS or _verb_of(noun.surface) != "")
    ) or noun.surface == "話"
    norm = _verb_of(noun.surface) or noun.norm if is_verbal else noun.norm
    is_act = is_sahen and noun.surface not in _NOT_VERBAL
    return Stem(k, k + 2, prefix + noun.surface, noun.surface, norm, is_verbal, is_act)


@lru_cache(maxsize=1024)
def _verb_of(noun: str) -> str:
    """Return the verb a deverbal noun comes from (読み -> 読む); "" where there is none."""
    tokens = analyse_morphemes(noun + "ます")
    return tokens[0].norm if len(tokens) == 2 and tokens[0].is_verb else ""

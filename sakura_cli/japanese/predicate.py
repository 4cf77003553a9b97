"""Parse Japanese predicates: a head, its voices and て auxiliaries, negation and tense, modality and final particles.

The parse says what a predicate is, not how it should be put: that is `rewriting`'s business. No syntax beyond the
clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.lexicon import read_rows, word_map, word_set


class Layer(NamedTuple):
    """What is added to the head: `causative`, `passive`, `tai`, `sou`, `suffix`, `te` (with the auxiliary's word
    and norm), `denial` (of a negation: できなくはない, with its particle)."""

    kind: str
    word: Word = Word("", "")
    norm: str = ""
    is_potential: bool = False


_NO_NOUN: Final = Word("", "na")


@dataclass(slots=True)
class PredicateUnit:
    """Negation, tense and politeness of the predicate proper, or of a modal expression after it."""

    kind: str
    lead: str = ""
    word: Word = _NO_NOUN
    negated: bool = False
    past: bool = False
    polite: bool = False
    mood: str = ""
    """`` finite, `darou`, `volitional`, `imperative`, `te`, `ba`, `tara`, `nara`, `renyou`, `zu`, `nakya`."""
    bare: bool = False
    """Without copula (行くの)."""
    also: bool = False
    """Denied with も (それほどでもない)."""


@dataclass(slots=True)
class Predicate:
    """One predicate; `first` and `last` index its tokens (half-open), `start` and `end` its span in the text."""

    kind: str
    """`verb`, `adj` or `na` (na-adjective or noun with or without copula)."""
    first: int
    last: int
    head: Word
    norm: str
    head_end: int
    noun: str = ""
    """The noun of a サ変 verb."""
    prefix: str = ""
    honorific: str = ""
    """`respect`, `humble`, `courteous`, `request` where the head already is one of these forms."""
    layers: list[Layer] = field(default_factory=list)
    units: list[PredicateUnit] = field(default_factory=list)
    particles: tuple[str, ...] = ()
    permission: str = ""
    conjunction: str = ""
    role: str = ""
    """`final`, `coordinate`, `attributive`, `quoted`, `conditional`, `te`, `renyou`, `reason`, `formal-noun`."""
    nasai: bool = False

    @property
    def core(self) -> PredicateUnit:
        return self.units[0]

    @property
    def tail(self) -> PredicateUnit:
        return self.units[-1]

    def has_te(self, *norms: str) -> bool:
        return any(layer.kind in ("te", "naide") and layer.norm in norms for layer in self.layers)

    @property
    def has_tai(self) -> bool:
        return any(layer.kind == "tai" for layer in self.layers)

    def build(self, head: Word | None = None, layers: Sequence[Layer] | None = None) -> Word:
        """Return the word that head and layers make."""
        word = head or self.head
        for layer in self.layers if layers is None else layers:
            word = add_layer(word, layer)
        return word


def add_layer(word: Word, layer: Layer) -> Word:
    kind = layer.kind
    if kind == "te":
        return c.te_auxiliary(word, layer.word)
    if kind == "denial":
        return Word(c.negative(word).text[:-1] + "く" + layer.word.text + "ない", "adj")
    if kind == "naide":
        return Word(c.negative(word).text + "で" + layer.word.text, layer.word.cls)
    if kind == "causative":
        return c.causative(word)
    if kind == "passive":
        return c.passive(word)
    if kind == "tai":
        return c.desiderative(word)
    if kind == "sou":
        if word.is_verb:
            return Word(c.stem_polite(word) + "そう", "na")
        return Word(_stem_before_sou(word) + "そう", "na")
    if kind == "suffix":
        return Word(c.stem_polite(word) + layer.word.text, layer.word.cls)
    return word


def _stem_before_sou(word: Word) -> str:
    """Return what そう follows (高, よさ, なさ)."""
    if word.cls == "na":
        return word.text
    if word.cls != "adj":
        return word.text[:-2] + "よさ"  # かっこいい
    stem = word.text[:-1]
    takes_sa = word.text in ("よい", "良い") or word.text == "ない" or word.text.endswith("くない")
    return stem + "さ" if takes_sa else stem


_TABLE: Final = "japanese/predicates"
TE_AUXILIARIES: Final = word_set(_TABLE, "te")
GIVING_AWAY: Final = word_set(_TABLE, "te-giving-away")
MOTIONS: Final = word_set(_TABLE, "te-motion")
FAVOURS: Final = word_set(_TABLE, "favour")
CONTRACTED: Final = {row["word"]: (row["norm"], c.read_word(row["verb"])) for row in read_rows(_TABLE, "contracted")}
SPLIT_CONTRACTED: Final = {
    row["word"]: (row["norm"], c.read_word(row["verb"])) for row in read_rows(_TABLE, "contracted-split")
}
"""By the particle that the dictionary takes the first part of a contraction for."""
RAISED_NOUNS: Final = word_map(_TABLE, "norm", "raised-noun")
"""Nouns that make 尊敬語 with になる and are one word with their prefix (ご覧), and the verb they raise."""
CARRYING: Final = word_set(_TABLE, "carrying")
"""Verbs of which 〜てって is 〜ていって, never a request passed on."""
COMPOUND_SECONDS: Final = word_set(_TABLE, "compound-second")
KANA_NORMS: Final = word_map(_TABLE, "norm", "kana")
"""Kana spellings that Sudachi leaves in kana."""
FORMAL_NOUNS: Final = word_set(_TABLE, "formal-noun")
LIGHT_VERBS: Final = word_set(_TABLE, "light")
INFLECTIONS: Final = word_set(_TABLE, "inflection")
FINAL_PARTICLES: Final = word_set("japanese/particles", "final")
CONJUNCTIONS: Final = word_set("japanese/particles", "conjunctive")
PREDICATIVE_PARTICLES: Final = word_set("japanese/particles", "predicative")
QUOTING_VERBS: Final = word_set(_TABLE, "quoting")

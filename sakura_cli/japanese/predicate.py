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
from sakura_cli.lexicon.wordlist import word_set


class Layer(NamedTuple):
    """What is added to the head: `causative`, `passive`, `tai`, `sou`, `suffix`, `te` (with the auxiliary's word
    and norm)."""

    kind: str
    word: Word = Word("", "")
    norm: str = ""
    is_potential: bool = False


_NO_NOUN: Final = Word("", "na")


@dataclass(slots=True)
class Unit:
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
    units: list[Unit] = field(default_factory=list)
    particles: tuple[str, ...] = ()
    permission: str = ""
    conjunction: str = ""
    role: str = ""
    """`final`, `coordinate`, `attributive`, `quoted`, `conditional`, `te`, `renyou`, `reason`, `formal-noun`."""
    nasai: bool = False

    @property
    def core(self) -> Unit:
        return self.units[0]

    @property
    def tail(self) -> Unit:
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
        stem = word.text if word.cls == "na" else word.text[:-1] if word.cls == "adj" else word.text[:-2] + "よさ"
        return Word(("なさ" if stem == "な" else stem) + "そう", "na")
    if kind == "suffix":
        return Word(c.stem_polite(word) + layer.word.text, layer.word.cls)
    return word


TE_AUXILIARIES: Final = word_set(
    """居る 有る 呉れる 貰う 頂く 下さる 上げる 差し上げる 遣る 見る 置く 仕舞う 行く 来る 欲しい いらっしゃる おる
    参る しまう"""
)
CONTRACTED: Final = {
    "てる": ("居る", Word("いる", "1")),
    "でる": ("居る", Word("いる", "1")),
    "とる": ("おる", Word("いる", "1")),
    "どる": ("おる", Word("いる", "1")),
    "とく": ("置く", Word("おく", "5k")),
    "どく": ("置く", Word("おく", "5k")),
    "ちゃう": ("仕舞う", Word("しまう", "5w")),
    "じゃう": ("仕舞う", Word("しまう", "5w")),
    "ちまう": ("仕舞う", Word("しまう", "5w")),
    "たげる": ("上げる", Word("あげる", "1")),
    "だげる": ("上げる", Word("あげる", "1")),
    "てく": ("行く", Word("いく", "5iku")),
    "でく": ("行く", Word("いく", "5iku")),
}
_COMPOUND_SECONDS: Final = word_set(
    """過ぎる 始める 続ける 直す 終わる 終える 出す 切る 合う 込む 掛ける 上げる 忘れる 尽くす 切れる 得る 兼ねる
    慣れる 逃す 損なう 返す 替える 換える 付ける 回る 回す 捲る"""
)
KANA_NORMS: Final = {
    "かける": "掛ける",
    "きく": "聞く",
    "おくる": "送る",
    "はなす": "話す",
    "かえす": "返す",
    "つける": "付ける",
    "すわる": "座る",
    "なおす": "直す",
    "あける": "開ける",
    "おく": "置く",
    "しまう": "仕舞う",
    "みる": "見る",
    "申しあげる": "申し上げる",
    "召しあがる": "召し上がる",
    "さしあげる": "差し上げる",
}
"""Kana spellings that Sudachi leaves in kana."""
_FORMAL_NOUNS: Final = word_set(
    """筈 積もり 訳 物 事 所 とこ もん 予定 見込み 次第 気 番 通り とおり はず つもり わけ もの こと ところ だけ ばかり
    方針 感じ"""
)
_SURU: Final = word_set("為る 出来る 致す 為さる 頂く 下さる 申し上げる 申しあげる 呉れる 貰う 願う 頂戴")
_FINAL_PARTICLES: Final = word_set(
    """か な ね よ ぞ ぜ さ わ い け かい だい かしら なあ なぁ ねえ ねぇ ねー よね もん っけ の よー さあ わい や
    のう"""
)
CONJUNCTIONS: Final = word_set("が けど けれど けれども けども から し ので のに")
_QUOTE_VERBS: Final = word_set(
    """思う 言う 聞く 伝える 考える 話す 書く 信じる 感じる 存じる 伺う 申す 仰る 答える 願う 見る 知る 分かる
    申し上げる 判断 期待 為る 心得る 確信 呼ぶ 名乗る"""
)

"""Conjugate modern Japanese verbs, adjectives and the copula.

A `Word` is a dictionary form and its conjugation class; functions that add a voice or an auxiliary return a new
`Word`, so that forms compose: `polite(passive(causative(word)))`. Classical conjugation is left out, except ず.
"""

from __future__ import annotations

from typing import Final, NamedTuple

GODAN_ENDINGS: Final = {
    "5k": "く",
    "5g": "ぐ",
    "5s": "す",
    "5t": "つ",
    "5n": "ぬ",
    "5b": "ぶ",
    "5m": "む",
    "5r": "る",
    "5w": "う",
}
_A: Final = dict(zip("くぐすつぬぶむるう", "かがさたなばまらわ", strict=True))
_I: Final = dict(zip("くぐすつぬぶむるう", "きぎしちにびみりい", strict=True))
_E: Final = dict(zip("くぐすつぬぶむるう", "けげせてねべめれえ", strict=True))
_O: Final = dict(zip("くぐすつぬぶむるう", "こごそとのぼもろお", strict=True))
_TE: Final = dict(
    zip("くぐすつぬぶむるう", ("いて", "いで", "して", "って", "んで", "んで", "んで", "って", "って"), strict=True)
)
_SPECIAL_RA: Final = (
    "いらっしゃる",
    "おっしゃる",
    "仰る",
    "仰しゃる",
    "くださる",
    "下さる",
    "なさる",
    "為さる",
    "ござる",
    "御座る",
)
_U_ONBIN: Final = ("問う", "請う", "乞う", "訪う", "恋う")
_GODAN_SURU: Final = frozenset("愛訳略託課科解介化害期供議誤辞熟処託博服復")
"""One-character サ変 verbs that negate and take voices like 五段 verbs (愛さない, 訳される)."""


class Word(NamedTuple):
    """A dictionary form and its class.

    Classes: `5k`…`5w` 五段 by row, `5iku` 行く, `5tou` 問う, `5ra` いらっしゃる and the like, `5aru` ある, `1`
    一段, `kuru`, `suru`,
    `asuru` 愛する, `zuru`, `adj`, `ii` いい, `na` (na-adjective or noun: the text without だ).
    """

    text: str
    cls: str

    @property
    def is_verb(self) -> bool:
        return self.cls not in ("adj", "ii", "na")


_ROWS: Final = {
    "カ": "5k",
    "ガ": "5g",
    "サ": "5s",
    "タ": "5t",
    "ナ": "5n",
    "バ": "5b",
    "マ": "5m",
    "ラ": "5r",
    "ワ": "5w",
}


_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "五段": tuple("うくぐすつぬぶむる"),
    "上一段": ("る",),
    "下一段": ("る",),
    "サ行変格": ("る",),
    "カ行変格": ("る",),
    "形容詞": ("い",),
}


def make_word(dictionary_form: str, ctype: str) -> Word | None:
    """Return the `Word` of a dictionary form and Sudachi's conjugation type.

    None for classical or unknown types, and for words written without their ending (含 for 含む).
    """
    kind, _, row = ctype.partition("-")
    if not dictionary_form.endswith(_ENDINGS.get(kind, ())):
        return None
    if kind == "五段":
        return Word(dictionary_form, _godan_class(dictionary_form, row[:1]))
    if kind in ("上一段", "下一段"):
        return Word(dictionary_form, "1")
    if kind == "サ行変格":
        if dictionary_form.endswith(("ずる", "ンずる")):
            return Word(dictionary_form, "zuru")
        stem = dictionary_form[:-2]
        return Word(dictionary_form, "asuru" if len(stem) == 1 and stem in _GODAN_SURU else "suru")
    if kind == "カ行変格":
        return Word(dictionary_form, "kuru")
    if kind == "形容詞":
        return Word(dictionary_form, "ii" if dictionary_form.endswith("いい") and len(dictionary_form) != 3 else "adj")
    return None


def _godan_class(form: str, row: str) -> str:
    if form.endswith(("行く", "ゆく", "逝く", "往く")) or form in ("いく", "ていく", "でいく"):
        return "5iku"
    if form.endswith(_SPECIAL_RA):
        return "5ra"
    if form.endswith(_U_ONBIN):
        return "5tou"
    if form in ("ある", "有る", "在る") or form.endswith("である"):
        return "5aru"
    return _ROWS.get(row, "5r")


def stem_negative(w: Word) -> str:
    """Return the 未然形 that ない attaches to (the empty string for ある, whose negative is ない)."""
    text, cls = w
    if cls == "1":
        return text[:-1]
    if cls == "suru":
        return text[:-2] + "し"
    if cls == "asuru":
        return text[:-2] + "さ"
    if cls == "zuru":
        return text[:-2] + "じ"
    if cls == "kuru":
        return text[:-1] if text.endswith("来る") else text[:-2] + "こ"
    if cls == "5aru":
        return text[:-2]
    return text[:-1] + _A[text[-1]]


def stem_polite(w: Word) -> str:
    """Return the 連用形 that ます and たい attach to."""
    text, cls = w
    if cls == "1":
        return text[:-1]
    if cls in ("suru", "asuru"):
        return text[:-2] + "し"
    if cls == "zuru":
        return text[:-2] + "じ"
    if cls == "kuru":
        return text[:-1] if text.endswith("来る") else text[:-2] + "き"
    if cls == "5ra":
        return text[:-1] + "い"
    return text[:-1] + _I[text[-1]]


def te_form(w: Word) -> str:
    """Return the て form (書いて, 高くて, 静かで)."""
    text, cls = w
    if cls == "adj":
        return text[:-1] + "くて"
    if cls == "ii":
        return text[:-2] + "よくて"
    if cls == "na":
        return text + "で"
    if cls == "5iku":
        return text[:-1] + "って"
    if cls == "5tou":
        return text + "て"
    if cls in ("1", "suru", "asuru", "zuru", "kuru"):
        return stem_polite(w) + "て"
    return text[:-1] + _TE[text[-1]]


def past(w: Word) -> str:
    """Return the plain past (書いた, 高かった, 静かだった)."""
    if w.cls == "adj":
        return w.text[:-1] + "かった"
    if w.cls == "ii":
        return w.text[:-2] + "よかった"
    if w.cls == "na":
        return w.text + "だった"
    te = te_form(w)
    return te[:-1] + ("た" if te[-1] == "て" else "だ")


def conditional_tara(w: Word) -> str:
    return past(w) + "ら"


def conditional_ba(w: Word) -> str:
    """Return the ば conditional (書けば, すれば, 高ければ, 静かなら)."""
    text, cls = w
    if cls == "adj":
        return text[:-1] + "ければ"
    if cls == "ii":
        return text[:-2] + "よければ"
    if cls == "na":
        return text + "なら"
    if cls == "zuru":
        return text[:-1] + "れば"
    return text[:-1] + _E[text[-1]] + "ば"


def volitional(w: Word) -> str:
    text, cls = w
    if cls == "1":
        return text[:-1] + "よう"
    if cls == "suru":
        return text[:-2] + "しよう"
    if cls == "asuru":
        return text[:-2] + "そう"
    if cls == "zuru":
        return text[:-2] + "じよう"
    if cls == "kuru":
        return stem_negative(w) + "よう"
    return text[:-1] + _O[text[-1]] + "う"


def imperative(w: Word) -> str:
    text, cls = w
    if cls == "1":
        return text[:-1] + ("" if text.endswith("くれる") else "ろ")
    if cls == "suru":
        return text[:-2] + "しろ"
    if cls == "asuru":
        return text[:-2] + "せ"
    if cls == "zuru":
        return text[:-2] + "じろ"
    if cls == "kuru":
        return stem_negative(w) + "い"
    if cls == "5ra":
        return text[:-1] + "い"
    return text[:-1] + _E[text[-1]]


def negative(w: Word) -> Word:
    """Return the ない form as an adjective (書かない, 高くない, 静かではない)."""
    if w.cls == "adj":
        return Word(w.text[:-1] + "くない", "adj")
    if w.cls == "ii":
        return Word(w.text[:-2] + "よくない", "adj")
    if w.cls == "na":
        return Word(w.text + "ではない", "adj")
    return Word(stem_negative(w) + "ない", "adj")


def potential(w: Word) -> Word:
    """Return the potential verb (書ける, 食べられる, できる)."""
    text, cls = w
    if cls == "suru":
        return Word(text[:-2] + "できる", "1")
    if cls == "asuru":
        return Word(text[:-2] + "せる", "1")
    if cls == "5aru":
        return Word(text[:-2] + "あり得る", "1")
    if cls in ("1", "zuru", "kuru"):
        return Word(stem_negative(w) + "られる", "1")
    return Word(text[:-1] + _E[text[-1]] + "る", "1")


def passive(w: Word) -> Word:
    """Return the passive, which is also the れる/られる 尊敬語."""
    text, cls = w
    if cls == "suru":
        return Word(text[:-2] + "される", "1")
    if cls == "5aru":
        return Word(text[:-1] + "られる", "1")
    return Word(stem_negative(w) + ("られる" if cls in ("1", "zuru", "kuru") else "れる"), "1")


def causative(w: Word) -> Word:
    text, cls = w
    if cls == "suru":
        return Word(text[:-2] + "させる", "1")
    if cls == "5aru":
        return Word(text[:-1] + "らせる", "1")
    return Word(stem_negative(w) + ("させる" if cls in ("1", "zuru", "kuru") else "せる"), "1")


def desiderative(w: Word) -> Word:
    return Word(stem_polite(w) + "たい", "adj")


def te_auxiliary(w: Word, auxiliary: Word) -> Word:
    """Return `w` in the て form with an auxiliary verb or adjective after it (書いて + いる)."""
    return Word(te_form(w) + auxiliary.text, auxiliary.cls)


_MASU: Final = {(False, False): "ます", (True, False): "ません", (False, True): "ました", (True, True): "ませんでした"}
_DESU: Final = {
    (False, False): "です",
    (True, False): "ではありません",
    (False, True): "でした",
    (True, True): "ではありませんでした",
}
_KU: Final = {(True, False): "くありません", (True, True): "くありませんでした"}


def polite(w: Word, *, negated: bool = False, in_past: bool = False) -> str:
    """Return the です・ます form."""
    if w.cls == "na":
        return w.text + _DESU[negated, in_past]
    if w.cls in ("adj", "ii"):
        if negated:
            stem = w.text[:-1] if w.cls == "adj" else w.text[:-2] + "よ"
            return stem + _KU[negated, in_past]
        return (past(w) if in_past else w.text) + "です"
    return stem_polite(w) + _MASU[negated, in_past]


def plain(w: Word, *, negated: bool = False, in_past: bool = False) -> str:
    """Return the 常体 form; a na-adjective or noun ends in だ."""
    if negated:
        no = negative(w)
        return past(no) if in_past else no.text
    if in_past:
        return past(w)
    return w.text + "だ" if w.cls == "na" else w.text


def polite_volitional(w: Word) -> str:
    return stem_polite(w) + "ましょう"

"""Conjugate modern Japanese verbs, adjectives and the copula, by the paradigms of `lexicon/japanese/conjugation.tsv`.

A `Word` is a dictionary form and its conjugation class; functions that add a voice or an auxiliary return a new
`Word`, so that forms compose: `polite(passive(causative(word)))`. Classical conjugation is left out.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.lexicon import Row, read_table


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


_PARADIGMS: Final[dict[str, list[Row]]] = {}
"""The paradigms of a class, the longest ending first."""
_TYPES: Final[dict[str, list[Row]]] = {}
"""The paradigms of a conjugation type of the dictionary, the longest ending first."""
_GODAN_ROWS: Final[dict[str, Row]] = {}
"""The paradigm of a row of 五段 verbs, by the row's first kana."""
for _paradigm in sorted(read_table("japanese/conjugation"), key=lambda row: -len(row["ending"])):
    _PARADIGMS.setdefault(_paradigm["class"], []).append(_paradigm)
    for _type in _paradigm["type"].split():
        _kind, _, _godan_row = _type.partition("-")
        _TYPES.setdefault(_kind, []).append(_paradigm)
        if _godan_row:
            _GODAN_ROWS[_godan_row[0]] = _paradigm

_I_AND_E_ROWS: Final = "いきぎしじちぢにひびぴみりえけげせぜてでねへべぺめれ"
_IRREGULAR: Final = {row["word"]: row["kind"] for row in read_table("japanese/irregular_verbs") if row["match"]}
_IRREGULAR_ENDINGS: Final = {
    row["word"]: row["kind"] for row in read_table("japanese/irregular_verbs") if not row["match"]
}
_ANY_IRREGULAR_ENDING: Final = tuple(_IRREGULAR_ENDINGS)
_POLITE_ENDINGS: Final = {
    (row["kind"], row["negated"] != "", row["past"] != ""): row["word"] for row in read_table("japanese/polite_endings")
}


def make_word(dictionary_form: str, ctype: str) -> Word | None:
    """Return the `Word` of a dictionary form and Sudachi's conjugation type.

    None for classical or unknown types, and for words written without their ending (含 for 含む).
    """
    kind, _, godan_row = ctype.partition("-")
    for paradigm in _TYPES.get(kind, ()):
        if dictionary_form.endswith(paradigm["ending"]):
            break
    else:
        return None
    if kind == "五段":
        regular = _GODAN_ROWS.get(godan_row[:1], _GODAN_ROWS["ラ"])["class"]
        return Word(dictionary_form, _irregular_class(dictionary_form) or regular)
    if paradigm["class"] == "adj" and dictionary_form.endswith("いい") and len(dictionary_form) != 3:
        return Word(dictionary_form, "ii")
    return Word(dictionary_form, _IRREGULAR.get(dictionary_form, paradigm["class"]))


def read_word(cell: str) -> Word:
    """Return the `Word` of a table's cell: its class is told by its ending, or stands after a slash (帰る/5r).

    ValueError where る follows a kanji and no class is given, for it may be 一段 or 五段.
    """
    text, _, cls = cell.partition("/")
    if cls:
        return Word(text, cls)
    irregular = _irregular_class(text)
    if irregular:
        return Word(text, irregular)
    changed = (each for kind in ("サ行変格", "カ行変格") for each in _TYPES[kind] if text.endswith(each["ending"]))
    for paradigm in changed:
        return Word(text, paradigm["class"])
    if not text.endswith("る"):
        return Word(text, next(row["class"] for row in _GODAN_ROWS.values() if text.endswith(row["ending"])))
    before = text[-2:-1]
    if not "ぁ" <= before <= "ん":
        raise ValueError(f"the class of {text} has to be given")
    return Word(text, "1" if before in _I_AND_E_ROWS else "5r")


def _irregular_class(form: str) -> str:
    if form.endswith(_ANY_IRREGULAR_ENDING):
        return next(cls for ending, cls in _IRREGULAR_ENDINGS.items() if form.endswith(ending))
    return _IRREGULAR.get(form, "")


def _form(w: Word, name: str) -> str:
    """Return a form of a word by the paradigm of its class whose ending it has."""
    text = w.text
    for paradigm in _PARADIGMS[w.cls]:
        ending = paradigm["ending"]
        if text.endswith(ending):
            break
    return text[: len(text) - len(ending)] + paradigm[name]


def base_of_godan_potential(text: str) -> Word | None:
    """Return the 五段 verb whose potential a word may be (使える: 使う); None where it has no such ending."""
    for row in _GODAN_ROWS.values():
        if text.endswith(row["potential"]):
            base = text[: -len(row["potential"])] + row["ending"]
            return Word(base, _irregular_class(base) or row["class"])
    return None


def stem_polite(w: Word) -> str:
    """Return the 連用形 that ます and たい attach to."""
    return _form(w, "polite")


def te_form(w: Word) -> str:
    """Return the て form (書いて, 高くて, 静かで)."""
    return _form(w, "te")


def past(w: Word) -> str:
    """Return the plain past (書いた, 高かった, 静かだった)."""
    return _form(w, "past")


def conditional_tara(w: Word) -> str:
    return past(w) + "ら"


def conditional_ba(w: Word) -> str:
    """Return the ば conditional (書けば, すれば, 高ければ, 静かなら)."""
    return _form(w, "ba")


def volitional(w: Word) -> str:
    return _form(w, "volitional")


def imperative(w: Word) -> str:
    return _form(w, "imperative")


def negative(w: Word) -> Word:
    """Return the ない form as an adjective (書かない, 高くない, 静かではない)."""
    return Word(_form(w, "negative"), "adj")


def potential(w: Word) -> Word:
    """Return the potential verb (書ける, 食べられる, できる)."""
    return Word(_form(w, "potential"), "1")


def passive(w: Word) -> Word:
    """Return the passive, which is also the れる/られる 尊敬語."""
    return Word(_form(w, "passive"), "1")


def causative(w: Word) -> Word:
    return Word(_form(w, "causative"), "1")


def desiderative(w: Word) -> Word:
    return Word(stem_polite(w) + "たい", "adj")


def te_auxiliary(w: Word, auxiliary: Word) -> Word:
    """Return `w` in the て form with an auxiliary verb or adjective after it (書いて + いる)."""
    return Word(te_form(w) + auxiliary.text, auxiliary.cls)


def polite_ending(kind: str, *, negated: bool, in_past: bool) -> str:
    """Return ます, です, ございます as negation and tense make them; `kind` as in `polite_endings.tsv`."""
    return _POLITE_ENDINGS[kind, negated, in_past]


def polite(w: Word, *, negated: bool = False, in_past: bool = False) -> str:
    """Return the です・ます form."""
    if w.cls == "na":
        return w.text + polite_ending("nominal", negated=negated, in_past=in_past)
    if w.is_verb:
        return stem_polite(w) + polite_ending("verb", negated=negated, in_past=in_past)
    if negated:
        return te_form(w).removesuffix("くて") + polite_ending("adjective", negated=True, in_past=in_past)
    return (past(w) if in_past else w.text) + "です"


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

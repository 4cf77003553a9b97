"""Conjugation against a table read by hand, and against the morphological analyser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from conjugation_table import ADJECTIVE_FORMS, ADJECTIVES, VERB_FORMS, VERBS

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import analyse_morphemes

FORMS: dict[str, Callable[[Word], str]] = {
    "negative": lambda w: c.negative(w).text,
    "polite": c.polite,
    "polite_negative": lambda w: c.polite(w, negated=True),
    "polite_past": lambda w: c.polite(w, in_past=True),
    "polite_negative_past": lambda w: c.polite(w, negated=True, in_past=True),
    "negative_past": lambda w: c.plain(w, negated=True, in_past=True),
    "te": c.te_form,
    "past": c.past,
    "ba": c.conditional_ba,
    "tara": c.conditional_tara,
    "volitional": c.volitional,
    "imperative": c.imperative,
    "potential": lambda w: c.potential(w).text,
    "passive": lambda w: c.passive(w).text,
    "causative": lambda w: c.causative(w).text,
    "desiderative": lambda w: c.desiderative(w).text,
    "polite_volitional": c.polite_volitional,
}


def rows() -> Iterator[tuple[Word, str, str]]:
    for table, names in ((VERBS, VERB_FORMS), (ADJECTIVES, ADJECTIVE_FORMS)):
        for line in table.strip().replace("\n    ", " ").splitlines():
            text, cls, *forms = line.split()
            for name, form in zip(names.split(), forms, strict=True):
                yield Word(text, cls), name, form


TABLE = list(rows())


def test_the_table_holds_at_least_400_forms() -> None:
    assert len(TABLE) >= 400


@pytest.mark.parametrize(("word", "name", "expected"), TABLE, ids=lambda value: str(value))
def test_form(word: Word, name: str, expected: str) -> None:
    assert FORMS[name](word) == expected


RARE = frozenset(["くださらせる", "ござれる", "ござられる", "いらっしゃらせる", "なさらせる"])
"""Regular forms no writer uses, which the analyser takes apart differently."""


@pytest.mark.parametrize(("word", "name", "expected"), [row for row in TABLE if row[0].is_verb], ids=lambda v: str(v))
def test_the_analyser_reads_the_form_back(word: Word, name: str, expected: str) -> None:
    """A form that the analyser takes for another verb would be misspelt."""
    tokens = analyse_morphemes("いつも" + expected)[1:]
    known = analyse_morphemes("いつも" + word.text)[1:]
    own = {t.norm for t in known} | {t.lemma for t in known}
    if name == "potential" and word.cls == "suru":
        own.add("出来る")
    if expected not in RARE:
        assert own & ({t.norm for t in tokens} | {t.lemma for t in tokens}), [t.norm for t in tokens]


@pytest.mark.parametrize(
    ("dictionary_form", "ctype", "cls"),
    [
        ("行く", "五段-カ行", "5iku"),
        ("問う", "五段-ワア行", "5tou"),
        ("仰る", "五段-ラ行", "5ra"),
        ("有る", "五段-ラ行", "5aru"),
        ("見る", "上一段-マ行", "1"),
        ("論ずる", "サ行変格", "zuru"),
        ("愛する", "サ行変格", "asuru"),
        ("来る", "カ行変格", "kuru"),
        ("いい", "形容詞", "ii"),
        ("可愛い", "形容詞", "adj"),
    ],
)
def test_make_word_finds_the_class(dictionary_form: str, ctype: str, cls: str) -> None:
    word = c.make_word(dictionary_form, ctype)
    assert word is not None
    assert word.cls == cls


def test_classical_types_make_no_word() -> None:
    assert c.make_word("ぬ", "助動詞-ヌ") is None


def test_voices_compose() -> None:
    word = c.passive(c.causative(Word("書く", "5k")))
    assert c.polite(word, negated=True, in_past=True) == "書かせられませんでした"
    assert c.te_auxiliary(Word("読む", "5m"), Word("いる", "1")).text == "読んでいる"
    assert c.passive(Word("ある", "5aru")).text == "あられる"
    assert c.plain(Word("学生", "na")) == "学生だ"
    assert c.potential(Word("有る", "5aru")).text == "有り得る"

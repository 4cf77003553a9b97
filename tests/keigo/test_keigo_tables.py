"""The tables of keigo: one row is enough, and every row can be read."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli import keigo
from sakura_cli.japanese.conjugation import Word, read_word
from sakura_cli.keigo.lexicon import nouns, plain, sahen, verbs
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon.tables import FOLDER, read_table, word_set, words

PROGRAM = """
import sys
from itertools import combinations
from pathlib import Path
from sakura_cli.lexicon import tables
tables.FOLDER = Path(sys.argv[1])
from sakura_cli import keigo
print(keigo.rewrite(sys.argv[2], level="business").text)
"""


@pytest.mark.parametrize(
    ("table", "row", "text", "before", "after"),
    [
        (
            "keigo/verbs",
            {"word": "納める", "kind": "humble-by-o"},
            "代金を納める。",
            "代金を納めます。",
            "代金をお納めいたします。",
        ),
        (
            "keigo/formal_words",
            {"word": "ゆうべ", "kind": "word", "polite": "昨夜", "business": "昨夜"},
            "ゆうべ届いた。",
            "ゆうべ届きました。",
            "昨夜届きました。",
        ),
        (
            "keigo/phrases",
            {"pattern": "ばっちり(?:だ|です)?よ?", "kind": "sentence", "business": "問題ございません"},
            "ばっちりだよ！",
            "ばっちりです！",
            "問題ございません！",
        ),
    ],
    ids=["a humble verb", "a formal word", "a set phrase"],
)
def test_one_row_is_enough(table: str, row: dict[str, str], text: str, before: str, after: str, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    header = list(read_table(table)[0])
    with (folder / f"{table}.tsv").open("a", encoding="utf-8") as file:
        file.write("\t".join({**row, "source": "慣用"}.get(column, "") for column in header) + "\n")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, str(folder), text],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert keigo.rewrite(text).text == before
    assert done.stdout.strip() == after


def test_every_verb_of_the_tables_has_a_class() -> None:
    forms = {word for special in verbs.SPECIAL_VERBS.values() for word in special if word is not None}
    forms |= {*plain.VERBS.values(), *plain.AUXILIARIES.values(), *filter(None, plain.STEMS.values())}
    assert {word for word in forms if not word.is_verb} == set()


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("いらっしゃる", Word("いらっしゃる", "5ra")),
        ("伺う", Word("伺う", "5w")),
        ("拝見する", Word("拝見する", "suru")),
        ("申し上げる", Word("申し上げる", "1")),
        ("お目にかかる", Word("お目にかかる", "5r")),
        ("来る", Word("来る", "kuru")),
        ("行く", Word("行く", "5iku")),
        ("ある", Word("ある", "5aru")),
        ("参る/5r", Word("参る", "5r")),
        ("論ずる", Word("論ずる", "zuru")),
    ],
)
def test_the_class_of_a_verb_is_told_by_its_ending_or_given(cell: str, word: Word) -> None:
    assert read_word(cell) == word


def test_a_verb_whose_class_its_ending_leaves_open_has_to_say_it() -> None:
    with pytest.raises(ValueError, match="参る"):
        read_word("参る")


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ("keigo/persons", "self own-firm own-family addressee title respected elder neutral suffix"),
        ("keigo/verbs", "respect-by-o respect-by-reru"),
        ("keigo/verbs", "involuntary humble-by-o respect-by-reru"),
        ("keigo/sahen", "impersonal humble-by-go"),
        ("keigo/sahen", "impersonal respect-by-go"),
        ("keigo/sahen", "impersonal own-act"),
        ("keigo/sahen", "offered no-request"),
    ],
)
def test_no_word_is_two_things_that_exclude_each_other(table: str, kinds: str) -> None:
    both = [word_set(table, one) & word_set(table, other) for one, other in combinations(kinds.split(), 2)]
    assert frozenset().union(*both) == frozenset()


def test_a_noun_has_the_same_prefix_wherever_it_is_listed() -> None:
    listed = {**nouns.TROUBLES, **nouns.HONORIFIC_ADJECTIVES}
    known = {noun: sahen.honorific_prefix(noun) + noun for noun in words("keigo/sahen")} | nouns.HONORIFIC_NOUNS
    assert {noun for noun in listed if known.get(noun, listed[noun]) != listed[noun]} == set()


def test_honorific_words_name_their_class() -> None:
    classes = {row["class"] for row in read_table("keigo/honorific_verbs")} - {""}
    assert classes <= {each.value for each in HonorificClass}


@pytest.mark.parametrize("table", ["phrases", "colloquial", "colloquial_endings", "plain_forms", "negation"])
def test_every_pattern_compiles(table: str) -> None:
    for row in read_table(f"keigo/{table}"):
        re.compile(row["pattern"])


_LOOKED_AT = re.compile(r"\(\?<?[=!][^)]*\)")


@pytest.mark.parametrize("table", ["phrases", "colloquial", "colloquial_endings"])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_a_pattern_fits_has_one_of_its_signs(table: str, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from([row for row in read_table(f"keigo/{table}") if row["signs"]]))
    text = data.draw(st.from_regex(_LOOKED_AT.sub("", row["pattern"]).rstrip("$"), fullmatch=True))
    assert any(sign in text for sign in row["signs"].split())

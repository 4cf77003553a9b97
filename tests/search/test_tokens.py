"""Tokens: normalized words and pairs of characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.search.tokens import list_asked_words, list_pairs, list_words


def test_words_are_in_their_normalized_forms() -> None:
    assert list_words("打ち合わせを行なった") == list_words("打合せを行った")
    assert list_words("ＭＫ－２００") == list_words("MK-200")


def test_a_question_is_looked_for_without_what_only_asks() -> None:
    assert list_asked_words("給料日はいつか教えてください") == list_words("給料日")
    assert list_asked_words("宿泊料は1泊いくらまでですか") == list_words("宿泊料 1泊")


def test_pairs_of_hiragana_say_nothing() -> None:
    assert list_pairs("これは残業です") == ["は残", "残業", "業で"]
    assert list_pairs("A 社") == ["a", "社"]


@given(st.text())
def test_no_token_can_be_divided_by_the_index(text: str) -> None:
    for token in (*list_words(text), *list_pairs(text)):
        assert token
        assert all(character.isalnum() or ord(character) > 127 for character in token)

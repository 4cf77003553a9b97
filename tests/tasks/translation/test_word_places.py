"""Words that were translated apart from their sentence, found in it."""

from __future__ import annotations

import pytest

from sakura_cli.spans import Span
from sakura_cli.tasks.translation.word_places import find_words


@pytest.mark.parametrize(
    ("words", "sentence", "found"),
    [
        ("important", "This is an important announcement.", "important"),
        ("Important", "This is an important announcement.", "important"),
        ("Handling the accounts", "Here we define the handling of the accounts.", "handling of the accounts"),
        ("October 2nd (Friday)", "The meeting will begin at 3 p.m. on Friday, October 2.", "Friday, October 2"),
        ("3 p.m", "The meeting will begin at 3 p.m. on Friday, October 2.", "3 p.m"),
        ("Less than 5", "If the stock is below 5, order immediately.", "5"),
        ("The ledgers", "A ledger must be kept.", "ledger"),
        ("manual", "See the handbook for details.", None),
        ("ledger", "The ledger or the ledger", None),
        ("the", "on and off", None),
        ("", "Nothing", None),
        ("重要", "これは重要なお知らせです。", "重要"),
        ("重要な点", "これは重要なお知らせです。", "重要な"),
        ("大切", "これは重要なお知らせです。", None),
    ],
)
def test_words_are_found_where_most_of_them_come_together(words, sentence, found):
    span = find_words(words, sentence)
    assert (span and span.cut(sentence)) == found


def test_what_is_taken_is_found_by_nothing_else():
    sentence = "The red box and the box"
    assert find_words("box", sentence, [Span(8, 11)]) == Span(20, 23)

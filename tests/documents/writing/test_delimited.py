"""Words put back into fields of CSV."""

from __future__ import annotations

from sakura_cli.documents.writing.delimited import is_quoted, quote_field


def test_words_with_signs_are_quoted() -> None:
    assert quote_field("apples, red", is_quoted=False) == '"apples, red"'
    assert quote_field('the "best"', is_quoted=False) == '"the ""best"""'
    assert quote_field('the "best", of all', is_quoted=True) == 'the ""best"", of all'
    assert quote_field("apples", is_quoted=False) == "apples"


def test_a_position_inside_quotes_is_known() -> None:
    text = 'a,"b ""c"" d",e'
    assert [is_quoted(text, text.index(letter)) for letter in "abcde"] == [False, True, True, True, False]

"""Where a text says a value: exactly, in another spelling, nearly; never where it says something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.spans import Span
from sakura_cli.text.evidence.align import AlignmentIndex

TEXT = "株式会社ＡＢＣ商事の田中　一郎様、ﾌﾞﾗｲﾄ工業の13件。\n東京都港区芝公園四丁目二番八号。田中一郎は13日に来る。"


def found(value: str, text: str = TEXT) -> list[tuple[str, str]]:
    return [(aligned.span.cut(text), aligned.alignment) for aligned in AlignmentIndex(text).find_all(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("田中　一郎", [("田中　一郎", "EXACT")]),
        ("ABC商事", [("ＡＢＣ商事", "NORMALIZED")]),
        ("abc 商事", [("ＡＢＣ商事", "NORMALIZED")]),
        ("ブライト工業", [("ﾌﾞﾗｲﾄ工業", "NORMALIZED")]),
        ("13件", [("13件", "EXACT")]),
        ("１３件", [("13件", "NORMALIZED")]),
        ("東京都港区芝公園四町目二番八号", [("東京都港区芝公園四丁目二番八号", "FUZZY")]),
        ("東京都港区芝公園四丁目二番八", [("東京都港区芝公園四丁目二番八", "EXACT")]),
        ("3件", []),
        ("1", []),
        ("大阪府堺市西区", []),
        ("", []),
        ("　", []),
    ],
)
def test_values_are_found_in_the_words_of_the_text(value: str, expected: list[tuple[str, str]]) -> None:
    assert found(value) == expected


def test_exact_places_come_before_other_spellings_and_all_are_given() -> None:
    assert found("田中一郎") == [("田中一郎", "EXACT")]
    assert [span for span, _ in found("13")] == ["13", "13"]
    assert found("ロン", "ロンドンのロンは来ない") == [("ロン", "EXACT")]


def test_a_number_that_differs_is_never_near() -> None:
    assert found("会議室番号は204番です", "会議室番号は205番です") == []


def test_only_the_window_is_searched() -> None:
    index = AlignmentIndex(TEXT)
    assert index.find_all("13", Span(0, 10)) == []
    assert [aligned.span.start for aligned in index.find_all("13", Span(40, len(TEXT)))] == [TEXT.rindex("13")]


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 12))
def test_whatever_is_cut_out_of_a_text_is_found_there_or_stands_inside_a_word(text: str, start: int, size: int) -> None:
    value = text[start : start + size]
    for aligned in AlignmentIndex(text).find_all(value):
        cut = aligned.span.cut(text)
        assert cut
        if aligned.alignment == "EXACT":
            assert cut == value.strip()


@given(st.text("田中一郎ＡＢＣ123ｶﾞ 　", max_size=40), st.text("田中一郎ＡＢＣ123ｶﾞ", min_size=1, max_size=6))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, value: str) -> None:
    spans = [aligned.span for aligned in AlignmentIndex(text).find_all(value)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))

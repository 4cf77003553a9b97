"""Shortening: the number of characters always holds, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.tasks.framework.shorten import shorten, shorten_lines, split_fragments

# Text rich in the ends the code looks for, with astral characters, which count as one code point each.
TEXT = st.text(st.sampled_from("桜が咲く。、！？」）:：\n 𠮟😀ab1"), max_size=120)


@given(TEXT, st.integers(1, 60))
def test_shortened_text_has_at_most_so_many_characters(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(TEXT)
def test_fragments_are_the_whole_line(text: str) -> None:
    assert "".join(split_fragments(text)) == text


@given(st.lists(TEXT, min_size=1, max_size=8), st.integers(3, 200), st.sampled_from(["", "・"]))
def test_lines_with_marks_and_separators_fit(lines: list[str], limit: int, mark: str) -> None:
    kept = shorten_lines(lines, limit, separator="\n", mark=mark)
    assert len("\n".join(f"{mark}{line}" for line in kept)) <= limit


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_lines_that_fit_stay_as_they_are(lines: list[str]) -> None:
    assert shorten_lines(lines, 2000, separator="\n", mark="・") == lines


def test_whole_sentences_are_kept_before_phrases_and_phrases_before_characters() -> None:
    assert shorten("一つ目の文。二つ目の文。三つ目の文。", 13) == "一つ目の文。二つ目の文。"
    assert shorten("最初の句、次の句、終わりの句。", 10) == "最初の句、次の句"
    assert shorten("切れ目のない長い文字の列", 6) == "切れ目のな…"


def test_sentences_go_before_lines() -> None:
    lines = ["短い文。", "最初の文。次の文。終わりの文。"]
    assert shorten_lines(lines, 12, separator="\n", mark="・") == ["短い文。", "最初の文。"]

"""Plain text: lines and paragraphs, wrapped ones as one; formats; wrapping; spans after assembly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.prose import assemble, detect_format, find_plain_units
from sakura_cli.documents.wrapping import wrap_text
from sakura_cli.spans import Span

MAIL = """\
山田様

お世話になっております。
資料を2部お送りします。

・日時：10月2日（金）
・場所：本社

> 前のメールの文です。
> 続きの文です。
--
佐藤
"""
WRAPPED = (
    "The committee met on Monday to talk about the new building that the\n"
    "city wants to open next year. It did not decide on the colour of the\n"
    "roof.\n"
)


def test_lines_of_a_mail_stay_lines() -> None:
    texts = [unit.text for unit in find_plain_units(MAIL)]
    assert texts == [
        "山田様",
        "お世話になっております。",
        "資料を2部お送りします。",
        "日時：10月2日（金）",
        "場所：本社",
        "前のメールの文です。",
        "続きの文です。",
        "佐藤",
    ]


def test_a_wrapped_paragraph_is_one_unit_and_is_wrapped_again() -> None:
    [unit] = find_plain_units(WRAPPED)
    assert unit.text.startswith("The committee met on Monday to talk about the new building that the city wants")
    width = max(map(len, WRAPPED.splitlines()))
    assert unit.wrap_columns == width
    assert wrap_text(unit.text, width, unit.line_start) == WRAPPED.strip()


@given(st.text(st.sampled_from("桜a b。、\n・> 1.#-	|"), max_size=80))
def test_a_text_put_back_unchanged_is_the_same(text: str) -> None:
    units = find_plain_units(text)
    assert assemble(text, [(unit.span, unit.span.cut(text)) for unit in units])[0] == text


@given(st.text(st.sampled_from("桜花ab 。"), max_size=60), st.integers(4, 20))
def test_wrapped_lines_keep_to_the_width_and_lose_nothing(text: str, columns: int) -> None:
    line = " ".join(text.split())
    wrapped = wrap_text(line, columns, "> ")
    assert wrapped.replace("\n> ", "").replace(" ", "") == line.replace(" ", "")
    for each in wrapped.split("\n> "):
        # Closing marks never begin a line, and a word longer than a line is not cut.
        last = re.split(r"(?<=[^。]) |(?<=[桜花])", each.rstrip("。 "))[-1]
        assert count_columns(each.rstrip("。 ")) <= columns or last.isascii()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "本文", "markdown"),
        ("a.srt", "本文", "srt"),
        ("a.txt", "# 見出し\n\n```\nx\n```\n", "text"),
        ("<stdin>", "1\n00:00:01,000 --> 00:00:02,000\n言葉\n", "srt"),
        ("<stdin>", "# 見出し\n\n[案内](a.md)\n", "markdown"),
        ("<stdin>", "# 1番\n本文です。\n", "text"),
    ],
)
def test_the_format_is_told_by_name_then_by_text(name: str, text: str, expected: str) -> None:
    assert detect_format(name, text) == expected


@given(st.lists(st.text(max_size=5), min_size=1, max_size=5))
def test_the_spans_of_replacements_lie_in_the_assembled_text(words: list[str]) -> None:
    text = "abc " * len(words)
    replacements = [(Span(4 * number, 4 * number + 3), word) for number, word in enumerate(words)]
    assembled, spans = assemble(text, replacements)
    assert [span.cut(assembled) for span in spans] == words

"""Formats of a text: told by its name, then by what it says."""

from __future__ import annotations

import pytest

from sakura_cli.documents.formats import recognise_format


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "本文", "markdown"),
        ("a.srt", "本文", "text"),
        ("a.srt", "0:0:1,5 --> 0:0:2\n本文", "srt"),
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\n言葉\n", "srt"),
        ("a.txt", "# 見出し\n\n```\nx\n```\n", "text"),
        ("<stdin>", "1\n00:00:01,000 --> 00:00:02,000\n言葉\n", "srt"),
        ("<stdin>", "# 見出し\n\n[案内](a.md)\n", "markdown"),
        ("<stdin>", "# 1番\n本文です。\n", "text"),
    ],
)
def test_the_format_is_told_by_name_then_by_text(name: str, text: str, expected: str) -> None:
    assert recognise_format(name, text) == expected

"""A cell that is wrapped over lines: its words joined, and where they stand."""

from __future__ import annotations

import pytest

from sakura_cli.documents.blocks import Cell
from sakura_cli.spans import Span


@pytest.mark.parametrize(
    ("text", "pieces", "words"),
    [
        ("赤い | 甘い\nりんご | 実", ((0, 2), (8, 11)), "赤いりんご"),
        ("red | sweet\napple | fruit", ((0, 3), (12, 17)), "red apple"),
        ("A | 一\n | 二", (), ""),
    ],
)
def test_the_words_of_a_wrapped_cell(text: str, pieces: tuple[tuple[int, int], ...], words: str) -> None:
    cell = Cell(tuple(Span(*piece) for piece in pieces))
    excerpt = cell.excerpt(text)
    assert cell.cut(text) == excerpt.text == words
    for at, char in enumerate(words):
        assert char == " " or excerpt.to_source(Span(at, at + 1)).cut(text) == char

"""Cells that are wrapped over lines, and tables with merged cells in every place that these cover."""

from __future__ import annotations

import pytest

from sakura_cli.documents.blocks import Cell, Table
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


def test_a_merged_cell_is_spread_over_what_it_covers() -> None:
    corner, group, left, right, label, one, two = (
        Cell((Span(at, at + 1),), columns, rows)
        for at, (columns, rows) in enumerate([(1, 2), (2, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1)])
    )
    table = Table(((corner, group), (left, right), (label, one, two)), 2)
    assert table.spread() == [[corner, group, group], [corner, left, right], [label, one, two]]


def test_cells_that_reach_further_than_the_table_end_with_it() -> None:
    high = Cell((Span(0, 1),), 1, 9)
    words = Cell((Span(1, 2),))
    assert Table(((words, high), (words,)), 0).spread() == [[words, high], [words, high]]

"""What is drawn is read back: tables and forms of random cells, in every way of drawing them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from sakura_cli.documents.layout import find_drawn
from tests.documents.layout.drawn import KINDS, read_tables
from tests.documents.layout.drawn_forms import FORMS, read_pairs

FRAME = "前文です。\n\n{}\n\n以上のとおりです。\n"
# Kinds in which a line may be read in two ways, though seldom: whether a cell is wrapped is seen from its width alone.
AMBIGUOUS = {"columns full", "columns half", "columns mixed", "box light", "box heavy", "box ascii"}
STRICT = [kind for kind in KINDS if "wrapped" not in kind and kind not in AMBIGUOUS]


@pytest.mark.parametrize("kind", STRICT)
@seed(20261130)
@settings(max_examples=12, deadline=None, database=None)
@given(number=st.integers(0, 2**32))
def test_a_table_reads_back_as_its_cells(kind: str, number: int) -> None:
    drawn = KINDS[kind](Random(number))  # noqa: S311
    text = FRAME.format(drawn.text)
    assert read_tables(text) == [drawn.rows]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in STRICT])
def test_nearly_every_table_reads_back_where_a_line_may_be_the_rest_of_a_cell(kind: str) -> None:
    drawn = [KINDS[kind](Random(number)) for number in range(25)]  # noqa: S311
    read = sum(read_tables(FRAME.format(each.text)) == [each.rows] for each in drawn)
    assert read >= 23


@pytest.mark.parametrize("kind", FORMS)
@seed(20261130)
@settings(max_examples=12, deadline=None, database=None)
@given(number=st.integers(0, 2**32))
def test_a_form_reads_back_as_its_pairs(kind: str, number: int) -> None:
    drawn = FORMS[kind](Random(number))  # noqa: S311
    assert read_pairs(FRAME.format(drawn.text)) == drawn.said


@seed(20261130)
@settings(max_examples=60, deadline=None, database=None)
@given(st.text("品名数量山田123 　\t\n|│─┌┐└┘┼+-：:【】□☑○…=.a", max_size=200))
def test_pieces_lie_in_their_block_and_blocks_in_the_text(text: str) -> None:
    for block in find_drawn(text):
        assert 0 <= block.span.start < block.span.end <= len(text)
        pieces = list(block.pieces)
        if block.table:
            pieces += [piece for row in block.table.rows for cell in row for piece in cell.pieces]
            widths = {sum(cell.columns for cell in row) for row in block.table.rows}
            assert len(widths) == 1 or any(cell.rows > 1 for row in block.table.rows for cell in row)
        if block.pair:
            pieces += [*block.pair.label.pieces, *block.pair.value.pieces, *(each.span for each in block.pair.choices)]
        for piece in pieces:
            assert block.span.start <= piece.start < piece.end <= block.span.end
            assert piece.cut(text) == piece.cut(text).strip(" 　\t")
            assert "\n" not in piece.cut(text)

"""Lines of a table whose rows no line divides: which of them make one row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.unruled.partition import split_lines
from sakura_cli.documents.reading.pdf.unruled.rivers import find_gaps, split_pieces
from tests.fakes.typesetting import set_words

LEFTS = (60, 140, 300)
SENTENCE = "利用者は申請書を速やかに提出しなければならない。"
LETTERS = 12


def split(placed):
    """Return how many lines each row has; `placed` are words with the numbers of their column and their top."""
    glyphs = [glyph for words, column, top in placed for glyph in set_words(words, LEFTS[column], top)]
    rows = split_pieces(gather_rows(find_stretches(glyphs)))
    starts = split_lines(rows, find_gaps(rows))
    return [end - start for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def wrap(words):
    return [words[start : start + LETTERS] for start in range(0, len(words), LETTERS)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=3, max_size=7).filter(lambda counts: max(counts) > 1), st.booleans())
def test_cells_that_wrap_are_one_row_at_the_top_and_in_the_middle(counts, is_centred):
    """Whatever the numbers of lines are, even where rows stand no further apart than lines."""
    placed, top = [], 100.0
    for number, count in enumerate(counts):
        height = 12.0 * count
        own = top + (height - 12) / 2 if is_centred else top
        placed += [(f"{number}番", 0, own), (f"{number * 137 % 90}件", 2, own)]
        lines = wrap((SENTENCE * 2)[: LETTERS * count - 1] + "。")
        placed += [(line, 1, top + 12 * index) for index, line in enumerate(lines)]
        top += height
    # Rows of an even number of lines have those of their other cells between two of them.
    lines = [count + (is_centred and count % 2 == 0) for count in counts]
    assert split(placed) == lines


def test_words_of_one_length_are_rows_of_their_own():
    placed = [
        (words, column, 100 + 12 * row)
        for row in range(6)
        for column, words in enumerate(("中央図書館分館", f"第{row}配水場付属設備管理", "済"))
    ]
    assert split(placed) == [1] * 6


def test_an_empty_first_cell_begins_a_row_where_rows_are_apart():
    placed = [("机", 0, 100), ("会議室に置く", 1, 100), ("廊下に置く", 1, 130), ("棚", 0, 160), ("書庫に置く", 1, 160)]
    assert split([*placed, ("二台", 2, 100), ("三台", 2, 130), ("一台", 2, 160)]) == [1, 1, 1]


def test_a_row_without_its_number_goes_on_from_the_one_above():
    """Both cells of words go on in a narrow column, where each has as much room as words of one line have."""
    rows = [
        (["児童館付属設備", "の保守点検"], "1,250", ["浄化センター南", "館（別棟）"]),
        (["図書館"], "23,400", ["旧庁舎"]),
        (["斎場付属施設の", "保守点検業務"], "980,000", ["みどり保育園西", "館（別棟）"]),
        (["公民館"], "1,100", ["道の駅"]),
    ]
    placed, top = [], 100.0
    for first, number, last in rows:
        placed.append((number, 1, top))
        placed += [(words, 0, top + 12 * line) for line, words in enumerate(first)]
        placed += [(words, 2, top + 12 * line) for line, words in enumerate(last)]
        top += 12 * max(len(first), len(last))
    assert split(placed) == [2, 1, 2, 1]

"""Tables of ruling lines, with merged cells, missing outer lines and whatever else is drawn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.glyphs import Ruling
from sakura_cli.documents.reading.pdf.geometry.grids import find_grids, merge_rulings
from sakura_cli.documents.reading.pdf.geometry.tables import fill_grids
from tests.fakes.typesetting import rule_table, set_vertical, set_words

COLUMNS, ROWS = [60.0, 160.0, 260.0, 360.0], [100.0, 120.0, 140.0, 160.0]


def read(rulings, glyphs):
    tables, left = fill_grids(find_grids(rulings, glyphs), glyphs, 1)
    rows = [[[(cell.text, cell.columns, cell.rows) for cell in row] for row in table.rows] for table in tables]
    return rows, "".join(glyph.text for glyph in left)


def fill(words):
    return [
        glyph
        for y, row in enumerate(words)
        for x, cell in enumerate(row)
        for glyph in set_words(cell, COLUMNS[x] + 4, ROWS[y] + 5)
    ]


def test_cells_hold_what_stands_in_them():
    words = [["品名", "数量", "金額"], ["机", "2", "12,000円"], ["椅子", "", "24,000円"]]
    [rows], left = read(rule_table(COLUMNS, ROWS), fill(words) + set_words("表の下の文", 60, 180))
    assert [[text for text, _, _ in row] for row in rows] == words
    assert left == "表の下の文"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2), st.integers(0, 2), st.integers(1, 3), st.integers(1, 3))
def test_a_missing_line_merges_cells(row, column, rows, columns):
    """Any rectangle of cells without lines inside is one cell."""
    rows, columns = min(rows, 3 - row), min(columns, 3 - column)
    if 3 in (rows, columns):
        # No line is left that would show two rows or columns.
        return
    kept = []
    for ruling in rule_table(COLUMNS, ROWS):
        x, y = (ruling.left + ruling.right) / 2, (ruling.top + ruling.bottom) / 2
        inside = COLUMNS[column] < x < COLUMNS[column + columns] and ROWS[row] < y < ROWS[row + rows]
        if not inside:
            kept.append(ruling)
    words = [[f"{y}の{x}" for x in range(3)] for y in range(3)]
    for y in range(row, row + rows):
        for x in range(column, column + columns):
            if (y, x) != (row, column):
                words[y][x] = ""
    [found], _left = read(kept, fill(words))
    cells = [cell for cells in found for cell in cells]
    assert (words[row][column], columns, rows) in cells
    assert len(cells) == 9 - rows * columns + 1
    assert sorted(text for text, _, _ in cells) == sorted(text for line in words for text in line if text)


def test_outer_lines_may_be_missing_at_the_sides():
    rulings = [
        each for each in rule_table(COLUMNS, ROWS) if each.is_level or each.left not in (COLUMNS[0], COLUMNS[-1])
    ]
    words = [["区分", "定員", "備考"], ["甲", "三人", "なし"], ["乙", "五人", "なし"]]
    [rows], _left = read(rulings, fill(words))
    assert [[text for text, _, _ in row] for row in rows] == words


def test_a_frame_around_text_is_no_table():
    frame = rule_table([60, 400], [100, 200])
    assert read(frame, set_words("枠で囲んだ注意書きです。", 70, 120)) == ([], "枠で囲んだ注意書きです。")


def test_a_drawing_without_words_is_no_table():
    assert read(rule_table(COLUMNS, ROWS), set_words("本文", 60, 300)) == ([], "本文")


def test_double_lines_are_one():
    doubled = [Ruling(*each) for each in rule_table(COLUMNS, ROWS)]
    doubled += [each._replace(top=each.top + 1.5, bottom=each.bottom + 1.5) for each in doubled if each.is_level]
    words = [["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]]
    [rows], _left = read(doubled, fill(words))
    assert [[text for text, _, _ in row] for row in rows] == words


def test_lines_that_continue_one_another_are_one():
    pieces = [
        Ruling(60, 100, 160, 100),
        Ruling(160, 100.4, 260, 100.4),
        Ruling(60, 200, 90, 200),
        Ruling(120, 200, 150, 200),
    ]
    assert [(each.left, each.right) for each in merge_rulings(pieces)] == [(60, 260), (60, 90), (120, 150)]


def test_a_cell_may_be_written_down_the_page():
    glyphs = set_vertical("申請者の", 76, 104) + set_vertical("氏名等", 64, 104) + set_words("氏名", 164, 105)
    [rows], _left = read(rule_table([60, 160, 260], [100, 150]), glyphs)
    assert [text for text, _, _ in rows[0]] == ["申請者の氏名等", "氏名"]


def test_words_of_a_cell_that_wrap_are_one_paragraph():
    glyphs = set_words("左", 64, 105) + set_words("一行目から二行目へ", 164, 105) + set_words("続く文", 164, 117)
    [rows], _left = read(rule_table([60, 160, 260], [100, 140]), glyphs)
    assert [text for text, _, _ in rows[0]] == ["左", "一行目から二行目へ続く文"]

"""Tables that go on over pages."""

from __future__ import annotations

from sakura_cli.documents.reading.pdf.flow import read_flow
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable, TableCell
from sakura_cli.documents.reading.pdf.pages import Column

HEAD = ["施設名", "件数"]


def make_column(page, rows, *, lefts=(), full=False):
    cells = [[TableCell([words], page=page, is_full=full) for words in row] for row in rows]
    table = PlacedTable(Bounds(50, 100, 300, 200), [50, 150, 300], cells, list(lefts))
    return Column(page, [table], False, "across", 50, 300)


def read(*columns):
    return [[[cell.text for cell in row] for row in entry.rows] for entry in read_flow(columns, 10)]


def test_under_its_head_again_a_table_goes_on_where_words_begin_elsewhere():
    first = make_column(1, [HEAD, ["斎場", "11,365"]], lefts=(50, 160))
    second = make_column(2, [HEAD, ["図書館", "8"]], lefts=(50, 190))
    assert read(first, second) == [[HEAD, ["斎場", "11,365"], ["図書館", "8"]]]


def test_words_that_begin_elsewhere_under_no_head_are_another_table():
    first = make_column(1, [HEAD, ["斎場", "11,365"]], lefts=(50, 160))
    second = make_column(2, [["図書館", "8"], ["道の駅", "9"]], lefts=(50, 190))
    assert len(read(first, second)) == 2


def test_two_numbers_are_two_rows_though_their_cells_are_full():
    first = make_column(1, [HEAD, ["みどり保育園（南館）", "11,365"]], full=True)
    second = make_column(2, [["第二配水場", "5,687"]], full=True)
    assert read(first, second) == [[HEAD, ["みどり保育園（南館）", "11,365"], ["第二配水場", "5,687"]]]


def test_a_date_that_a_page_breaks_is_one():
    first = make_column(1, [HEAD, ["総合体育館付属", "令和6年10"]], lefts=(50, 160), full=True)
    second = make_column(2, [["設備の点検", "月11日"]], lefts=(50, 160))
    assert read(first, second) == [[HEAD, ["総合体育館付属設備の点検", "令和6年10月11日"]]]

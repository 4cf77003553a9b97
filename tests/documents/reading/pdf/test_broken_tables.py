"""Rows that a page leaves of a table without lines, under its head again."""

from __future__ import annotations

from sakura_cli.documents.reading.pdf.broken_tables import mend_broken
from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.documents.reading.pdf.pages import Column
from sakura_cli.documents.reading.pdf.unruled.alignment import find_aligned
from tests.fakes.typesetting import set_words

LEFTS = (60, 160, 290)
HEAD = ["施設名", "件数", "状況"]
ROWS = [["斎場", "12,007", "済"], ["図書館", "8,870", "継続"], ["公民館", "690", "未着手"], ["道の駅", "5,750", "済"]]
PROSE = ["受託者は、申請書を期日までに提出する。"]


def place(rows, page, *, is_table=False):
    """Return the column of a page with some rows, as a table or as lines."""
    glyphs = [
        glyph
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for glyph in set_words(cell, LEFTS[x], 100 + 20 * y)
    ]
    lines = gather_rows(find_stretches(glyphs))
    parts = [found.table for found in find_aligned(lines, page)] if is_table else [TextLine(row, page) for row in lines]
    return Column(page, parts, False, "across", 60, 420)


def show(column):
    return [
        [[cell.text for cell in row] for row in part.rows] if isinstance(part, PlacedTable) else part.text
        for part in column.parts
    ]


def test_a_row_at_the_foot_goes_with_the_table_on_the_next_page():
    above, below = place([PROSE, HEAD, ROWS[0]], 1), place([HEAD, *ROWS[1:]], 2, is_table=True)
    mend_broken([above, below])
    assert show(above) == [PROSE[0], [HEAD, ROWS[0]]]


def test_a_row_at_the_top_goes_with_the_table_on_the_page_before():
    above, below = place([HEAD, *ROWS[:3]], 1, is_table=True), place([HEAD, ROWS[3], PROSE], 2)
    mend_broken([above, below])
    assert show(below) == [[HEAD, ROWS[3]], PROSE[0]]


def test_lines_under_another_head_stay_lines():
    above, below = place([["番号", "氏名", "状況"], ROWS[0]], 1), place([HEAD, *ROWS[1:]], 2, is_table=True)
    before = show(above)
    mend_broken([above, below])
    assert show(above) == before


def test_a_head_alone_stays_a_line():
    above, below = place([PROSE, HEAD], 1), place([HEAD, *ROWS], 2, is_table=True)
    mend_broken([above, below])
    assert show(above)[0] == PROSE[0] and len(above.parts) == 2


def test_a_page_between_parts_them():
    above, below = place([HEAD, ROWS[0]], 1), place([HEAD, *ROWS[1:]], 3, is_table=True)
    mend_broken([above, below])
    assert all(isinstance(part, TextLine) for part in above.parts)

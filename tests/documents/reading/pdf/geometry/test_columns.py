"""The order of columns: prose column by column, what spans them in between, tables never torn apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.columns import find_gutters, find_regions
from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from tests.fakes.typesetting import set_paragraph, set_words

PROSE = "この規約は、市が提供するサービスの利用に関し、必要な事項を定めることを目的とする。利用者は、規約に同意する。"


def read(glyphs, gutters=()):
    return ["".join(each.text for each in region.items) for region in find_regions(find_stretches(glyphs), gutters)]


@settings(max_examples=40, deadline=None)
@given(st.integers(10, 22), st.integers(1, 4), st.integers(1, 4), st.integers(12, 40))
def test_two_columns_are_read_one_after_the_other(letters, first, second, gutter):
    left, _ = set_paragraph(PROSE * first, 60, 100, letters)
    right, _ = set_paragraph(PROSE * second, 60 + 10 * letters + gutter, 100, letters)
    assert read(left + right) == [PROSE * first, PROSE * second]


def test_three_columns_are_read_one_after_the_other():
    columns = [set_paragraph(PROSE, 40 + 180 * k, 100, 16)[0] for k in range(3)]
    assert read([glyph for column in columns for glyph in column]) == [PROSE] * 3


def test_what_spans_the_columns_stands_between_them():
    glyphs = set_words("大きな題", 240, 60, 20)
    glyphs += set_paragraph(PROSE, 60, 100, 20)[0] + set_paragraph(PROSE, 300, 100, 20)[0]
    glyphs += set_words("一つの段で全体の幅にわたって置かれた、とても長い見出しの行である。", 100, 200)
    glyphs += set_paragraph(PROSE, 60, 230, 20)[0] + set_paragraph(PROSE, 300, 230, 20)[0]
    title, first, second, heading, third, fourth = read(glyphs)
    assert title == "大きな題"
    assert heading.startswith("一つの段")
    assert [first, second, third, fourth] == [PROSE] * 4


def test_cells_are_no_columns():
    rows = [("品名", "数量", "金額"), ("机", "2", "12,000円"), ("椅子", "8", "24,000円"), ("棚", "1", "9,800円")]
    glyphs = [
        glyph
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for glyph in set_words(cell, 60 + 150 * x, 100 + 17 * y)
    ]
    assert len(read(glyphs)) == 1


def test_a_gutter_of_another_page_divides_a_few_lines():
    glyphs = set_paragraph(PROSE, 60, 100, 20)[0] + set_paragraph("右の段には、これしかない。", 300, 100, 20)[0]
    full = set_paragraph(PROSE, 60, 100, 20)[0] + set_paragraph(PROSE, 300, 100, 20)[0]
    gutters = find_gutters(find_stretches(full))
    assert gutters == [300.0]
    assert read(glyphs, gutters) == [PROSE, "右の段には、これしかない。"]

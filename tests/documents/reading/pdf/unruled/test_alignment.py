"""Tables without upright lines, and what looks like one and is a list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.unruled.alignment import find_aligned
from tests.fakes.typesetting import set_words

WORDS = st.text(alphabet="品数量金額備考机椅子棚一二三", min_size=1, max_size=7)


def read(glyphs):
    found = find_aligned(gather_rows(find_stretches(glyphs)), 1)
    return [[[cell.text for cell in row] for row in each.table.rows] for each in found]


def place(rows, lefts=(60, 200, 340), pitch=17, top=100):
    return [
        glyph
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for glyph in set_words(cell, lefts[x], top + pitch * y)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=3, max_size=8))
def test_rows_that_stand_under_one_another_are_a_table(rows):
    before = set_words("次の表のとおり、物品を購入するものとする。物品の一覧は次のとおりである。", 60, 60)
    assert read(before + place(rows)) == [[list(row) for row in rows]]


def test_a_cell_may_wrap():
    glyphs = place([("机", "二台", "会議室に置く")], pitch=30) + set_words("ための品", 340, 112)
    glyphs += place([("椅子", "八脚", "同じ"), ("棚", "一台", "書庫に置く")], pitch=30, top=130)
    assert read(glyphs) == [
        [["机", "二台", "会議室に置くための品"], ["椅子", "八脚", "同じ"], ["棚", "一台", "書庫に置く"]]
    ]


def test_a_cell_may_be_empty():
    rows = [("机", "二台", "会議室"), ("椅子", "", "廊下"), ("棚", "一台", "書庫")]
    assert read(place(rows)) == [[list(row) for row in rows]]


@pytest.mark.parametrize("marks", ["(1) (2) (3)", "1. 2. 3.", "ア イ ウ", "・ ・ ・", "① ② ③"])
def test_items_whose_marks_stand_apart_are_a_list(marks):
    rows = [(mark, "申請書を提出すること。") for mark in marks.split()]
    assert read(place(rows, lefts=(60, 100))) == []


def test_numbered_rows_with_more_columns_are_a_table():
    rows = [("1", "課コード", "0312"), ("2", "日付", "2026-12-01"), ("3", "人数", "3")]
    assert read(place(rows, lefts=(60, 100, 200))) == [[list(row) for row in rows]]


def test_a_heading_after_a_table_is_not_its_row():
    rows = [("机", "二台", "会議室"), ("椅子", "八脚", "廊下"), ("棚", "一台", "書庫")]
    assert read(place(rows) + set_words("2　用語", 60, 175)) == [[list(row) for row in rows]]


def test_contents_are_no_table():
    rows = [("第1章　総則", "………… 1"), ("第2章　登録", "………… 3"), ("第3章　雑則", "………… 9")]
    assert read(place(rows)) == []


def test_cells_of_all_columns_may_wrap_at_once():
    lines = [
        ("設備の種類", "要件"),
        ("太陽光発電", "太陽電池モジュールの最大出力の"),
        ("設備", "合計値が定められた値に満たない"),
        ("", "こと。"),
        ("定置用の蓄", "国の補助事業の対象の機器として"),
        ("電池", "登録されていること。"),
    ]
    glyphs = place(lines, lefts=(60, 130))
    assert read(glyphs) == [
        [
            ["設備の種類", "要件"],
            ["太陽光発電設備", "太陽電池モジュールの最大出力の合計値が定められた値に満たないこと。"],
            ["定置用の蓄電池", "国の補助事業の対象の機器として登録されていること。"],
        ]
    ]

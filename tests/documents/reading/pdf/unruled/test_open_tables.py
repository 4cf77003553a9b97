"""Tables shown by lines without uprights, by frames, by uprights alone and by colours; and what looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.areas import find_frames
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Ruling
from sakura_cli.documents.reading.pdf.unruled.open_tables import find_open_tables
from tests.fakes.typesetting import set_words

LEFT, RIGHT = 56, 420
LEFTS = (60, 180, 300)
WORDS = st.text(alphabet="品数量金額備考机椅子棚", min_size=1, max_size=7)
ROWS = [["品名", "数量", "備考"], ["机", "二台", "会議室"], ["椅子", "八脚", "廊下"]]


def read(glyphs, rulings=(), fills=()):
    tables, left = find_open_tables(rulings, fills, [], glyphs, 1)
    return [[[cell.text for cell in row] for row in table.rows] for table in tables], "".join(
        each.text for each in left
    )


def place(rows, *, top=100, pitch=20, lefts=LEFTS):
    return [
        glyph
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for glyph in set_words(cell, lefts[x], top + pitch * y)
    ]


def rule_off(tops):
    return [Ruling(LEFT, top, RIGHT, top) for top in tops]


def frame(top, bottom):
    return [*rule_off([top, bottom]), *(Ruling(x, top, x, bottom) for x in (LEFT, RIGHT))]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=6))
def test_rows_between_lines_are_those_of_a_table(rows):
    rulings = rule_off([95 + 20 * number for number in range(len(rows) + 1)])
    assert read(place(rows), rulings) == ([[list(row) for row in rows]], "")


@pytest.mark.parametrize("shown", ["lines", "frame", "posts", "colours"])
def test_what_shows_a_table_may_differ(shown):
    rulings, fills = {
        "lines": (rule_off([95, 115, 155]), []),
        "frame": (frame(95, 155), []),
        "posts": ([Ruling(x, 95, x, 155) for x in (170, 290)], []),
        "colours": ([], [Bounds(LEFT, 96, RIGHT, 114), Bounds(LEFT, 136, RIGHT, 154)]),
    }[shown]
    after = set_words("以上の物品を購入する。", 60, 190)
    assert read(place(ROWS) + after, rulings, fills) == ([ROWS], "以上の物品を購入する。")


def test_the_last_row_may_have_no_colour():
    rows = [*ROWS, ["棚", "一台", "書庫"]]
    fills = [Bounds(LEFT, 96, RIGHT, 114), Bounds(LEFT, 136, RIGHT, 154)]
    assert read(place(rows), fills=fills)[0] == [rows]


def test_the_head_may_stand_over_the_first_line():
    assert read(place(ROWS), rule_off([115, 135, 155]))[0] == [ROWS]


def test_a_cell_in_the_middle_of_its_row_belongs_to_it():
    glyphs = (
        place([["机", "", "会議室"]], top=110) + set_words("事務室と受付と", 180, 104) + set_words("応接室", 180, 116)
    )
    glyphs += place([["椅子", "廊下", "八脚"]], top=140)
    assert read(glyphs, rule_off([98, 132, 156]))[0] == [
        [["机", "事務室と受付と応接室", "会議室"], ["椅子", "廊下", "八脚"]]
    ]


def test_a_number_may_stand_near_the_next_words():
    rows = [["一", "1,200", "会議室"], ["二", "34,500", "廊下"], ["三", "900", "倉庫"]]
    glyphs = [
        glyph._replace(order=100 * y + 20 * x + number)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for number, glyph in enumerate(set_words(cell, (60, 295 - 5 * len(cell), 300)[x], 100 + 20 * y), start=1)
    ]
    assert read(glyphs, rule_off([95, 115, 135, 155]))[0] == [rows]


def test_text_between_two_tables_is_in_none():
    text = "次の表は、前の年度のものであって、比べるために掲げるものであり参考である。"
    rulings = rule_off([95, 115, 135, 165, 185, 205])
    found, left = read(place(ROWS[:2]) + set_words(text, 60, 145) + place(ROWS[:2], top=170), rulings)
    assert (found, left) == ([ROWS[:2], ROWS[:2]], text)


def test_prose_in_a_box_is_no_table():
    lines = ["本日は休館日です。御用の方は裏口へお回り", "ください。", "受付時間　　　午前九時から"]
    glyphs = [glyph for y, line in enumerate(lines) for glyph in set_words(line, 60, 100 + 20 * y)]
    assert read(glyphs, frame(95, 165))[0] == []
    assert find_frames(frame(95, 165), []) == [Bounds(LEFT, 95, RIGHT, 165)]


def test_a_line_beside_words_is_no_table():
    glyphs = [glyph for y in range(4) for glyph in set_words("引用した文をここに掲げる。", 60, 100 + 20 * y)]
    assert read(glyphs, [Ruling(50, 95, 50, 175)])[0] == []


def test_an_item_over_a_table_is_not_its_head():
    glyphs = set_words("(2)", 60, 80) + set_words("次の物品を購入する。", 190, 80) + place(ROWS)
    assert read(glyphs, rule_off([95, 115, 135, 155])) == ([ROWS], "(2)次の物品を購入する。")


def test_a_short_line_in_the_head_shows_a_group_of_columns():
    glyphs = set_words("施設", 60, 110) + set_words("使用料", 240, 100) + place([["", "市内", "市外"]], top=120)
    glyphs += place([["会議室", "百円", "二百円"], ["和室", "五十円", "百円"]], top=140)
    rulings = [*rule_off([95, 135, 155, 175]), Ruling(175, 115, RIGHT, 115)]
    [table], left = find_open_tables(rulings, [], [], glyphs, 1)
    assert [[(cell.text, cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [("施設", 1, 2), ("使用料", 2, 1)],
        [("市内", 1, 1), ("市外", 1, 1)],
        [("会議室", 1, 1), ("百円", 1, 1), ("二百円", 1, 1)],
        [("和室", 1, 1), ("五十円", 1, 1), ("百円", 1, 1)],
    ]
    assert (table.header_rows, left) == (2, [])


def test_prose_between_two_coloured_tables_parts_them():
    others = [["番号", "氏名"], ["一", "山田太郎"], ["二", "佐藤花子"]]
    bands = (96, 136, 246, 286)
    fills = [Bounds(LEFT, top, RIGHT, top + 18) for top in bands]
    prose = "以上の物品を購入し、次の者に渡すこととする。なお受け取りの印を求める"
    glyphs = place(ROWS) + set_words(prose, 60, 190) + place(others, top=250, lefts=(60, 240))
    assert read(glyphs, [], fills) == ([ROWS, others], prose)

"""Gaps between columns: what stands apart in all lines, and what only seems to."""

from __future__ import annotations

from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.unruled.rivers import find_blank_columns, find_gaps, split_at, split_pieces
from tests.fakes.typesetting import set_words


def place(rows):
    """Return the lines of some cells, which are words with where they begin."""
    glyphs = [
        glyph for y, row in enumerate(rows) for words, left in row for glyph in set_words(words, left, 100 + 20 * y)
    ]
    return split_pieces(gather_rows(find_stretches(glyphs)))


def read(rows):
    lines = place(rows)
    return [[each.text for each in row] for row in split_at(lines, find_gaps(lines))], len(find_gaps(lines))


def test_a_title_in_the_middle_stands_over_numbers_at_the_right():
    rows = [[("品名", 80), ("数量", 170), ("金額", 270)]]
    rows += [[("机と椅子", 60), (number, 240 - 5 * len(number)), ("九円", 270)] for number in ("12", "5", "30")]
    _, count = read(rows)
    assert count == 2


def test_a_cell_over_two_columns_leaves_them_apart():
    rows = [[("机", 60), ("二台", 160), ("会議室", 260)] for _ in range(4)]
    rows.insert(2, [("次の物品は別に定めるものとして扱うこと", 60)])
    texts, count = read(rows)
    assert count == 2
    assert texts[2] == ["次の物品は別に定めるものとして扱うこと"]


def test_names_with_a_blank_in_them_are_one_column():
    names = [("長谷川", "誠"), ("森", "由美子"), ("山田", "太郎")]
    rows = [[("区分", 60), ("氏名", 140), ("所属", 260)]]
    rows += [[("委員", 60), (f"{first}　{last}", 140), ("商工会", 260)] for first, last in names]
    assert read(rows)[1] == 2


def test_a_line_of_prose_has_no_columns():
    assert read([[("申請書を提出するものとする", 60)], [("ただし、この限りでない", 60)]])[1] == 0


def place_narrow(words):
    """Return lines of a number that ends at one place and of words that begin hardly further than a word would."""
    glyphs = []
    for y, (number, word) in enumerate(words):
        top = 100 + 20 * y
        run = [set_words("品目の名", 60, top), set_words(number, 200 - 5 * len(number), top), set_words(word, 203, top)]
        order = 50 * y
        for part in run:
            order += 5
            for glyph in part:
                order += 1
                glyphs.append(glyph._replace(order=order))
    lines = split_pieces(gather_rows(find_stretches(glyphs)))
    return [[each.text for each in row] for row in split_at(lines, find_gaps(lines))]


def test_numbers_that_end_where_words_begin_are_a_column():
    words = [("45,000", "水質の調査"), ("8,000", "幅二間"), ("21,000", "行事保険")]
    assert place_narrow(words) == [["品目の名", *row] for row in words]


def test_units_are_no_column():
    words = [("45,000", "人（推計）"), ("8,000", "人"), ("21,000", "人（見込み）")]
    assert place_narrow(words) == [["品目の名", "".join(row)] for row in words]


def place_beside(firsts, *, size=10):
    """Return lines of an article, something that ends at one place, and words that begin a blank after it."""
    rows = [[("品目の名", 60), (first, 200 - size * len(first)), ("備考の欄", 200 + size)] for first in firsts]
    return place(rows)


def test_a_gap_as_wide_as_a_blank_parts_numbers_from_words():
    assert len(find_blank_columns(place_beside(["１２", "３４５", "６"]))) == 1
    assert len(find_blank_columns(place_beside(["１２", "３４"]))) == 1


def test_a_gap_as_wide_as_a_blank_may_be_one():
    assert find_blank_columns(place_beside(["山田", "佐藤", "田中"])) == []
    rows = [[(mark, 80 - 10 * len(mark)), ("申請書を出す", 90)] for mark in ("9.", "10.")]
    assert find_blank_columns(place(rows)) == []

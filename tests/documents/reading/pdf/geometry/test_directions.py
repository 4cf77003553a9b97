"""Vertical pages and turned ones read like horizontal lines."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.pdf.geometry.directions import lay_straight
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Glyph, PageContent, turn_bounds
from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from tests.fakes.typesetting import set_vertical, set_words


def read(glyphs, rulings=()):
    page = PageContent(1, 600, 800, list(glyphs), list(rulings))
    return [
        ("down" if sheet.is_vertical else "across", [each.text for each in find_stretches(sheet.glyphs)])
        for sheet in lay_straight(page)
    ]


def test_vertical_lines_are_read_from_the_right():
    glyphs = set_vertical("二行目の文章である", 480, 100) + set_vertical("一行目の文章である", 500, 100)
    assert read(glyphs) == [("down", ["一行目の文章である", "二行目の文章である"])]


def test_a_horizontal_page_stays_as_it_is():
    assert read(set_words("一行目", 60, 100) + set_words("二行目", 60, 120)) == [("across", ["一行目", "二行目"])]


def test_a_table_of_single_letters_is_not_vertical():
    glyphs = [
        glyph for k, each in enumerate("一二三四五六七") for glyph in set_words(f"{each}　の行です", 60, 100 + 17 * k)
    ]
    assert [way for way, _ in read(glyphs)] == ["across"]


@pytest.mark.parametrize("digits", ["12", "5", "30", "!?"])
def test_digits_side_by_side_are_one_letter_of_their_line(digits):
    before, after = set_vertical("令和", 500, 100), set_vertical("年の春のことである", 500, 130)
    width = 5 if len(digits) > 1 else 10
    side = [Glyph(each, 500 + width * k, 120, 500 + width * (k + 1), 130, 10) for k, each in enumerate(digits)]
    assert read(before + side + after) == [("down", [f"令和{digits}年の春のことである"])]


def test_latin_letters_lie_on_their_side_in_vertical_lines():
    before, after = set_vertical("市の", 500, 100), set_vertical("を使う人たちのこと", 500, 135)
    side = [Glyph(each, 500, 120 + 5 * k, 510, 125 + 5 * k, 10, 0, 1) for k, each in enumerate("PDF")]
    assert read(before + side + after) == [("down", ["市のPDFを使う人たちのこと"])]


def test_what_stands_across_over_a_vertical_text_is_read_before_it_and_what_is_under_it_after():
    glyphs = set_words("広報さくら", 60, 40) + set_words("- 3 -", 280, 760)
    glyphs += set_vertical("縦に書いた本文の文章である", 500, 100)
    assert [texts for _, texts in read(glyphs)] == [["広報さくら"], ["縦に書いた本文の文章である"], ["- 3 -"]]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_was_set_on_its_side_is_turned(quarters):
    glyphs = [
        Glyph(glyph.text, *turn_bounds(Bounds(*glyph[1:5]), quarters, 800, 600), glyph.size, 0, quarters)
        for glyph in set_words("横に寝かせた文章", 60, 100) + set_words("その二行目です", 60, 120)
    ]
    page = PageContent(1, 600 if quarters % 2 else 800, 800 if quarters % 2 else 600, glyphs)
    [sheet] = lay_straight(page)
    assert [each.text for each in find_stretches(sheet.glyphs)] == ["横に寝かせた文章", "その二行目です"]


def test_a_heading_of_one_letter_stands_before_its_text():
    """However near its letter stands to the first one of the text, and whatever was drawn first."""
    text = set_vertical("私が市役所に勤め始めた春のことである", 300, 62)
    glyphs = text[:1] + set_vertical("二", 319, 62, 12) + text[1:] + set_vertical("次の行の文章が続いている", 280, 62)
    [(_, texts)] = read(glyphs)
    assert texts == ["二", "私が市役所に勤め始めた春のことである", "次の行の文章が続いている"]


def test_ruby_on_the_right_of_vertical_text_is_dropped():
    glyphs = set_vertical("古い堤の上に立つ", 500, 100) + set_vertical("つつみ", 511, 118, 5)
    assert read(glyphs) == [("down", ["古い堤の上に立つ"])]

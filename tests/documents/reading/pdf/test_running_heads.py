"""Heads, feet and numbers of pages are told from what merely stands at an edge."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.pdf.opening import read
from tests.fakes.hand_made_pdf import HandMadePage as Page
from tests.fakes.hand_made_pdf import make_pdf


def read_lines(pages):
    return read(make_pdf(pages), source="a.pdf").text.splitlines()


def pages_with(write, count=4):
    """Return pages with a sentence each, and what `write` puts on them."""
    pages = []
    for number in range(1, count + 1):
        page = Page().write(72, 120, f"本文の{'あいうえおかきく'[number]}の文章は、ここで終わります。")
        write(page, number)
        pages.append(page)
    return pages


def bodies(count=4):
    return [f"本文の{'あいうえおかきく'[number]}の文章は、ここで終わります。" for number in range(1, count + 1)]


@pytest.mark.parametrize(
    "form",
    [
        "- {} -",
        "{}",
        "{} / 4",
        "{}ページ",
        "－{}－",
        "P. {}",
        "第{}頁",
        "（{}）",
        "ｐ．{}",
        "{}/4ページ",
        "桜丘市例規集　{}",
        "規約 {}",
    ],
)
def test_numbers_of_pages_are_dropped(form):
    assert read_lines(pages_with(lambda page, number: page.write(280, 810, form.format(number), 9))) == bodies()


def test_numbers_may_begin_anywhere():
    """As in a part of a book."""
    assert read_lines(pages_with(lambda page, number: page.write(280, 810, f"- {number + 30} -", 9))) == bodies()


def test_heads_of_left_and_right_pages_are_dropped():
    def write(page, number):
        page.write(72 if number % 2 else 400, 40, "桜丘市例規集" if number % 2 else "第3編　情報", 9)

    assert read_lines(pages_with(write)) == bodies()


def test_the_head_of_a_chapter_of_one_page_is_dropped_where_heads_are():
    def write(page, number):
        page.write(72, 40, "第2章　登録" if number == 3 else "第1章　総則", 9)

    assert read_lines(pages_with(write)) == bodies()


def test_feet_of_several_lines_are_dropped():
    def write(page, number):
        page.write(72, 790, "桜丘市企画部情報政策課").write(72, 804, "電話 029-000-1234").write(500, 804, f"{number}")

    assert read_lines(pages_with(write)) == bodies()


def test_numbers_that_do_not_count_pages_are_kept():
    numbers = [120, 45, 300, 7]
    found = read_lines(pages_with(lambda page, number: page.write(280, 810, f"合計 {numbers[number - 1]}")))
    assert [line for line in found if line.startswith("合計")] == [f"合計 {number}" for number in numbers]


def test_heads_over_smaller_print_are_dropped():
    """Most letters of a document may be those of its tables."""

    def write(page, number):
        page.write(400, 40, "令和8年4月1日　総務課", 9).write(
            72, 300, "表の中の小さな文字は、本文の文字より多い。" * 3, 7.5
        )

    found = read_lines(pages_with(write))
    assert not any("総務課" in line for line in found)


def test_a_large_title_on_each_page_is_kept():
    found = read_lines(pages_with(lambda page, number: page.write(72, 50, "交付申請書", 16)))
    assert found.count("交付申請書") == 4


def test_sentences_are_kept():
    found = read_lines(pages_with(lambda page, number: page.write(72, 50, "次の事項に注意してください。")))
    assert found.count("次の事項に注意してください。") == 4


def test_what_a_browser_prints_around_one_page_is_dropped():
    page = Page().write(72, 60, "日時：令和8年4月1日").write(72, 120, "本文の文章は、ここで終わります。")
    page.write(24, 20, "2026/11/30 9:44", 8).write(300, 20, "規約", 8)
    page.write(24, 830, "https://example.jp/kiyaku.html", 8).write(540, 830, "1/1", 8)
    assert read_lines([page]) == ["日時：令和8年4月1日", "本文の文章は、ここで終わります。"]


def test_a_head_is_no_part_of_a_sentence_that_goes_over_the_page():
    line = "この事業は国の補助金を受けて行うものであり" * 2
    first = Page().write(400, 40, "桜丘市例規集", 9).write(72, 120, line).write(290, 810, "1", 9)
    second = Page().write(400, 40, "桜丘市例規集", 9).write(72, 120, "来年度も続ける。").write(290, 810, "2", 9)
    assert read_lines([first, second]) == [f"{line}来年度も続ける。"]

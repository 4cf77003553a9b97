"""Headings by how they look and by what they say, and what looks like one and is none."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.pdf.opening import read
from tests.fakes.hand_made_pdf import HandMadePage as Page
from tests.fakes.hand_made_pdf import make_pdf

BODY = "この規約は、市が提供するサービスの利用に関し、必要な事項を定めることを目的とします。"


def read_kinds(*lines):
    """Return what lines are; each is its words, or words with size and font."""
    page = Page()
    for number, line in enumerate(lines):
        words, size, font = line if isinstance(line, tuple) else (line, 10.5, "mincho")
        page.write(72, 80 + 30 * number, words, size, font=font)
    document = read(make_pdf([page]), source="a.pdf")
    return {block.span.cut(document.text): (block.kind, block.level) for block in document.blocks}


def test_larger_letters_head_by_their_size():
    found = read_kinds(
        ("規約", 18, "mincho"), ("総則", 14, "mincho"), BODY, BODY + "別の文です。", ("雑則", 14, "mincho"), BODY
    )
    assert [found[words] for words in ("規約", "総則", "雑則")] == [("heading", 1), ("heading", 2), ("heading", 2)]


@pytest.mark.parametrize("font", ["bold", "gothic"])
def test_another_font_heads_what_is_set_in_the_usual_one(font):
    assert read_kinds(BODY, ("目的", 10.5, font), BODY + "別の文です。")["目的"] == ("heading", 1)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("第1章　総則", 2),
        ("第2節　登録の手続", 3),
        ("第3条（利用の登録）", 4),
        ("附　則", 2),
        ("別表（第7条関係）", 2),
        ("様式第1号（第4条関係）", 2),
    ],
)
def test_numbers_and_names_of_parts_head(words, level):
    assert read_kinds(BODY, words, BODY + "別の文です。")[words] == ("heading", level)


def test_a_caption_heads_its_article():
    assert read_kinds(BODY, "（目的）", f"第1条　{BODY}")["（目的）"] == ("heading", 4)


def test_a_caption_without_an_article_is_a_paragraph():
    assert read_kinds(BODY, "（略）", BODY + "別の文です。")["（略）"][0] == "paragraph"


def test_sections_head_what_follows():
    assert read_kinds(BODY, "1.2　動作環境", BODY + "別の文です。")["1.2　動作環境"] == ("heading", 3)


@pytest.mark.parametrize("words", ["第3条　利用者は、この規約に同意するものとします。", "昨日、第3章を読みました。"])
def test_articles_and_sentences_are_paragraphs(words):
    assert read_kinds(BODY, words, BODY + "別の文です。")[words][0] == "paragraph"


def test_a_large_sentence_is_no_heading():
    assert (
        read_kinds(BODY, ("お急ぎください。", 14, "mincho"), BODY + "別の文です。")["お急ぎください。"][0]
        == "paragraph"
    )


@pytest.mark.parametrize("mark", ["(1)", "1.", "ア", "①", "一", "（ア）", "・", "※", "2"])
def test_what_a_mark_begins_is_an_item(mark):
    assert (
        read_kinds(BODY, f"{mark}　利用者の氏名を記入すること", BODY)[f"{mark}　利用者の氏名を記入すること"][0]
        == "item"
    )


def test_a_drawn_bullet_begins_an_item():
    page = Page().write(72, 80, BODY).dot(80, 106).write(90, 110, "利用者の氏名を記入すること")
    document = read(make_pdf([page]), source="a.pdf")
    assert [(block.kind, block.span.cut(document.text)) for block in document.blocks][1] == (
        "item",
        "・利用者の氏名を記入すること",
    )


def test_entries_of_contents_are_items_with_short_leaders():
    found = read_kinds(BODY, "第1章　総則" + "…" * 20 + "3", BODY)
    assert found["第1章　総則………3"] == ("item", 1)

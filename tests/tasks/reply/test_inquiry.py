"""Inquiries: the newest message alone, its sentences whole, and who signed it."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.reply.reading.inquiry import read_inquiry
from tests.tasks.reply.mails import make_mail


def read_texts(body: str) -> list[str]:
    return [sentence.text for sentence in read_inquiry(make_mail(body)).sentences]


def test_quotes_and_signatures_are_no_message() -> None:
    body = """林輪店 ご担当者様

点検の料金はいくらですか。

森
--
森 一郎
TEL 03-0000-0000

2026年10月10日(土) 9:12 林輪店 <info@rin.example>:
> 森様
> 修理は3日ほどです。
"""
    inquiry = read_inquiry(make_mail(body))
    assert [sentence.text for sentence in inquiry.sentences] == ["点検の料金はいくらですか。"]
    assert "修理は3日ほどです。" in inquiry.quoted
    assert "森 一郎" in inquiry.signature


@pytest.mark.parametrize(
    "name", ["林輪店 御中", "株式会社林輪店\nお客様窓口 ご担当者様", "店長さま", "林輪店の皆様", "お客様相談室 各位"]
)
def test_whom_a_mail_is_for_is_no_sentence_of_it(name: str) -> None:
    assert read_texts(f"{name}\n\n試乗はできますか。\n") == ["試乗はできますか。"]


def test_lines_that_were_wrapped_are_one_sentence_and_casual_ones_are_not() -> None:
    assert read_texts("先日そちらで購入した自転車の\n点検について伺います。\n") == [
        "先日そちらで購入した自転車の点検について伺います。"
    ]
    assert read_texts("サドルほしいんだけど、いくら？\n何日かかるかな\n教えてください") == [
        "サドルほしいんだけど、いくら？",
        "何日かかるかな",
        "教えてください",
    ]


def test_items_of_a_list_are_told_apart() -> None:
    sentences = read_inquiry(make_mail("次の2点です。\n(1) 点検の料金\n・試乗の可否\n")).sentences
    assert [(each.text, each.is_item) for each in sentences] == [
        ("次の2点です。", False),
        ("点検の料金", True),
        ("試乗の可否", True),
    ]


def test_a_text_with_one_field_has_a_subject() -> None:
    from sakura_cli.api.documents import make_document

    inquiry = read_inquiry(make_document("件名：試乗\n\n試乗はできますか。\n", name="a.txt"))
    assert (inquiry.subject, [each.text for each in inquiry.sentences]) == ("試乗", ["試乗はできますか。"])


@pytest.mark.parametrize(("body", "is_japanese"), [("Hello,\n\nCan I test it?\n", False), ("試乗は？\n", True)])
def test_the_language_is_that_of_the_message(body: str, *, is_japanese: bool) -> None:
    assert read_inquiry(make_mail(body)).is_japanese is is_japanese

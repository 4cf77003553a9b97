"""Mail parts in plain text, and texts that only look a little like mails."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.mail import find_mail_parts, strip_mail

BODY = "佐藤様\n\nお世話になっております。田中です。\n"
SIGNATURES = {
    "equals": "==========\n株式会社さくら 営業部\n田中 一郎\nTEL: 03-1234-5678\ntanaka@example.jp\n==========\n",
    "box": "━━━━━━━━━━━━━\n田中一郎\n〒100-0001 東京都千代田区1-1\nhttps://example.jp/\n",
    "delimiter": "-- \n田中\n",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_signatures_are_found(signature: str) -> None:
    text = BODY + "\n" + signature
    assert [(part.kind, part.span.cut(text).strip()) for part in find_mail_parts(text)] == [
        ("signature", signature.strip())
    ]


def test_header_quotes_and_signature_are_left_out_and_the_subject_stays() -> None:
    text = (
        "差出人: 田中 <tanaka@example.jp>\n宛先: 佐藤様\n件名: 見積の件\n\n"
        + BODY
        + "2026年3月1日(日) 10:00 佐藤 <sato@example.com>:\n> いつ届きますか。\n>\n> 佐藤\n\n明日届きます。\n\n"
        + SIGNATURES["equals"]
    )
    assert strip_mail(text).text == "見積の件\n" + BODY + "\n明日届きます。\n\n"


def test_an_attached_earlier_message_is_a_quote() -> None:
    text = "承知しました。\n\n-----Original Message-----\nFrom: a@example.jp\nTo: b@example.jp\n\n前のメール\n"
    assert [part.kind for part in find_mail_parts(text)] == ["quote"]
    assert strip_mail(text).text == "承知しました。\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "普通の文章です。\n\n-----\n\n次の節です。\n",
        "# 見出し\n\n---\n\n連絡先は https://example.jp です。\n",
        "会議名: 定例\n場所: 会議室A\n\n議題を確認した。\n",
    ],
)
def test_other_texts_have_no_mail_parts(text: str) -> None:
    assert find_mail_parts(text) == []
    assert strip_mail(text).text == text

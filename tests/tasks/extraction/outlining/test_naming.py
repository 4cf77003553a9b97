"""How well labels name fields: a word more that makes nothing else of them, and whose they are in other words."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.extraction.outlining.naming import LEAST, compare


@pytest.mark.parametrize(
    ("name", "label", "context", "value_type", "is_meant"),
    [
        ("請求金額", "ご請求予定金額", (), "amount", True),
        ("請求金額", "前回ご請求金額", (), "amount", False),
        ("口座振替日", "口座振替予定日", (), "date", True),
        ("検針日", "次回検針予定日", (), "date", False),
        ("再エネ賦課金", "再エネ発電賦課金", (), "amount", True),
        ("うち消費税", "うち消費税等相当額", (), "amount", True),
        ("会社名", "会社代表者名", (), "string", False),
        ("ロット番号", "ロット", (), "string", True),
        ("緊急連絡先電話", "TEL", ("緊急時の連絡先",), "phone", True),
        ("緊急連絡先電話", "TEL", ("貸主",), "phone", False),
        ("予定時間", "予定", (), "number", True),
    ],
)
def test_a_label_names_a_field_or_something_else(
    name: str, label: str, context: tuple[str, ...], value_type: str, *, is_meant: bool
) -> None:
    assert (compare(name, label, context, value_type) >= LEAST) is is_meant

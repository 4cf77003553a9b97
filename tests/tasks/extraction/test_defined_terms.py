"""Whom a contract calls 甲: firms whose names are any words, and definitions that a line breaks."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.extraction.defined_terms import find_defined_terms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("貸主 医療法人社団たまゆら会（以下「甲」という。）は", "医療法人社団たまゆら会"),
        ("売主 有限会社さくらのやま（以下「甲」という。）", "有限会社さくらのやま"),
        ("合同会社 P. Design Lab（以下「甲」という。）", "合同会社 P. Design Lab"),
        ("一般社団法人 ひびきあうまち（以下「甲」という。）", "一般社団法人 ひびきあうまち"),
        ("本契約は、特定非営利活動法人ことばの橋（以下「甲」という。）", "特定非営利活動法人ことばの橋"),
        ("委託者 NPO法人 あかり（以下、「甲」という）", "NPO法人 あかり"),
        ("東洋レンズ光学株式会社 東京支店（以下「甲」という。）", "東洋レンズ光学株式会社 東京支店"),
        ("株式会社ゆっくりあるく（以下\n「甲」という。）", "株式会社ゆっくりあるく"),
        ("社会福祉法人つながる里（以下\n　　「甲」という。）", "社会福祉法人つながる里"),
        ("世良　マリア（以下「甲」という。）", "世良　マリア"),
    ],
)
def test_a_term_stands_for_the_whole_name(text: str, name: str) -> None:
    assert ("甲", name) in [(term, span.cut(text)) for term, span in find_defined_terms(text)]


@pytest.mark.parametrize(
    "text", ["学校法人の運営（以下「本業務」という。）", "みどり工業株式会社の開発する製品（以下「本製品」という。）"]
)
def test_what_is_done_or_made_is_no_name(text: str) -> None:
    assert list(find_defined_terms(text)) == []

"""Whose a paper is, and whom a mail addresses: legal forms before a gap, headers of mails, what a town runs."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape

BILL = """差出人: 経理 <keiri@sunny-lab.example.jp>
宛先: ikeuchi@toyama-kogu.example.jp
件名: 【ご請求】2月分分析費用のご案内
日付: 2026年2月27日 10:05

富山工具株式会社
池内 様

お世話になっております。サニーラボ株式会社の関目です。
費用が確定いたしましたので、ご請求申し上げます。

サニーラボ株式会社 経理課 関目 千尋
"""
QUOTATION = """From: 三宅 <miyake@setouchi-kanban.example>
To: 岸本様
Date: Thu, 14 May 2026 17:42:10 +0900
Subject: Re: 店舗サインのお見積りの件

合同会社かもめ珈琲
岸本様

お世話になっております。瀬戸内看板の三宅です。
店舗サインにつきまして、以下のとおりお見積りいたします。
"""
WANTED = QUOTATION.replace("お見積りの件", "お見積りのお願い")
NOTICE = """断水のお知らせ

　　　　　　　　　　　　　　　みどり台市上下水道局
　　　　　　　　　　　　　　　工務課長　　浅見　直人

下記のとおり工事を行います。
"""
BUDGET = """令和８年度　一般社団法人　みちのく観光推進協会　収支予算書（案）

収入の部
会費収入　12,400
"""


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        (BILL, "発注元", "富山工具株式会社"),
        (BILL, "発注先", "サニーラボ株式会社"),
        (QUOTATION, "見積先", "合同会社かもめ珈琲"),
        (QUOTATION, "見積先担当者:name", "岸本"),
        (QUOTATION, "発注元", "合同会社かもめ珈琲"),
        (WANTED, "発注元", None),
        (NOTICE, "発行者", "みどり台市上下水道局"),
        (BUDGET, "団体名", "一般社団法人　みちのく観光推進協会"),
    ],
)
def test_a_paper_is_of_whom_it_says(text: str, field: str, expected: object) -> None:
    assert read(text, field) == {field.split(":")[0]: expected}

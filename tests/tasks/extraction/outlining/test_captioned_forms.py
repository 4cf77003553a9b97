"""Forms side by side, each under one word: 支給 and 控除, 資産 and 負債, one shop and another."""

from __future__ import annotations

from typing import Any

import pytest

from sakura_cli.documents.layout import find_drawn
from tests.tasks.extraction.scripted import answer, run, shape

PAYSLIP = """給与明細書

　　支給　　　　　　　　　　控除　　　　　　　　　　勤怠
基本給　　　248,000　　健康保険　　　13,965　　出勤日数　　　　　20
役職手当　　　8,000　　厚生年金　　　25,620　　有休取得　　　　　 1
　　　　　　　　　　　　住民税　　　　11,800　　残業時間　　　 10:30
支給計　　　256,000　　控除計　　　　51,385　　差引支給額　 204,615
"""
BALANCE = """貸借対照表（2026年3月31日現在）

資産の部                     負債の部
現金預金          1,204      買掛金              310
売掛金              560      未払金               96
備品                188      合計                406
"""
SHOPS = """日報　8月4日

   本店                 南口店
来客数     120      来客数      84
売上    98,400      売上    61,250
返品         2      返品         0
"""
MONEY = """会計報告
  収入            支出
会費  120,000   会場費  48,000
寄付   30,000   印刷費  12,500
計    150,000   計      60,500
"""
ITEMS = """品名        数量
歯車          12
軸             3
"""
MIXED = """営業時間　　　　　定休日
平日　10時から　　第２火曜
土日　　9時から　　年末年始
"""


def read(text: str, fields: str) -> dict[str, Any]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, Any] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (PAYSLIP, "支給:{基本給:amount, 合計:amount}", {"支給": {"基本給": 248000, "合計": 256000}}),
        (PAYSLIP, "控除:{住民税:amount, 合計:amount}", {"控除": {"住民税": 11800, "合計": 51385}}),
        (PAYSLIP, "有休取得日数:integer, 残業時間", {"有休取得日数": 1, "残業時間": "10:30"}),
        (PAYSLIP, "差引支給額:amount, 通勤手当:amount", {"差引支給額": 204615, "通勤手当": None}),
        (BALANCE, "現金預金:amount, 買掛金:amount, 未払金:amount", {"現金預金": 1204, "買掛金": 310, "未払金": 96}),
        (BALANCE, "負債の部:{合計:amount}, 資本金:amount", {"負債の部": {"合計": 406}, "資本金": None}),
        (SHOPS, "本店:{来客数:integer, 返品:integer}", {"本店": {"来客数": 120, "返品": 2}}),
        (SHOPS, "南口店:{来客数:integer, 返品:integer}", {"南口店": {"来客数": 84, "返品": 0}}),
        (MONEY, "収入:{会費:amount, 計:amount}", {"収入": {"会費": 120000, "計": 150000}}),
        (MONEY, "支出:{印刷費:amount, 計:amount}", {"支出": {"印刷費": 12500, "計": 60500}}),
    ],
)
def test_each_form_is_read_under_its_own_word(text: str, fields: str, expected: dict[str, Any]) -> None:
    assert read(text, fields) == expected


@pytest.mark.parametrize("text", [ITEMS, MIXED])
def test_columns_with_labels_of_their_own_are_no_forms(text: str) -> None:
    tables = [block.table for block in find_drawn(text) if block.table is not None]
    assert all(cell.columns == 1 for table in tables for cell in table.rows[0])

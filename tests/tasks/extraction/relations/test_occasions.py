"""One time beside another: columns of this month and the last, and sums of both on a line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tasks.extraction.scripted import answer, run, shape

METER = """水道使用水量のお知らせ

　　　　　　　　今　回　　　　　前　回
検針日　　　　　6月3日　　　　　4月2日
指　針　　　　　　318　　　　　　　291
使用水量　　　　27m3　　　　　　25m3
"""
SALES = """売上速報

| | 今月 | 前月 | 前年同月 |
|---|---:|---:|---:|
| 売上高 | 4,210,000円 | 3,980,000円 | 4,470,000円 |
| 来店客数 | 1,204 | 1,180 | 1,302 |
"""
TERMS = """決算の概要（単位：百万円）

　　　　　　　　　　当期　　　　前期
営業利益　　　　　　 412　　　　 388
従業員数　　　　　　 126　　　　 131
店舗数　　　　　　　　 9　　　　　 8
"""
SLIP = """請求書

今回請求額　　７，０６２円　　前回請求額　　８，５１４円
前回入金額　　８，５１４円　　繰越額　　０円
"""
STACKED = """ご請求明細

前回ご請求額    12,400円
ご入金額        12,400円
今回お買上額     9,800円
今回ご請求額     9,800円
"""


def read(text: str, fields: str) -> dict[str, Any]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, Any] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (METER, "検針日:date", "--06-03"),
        (METER, "前回検針日:date", "--04-02"),
        (METER, "今回指針:integer", 318),
        (METER, "前回使用水量:quantity", 25),
        (METER, "使用水量:quantity", 27),
        (METER, "次回検針日:date", None),
        (SALES, "売上高:amount", 4210000),
        (SALES, "前月売上高:amount", 3980000),
        (SALES, "前年同月来店客数:integer", 1302),
        (SALES, "翌月売上高:amount", None),
        (TERMS, "従業員数:integer", 126),
        (TERMS, "前期従業員数:integer", 131),
        (SLIP, "請求額:amount", 7062),
        (SLIP, "前回請求額:amount", 8514),
        (SLIP, "今回請求額:amount", 7062),
        (SLIP, "次回請求額:amount", None),
        (STACKED, "請求額:amount", 9800),
        (STACKED, "前回請求額:amount", 12400),
        (STACKED, "前々回請求額:amount", None),
    ],
)
def test_each_time_has_its_own(text: str, fields: str, expected: object) -> None:
    assert read(text, fields) == {fields.split(":")[0]: expected}

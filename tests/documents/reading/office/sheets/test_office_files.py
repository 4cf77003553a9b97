"""Workbooks that LibreOffice made (`tests/documents/fixtures/sheets/make.py`): read the same from each format."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.structure import LeftOutKind

FIXTURES = Path(__file__).parents[3] / "fixtures" / "sheets"
ESTIMATE = """\
見積書

御見積書

みどり建設株式会社 御中
下記のとおりお見積り申し上げます。

見積番号	Q-2026-118
見積日	令和8年11月30日
有効期限	12月28日(月)

No.	品名	数量	単位	単価	金額	備考
1	足場組立	120	㎡	¥1,500	¥180,000
2	外壁塗装（シリコン）	1	式	¥150,000	¥150,000	3回塗り
3	値引	1	式	△10,000	△10,000
合計	¥320,000

1. お支払い条件：月末締め翌月末払い

10月

日付	出勤	実働	達成率
10月1日(木)	9:00	24:30	12.5%
10月5日(月)	9:00	8:00	95.7%
"""
FORM = """\
申込書

入会申込書
フリガナ	サトウ ハナコ	性別	□男 ☑女
氏名	佐藤 花子	生年月日	昭和63年6月2日
住所	〒150-0001 東京都渋谷区神宮前1-2-3
電話番号	09012345678
開始日	令和8年4月1日
"""


def read(name: str) -> Document:
    return read_document((FIXTURES / name).read_bytes(), source=name)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_an_estimate_is_read_area_by_area_as_it_is_shown(ending: str) -> None:
    document = read(f"estimate.{ending}")
    assert [line.rstrip("\t") for line in document.text.splitlines()] == ESTIMATE.splitlines()
    table = next(block.table for block in document.blocks if block.table)
    assert table.header_rows == 1
    assert [cell.columns for cell in table.rows[-1]] == [5, 1, 1]
    cell = table.rows[3][5]
    assert (str(document.origin(cell.span)), cell.value) == ("見積書!F10", "-10000")
    date = next(block.pair for block in document.blocks if block.pair and "見積日" in block.span.cut(document.text))
    assert date.value.value == "2026-11-30"
    counts = {part.kind: part.count for part in document.left_out}
    counts.pop(LeftOutKind.HEADERS, None)
    assert counts == {LeftOutKind.HIDDEN_ROWS: 2, LeftOutKind.COMMENTS: 1, LeftOutKind.HIDDEN_SHEETS: 1}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_form_on_paper_ruled_in_squares_is_pairs(ending: str) -> None:
    document = read(f"form.{ending}")
    assert document.text == FORM
    pairs = [pair for block in document.blocks if block.pair for pair in (block.pair, *block.more_pairs)]
    labels = [pair.label.cut(document.text) for pair in pairs]
    assert labels == ["フリガナ", "性別", "氏名", "生年月日", "住所", "電話番号", "開始日"]
    assert [(choice.span.cut(document.text), choice.is_ticked) for choice in pairs[1].choices] == [
        ("男", False),
        ("女", True),
    ]

"""A line of dashes in groups says where the columns of a table are, whatever stands how close in its rows."""

from __future__ import annotations

import pytest

from sakura_cli.documents.layout import find_drawn

TEXT = """項目  検査箇所   測定器          n1      判定
{ruler}
 1    全長       デジタルノギス 120.05   OK
 2    穴径       ピンゲージ       8.02   OK
 3    穴 ピッチ  三次元測定機    60.03   NG
"""
ROWS = [
    ["項目", "検査箇所", "測定器", "n1", "判定"],
    ["1", "全長", "デジタルノギス", "120.05", "OK"],
    ["2", "穴径", "ピンゲージ", "8.02", "OK"],
    ["3", "穴 ピッチ", "三次元測定機", "60.03", "NG"],
]
RULER = "----  ---------  -------------- ------  ----"


def tables_of(text: str) -> list[list[list[str]]]:
    tables = (block.table for block in find_drawn(text) if block.table is not None)
    return [[[cell.cut(text) for cell in row] for row in table.rows] for table in tables]


@pytest.mark.parametrize("mark", ["-", "="])
@pytest.mark.parametrize(
    "below", ["", "\n注記は別紙のとおり。\n", "------------------------------------\n合計     3件\n"]
)
def test_the_groups_of_a_ruler_are_the_columns(mark: str, below: str) -> None:
    assert tables_of(TEXT.format(ruler=RULER.replace("-", mark)) + below)[:1] == [ROWS]


def test_a_cell_left_empty_stays_empty() -> None:
    text = "品名      数量  単価\n--------  ----  ------\nねじ      10    20\n梱包            300\n"
    assert tables_of(text) == [[["品名", "数量", "単価"], ["ねじ", "10", "20"], ["梱包", "", "300"]]]


@pytest.mark.parametrize(
    "text", ["署名\n------  ------  ------\n\n以上です。\n", "本文です。\n---  ---  ---\n続きの文です。\n"]
)
def test_dashes_without_labels_over_each_are_no_ruler(text: str) -> None:
    assert tables_of(text) == []

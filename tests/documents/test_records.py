"""Records that a text lays out itself: tables, sections, labelled lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.records import Layout, find_labelled, find_sections, find_tables, match_label

TABLE = """品目は次のとおり。

| 品名 | 数量 | 単価（円） |
|------|-----:|:----|
| りんご | 3 | 150 |
| み\\|かん |  | 80 |

以上。
"""
SECTIONS = """# 氏名

## 赤松 恵子

- 所属: 第一課
- 備考: https://example.jp/a: 参照

## 小池 登

- 所属: 第二課

# 別の表

本文だけ。
"""
LABELLED = """氏名：赤松恵子
■ 日時: 3月5日 14:00
【場所】第1会議室
14:00 開会
件名：
　春の会
--- | ---
URL https://example.jp/
"""


def cells(text: str, layout: Layout) -> list[dict[str, str]]:
    return [{label: span.cut(text) for label, span in record.cells.items()} for record in layout.records]


def test_tables_in_markdown() -> None:
    [table] = find_tables(TABLE)
    assert table.labels == ("品名", "数量", "単価（円）")
    assert cells(TABLE, table) == [
        {"品名": "りんご", "数量": "3", "単価（円）": "150"},
        {"品名": "み\\|かん", "数量": "", "単価（円）": "80"},
    ]
    assert table.span.cut(TABLE).startswith("| 品名") and table.span.cut(TABLE).endswith("80 |")


def test_tables_divided_by_tabs() -> None:
    text = "名前\t電話\n赤松\t03-1234-5678\n小池\t\n"
    [table] = find_tables(text)
    assert cells(text, table) == [{"名前": "赤松", "電話": "03-1234-5678"}, {"名前": "小池", "電話": ""}]


def test_sections_of_labelled_lines() -> None:
    [layout] = find_sections(SECTIONS)
    assert layout.labels == ("氏名", "所属", "備考")
    assert cells(SECTIONS, layout) == [
        {"氏名": "赤松 恵子", "所属": "第一課", "備考": "https://example.jp/a: 参照"},
        {"氏名": "小池 登", "所属": "第二課"},
    ]


def test_labelled_lines() -> None:
    assert [(label, span.cut(LABELLED)) for label, span in find_labelled(LABELLED)] == [
        ("氏名", "赤松恵子"),
        ("日時", "3月5日 14:00"),
        ("場所", "第1会議室"),
        ("件名", "春の会"),
    ]


def test_several_labels_on_one_line() -> None:
    text = "番号：A-31　発行日：令和8年3月5日 14:00 / 担当: 三浦　https://example.jp\n"
    found = [(label, span.cut(text)) for label, span in find_labelled(text)]
    assert found == [("番号", "A-31"), ("発行日", "令和8年3月5日 14:00"), ("担当", "三浦　https://example.jp")]


@pytest.mark.parametrize(
    ("label", "name", "is_same"),
    [
        ("出席", "出席者", True),
        ("担当者", "担当", True),
        ("記", "記者", False),
        ("単価（円）", "単価", True),
        ("ＵＲＬ", "url", True),
        ("氏　名", "氏名", True),
        ("氏名かな", "氏名", False),
        ("名", "氏名", False),
    ],
)
def test_labels_name_fields(label: str, name: str, is_same: bool) -> None:
    assert match_label(label, name) is is_same


@given(st.text("|-: #\t\n氏名：a1", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for layout in [*find_tables(text), *find_sections(text)]:
        for record in layout.records:
            assert all(0 <= span.start <= span.end <= len(text) for span in record.cells.values())
    assert all(span.cut(text).strip() for _, span in find_labelled(text))

"""Records that a text lays out itself: tables, sections, labelled lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.tasks.extraction.fields import parse_fields
from sakura_cli.tasks.extraction.records import Records, find_labelled, find_records, match_label
from sakura_cli.tasks.extraction.rules import extract_rows
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf
from tests.fakes.drawn_columns import draw

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


def document(text: str, name: str = "<text>") -> Document:
    return Document(name, text, "utf-8", "\n", has_bom=False)


def values(text: str, records: Records) -> list[dict[str, str]]:
    return [{label: place.cut(text) if place else "" for label, place in row.items()} for row in records.rows]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_tables_with_pipes(name: str) -> None:
    [table] = find_records(document(TABLE, name))
    assert table.labels == ("品名", "数量", "単価（円）")
    assert values(TABLE, table) == [
        {"品名": "りんご", "数量": "3", "単価（円）": "150"},
        {"品名": "み\\|かん", "数量": "", "単価（円）": "80"},
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_tables_divided_by_tabs(name: str) -> None:
    text = "名前\t電話\n赤松\t03-1234-5678\n小池\t\n"
    [table] = find_records(document(text, name))
    assert values(text, table) == [{"名前": "赤松", "電話": "03-1234-5678"}, {"名前": "小池", "電話": ""}]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_table_in_code_is_one_to_its_reader(name: str) -> None:
    text = f"次のとおりです。\n\n```\n{TABLE}```\n"
    [table] = find_records(document(text, name))
    assert values(text, table)[0] == {"品名": "りんご", "数量": "3", "単価（円）": "150"}


def test_two_columns_of_one_label_are_no_records() -> None:
    assert find_records(document("氏名\t氏名\n赤松\t小池\n")) == []


def test_columns_without_a_label_do_no_harm() -> None:
    text = "| | 氏名 | |\n|-|-|-|\n| 1 | 赤松 | 済 |\n"
    [table] = find_records(document(text))
    assert values(text, table) == [{"氏名": "赤松"}]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_sections_of_labelled_items(name: str) -> None:
    [section] = find_records(document(SECTIONS, name))
    assert section.labels == ("氏名", "所属", "備考")
    assert values(SECTIONS, section) == [
        {"氏名": "赤松 恵子", "所属": "第一課", "備考": "https://example.jp/a: 参照"},
        {"氏名": "小池 登", "所属": "第二課"},
    ]


def test_labelled_lines() -> None:
    assert [(label, span.cut(LABELLED)) for label, span in find_labelled(document(LABELLED))] == [
        ("氏名", "赤松恵子"),
        ("日時", "3月5日 14:00"),
        ("場所", "第1会議室"),
        ("件名", "春の会"),
        ("URL", "https://example.jp/"),
    ]


def test_several_labels_on_one_line() -> None:
    text = "番号：A-31　発行日：令和8年3月5日 14:00 / 担当: 三浦　https://example.jp\n"
    found = [(label, span.cut(text)) for label, span in find_labelled(document(text))]
    assert found == [("番号", "A-31"), ("発行日", "令和8年3月5日 14:00"), ("担当", "三浦　https://example.jp")]


def test_what_is_drawn_has_labels_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(monkeypatch)
    assert [(label, span.cut(drawn)) for label, span in find_labelled(document(drawn))] == [("件名", "春の会のご案内")]
    [table] = find_records(document(drawn))
    assert values(drawn, table) == [{"品名": "赤いりんご", "備考": "甘くて大きい"}]


def test_a_value_that_is_wrapped_beside_another_column_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(monkeypatch)
    [row] = extract_rows(IndexedDocument(document(drawn)), parse_fields("品名, 備考")) or []
    assert isinstance(row, dict) and isinstance(leaf := row["品名"], Leaf)
    assert leaf.value == "赤いりんご" and leaf.span.cut(drawn) == leaf.raw
    assert leaf.raw.startswith("赤い") and leaf.raw.endswith("りんご")


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


@given(st.text("|-: #\t\n氏名：a1", max_size=80), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read(text: str, name: str) -> None:
    places = [span for each in find_records(document(text, name)) for row in each.rows for span in row.values()]
    assert all(span.cut(text).strip() for span in places if span is not None)
    assert all(span.cut(text).strip() for _, span in find_labelled(document(text, name)))


@pytest.mark.parametrize(
    "sums", ["小計　　　　　　　460\n消費税　　　　　　 46\n合計　　　　　　￥506\n", "合　計　　　　　　460\n", ""]
)
def test_rows_that_add_up_a_table_are_no_items(sums: str) -> None:
    text = "品名　　　数量　金額\nりんご　　　　3　 150\nみかん　　　 12　 310\n" + sums
    document = Document("<text>", text, "utf-8", "\n", has_bom=False)
    rows = extract_rows(IndexedDocument(document), parse_fields("品名, 数量:number, 金額:amount"))
    assert rows is not None
    names = [row["品名"].raw for row in rows if isinstance(row, dict) and isinstance(row["品名"], Leaf)]
    assert names == ["りんご", "みかん"]

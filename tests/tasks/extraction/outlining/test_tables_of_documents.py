"""The same data whatever a table came from: merged cells, heads of two rows, a form and a list in one frame."""

from __future__ import annotations

from typing import Any

import pytest

from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.structure import Origin
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

Rows = list[list[str | tuple[str, int, int]]]


def _find(data: bytes, fields: str) -> Any:
    engine = ScriptedEngine(lambda request: "null")
    document = read_document(data, source="paper")
    shape = Shape(parse_fields(fields))
    return complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens)).payload.data


def _page(*parts: str | Rows) -> bytes:
    """Return a page of paragraphs and of tables; a cell is its words, or these with the columns and rows it covers."""
    written = "".join(f"<p>{part}</p>" if isinstance(part, str) else _table(part) for part in parts)
    return f"<!DOCTYPE html><html><body>{written}</body></html>".encode()


def _table(rows: Rows) -> str:
    cells = [[(cell, 1, 1) if isinstance(cell, str) else cell for cell in row] for row in rows]
    written = [
        "".join(f"<td colspan={columns} rowspan={lines}>{words}</td>" for words, columns, lines in row) for row in cells
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in written)}</table>"


def test_a_header_of_two_rows_names_the_columns_below_it() -> None:
    table: Rows = [
        [("支店", 1, 2), ("2024年度", 3, 1)],
        ["売上", "費用", "利益"],
        ["札幌", "12,400", "9,800", "2,600"],
        ["仙台", "8,900", "9,400", "△500"],
    ]
    found = _find(_page("単位：千円", table), "実績[]:{支店, 売上:amount, 利益:amount}")
    assert found == {
        "実績": [
            {"支店": "札幌", "売上": 12_400_000, "利益": 2_600_000},
            {"支店": "仙台", "売上": 8_900_000, "利益": -500_000},
        ]
    }


def test_words_that_reach_down_are_those_of_every_row_but_a_number_is_of_the_first() -> None:
    table: Rows = [
        ["分類", "内容", "料金"],
        [("シャツ", 1, 2), "ワイシャツ", "180"],
        ["ブラウス", "350"],
        ["上着", "スーツ上", ("650", 1, 2)],
        ["コート", "オーバー"],
    ]
    found = _find(_page(table), "料金表[]:{分類, 内容, 料金:amount}")
    assert [tuple(item.values()) for item in found["料金表"]] == [
        ("シャツ", "ワイシャツ", 180),
        ("シャツ", "ブラウス", 350),
        ("上着", "スーツ上", 650),
        ("コート", "オーバー", None),
    ]


_FORM: Rows = [["納品書番号", "N-118", "納品日", ("2025年9月12日", 2, 1)], ["納品先", ("株式会社大和工務店", 4, 1)]]
_LIST: Rows = [
    ["品名", "数量", "単位", "単価", "金額"],
    ["合板 12mm", "30", "枚", "1,850", "55,500"],
    ["釘 N50", "5", "箱", "620", "3,100"],
    [("合計", 4, 1), "58,600"],
    ["備考", ("現場へ直送", 4, 1)],
]
_FIELDS = "納品書番号, 納品日:date, 納品先, 明細[]:{品名, 数量:number, 単位, 金額:amount}, 合計:amount, 備考"


def test_a_form_and_a_list_in_one_frame_are_read_as_two() -> None:
    assert _find(_page(_FORM + _LIST), _FIELDS) == {
        "納品書番号": "N-118",
        "納品日": "2025-09-12",
        "納品先": "株式会社大和工務店",
        "明細": [
            {"品名": "合板 12mm", "数量": 30, "単位": "枚", "金額": 55_500},
            {"品名": "釘 N50", "数量": 5, "単位": "箱", "金額": 3_100},
        ],
        "合計": 58_600,
        "備考": "現場へ直送",
    }


def test_it_does_not_matter_whether_tables_touch() -> None:
    assert _find(_page(_FORM + _LIST), _FIELDS) == _find(_page(_FORM, _LIST), _FIELDS)


def test_a_list_whose_labels_nobody_knows_is_told_from_the_form_above_by_its_columns() -> None:
    form: Rows = [
        [("検査日", 2, 1), ("2025年7月3日", 3, 1)],
        [("総合判定", 2, 1), ("合格", 3, 1)],
    ]
    items: Rows = [
        ["部位", ("照射値", 2, 1), "測定値", "判定"],
        ["外枠", ("100±0.5", 2, 1), "100.2", "良"],
        ["内枠", ("45", 2, 1), "47", "良"],
    ]
    found = _find(_page(form + items), "検査日:date, 総合判定, 測定[]:{部位, 測定値:number, 判定}")
    assert found["総合判定"] == "合格"
    assert [item["測定値"] for item in found["測定"]] == [100.2, 47]


def test_labels_beside_columns_of_figures_are_a_list_and_no_form() -> None:
    table: Rows = [
        ["費目", "予算額", "実績額"],
        ["人件費", "5,200", "5,100"],
        ["広告費", "800", "950"],
        ["旅費", "300", "280"],
    ]
    found = _find(_page(table), "予算[]:{費目, 予算額:amount, 実績額:amount}")
    assert [tuple(item.values()) for item in found["予算"]] == [
        ("人件費", 5200, 5100),
        ("広告費", 800, 950),
        ("旅費", 300, 280),
    ]


def test_rows_with_an_empty_cell_stay_where_labels_are_spaced_out() -> None:
    table: Rows = [
        ["社員番号", "氏　　名", "部　署", "内線"],
        ["0007", "綿貫 周作", "営業課", "201"],
        ["0171", "三浦 つぐみ", "", "310"],
        ["0150", "川辺 誠", "製造課", ""],
    ]
    found = _find(_page(table), "社員[]:{社員番号, 氏名:name, 部署, 内線}")
    assert [(item["氏名"], item["部署"], item["内線"]) for item in found["社員"]] == [
        ("綿貫 周作", "営業課", "201"),
        ("三浦 つぐみ", None, "310"),
        ("川辺 誠", "製造課", None),
    ]


@pytest.mark.parametrize("mark", ["・", "•", "▪", "➢", "❖"])
def test_the_mark_of_an_item_is_no_part_of_it(mark: str) -> None:
    text = f"決定事項\n{mark} 手順書を改訂する\n{mark} 写真を保存する\n\n次回\n未定\n"
    assert _find(text.encode(), "決定事項[]")["決定事項"] == ["手順書を改訂する", "写真を保存する"]


def test_a_tab_before_words_is_an_empty_cell_where_the_header_has_none() -> None:
    text = (
        "分類\t内容\t料金\nシャツ\tワイシャツ\t180\n\tブラウス\t350\n"
        "上着\tスーツ上\t650\n\tコート\t1,200\n\tダウン\t2,400\n"
    )
    found = _find(text.encode(), "料金表[]:{分類, 内容, 料金:amount}")
    assert [item["料金"] for item in found["料金表"]] == [180, 350, 650, 1200, 2400]


def test_the_name_that_a_program_gave_a_sheet_is_no_title() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "Sheet1", level=1, origin=Origin(sheet="Sheet1"))
    builder.add("paragraph", "秋の防災訓練について", origin=Origin(sheet="Sheet1", cell="A1"))
    document = builder.finish(source="a.xlsx", medium="xlsx")
    engine = ScriptedEngine(lambda request: "null")
    shape = Shape(parse_fields("件名"))
    found = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens)).payload.data
    assert found["件名"] != "Sheet1"


@pytest.mark.parametrize("label", ["支出合計", "仮払金", "差引過不足", "返金額", "本人負担", "会社負担分"])
def test_what_stands_below_the_items_with_nothing_but_a_label_and_a_number_is_no_item(label: str) -> None:
    page = _page(
        [
            ["月日", "内容", "手段", "金額"],
            ["6/11", "岡山から坂出", "鉄道", "1,870"],
            ["6/12", "坂出から岡山", "鉄道", "1,870"],
            ["", "", label, "3,740"],
        ]
    )
    data = _find(page, f"経費[]:{{月日:date, 内容, 金額:amount}}, {label}:amount")
    assert [item["金額"] for item in data["経費"]] == [1870, 1870]
    assert data[label] == 3740


def test_an_item_whose_first_cell_is_left_empty_stays_an_item() -> None:
    page = _page(
        [
            ["月日", "内容", "金額"],
            ["6/11", "電車", "1,870"],
            ["", "昼食", "900"],
            ["6/12", "電車", "1,870"],
            ["", "夕食", "1,200"],
        ]
    )
    data = _find(page, "経費[]:{月日:date, 内容, 金額:amount}")
    assert [item["金額"] for item in data["経費"]] == [1870, 900, 1870, 1200]

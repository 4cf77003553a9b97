"""Rows of tables as cells behind their labels, also where cells are merged."""

from __future__ import annotations

from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder
from sakura_cli.search.passages import find_passages


def shown(rows: list[list[BuiltCell]], header_rows: int = 1) -> list[str]:
    builder = DocumentBuilder()
    builder.add_table(rows, header_rows=header_rows)
    return [passage.shown for passage in find_passages(builder.finish(source="表.docx", medium="word"))]


def cell(text: str, **more: int) -> BuiltCell:
    return BuiltCell([text] if text else [], **more)


def test_a_cell_over_rows_is_of_each_of_them() -> None:
    rows = [
        [cell("区分"), cell("職位"), cell("日当")],
        [cell("国内", rows=2), cell("部長"), cell("3,000円")],
        [cell("課長"), cell("2,500円")],
    ]
    assert shown(rows) == ["区分: 国内 / 職位: 部長 / 日当: 3,000円", "区分: 国内 / 職位: 課長 / 日当: 2,500円"]


def test_a_label_over_columns_heads_each_of_them() -> None:
    rows = [
        [cell("職位", rows=2), cell("宿泊料", columns=2)],
        [cell("東京"), cell("その他")],
        [cell("部長"), cell("14,000円"), cell("12,000円")],
    ]
    assert shown(rows, header_rows=2) == ["職位: 部長 / 宿泊料 東京: 14,000円 / 宿泊料 その他: 12,000円"]


def test_a_table_without_a_header_has_its_cells_alone() -> None:
    assert shown([[cell("住所"), cell("東京都港区")]], header_rows=0) == ["住所 / 東京都港区"]


def test_an_empty_row_is_no_passage() -> None:
    assert shown([[cell("品名"), cell("数")], [cell(""), cell("")], [cell("棚"), cell("")]]) == ["品名: 棚"]

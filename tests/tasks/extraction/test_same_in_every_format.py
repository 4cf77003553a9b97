"""A paper gives the same data as text, as a document of Word, as a sheet and as a page of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office import package
from sakura_cli.documents.reading.pdf.opening import read as read_pdf
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.steps import complete
from tests.documents.reading.office.packages import paragraph, read_word
from tests.documents.reading.office.sheets.workbooks import make_workbook, rows
from tests.fakes.engine import ScriptedEngine
from tests.fakes.hand_made_pdf import HandMadePage, make_pdf

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Paper:
    """A title, lines below it, labels with values, a table with its sums, what is asked, and what a reader finds."""

    title: str
    lines: Sequence[str]
    pairs: Rows
    header: Sequence[str]
    items: Rows
    sums: Rows
    fields: str
    data: dict[str, Any]


INVOICE = Paper(
    "請求書",
    ["株式会社あおぎり商店 御中"],
    [("請求番号", "AG-0412"), ("請求日", "2026年4月30日"), ("件名", "園芸用品の納入"), ("支払期限", "2026年5月31日")],
    ["品名", "数量", "単価", "金額"],
    [["培養土", "12", "800", "9,600"], ["素焼鉢 8号", "6", "1,150", "6,900"]],
    [("小計", "16,500"), ("消費税", "1,650"), ("合計", "18,150")],
    "請求番号, 請求日:date, 件名, 支払期限:date, 請求先, 明細[]:{品名, 数量:number, 単価:amount, 金額:amount}, "
    "小計:amount, 消費税:amount, 合計:amount, 納品日:date",
    {
        "請求番号": "AG-0412",
        "請求日": "2026-04-30",
        "件名": "園芸用品の納入",
        "支払期限": "2026-05-31",
        "請求先": "株式会社あおぎり商店",
        "明細": [
            {"品名": "培養土", "数量": 12, "単価": 800, "金額": 9600},
            {"品名": "素焼鉢 8号", "数量": 6, "単価": 1150, "金額": 6900},
        ],
        "小計": 16500,
        "消費税": 1650,
        "合計": 18150,
        "納品日": None,
    },
)
TRIP = Paper(
    "出張旅費精算書",
    [],
    [("申請日", "2026年6月8日"), ("氏名", "梶谷 環"), ("所属", "営業二課"), ("出張先", "高松市")],
    ["日付", "区間", "金額"],
    [["6/3", "岡山―高松", "1,660"], ["6/4", "高松―岡山", "1,660"]],
    [("合計", "3,320")],
    "申請日:date, 氏名:name, 所属, 出張先, 明細[]:{日付:date, 区間, 金額:amount}, 合計:amount, 承認者:name",
    {
        "申請日": "2026-06-08",
        "氏名": "梶谷 環",
        "所属": "営業二課",
        "出張先": "高松市",
        "明細": [
            {"日付": "2026-06-03", "区間": "岡山―高松", "金額": 1660},
            {"日付": "2026-06-04", "区間": "高松―岡山", "金額": 1660},
        ],
        "合計": 3320,
        "承認者": None,
    },
)
PAPERS = {"invoice": INVOICE, "trip": TRIP}


def _rows_of(paper: Paper) -> Rows:
    blank = [""] * (len(paper.header) - 2)
    return [paper.header, *paper.items, *([*blank, label, value] for label, value in paper.sums)]


def as_text(paper: Paper) -> Document:
    width = 1 + max(count_columns(cell) for row in _rows_of(paper) for cell in row)
    drawn = ["".join(cell + " " * (width + 2 - count_columns(cell)) for cell in row) for row in _rows_of(paper)]
    pairs = [f"{label}　　{value}" for label, value in paper.pairs]
    text = "\n".join([f"　　　　{paper.title}", "", *paper.lines, "", *pairs, "", *drawn])
    return read_document(text.encode(), source="paper.txt")


def as_word(paper: Paper) -> Document:
    def table(cells: Rows) -> str:
        made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in cells)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"

    lines = "".join(paragraph(line) for line in (paper.title, *paper.lines))
    return read_word(lines + table(paper.pairs) + paragraph() + table(_rows_of(paper)))


def as_sheet(paper: Paper) -> Document:
    told = [[paper.title], *([line] for line in paper.lines), [None], *map(list, paper.pairs), [None]]
    listed = [[cell or None for cell in row] for row in _rows_of(paper)]
    return package.read(make_workbook(rows(*told, *listed)), source="paper.xlsx")


def as_page(paper: Paper) -> Document:
    page = HandMadePage()
    page.write(250, 60, paper.title, 16)
    y = 100
    for line in paper.lines:
        page.write(60, y, line)
        y += 24
    for label, value in paper.pairs:
        page.write(60, y, label).write(160, y, value)
        y += 18
    y += 24
    for row in _rows_of(paper):
        for column, cell in enumerate(row):
            if cell:
                page.write(60 + 110 * column, y, cell)
        y += 18
    return read_pdf(make_pdf([page]), source="paper.pdf")


@pytest.mark.parametrize("render", [as_text, as_word, as_sheet, as_page])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_gives_the_same_data_in_every_format(name: str, render: Any) -> None:
    paper = PAPERS[name]
    engine = ScriptedEngine(lambda request: "{}")
    shape = Shape(parse_fields(paper.fields))
    result = complete(engine, extract(render(paper), shape, ExtractionOptions(), engine.count_text_tokens))
    assert result.payload.data == paper.data

"""Workbooks as one XML (Excel 2003), as business systems write them."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
    '<Style ss:ID="y"><NumberFormat ss:Format="&quot;¥&quot;#,##0"/></Style>'
    '<Style ss:ID="h"><Interior ss:Color="#CCCCCC" ss:Pattern="Solid"/><Font ss:Bold="1"/></Style></Styles>'
)


def workbook(*sheets: str) -> bytes:
    body = "".join(f'<Worksheet ss:Name="S{n}">{sheet}</Worksheet>' for n, sheet in enumerate(sheets, 1))
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">{STYLES}{body}</Workbook>'
    ).encode()


def cell(kind: str, value: str, more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def test_values_are_shown_by_their_formats() -> None:
    header = "".join(cell("String", words, 'ss:StyleID="h"') for words in ("品名", "日付", "金額"))
    first = cell("String", "梨") + cell("DateTime", "2025-04-01T00:00:00.000", 'ss:StyleID="d"')
    second = cell("String", "柿") + cell("Number", "80", 'ss:Index="3" ss:StyleID="y"')
    rows = [header, first + cell("Number", "1200", 'ss:StyleID="y"'), second]
    document = read_document(workbook(f"<Table>{''.join(f'<Row>{row}</Row>' for row in rows)}</Table>"), source="a.xls")
    assert document.text == "S1\n\n品名\t日付\t金額\n梨\t2025/4/1\t¥1,200\n柿\t\t¥80\n"
    table = document.blocks[1].table
    assert table is not None
    assert (table.header_rows, table.rows[1][1].value) == (1, "2025-04-01")
    assert str(document.origin(table.rows[2][2].span)) == "S1!C3"


def test_what_is_hidden_merged_and_said_aside() -> None:
    table = (
        '<Table><Column/><Column ss:Hidden="1"/><Row>' + cell("String", "題", 'ss:MergeAcross="2"') + "</Row>"
        "<Row>" + cell("String", "甲") + cell("String", "秘") + cell("Boolean", "1") + cell("Error", "#REF!") + "</Row>"
        '<Row ss:Hidden="1">' + cell("String", "秘") + "</Row>"
        '<Row ss:Index="6"><Cell ss:Formula="=1+1"/><Cell ss:Index="3"><Data ss:Type="String">乙</Data>'
        "<Comment><ss:Data>内緒</ss:Data></Comment></Cell></Row></Table>"
    )
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    hidden = f"<Table><Row>{cell('String', '秘')}</Row></Table>{options}"
    document = read_document(workbook(table, hidden), source="a.xml")
    assert document.text == "S1\n\n題\n甲\tTRUE\t#REF!\n\n乙\n"
    assert {part.kind: part.count for part in document.left_out} == {
        LeftOutKind.HIDDEN_ROWS: 2,
        LeftOutKind.FORMULAS: 1,
        LeftOutKind.COMMENTS: 1,
        LeftOutKind.HIDDEN_SHEETS: 1,
    }


def test_a_malformed_one_is_an_error_of_the_input() -> None:
    with pytest.raises(BadInputError) as caught:
        read_document(workbook("<Table>"), source="a.xls")
    assert caught.value.kind == "malformed"

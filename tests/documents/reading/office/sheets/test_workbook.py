"""Excel's workbooks: what is shown, what is left out and said, and what a malformed one does."""

from __future__ import annotations

import time

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError
from tests.documents.reading.office.sheets.workbooks import MAIN, OFFICE, make_workbook, read_made, rows


def left_out(document) -> dict[LeftOutKind, int]:
    return {part.kind: part.count for part in document.left_out}


def test_a_sheet_is_a_heading_and_its_table_with_a_cell_for_each_origin() -> None:
    document = read_made(rows(["品名", "数量", "単価"], ["りんご", 3, '<c s="5"><v>1200</v></c>'], ["梨", 2, 80]))
    assert document.text == "S1\n\n品名\t数量\t単価\nりんご\t3\t¥1,200\n梨\t2\t80\n"
    heading, table = document.blocks
    assert (heading.kind, heading.level, table.kind, table.table.header_rows) == ("heading", 1, "table", 1)
    assert str(document.origin(table.table.rows[1][2].span)) == "S1!C2"
    assert table.table.rows[1][2].value == "1200"
    assert str(document.origin(heading.span)) == "S1"


def test_hidden_sheets_rows_and_columns_are_left_out_and_counted() -> None:
    first = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>3</v></c></row><row r="3"><c r="A3"><v>4</v></c></row></sheetData>'
    )
    document = read_made(first, rows(["秘密"]), rows(["とても秘密"]), states={2: "hidden", 3: "veryHidden"})
    assert document.text == "S1\n\n1\n4\n"
    assert left_out(document) == {LeftOutKind.HIDDEN_ROWS: 2, LeftOutKind.HIDDEN_SHEETS: 2}


def test_a_filtered_table_stays_one() -> None:
    sheet = rows(["課", "人数"], ["総務", 3], ["人事", 4], ["経理", 5]).replace('<row r="3">', '<row r="3" hidden="1">')
    [_, table] = read_made(sheet).blocks
    assert len(table.table.rows) == 3


def test_furigana_is_dropped_and_rich_text_kept() -> None:
    strings = (
        "<si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb='0' eb='2'>"
        "<t>トウキョウ</t></rPh><phoneticPr/></si>"
        "<si><t>桜_x000D_田</t></si>"
    )
    inline = '<c t="inlineStr"><is><t>山</t><rPh sb="0" eb="1"><t>ヤマ</t></rPh></is></c>'
    sheet = rows(['<c t="s"><v>0</v></c>'], [inline], ['<c t="s"><v>1</v></c>'])
    assert read_made(sheet, strings=strings).text == "S1\n\n東京\n山\n桜\n田\n"


def test_dates_from_1904_are_read_so() -> None:
    sheet = rows(['<c s="1"><v>44286</v></c>'])
    assert read_made(sheet, properties='date1904="1"').text == "S1\n\n2025/4/1\n"
    assert read_made(sheet).text == "S1\n\n2021/3/31\n"


def test_a_formula_without_a_value_is_said() -> None:
    sheet = rows(
        ["合計", "<c ><f>SUM(A1)</f></c>"],
        ["空", '<c t="str"><f>""</f><v></v></c>'],
        ["計", "<c ><f>1+1</f><v>2</v></c>"],
    )
    document = read_made(sheet)
    assert document.text == "S1\n\n合計\n空\n計\t2\n"
    assert left_out(document) == {LeftOutKind.FORMULAS: 1}


def test_errors_and_truth_are_as_they_are_shown() -> None:
    sheet = rows(['<c t="e"><v>#REF!</v></c>', '<c t="b"><v>1</v></c>', '<c t="d"><v>2025-04-01</v></c>'])
    assert "#REF!\tTRUE\t2025-04-01" in read_made(sheet).text


def test_what_a_format_or_a_merged_cell_hides_is_counted() -> None:
    sheet = rows(
        ['<c s="2" t="inlineStr"><is><t>隠し</t></is></c>', "表", "下"],
        more='<mergeCells><mergeCell ref="B1:C1"/></mergeCells>',
    )
    document = read_made(sheet)
    assert document.text == "S1\n\n表\n"
    assert left_out(document) == {LeftOutKind.HIDDEN_TEXT: 2}


def test_merged_cells_keep_what_they_cover() -> None:
    sheet = rows(
        ["区分", "上期", None, "下期", None],
        [None, "予算", "実績", "予算", "実績"],
        ["売上", 1, 2, 3, 4],
        ["費用", 5, 6, 7, 8],
        more='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>',
    )
    [_, block] = read_made(sheet).blocks
    table = block.table
    assert table.header_rows == 2
    assert [(cell.columns, cell.rows) for cell in table.rows[0]] == [(1, 2), (2, 1), (2, 1)]
    assert [len(row) for row in table.rows] == [3, 4, 5, 5]


def test_labels_beside_values_are_pairs() -> None:
    document = read_made(rows(["氏名", "佐藤 花子", "電話番号", "03-1234-5678"], ["住所", "東京都渋谷区1-2-3"]))
    pairs = [
        (pair.label.cut(document.text), pair.value.cut(document.text))
        for block in document.blocks
        if block.pair
        for pair in (block.pair, *block.more_pairs)
    ]
    assert pairs == [("氏名", "佐藤 花子"), ("電話番号", "03-1234-5678"), ("住所", "東京都渋谷区1-2-3")]


def test_comments_pictures_charts_and_boxes() -> None:
    drawing = (
        '<d:wsDr xmlns:d="d" xmlns:a="a"><d:twoCellAnchor><d:from><d:col>1</d:col><d:row>4</d:row></d:from>'
        "<d:sp><d:txBody><a:p><a:r><a:t>注意</a:t></a:r><a:r><a:t>書き</a:t></a:r></a:p></d:txBody></d:sp>"
        "</d:twoCellAnchor><d:oneCellAnchor><d:pic/></d:oneCellAnchor>"
        "<d:oneCellAnchor><d:graphicFrame/></d:oneCellAnchor></d:wsDr>"
    )
    comments = (
        f'<comments xmlns="{MAIN}"><commentList><comment><text><t>内緒</t></text></comment></commentList></comments>'
    )
    document = read_made(
        rows(["本文"]),
        relations=f'<Relationship Id="c" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="d" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/>'
        f'<Relationship Id="x" Type="{OFFICE}/hyperlink" Target="https://example.com/" TargetMode="External"/>',
        beside={"xl/comments1.xml": comments, "xl/drawings/drawing1.xml": drawing},
    )
    assert document.text == "S1\n\n本文\n\n注意書き\n"
    assert str(document.origin(document.blocks[-1].span)) == "S1!B5"
    assert left_out(document) == {LeftOutKind.COMMENTS: 1, LeftOutKind.PICTURES: 1, LeftOutKind.CHARTS: 1}


def test_a_hundred_thousand_empty_rows_cost_nothing() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="4"/><c r="B{n}" s="4"/></row>' for n in range(3, 100_003))
    sheet = f'<dimension ref="A1:XFD1048576"/>{rows(["甲", "乙"], [1, 2])}'.replace(
        "</sheetData>", empty + "</sheetData>"
    )
    begun = time.process_time()
    document = read_made(sheet)
    assert document.text == "S1\n\n甲\t乙\n1\t2\n"
    assert time.process_time() - begun < 20


def test_a_used_range_that_is_wrong_does_not_matter() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    sheet = f'<dimension ref="A1"/><sheetData>{data}</sheetData>'
    assert read_made(sheet).text == "S1\n\n1\t2\n3\n"


def test_a_very_wide_sheet_is_read() -> None:
    document = read_made('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData>')
    assert document.text == "S1\n\n1\t2\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_workbook(rows(["a"]).replace("</row>", "")), "malformed"),
        (make_workbook(rows(["a"]), beside={"xl/styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "malformed"),
        (make_workbook(rows()), "empty"),
        (make_workbook("", beside={"xl/media/a.bin": "\0" * (16 << 20)}), "too-large"),
    ],
)
def test_what_is_malformed_is_an_error_of_the_input(data: bytes, kind: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_document(data, source="a.xlsx")
    assert caught.value.kind == kind


def test_small_figures_in_wide_cells_are_not_put_together_and_dates_are() -> None:
    assert read_made(rows(["欠勤", 0, "遅刻", 1, "有給", 3])).text.endswith("欠勤\t0\t遅刻\t1\t有給\t3\n")
    assert read_made(rows(["開始", "令和", 8, "年", 4, "月", 1, "日"])).text.endswith("開始\t令和8年4月1日\n")


def test_tables_beside_one_another_are_read_one_after_the_other() -> None:
    sheet = rows(
        ["課", "人数", None, "支店", "売上"],
        ["総務", 3, None, "東京", 100],
        ["人事", 4, None, "大阪", 80],
        ["経理", 5, None, "福岡", 60],
    )
    document = read_made(sheet)
    assert document.text == ("S1\n\n課\t人数\n総務\t3\n人事\t4\n経理\t5\n\n支店\t売上\n東京\t100\n大阪\t80\n福岡\t60\n")


def test_framed_empty_rows_stay_inside_their_table() -> None:
    empty = '<c s="4"/>'
    document = read_made(rows(["品名", "数"], ["梨", 1], ["柿", 2], [empty, empty], ["計", 3]))
    [_, block] = document.blocks
    assert [len(row) for row in block.table.rows] == [2, 2, 2, 2]
    assert str(document.origin(block.table.rows[-1][0].span)) == "S1!A5"


def test_a_table_of_the_workbook_has_the_header_it_says() -> None:
    table = f'<table xmlns="{MAIN}" ref="A1:B3" headerRowCount="1"/>'
    document = read_made(
        rows(["赤", "青"], ["緑", "白"], ["黒", "紫"]),
        relations=f'<Relationship Id="t" Type="{OFFICE}/table" Target="../tables/table1.xml"/>',
        beside={"xl/tables/table1.xml": table},
    )
    [_, block] = document.blocks
    assert (block.table.header_rows, len(block.table.rows)) == (1, 3)


def test_marks_below_words_make_these_a_header() -> None:
    [_, block] = read_made(
        rows(["点検項目", "1日", "2日"], ["消火器", "○", "×"], ["点検者", "佐藤", "鈴木"], ["扉", "○", "○"])
    ).blocks
    assert (block.kind, block.table.header_rows, len(block.table.rows)) == ("table", 1, 4)


def test_notes_below_a_table_are_no_rows_of_it() -> None:
    document = read_made(
        rows(["年", "人口"], ["令和5年", 10], ["令和6年", 20], ["（注）4月1日現在。"], ["出典：市民課"])
    )
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["heading", "table", "paragraph", "pair"]


def test_an_address_beside_labels_is_read_before_them() -> None:
    document = read_made(rows(["みどり建設 御中", None, "番号：Q-1"], ["ご担当者様", None, "期限：12月28日"]))
    assert document.text == "S1\n\nみどり建設 御中\nご担当者様\n\n番号：Q-1\n期限：12月28日\n"

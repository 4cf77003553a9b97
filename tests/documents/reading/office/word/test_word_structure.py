"""Headings, tables, notes and origins of a Word document."""

from __future__ import annotations

import pytest

from tests.documents.reading.office.packages import left_out, paragraph, read_word, run


def style(identity: str, name: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{more}</w:style>'


def styled(text: str, identity: str) -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{identity}"/>')


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + style("1", "heading 1", '<w:basedOn w:val="a"/>')
    + style("2", "見出し 2")
    + style("3", "章の題", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("4", "章の題（青）", '<w:basedOn w:val="3"/>')
    + style("5", "Title")
    + style("6", "表題")
    + style("7", "toc 1")
    + style("8", "堂々巡り", '<w:basedOn w:val="8"/>')
)


@pytest.mark.parametrize(
    ("identity", "kind", "level"),
    [
        ("1", "heading", 1),
        ("2", "heading", 2),
        ("3", "heading", 3),
        ("4", "heading", 3),
        ("5", "heading", 1),
        ("6", "heading", 1),
        ("7", "item", 1),
        ("8", "paragraph", 0),
        ("なし", "paragraph", 0),
    ],
)
def test_headings_are_found_by_their_styles(identity, kind, level):
    document = read_word(styled("この文書の目的", identity) + paragraph("本文です。"), styles=STYLES)
    assert (document.blocks[0].kind, document.blocks[0].level) == (kind, level)


def test_a_paragraph_says_its_level_before_its_style_does():
    body = paragraph("題", properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    body += paragraph("節", properties='<w:outlineLvl w:val="3"/>') + paragraph("本文です。")
    document = read_word(body, styles=STYLES)
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("paragraph", 0),
        ("heading", 4),
        ("paragraph", 0),
    ]


def test_origins_name_the_article_and_count_paragraphs():
    body = styled("就業規則", "5") + styled("第1章　総則", "1") + paragraph("第1条　目的を定める。") + paragraph("")
    body += (
        paragraph("２　前項のほか…。") + paragraph("第１条の２（定義）") + paragraph("附　則") + paragraph("施行する。")
    )
    document = read_word(body, styles=STYLES)
    found = [str(document.origin(block.span)) for block in document.blocks]
    assert found == ["1", "第1章:2", "第1条:3", "第1条:4", "第１条の２:5", "附則:6", "附則:7"]


def test_a_section_ends_where_a_heading_of_its_level_has_no_number():
    body = styled("2.1　範囲", "2") + paragraph("甲。") + styled("用語", "3") + paragraph("乙。")
    body += styled("おわりに", "1") + paragraph("丙。")
    document = read_word(body, styles=STYLES)
    found = [str(document.origin(block.span)) for block in document.blocks]
    assert found == ["2.1:1", "2.1:2", "2.1:3", "2.1:4", "5", "6"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("2.1　範囲", "2.1"),
        ("2.1範囲", "2.1"),
        ("１－２　範囲", "１－２"),
        ("3. 手順", "3"),
        ("3、手順", "3"),
        ("3）手順", None),
        ("第三章　雑則", "第三章"),
        ("第12条の3（罰則）", "第12条の3"),
        ("10周年記念", None),
        ("2025年度の計画", None),
        ("2025.4.1施行", None),
        ("3つの課題", None),
        ("第一に", None),
    ],
)
def test_the_number_of_a_heading(heading, number):
    document = read_word(styled(heading, "1") + paragraph("本文。"), styles=STYLES)
    assert document.origin(document.blocks[-1].span).heading == number


def cell(*content: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith("<") else paragraph(each) for each in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return (
        "<w:tbl>" + "".join(each if each.startswith("<w:tr") else f"<w:tr>{each}</w:tr>" for each in rows) + "</w:tbl>"
    )


def shape(body: str) -> list[list[tuple[str, int, int]]]:
    document = read_word(body)
    [block] = [block for block in document.blocks if block.table is not None]
    return [[(each.cut(document.text), each.columns, each.rows) for each in row] for row in block.table.rows]


def test_merged_cells_cover_others():
    wide, first, next_ = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("見出し", properties=wide) + cell("単価"),
        cell("甲", properties=first) + cell("1") + cell("2"),
        cell("", properties=next_) + cell("3") + cell("4"),
    )
    assert shape(body) == [
        [("見出し", 2, 1), ("単価", 1, 1)],
        [("甲", 1, 2), ("1", 1, 1), ("2", 1, 1)],
        [("3", 1, 1), ("4", 1, 1)],
    ]


def test_cells_may_go_on_as_older_programs_say():
    first, next_ = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = table(cell("甲", properties=first) + cell("", properties=next_), cell("乙") + cell("丙"))
    assert shape(body) == [[("甲", 2, 1)], [("乙", 1, 1), ("丙", 1, 1)]]


def test_words_in_a_cell_that_another_covers_are_kept():
    first, next_ = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
    body = table(cell("甲", properties=first) + cell("1"), cell("乙", properties=next_) + cell("2"))
    assert shape(body) == [[("甲乙", 1, 2), ("1", 1, 1)], [("2", 1, 1)]]


def test_rows_are_made_as_long_as_the_longest():
    before = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    body = table(cell("甲") + cell("乙") + cell("丙"), f"{before}{cell('丁')}</w:tr>")
    assert shape(body) == [
        [("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 1)],
        [("", 1, 1), ("丁", 1, 1), ("", 1, 1)],
    ]


def test_paragraphs_of_a_cell_are_its_words():
    assert shape(table(cell("氏名", "（漢字）") + cell("山田"), cell("住所") + cell("東京都")))[0][0] == (
        "氏名（漢字）",
        1,
        1,
    )


def test_a_table_in_a_cell_is_part_of_the_cell():
    inner = table(cell("ア") + cell("イ"))
    assert shape(table(cell("外") + cell("前", inner, "後"), cell("下") + cell("右")))[0][1][0] == "前アイ後"


def test_a_frame_is_paragraphs():
    document = read_word(
        table(cell("囲みの一行目", "囲みの二行目", table(cell("ア") + cell("イ"), cell("ウ") + cell("エ"))))
    )
    assert document.text == "囲みの一行目\n囲みの二行目\nア\tイ\nウ\tエ\n"
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "table"]


def test_rows_that_were_deleted_or_are_hidden_are_left_out_and_counted():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('消')}{cell('9')}</w:tr>"
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('隠')}{cell('9')}</w:tr>"
    document = read_word(table(cell("甲") + cell("1"), deleted, hidden, cell("乙") + cell("2")))
    assert document.text == "甲\t1\n乙\t2\n"
    assert left_out(document) == {"deletions": 1, "hidden-rows": 1}


def test_rows_may_be_wrapped_in_controls():
    number = f"<w:sdt><w:sdtContent>{cell('2')}</w:sdtContent></w:sdt>"
    wrapped = f"<w:sdt><w:sdtContent><w:tr>{cell('乙')}{number}</w:tr></w:sdtContent></w:sdt>"
    assert read_word(f"<w:tbl><w:tr>{cell('甲')}{cell('1')}</w:tr>{wrapped}</w:tbl>").text == "甲\t1\n乙\t2\n"


def test_a_cell_that_asks_for_an_answer_has_none():
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{cell('氏名を入力')}</w:sdtContent></w:sdt>"
    document = read_word(table(cell("氏名") + asked, cell("住所") + cell("東京都")))
    assert document.text == "氏名\t\n住所\t東京都\n"
    assert left_out(document) == {"placeholders": 1}


def test_a_table_of_labels_and_values_has_no_header():
    document = read_word(table(cell("氏名") + cell("山田太郎"), cell("電話番号") + cell("03-5550-0100")))
    assert document.blocks[0].table.header_rows == 0


def header_rows(*rows: str) -> int:
    document = read_word(table(*rows))
    found = document.blocks[0].table
    assert found is not None
    return found.header_rows


def test_the_ground_of_cells_says_what_heads_a_table():
    grey = '<w:shd w:val="clear" w:fill="D9D9D9"/>'
    white = '<w:shd w:val="clear" w:fill="FFFFFF"/>'

    def row(*texts: str, shaded: str) -> str:
        marks = {"x": grey, ".": white}
        return "".join(cell(text, properties=marks[mark]) for text, mark in zip(texts, shaded, strict=True))

    assert header_rows(row("あ", "い", shaded="xx"), row("う", "え", shaded="..")) == 1
    assert header_rows(row("あ", "い", shaded="xx"), row("う", "え", shaded="xx"), row("お", "か", shaded="x.")) == 2
    assert header_rows(row("品名", "金額", shaded="x."), row("単価", "7円", shaded="x.")) == 0


def test_labels_beside_their_values_are_no_header():
    first = cell("氏名") + cell("山田太郎") + cell("生年月日") + cell("1980年1月2日")
    second = cell("住所") + cell("東京都千代田区") + cell("電話番号") + cell("03-5550-0100")
    long = cell("備考") + cell("特になし", properties='<w:gridSpan w:val="3"/>')
    assert header_rows(first, second) == 0
    assert header_rows(first, second, long) == 0
    assert header_rows(cell("氏名") + cell("住所") + cell("電話番号"), second.replace("住所", "甲", 1)) == 1


NOTE = '<w:r><w:footnoteReference w:id="{identity}"{more}/></w:r>'


def note(identity: str, *content: str) -> str:
    inside = "".join(paragraph("<w:r><w:footnoteRef/></w:r>", each) for each in content)
    return f'<w:footnote w:id="{identity}">{inside}</w:footnote>'


def test_notes_stand_after_the_paragraph_that_refers_to_them():
    body = paragraph("本文", NOTE.format(identity="2", more=""), "の続き。") + paragraph("次。")
    document = read_word(body, footnotes=note("1", "使われない") + note("2", " 注の文。", "二段落目。"))
    assert document.text == "本文[1]の続き。\n[1] 注の文。\n二段落目。\n次。\n"


def test_a_note_of_a_cell_stands_after_its_table():
    body = table(cell(paragraph("甲", NOTE.format(identity="2", more=""))) + cell("1")) + paragraph("次。")
    assert read_word(body, footnotes=note("2", "注。")).text == "甲[1]\t1\n[1] 注。\n次。\n"


def test_notes_are_numbered_as_the_document_says():
    settings = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/><w:numStart w:val="3"/></w:footnotePr>'
    body = paragraph("本文", NOTE.format(identity="2", more=""))
    assert read_word(body, footnotes=note("2", "注。"), settings=settings).text == "本文[③]\n[③] 注。\n"


def test_a_mark_that_somebody_typed_stays():
    body = paragraph("本文", NOTE.format(identity="2", more=' w:customMarkFollows="1"'), "※")
    assert read_word(body, footnotes=f'<w:footnote w:id="2">{paragraph("※注。")}</w:footnote>').text == "本文※\n※注。\n"


def test_headers_comments_and_inserted_files_are_counted():
    document = read_word(
        paragraph("本文") + '<w:altChunk r:id="rId9"/>',
        comments=f"<w:comment>{paragraph('直す')}</w:comment><w:comment/>",
        header=paragraph("社外秘"),
        footer=paragraph(""),
    )
    assert left_out(document) == {"attachments": 1, "headers": 1, "comments": 2}


def test_a_heading_is_one_line():
    body = styled("第1章", "1").replace("</w:t>", "</w:t><w:br/><w:t>総則</w:t>")
    assert read_word(body, styles=STYLES).text == "第1章 総則\n"


def test_a_paragraph_that_was_moved_away_does_not_count():
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    scheme = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    moved = paragraph(f"<w:moveFrom>{run('甲')}</w:moveFrom>", properties=f"{properties}<w:rPr><w:moveFrom/></w:rPr>")
    assert read_word(moved + paragraph("乙", properties=properties), numbering=scheme).text == "1. 乙\n"


def test_breaks_at_the_ends_of_a_paragraph_are_no_lines():
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert read_word(paragraph(page, "甲") + paragraph("乙", page) + paragraph(run("丙"))).text == "甲\n乙\n丙\n"

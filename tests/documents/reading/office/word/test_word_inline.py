"""What stands in a paragraph of Word is read as a reader sees it: ruby, revisions, fields, boxes, symbols."""

from __future__ import annotations

import pytest

from tests.documents.reading.office.packages import WORD_NAMESPACES, left_out, paragraph, read_word, run

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def ruby(base: str, reading: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(reading)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"


def text_of(*runs: str) -> str:
    return read_word(paragraph("前", *runs, "後")).text.strip("\n")


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ([ruby("桜", "さくら")], "前桜後"),
        ([BEGIN, code(r'EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(さくら),桜)'), END], "前桜後"),
        ([BEGIN, code(r"eq \o\ac(○,3)"), END], "前③後"),
        ([BEGIN, code(r"eq \o\ac(○,印)"), END], "前印後"),
        ([BEGIN, code("PAGE"), SEPARATE, run("3"), END], "前3後"),
        ([BEGIN, code("HYPERLINK"), code(' "https://example.jp/"'), SEPARATE, run("案内"), END], "前案内後"),
        # A field in the code of another, and one in the result.
        (
            [BEGIN, code("IF "), BEGIN, code("PAGE"), SEPARATE, run("9"), END, code(" = 1"), SEPARATE, run("表"), END],
            "前表後",
        ),
        (
            [BEGIN, code("TOC"), SEPARATE, run("章 "), BEGIN, code("PAGEREF x"), SEPARATE, run("4"), END, END],
            "前章 4後",
        ),
        ([BEGIN, code('XE "索引"'), END], "前後"),
        (['<w:fldSimple w:instr="DATE"><w:r><w:t>1月</w:t></w:r></w:fldSimple>'], "前1月後"),
        ([f"<w:ins>{run('挿入')}</w:ins>"], "前挿入後"),
        (["<w:del><w:r><w:delText>削除</w:delText></w:r></w:del>"], "前後"),
        ([f"<w:moveFrom>{run('元')}</w:moveFrom>", f"<w:moveTo>{run('先')}</w:moveTo>"], "前先後"),
        ([run("隠", "<w:vanish/>")], "前後"),
        ([run("見", '<w:vanish w:val="0"/>')], "前見後"),
        (["<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:cr/><w:t>D</w:t></w:r>"], "前A\tB\nC\nD後"),
        (["<w:r><w:t>03</w:t><w:noBreakHyphen/><w:t>12</w:t><w:softHyphen/><w:t>34</w:t></w:r>"], "前03-1234後"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'], "前☑後"),
        (['<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'], "前α後"),
        (['<w:r><w:sym w:font="見知らぬ" w:char="F061"/></w:r>'], "前〓後"),
        ([run("\uf0fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')], "前✓後"),
        ([f"<w:smartTag><w:customXml>{run('札')}</w:customXml></w:smartTag>"], "前札後"),
        ([f"<w:sdt><w:sdtPr/><w:sdtContent>{run('欄')}</w:sdtContent></w:sdt>"], "前欄後"),
        (["<w:r><w:t> 余白 </w:t></w:r>"], "前余白後"),
        (["<w:r><w:t>折\n返</w:t></w:r>"], "前折 返後"),
        (
            [
                "<m:oMath><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
            ],
            "前(a+1)/2後",
        ),
        (
            [
                "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
            ],
            "前x^2後",
        ),
        (["<w:r><w:lastRenderedPageBreak/><w:t>頁</w:t></w:r>"], "前頁後"),
        (['<w:bdo w:val="ltr"><w:r><w:t>順</w:t></w:r></w:bdo>'], "前順後"),
    ],
)
def test_a_paragraph_is_read_as_it_is_shown(runs, shown):
    assert text_of(*runs) == shown


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="可"/><w:listEntry w:val="否"/></w:ddList>', "否"),
        ('<w:ddList><w:listEntry w:val="可"/></w:ddList>', "可"),
    ],
)
def test_fields_of_a_form_show_what_was_chosen(form, shown):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{form}</w:ffData></w:fldChar></w:r>'
    assert text_of(begin, code("FORM"), END) == f"前{shown}後"


@pytest.mark.parametrize(("checked", "shown"), [("1", "☑"), ("0", "☐")])
def test_a_box_of_a_content_control_shows_its_state(checked, shown):
    properties = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
    assert text_of(f"<w:sdt>{properties}<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>") == f"前{shown}後"


def test_what_a_field_asks_for_is_no_answer():
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('氏名を入力')}</w:sdtContent></w:sdt>"
    document = read_word(paragraph("氏名", control))
    assert document.text == "氏名\n"
    assert left_out(document) == {"placeholders": 1}


def test_a_field_may_begin_in_one_paragraph_and_end_in_another():
    document = read_word(paragraph(BEGIN, code("TOC"), SEPARATE, "第1章") + paragraph("第2章") + paragraph(END, "本文"))
    assert document.text == "第1章\n第2章\n本文\n"


def test_what_was_deleted_or_is_hidden_is_counted_once_for_each_stretch():
    document = read_word(
        paragraph(
            "本文",
            "<w:del><w:r><w:delText>甲</w:delText></w:r><w:r><w:delText>乙</w:delText></w:r></w:del>",
            run("隠", "<w:vanish/>"),
            run("れ", "<w:vanish/>"),
        )
        + paragraph(
            "<w:del><w:r><w:delText>年</w:delText></w:r></w:del>",
            "<w:del><w:r><w:delText>4</w:delText></w:r></w:del>",
            "月",
            "<w:del><w:r><w:delText>日</w:delText></w:r></w:del>",
        )
    )
    assert left_out(document) == {"deletions": 3, "hidden-text": 1}


def test_a_text_box_stored_for_two_programs_is_read_once_after_its_anchor():
    box = f"<w:txbxContent>{paragraph('箱の中')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read_word(paragraph("前", drawing, "後") + paragraph("次")).text == "前後\n箱の中\n次\n"


def test_letters_that_are_drawn_are_read():
    drawn = '<w:r><w:pict><v:shape><v:textpath string="創立記念"/></v:shape></w:pict></w:r>'
    assert read_word(paragraph("前", drawn)).text == "前\n創立記念\n"


def test_pictures_and_charts_are_counted():
    drawing = "<w:r><w:drawing><a:graphic><pic:pic/><c:chart/></a:graphic></w:drawing></w:r>"
    assert left_out(read_word(paragraph("図", drawing))) == {"pictures": 1, "charts": 1}


def test_the_words_of_a_diagram_are_read():
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>計画</a:t></a:r></a:p></dgm:t></dgm:pt>"
    line = '<dgm:pt type="parTrans"><dgm:t><a:p><a:r><a:t>線</a:t></a:r></a:p></dgm:t></dgm:pt>'
    data = f"<dgm:dataModel {WORD_NAMESPACES}><dgm:ptLst>{point}{line}</dgm:ptLst></dgm:dataModel>"
    drawing = '<w:r><w:drawing><dgm:relIds r:dm="rId9"/></w:drawing></w:r>'
    assert read_word(paragraph("図", drawing), {"word/data1.xml": data}).text == "図\n計画\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    document = read_word(paragraph("前半", properties="<w:rPr><w:del/></w:rPr>") + paragraph("後半"))
    assert document.text == "前半後半\n"


def test_a_large_first_letter_belongs_to_the_paragraph():
    document = read_word(paragraph("昔", properties='<w:framePr w:dropCap="drop"/>') + paragraph("々あるところに"))
    assert document.text == "昔々あるところに\n"


def test_runs_have_marks_where_they_look_different_from_most_of_the_paragraph():
    document = read_word(
        paragraph(
            "これは",
            run("重", "<w:b/>"),
            run("要", '<w:b/><w:lang w:val="ja-JP"/><w:rFonts w:hint="eastAsia"/>'),
            "な案内です。",
            f'<w:hyperlink r:id="link">{run("こちら")}</w:hyperlink>',
        )
        + paragraph(run("全部太い", "<w:b/>"))
    )
    assert document.structure is not None
    marks = [(run.span.cut(document.text), run.mark) for run in document.structure.runs]
    assert marks == [
        ("これは", ""),
        ("重要", "b"),
        ("な案内です。", ""),
        ("こちら", "link=https://example.jp/"),
    ]


def test_what_is_computed_or_has_no_letters_is_fixed():
    document = read_word(paragraph("図", BEGIN, code("SEQ 図"), SEPARATE, run("1"), END, "<w:r><w:tab/></w:r>", "構成"))
    assert document.structure is not None
    fixed = [(run.span.cut(document.text), run.is_fixed) for run in document.structure.runs]
    assert fixed == [("図", False), ("1\t", True), ("構成", False)]

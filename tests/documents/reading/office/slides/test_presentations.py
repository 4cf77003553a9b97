"""Presentations are read slide by slide, each in the order a reader takes it in."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.office import package
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.slides.reader import read_with_nodes
from sakura_cli.errors import BadInputError
from tests.documents.reading.office.packages import (
    SLIDE_NAMESPACES,
    left_out,
    make_relations,
    make_slides,
)


def words(text: str, properties: str = "", inside: str = "") -> str:
    return f"<a:p><a:pPr {properties}>{inside}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>"


def shape(
    *paragraphs: str, role: str = "", at: tuple[int, int] | None = None, hidden: bool = False, lists: str = ""
) -> str:
    place = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="10" cy="10"/></a:xfrm>' if at else ""
    holder = f"<p:ph {role}/>" if role else ""
    inside = "".join(each if each.startswith("<") else words(each) for each in paragraphs)
    name = f'<p:nvSpPr><p:cNvPr id="1" name=""{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}/>'
    return (
        f"<p:sp>{name}<p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody><a:lstStyle>{lists}</a:lstStyle>{inside}</p:txBody></p:sp>"
    )


TITLE = 'type="title"'


def read(*slides: str, more=None):
    return package.read(make_slides(*slides, more=more), source="資料.pptx")


def test_the_title_comes_first_wherever_it_stands():
    document = read(shape("本文です。", at=(0, 0)) + shape("題名", role=TITLE, at=(0, 90)))
    assert document.text == "題名\n本文です。\n"
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1), ("paragraph", 0)]


def test_slides_are_in_the_order_of_the_presentation_and_origins_have_their_numbers():
    document = read(shape("一枚目です。"), "hidden:" + shape("隠れている。"), shape("三枚目です。"))
    assert document.text == "一枚目です。\n\n三枚目です。\n"
    assert [document.origin(block.span).slide for block in document.blocks] == [1, 3]
    assert left_out(document) == {"hidden-slides": 1}


@pytest.mark.parametrize(
    "places",
    [
        [(0, 0), (50, 1), (0, 40), (50, 41)],
        [(0, 0), (50, 0), (0, 9), (50, 9)],
        # Two columns whose boxes are not on a line.
        [(0, 0), (0, 10), (50, 5), (50, 15)],
    ],
)
def test_shapes_are_read_by_where_they_stand(places):
    texts = [f"{number}番です。" for number in range(1, 5)]
    shapes = [shape(text, at=place) for text, place in zip(texts, places, strict=True)]
    assert read("".join(reversed(shapes))).text.split() == texts


def test_a_group_is_read_together():
    group = (
        '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="10" cy="90"/></a:xfrm></p:grpSpPr>'
        f"{shape('下です。', at=(0, 80))}{shape('上です。', at=(0, 0))}</p:grpSp>"
    )
    assert read(shape("右です。", at=(50, 20)) + group).text.split() == ["上です。", "下です。", "右です。"]


def test_a_slide_without_a_title_has_what_looks_like_one():
    document = read(shape("今期の取組み", at=(0, 0)) + shape("売上を伸ばす。", at=(0, 30)))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
    document = read(shape("売上を伸ばします。", at=(0, 0)) + shape("費用を減らします。", at=(0, 30)))
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


def auto(kind: str, more: str = "") -> str:
    return f'<a:buAutoNum type="{kind}"{more}/>'


def test_numbers_and_bullets_are_shown():
    document = read(
        shape(
            words("甲", inside=auto("arabicPeriod")),
            words("乙", inside=auto("arabicPeriod")),
            words("丙", 'lvl="1"', auto("circleNumDbPlain")),
            words("丁", 'lvl="1"', auto("circleNumDbPlain")),
            words("戊", inside=auto("arabicPeriod")),
            words("己", 'lvl="1"', auto("circleNumDbPlain")),
            words("庚", inside=auto("arabicParenBoth", ' startAt="5"')),
            words("辛", inside='<a:buFont typeface="Wingdings"/><a:buChar char="l"/>'),
            words("壬", inside="<a:buNone/>"),
        )
    )
    assert document.text.splitlines() == [
        "1. 甲", "2. 乙", "① 丙", "② 丁", "3. 戊", "① 己", "(5) 庚", "● 辛", "壬",
    ]  # fmt: skip
    assert [block.level for block in document.blocks] == [1, 1, 2, 2, 1, 2, 1, 1, 0]


def test_bullets_come_from_the_layout_and_the_master():
    levels = '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr>'
    none = "<a:lvl1pPr><a:buNone/></a:lvl1pPr>"
    layout = shape("題を入力", role='type="body" idx="1"', at=(0, 50)) + shape(
        "書式", role='type="body" idx="2"', lists=none
    )
    more = {
        "ppt/slides/_rels/slide1.xml.rels": make_relations({"a": ("slideLayout", "../slideLayouts/slideLayout1.xml")}),
        "ppt/slideLayouts/slideLayout1.xml": (
            f"<p:sldLayout {SLIDE_NAMESPACES}><p:cSld><p:spTree>{layout}</p:spTree></p:cSld></p:sldLayout>"
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": make_relations({"a": ("slideMaster", "../master.xml")}),
        "ppt/master.xml": (
            f"<p:sldMaster {SLIDE_NAMESPACES}><p:txStyles><p:bodyStyle>{levels}</p:bodyStyle></p:txStyles>"
            "</p:sldMaster>"
        ),
    }
    slide = (
        shape("一", words("二", 'lvl="1"'), role='type="body" idx="1"')
        + shape("なし。", role='type="body" idx="2"', at=(0, 80))
        + shape("枠。", at=(0, 0))
    )
    assert read(slide, more=more).text.splitlines() == ["枠。", "• 一", "– 二", "なし。"]


def test_tables_have_their_merged_cells():
    def cell(text: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{words(text)}</a:txBody></a:tc>"

    wide, covered = cell("見出し", 'gridSpan="2"'), cell("", 'hMerge="1"')
    rows = f"<a:tr>{wide}{covered}</a:tr><a:tr>{cell('甲')}{cell('1')}</a:tr>"
    table = f'<a:tbl><a:tblPr firstRow="1"/>{rows}</a:tbl>'
    document = read(f"<p:graphicFrame><a:graphic><a:graphicData>{table}</a:graphicData></a:graphic></p:graphicFrame>")
    table = document.blocks[0].table
    assert [[(each.cut(document.text), each.columns) for each in row] for row in table.rows] == [
        [("見出し", 2)],
        [("甲", 1), ("1", 1)],
    ]
    assert table.header_rows == 1


def test_what_is_not_read_is_counted():
    spoken = shape("話す", role='type="body"')
    note = f"<p:notes {SLIDE_NAMESPACES}><p:cSld><p:spTree>{spoken}</p:spTree></p:cSld></p:notes>"
    more = {
        "ppt/slides/_rels/slide1.xml.rels": make_relations(
            {"a": ("notesSlide", "../notes.xml"), "b": ("comments", "../comments.xml")}
        ),
        "ppt/notes.xml": note,
        "ppt/comments.xml": f"<p:cmLst {SLIDE_NAMESPACES}><p:cm/><p:cm/></p:cmLst>",
    }
    chart = "<p:graphicFrame><a:graphic><c:chart/></a:graphic></p:graphicFrame>"
    slide = (
        shape("本文です。") + shape("隠れた。", hidden=True) + "<p:pic/>" + chart + shape("社外秘", role='type="ftr"')
    )
    assert left_out(read(slide, more=more)) == {
        "notes": 1,
        "comments": 2,
        "hidden-text": 1,
        "pictures": 1,
        "charts": 1,
        "headers": 1,
    }


def test_breaks_fields_and_links_of_a_paragraph():
    inside = (
        '<a:r><a:rPr b="1"/><a:t>太い</a:t></a:r><a:br/><a:r><a:t>次の行がここにある_x000B_三</a:t></a:r>'
        '<a:fld type="slidenum"><a:t>4</a:t></a:fld>'
    )
    document = read(shape(f"<a:p>{inside}</a:p>"))
    assert document.text == "太い\n次の行がここにある\n三4\n"
    assert document.structure is not None
    assert [(run.span.cut(document.text), run.mark, run.is_fixed) for run in document.structure.runs] == [
        ("太い", "b=1", False),
        ("\n", "", True),
        ("次の行がここにある\n三", "", False),
        ("4", "", True),
    ]


def test_each_node_has_its_bytes_and_its_words():
    data = make_slides(shape("一 &amp; 二"), shape("三"))
    opened = Archive(data, source="資料.pptx")
    document, nodes = read_with_nodes(opened, data, source="資料.pptx")
    assert [
        (node.part, opened.read(node.part)[node.place.content : node.place.end].decode(), span.cut(document.text))
        for node, span in nodes
    ] == [("ppt/slides/slide1.xml", "一 &amp; 二", "一 & 二"), ("ppt/slides/slide2.xml", "三", "三")]


def test_a_presentation_of_pictures_is_empty():
    with pytest.raises(BadInputError) as error:
        read("<p:pic/>")
    assert error.value.kind == "empty"
    assert "pictures" in error.value.message


def test_a_slide_that_is_missing_is_damage():
    with pytest.raises(BadInputError) as error:
        read(
            shape("一"), more={"ppt/_rels/presentation.xml.rels": make_relations({"rId1": ("slide", "slides/no.xml")})}
        )
    assert error.value.kind == "malformed"

"""OpenDocument is read as LibreOffice shows it."""

from __future__ import annotations

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office import package
from sakura_cli.errors import BadInputError
from tests.documents.fixtures.office.flat_words import NAMESPACES
from tests.documents.reading.office.packages import left_out, make_archive

_TYPE = "application/vnd.oasis.opendocument."


def read(body: str, automatic: str = "", kind: str = "text", styles: str = "", manifest: str = "") -> Document:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    made: dict[str, str | bytes] = {"mimetype": f"{_TYPE}{kind}", "content.xml": content}
    if styles:
        made["styles.xml"] = f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>"
    if manifest:
        made["META-INF/manifest.xml"] = manifest
    return package.read(make_archive(made), source="文書.odt")


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("前 \n  後", "前 後"),
        ("  前<text:s text:c='2'/>後", "前  後"),
        ("前<text:tab/>中<text:line-break/>後", "前\t中\n後"),
        (
            "<text:ruby><text:ruby-base>桜</text:ruby-base><text:ruby-text>さくら</text:ruby-text></text:ruby>が咲く",
            "桜が咲く",
        ),
        ("第<text:page-number>3</text:page-number>頁", "第3頁"),
        ("前<office:annotation><text:p>直す</text:p></office:annotation>後", "前後"),
        ("前<text:span text:style-name='h'>隠</text:span>後", "前後"),
        ("前<text:a xlink:href='https://example.jp/'>案内</text:a>後", "前案内後"),
        ("前<text:placeholder>氏名</text:placeholder>後", "前後"),
        ("<text:bookmark-start/>前<text:soft-page-break/>後<text:bookmark-end/>", "前後"),
    ],
)
def test_a_paragraph_is_read_as_it_is_shown(inside, shown):
    hidden = (
        '<style:style style:name="h" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    assert read(f"<text:p>{inside}</text:p>", hidden).text == f"{shown}\n"


def level(number: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" {more}/>'


def one(text: str, attributes: str = "") -> str:
    return f"<text:list-item {attributes}><text:p>{text}</text:p></text:list-item>"


def test_lists_go_on_where_they_say_so():
    suffix = 'style:num-suffix="."'
    styles = f'<text:list-style style:name="L">{level(1, "1", suffix)}</text:list-style>'
    ninth = one("己", 'text:start-value="9"')
    body = (
        f'<text:list xml:id="a" text:style-name="L">{one("甲")}{one("乙")}</text:list>'
        f'<text:list text:style-name="L">{one("丙")}</text:list>'
        f'<text:list text:style-name="L">{one("丙丁")}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{one("丁")}</text:list>'
        f'<text:list text:style-name="L" text:continue-list="a">{one("戊")}{ninth}</text:list>'
    )
    assert read(body, styles).text.splitlines() == ["1.甲", "2.乙", "1.丙", "1.丙丁", "2.丁", "3.戊", "9.己"]


def test_levels_show_those_above_them_and_later_paragraphs_of_an_item_nothing():
    styles = (
        f'<text:list-style style:name="L">{level(1, "一, 二, 三, ...")}'
        f"{level(2, 'イ, ロ, ハ, ...', 'text:display-levels=' + chr(34) + '2' + chr(34))}</text:list-style>"
    )
    inner = f"<text:list>{one('乙')}{one('丙')}</text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-header><text:p>頭</text:p></text:list-header>'
        f"<text:list-item><text:p>甲</text:p><text:p>続き</text:p>{inner}</text:list-item></text:list>"
    )
    document = read(body, styles)
    assert document.text.splitlines() == ["頭", "一 甲", "続き", "一.イ 乙", "一.ロ 丙"]


def test_headings_have_the_numbers_of_the_outline():
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="第"'
        ' style:num-suffix="章"/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{depth}">{text}</text:h>'
        for depth, text in ((1, "総則"), (2, "目的"), (1, "雑則"))
    )
    document = read(body + "<text:p>本文。</text:p>", styles=f"<office:styles>{outline}</office:styles>")
    assert document.text.splitlines() == ["第1章 総則", "目的", "第2章 雑則", "本文。"]
    assert [block.level for block in document.blocks] == [1, 2, 1, 0]
    assert str(document.origin(document.blocks[-1].span)) == "第2章:4"


def test_what_is_not_read_is_counted():
    changed = "<text:changed-region><text:deletion><text:p>消</text:p></text:deletion></text:changed-region>"
    header = "<style:header><text:p>社外秘</text:p></style:header><style:footer/>"
    master = f'<style:master-page style:name="s">{header}</style:master-page>'
    frame = '<draw:frame><draw:image xlink:href="a.svg"/><draw:image xlink:href="a.png"/></draw:frame>'
    section = '<text:section text:display="none"><text:p>隠</text:p></text:section>'
    document = read(
        f"<text:tracked-changes>{changed}</text:tracked-changes><text:p>本文{frame}</text:p>{section}",
        styles=f"<office:master-styles>{master}</office:master-styles>",
    )
    assert document.text == "本文\n"
    assert left_out(document) == {"deletions": 1, "pictures": 1, "hidden-text": 1, "headers": 1}


def test_the_shapes_of_a_slide_are_read_by_where_they_stand():
    def shape(text: str, top: str, role: str = "") -> str:
        return (
            f'<draw:custom-shape svg:x="1cm" svg:y="{top}" svg:width="5cm" svg:height="1cm" {role}>'
            f"<text:p>{text}</text:p></draw:custom-shape>"
        )

    group = f"<draw:g>{shape('二です。', '80mm')}{shape('一です。', '1in')}</draw:g>"
    empty = '<draw:frame presentation:class="title" presentation:placeholder="true"><draw:text-box/></draw:frame>'
    document = read(f"<draw:page>{shape('三です。', '12cm')}{group}{empty}</draw:page>", kind="presentation")
    assert sorted(document.text.split()) == ["一です。", "三です。", "二です。"]
    assert document.text.split()[-1] == "三です。"
    assert document.origin(document.blocks[0].span).slide == 1


def test_a_document_with_a_password_is_refused():
    with pytest.raises(BadInputError) as error:
        read("<text:p>本文</text:p>", manifest="<manifest:manifest><manifest:encryption-data/></manifest:manifest>")
    assert error.value.kind == "encrypted"

"""HTML pages: what a reader sees of them, in order, and what is left out and counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.reading.signatures import has_html_start
from sakura_cli.documents.reading.web.html import build_page, read
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError


def page(html: str) -> Document:
    return build_page(html, source="a.html")


def blocks(html: str) -> list[tuple[str, int, str]]:
    document = page(html)
    return [(block.kind, block.level, block.span.cut(document.text)) for block in document.blocks]


def left_out(html: str) -> dict[LeftOutKind, int]:
    return {part.kind: part.count for part in page(html).left_out}


def test_headings_paragraphs_and_lists_in_order() -> None:
    assert blocks(
        "<h1>ごみの<br>出し方</h1><p>燃える\n  ごみは<b>月</b>曜日です。</p>"
        "<ol start=3 type=a><li>一つ目<ul><li>入れ子</ul><li>二つ目</ol><ol reversed start=2><li>二<li value=9>九</ol>"
        "<blockquote>引用</blockquote>"
    ) == [
        ("heading", 1, "ごみの出し方"),
        ("paragraph", 0, "燃えるごみは月曜日です。"),
        ("item", 1, "c. 一つ目"),
        ("item", 2, "・入れ子"),
        ("item", 1, "d. 二つ目"),
        ("item", 1, "2. 二"),
        ("item", 1, "9. 九"),
        ("quote", 0, "引用"),
    ]


def test_an_item_of_several_paragraphs_has_one_number() -> None:
    assert blocks("<ol><li><p>一</p><p>続き</p></li><li>二</li></ol>") == [
        ("item", 1, "1. 一"),
        ("paragraph", 0, "続き"),
        ("item", 1, "2. 二"),
    ]


def test_ruby_keeps_the_base_alone() -> None:
    assert page("<ruby>月<rp>(</rp><rt>げつ</rt><rp>)</rp></ruby>曜").text == "月曜\n"
    assert page("<p><ruby>漢<rt>かん<rb>字<rt>じ</ruby>の話").text == "漢字の話\n"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">隠し</p>',
        '<span style="DISPLAY : none !important">隠し</span>',
        "<div hidden>隠し</div>",
        '<p style="visibility:hidden">隠し</p>',
        '<span style="font-size:0px">隠し</span>',
        '<span style="font-size:0">隠し</span>',
        '<p style="opacity:0">隠し</p>',
        '<p style="color:#ffffff">隠し</p>',
        '<font color="white">隠し</font>',
        '<div style="background:#333"><p style="color:rgb(51, 51, 51)">隠し</p></div>',
        '<table bgcolor="#000"><tr><td><span style="color:black">隠し</span></table>',
        '<div style="max-height:0;overflow:hidden">隠し</div>',
        '<p style="position:absolute;left:-9999px">隠し</p>',
        '<p style="text-indent:-9999px">隠し</p>',
        '<p style="mso-hide:all">隠し</p>',
        '<style>.h{display:none}</style><p class="a h">隠し</p>',
        "<style>/* x */ p.h, #h { visibility: hidden !important }</style><p class=h>隠し</p>",
        "<style>@media screen{#h{font-size:0}}</style><p id=h>隠し</p>",
        "<style>.b{background:#fff}.w{color:white}</style><div class=b><p class=w>隠し</p></div>",
        "<template><p>隠し</p></template>",
        "<noscript>隠し</noscript>",
        "<dialog>隠し</dialog>",
        '<p style="font-size:1px">隠し</p>',
        '<p style="font:0/0 a">隠し</p>',
        '<div style="font-size:0"><p style="font-size:2em">隠し</p></div>',
        '<p style="color:transparent">隠し</p>',
        '<p style="color:rgba(20, 20, 20, 0)">隠し</p>',
        '<p style="color:#12345600">隠し</p>',
        '<p style="color:#000;-webkit-text-fill-color:transparent">隠し</p>',
        '<p style="position:absolute;clip:rect(0,0,0,0)">隠し</p>',
        '<p style="position:absolute;clip:rect(1px, 1px, 1px, 1px)">隠し</p>',
        '<p style="clip-path:inset(100%)">隠し</p>',
        '<p style="clip-path:circle(0)">隠し</p>',
        '<p style="transform:scale(0)">隠し</p>',
        '<p style="transform:translateX(-9999px)">隠し</p>',
        '<p style="margin-left:-9999px">隠し</p>',
        '<p style="position:fixed;left:-200vw">隠し</p>',
        '<p style="content-visibility:hidden">隠し</p>',
    ],
)
def test_what_no_reader_sees_is_left_out_and_counted(hidden: str) -> None:
    html = f"<p>前</p>{hidden}<p>後</p>"
    assert page(html).text == "前\n後\n"
    assert left_out(html) == {LeftOutKind.HIDDEN_TEXT: 1}


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="background:#000;color:#fff">見える</p>',
        '<div style="background:url(a.png)"><p style="color:#fff">見える</p></div>',
        '<p style="font-size:10px;opacity:0.5">見える</p>',
        '<style>.a{background:#000}</style><p class="a" style="color:#fff">見える</p>',
        '<div style="color:#fff"><p style="color:#000">見える</p></div>',
        "<style>@media print{p{display:none}} @media (max-width:9px){p{display:none}}</style><p>見える</p>",
        "<style>div.x p{display:none} p:hover{display:none} .y{display:none}</style><p>見える</p>",
        '<style>.h{display:none}</style><p class="h" style="display:block">見える</p>',
        '<style>table td{background:#000}</style><p class="a" style="color:#fff">見える</p>',
        '<p aria-hidden="true">見える</p>',
        "<details><summary>見える</summary></details>",
        '<td style="font-size:0px;padding:9px"><div style="font-family:a;font-size:13px">見える</div></td>',
        '<div style="font-size:0"><p style="font:bold 12pt serif">見える</p></div>',
        '<div style="color:transparent"><b style="color:#333">見える</b></div>',
        '<p style="font-size:0.9em;transform:translateX(-50%) scale(1.1);margin-left:-20px">見える</p>',
        '<p style="clip-path:inset(10%);color:rgba(0,0,0,0.8)">見える</p>',
        '<p style="font:14px/1.8 serif;color:rgb(0, 0, 0)">見える</p>',
    ],
)
def test_what_a_reader_sees_is_kept(shown: str) -> None:
    assert page(shown).text == "見える\n"
    assert left_out(shown) == {}


def test_comments_menus_and_pictures_are_counted() -> None:
    html = "<nav>ホーム</nav><!-- 覚え書き --><!--[if mso]>x<![endif]-->本文<img width=300 src=a><img alt='市章'>"
    assert page(html).text == "本文市章\n"
    assert left_out(html) == {LeftOutKind.NAVIGATION: 1, LeftOutKind.COMMENTS: 1, LeftOutKind.PICTURES: 1}


def test_tables_keep_merged_cells_and_their_header() -> None:
    document = page(
        "<table><caption>在庫</caption><tr><th colspan=2>品名<th>数"
        "<tr><td rowspan=2>果物<td>りんご<td>3<tr><td>梨<td>4</table>"
    )
    assert document.text == "在庫\n\n品名\t数\n果物\tりんご\t3\n梨\t4\n\n"
    table = document.blocks[-1].table
    assert table is not None
    assert table.header_rows == 1
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(2, 1), (1, 1)],
        [(1, 2), (1, 1), (1, 1)],
        [(1, 1), (1, 1)],
    ]


def test_a_table_that_only_places_things_is_unrolled() -> None:
    html = "<table><tr><td><h2>左</h2><p>本文<td><table><tr><th>a<th>b<tr><td>1<td>2</table></table>"
    assert [kind for kind, _, _ in blocks(html)] == ["heading", "paragraph", "table"]
    assert page("<table role=presentation><tr><td>一<td>二<tr><td>三<td>四</table>").text == "一\n二\n三\n四\n"


def test_header_cells_beside_values_and_definitions_are_pairs() -> None:
    document = page(
        "<table><tr><th>氏名<td>山田<tr><th>住所<td>東京</table><dl><dt>開催日<dd>3月1日<dt>場所<dd>市役所</dl>"
    )
    pairs = [block.pair for block in document.blocks if block.pair]
    assert [(pair.label.cut(document.text), pair.value.cut(document.text)) for pair in pairs] == [
        ("氏名", "山田"),
        ("住所", "東京"),
        ("開催日", "3月1日"),
        ("場所", "市役所"),
    ]


def test_forms_show_what_is_ticked_chosen_and_typed() -> None:
    html = (
        "<input type=checkbox checked>参加<br><input type=radio>不参加<br>"
        "<select><option>東<option selected>西</select><br><input value=山田>"
        "<input type=hidden value=x><br><textarea>一行\n二行</textarea>"
    )
    assert page(html).text == "☑参加\n☐不参加\n西\n山田\n一行\n二行\n"
    assert page("<select><option>東<option>西</select>町").text == "東町\n"
    assert page("<select multiple><option>東<option selected>西<option selected>南</select>町").text == "西、南町\n"
    assert page("<select size=3><option>東<option>西</select>町").text == "町\n"


def test_preformatted_text_keeps_its_lines() -> None:
    assert page("<pre>  a\n   b</pre>").text == "  a\n   b\n"
    assert blocks("<pre><code>x = 1\ny</code></pre>") == [("code", 0, "x = 1\ny")]


def test_blocks_stand_on_the_lines_of_the_source() -> None:
    document = page("<p>一</p>\n\n<p>二</p>")
    assert [str(document.origin(block.span)) for block in document.blocks] == ["1", "3"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<html><meta charset="Shift_JIS"><p>髙橋①'.encode("cp932"), "髙橋①\n"),
        (
            '<html><meta http-equiv=content-type content="text/html; charset=EUC-JP"><p>漢字と仮名'.encode("euc_jp"),
            "漢字と仮名\n",
        ),
        ('<?xml version="1.0" encoding="Shift_JIS"?><html><p>漢字と仮名</p></html>'.encode("cp932"), "漢字と仮名\n"),
        ('<html><meta charset="utf-8"><p>漢字と仮名です'.encode("cp932"), "漢字と仮名です\n"),
        ("<html><p>漢字".encode("utf-16"), "漢字\n"),
        ("\ufeff<!-- x --><!DOCTYPE HTML><p>漢字".encode(), "漢字\n"),
    ],
)
def test_a_page_is_found_by_its_bytes_and_decoded_by_what_it_says(data: bytes, text: str) -> None:
    assert has_html_start(data)
    assert read_document(data, source="page.docx").text == text


def test_who_calls_a_page_a_text_gets_its_source() -> None:
    assert read_document(b"<html><p>a</p>", source="a.txt").text == "<html><p>a</p>"
    assert not has_html_start("本文に<html>と書く".encode())


def test_a_page_that_shows_nothing_is_empty() -> None:
    with pytest.raises(BadInputError) as caught:
        read(b"<!doctype html><script>x</script>", source="a.html")
    assert caught.value.kind == "empty"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "深い" + "</p>" * 1000,
        "<table><tr><td>" * 30_000 + "深い",
        "<b>" * 30_000 + "<p>深い" + "</p>" * 1000,
        "<p><div></p>" * 30_000 + "深い",
        "<ul><li>" * 30_000 + "深い",
        "<table>" + "<tr><td>" * 30_000 + "</div>" * 1000 + "深い",
        "<p>深い</p>" + "<!--" * 100_000,
        "<style>" + "@a{" * 100_000 + "</style>深い",
        "<p style='" + "a" * 500_000 + "'>深い",
    ],
)
def test_depth_does_not_crash(html: str) -> None:
    begun = time.process_time()
    assert "深い" in page(html).text
    assert time.process_time() - begun < 30


@given(st.text(alphabet="<>/=\"'!-[]& abdhilprtu表\n") | st.text())
def test_any_html_is_survived(html: str) -> None:
    try:
        page(html)
    except BadInputError as error:
        assert error.kind == "empty"


def test_empty_rows_part_a_table_and_empty_columns_are_none() -> None:
    empty = "<tr><td></td><td></td><td></td><td></td></tr>"
    html = f"<table><tr><td><td colspan=3>題</tr>{empty}<tr><th>品名<th><th>数<th><tr><td>梨<td><td>1<td></table>"
    document = page(html)
    assert document.text == "題\n\n品名\t数\n梨\t1\n\n"
    assert [block.kind for block in document.blocks] == ["paragraph", "table"]


def test_an_xls_that_is_a_page_is_read_as_one() -> None:
    data = "<table><tr><th>品名<th>数<tr><td>梨<td>1</table>".encode("cp932")
    document = read_document(data, source="export.xls")
    assert (document.medium, document.text) == ("html", "品名\t数\n梨\t1\n\n")

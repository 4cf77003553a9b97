"""Other words in pages: between the tags they stood between, moved with these, and nothing else is changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.web.html import read
from sakura_cli.documents.writing.html import write
from sakura_cli.spans import Piece, Span


def edit(page: str, *changes: tuple[str, Sequence[tuple[str, str]]], encoding: str = "utf-8") -> str:
    """Replace words by pieces, each with words whose format it takes; what is read back has the new words."""
    data = page.encode(encoding)
    document = read(data, source="a.html")
    text = expected = document.text
    edits = []
    for old, pieces in changes:
        start = text.index(old)
        places = [text.index(source, start) for _, source in pieces]
        spans = [Span(at, at + len(source)) for at, (_, source) in zip(places, pieces, strict=True)]
        new = [Piece(words, span) for (words, _), span in zip(pieces, spans, strict=True)]
        edits.append(WordEdit(Span(start, start + len(old)), new))
    for each in reversed(edits):
        expected = expected[: each.span.start] + each.text + expected[each.span.end :]
    written = write(data, edits, source="a.html", encoding=document.encoding)
    assert read(written, source="a.html").text == expected
    return written.decode(encoding)


@pytest.mark.parametrize(
    ("page", "old", "pieces", "expected"),
    [
        (
            "<p class=a>これは<b>重要</b>です。<br>次の行<!-- 花 --></p>",
            "これは重要です。",
            [("This is ", "これは"), ("vital", "重要"), (" & true.", "です。")],
            "<p class=a>This is <b>vital</b> &amp; true.<br>次の行<!-- 花 --></p>",
        ),
        (
            "<ul><li>詳細は<a href='x'>ここ</a>を見る<li>次</ul>",
            "詳細はここを見る",
            [("Here", "ここ"), (" are ", "詳細は"), ("details", "を見る")],
            "<ul><li><a href='x'>Here</a> are details<li>次</ul>",
        ),
        (
            "<div>前の文<p>中の<em>文</em></p>後の文</div>",
            "中の文",
            [("Text", "文"), (" inside", "中の")],
            "<div>前の文<p><em>Text</em> inside</p>後の文</div>",
        ),
        (
            "<p>この<ruby>桜<rp>(</rp><rt>さくら</rt><rp>)</rp></ruby>を見る",
            "この桜を見る",
            [("See this", "この桜を見る")],
            "<p>See this",
        ),
        (
            "<p>赤<i>い花</i>が&nbsp;咲く</p>",
            "赤い花が\u00a0咲く",
            [("A ", "い花"), ("red", "赤"), (" flower", "い花"), (" blooms", "が\u00a0咲く")],
            "<p><i>A </i>red<i> flower</i> blooms</p>",
        ),
        (
            "<table><tr><th>品名<td>りんご</table>",
            "りんご",
            [("Apples < 3", "りんご")],
            "<table><tr><th>品名<td>Apples &lt; 3</table>",
        ),
    ],
)
def test_words_change_with_their_elements(page, old, pieces, expected):
    assert edit(page, (old, pieces)) == expected


def test_lines_of_a_paragraph_do_not_mix():
    page = "<p>赤<b>青</b><br>黒<b>白</b></p>"
    written = edit(page, ("赤青", [("blue", "青"), ("red", "赤")]), ("黒白", [("white", "白"), ("black", "黒")]))
    assert written == "<p><b>blue</b>red<br><b>white</b>black</p>"


def test_several_paragraphs_of_one_element_keep_their_order():
    page = "<td>一つ目<p>二つ目</p>三つ目<div>四つ目</div></td>"
    written = edit(page, ("一つ目", [("1", "一つ目")]), ("二つ目", [("2", "二つ目")]), ("三つ目", [("3", "三つ目")]))
    assert written == "<td>1<p>2</p>3<div>四つ目</div></td>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc-jp", "utf-16"])
def test_the_encoding_stays_and_what_it_lacks_is_a_reference(encoding):
    page = "<meta charset=x><p>花の<b>値段</b></p>\r\n<p>鳥</p>"
    written = edit(page, ("花の値段", [("Prix: 3 ", "花の"), ("€é", "値段")]), encoding=encoding)
    assert written.replace("&#8364;", "€").replace("&#233;", "é") == (
        "<meta charset=x><p>Prix: 3 <b>€é</b></p>\r\n<p>鳥</p>"
    )


def test_what_is_code_or_an_attribute_is_fixed():
    document = read(
        '<p><code>花</code>の<img alt="絵">は<span translate=no>桜</span>です</p>'.encode(), source="a.html"
    )
    assert document.structure
    fixed = [run.span.cut(document.text) for run in document.structure.runs if run.is_fixed]
    assert fixed == ["花", "絵", "桜"]

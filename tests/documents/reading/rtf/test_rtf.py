"""RTF: Japanese in code pages and in Unicode, tables, and what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.rtf.document import read, rich_text_to_text
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError

FONTS = rb"{\fonttbl{\f0\fcharset128 MS Mincho;}{\f1\fcharset0 Arial;}{\f2\fcharset134 SimSun;}}"


def rtf(body: bytes) -> Document:
    return read(rb"{\rtf1\ansi\ansicpg932\uc1" + FONTS + body + b"}", source="a.rtf")


def escape(text: str, codec: str = "cp932") -> bytes:
    """Return bytes as programs write them: what is a letter of ASCII stays one, the second half of a character too."""
    return b"".join(
        b"\\'%02x" % byte if byte > 127 or byte in b"\\{}" else bytes([byte]) for byte in text.encode(codec)
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\f0 " + escape("表①のとおり、髙橋ソース"), "表①のとおり、髙橋ソース\n"),
        (rb"\u26085?\u26412?\u-10179?\u-8704?", "日本😀\n"),
        (rb"{\uc2\u26085\'93\'fa}{\uc0\u26412}", "日本\n"),
        (rb"\f2 \'ba\'ba\f0 \'8a\'bf", "汉漢\n"),
        (rb"a\par b\line c\tab d\emdash\{\}", "a\nb\nc\td—{}\n"),
        (rb"a\bin3 }}}b", "ab\n"),
        (rb"{\*\unknown x}{\info{\title y}{\upr{\title z}{\*\ud{\title w}}}}a", "a\n"),
        (rb"{\upr{b}{\*\ud{\u26085?}}}a", "日a\n"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link\n"),
        (rb"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box}}}", "box\n"),
        (rb"{\listtext 1.\tab}item", "1. item\n"),
        (rb"a{\footnote note}b\par c", "ab\nnote\nc\n"),
    ],
)
def test_text_is_read_in_any_writing(body: bytes, text: str) -> None:
    assert rtf(body).text == text


def test_ruby_keeps_the_base_alone() -> None:
    instruction = rb"EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(" + escape("さくら") + rb")," + escape("桜") + rb")"
    assert rtf(rb"{\field{\*\fldinst " + instruction + rb"}{\fldrslt }}" + escape("の花")).text == "桜の花\n"


def test_what_is_not_shown_is_counted() -> None:
    document = rtf(
        rb"a{\v hidden}b{\deleted gone}c{\header top}{\footer{\field{\*\fldinst PAGE}{\fldrslt 1}}}"
        rb"{\*\annotation said}{\pict\pngblip 89504e}"
    )
    assert document.text == "abc\n"
    assert {part.kind: part.count for part in document.left_out} == {
        LeftOutKind.HIDDEN_TEXT: 1,
        LeftOutKind.DELETIONS: 1,
        LeftOutKind.HEADERS: 2,
        LeftOutKind.COMMENTS: 1,
        LeftOutKind.PICTURES: 1,
    }


def test_tables_keep_merged_cells() -> None:
    row = rb"\trowd\clmgf\cellx1000\clmrg\cellx2000\cellx3000\pard\intbl head\cell\cell C\cell\row"
    second = rb"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl x\cell y\cell 1\cell\row"
    third = rb"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl \cell z\cell 2\cell\row\pard after"
    document = rtf(row + second + third)
    assert document.text == "head\tC\nx\ty\t1\nz\t2\nafter\n"
    table = document.blocks[0].table
    assert table is not None
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [(2, 1), (1, 1)],
        [(1, 2), (1, 1), (1, 1)],
        [(1, 1), (1, 1)],
    ]


def test_headings_by_the_level_of_their_style() -> None:
    styles = rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"
    document = rtf(styles + rb"\pard\s1 Title\par\pard\s0 body\par\pard\outlinelevel1 Part\par")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
    ]
    assert [str(document.origin(block.span)) for block in document.blocks] == ["1", "2", "3"]


def test_lines_are_the_body_of_a_mail() -> None:
    assert rich_text_to_text(rb"{\rtf1 a\par\par\trowd\cellx1\cellx2\pard\intbl b\cell c\cell\row}") == "a\n\nb\tc\n"


def test_an_empty_one_is_an_error_of_the_input() -> None:
    with pytest.raises(BadInputError) as caught:
        rtf(b"")
    assert caught.value.kind == "empty"


@given(
    st.lists(st.sampled_from([*rb"\{ \} \par \cell \row \u12 \'83 \v \uc0 \field \* \f0".split(), b"a", b" ", b"\\"]))
)
def test_anything_is_survived(parts: list[bytes]) -> None:
    rich_text_to_text(b"{\\rtf1" + b"".join(parts))
    rich_text_to_text(b"{\\rtf1" + b"{" * 5000 + b"".join(parts))


def test_a_text_of_libreoffice_is_read_as_it_went_in() -> None:
    data = (Path(__file__).parents[2] / "fixtures" / "sheets" / "rules.rtf").read_bytes()
    document = read(data, source="rules.rtf")
    assert document.text == (
        "出張規程\n第1条　この規程は、髙橋商事株式会社の出張について定める。表①のとおりとする。\n\n区分\n"
        "1. 国内出張\n2. 海外出張\n区分\t日当\n国内\t役員\t5,000円\n社員\t3,000円\n以上。𠮷野家😀\n\n"
    )
    kinds = ["heading", "paragraph", "heading", "item", "item", "table", "paragraph"]
    assert [block.kind for block in document.blocks] == kinds

"""Tables of Word: read back they have the cells that went in, and the same cells make the same bytes."""

from __future__ import annotations

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.writing.word_table import make_word_table


def test_a_table_is_read_back_as_it_went_in():
    rows = [("赤 & <青>", "red & <blue>\x0b"), ("一行目\n二行目", " two lines"), ("", "空")]
    data = make_word_table(("原文", "訳"), rows)
    assert data == make_word_table(("原文", "訳"), rows)
    document = read_document(data, source="a.docx")
    [block] = document.blocks
    assert block.table is not None and block.table.header_rows == 1
    cells = [[cell.span.cut(document.text) for cell in row] for row in block.table.rows]
    assert cells == [["原文", "訳"], ["赤 & <青>", "red & <blue>"], ["一行目 二行目", " two lines"], ["", "空"]]

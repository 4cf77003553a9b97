"""Blocks of any document as Markdown."""

from __future__ import annotations

from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder
from sakura_cli.documents.reading.marked_up.markdown import read
from sakura_cli.documents.writing.rendering import to_markdown


def render(builder: DocumentBuilder) -> str:
    document = builder.finish(source="a", medium="word")
    return to_markdown(document.text, document.blocks)


def test_headings_paragraphs_items_and_quotes_have_their_marks() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "規程", level=1)
    builder.add("paragraph", "本則を定める。")
    builder.add("item", "会員", label="1. ", level=1)
    builder.add("item", "役員", label="(1) ", level=2)
    builder.add("quote", "引用\n二行目")
    assert render(builder) == "# 規程\n\n本則を定める。\n\n- 1. 会員\n  - (1) 役員\n\n> 引用\n> 二行目\n"


def test_what_would_begin_another_block_is_escaped() -> None:
    builder = DocumentBuilder()
    builder.add("paragraph", "本則を定める。")
    builder.add("heading", "付則", level=2)
    builder.add("paragraph", "# 見出しではない。")
    text = render(builder)
    assert [block.kind for block in read(text)] == ["paragraph", "heading", "paragraph"]


def test_merged_cells_keep_the_columns_of_a_table() -> None:
    builder = DocumentBuilder()
    rows = [
        [BuiltCell(["区分"], rows=2), BuiltCell(["数量"], columns=2)],
        [BuiltCell(["前|期"]), BuiltCell(["当期"])],
        [BuiltCell(["計"]), BuiltCell(["1"]), BuiltCell(["2"])],
    ]
    builder.add_table(rows)
    assert render(builder) == "| 区分 | 数量 |  |\n| --- | --- | --- |\n|  | 前\\|期 | 当期 |\n| 計 | 1 | 2 |\n"


def test_the_pairs_of_a_form_are_lines_of_their_own() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "見積書", level=1)
    cells = [BuiltCell(["番号"]), BuiltCell(["Q-1"]), BuiltCell(["日付"]), BuiltCell(["4月1日"])]
    builder.add_pairs(cells, [(0, [1]), (2, [3])])
    assert render(builder) == "# 見積書\n\n番号：Q-1  \n日付：4月1日\n"


def test_a_table_without_a_head_has_an_empty_one() -> None:
    builder = DocumentBuilder()
    builder.add_table([[BuiltCell(["氏名"]), BuiltCell(["山田"])]], header_rows=0)
    assert render(builder) == "|  |  |\n| --- | --- |\n| 氏名 | 山田 |\n"

"""CSV and TSV as blocks, with the line of each cell."""

from __future__ import annotations

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document


def read(text: str, source: str = "a.csv", codec: str = "utf-8") -> Document:
    return read_document(text.encode(codec), source=source)


def cells(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.cut(document.text) for cell in row] for row in block.table.rows]
        for block in document.blocks
        if block.table
    ]


def test_a_table_has_its_header_and_a_line_for_each_cell() -> None:
    document = read("品名,数量\r\nりんご,3\r\n", codec="cp932")
    [block] = document.blocks
    assert block.table is not None
    assert (document.format, block.table.header_rows, cells(document)) == (
        "csv",
        1,
        [[["品名", "数量"], ["りんご", "3"]]],
    )
    assert str(document.origin(block.table.rows[1][0].span)) == "2"


def test_titles_stand_above_and_empty_lines_part_tables() -> None:
    document = read("売上一覧,,\n2025年度,,\n品名,数,額\n梨,1,2\n,,\n計,3,4\n")
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph", "table", "table"]
    assert cells(document)[1] == [["計", "3", "4"]]


def test_rows_of_other_lengths_are_filled() -> None:
    assert cells(read("a,b,c\n1,2\n3,4,5\n"))[0][1] == ["1", "2", ""]


def test_quotes_are_no_part_of_a_cell_and_doubled_ones_stand_for_one() -> None:
    document = read('品名,備考\n"梨","大きい\n""旬"""\n')
    [block] = document.blocks
    assert block.table is not None
    assert block.table.rows[1][1].value == '大きい\n"旬"'
    assert [piece.cut(document.text) for piece in block.table.rows[1][1].pieces] == ["大きい", '""旬""']


def test_a_line_for_excel_names_the_sign_and_is_no_row() -> None:
    document = read("sep=;\n品名;数\n梨;1,5\n")
    assert [block.kind for block in document.blocks] == ["code", "table"]
    assert cells(document) == [[["品名", "数"], ["梨", "1,5"]]]


def test_an_xls_that_is_tabs_is_read_as_what_it_is() -> None:
    document = read("品名\t数\t額\n梨\t1\t2\n柿\t3\t4\n", source="export.xls", codec="cp932")
    assert (document.format, cells(document)[0][1]) == ("csv", ["梨", "1", "2"])


def test_what_is_called_a_text_stays_one() -> None:
    text = "品名,数,額\n梨,1,2\n柿,3,4\n"
    assert read(text, source="a.txt").format == "text"
    assert read(text, source="<stdin>").format == "csv"


def test_every_character_that_is_not_white_is_in_a_block() -> None:
    text = 'a,"b\n\n" , c\n題\n\n"x'
    document = read(text)
    covered = {k for block in document.blocks for k in range(*block.span)}
    assert [k for k, char in enumerate(document.text) if not char.isspace() and k not in covered] == []

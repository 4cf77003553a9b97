"""Other words in workbooks: typed cells change, shared strings with them, and formulas, numbers and names stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office import package
from sakura_cli.documents.writing.workbook import write
from sakura_cli.spans import Piece, Span
from tests.documents.reading.office.sheets.workbooks import MAIN, OFFICE, make_workbook, rows
from tests.fakes.office_archives import read_part

STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"


def shared(*numbers: int) -> list[str]:
    return [f'<c t="s"><v>{number}</v></c>' for number in numbers]


def change(data: bytes, edit: Callable[[str], str]) -> tuple[str, bytes]:
    """Edit each typed stretch of a workbook's text by a function; return the text read back, too."""
    document = package.read(data, source="a.xlsx")
    fixed = [run.span for run in document.structure.runs if run.is_fixed]
    edits = []
    position = 0
    for line in document.text.replace("\t", "\n").split("\n"):
        span = Span(position, position + len(line))
        position = span.end + 1
        if line.strip() and not any(each.start < span.end and span.start < each.end for each in fixed):
            new = edit(line)
            edits += [WordEdit(span, [Piece(new, span)])] if new != line else []
    written = write(data, edits, source="a.xlsx")
    return package.read(written, source="a.xlsx").text, written


def test_typed_words_change_and_numbers_formulas_and_names_stay():
    formula = '<c t="str"><f>A1&amp;"計"</f><v>合計</v></c>'
    data = make_workbook(
        rows(
            ["品名", "金額", formula], ["りんご", 120.5, '<c t="b"><v>1</v></c>'], ['<c t="str"><v>みかん</v></c>', 80]
        ),
        strings="<si><t>使わない</t></si>",
    )
    text, written = change(
        data,
        lambda words: {"品名": "Item", "金額": "Price", "りんご": "Apple & <pear>", "みかん": " "}.get(words, words),
    )
    assert read_part(written, STRINGS) == read_part(data, STRINGS)
    expected = read_part(data, SHEET).replace("品名", "Item").replace("金額", "Price")
    assert read_part(written, SHEET) == expected.replace("りんご", "Apple &amp; &lt;pear&gt;").replace("みかん", " ")
    assert "合計" in text and "120.5" in text


def test_a_shared_string_is_changed_once():
    strings = '<si><t>済み</t><rPh sb="0" eb="1"><t>ズ</t></rPh><phoneticPr fontId="1"/></si><si><t>未</t></si>'
    data = make_workbook(rows(shared(0, 1), shared(0, 0)), rows(shared(0)), strings=strings, states={2: "hidden"})
    text, written = change(data, lambda words: words.replace("済み", "done"))
    assert read_part(written, STRINGS) == f'<sst xmlns="{MAIN}"><si><t>done</t></si><si><t>未</t></si></sst>'
    assert read_part(written, SHEET) == read_part(data, SHEET)
    assert "済み" not in text


def test_cells_that_part_get_strings_of_their_own():
    strings = '<si><r><rPr><b/></rPr><t>東京</t></r><r><t xml:space="preserve">支店</t></r></si>'
    data = make_workbook(rows(shared(0, 0, 0)), strings=strings)
    counted = read_part(data, STRINGS).replace("<sst ", '<sst count="3" uniqueCount="1" ')
    data = make_workbook(rows(shared(0, 0, 0)), strings=strings, beside={STRINGS: counted})
    answers = iter(["Tokyo branch", "東京支店", "Branch"])
    _, written = change(data, lambda words: next(answers))
    assert 'count="3" uniqueCount="3"' in read_part(written, STRINGS)
    assert read_part(written, STRINGS).count(strings) == 1
    assert [f"<v>{number}</v>" in read_part(written, SHEET) for number in (0, 1, 2)] == [True, True, True]
    assert package.read(written, source="a.xlsx").text.splitlines()[-1].split("\t") == [
        "Tokyo branch", "東京支店", "Branch"
    ]  # fmt: skip


def test_lines_of_a_cell_stay_lines():
    data = make_workbook(rows(["一行目\n二行目", "右"]))
    text = package.read(data, source="a.xlsx").text
    spans = [Span(text.index(words), text.index(words) + 3) for words in ("一行目", "二行目")]
    edits = [WordEdit(span, [Piece(new, span)]) for span, new in zip(spans, ("Line 1", "Line 2"), strict=True)]
    assert "Line 1\nLine 2" in read_part(write(data, edits, source="a.xlsx"), SHEET)


@pytest.mark.parametrize(
    "beside",
    [
        '<c><f>COUNTIF(A1:A9,"完了")</f><v>1</v></c>',
        "<c><f>IF(A1=&quot;完了&quot;,1,0)</f><v>1</v></c>",
    ],
)
def test_words_that_formulas_look_for_are_fixed(beside):
    data = make_workbook(rows(["完了", "完了した日", beside]))
    document = package.read(data, source="a.xlsx")
    assert [run.span.cut(document.text) for run in document.structure.runs if run.is_fixed] == ["S1", "完了"]


def test_choices_of_a_validation_are_fixed():
    rule = (
        '<dataValidations><dataValidation type="list"><formula1>"有,無"</formula1></dataValidation></dataValidations>'
    )
    document = package.read(make_workbook(rows(["有", "資料"], more=rule)), source="a.xlsx")
    assert [run.span.cut(document.text) for run in document.structure.runs if run.is_fixed] == ["S1", "有"]


def test_boxes_over_cells_change():
    drawing = (
        '<d:wsDr xmlns:d="d" xmlns:a="a"><d:oneCellAnchor><d:sp><d:txBody><a:p><a:r><a:t>図の</a:t></a:r><a:br/>'
        "<a:r><a:t>説明</a:t></a:r></a:p></d:txBody></d:sp></d:oneCellAnchor></d:wsDr>"
    )
    relation = f'<Relationship Id="d" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/>'
    data = make_workbook(rows(["表"]), relations=relation, beside={"xl/drawings/drawing1.xml": drawing})
    _, written = change(data, lambda words: words.replace("説明", "Explanation"))
    assert read_part(written, "xl/drawings/drawing1.xml") == drawing.replace("説明", "Explanation")


def test_what_looks_like_an_escaped_character_stays_as_it_reads():
    text, _ = change(make_workbook(rows(["記号"])), lambda words: "a_x0041_b")
    assert "a_x0041_b" in text


def test_the_columns_of_a_table_are_named_as_the_cells_that_head_them():
    columns = "".join(
        f'<tableColumn id="{n}" name="{name}"/>' for n, name in enumerate(["品名", "品目", "単価", "数量"], 1)
    )
    table = f'<table xmlns="{MAIN}" ref="A1:D2"><tableColumns count="4">{columns}</tableColumns></table>'
    relation = f'<Relationship Id="t" Type="{OFFICE}/table" Target="../tables/table1.xml"/>'
    formula = "<c><f>SUM(T[単価])</f><v>3</v></c>"
    data = make_workbook(
        rows(["品名", "品目", "単価", "数量"], ["りんご", "果物", 3, formula]),
        relations=relation,
        beside={"xl/tables/table1.xml": table},
    )
    new = {"品名": "Item", "品目": "item", "数量": 'A "B"', "りんご": "Apple"}
    text, written = change(data, lambda words: new.get(words, words))
    names = [part.partition('"')[0] for part in read_part(written, "xl/tables/table1.xml").split(' name="')[1:]]
    assert names == ["Item", "item 2", "単価", "A &quot;B&quot;"]
    assert "Item\titem 2\t単価" in text


def test_the_names_of_fields_of_a_pivot_table_are_fixed():
    fields = '<cacheFields><cacheField name="品名"/></cacheFields>'
    pivot = f'<pivotCacheDefinition xmlns="{MAIN}">{fields}</pivotCacheDefinition>'
    data = make_workbook(rows(["品名", "数量"], ["りんご", 3]), beside={"xl/pivotCache/p.xml": pivot})
    relations = read_part(data, "xl/_rels/workbook.xml.rels")
    added = f'<Relationship Id="p" Type="{OFFICE}/pivotCacheDefinition" Target="pivotCache/p.xml"/></Relationships>'
    data = make_workbook(
        rows(["品名", "数量"], ["りんご", 3]),
        beside={
            "xl/pivotCache/p.xml": pivot,
            "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", added),
        },
    )
    document = package.read(data, source="a.xlsx")
    assert [run.span.cut(document.text) for run in document.structure.runs if run.is_fixed] == ["S1", "品名"]

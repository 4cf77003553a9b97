"""A document shown as it is read, and where messages say that something stands in it."""

from __future__ import annotations

import pytest

from sakura_cli.api.json import to_json
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder
from sakura_cli.documents.structure import LeftOutKind, Origin
from sakura_cli.options.keigo import CheckOptions
from sakura_cli.options.reading import ReadingOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.keigo.check import check_keigo
from sakura_cli.tasks.reading.read import read
from tests.fakes.engine import ScriptedEngine


def build() -> Document:
    builder = DocumentBuilder()
    builder.add("heading", "目的", label="第3条　", level=1, origin=Origin(paragraph=11, heading="第3条"))
    builder.add("paragraph", "資料をお読みになられる。", origin=Origin(paragraph=12, heading="第3条"))
    cells = [BuiltCell(["備考"], origin=Origin(sheet="Sheet1", cell="B7"))]
    cells.append(BuiltCell(["ご覧になられた"], origin=Origin(sheet="Sheet1", cell="C7"), columns=2))
    builder.add_table([cells])
    builder.leave_out(LeftOutKind.HIDDEN_SHEETS)
    return builder.finish(source="規程.docx", medium="word")


def test_blocks_and_cells_say_where_they_stand() -> None:
    document = build()
    result = complete(ScriptedEngine([]), read(document, ReadingOptions()))
    assert result.text == document.text
    payload = to_json(result.payload, document)
    assert payload["medium"] == "word"
    assert payload["left_out"] == [{"kind": "hidden-sheets", "count": 1}]
    heading, paragraph, table = payload["blocks"]
    assert heading["origin"] == {"heading": "第3条", "paragraph": 11}
    assert paragraph["origin"] == {"heading": "第3条", "paragraph": 12}
    [[first, second]] = table["cells"]
    assert first["origin"] == {"sheet": "Sheet1", "cell": "B7"}
    assert (second["text"], second["columns"]) == ("ご覧になられた", 2)


def test_a_check_names_the_place_in_the_document() -> None:
    result = complete(ScriptedEngine([]), check_keigo(build(), CheckOptions()))
    places = [line.partition(": ")[0] for line in result.text.splitlines()]
    assert places == ["規程.docx:第3条:12", "規程.docx:Sheet1!C7"]


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        (Origin(line=3), "line 3"),
        (Origin(page=4), "p. 4"),
        (Origin(slide=2), "slide 2"),
        (Origin(sheet="明細", cell="B3"), "明細!B3"),
        (Origin(paragraph=8), "8"),
    ],
)
def test_a_place_is_said_in_the_words_of_its_format(origin: Origin, place: str) -> None:
    assert origin.place == place

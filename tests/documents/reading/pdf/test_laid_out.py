"""PDFs that LibreOffice and Chromium made of texts of ours: what is read back is what went in, in order."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.documents import count_edits, score_characters, score_document
from sakura_cli.documents.reading.pdf.opening import read
from tests.documents.fixtures.pdf.make import SMALL
from tests.documents.fixtures.pdf.sources import read_source

FOLDER = Path(__file__).parents[2] / "fixtures" / "pdf"


def read_small(name):
    path = FOLDER / f"{name}.pdf"
    data = path.read_bytes() if path.exists() else gzip.decompress((FOLDER / f"{name}.pdf.gz").read_bytes())
    return read(data, source=path.name)


@pytest.mark.parametrize("name", SMALL)
def test_what_went_in_is_read_back(name):
    document = read_small(name)
    score = score_document(document, read_source(SMALL[name][1]))
    assert score.characters >= LEAST.get(name, 0.995), document.text
    assert (score.notes, score.headings) == (1.0, 1.0)
    assert score.cells >= CELLS.get(name, 1.0)


# A page alone does not show that its head is one; LibreOffice numbers the notes of sections by 0.
LEAST = {"short-writer": 0.97, "short-columns": 0.96, "essay-writer": 0.95}
# The head of a table without upright lines has two rows there.
CELLS = {"short-columns": 0.8}


def test_levels_of_headings_and_items_are_told():
    document = read_small("short-writer")
    levels = [(block.kind, block.level, block.span.cut(document.text)[:6]) for block in document.blocks]
    assert [each for each in levels if each[0] in ("heading", "item")] == [
        ("heading", 1, "市民菜園利用"),
        ("heading", 2, "第1章　総則"),
        ("heading", 4, "（目的）"),
        ("item", 1, "2　菜園は、"),
        ("heading", 4, "（利用者）"),
        ("item", 1, "(1)　市民"),
        ("item", 1, "(2)　市税"),
        ("item", 2, "ア　市が定め"),
        ("item", 2, "イ　市長が認"),
        ("heading", 4, "（利用料）"),
        ("heading", 2, "附則"),
    ]


@pytest.mark.parametrize("name", ["short-writer", "tiny-browser"])
def test_merged_cells_of_a_head_are_told(name):
    [block] = [block for block in read_small(name).blocks if block.table]
    assert block.table.header_rows == 2
    assert [[(cell.columns, cell.rows) for cell in row] for row in block.table.rows[:2]] == [
        [(1, 2), (2, 1)],
        [(1, 1)] * 2,
    ]


def test_a_head_stands_in_no_column():
    text = read_small("short-columns").text
    assert text.startswith("市民菜園利用規約　市報資料")


def test_edits_are_counted():
    assert count_edits("さくら", "さくら") == 0
    assert count_edits("さくらの花", "さくら花") == 1
    assert count_edits("花さくら", "さくら花") == 2
    assert score_characters("さく ら", "さくら\n") == 1.0

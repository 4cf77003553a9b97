"""What LibreOffice has made a document of is read back as what went in, line by line."""

from __future__ import annotations

import re

import pytest

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office import package
from tests.documents.fixtures.office.expected import ExpectedLine, expect_lines, expect_slides
from tests.documents.fixtures.office.sources import FOLDER, SOURCES, load

TEXTS = sorted(path.stem for path in SOURCES.glob("*.txt"))
SLIDES = sorted(path.stem for path in SOURCES.glob("*.slides"))
# The blank that a number is set off with is the reader's.
_NUMBER_BLANK = re.compile(r"(?<=\S) (?=\S)")


def read(name: str) -> Document:
    return package.read((FOLDER / name).read_bytes(), source=name)


@pytest.mark.parametrize("format_", ["docx", "odt"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_back_as_what_went_in(name, format_):
    document = read(f"{name}.{format_}")
    assert_read_back(document, list(expect_lines(load(name))))
    deletions = (SOURCES / f"{name}.txt").read_text(encoding="utf-8").count("~~") // 2
    assert [str(part) for part in document.left_out] == [f"deleted by a revision: {deletions}"] * bool(deletions)


@pytest.mark.parametrize("format_", ["pptx", "odp"])
@pytest.mark.parametrize("name", SLIDES)
def test_a_presentation_is_read_back_as_what_went_in(name, format_):
    document = read(f"{name}.{format_}")
    assert_read_back(document, list(expect_slides(load(name))))
    assert {str(part) for part in document.left_out} == {"speaker notes: 1", "hidden slides: 1"}


def assert_read_back(document: Document, expected: list[ExpectedLine]) -> None:
    lines = [line for line in document.text.split("\n") if line.strip()]
    assert [_squeeze(line) for line in lines] == [_squeeze(line.text) for line in expected]
    assert [_kind(document, line, block) for block in document.blocks for line in _lines(document, block)] == [
        (line.kind, line.level) for line in expected
    ]


def _lines(document: Document, block: Block) -> list[str]:
    return block.span.cut(document.text).split("\n")


def _kind(document: Document, line: str, block: Block) -> tuple[str, int]:
    # 日時：… is a pair, and so is a paragraph.
    return ("paragraph", 0) if block.kind == "pair" else (block.kind, block.level)


def _squeeze(line: str) -> str:
    return _NUMBER_BLANK.sub("", line, count=1)

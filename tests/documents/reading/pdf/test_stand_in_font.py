"""The font that stands in for those a PDF does not hold."""

import pytest

from sakura_cli.documents.reading.pdf.opening import read
from sakura_cli.documents.reading.pdf.stand_in_font import make_font
from tests.fakes.hand_made_pdf import HandMadePage, make_pdf

_LETTERS = "机済ア一〇、々龠가"


@pytest.mark.parametrize("size", [4, 10.5, 96])
@pytest.mark.parametrize("letter", _LETTERS)
def test_a_text_of_one_letter_is_read_whatever_fonts_there_are(letter, size):
    page = HandMadePage().write(76, 100, "左").write(76, 300, letter, size=size).write(76, 500, "右")
    assert read(make_pdf([page]), source="a.pdf").text.split() == ["左", letter, "右"]


def test_the_font_is_whole():
    font = make_font()
    tables = {font[12 + 16 * k : 16 + 16 * k]: font[20 + 16 * k : 28 + 16 * k] for k in range(font[5])}
    assert set(tables) == {b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}
    for place in tables.values():
        start, length = int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big")
        assert start % 4 == 0 and start + length <= len(font)

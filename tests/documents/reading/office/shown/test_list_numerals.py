"""Numbers of lists are written as the forms of Office Open XML say."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.office.shown.numerals import write_number


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("lowerLetter", 1, "a"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 26, "Z"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("aiueo", 2, "ｲ"),
        ("aiueoFullWidth", 46, "ン"),
        ("aiueoFullWidth", 47, "ア"),
        ("irohaFullWidth", 3, "ハ"),
        ("iroha", 1, "ｲ"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 1, "㊀"),
        ("japaneseCounting", 10, "十"),
        ("japaneseCounting", 21, "二十一"),
        ("japaneseCounting", 110, "百十"),
        ("japaneseCounting", 20304, "二万三百四"),
        ("ideographDigital", 105, "一〇五"),
        ("japaneseLegal", 11, "壱拾壱"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 12, "亥"),
        ("none", 4, ""),
        ("unheardOf", 4, "4"),
        ("upperRoman", 0, "0"),
        ("lowerLetter", 10**9, "l" * 32),
    ],
)
def test_a_number_is_written_in_its_form(form, value, written):
    assert write_number(value, form) == written

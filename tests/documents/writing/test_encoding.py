"""Texts in the encodings of other systems: one Shift_JIS, twins of a character, and the place of what is missing."""

from __future__ import annotations

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.documents.writing.encoding import encode_text
from sakura_cli.errors import BadInputError

DOCUMENT = Document("a.txt", "会議", "utf-8", "\r\n", has_bom=False)


@pytest.mark.parametrize("name", ["shift_jis", "Shift-JIS", "sjis", "cp932", "SHIFT_JIS"])
def test_shift_jis_is_that_of_windows_as_it_is_for_input(name: str) -> None:
    text = "㈱髙島～①\n"
    data = encode_text(text, DOCUMENT, name)
    assert data == "㈱髙島～①\r\n".encode("cp932")
    assert decode_document(data, source="a.txt", encoding=name).text == text


@pytest.mark.parametrize(
    ("encoding", "written", "read"),
    [
        ("cp932", "休憩—12〜13時−", "休憩―12～13時－"),
        ("euc_jp", "休憩—12～13時－", "休憩―12〜13時−"),
        ("iso2022_jp", "単価￠5‖", "単価¢5‖"),
        ("utf-8", "休憩—12〜13時−", "休憩—12〜13時−"),
    ],
)
def test_a_character_is_written_as_its_twin_where_the_encoding_has_only_that(
    encoding: str, written: str, read: str
) -> None:
    assert encode_text(written, DOCUMENT, encoding).decode(encoding) == read


def test_what_is_missing_is_told_with_its_place() -> None:
    with pytest.raises(BadInputError) as caught:
        encode_text("一行目\n二行—目😀です\n", DOCUMENT, "shift_jis")
    assert caught.value.kind == "unencodable"
    assert caught.value.message.startswith("line 2, column 5 of the result has a character (U+1F600)")
    assert "shift_jis" in caught.value.message

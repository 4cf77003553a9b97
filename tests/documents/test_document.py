"""A document: its format, its blocks, where they stand, and its bytes again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.api.json import to_json
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.encoding import encode_text
from sakura_cli.errors import BadInputError
from sakura_cli.spans import Span

MAIL = "From: a@example.jp\nMIME-Version: 1.0\nSubject: =?utf-8?B?5Lya6K2w?=\n\n本文です。\n"


def write(document: Document, replacements: Sequence[tuple[Span, str]]) -> bytes:
    """Return a document with other words in some of its spans, as it came otherwise."""
    text, _ = assemble(document.text, replacements)
    return encode_text(text, document, document.encoding, has_bom=document.has_bom)


@pytest.mark.parametrize(
    ("name", "text", "kinds"),
    [
        ("a.txt", "# 一\n本文です。\n", ["heading", "paragraph"]),
        ("a.md", "一\n==\n本文です。\n", ["heading", "paragraph"]),
        ("<stdin>", "1\n00:00:01,000 --> 00:00:02,000\n言葉\n", ["cue"]),
    ],
)
def test_blocks_are_those_of_the_format(name: str, text: str, kinds: list[str]) -> None:
    document = read_document(text.encode(), source=name)
    assert [block.kind for block in document.blocks] == kinds
    assert document.blocks is document.blocks


def test_the_origin_of_a_span_is_its_line() -> None:
    document = read_document("一\n二\n三\n".encode(), source="a.txt")
    assert [to_json(document.origin(Span(at, at + 1))) for at in (0, 2, 4)] == [{"line": 1}, {"line": 2}, {"line": 3}]


@pytest.mark.parametrize("name", ["m.eml", "m", "<stdin>"])
def test_a_mail_is_known_by_what_it_begins_with(name: str) -> None:
    assert read_document(MAIL.encode(), source=name).text == "From: a@example.jp\nSubject: 会議\n\n本文です。\n"


def test_a_mail_that_is_called_a_text_stays_as_it_was_sent() -> None:
    assert read_document(MAIL.encode(), source="m.txt").text == MAIL


def test_a_mail_without_such_a_header_is_known_by_its_name() -> None:
    data = "Subject: =?utf-8?B?5Lya6K2w?=\n\n本文です。\n".encode()
    assert "会議" in read_document(data, source="m.EML").text
    assert "会議" not in read_document(data, source="m").text


@given(
    st.text(st.sampled_from("桜が咲く。一二、 \n\t|：-#>・1."), min_size=1).filter(lambda text: bool(text.strip())),
    st.sampled_from(["utf-8", "utf-16-le", "cp932", "euc_jp", "iso2022_jp"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_unchanged_words_are_the_same_bytes(text: str, encoding: str, newline: str, has_bom: bool) -> None:
    mark = "\ufeff" if has_bom and encoding.startswith("utf") else ""
    data = (mark + text.replace("\n", newline)).encode(encoding)
    document = read_document(data, source="a.txt", encoding=encoding)
    words = [(block.span, block.span.cut(document.text)) for block in document.blocks]
    assert write(document, words) == data


def test_other_words_take_the_line_ends_and_the_encoding_of_the_document() -> None:
    document = Document("a.txt", "桜が咲く。\n", "cp932", "\r\n", has_bom=False)
    assert write(document, [(Span(0, 1), "梅\n")]) == "梅\r\nが咲く。\r\n".encode("cp932")
    with pytest.raises(BadInputError):
        write(document, [(Span(0, 1), "𠮷")])

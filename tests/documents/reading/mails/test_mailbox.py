"""Mailboxes (mbox): every mail of them, each in its own encoding."""

from __future__ import annotations

from sakura_cli.documents.reading.registry import read_document

FIRST = (
    b"From a@example.jp Tue Jul  7 09:00:00 2026\nFrom: a@example.jp\n"
    b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + "一つ目の便り。\n".encode("iso2022_jp")
)
SECOND = (
    b"From b@example.jp Tue Jul  7 10:00:00 2026\nFrom: b@example.jp\nContent-Type: text/plain; charset=utf-8\n\n"
    + "二つ目の便り。\nFrom here on.\n".encode()
)


def test_both_mails_are_read_each_in_its_encoding() -> None:
    for name in ("mails", "mails.mbox", "<stdin>"):
        document = read_document(FIRST + b"\n" + SECOND, source=name)
        assert "一つ目の便り。" in document.text and "二つ目の便り。\nFrom here on." in document.text
        assert "From: b@example.jp" in document.text and "Tue Jul" not in document.text


def test_a_text_that_begins_with_the_word_is_none() -> None:
    text = "From a distance it is small.\nTo be sure: no.\n"
    assert read_document(text.encode(), source="<stdin>").text == text

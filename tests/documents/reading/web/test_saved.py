"""Pages saved as one file, told from mails by what only mails have."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.errors import BadInputError

HEADER = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?page?=\r\nMIME-Version: 1.0\r\n"
RELATED = 'Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n'
PAGE = (
    "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "PG1ldGEgY2hhcnNldD11dGYtOD48aDE+6aGMPC9oMT48cD7mnKzmlofjgafjgZnjgII8L3A+\r\n"
)
PICTURE = "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--b--\r\n"


def test_a_saved_page_is_the_page() -> None:
    document = read_document(f"{HEADER}{RELATED}{PAGE}{PICTURE}".encode(), source="a.mhtml")
    assert (document.medium, document.text) == ("html", "題\n本文です。\n")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]


def test_a_mail_with_pictures_in_it_stays_a_mail() -> None:
    document = read_document(f"To: a@example.jp\r\n{HEADER}{RELATED}{PAGE}{PICTURE}".encode(), source="a")
    assert document.text.startswith("From: <Saved by Blink>\nTo: a@example.jp\n")


def test_one_without_a_page_is_empty() -> None:
    with pytest.raises(BadInputError) as caught:
        read_document(f"{HEADER}{RELATED}{PICTURE}".encode(), source="a.mht")
    assert caught.value.kind == "empty"

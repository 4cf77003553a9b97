"""Mails as they are sent: charsets, transfer encodings, multipart, HTML, folded lines, and broken headers."""

from __future__ import annotations

import base64
import contextlib
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.mail import find_mail_parts, strip_mail
from sakura_cli.documents.reading.mails.eml import read
from sakura_cli.documents.reading.signatures import has_transport_header
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError, UsageError

BODY = "佐藤様\n\n①見積書（髙橋）をお送りします。納期は10月9日です。\n"
HEADER = "From: =?UTF-8?B?55Sw5Lit?= <tanaka@example.jp>\r\nMIME-Version: 1.0\r\n"


def text_of(data: bytes, encoding: str | None = None) -> str:
    return read(data, source="m.eml", encoding=encoding).text


def single(charset: str, codec: str, transfer: str, body: str = BODY) -> bytes:
    data = body.replace("\n", "\r\n").encode(codec)
    encoders = {
        "base64": base64.encodebytes,
        "quoted-printable": quopri.encodestring,
        "7bit": bytes,
        "8bit": bytes,
    }
    head = f"{HEADER}Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
    return head.encode() + encoders[transfer](data)


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("utf-8", "utf-8"),
        # What mail programs call these holds characters the standards lack.
        ("iso-2022-jp", "iso2022_jp_ext"),
        ("Shift_JIS", "cp932"),
        ("Windows-31J", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("x-unknown", "utf-8"),
        ("us-ascii", "cp932"),
        ("utf-8", "cp932"),
    ],
)
def test_a_body_is_decoded_whatever_it_is_called(charset: str, codec: str, transfer: str) -> None:
    body = BODY if codec in ("utf-8", "cp932") else BODY.replace("①", "1").replace("髙", "高")
    assert text_of(single(charset, codec, transfer, body)) == f"From: 田中 <tanaka@example.jp>\n\n{body}"


def test_iso_2022_jp_of_windows_has_its_circled_digits() -> None:
    data = "\x1b$B-!8+@Q\x1b(B\r\n".encode("ascii")
    head = f"{HEADER}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n".encode()
    assert text_of(head + data).endswith("\n①見積\n")


def test_a_named_encoding_decides() -> None:
    data = single("utf-8", "cp932", "base64")
    assert "髙橋" in text_of(data, "cp932")
    with pytest.raises(BadInputError, match="as euc_jp at byte"):
        text_of(data, "euc_jp")
    with pytest.raises(UsageError):
        text_of(data, "nonsense")


def mail(**fields: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in fields.items():
        message[name] = value
    return message


def test_header_lines_come_first_in_the_order_of_a_reader() -> None:
    message = mail(Subject="見積の件" * 20, To="佐藤 花子 <sato@example.com>", Date="Mon, 05 Oct 2026 10:00:00 +0900")
    message["From"] = "田中 <tanaka@example.jp>"
    message["X-Mailer"] = "secret"
    message.set_content(BODY)
    lines = text_of(message.as_bytes()).splitlines()
    assert lines[:5] == [
        "From: 田中 <tanaka@example.jp>",
        "To: 佐藤 花子 <sato@example.com>",
        "Date: Mon, 05 Oct 2026 10:00:00 +0900",
        f"Subject: {'見積の件' * 20}",
        "",
    ]
    assert "secret" not in lines


def test_raw_bytes_in_a_header_are_decoded_like_a_body() -> None:
    for codec in ("utf-8", "cp932", "euc_jp", "iso2022_jp"):
        data = "Subject: 見積書の件について\r\nFrom: a@example.jp\r\n\r\n".encode(codec) + BODY.encode("utf-8")
        assert "Subject: 見積書の件について\n" in text_of(data)


def test_plain_text_goes_before_html_and_attachments_are_named() -> None:
    message = mail(Subject="件名")
    message.set_content(BODY)
    message.add_alternative("<p>HTML の本文</p>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="見積書.pdf")
    message.add_attachment("添付の本文", filename="memo.txt")
    result = read(message.as_bytes(), source="m.eml")
    assert result.attachments == ("見積書.pdf", "memo.txt")
    assert result.text == f"Subject: 件名\nAttachments: 見積書.pdf, memo.txt\n\n{BODY}"


def test_html_alone_becomes_text() -> None:
    message = mail(Subject="件名")
    message.set_content("<html><head><style>p {}</style></head><body><p>本文<br>です</p></body></html>", subtype="html")
    assert text_of(message.as_bytes()) == "Subject: 件名\n\n本文\nです\n"
    message.add_alternative(" ", subtype="plain")
    assert "本文\nです" in text_of(message.as_bytes())


def test_what_html_hides_is_left_out_and_counted() -> None:
    message = mail(Subject="件名")
    message.set_content('<p>本文</p><p style="display:none">隠し</p>', subtype="html")
    result = read(message.as_bytes(), source="m.eml")
    assert "隠し" not in result.text
    assert [(part.kind, part.count) for part in result.left_out] == [(LeftOutKind.HIDDEN_TEXT, 1)]


def test_a_forwarded_mail_follows_with_its_own_header() -> None:
    inner = mail(Subject="元の件名", From="sato@example.com")
    inner.set_content("元の本文\n")
    inner.add_attachment(b"x", maintype="application", subtype="pdf", filename="図面.pdf")
    outer = mail(Subject="転送")
    outer.set_content("転送します。\n")
    outer.add_attachment(inner)
    result = read(outer.as_bytes(), source="m.eml")
    assert result.text == (
        "Subject: 転送\n\n転送します。\n\n"
        "From: sato@example.com\nSubject: 元の件名\nAttachments: 図面.pdf\n\n元の本文\n"
    )
    assert result.attachments == ("図面.pdf",)


def test_flowed_lines_are_joined() -> None:
    head = HEADER + "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n"
    body = "長い文は途中で \r\n折られている。\r\n> 引用も \r\n> 同じ。\r\n次の行\r\n-- \r\n田中\r\n"
    text = text_of((head + body).encode())
    assert text.endswith("\n長い文は途中で折られている。\n> 引用も同じ。\n次の行\n-- \n田中\n")


def test_body_quotes_and_signature_are_told_apart() -> None:
    body = f"{BODY}\n2026年10月1日 佐藤 <sato@example.com>:\n> いつですか。\n\n-- \n田中一郎\nTEL 03-1234-5678\n"
    text = text_of(single("iso-2022-jp", "iso2022_jp", "7bit", body.replace("①", "1").replace("髙", "高")))
    assert [part.kind for part in find_mail_parts(text + "")] == ["quote", "signature"]
    with_subject = text_of(b"Subject: =?utf-8?q?=E8=A6=8B=E7=A9=8D?=\r\n" + single("utf-8", "utf-8", "base64", body))
    assert [part.kind for part in find_mail_parts(with_subject)] == ["header", "quote", "signature"]
    assert strip_mail(with_subject).text == f"見積\n{BODY}\n\n"


@pytest.mark.parametrize("body", ["", "\r\n \r\n"])
def test_a_mail_without_text_is_refused(body: str) -> None:
    with pytest.raises(BadInputError, match="a mail without text"):
        text_of(f"{HEADER}\r\n{body}".encode())


def test_newlines_and_encoding_are_kept_for_the_way_back() -> None:
    document = read(single("Shift_JIS", "cp932", "8bit"), source="m.eml")
    assert (document.encoding, document.newline, document.has_bom) == ("cp932", "\r\n", False)


def test_a_header_as_it_is_sent_is_told_from_a_pasted_one() -> None:
    assert has_transport_header(single("utf-8", "utf-8", "base64"))
    assert has_transport_header(b"Received: from a\n by b\nSubject: x\n\nbody")
    for data in (
        b"",
        b"Subject: x\nFrom: y\n\nbody",
        BODY.encode(),
        b"Note: a\nMIME-Version: 1.0 is old",
        b"a b: c\n\n",
    ):
        assert not has_transport_header(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    for prefix in (b"", HEADER.encode(), HEADER.encode() + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"):
        with contextlib.suppress(BadInputError):
            assert "\r" not in read(prefix + data, source="m.eml").text


@pytest.mark.parametrize("subject", ["=?utf-8?b?a?=", "=?utf-8?q?=ZZ?= =?x?b?44?=", "=?iso-2022-jp?b?GyRC?=", "=?="])
def test_a_broken_header_word_does_not_hide_the_body(subject: str) -> None:
    assert text_of(f"Subject: {subject}\nFrom: a@example.jp\n\n{BODY}".encode()).endswith(BODY)

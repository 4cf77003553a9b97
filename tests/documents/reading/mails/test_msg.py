"""Mails of Outlook: the same text as the mail has when it is saved as it was sent."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.mails import eml
from sakura_cli.documents.reading.mails.compressed_rtf import unpack_rtf
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.errors import BadInputError
from tests.documents.reading.office.compound.compound_files import make_compound

HEADER = (
    "From: 田中 <tanaka@example.jp>\r\nTo: sato@example.com\r\n"
    "Date: Mon, 05 Oct 2026 10:00:00 +0900\r\nSubject: 見積の件\r\n"
)
BODY = "佐藤様\r\n\r\n①見積書をお送りします。\r\n"
# Monday, the 5th of October 2026, 1:00 UTC, in units of 100 ns since 1601.
SENT = 134_356_356_000_000_000


def words(number: int, text: str) -> tuple[str, bytes]:
    return f"__substg1.0_{number:04X}001F", text.encode("utf-16-le")


def properties(start: int, **numbers: tuple[int, int]) -> bytes:
    entries = (struct.pack("<HHIQ", kind, int(name[1:], 16), 6, value) for name, (kind, value) in numbers.items())
    return b"\0" * start + b"".join(entries)


def mail(*streams: tuple[str, bytes]) -> bytes:
    made = {"__properties_version1.0": properties(32), **dict(streams)}
    return make_compound(made)


def read(data: bytes) -> Document:
    return read_document(data, source="a.msg")


def attachment(number: int, name: str) -> tuple[str, bytes]:
    label, data = words(0x3707, name)
    return f"__attach_version1.0_#{number:08X}/{label}", data


def test_a_mail_reads_as_it_does_when_saved_as_sent() -> None:
    data = mail(words(0x007D, HEADER), words(0x1000, BODY), attachment(0, "見積書.pdf"), attachment(1, "図.xlsx"))
    sent = EmailMessage()
    for line in HEADER.splitlines():
        name, _, value = line.partition(": ")
        sent[name] = value
    sent.set_content(BODY.replace("\r\n", "\n"))
    for name in ("見積書.pdf", "図.xlsx"):
        sent.add_attachment(b"", maintype="application", subtype="x", filename=name)
    assert read(data).attachments == ("見積書.pdf", "図.xlsx")
    assert read(data).text == eml.read(sent.as_bytes(), source="a.eml").text


def test_without_its_header_a_mail_has_what_outlook_noted() -> None:
    data = make_compound(
        {
            "__properties_version1.0": properties(32, n0039=(0x40, SENT)),
            **dict(
                [
                    words(0x0037, "見積の件"),
                    words(0x0C1A, "田中"),
                    words(0x5D01, "tanaka@example.jp"),
                    words(0x1000, BODY),
                ]
            ),
            "__recip_version1.0_#00000000/__properties_version1.0": properties(8, n0C15=(3, 1)),
            "__recip_version1.0_#00000000/" + words(0x3001, "")[0]: "佐藤".encode("utf-16-le"),
            "__recip_version1.0_#00000000/" + words(0x39FE, "")[0]: "sato@example.com".encode("utf-16-le"),
            "__recip_version1.0_#00000001/__properties_version1.0": properties(8, n0C15=(3, 2)),
            "__recip_version1.0_#00000001/" + words(0x3001, "")[0]: "鈴木".encode("utf-16-le"),
            "__recip_version1.0_#00000001/" + words(0x3003, "")[0]: "/o=EX/cn=suzuki".encode("utf-16-le"),
        }
    )
    assert read(data).text == (
        "From: 田中 <tanaka@example.jp>\nTo: 佐藤 <sato@example.com>\nCc: 鈴木\n"
        "Date: Mon, 05 Oct 2026 01:00:00 +0000\nSubject: 見積の件\n\n佐藤様\n\n①見積書をお送りします。\n"
    )


def test_words_in_a_code_page_are_decoded() -> None:
    data = mail(("__substg1.0_0037001E", "見積".encode("cp932")), ("__substg1.0_1000001E", BODY.encode("cp932")))
    assert read(data).text == "Subject: 見積\n\n佐藤様\n\n①見積書をお送りします。\n"


def test_html_alone_is_read_without_what_it_hides() -> None:
    html = '<html><meta charset=utf-8><p>本文</p><p style="display:none">隠し</p>'.encode()
    document = read(mail(("__substg1.0_10130102", html)))
    assert document.text == "本文\n"
    assert [part.kind for part in document.left_out] == [LeftOutKind.HIDDEN_TEXT]


def compress(data: bytes) -> bytes:
    """Return a stream of literals only, and its end."""
    body = b"".join(b"\0" + data[k : k + 8] for k in range(0, len(data), 8))
    return struct.pack("<IIII", len(body) + 12, len(data), 0x75465A4C, 0) + body


def test_rtf_alone_is_unpacked() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}"
    assert read(mail(("__substg1.0_10090102", compress(rtf)))).text == "日本\n"
    with_size = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0)
    assert unpack_rtf(with_size + rtf) == rtf


def test_a_stream_of_the_specification_is_unpacked() -> None:
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpack_rtf(data) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    repeated = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert unpack_rtf(repeated) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_a_forwarded_mail_follows() -> None:
    inside = "__attach_version1.0_#00000000/__substg1.0_3701000D/"
    data = make_compound(
        {
            "__properties_version1.0": properties(32),
            **dict([words(0x1000, "転送します。")]),
            f"{inside}__properties_version1.0": properties(24),
            inside + words(0x0037, "")[0]: "元の件名".encode("utf-16-le"),
            inside + words(0x1000, "")[0]: "元の本文".encode("utf-16-le"),
        }
    )
    assert read(data).text == "転送します。\n\nSubject: 元の件名\n\n元の本文\n"


def test_a_mail_without_text_is_refused() -> None:
    with pytest.raises(BadInputError, match="a mail without text"):
        read(mail(words(0x0037, "件名だけ")))


def test_an_answer_goes_by_the_header_as_it_was_sent_else_by_what_is_shown() -> None:
    more = "Message-ID: <2@example.jp>\r\nReferences: <1@example.jp>\r\nReply-To: ask@example.jp\r\n"
    envelope = read(mail(words(0x007D, HEADER + more), words(0x1000, BODY))).envelope
    assert envelope is not None
    assert (envelope.subject, envelope.answer_to, envelope.to) == ("見積の件", "ask@example.jp", "sato@example.com")
    assert envelope.answer_references == ("<1@example.jp>", "<2@example.jp>")
    shown = read(mail(words(0x0037, "見積の件"), words(0x0C1A, "田中"), words(0x1000, BODY))).envelope
    assert shown is not None
    assert (shown.answer_subject, shown.answer_to, shown.message_id) == ("Re: 見積の件", "田中", "")

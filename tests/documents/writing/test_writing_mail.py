"""Mails that answer others: their fields and charset, as Python's own reader has them."""

from __future__ import annotations

import email
import email.policy
from email.header import Header
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.envelope import MailEnvelope, OutgoingMail
from sakura_cli.documents.reading.registry import read_document
from sakura_cli.documents.writing.mail import write_mail

BODY = "お世話になっております。\n点検の料金はいくらですか。\n"


def make_mail(charset: str, *, subject: str = "点検について", references: str = "") -> bytes:
    message = MIMEText(BODY, "plain", charset)
    message["From"] = f"{Header('森 一郎', charset).encode()} <mori@mail.example>"
    message["To"] = "info@rin.example"
    message["Subject"] = Header(subject, charset).encode()
    message["Message-ID"] = "<3@mail.example>"
    message["Date"] = "Mon, 12 Oct 2026 10:21:00 +0900"
    if references:
        message["References"] = references
    return message.as_bytes()


def answer(document: Document, text: str = "料金は2,200円です。", sender: str = "林") -> OutgoingMail:
    assert document.envelope is not None
    return OutgoingMail(
        document.envelope, text, "森様：", BODY.strip(), sender, is_jis=document.encoding == "iso2022_jp"
    )


def parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp"])
def test_an_answer_has_the_fields_and_the_charset_of_its_mail(charset: str) -> None:
    document = read_document(make_mail(charset, references="<1@mail.example> <2@rin.example>"), source="a.eml")
    data = write_mail(answer(document))
    message = parse(data)
    assert message["Subject"] == "Re: 点検について"
    assert message["To"] == "森 一郎 <mori@mail.example>"
    assert message["From"] == "林 <info@rin.example>"
    assert message["In-Reply-To"] == "<3@mail.example>"
    assert message["References"].split() == ["<1@mail.example>", "<2@rin.example>", "<3@mail.example>"]
    assert message.get_content_charset() == charset
    assert message["Date"] is None and message["Message-ID"] is None
    assert message.get_content().replace("\r\n", "\n") == (
        "料金は2,200円です。\n\n森様：\n> お世話になっております。\n> 点検の料金はいくらですか。\n"
    )


def test_an_iso_2022_jp_mail_goes_out_in_seven_bits() -> None:
    document = read_document(make_mail("iso-2022-jp"), source="a.eml")
    data = write_mail(answer(document))
    assert data.isascii()
    assert b"\x1b$B" in data
    assert b"utf-8" not in data


@pytest.mark.parametrize("text", ["髙橋様", "①料金", "～"])
def test_what_iso_2022_jp_lacks_goes_out_in_utf_8(text: str) -> None:
    document = read_document(make_mail("iso-2022-jp"), source="a.eml")
    message = parse(write_mail(answer(document, text)))
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().startswith(text)


def test_when_a_mail_was_sent_is_told_in_its_writers_time() -> None:
    moment = MailEnvelope(date="Mon, 12 Oct 2026 10:21:00 +0900").moment
    assert moment is not None and (moment.day, moment.hour) == (12, 10)
    assert MailEnvelope(date="yesterday").moment is None


@pytest.mark.parametrize("subject", ["Re: 点検", "RE: Re:点検", "返信: 点検", "Re[2]: 点検"])
def test_one_re_stands_before_a_subject(subject: str) -> None:
    assert MailEnvelope(subject).answer_subject == "Re: 点検"


def test_answers_go_where_they_are_wanted() -> None:
    data = make_mail("utf-8").replace(b"To: info", b"Reply-To: ask@mail.example\nTo: info", 1)
    document = read_document(data, source="a.eml")
    assert parse(write_mail(answer(document)))["To"] == "ask@mail.example"


def test_who_answers_is_not_guessed_among_several() -> None:
    assert (
        parse(write_mail(OutgoingMail(MailEnvelope("点検", to="a@rin.example, b@rin.example"), "はい。")))["From"]
        is None
    )

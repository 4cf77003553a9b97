"""Mails as they are sent (RFC 5322, MIME): the text that a reader would see, its header lines first.

Charsets are decoded as every other input is, because mails name them wrongly: what is called ISO-2022-JP or Shift_JIS
holds ①. Left out: telling body, quotes and signature apart, which is `mail`'s part, and what attachments hold.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from itertools import pairwise

from sakura_cli.documents.document import Document
from sakura_cli.documents.envelope import MailEnvelope, find_identifiers
from sakura_cli.documents.reading.decoding import decode_labelled
from sakura_cli.documents.reading.mails.joining import MAIL_FIELDS, ReadMail, join_mails
from sakura_cli.documents.reading.signatures import MAILBOX_LINE, has_mailbox_start
from sakura_cli.documents.reading.web.as_text import html_to_text
from sakura_cli.documents.structure import LeftOutKind, LeftOutPart
from sakura_cli.errors import BadInputError

# Mails forwarded in mails forwarded in mails end somewhere.
_MOST_MAILS = 50
_FOLD = re.compile(r"\r?\n[ \t]*")
_HIGH = re.compile(rb"[\x80-\xff]")
_NEXT_ENCODED = re.compile(r"\?=(?=\s+=\?)|\?=(?==\?)")
# The standard library takes n² steps for n encoded words; a field of more is decoded in parts.
_ENCODED_AT_ONCE = 500


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Decode a mail into the text a reader would see; `encoding` decides over what its parts say.

    Raises:
        BadInputError: kind `empty` where no part has text, `undecodable` as for any input.
        UsageError: `encoding` is not the name of a text encoding.
    """
    newline = "\r\n" if b"\r\n" in data else "\n"
    parts = [email.message_from_bytes(part, policy=email.policy.compat32) for part in _split_mailbox(data)]
    mails = [_read_message(each, source, encoding) for part in parts for each in _unfold_mails(part)]
    document = join_mails(mails, source, newline)
    # Who answers a mailbox answers its last mail.
    return replace(document, envelope=read_envelope(parts[-1], encoding))


def read_envelope(message: Message, encoding: str | None) -> MailEnvelope:
    """Return what an answer to a mail goes by."""
    raw = {name.title(): str(value) for name, value in reversed(list(message.raw_items()))}
    words = {name: _decode_words(raw.get(name, ""), encoding) for name in ("Subject", "From", "Reply-To", "To", "Date")}
    identifiers = find_identifiers(raw.get("Message-Id", ""))
    return MailEnvelope(
        words["Subject"],
        words["Reply-To"] or words["From"],
        words["From"],
        words["To"],
        words["Date"],
        identifiers[0] if identifiers else "",
        tuple(find_identifiers(raw.get("References", "") or raw.get("In-Reply-To", ""))),
    )


def _split_mailbox(data: bytes) -> list[bytes]:
    """Return the mails of a mailbox, which is the mail itself where it is none."""
    if not has_mailbox_start(data):
        return [data]
    mails: list[list[bytes]] = []
    is_blank = True
    for line in data.splitlines(keepends=True):
        if is_blank and MAILBOX_LINE.fullmatch(line.rstrip(b"\r\n")):
            mails.append([])
        else:
            mails[-1].append(line)
        is_blank = not line.strip()
    return [b"".join(lines) for lines in mails]


def _unfold_mails(message: Message) -> list[Message]:
    """Return a mail and those forwarded in it, in order."""
    found = [message]
    for each in found:
        for part in _walk(each):
            if part.get_content_type() == "message/rfc822" and part.is_multipart() and len(found) < _MOST_MAILS:
                found += [inner for inner in part.get_payload() if isinstance(inner, Message)]
    return found


def _walk(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail in order, those of mails forwarded in it left out."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting += [inner for inner in reversed(part.get_payload()) if isinstance(inner, Message)]  # type: ignore[arg-type]


def _read_message(message: Message, source: str, encoding: str | None) -> ReadMail:
    parts, attachments = _select_parts(message)
    return ReadMail(
        read_fields(message, encoding),
        [_decode_part(part, source, encoding) for part in parts],
        attachments,
    )


def read_fields(message: Message, encoding: str | None) -> list[tuple[str, str]]:
    """Return the fields of a mail that a reader is shown, in order, with their words decoded."""
    fields = _raw_fields(message)
    return [(name, _decode_words(fields[name], encoding)) for name in MAIL_FIELDS if name in fields]


def _select_parts(message: Message) -> tuple[list[Message], list[str]]:
    """Return the parts to show, plain text before HTML, and the names of the others."""
    plain: list[Message] = []
    html: list[Message] = []
    attachments: list[str] = []
    for part in _walk(message):
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), part.get_filename()
        is_attached = part.get_content_disposition() == "attachment"
        if kind in ("text/plain", "text/html") and not is_attached:
            (plain if kind == "text/plain" else html).append(part)
        elif name or is_attached:
            attachments.append(_decode_words(name or kind))
    has_plain = any((part.get_payload(decode=True) or b"").strip() for part in plain)  # type: ignore[union-attr]
    return (plain if has_plain else html), attachments


def _decode_part(part: Message, source: str, encoding: str | None) -> Document:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        document = decode_labelled(data, source=source, encoding=encoding, label=part.get_content_charset())
    except BadInputError as error:
        if error.kind != "empty":
            raise
        return Document(source, "", "utf-8", "\n", has_bom=False)
    text, left_out = document.text, Counter[LeftOutKind]()
    if part.get_content_type() == "text/html":
        text, left_out = html_to_text(text)
    elif str(part.get_param("format", "")).lower() == "flowed":
        text = _unfold(text, deletes_space=str(part.get_param("delsp", "")).lower() == "yes")
    counted = tuple(LeftOutPart(kind, count) for kind, count in left_out.items())
    return replace(document, text=text, has_bom=False, left_out=counted)


def _raw_fields(message: Message) -> dict[str, str]:
    """Return the first of each field to show, not decoded; the message's own look-up loses raw bytes."""
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        shown = name.title()
        if shown in MAIL_FIELDS and str(value).strip():
            fields.setdefault(shown, str(value))
    return fields


def _decode_words(text: str, encoding: str | None = None) -> str:
    """Return a field's text: encoded words decoded, raw bytes of older programs too, on one line."""
    pieces: list[str] = []
    try:
        words = [word for part in _cut_encoded(_FOLD.sub(" ", text)) for word in decode_header(part)]
    except (HeaderParseError, ValueError):
        words = [(text, None)]
    for word, charset in words:
        if isinstance(word, str):
            word = word.encode("utf-8", errors="surrogateescape")
        pieces.append(_decode_bytes(word, charset, encoding))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _cut_encoded(text: str) -> Iterator[str]:
    """Yield a field in parts, cut between encoded words."""
    ends = [match.end() for match in _NEXT_ENCODED.finditer(text)][_ENCODED_AT_ONCE - 1 :: _ENCODED_AT_ONCE]
    yield from (text[start:end] for start, end in pairwise([0, *ends, len(text)]))


def _decode_bytes(data: bytes, charset: str | None, encoding: str | None) -> str:
    try:
        forced = encoding if _HIGH.search(data) and not charset else None
        return decode_labelled(data, source="the header", encoding=forced, label=charset).text
    except BadInputError:
        return data.decode("ascii", errors="replace")


def _unfold(text: str, *, deletes_space: bool) -> str:
    """Join the lines of format=flowed (RFC 3676): one that ends with a space goes on in the next of its quote depth."""
    lines: list[str] = []
    is_open, depth = False, 0
    for line in text.split("\n"):
        body = line.lstrip(">")
        this_depth = len(line) - len(body)
        body = body.removeprefix(" ")
        if is_open and this_depth == depth:
            lines[-1] += body
        else:
            lines.append((">" * this_depth + " " if this_depth else "") + body)
        is_open, depth = body.endswith(" ") and body != "-- ", this_depth
        if is_open and deletes_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)

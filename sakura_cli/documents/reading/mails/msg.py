"""Mails of Outlook (.msg): the same text as the mail has when it is saved as it was sent (`eml`).

Fields come from the header as it was sent where the file has it, else from what Outlook noted. Left out: what
attachments hold, and everything that is no mail (appointments, tasks) except its text.
"""

from __future__ import annotations

import email
import email.policy
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, formataddr
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.documents.envelope import MailEnvelope
from sakura_cli.documents.reading.decoding import decode_labelled
from sakura_cli.documents.reading.mails.compressed_rtf import unpack_rtf
from sakura_cli.documents.reading.mails.eml import read_envelope, read_fields
from sakura_cli.documents.reading.mails.joining import ReadMail, join_mails
from sakura_cli.documents.reading.rtf.document import rich_text_to_text
from sakura_cli.documents.reading.signatures import find_html_charset
from sakura_cli.documents.reading.web.as_text import html_to_text
from sakura_cli.documents.structure import LeftOutPart
from sakura_cli.errors import BadInputError

# Properties by their numbers (MS-OXPROPS).
_SUBJECT, _BODY, _HTML, _RTF, _HEADER = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
_SENDER = ((0x0C1A, 0x5D01, 0x0C1F), (0x0042, 0x5D02, 0x0065))
_SHOWN_TO, _SHOWN_CC = 0x0E04, 0x0E03
_NAME, _ADDRESS, _SMTP, _RECIPIENT_KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
_FILE_NAMES = (0x3707, 0x3704, _NAME)
_SENT, _DELIVERED = 0x0039, 0x0E06
_CODE_PAGES = (0x3FFD, 0x3FDE)
_FIELDS_OF_KIND = {1: "To", 2: "Cc"}
_EMBEDDED = "__substg1.0_3701000D"
_PROPERTIES = "__properties_version1.0"
_MOST_MAILS = 50
_EPOCH = datetime(1601, 1, 1, tzinfo=timezone.utc)


def read(file: Any, *, source: str) -> Document:
    """Return the document of an opened compound file. Raises BadInputError where the mail has no text."""
    mails: list[ReadMail] = []
    waiting = [""]
    while waiting and len(mails) < _MOST_MAILS:
        folder = _Folder(file, waiting.pop(0))
        mails.append(_read_mail(folder, source))
        waiting += [
            f"{attachment.path}{_EMBEDDED}/" for attachment in folder.folders("__attach") if attachment.has(_EMBEDDED)
        ]
    document = join_mails(mails, source, "\r\n")
    return replace(document, envelope=_read_envelope(_Folder(file, ""), mails[0]))


class _Folder:
    """A storage of a compound file with its properties; `path` ends with a slash or is empty."""

    def __init__(self, file: Any, path: str) -> None:
        self._file = file
        self.path = path

    def has(self, name: str) -> bool:
        """Say whether it has a stream or storage of a name."""
        return bool(self._file.exists(self.path + name))

    def folders(self, start: str) -> Iterator[_Folder]:
        """Yield the storages in it whose names begin so, in order."""
        depth = self.path.count("/")
        names = {
            "/".join(each[: depth + 1])
            for each in self._file.listdir(streams=True, storages=True)
            if len(each) > depth and each[depth].startswith(start) and "/".join([*each[:depth], ""]) == self.path
        }
        yield from (_Folder(self._file, f"{name}/") for name in sorted(names))

    def data(self, number: int) -> bytes:
        """Return a binary property."""
        return self._stream(f"__substg1.0_{number:04X}0102")

    def text(self, number: int, code_page: str = "cp932") -> str:
        """Return a property of words; old files have them in a code page."""
        wide = self._stream(f"__substg1.0_{number:04X}001F")
        if wide:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self._stream(f"__substg1.0_{number:04X}001E").rstrip(b"\0")
        try:
            return decode_labelled(narrow, source="", encoding=None, label=code_page).text if narrow else ""
        except BadInputError:
            return narrow.decode("ascii", errors="replace")

    def number(self, number: int) -> int | None:
        """Return a property of fixed size: a whole number, or a time in units of 100 ns since 1601."""
        data = self._stream(_PROPERTIES)
        start = len(data) % 16 or 16
        for at in range(start if self.path else 32, len(data) - 15, 16):
            kind, found, _flags, value = struct.unpack_from("<HHIQ", data, at)
            if found == number and kind in (0x0003, 0x0040):
                return int(value if kind == 0x0040 else value & 0xFFFFFFFF)
        return None

    def _stream(self, name: str) -> bytes:
        path = self.path + name
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""


def _read_mail(folder: _Folder, source: str) -> ReadMail:
    page = next((f"cp{number}" for each in _CODE_PAGES if (number := folder.number(each))), "cp932")
    page = {"cp65001": "utf-8", "cp50220": "iso2022_jp", "cp51932": "euc_jp"}.get(page, page)
    attachments = [_name_attachment(each, page) for each in folder.folders("__attach") if not each.has(_EMBEDDED)]
    return ReadMail(
        _read_fields(folder, page), [_read_body(folder, page, source)], [name for name in attachments if name]
    )


def _read_envelope(folder: _Folder, mail: ReadMail) -> MailEnvelope:
    """Return what an answer goes by: of the header as it was sent where the file has it, else of what is shown."""
    header = folder.text(_HEADER)
    if "\n" in header:
        return read_envelope(email.message_from_string(header, policy=email.policy.compat32), None)
    shown = dict(mail.fields)
    sender = shown.get("From", "")
    return MailEnvelope(shown.get("Subject", ""), sender, sender, shown.get("To", ""), shown.get("Date", ""))


def _read_fields(folder: _Folder, page: str) -> list[tuple[str, str]]:
    header = folder.text(_HEADER, page)
    if "\n" in header:
        message = email.message_from_string(header, policy=email.policy.compat32)
        if fields := read_fields(message, None):
            return fields
    shown: dict[str, list[str]] = {"From": [], "To": [], "Cc": []}
    for name, smtp, other in _SENDER:
        words, address = folder.text(name, page), folder.text(smtp, page) or folder.text(other, page)
        if (words or address) and not shown["From"]:
            shown["From"].append(_write_address(words, address))
    for recipient in folder.folders("__recip"):
        field = _FIELDS_OF_KIND.get(recipient.number(_RECIPIENT_KIND) or 1)
        if field:
            address = recipient.text(_SMTP, page) or recipient.text(_ADDRESS, page)
            shown[field].append(_write_address(recipient.text(_NAME, page), address))
    for field, number in (("To", _SHOWN_TO), ("Cc", _SHOWN_CC)):
        if not shown[field] and folder.text(number, page).strip():
            shown[field].append(folder.text(number, page).strip())
    fields = [(field, ", ".join(words)) for field, words in shown.items() if words]
    moment = folder.number(_SENT) or folder.number(_DELIVERED)
    if moment:
        fields.append(("Date", format_datetime(_EPOCH + timedelta(microseconds=moment // 10))))
    if subject := folder.text(_SUBJECT, page).strip():
        fields.append(("Subject", subject))
    return fields


def _write_address(name: str, address: str) -> str:
    """Return a name with its address; an address inside an organisation (/o=…) says nothing."""
    name, address = name.strip(" '"), address if "@" in address else ""
    if not address or name == address:
        return name or address
    return f"{name} <{address}>" if name else formataddr(("", address))


def _name_attachment(attachment: _Folder, page: str) -> str:
    return next((name for number in _FILE_NAMES if (name := attachment.text(number, page).strip())), "")


def _read_body(folder: _Folder, page: str, source: str) -> Document:
    """Return the body: plain text, else HTML, else RTF."""
    text = folder.text(_BODY, page).replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        return Document(source, text, "utf-8", "\n", has_bom=False)
    html = folder.text(_HTML, page)
    if not html and (data := folder.data(_HTML)):
        try:
            html = decode_labelled(data, source=source, encoding=None, label=find_html_charset(data) or page).text
        except BadInputError:
            html = ""
    if html:
        text, left_out = html_to_text(html)
        counted = tuple(LeftOutPart(kind, count) for kind, count in left_out.items() if count)
        return Document(source, text, "utf-8", "\n", has_bom=False, left_out=counted)
    if data := folder.data(_RTF):
        return Document(source, rich_text_to_text(unpack_rtf(data)), "utf-8", "\n", has_bom=False)
    return Document(source, "", "utf-8", "\n", has_bom=False)

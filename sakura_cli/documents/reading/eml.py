"""Mails as they are sent (RFC 5322, MIME): the text that a reader would see, its header lines first.

Charsets are decoded as every other input is, because mails name them wrongly: what is called ISO-2022-JP or Shift_JIS
holds ①. Left out: telling body, quotes and signature apart, which is `mail`'s part, and what attachments hold.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser

from sakura_cli.characters.invisible import remove_hidden
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.errors import BadInputError, UsageError
from sakura_cli.localization import gettext as _

# The fields a reader is shown.
_FIELDS = ("From", "To", "Cc", "Date", "Subject")
_FOLD = re.compile(r"\r?\n[ \t]*")
_HIGH = re.compile(rb"[\x80-\xff]")
_BLOCK_NAMES = (
    "address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Decode a mail into the text a reader would see; `encoding` decides over what its parts say.

    Raises:
        BadInputError: kind `empty` where no part has text, `undecodable` as for any input.
        UsageError: `encoding` is not the name of a text encoding.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts, attachments = _select_parts(message)
    bodies = [_decode_part(part, source, encoding) for part in parts]
    bodies = [body for body in bodies if body.text.strip()]
    if not bodies:
        hint = _("save its attachment and give that")
        raise BadInputError(_("{source} is a mail without text").format(source=source), kind="empty", hint=hint)
    fields = _raw_fields(message)
    lines = [f"{name}: {_decode_words(fields[name], encoding)}" for name in _FIELDS if name in fields]
    if attachments:
        lines.append(f"Attachments: {', '.join(attachments)}")
    text = "\n".join([*lines, *([""] if lines else []), *(body.text.strip("\n") for body in bodies)]) + "\n"
    newline = "\r\n" if b"\r\n" in data else "\n"
    # Once more: header fields and HTML entities can spell what the bodies' bytes did not.
    text, hidden = remove_hidden(text)
    hidden += sum(body.hidden_characters for body in bodies)
    return Document(source, text, bodies[0].encoding, newline, False, hidden, tuple(attachments))


def _select_parts(message: Message) -> tuple[list[Message], list[str]]:
    """Return the parts to show, plain text before HTML, and the names of the others."""
    plain: list[Message] = []
    html: list[Message] = []
    attachments: list[str] = []
    for part in message.walk():
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
        document = _decode(data, source, encoding, part.get_content_charset())
    except BadInputError as error:
        if error.kind != "empty":
            raise
        return Document(source, "", "utf-8", "\n", has_bom=False)
    text = document.text
    if part.get_content_type() == "text/html":
        text = html_to_text(text)
    elif str(part.get_param("format", "")).lower() == "flowed":
        text = _unfold(text, deletes_space=str(part.get_param("delsp", "")).lower() == "yes")
    return Document(source, text, document.encoding, document.newline, False, document.hidden_characters)


def _decode(data: bytes, source: str, encoding: str | None, charset: str | None) -> Document:
    if encoding is not None:
        return decode_document(data, source=source, encoding=encoding)
    # UTF-7 and what no codec knows are left to recognition, like a charset that does not fit.
    if charset and charset.lower() not in ("us-ascii", "ascii", "utf-7", "unknown-8bit"):
        try:
            return decode_document(data, source=source, encoding=charset)
        except UsageError:
            pass
        except BadInputError as error:
            if error.kind != "undecodable":
                raise
    return decode_document(data, source=source)


def _raw_fields(message: Message) -> dict[str, str]:
    """Return the first of each field to show, not decoded; the message's own look-up loses raw bytes."""
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        shown = name.title()
        if shown in _FIELDS and str(value).strip():
            fields.setdefault(shown, str(value))
    return fields


def _decode_words(text: str, encoding: str | None = None) -> str:
    """Return a field's text: encoded words decoded, raw bytes of older programs too, on one line."""
    pieces: list[str] = []
    try:
        words = decode_header(_FOLD.sub(" ", text))
    except (HeaderParseError, ValueError):
        words = [(text, None)]
    for word, charset in words:
        if isinstance(word, str):
            word = word.encode("utf-8", errors="surrogateescape")
        pieces.append(_decode_bytes(word, charset, encoding))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _decode_bytes(data: bytes, charset: str | None, encoding: str | None) -> str:
    try:
        return _decode(data, "the header", encoding if _HIGH.search(data) and not charset else None, charset).text
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


class _TextOfHtml(HTMLParser):
    """Collects the text of HTML, a line for each block; quotes get the mark that plain mails have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._hidden = self._quotes = self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block."""
        self._hidden += tag in _HIDDEN
        self._preformatted += tag == "pre"
        if tag in _BLOCKS:
            self._break(1 if tag in ("br", "tr", "li", "div") else 2)
        self._quotes += tag == "blockquote"
        if tag == "li":
            self._write("・")
        elif tag in ("td", "th") and self.lines[-1].strip("> "):
            self._write("\t")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        self._preformatted = max(0, self._preformatted - (tag == "pre"))
        if tag in _BLOCKS and tag != "br":
            self._break(1)
        self._quotes = max(0, self._quotes - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        """Take text; outside of pre a newline is a space, and none at all between Japanese characters."""
        if self._hidden:
            return
        if self._preformatted:
            first, *more = data.split("\n")
            self._write(first)
            for line in more:
                self._break(1, is_forced=True)
                self._write(line)
            return
        data = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])", "", data)
        self._write(re.sub(r"[ \t\r\n]+", " ", data))

    def _write(self, text: str) -> None:
        if not self.lines[-1]:
            text = text if self._preformatted else text.lstrip(" ")
            if text and self._quotes:
                self.lines[-1] = ">" * self._quotes + " "
        self.lines[-1] += text

    def _break(self, count: int, *, is_forced: bool = False) -> None:
        self.lines[-1] = self.lines[-1].rstrip(" ")
        if is_forced:
            self.lines.append("")
            return
        empty = next((n for n, line in enumerate(reversed(self.lines)) if line), len(self.lines))
        self.lines += [""] * max(0, count - empty)


def html_to_text(html: str) -> str:
    """Return what a reader sees of HTML, without links, images and styles."""
    parser = _TextOfHtml()
    parser.feed(html)
    parser.close()
    return "\n".join(line.rstrip() for line in parser.lines).strip("\n") + "\n"

"""What the bytes of a format begin with, where that says what they are."""

from __future__ import annotations

import re

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIELD_LINE = re.compile(rb"[!-9;-~]+:")
# Fields that only programs write: somebody who pastes a mail leaves them out, or pastes it decoded.
_TRANSPORT_FIELD = re.compile(
    rb"^(?:MIME-Version|Content-Transfer-Encoding|Received|DKIM-Signature):", re.IGNORECASE | re.MULTILINE
)
_MAX_HEADER_BYTES = 1 << 16
# RFC 4155: who sent it and when.
MAILBOX_LINE = re.compile(rb"From \S+ +\w{3} \w{3} [ \d]\d \d\d:\d\d(?::\d\d)?.* \d{4}(?: [-+]\d{4})?")
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
# Fields of a mail that was sent, which a saved page has not.
_SENT_FIELD = re.compile(rb"^(?:To|Cc|Bcc|Received|Delivered-To|Message-ID):", re.IGNORECASE | re.MULTILINE)
# What may stand before the first tag of a page: a byte order mark, an XML declaration, comments.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html\b|(?:html|head|body|meta|table)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_START_BYTES = 1 << 12
_PDF_START = re.compile(rb"(?:^|[\r\n])%PDF-\d\.\d")
_PDF_START_BYTES, _PDF_END_BYTES = 1 << 10, 1 << 11
_CHARSET = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
# A workbook of Excel 2003 as one XML: said by an instruction, or by the name of its first element.
_WORKBOOK = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*"
    rb"(?:<\?mso-application[^>]*Excel\.Sheet|<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet)",
    re.DOTALL,
)
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def has_transport_header(data: bytes) -> bool:
    """Tell whether bytes begin with the header of a mail as it is sent, which `mails.eml` reads."""
    if not _FIELD_LINE.match(data):
        return False
    end = _HEADER_END.search(data, 0, _MAX_HEADER_BYTES)
    return end is not None and _TRANSPORT_FIELD.search(data[: end.start()]) is not None


def has_mailbox_start(data: bytes) -> bool:
    """Tell whether bytes begin as a mailbox does (mbox): mails one after the other, each below a line of its own."""
    first, _, rest = data[:_MAX_HEADER_BYTES].partition(b"\n")
    return MAILBOX_LINE.fullmatch(first.rstrip(b"\r")) is not None and _FIELD_LINE.match(rest) is not None


def has_saved_page_header(data: bytes) -> bool:
    """Tell whether bytes begin as a page does that was saved as one file: like a mail that nobody sent."""
    end = _HEADER_END.search(data, 0, _MAX_HEADER_BYTES)
    header = data[: end.start()] if end else b""
    return has_transport_header(data) and bool(_RELATED.search(header)) and not _SENT_FIELD.search(header)


def has_html_start(data: bytes) -> bool:
    """Tell whether bytes begin as a page does, whatever their name."""
    start = data[:_HTML_START_BYTES]
    for mark, codec in _UTF16:
        if start.startswith(mark):
            start = start[2:].decode(codec, errors="replace").encode("utf-8")
    return _HTML.match(start) is not None


def has_workbook_start(data: bytes) -> bool:
    """Tell whether bytes begin as a workbook does that is one XML."""
    return _WORKBOOK.match(data[:_HTML_START_BYTES]) is not None


def find_html_charset(data: bytes) -> str | None:
    """Return the encoding that a page says it is in, if it does."""
    match = _CHARSET.search(data[:_HTML_START_BYTES])
    return (match[1] or match[2]).decode("ascii") if match else None


def has_pdf_start(data: bytes) -> bool:
    """Say whether a PDF begins on a line of its own among the first bytes, and ends as one does."""
    return _PDF_START.search(data, 0, _PDF_START_BYTES) is not None and b"%%EOF" in data[-_PDF_END_BYTES:]

"""Pages that browsers and Word save as one file (.mhtml, .mht): the page itself, of which pictures are other parts."""

from __future__ import annotations

import email
import email.policy

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_labelled
from sakura_cli.documents.reading.signatures import find_html_charset
from sakura_cli.documents.reading.web.html import build_page
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of a saved page; `encoding` decides over what it says. Raises what `html.read` raises."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(payload, bytes):
            label = part.get_content_charset() or find_html_charset(payload)
            page = decode_labelled(payload, source=source, encoding=encoding, label=label)
            return build_page(page.text, source=source)
    hint = _("give a file with text, or - to read standard input")
    raise BadInputError(_("{source} is empty").format(source=source), kind="empty", hint=hint)

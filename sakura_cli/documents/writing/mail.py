"""A mail that answers another, as a file for a mail program: written in its charset, the original quoted, never sent.

It has no date and no identifier of its own: the program that sends it gives it both. Left out: what it says.
"""

from __future__ import annotations

import email.policy
from collections.abc import Iterable
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formataddr, getaddresses

from sakura_cli.documents.envelope import OutgoingMail


def write_mail(mail: OutgoingMail) -> bytes:
    """Return the bytes of a mail."""
    charset, envelope = mail.charset, mail.envelope
    message = MIMEText(mail.body, "plain", charset)
    if envelope.own_address:
        message["From"] = _write_addresses([(mail.sender, envelope.own_address)], charset)
    if envelope.answer_to:
        message["To"] = _write_addresses(getaddresses([envelope.answer_to]), charset)
    message["Subject"] = _write_words(envelope.answer_subject, charset)
    if envelope.message_id:
        message["In-Reply-To"] = envelope.message_id
    if envelope.answer_references:
        message["References"] = "\n ".join(envelope.answer_references)
    # Outlook opens such a file as a draft.
    message["X-Unsent"] = "1"
    return message.as_bytes(policy=email.policy.compat32.clone(linesep="\r\n"))


def _write_addresses(addresses: Iterable[tuple[str, str]], charset: str) -> str:
    return ", ".join(
        formataddr((name, address)) if name.isascii() else f"{_write_words(name, charset)} <{address}>"
        for name, address in addresses
        if "@" in address
    )


def _write_words(words: str, charset: str) -> str:
    return words if words.isascii() else Header(words, charset).encode()

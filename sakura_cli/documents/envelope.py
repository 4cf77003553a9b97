"""What a mail says of itself besides its text, as far as an answer to it needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sakura_cli.lexicon import alternation, words

_JIS = "iso-2022-jp"
_IDENTIFIER = re.compile(r"<[^<>\s]+>")
_REPLY_MARK = re.compile(
    rf"(?:{alternation(words('documents/mail', 'reply'))}(?:\[\d+\])?[ 　]*[:：][ 　]*)+", re.IGNORECASE
)


@dataclass(frozen=True)
class MailEnvelope:
    """The fields of a mail that its answer goes by, their words decoded; identifiers stand with their brackets.

    `answer_to` is where answers are wanted (Reply-To), else who sent it.
    """

    subject: str = ""
    answer_to: str = ""
    sender: str = ""
    to: str = ""
    date: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()

    @property
    def answer_subject(self) -> str:
        """The subject of an answer: one Re: before it, however many there were."""
        return f"Re: {_REPLY_MARK.sub('', self.subject, count=1) if _REPLY_MARK.match(self.subject) else self.subject}"

    @property
    def answer_references(self) -> tuple[str, ...]:
        """The identifiers of the thread, the answered mail's own the last."""
        return tuple(dict.fromkeys([*self.references, *filter(None, [self.message_id])]))

    @property
    def moment(self) -> datetime | None:
        """When it was sent, in its writer's time."""
        from email.utils import parsedate_to_datetime

        try:
            return parsedate_to_datetime(self.date)
        except ValueError:
            return None

    @property
    def own_address(self) -> str:
        """The one address that the mail was sent to, which is that of who answers; empty where there are several."""
        # Imported here: every command knows envelopes, and few read them.
        from email.utils import getaddresses

        addresses = [address for _name, address in getaddresses([self.to]) if "@" in address]
        return addresses[0] if len(addresses) == 1 else ""


def find_identifiers(*fields: str) -> Sequence[str]:
    """Return the identifiers of messages in fields, in order, each once."""
    return tuple(dict.fromkeys(each for text in fields for each in _IDENTIFIER.findall(text)))


@dataclass(frozen=True)
class OutgoingMail:
    """An answer to a mail: below the text stands the `original`, quoted, after a line that says whose it is.

    `sender` names who answers; `is_jis` asks for ISO-2022-JP.
    """

    envelope: MailEnvelope
    text: str
    introduction: str = ""
    original: str = ""
    sender: str = ""
    is_jis: bool = False

    @property
    def body(self) -> str:
        """The text with what it quotes."""
        quoted = [f"> {line}".rstrip() for line in self.original.split("\n")] if self.original else []
        return "\n".join([self.text, *(["", self.introduction] if self.introduction and quoted else []), *quoted, ""])

    @property
    def charset(self) -> str:
        """The charset it is written in: ISO-2022-JP where that was asked for and has all characters, else UTF-8."""
        return _JIS if self.is_jis and fits_jis(self.body + self.envelope.subject + self.sender) else "utf-8"


def fits_jis(text: str) -> bool:
    """Say whether ISO-2022-JP has all characters of a text."""
    try:
        text.encode("iso2022_jp")
    except UnicodeEncodeError:
        return False
    return True

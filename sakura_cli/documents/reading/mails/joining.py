"""A mail as one text, whichever file it came from: the lines a reader is shown, the body, mails forwarded in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sakura_cli.characters.invisible import remove_hidden
from sakura_cli.documents.document import Document
from sakura_cli.documents.structure import LeftOutKind, LeftOutPart
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

# The fields a reader is shown, in the order in which they are shown.
MAIL_FIELDS = ("From", "To", "Cc", "Date", "Subject")


@dataclass(frozen=True)
class ReadMail:
    """What one mail holds: its fields with their words, its bodies as text, the names of its attachments."""

    fields: Sequence[tuple[str, str]]
    bodies: Sequence[Document]
    attachments: Sequence[str]


def join_mails(mails: Sequence[ReadMail], source: str, newline: str) -> Document:
    """Return the document of a mail and of those forwarded in it. Raises BadInputError where none has text."""
    bodies = [body for mail in mails for body in mail.bodies if body.text.strip()]
    if not bodies:
        hint = _("save its attachment and give that")
        raise BadInputError(_("{source} is a mail without text").format(source=source), kind="empty", hint=hint)
    # Once more: header fields and HTML entities can spell what the bodies' bytes did not.
    text, hidden = remove_hidden("\n\n".join(_write(mail) for mail in mails) + "\n")
    hidden += sum(body.hidden_characters for body in bodies)
    left_out: Counter[LeftOutKind] = Counter()
    for body in bodies:
        left_out.update({part.kind: part.count for part in body.left_out})
    counted = tuple(LeftOutPart(kind, count) for kind, count in left_out.items() if count)
    attachments = tuple(name for mail in mails for name in mail.attachments)
    return Document(source, text, bodies[0].encoding, newline, False, hidden, attachments, counted)


def _write(mail: ReadMail) -> str:
    lines = [f"{name}: {words}" for name, words in mail.fields]
    if mail.attachments:
        lines.append(f"Attachments: {', '.join(mail.attachments)}")
    bodies = [body.text.strip("\n") for body in mail.bodies if body.text.strip()]
    return "\n".join([*lines, *([""] if lines else []), *bodies])

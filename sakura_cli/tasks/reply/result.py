"""What a reply knows besides its text: the questions with their answers, what is open, and whom it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.answer.result import Citation
from sakura_cli.tasks.framework.result import FindingKind


@dataclass(frozen=True)
class RepliedQuestion:
    """A question or wish of the mail: `answer` is what the draft says to it in the sources' words, None where open."""

    text: str
    kind: Literal["question", "wish"]
    answer: str | None
    citations: Sequence[Citation]
    is_open: bool


@dataclass(frozen=True)
class ReplyTo:
    """Whom the draft is for; what the mail does not say is empty."""

    company: str
    unit: str
    post: str
    name: str


@dataclass(frozen=True)
class ReplyPayload:
    """The questions of the mail, whom the reply is for, and whether the mail complains."""

    questions: Sequence[RepliedQuestion]
    addressee: ReplyTo
    is_complaint: bool


class ReplyFinding(FindingKind):
    """What is told to the person at the desk."""

    OPEN = "open-point", noop("the documents do not answer question {number} of the mail")
    NO_QUESTION = "no-question", noop("the mail asks nothing")
    LANGUAGE = "not-japanese", noop("the mail is not in Japanese; the draft is")
    PROMISE = "promise-removed", noop("a promise that no source makes was taken out of the frame")
    FACT = "fact-removed", noop("what neither the mail nor a source says was taken out of the frame")
    KEIGO = "keigo-problem", "{rule}: {message}"

"""What a summary knows besides its text, and what may be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import OPTIONAL, FindingKind


class SummaryFinding(FindingKind):
    """What may be found in a summary."""

    SHORTENED = "shortened", noop("the summary was cut at a sentence end to keep to {count} characters")
    REVERSED = "reversed", noop("the source says the opposite")
    EXCHANGED_ROLES = "exchanged-roles", noop("in the source others do this to one another")
    TURNED_DIRECTION = "turned-direction", noop("in the source this goes the other way")
    DROPPED_LIMIT = "dropped-limit", noop("the source says this of some only, or under a condition")
    PLANNED = "planned", noop("in the source this is yet to be done or decided")
    OPINION = "opinion", noop("in the source this is what somebody says or thinks")
    UNRELATED = "unrelated", noop("the source says this of something else")
    UNSUPPORTED = "unsupported", noop("the source does not have this {fact}")
    BROKEN_OFF = "broken-off", noop("a passage's summary did not come to an end and was cut")
    EMPTY = "empty", noop("the model wrote nothing about a passage")
    WRONG_LANGUAGE = "wrong-language", noop("the model wrote about a passage in another language")
    REPLACED = "replaced", noop("what the model wrote here was not in the source; these are the source's words")


@dataclass(frozen=True)
class Coverage:
    """How many of a document's parts were read."""

    chunks: int
    of: int


@dataclass(frozen=True)
class Support:
    """A sentence of the summary and the span of the document that says it; half-open, in code points."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True)
class SummaryPayload:
    """What was read, what of the document was left out, and the support of each sentence where it was asked for."""

    coverage: Coverage
    left_out: Sequence[str] | None = field(default=None, metadata=OPTIONAL)
    support: Sequence[Support] | None = field(default=None, metadata=OPTIONAL)

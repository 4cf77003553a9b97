"""What search and answers know besides text: passages, quotations with their places, and older versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakura_cli.documents.structure import Origin
from sakura_cli.localization import gettext_noop as noop
from sakura_cli.search.passages import SourcePassage
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import HIDDEN, OPTIONAL, FindingKind

# For type checkers only: who reads a result of another task does not wait for the rules.
if TYPE_CHECKING:
    from sakura_cli.tasks.answer.statements import Statement


@dataclass(frozen=True)
class Citation:
    """A quotation: `quote` is exactly what stands from `start` to `end` in the text of `file`."""

    file: str
    start: int
    end: int
    origin: Origin
    quote: str

    @property
    def place(self) -> str:
        """The file and the place in it, as a person would look it up."""
        return f"{self.file}:{self.origin}"


@dataclass(frozen=True)
class FoundPassage:
    """A passage that was found; `text` is what it says in one line, a row's cells behind their labels."""

    file: str
    start: int
    end: int
    origin: Origin
    score: float
    text: str

    @property
    def line(self) -> str:
        """The passage as a line of a search."""
        return f"{self.file}:{self.origin}: {self.text}"


@dataclass(frozen=True)
class SearchPayload:
    """The passages, best first."""

    passages: Sequence[FoundPassage]


@dataclass(frozen=True)
class GroundedPayload:
    """An answer in the documents' words, None where they have none; every word of it is in a citation.

    `nearest` are the passages nearest to a question without an answer; `older` is what an earlier version says.
    `statements` are the sentences or rows that the answer is quoted from, and what limits it; `doubted` is what a model
    quoted of where that was not believed.
    """

    answer: str | None
    citations: Sequence[Citation] = ()
    nearest: Sequence[FoundPassage] | None = field(default=None, metadata=OPTIONAL)
    older: Sequence[Citation] | None = field(default=None, metadata=OPTIONAL)
    statements: Sequence[Statement] = field(default=(), metadata=HIDDEN)
    doubted: Statement | None = field(default=None, metadata=HIDDEN)


class GroundedFinding(FindingKind):
    """What is told of an answer."""

    OLDER_VERSION = "older-version", noop("an older version says something else: {place}")
    NEWER_VERSION = (
        "newer-version",
        noop("this is of an older version; the newer one may not say it: {file}"),
    )


def cite(passage: SourcePassage, span: Span) -> Citation:
    """Return the citation of a span of a passage's document."""
    return Citation(passage.source, span.start, span.end, passage.origin(span.start), passage.cut(span))


def show_passage(passage: SourcePassage, score: float) -> FoundPassage:
    """Return a passage as it is shown, its score rounded."""
    origin = passage.origin(passage.span.start)
    return FoundPassage(passage.source, *passage.span, origin, round(score, 3), passage.shown)

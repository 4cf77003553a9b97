"""What a summary knows besides its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.tasks.framework.result import OPTIONAL


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

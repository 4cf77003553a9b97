"""What a translation knows besides its text, and what may be found in it besides the flaws of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import FindingKind


class TranslationFinding(FindingKind):
    """What may be found in a translation; flaws of a segment are of the kinds of `checks`."""

    STRUCTURE_KEPT = (
        "structure-kept",
        noop("the translation would have changed the structure of the document; the source stands here"),
    )
    TONE = "tone", noop("{place}: the tone is not the one asked for")


@dataclass(frozen=True)
class TranslatedSegment:
    """A stretch of the source and its translation; the span is that of the source in the document."""

    source: str
    target: str
    start: int
    end: int


@dataclass(frozen=True)
class TranslationPayload:
    """The stretches that a translation is made of."""

    segments: Sequence[TranslatedSegment]

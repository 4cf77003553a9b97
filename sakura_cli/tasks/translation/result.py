"""What a translation knows besides its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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

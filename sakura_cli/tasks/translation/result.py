"""What a translation knows besides its text, and what may be found in it besides the flaws of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import HIDDEN, OPTIONAL, FindingKind
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit


class TranslationFinding(FindingKind):
    """What may be found in a translation; flaws of a segment are of the kinds of `checks`."""

    STRUCTURE_KEPT = (
        "structure-kept",
        noop("the translation would have changed the structure of the document; the source stands here"),
    )
    TONE = "tone", noop("{place}: the tone is not the one asked for")
    MEMORY_NOT_WRITTEN = "memory-not-written", noop("nothing was added to the translation memory: {reason}")


class MemoryUse(str, Enum):
    """What a translation memory gave for a segment: its translation, or an example for the model."""

    EXACT = "exact"
    SIMILAR = "similar"


@dataclass(frozen=True)
class TranslatedSegment:
    """A stretch of the source and its translation; the span is that of the source in the document."""

    source: str
    target: str
    start: int
    end: int
    memory: MemoryUse | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True)
class TranslationPayload:
    """The stretches that a translation is made of; `learned` is what a translation memory may keep of them."""

    segments: Sequence[TranslatedSegment]
    learned: Sequence[MemoryUnit] = field(default=(), metadata=HIDDEN)

"""What a translation memory has for the segments of a document, and what it may keep of their translations.

Left out: how what is the same is found (`memory.matching`), and the file (`memory.store`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sakura_cli.documents.blocks import Block
from sakura_cli.tasks.translation.attempts import TranslationDraft
from sakura_cli.tasks.translation.checks import FATAL, is_too_short, weigh
from sakura_cli.tasks.translation.cues.speed import find_fast_cues
from sakura_cli.tasks.translation.drafts import Translator
from sakura_cli.tasks.translation.layout import PlacedSegment
from sakura_cli.tasks.translation.marking import MarkedSegment
from sakura_cli.tasks.translation.memory.matching import Memory, MemoryMatch
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit
from sakura_cli.tasks.translation.result import MemoryUse
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.languages import LanguageCode


@dataclass(frozen=True)
class Recalled:
    """Segments that are `taken` from a memory, by their places, and the examples there are for the others, in order."""

    taken: Mapping[int, PlacedSegment]
    examples: Sequence[MemoryMatch | None]

    def find_long(
        self, text: str, cues: Sequence[Block], drafts: Sequence[TranslationDraft], target: LanguageCode
    ) -> dict[int, int]:
        """Return the drafts that are too long for their cues, by their places, with the characters each may have."""
        others = iter(enumerate(drafts))
        pairs: list[tuple[Segment, str]] = []
        numbers: list[int | None] = []
        for place in range(len(self.taken) + len(drafts)):
            if place in self.taken:
                number, each = None, self.taken[place]
                pairs.append((each.segment, each.text))
            else:
                number, draft = next(others)
                pairs.append((draft.segment, draft.text))
            numbers.append(number)
        return {
            number: most
            for cue in find_fast_cues(text, cues, pairs, target)
            for place, most in cue.share().items()
            if (number := numbers[place]) is not None
        }

    def merge(self, translated: Sequence[PlacedSegment]) -> list[PlacedSegment]:
        """Return all segments in order, those that were taken among those that were translated."""
        others = (
            replace(piece, memory=MemoryUse.SIMILAR) if example is not None else piece
            for piece, example in zip(translated, self.examples, strict=True)
        )
        places = range(len(self.taken) + len(translated))
        return [self.taken[place] if place in self.taken else next(others) for place in places]


def recall(segments: Sequence[MarkedSegment], translator: Translator, memory: Memory | None) -> Recalled:
    """Look segments up in a memory.

    What is there is taken as it is, whatever the checks find, which is told; unless code or formats would be lost: that
    is an example for the model.
    """
    taken: dict[int, PlacedSegment] = {}
    examples: list[MemoryMatch | None] = []
    how = translator.how
    for place, segment in enumerate(segments):
        match = memory.find(segment.plain.text, how.source, how.target) if memory is not None else None
        if match is not None and match.is_exact:
            draft = translator.check(segment.tagged, match.target)
            if not any(flaw.kind in FATAL for flaw in draft.flaws):
                taken[place] = PlacedSegment(segment.tagged, draft.text, draft.flaws, memory=MemoryUse.EXACT)
                continue
        examples.append(match)
    return Recalled(taken, examples)


def learn(pieces: Sequence[PlacedSegment], source: LanguageCode, target: LanguageCode) -> list[MemoryUnit]:
    """Return what a memory may keep: translations in which the checks found nothing, and that are not from there."""
    sound = (piece for piece in pieces if piece.memory is not MemoryUse.EXACT and not weigh(piece.flaws))
    return [
        MemoryUnit(((source, piece.segment.text), (target, piece.text)))
        for piece in sound
        if not piece.is_kept and not piece.has_wrong_tone and not is_too_short(piece.segment.text, piece.text)
    ]

"""How fast the translated cues of subtitles have to be read, and how much of each could be.

Limits are those of a style guide (`lexicon/translation/reading_speeds`). Left out: how a cue is broken into lines, and
changes of its times, which the picture decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block
from sakura_cli.documents.reading.subtitles import find_tags, read_seconds
from sakura_cli.lexicon import read_table
from sakura_cli.spans import Span
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.text.languages import LanguageCode

_SPEEDS = {
    row["language"]: (int(row["speed"]), row["width"] == "full") for row in read_table("translation/reading_speeds")
}


@dataclass(frozen=True)
class FastCue:
    """A cue that is too fast: the places of its segments, its characters a second, and how many can be read."""

    places: Sequence[int]
    speed: Decimal
    limit: int
    lengths: Sequence[Decimal]

    def share(self) -> Mapping[int, int]:
        """Return how many characters each of its segments may have, if all become shorter alike."""
        return {
            place: int(length * self.limit / self.speed)
            for place, length in zip(self.places, self.lengths, strict=True)
        }


def find_fast_cues(
    text: str, blocks: Sequence[Block], pairs: Sequence[tuple[Segment, str]], target: LanguageCode
) -> Iterator[FastCue]:
    """Yield the cues that are too fast, by their segments, each with its translation, in the order of the document."""
    limit, is_full_width = _SPEEDS[target]
    at = 0
    for block in blocks:
        places: list[int] = []
        while at < len(pairs) and pairs[at][0].span.start < block.span.end:
            if pairs[at][0].span.start >= block.span.start:
                places.append(at)
            at += 1
        seconds = read_seconds(text, block) if places else None
        if not seconds:
            continue
        lengths = [_count(pairs[place][1], is_full_width=is_full_width) for place in places]
        speed = sum(lengths, Decimal(0)) / seconds
        if speed > limit:
            yield FastCue(places, speed, limit, lengths)


def _count(text: str, *, is_full_width: bool) -> Decimal:
    position, shown = 0, ""
    for tag in [*find_tags(text), Span(len(text), len(text))]:
        shown += text[position : tag.start]
        position = tag.end
    words = " ".join(shown.split())
    return Decimal(count_columns(words)) / 2 if is_full_width else Decimal(len(words))

"""Going on elsewhere with requests whose worker was lost: what was told already is neither asked nor told again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sakura_cli.errors import EngineError
from sakura_cli.inference.requests import Finished, GenerationEvent, GenerationRequest, TextDelta
from sakura_cli.localization import gettext as _


class ToldEvents:
    """What the caller has been told of its requests so far."""

    def __init__(self) -> None:
        self.finished: set[int] = set()
        self._texts: dict[int, str] = {}

    def note(self, event: GenerationEvent) -> None:
        """Remember an event that is told now."""
        match event:
            case TextDelta(index, text):
                self._texts[index] = self._texts.get(index, "") + text
            case Finished(index, _completion):
                self.finished.add(index)
                self._texts.pop(index, None)

    def leave_out(self, events: Iterator[GenerationEvent]) -> Iterator[GenerationEvent]:
        """Yield events of requests that run once more, less the text that was told.

        Raises EngineError where a text begins otherwise than what was told of it.
        """
        again: dict[int, str] = {}
        for event in events:
            if isinstance(event, TextDelta) and event.index in self._texts:
                known = self._texts[event.index]
                text = again[event.index] = again.get(event.index, "") + event.text
                if not (text.startswith(known) or known.startswith(text)):
                    raise EngineError(_("the inference worker ended unexpectedly"), kind="crash")
                if len(text) > len(known):
                    del self._texts[event.index]
                    yield TextDelta(event.index, text[len(known) :])
            else:
                yield event


def split_undone(
    requests: Sequence[GenerationRequest], start: int, done: Collection[int]
) -> Iterator[tuple[int, Sequence[GenerationRequest]]]:
    """Yield what is to be done from `start` on in runs without a gap, each with its first place."""
    first = start
    for place in range(start, len(requests) + 1):
        if place == len(requests) or place in done:
            if first < place:
                yield first, requests[first:place]
            first = place + 1

"""The KV slots of a context: who uses them, and what their last user left that a next one can go on from.

A finished sequence's cells stay until somebody needs them. A correction repeats the whole chat it corrects: admitted
to the slot of its first attempt it is read from the first new token on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass
class Slot:
    """A sequence id with the tokens whose cells it holds; a busy slot has cells reserved for what is to come.

    `caller` is for whom they were read.
    """

    sequence: int
    caller: int = -1
    tokens: list[int] = field(default_factory=list)
    reserved_cells: int = 0
    last_use: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether a request runs in the slot."""
        return self.reserved_cells > 0


class SlotTable:
    """Hands out slots, keeping the sum of reserved and retained cells within the context.

    Tokens are counted without the shared prefix, whose cells belong to its owner sequence.
    """

    def __init__(self, count: int, cells: int, *, can_roll_back: bool):
        self._slots = [Slot(sequence) for sequence in range(count)]
        self._cells = cells
        self._can_roll_back = can_roll_back
        self._clock = 0

    def fits(self, cells: int) -> bool:
        """Tell whether a slot and so many cells can be had now, giving up what idle slots retain."""
        busy = sum(slot.reserved_cells for slot in self._slots)
        return busy + cells <= self._cells and any(not slot.is_busy for slot in self._slots)

    def take(self, tokens: Sequence[int], cells: int) -> tuple[Slot, int, list[Slot]]:
        """Reserve `cells` for a request with these prompt tokens.

        Returns the slot, how many of its tokens stand already, and the slots whose cells must be dropped (their
        `tokens` are cleared).
        """
        idle = [slot for slot in self._slots if not slot.is_busy]
        shared = {slot.sequence: self._shared(slot, tokens) for slot in idle}
        best = max(idle, key=lambda slot: (shared[slot.sequence], not slot.tokens, -slot.last_use))
        kept = shared[best.sequence]
        del best.tokens[kept:]
        best.reserved_cells = cells
        dropped: list[Slot] = []
        for slot in sorted((slot for slot in idle if slot is not best and slot.tokens), key=lambda slot: slot.last_use):
            if self._used() <= self._cells:
                break
            slot.tokens.clear()
            dropped.append(slot)
        return best, kept, dropped

    def count_shared(self, tokens: Sequence[int]) -> int:
        """Return how many tokens of a prompt stand already in the slot that would serve it best."""
        return max((self._shared(slot, tokens) for slot in self._slots if not slot.is_busy), default=0)

    def release(self, slot: Slot) -> None:
        """End the reservation; what the slot holds stays until it is needed."""
        self._clock += 1
        slot.reserved_cells, slot.last_use = 0, self._clock

    def forget(self, callers: Collection[int]) -> list[Slot]:
        """Give up what idle slots retain of callers; return those slots, whose cells must be dropped."""
        found = [slot for slot in self._slots if not slot.is_busy and slot.tokens and slot.caller in callers]
        for slot in found:
            slot.tokens.clear()
        return found

    def _used(self) -> int:
        return sum(slot.reserved_cells or len(slot.tokens) for slot in self._slots)

    def _shared(self, slot: Slot, tokens: Sequence[int]) -> int:
        # At least one token must be decoded to have logits to sample from.
        limit = min(len(slot.tokens), len(tokens) - 1)
        count = next((i for i in range(limit) if slot.tokens[i] != tokens[i]), limit)
        # Without roll-back a retained state is usable only as a whole.
        return count if self._can_roll_back or count == len(slot.tokens) else 0

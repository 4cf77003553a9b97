"""Continuous batching: many sequences in one context, sharing the KV cells of a static prefix.

The prefix lives in a sequence of its own; every request starts as a copy of it (metadata only) and is decoded beside
the others, prompts in chunks. A finished sequence's slot is given to the next request at once, also to one that came
meanwhile: requests of the lowest rank first, so that what was begun is ended before more is begun. KV cells are
reserved before a request is admitted, so a batch can never run out of them half-way.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from sakura_cli.inference.hardware import idle_seconds
from sakura_cli.inference.requests import Finished, GenerationEvent, GenerationRequest, PrefillProgress, TextDelta
from sakura_cli.inference.worker.llama.context import Batch, Context
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.llama.thread_count import ThreadCount
from sakura_cli.inference.worker.prompt_cache import PromptCache
from sakura_cli.inference.worker.sampler import TokenConstraint
from sakura_cli.inference.worker.sequence import ActiveSequence, QueuedRequest
from sakura_cli.inference.worker.slots import SlotTable

GrammarFactory = Callable[[GenerationRequest], TokenConstraint | None]
# Called between steps: may add requests, drop callers and hear them. True: there is nothing to do before one is heard.
Poll = Callable[[bool], None]
# Events with the number of the caller they are for; what a run returns is how many requests it admitted.
Events = Generator[tuple[int, GenerationEvent], None, int]


@dataclass
class Timings:
    """Seconds and tokens spent so far, for benchmarks; steps that read prompts count as prefill."""

    prefill_seconds: float = 0.0
    prefill_tokens: int = 0
    decode_seconds: float = 0.0
    decode_tokens: int = 0


@dataclass
class _Row:
    """A row of the batch whose logits choose the next token of a sequence."""

    sequence: ActiveSequence
    index: int


@dataclass
class Scheduler:
    """Runs requests in a context with one sequence more than slots: the owner of the prefix."""

    model: LoadedModel
    context: Context
    cache: PromptCache
    make_grammar: GrammarFactory
    # Of each caller, the ended requests after which it has not said what comes next. That may be more important than
    # what waits: nothing more is begun for a caller before.
    unheard: Counter[int] = field(default_factory=Counter)
    timings: Timings = field(default_factory=Timings)
    # None where the number of threads is the user's, or does not matter.
    thread_count: ThreadCount | None = None

    def __post_init__(self) -> None:
        self._owner = self.context.options.sequences - 1
        self._prefix: tuple[int, ...] = ()
        self._cached_tokens = 0
        self._batch = Batch(self.context.options.batch_tokens)
        self._slots = self._new_slots()
        self._active: list[ActiveSequence] = []
        if self.thread_count is not None:
            self.context.set_threads(self.thread_count.current)

    def run(self, waiting: list[QueuedRequest], poll: Poll = lambda is_idle: None) -> Events:
        """Take requests from `waiting` and yield their events, those with the same prefix side by side.

        Ends when nothing waits, or what waits needs a larger context.
        """
        admitted = 0
        while waiting:
            first = min(waiting, key=lambda queued: (self._is_held(queued), _turn(queued)))
            self._set_prefix(first.prompt.prefix, is_kept=first.prompt.is_kept)
            count = yield from self._run_prefix(waiting, poll)
            if count == 0:
                break
            admitted += count
        return admitted

    def drop(self, caller: int) -> None:
        """Give up what runs for a caller."""
        for sequence in [each for each in self._active if each.queued.caller == caller]:
            self._end(sequence)

    def forget(self, callers: Collection[int]) -> None:
        """Drop what is retained of callers that are gone."""
        for slot in self._slots.forget(callers):
            self.context.remove_sequence(slot.sequence)

    def callers(self) -> set[int]:
        """Return for whom something runs."""
        return {sequence.queued.caller for sequence in self._active}

    def close(self) -> None:
        """Free the batch; the context belongs to the caller."""
        self._batch.close()

    def _new_slots(self) -> SlotTable:
        cells = self.context.options.context_tokens - len(self._prefix)
        return SlotTable(self._owner, cells, can_roll_back=self.model.can_roll_back)

    def _set_prefix(self, prefix: tuple[int, ...], *, is_kept: bool) -> None:
        if prefix == self._prefix:
            self._cached_tokens = len(prefix)
            return
        for sequence in range(self._owner + 1):
            self.context.remove_sequence(sequence)
        self._prefix, self._cached_tokens = prefix, 0
        self._slots = self._new_slots()
        if not prefix:
            return
        if is_kept and self.cache.restore(self.context, self._owner, prefix):
            self._cached_tokens = len(prefix)
            return
        started = time.perf_counter()
        for start in range(0, len(prefix), self._batch.capacity):
            self._batch.clear()
            for offset, token in enumerate(prefix[start : start + self._batch.capacity]):
                self._batch.add(token, start + offset, self._owner, wants_logits=False)
            self.context.decode(self._batch)
        self.timings.prefill_seconds += time.perf_counter() - started
        self.timings.prefill_tokens += len(prefix)
        if is_kept:
            self.cache.save(self.context, self._owner, prefix)

    def _run_prefix(self, waiting: list[QueuedRequest], poll: Poll) -> Events:
        """Run requests with the prefix that is set, until none is left or may be admitted; return their number."""
        admitted = done = 0
        while True:
            poll(self._is_idle(waiting))
            for queued in self._choose(waiting):
                waiting.remove(queued)
                sequence = self._admit(queued)
                self._active.append(sequence)
                admitted, done = admitted + 1, done + sequence.kept_tokens
            if not self._active:
                if self._is_idle(waiting):
                    continue
                return admitted
            rows, prompt_tokens = self._fill_batch(self._active)
            self._decode(prompt_tokens, len(rows))
            done += prompt_tokens
            if prompt_tokens:
                total = done + sum(len(sequence.pending) for sequence in self._active)
                yield self._active[0].queued.caller, PrefillProgress(done, total)
            for row in rows:
                text = row.sequence.choose(self.context.logits(row.index))
                if text:
                    yield row.sequence.queued.caller, TextDelta(row.sequence.queued.index, text)
            for sequence in [each for each in self._active if each.finish_reason is not None]:
                self._end(sequence)
                self.unheard[sequence.queued.caller] += 1
                yield sequence.queued.caller, Finished(sequence.queued.index, sequence.completion())

    def _choose(self, waiting: Sequence[QueuedRequest]) -> Iterator[QueuedRequest]:
        """Yield the requests to admit now, each of which must be admitted before the next is asked for."""
        mine = [queued for queued in waiting if queued.prompt.prefix == self._prefix and not self._is_held(queued)]
        if not mine:
            return
        # Those that go on from a retained slot come first, before others take it from them.
        mine.sort(
            key=lambda queued: (
                queued.request.rank,
                -self._slots.count_shared(_own_tokens(queued)),
                queued.caller,
                queued.index,
            )
        )
        # Who has another prefix waits until so many do that they fill the slots: changing it takes time.
        others = [queued for queued in waiting if queued.prompt.prefix != self._prefix]
        if sum(queued.request.rank < mine[0].request.rank for queued in others) >= self._owner:
            return
        for queued in mine:
            if not self._slots.fits(queued.own_tokens):
                return
            yield queued

    def _is_held(self, queued: QueuedRequest) -> bool:
        return self.unheard[queued.caller] > 0

    def _is_idle(self, waiting: Sequence[QueuedRequest]) -> bool:
        return not self._active and bool(waiting) and all(map(self._is_held, waiting))

    def _end(self, sequence: ActiveSequence) -> None:
        self._active.remove(sequence)
        self._slots.release(sequence.slot)

    def _admit(self, queued: QueuedRequest) -> ActiveSequence:
        slot, kept, dropped = self._slots.take(_own_tokens(queued), queued.own_tokens)
        slot.caller = queued.caller
        for other in dropped:
            self.context.remove_sequence(other.sequence)
        if kept and self.model.can_roll_back:
            self.context.remove_sequence(slot.sequence, len(self._prefix) + kept)
        elif kept:
            pass  # all of it is kept: there is nothing to remove
        elif self._prefix:
            self.context.copy_sequence(self._owner, slot.sequence)
        else:
            self.context.remove_sequence(slot.sequence)
        cached, self._cached_tokens = self._cached_tokens + kept, len(self._prefix)
        return ActiveSequence(queued, slot, kept, cached, self.model, self.make_grammar(queued.request))

    def _fill_batch(self, active: list[ActiveSequence]) -> tuple[list[_Row], int]:
        """Put one row of every decoding sequence and as much prompt as fits into the batch."""
        self._batch.clear()
        rows: list[_Row] = []
        for sequence in active:
            if sequence.generated:
                token, position = sequence.take_last()
                index = self._batch.add(token, position, sequence.slot.sequence, wants_logits=True)
                rows.append(_Row(sequence, index))
        prompt_tokens = 0
        for sequence in active:
            room = self._batch.capacity - self._batch.size
            if not sequence.pending or room <= 0:
                continue
            position = sequence.position
            taken = sequence.take_prompt(room)
            for offset, token in enumerate(taken):
                is_last = not sequence.pending and offset == len(taken) - 1
                index = self._batch.add(token, position + offset, sequence.slot.sequence, wants_logits=is_last)
                if is_last:
                    rows.append(_Row(sequence, index))
            prompt_tokens += len(taken)
        return rows, prompt_tokens

    def _decode(self, prompt_tokens: int, rows: int) -> None:
        started, processor_started = time.perf_counter(), time.process_time()
        self.context.decode(self._batch)
        seconds = time.perf_counter() - started
        if self.thread_count is not None and not prompt_tokens:
            self._choose_threads(self.thread_count, rows, seconds, time.process_time() - processor_started)
        if prompt_tokens:
            self.timings.prefill_seconds += seconds
            self.timings.prefill_tokens += prompt_tokens
        else:
            self.timings.decode_seconds += seconds
            self.timings.decode_tokens += rows

    def _choose_threads(self, count: ThreadCount, rows: int, seconds: float, processor_seconds: float) -> None:
        before = count.current
        count.note(rows, seconds, processor_seconds, idle_seconds() if count.is_reduced else None)
        if count.current != before:
            self.context.set_threads(count.current)


def _turn(queued: QueuedRequest) -> tuple[int, int, int]:
    return queued.request.rank, queued.caller, queued.index


def _own_tokens(queued: QueuedRequest) -> Sequence[int]:
    return queued.prompt.tokens[queued.prompt.prefix_size :]

"""Continuous batching: many sequences in one context, sharing the KV cells of a static prefix.

The prefix lives in a sequence of its own; every request starts as a copy of it (metadata only) and is decoded beside
the others, prompts in chunks. A finished sequence's slot is given to the next request at once. KV cells are reserved
before a request is admitted, so a batch can never run out of them half-way.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sakura_cli.errors import EngineError
from sakura_cli.inference.llama.context import Batch, Context
from sakura_cli.inference.llama.model import Model
from sakura_cli.inference.prompt import Finished, GenerationEvent, GenerationRequest, PrefillProgress, TextDelta
from sakura_cli.inference.prompt_cache import PromptCache
from sakura_cli.inference.sampler import TokenConstraint
from sakura_cli.inference.sequence import ActiveSequence, Job
from sakura_cli.inference.slots import SlotTable

GrammarFactory = Callable[[GenerationRequest], TokenConstraint | None]


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
    """Runs jobs in a context with one sequence more than slots: the owner of the prefix."""

    model: Model
    context: Context
    cache: PromptCache
    make_grammar: GrammarFactory
    timings: Timings = field(default_factory=Timings)

    def __post_init__(self) -> None:
        self._owner = self.context.options.sequences - 1
        self._prefix: tuple[int, ...] = ()
        self._cached_tokens = 0
        self._batch = Batch(self.context.options.batch_tokens)
        self._slots = self._new_slots()

    def run(self, jobs: Iterable[Job]) -> Iterator[GenerationEvent]:
        """Yield the events of all jobs, those with the same prefix side by side."""
        ordered = sorted(jobs, key=lambda job: job.prompt.prefix)
        for prefix, group in groupby(ordered, key=lambda job: job.prompt.prefix):
            self._set_prefix(prefix)
            yield from self._run_group(deque(sorted(group, key=lambda job: job.index)))

    def close(self) -> None:
        """Free the batch; the context belongs to the caller."""
        self._batch.close()

    def _new_slots(self) -> SlotTable:
        cells = self.context.options.context_tokens - len(self._prefix)
        return SlotTable(self._owner, cells, can_roll_back=self.model.can_roll_back)

    def _set_prefix(self, prefix: tuple[int, ...]) -> None:
        if prefix == self._prefix:
            self._cached_tokens = len(prefix)
            return
        for sequence in range(self._owner + 1):
            self.context.remove_sequence(sequence)
        self._prefix, self._cached_tokens = prefix, 0
        self._slots = self._new_slots()
        if not prefix:
            return
        if self.cache.restore(self.context, self._owner, prefix):
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
        self.cache.save(self.context, self._owner, prefix)

    def _run_group(self, waiting: deque[Job]) -> Iterator[GenerationEvent]:
        active: list[ActiveSequence] = []
        # Those that go on from a retained slot come first, before others take it from them.
        waiting = deque(sorted(waiting, key=lambda job: -self._slots.count_shared(_own_tokens(job))))
        total = sum(len(job.prompt.tokens) - job.prompt.prefix_size for job in waiting)
        done = 0
        while waiting or active:
            while waiting and self._slots.fits(waiting[0].own_tokens):
                active.append(self._admit(waiting.popleft()))
                done += active[-1].kept_tokens
            if not active:
                raise EngineError("a request does not fit into the context", kind="internal")
            rows, prompt_tokens = self._fill_batch(active)
            self._decode(prompt_tokens, len(rows))
            done += prompt_tokens
            if prompt_tokens:
                yield PrefillProgress(done, total)
            for row in rows:
                text = row.sequence.choose(self.context.logits(row.index))
                if text:
                    yield TextDelta(row.sequence.job.index, text)
            for sequence in [each for each in active if each.finish_reason is not None]:
                active.remove(sequence)
                self._slots.release(sequence.slot)
                yield Finished(sequence.job.index, sequence.completion())

    def _admit(self, job: Job) -> ActiveSequence:
        slot, kept, dropped = self._slots.take(_own_tokens(job), job.own_tokens)
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
        return ActiveSequence(job, slot, kept, cached, self.model, self.make_grammar(job.request))

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
        started = time.perf_counter()
        self.context.decode(self._batch)
        seconds = time.perf_counter() - started
        if prompt_tokens:
            self.timings.prefill_seconds += seconds
            self.timings.prefill_tokens += prompt_tokens
        else:
            self.timings.decode_seconds += seconds
            self.timings.decode_tokens += rows


def _own_tokens(job: Job) -> Sequence[int]:
    return job.prompt.tokens[job.prompt.prefix_size :]

"""Continuous batching: many sequences in one context, sharing the KV cells of a static prefix.

The prefix lives in a sequence of its own; every request starts as a copy of it (metadata only) and is decoded beside
the others, prompts in chunks. A finished sequence's slot is given to the next request at once. KV cells are reserved
before a request is admitted, so a batch can never run out of them half-way.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sakura_cli.errors import EngineError
from sakura_cli.inference.llama.context import Batch, Context
from sakura_cli.inference.llama.model import Model
from sakura_cli.inference.prompt import Finished, GenerationEvent, GenerationRequest, PrefillProgress, TextDelta
from sakura_cli.inference.prompt_cache import PromptCache
from sakura_cli.inference.sampler import TokenConstraint
from sakura_cli.inference.sequence import ActiveSequence, Job

GrammarFactory = Callable[[GenerationRequest], TokenConstraint | None]


@dataclass
class Timings:
    """Seconds and tokens spent so far, for benchmarks."""

    prefill_seconds: float = 0.0
    prefill_tokens: int = 0
    decode_seconds: float = 0.0
    decode_tokens: int = 0


@dataclass
class _Row:
    sequence: ActiveSequence
    index: int


@dataclass
class _Prefix:
    tokens: tuple[int, ...] = ()
    cached_tokens: int = 0


@dataclass
class Scheduler:
    """Runs jobs in a context with `slots` sequences beside the prefix owner."""

    model: Model
    context: Context
    cache: PromptCache
    make_grammar: GrammarFactory
    timings: Timings = field(default_factory=Timings)

    def __post_init__(self) -> None:
        self.slots = self.context.options.sequences - 1
        self._owner = self.slots
        self._prefix = _Prefix()
        self._batch = Batch(self.context.options.batch_tokens)

    def run(self, jobs: Iterable[Job]) -> Iterator[GenerationEvent]:
        """Yield the events of all jobs, those with the same prefix side by side."""
        ordered = sorted(jobs, key=lambda job: job.prompt.prefix)
        for prefix, group in groupby(ordered, key=lambda job: job.prompt.prefix):
            self._set_prefix(prefix)
            yield from self._run_group(deque(sorted(group, key=lambda job: job.index)))

    def close(self) -> None:
        """Free the batch; the context belongs to the caller."""
        self._batch.close()

    def _set_prefix(self, prefix: tuple[int, ...]) -> None:
        if prefix == self._prefix.tokens:
            self._prefix.cached_tokens = len(prefix)
            return
        for sequence in range(self.slots + 1):
            self.context.remove_sequence(sequence)
        self._prefix = _Prefix(prefix)
        if not prefix:
            return
        if self.cache.restore(self.context, self._owner, prefix):
            self._prefix.cached_tokens = len(prefix)
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
        free_slots = list(range(self.slots - 1, -1, -1))
        free_cells = self.context.options.context_tokens - len(self._prefix.tokens)
        active: list[ActiveSequence] = []
        total = sum(len(job.prompt.tokens) - job.prompt.prefix_size for job in waiting)
        done = 0
        while waiting or active:
            while waiting and free_slots and waiting[0].own_tokens <= free_cells:
                job = waiting.popleft()
                free_cells -= job.own_tokens
                active.append(self._admit(job, free_slots.pop()))
            if not active:
                raise EngineError("a request does not fit into the context", kind="internal")
            rows, prompt_tokens = self._fill_batch(active)
            started = time.perf_counter()
            self.context.decode(self._batch)
            self._count(time.perf_counter() - started, prompt_tokens, len(rows))
            done += prompt_tokens
            if prompt_tokens:
                yield PrefillProgress(done, total)
            for row in rows:
                text = row.sequence.sample(self.context.logits(row.index))
                if text:
                    yield TextDelta(row.sequence.job.index, text)
            for sequence in [s for s in active if s.finish_reason is not None]:
                active.remove(sequence)
                free_slots.append(sequence.slot)
                free_cells += sequence.job.own_tokens
                self.context.remove_sequence(sequence.slot)
                yield Finished(sequence.job.index, sequence.completion(self._prefix.cached_tokens))
                # The first request of a batch pays for the prefix; for the others it was there.
                self._prefix.cached_tokens = len(self._prefix.tokens)

    def _admit(self, job: Job, slot: int) -> ActiveSequence:
        if self._prefix.tokens:
            self.context.copy_sequence(self._owner, slot)
        return ActiveSequence(job, slot, self.model, self.make_grammar(job.request))

    def _fill_batch(self, active: list[ActiveSequence]) -> tuple[list[_Row], int]:
        """Put one row of every decoding sequence and as much prompt as fits into the batch."""
        self._batch.clear()
        rows: list[_Row] = []
        for sequence in active:
            if sequence.generated and not sequence.pending:
                index = self._batch.add(sequence.generated[-1], sequence.position, sequence.slot, wants_logits=True)
                sequence.position += 1
                rows.append(_Row(sequence, index))
        prompt_tokens = 0
        for sequence in active:
            room = self._batch.capacity - self._batch.size
            if not sequence.pending or not room:
                continue
            position = sequence.position
            taken = sequence.take_prompt(room)
            for offset, token in enumerate(taken):
                is_last = not sequence.pending and offset == len(taken) - 1
                index = self._batch.add(token, position + offset, sequence.slot, wants_logits=is_last)
                if is_last:
                    rows.append(_Row(sequence, index))
            prompt_tokens += len(taken)
        return rows, prompt_tokens

    def _count(self, seconds: float, prompt_tokens: int, rows: int) -> None:
        if prompt_tokens:
            self.timings.prefill_seconds += seconds
            self.timings.prefill_tokens += prompt_tokens
        else:
            self.timings.decode_seconds += seconds
            self.timings.decode_tokens += rows

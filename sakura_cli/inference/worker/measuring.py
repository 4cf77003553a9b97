"""Measuring an engine: load, prefill and decode speeds over numbers of sequences, in tokens a second.

Runs in the worker, on made-up tokens: what is measured is this machine with these weights, not a text. No figure is a
promise; only ratios within one run mean something.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.inference.calibration import LayoutSpeed
from sakura_cli.inference.hardware import usable_cores
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.worker.llama.context import Batch, Context, ContextOptions
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.loading import load_model
from sakura_cli.platforms import peak_memory_bytes

_PROMPT_TOKENS = 256
_DECODE_STEPS = 12
_MICRO_BATCH_TOKENS = 128


@dataclass(frozen=True)
class Measurement:
    """The speeds of one layout and the largest memory the worker has had, in bytes."""

    speed: LayoutSpeed
    peak_bytes: int


def measure(path: Path, options: EngineOptions, sequences: Sequence[int]) -> Measurement:
    """Load weights after `options` and measure them; `sequences` are the numbers to decode side by side."""
    started = time.perf_counter()
    model = load_model(path, options, lambda _: None)
    load_seconds = time.perf_counter() - started
    most = max(sequences)
    cells = _PROMPT_TOKENS + most * (16 + _DECODE_STEPS)
    context_options = ContextOptions(
        context_tokens=-(-cells // 256) * 256,
        sequences=most,
        batch_tokens=512,
        micro_batch_tokens=_MICRO_BATCH_TOKENS if model.gpu_layers == 0 else 512,
        threads=options.threads or usable_cores(),
        outputs=most,
    )
    context = Context(model, context_options)
    batch = Batch(context_options.batch_tokens)
    try:
        _read(context, batch, model, _PROMPT_TOKENS, 0)  # the first batch touches every page of the weights
        prefill = max(_timed_read(context, batch, model) for _ in range(2))
        decode = {count: _decode(context, batch, model, count) for count in sequences}
        return Measurement(LayoutSpeed(round(load_seconds, 2), prefill, decode), peak_memory_bytes())
    finally:
        batch.close()
        context.close()
        model.close()


def _timed_read(context: Context, batch: Batch, model: LoadedModel) -> float:
    context.remove_sequence(0)
    started = time.perf_counter()
    _read(context, batch, model, _PROMPT_TOKENS, 0)
    return round(_PROMPT_TOKENS / (time.perf_counter() - started), 1)


def _read(context: Context, batch: Batch, model: LoadedModel, count: int, sequence: int) -> None:
    batch.clear()
    for position in range(count):
        token = (position * 7919 + 1000) % model.vocabulary_size
        batch.add(token, position, sequence, wants_logits=position == count - 1)
    context.decode(batch)
    context.logits(count - 1)[0]  # waits for accelerators, which work in the background


def _decode(context: Context, batch: Batch, model: LoadedModel, count: int) -> float:
    for sequence in range(count):
        context.remove_sequence(sequence)
        _read(context, batch, model, 16, sequence)
    started = time.perf_counter()
    for step in range(_DECODE_STEPS):
        batch.clear()
        for sequence in range(count):
            token = (step * 101 + sequence * 13 + 500) % model.vocabulary_size
            batch.add(token, 16 + step, sequence, wants_logits=True)
        context.decode(batch)
        for sequence in range(count):
            context.logits(sequence).argmax()
    return round(count * _DECODE_STEPS / (time.perf_counter() - started), 1)

"""Loops that read and write the same tokens in one process, in turn: sakura's scheduler and bare bindings.

`python -m benchmarks.engine_loops MODEL ROUNDS` prints one JSON object a round: tokens/s read and written of `sakura`,
of `bare`, the low-level bindings with the same settings, and of `defaults`, those of llama-bench. One process, because
on a shared machine the speeds of two processes differ more than those of two loops.
"""

from __future__ import annotations

import ctypes
import itertools
import json
import math
import sys
import time
from pathlib import Path

import numpy as np

from sakura_cli.inference.hardware import usable_cores
from sakura_cli.inference.requests import Finished, GenerationRequest, Prompt
from sakura_cli.inference.worker.llama.bindings import lib
from sakura_cli.inference.worker.llama.context import Context, ContextOptions
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.prompt_cache import PromptCache
from sakura_cli.inference.worker.scheduler import Scheduler
from sakura_cli.inference.worker.sequence import QueuedRequest
from sakura_cli.inference.worker.tokenization import TokenizedPrompt

READ_TOKENS, WRITE_TOKENS = 384, 64
_CONTEXT, _SEQUENCES, _BATCH, _MICRO_BATCH = 512, 2, 512, 128
_LLAMA_BENCH_MICRO_BATCH = 512

Speeds = tuple[float, float]


def make_tokens(vocabulary: int, shift: int) -> list[int]:
    """Return the tokens of a prompt, the same for every loop of a round and new to every cache."""
    return [(position * 7919 + 1000 + shift) % vocabulary for position in range(READ_TOKENS)]


class SakuraLoop:
    """The worker's own scheduler: a Japanese completion under its constraint on characters, what tasks ask for."""

    def __init__(self, path: Path):
        self._model = LoadedModel(path, use_repacking=False)
        options = ContextOptions(
            context_tokens=_CONTEXT,
            sequences=_SEQUENCES,
            batch_tokens=_BATCH,
            micro_batch_tokens=_MICRO_BATCH,
            threads=usable_cores(),
            outputs=2,
        )
        self._context = Context(self._model, options)

    def run(self, shift: int) -> Speeds:
        """Read and write once; return the tokens a second of both, NaN where the model ended too soon to tell."""
        prompt = TokenizedPrompt(tuple(make_tokens(self._model.vocabulary_size, shift)), 0)
        request = GenerationRequest(Prompt(()), WRITE_TOKENS + 1, language="ja", temperature=0.0)
        scheduler = Scheduler(self._model, self._context, PromptCache(None, configuration=""), lambda _: None)
        written = 0
        started = time.perf_counter()
        for _, event in scheduler.run([QueuedRequest(0, request, prompt)]):
            written += event.completion.completion_tokens if isinstance(event, Finished) else 0
        timings = scheduler.timings
        decode_seconds = time.perf_counter() - started - timings.prefill_seconds
        written_speed = (written - 1) / decode_seconds if written > WRITE_TOKENS // 2 else math.nan
        return timings.prefill_tokens / timings.prefill_seconds, written_speed


class BareLoop:
    """The low-level bindings alone: decode, take the likeliest token, decode."""

    def __init__(self, path: Path, *, micro_batch: int, repacking: bool):
        model_params = lib.llama_model_default_params()
        model_params.n_gpu_layers = 0
        model_params.use_extra_bufts = repacking
        model = lib.llama_model_load_from_file(str(path).encode(), model_params)
        params = lib.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = _CONTEXT, _BATCH, micro_batch
        params.n_seq_max, params.kv_unified, params.n_outputs_max, params.no_perf = _SEQUENCES, True, 2, True
        params.n_threads = params.n_threads_batch = usable_cores()
        self._context = lib.llama_init_from_model(model, params)
        self._vocabulary = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(model))
        self._batch = lib.llama_batch_init(_BATCH, 0, 1)

    def run(self, shift: int) -> Speeds:
        """Read and write once; return the tokens a second of both."""
        lib.llama_memory_seq_rm(lib.llama_get_memory(self._context), 0, -1, -1)
        started = time.perf_counter()
        for position, token in enumerate(make_tokens(self._vocabulary, shift)):
            self._put(position, token, position, wants_logits=position == READ_TOKENS - 1)
        token = self._decode(READ_TOKENS)
        middle = time.perf_counter()
        for step in range(WRITE_TOKENS):
            self._put(0, token, READ_TOKENS + step, wants_logits=True)
            token = self._decode(1)
        return READ_TOKENS / (middle - started), WRITE_TOKENS / (time.perf_counter() - middle)

    def _put(self, place: int, token: int, position: int, *, wants_logits: bool) -> None:
        batch = self._batch
        batch.token[place], batch.pos[place], batch.logits[place] = token, position, wants_logits
        batch.n_seq_id[place], batch.seq_id[place][0] = 1, 0

    def _decode(self, tokens: int) -> int:
        self._batch.n_tokens = tokens
        if lib.llama_decode(self._context, self._batch):
            raise RuntimeError("llama_decode failed")
        logits = lib.llama_get_logits_ith(self._context, tokens - 1)
        return int(np.ctypeslib.as_array(logits, shape=(self._vocabulary,)).argmax())


def main() -> None:
    """Run the loops in turn, each round in another order, after one round nobody counts."""
    path, rounds = Path(sys.argv[1]), int(sys.argv[2])
    quiet = lib.llama_log_callback(lambda *_: None)
    lib.llama_log_set(quiet, ctypes.c_void_p(0))
    loops: dict[str, SakuraLoop | BareLoop] = {
        "sakura": SakuraLoop(path),
        "bare": BareLoop(path, micro_batch=_MICRO_BATCH, repacking=False),
        "defaults": BareLoop(path, micro_batch=_LLAMA_BENCH_MICRO_BATCH, repacking=True),
    }
    told = 0
    for number in itertools.count():
        order = [*loops][number % 3 :] + [*loops][: number % 3]
        speeds = {name: loops[name].run(number) for name in order}
        if number and not math.isnan(speeds["sakura"][1]):
            print(json.dumps(speeds), flush=True)
            told += 1
        if told == rounds:
            break


if __name__ == "__main__":
    main()

"""A context over a model: KV memory of many sequences, batches in, logits out."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sakura_cli.errors import EngineError
from sakura_cli.inference.worker.llama.bindings import lib, recent_logs
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.localization import gettext as _

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ContextOptions:
    """What a context is made with; sizes in tokens."""

    context_tokens: int
    sequences: int = 1
    batch_tokens: int = 512
    micro_batch_tokens: int = 512
    threads: int = 1
    outputs: int = 1


# LLAMA_FLASH_ATTN_TYPE_DISABLED
_FLASH_ATTENTION_OFF = 0


class AbortFlag:
    """Ends a running decode when set, from any thread.

    llama.cpp asks its abort callback after every graph node; a Python function there costs 3% of decoding. `atoi` on
    one byte of memory has the right signature and asks nothing of the interpreter: "0" is false, "1" is true.
    """

    def __init__(self) -> None:
        self._digit = ctypes.create_string_buffer(b"0", 2)
        self.callback = ctypes.cast(ctypes.CDLL(None).atoi, lib.ggml_abort_callback)
        self.data = ctypes.cast(self._digit, ctypes.c_void_p)

    def set(self) -> None:
        """Ask for the end of the decode that runs now, and of every later one."""
        self._digit[0] = b"1"

    def is_set(self) -> bool:
        """Tell whether an end was asked for."""
        return bool(self._digit[0] == b"1")


class DecodeAbortedError(Exception):
    """The abort callback asked llama.cpp to stop."""


class KVFullError(Exception):
    """No free KV cells for the batch."""


class Batch:
    """Rows for one `decode` call, each a token of a sequence at a position."""

    def __init__(self, capacity: int):
        self._native = lib.llama_batch_init(capacity, 0, 1)
        self.capacity = capacity
        self.size = 0

    def clear(self) -> None:
        """Forget all rows."""
        self.size = 0

    def add(self, token: int, position: int, sequence: int, *, wants_logits: bool) -> int:
        """Append a row and return its index, by which its logits are read."""
        if self.size >= self.capacity:
            raise EngineError(_("batch overflow"), kind="internal")
        index, native = self.size, self._native
        native.token[index] = token
        native.pos[index] = position
        native.n_seq_id[index] = 1
        native.seq_id[index][0] = sequence
        native.logits[index] = wants_logits
        self.size += 1
        return index

    def native(self) -> Any:
        """Return the structure llama.cpp takes."""
        self._native.n_tokens = self.size
        return self._native

    def close(self) -> None:
        """Free the native memory."""
        lib.llama_batch_free(self._native)


class Context:
    """KV memory and compute buffers for several sequences of one model; close it before the model."""

    def __init__(self, model: LoadedModel, options: ContextOptions, abort: AbortFlag | None = None):
        """Allocate; `abort` ends a decode (on CPUs also in its middle) with DecodeAbortedError."""
        parameters = lib.llama_context_default_params()
        parameters.n_ctx = options.context_tokens
        parameters.n_batch = options.batch_tokens
        parameters.n_ubatch = min(options.micro_batch_tokens, options.batch_tokens)
        parameters.n_seq_max = options.sequences
        parameters.n_outputs_max = max(options.outputs, options.sequences)
        parameters.n_threads = options.threads
        parameters.n_threads_batch = options.threads
        parameters.kv_unified = True
        parameters.swa_full = True  # a window-sized cache cannot keep a shared prefix for later sequences
        parameters.no_perf = True
        if not model.gpu_layers:
            # On CPUs flash attention divides a sum among the threads: another number of them would give other words.
            parameters.flash_attn_type = _FLASH_ATTENTION_OFF
        self._abort = abort or AbortFlag()  # must outlive the native context
        parameters.abort_callback = self._abort.callback
        parameters.abort_callback_data = self._abort.data
        self._context = lib.llama_init_from_model(model.pointer, parameters)
        if not self._context:
            raise EngineError(
                _("not enough memory for a context of {count} tokens").format(count=options.context_tokens),
                hint=_("use a smaller --context or a smaller model (sakura models list)"),
                kind="out-of-memory",
                detail=recent_logs(),
            )
        self.options = options
        self._memory = lib.llama_get_memory(self._context)
        self._vocabulary_size = model.vocabulary_size

    def decode(self, batch: Batch) -> None:
        """Run a batch. Raises KVFullError, DecodeAbortedError or EngineError."""
        if self._abort.is_set():
            raise DecodeAbortedError
        status = lib.llama_decode(self._context, batch.native())
        if status == 0:
            return
        if status == 1:
            raise KVFullError
        if status == 2:
            raise DecodeAbortedError
        raise EngineError(_("llama.cpp could not decode"), kind="decode-failed", detail=f"{status}\n{recent_logs()}")

    def logits(self, index: int) -> Logits:
        """Return a writable view on a row's logits, shape (vocabulary,); valid until the next decode."""
        pointer = lib.llama_get_logits_ith(self._context, index)
        if not pointer:
            raise EngineError(_("no logits for a row that asked for them"), kind="internal")
        return np.ctypeslib.as_array(pointer, shape=(self._vocabulary_size,))

    def set_threads(self, count: int) -> None:
        """Let the steps that write tokens have so many threads; those that read prompts keep all of them."""
        lib.llama_set_n_threads(self._context, count, self.options.threads)

    def copy_sequence(self, source: int, target: int) -> None:
        """Make `target` share all KV cells of `source`."""
        self.remove_sequence(target)
        lib.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def remove_sequence(self, sequence: int, start: int = -1) -> bool:
        """Drop the cells of a sequence from position `start` on; False where the model cannot roll back."""
        return bool(lib.llama_memory_seq_rm(self._memory, sequence, start, -1))

    def set_adapters(self, adapters: Sequence[Adapter]) -> None:
        """Apply LoRA adapters to every following decode."""
        pointers = (lib.llama_adapter_lora_p_ctypes * len(adapters))(*(a.pointer for a in adapters))
        scales = (ctypes.c_float * len(adapters))(*(a.scale for a in adapters))
        if lib.llama_set_adapters_lora(self._context, pointers, len(adapters), scales) != 0:
            raise EngineError(_("the LoRA adapters could not be applied"), kind="bad-adapter", detail=recent_logs())

    def save_sequence(self, path: Path, sequence: int, tokens: Sequence[int]) -> bool:
        """Write the KV state of a sequence to a file; False when it could not be written."""
        array = (lib.llama_token * len(tokens))(*tokens)
        written = lib.llama_state_seq_save_file(self._context, os.fsencode(path), sequence, array, len(tokens))
        return int(written) > 0

    def load_sequence(self, path: Path, sequence: int, tokens: Sequence[int]) -> bool:
        """Restore a sequence from a file; False, with the sequence empty, when it does not hold exactly `tokens`."""
        found = (lib.llama_token * len(tokens))()
        count = ctypes.c_size_t(0)
        read = lib.llama_state_seq_load_file(
            self._context, os.fsencode(path), sequence, found, len(tokens), ctypes.byref(count)
        )
        if int(read) > 0 and count.value == len(tokens) and found[:] == list(tokens):
            return True
        self.remove_sequence(sequence)
        return False

    def close(self) -> None:
        """Free the native memory."""
        if self._context:
            lib.llama_free(self._context)
            self._context = None


class Adapter:
    """A LoRA adapter loaded for a model."""

    def __init__(self, model: LoadedModel, path: Path, scale: float):
        self.path, self.scale = path, scale
        self.pointer = lib.llama_adapter_lora_init(model.pointer, os.fsencode(path))
        if not self.pointer:
            raise EngineError(
                _("{name} is not a LoRA adapter for {model}").format(name=path.name, model=model.path.name),
                hint=_("use an adapter trained on this base model, converted to GGUF"),
                kind="bad-adapter",
                detail=recent_logs(),
            )

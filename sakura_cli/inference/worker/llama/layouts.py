"""Whether a library lays out its structures as the bindings do: told from the values it fills them with.

Builds of llama.cpp insert fields into the structures that parameters are passed in; a library of another build would
read every flag behind them shifted, and silently. So the defaults it returns are compared with known ones field by
field before anything else is asked of it. Left out: fields added behind all others, which shift nothing that is read
here but are passed on with whatever lies there: whoever chooses a library pins its version.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import Any

# What llama.cpp fills them with, for the bindings of llama-cpp-python 0.3.36. Pointers are left out.
CONTEXT_DEFAULTS: Mapping[str, object] = {
    "n_ctx": 512,
    "n_batch": 2048,
    "n_ubatch": 512,
    "n_seq_max": 1,
    "n_rs_seq": 0,
    "n_outputs_max": 0,
    "n_outputs_max_per_seq": 1,
    "n_threads": 4,
    "n_threads_batch": 4,
    "ctx_type": 0,
    "rope_scaling_type": -1,
    "pooling_type": -1,
    "attention_type": -1,
    "flash_attn_type": -1,
    "rope_freq_base": 0.0,
    "rope_freq_scale": 0.0,
    "yarn_ext_factor": -1.0,
    "yarn_attn_factor": -1.0,
    "yarn_beta_fast": -1.0,
    "yarn_beta_slow": -1.0,
    "yarn_orig_ctx": 0,
    "defrag_thold": -1.0,
    "type_k": 1,
    "type_v": 1,
    "embeddings": False,
    "offload_kqv": True,
    "no_perf": True,
    "op_offload": True,
    "swa_full": True,
    "kv_unified": False,
    "n_samplers": 0,
}
MODEL_DEFAULTS: Mapping[str, object] = {
    "n_gpu_layers": -1,
    "split_mode": 1,
    "load_mode": -1,
    "lazy_mode": 1,
    "main_gpu": 0,
    "vocab_only": False,
    "check_tensors": False,
    "use_extra_bufts": True,
    "no_host": False,
    "no_alloc": False,
    "load_mtp": False,
}
# Behind the structure as the bindings know it: a longer one is written here instead of over other memory. What is there
# cannot be compared: ctypes does not clear it.
_ROOM_BYTES = 1024


def find_differences(library: Any, context_params: Any, model_params: Any) -> Iterator[str]:
    """Yield the names of the fields whose defaults a library fills with other values than the bindings expect."""
    for name, structure, expected in (
        ("llama_context_default_params", context_params, CONTEXT_DEFAULTS),
        ("llama_model_default_params", model_params, MODEL_DEFAULTS),
    ):
        known = {field[0] for field in structure._fields_}
        yield from (field for field in expected if field not in known)
        try:
            filled = _call_with_room(library, name, structure)
        except AttributeError:  # it is no llama.cpp at all
            yield name
            continue
        yield from (
            field for field, value in expected.items() if field in known and getattr(filled.known, field) != value
        )


def _call_with_room(library: Any, name: str, structure: Any) -> Any:
    class Roomy(ctypes.Structure):
        _fields_ = (("known", structure), ("room", ctypes.c_ubyte * _ROOM_BYTES))

    # A function object of its own: the bindings' one returns their structure.
    return ctypes.CFUNCTYPE(Roomy)((name, library))()

"""Tiny random GGUF models of several architectures: real llama.cpp, no real language.

The 256 bytes and a family's control tokens as vocabulary; a few layers; weights from a fixed seed.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from tests.fakes.tiny_vocabularies import TinyVocabulary

_WIDTH, _HEADS, _KV_HEADS, _FEED_FORWARD = 64, 4, 2, 128
_HEAD = _WIDTH // _HEADS
_CONVOLUTION = 3
_LAYERS = {"gemma4": 4, "qwen35": 4}
_WINDOW = 32
# gemma4: every second layer looks at everything, with wider heads; the last two read the keys of those before.
_GLOBAL_HEAD, _SHARED_LAYERS, _PER_LAYER = 2 * _HEAD, 2, 16
# qwen35: three layers of four are recurrent.
_STATE, _STATE_HEADS, _STATE_GROUPS, _ATTENTION_EVERY = 16, 4, 2, 4
_QK_NORMED = frozenset(("gemma3", "gemma4", "lfm2", "hunyuan-dense", "qwen35"))


def write_tiny_model(
    path: Path,
    architecture: str,
    *,
    seed: int = 0,
    chat_template: str | None = None,
    vocabulary: TinyVocabulary | None = None,
    context_tokens: int = 4096,
) -> Path:
    """Write a random model of an architecture.

    llama, qwen2, hunyuan-dense, gemma3 (sliding window), gemma4 (sliding window, shared keys), lfm2, qwen35 (hybrid);
    of any other name it has the tensors of llama.
    """
    vocabulary = vocabulary or (TinyVocabulary(chat_template=chat_template) if chat_template else TinyVocabulary())
    layers = _LAYERS.get(architecture, 2)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(f"tiny {architecture}")
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv([0, _KV_HEADS] if architecture == "lfm2" else _KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_shape(writer, architecture, layers)
    vocabulary.add_to(writer)
    _Tensors(writer, architecture, np.random.default_rng(seed)).add(layers, len(vocabulary.tokens))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_shape(writer: gguf.GGUFWriter, architecture: str, layers: int) -> None:
    match architecture:
        case "lfm2":
            writer.add_shortconv_l_cache(_CONVOLUTION)
        case "gemma3":
            writer.add_sliding_window(_WINDOW)
            writer.add_key_length(_HEAD)
            writer.add_value_length(_HEAD)
        case "gemma4":
            writer.add_sliding_window(_WINDOW)
            writer.add_sliding_window_pattern([not _looks_at_all(layer) for layer in range(layers)])
            writer.add_shared_kv_layers(_SHARED_LAYERS)
            writer.add_embedding_length_per_layer_input(_PER_LAYER)
            writer.add_key_length(_GLOBAL_HEAD)
            writer.add_value_length(_GLOBAL_HEAD)
            writer.add_key_length_swa(_HEAD)
            writer.add_value_length_swa(_HEAD)
            writer.add_rope_dimension_count(_GLOBAL_HEAD)
            writer.add_rope_dimension_count_swa(_HEAD)
            writer.add_final_logit_softcapping(30.0)
        case "qwen35":
            writer.add_key_length(_HEAD)
            writer.add_value_length(_HEAD)
            writer.add_rope_dimension_sections([2, 1, 1, 0])
            writer.add_ssm_conv_kernel(_CONVOLUTION)
            writer.add_ssm_inner_size(_STATE * _STATE_HEADS)
            writer.add_ssm_state_size(_STATE)
            writer.add_ssm_time_step_rank(_STATE_HEADS)
            writer.add_ssm_group_count(_STATE_GROUPS)
            writer.add_full_attention_interval(_ATTENTION_EVERY)


def _looks_at_all(layer: int) -> bool:
    return layer % 2 == 1


class _Tensors:
    """The weights of a model, written one after another."""

    def __init__(self, writer: gguf.GGUFWriter, architecture: str, random: np.random.Generator):
        self._writer = writer
        self._architecture = architecture
        self._random = random

    def add(self, layers: int, vocabulary: int) -> None:
        """Write all of them."""
        architecture = self._architecture
        # Gemma's logits are bounded: they may not all be at the bound.
        self._weight("token_embd.weight", vocabulary, _WIDTH, spread=0.15 if architecture == "gemma4" else 0.3)
        self._fill("token_embd_norm.weight" if architecture == "lfm2" else "output_norm.weight", _WIDTH)
        if architecture == "gemma4":
            self._weight("per_layer_token_embd.weight", vocabulary, _PER_LAYER * layers)
            self._weight("per_layer_model_proj.weight", _PER_LAYER * layers, _WIDTH)
            self._fill("per_layer_proj_norm.weight", _PER_LAYER)
            self._fill("rope_freqs.weight", _GLOBAL_HEAD // 2)
        for layer in range(layers):
            self._add_layer(layer, f"blk.{layer}.")

    def _add_layer(self, layer: int, block: str) -> None:
        architecture = self._architecture
        self._fill(f"{block}attn_norm.weight", _WIDTH)
        self._weight(f"{block}ffn_gate.weight", _FEED_FORWARD, _WIDTH)
        self._weight(f"{block}ffn_up.weight", _FEED_FORWARD, _WIDTH)
        self._weight(f"{block}ffn_down.weight", _WIDTH, _FEED_FORWARD)
        if architecture != "qwen35":
            self._fill(f"{block}ffn_norm.weight", _WIDTH)
        if architecture in {"gemma3", "gemma4", "qwen35"}:
            self._fill(f"{block}post_attention_norm.weight", _WIDTH)
        if architecture in {"gemma3", "gemma4"}:
            self._fill(f"{block}post_ffw_norm.weight", _WIDTH)
        if architecture == "gemma4":
            self._fill(f"{block}layer_output_scale.weight", 1)
            self._weight(f"{block}inp_gate.weight", _PER_LAYER, _WIDTH)
            self._weight(f"{block}proj.weight", _WIDTH, _PER_LAYER)
            self._fill(f"{block}post_norm.weight", _WIDTH)
        if architecture == "lfm2" and layer == 0:
            self._weight(f"{block}shortconv.conv.weight", _WIDTH, _CONVOLUTION)
            self._weight(f"{block}shortconv.in_proj.weight", 3 * _WIDTH, _WIDTH)
            self._weight(f"{block}shortconv.out_proj.weight", _WIDTH, _WIDTH)
        elif architecture == "qwen35" and (layer + 1) % _ATTENTION_EVERY:
            self._add_recurrence(block)
        else:
            self._add_attention(layer, block)

    def _add_attention(self, layer: int, block: str) -> None:
        architecture = self._architecture
        head = _GLOBAL_HEAD if architecture == "gemma4" and _looks_at_all(layer) else _HEAD
        gated = 2 if architecture == "qwen35" else 1
        self._weight(f"{block}attn_q.weight", gated * _HEADS * head, _WIDTH)
        self._weight(f"{block}attn_k.weight", _KV_HEADS * head, _WIDTH)
        self._weight(f"{block}attn_v.weight", _KV_HEADS * head, _WIDTH)
        self._weight(f"{block}attn_output.weight", _WIDTH, _HEADS * head)
        if architecture == "qwen2":
            for part, size in (("q", _WIDTH), ("k", _KV_HEADS * _HEAD), ("v", _KV_HEADS * _HEAD)):
                self._fill(f"{block}attn_{part}.bias", size, 0.0)
        if architecture in _QK_NORMED:
            # Gemma 4 does not scale what heads compare: sharp attention would make much of a rounding.
            self._fill(f"{block}attn_q_norm.weight", head, 0.25 if architecture == "gemma4" else 1.0)
            self._fill(f"{block}attn_k_norm.weight", head)

    def _add_recurrence(self, block: str) -> None:
        keys, values = _STATE * _STATE_GROUPS, _STATE * _STATE_HEADS
        self._weight(f"{block}attn_qkv.weight", 2 * keys + values, _WIDTH)
        self._weight(f"{block}attn_gate.weight", values, _WIDTH)
        self._weight(f"{block}ssm_conv1d.weight", 2 * keys + values, _CONVOLUTION)
        self._fill(f"{block}ssm_dt.bias", _STATE_HEADS, 0.5)
        self._fill(f"{block}ssm_a", _STATE_HEADS, -0.5)
        self._weight(f"{block}ssm_beta.weight", _STATE_HEADS, _WIDTH)
        self._weight(f"{block}ssm_alpha.weight", _STATE_HEADS, _WIDTH)
        self._fill(f"{block}ssm_norm.weight", _STATE)
        self._weight(f"{block}ssm_out.weight", _WIDTH, values)

    def _weight(self, name: str, *shape: int, spread: float = 0.3) -> None:
        self._writer.add_tensor(name, self._random.normal(0, spread, shape).astype(np.float32))

    def _fill(self, name: str, size: int, value: float = 1.0) -> None:
        self._writer.add_tensor(name, np.full(size, value, dtype=np.float32))

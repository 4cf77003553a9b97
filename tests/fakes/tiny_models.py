"""Tiny random GGUF models of several architectures: real llama.cpp, no real language.

A vocabulary of the 256 bytes and four control tokens; one or two layers; weights from a fixed seed.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim|>")
USER_DEFINED_TOKENS = ("<tool_call>",)
_CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_WIDTH, _HEADS, _KV_HEADS, _FEED_FORWARD, _LAYERS = 64, 4, 2, 128, 2
_HEAD = _WIDTH // _HEADS
_CONVOLUTION = 3


def write_tiny_model(path: Path, architecture: str, *, seed: int = 0, chat_template: str = _CHATML) -> Path:
    """Write a random model of an architecture: llama, qwen2, gemma3 (sliding window) or lfm2 (hybrid)."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(f"tiny {architecture}")
    writer.add_context_length(4096)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_FEED_FORWARD)
    writer.add_head_count(_HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    if architecture == "lfm2":
        writer.add_head_count_kv([0, _KV_HEADS])
        writer.add_shortconv_l_cache(_CONVOLUTION)
    else:
        writer.add_head_count_kv(_KV_HEADS)
    if architecture == "gemma3":
        writer.add_sliding_window(32)
        writer.add_key_length(_HEAD)
        writer.add_value_length(_HEAD)
    _add_vocabulary(writer, chat_template)
    _add_tensors(writer, architecture, np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: gguf.GGUFWriter, chat_template: str) -> None:
    # llama.cpp wants at least one merge: "th".
    tokens = [*map(_byte_name, range(256)), "th", *CONTROL_TOKENS, *USER_DEFINED_TOKENS]
    types = [gguf.TokenType.NORMAL] * 257
    types += [gguf.TokenType.CONTROL] * len(CONTROL_TOKENS) + [gguf.TokenType.USER_DEFINED] * len(USER_DEFINED_TOKENS)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(["t h"])
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_bos_token_id(tokens.index("<|endoftext|>"))
    writer.add_add_bos_token(False)
    writer.add_chat_template(chat_template)


def _add_tensors(writer: gguf.GGUFWriter, architecture: str, random: np.random.Generator) -> None:
    vocabulary = 257 + len(CONTROL_TOKENS) + len(USER_DEFINED_TOKENS)

    def weight(name: str, *shape: int) -> None:
        writer.add_tensor(name, random.normal(0, 0.3, shape).astype(np.float32))

    def scale(name: str, size: int) -> None:
        writer.add_tensor(name, np.ones(size, dtype=np.float32))

    weight("token_embd.weight", vocabulary, _WIDTH)
    scale("token_embd_norm.weight" if architecture == "lfm2" else "output_norm.weight", _WIDTH)
    for layer in range(_LAYERS):
        block = f"blk.{layer}."
        scale(f"{block}attn_norm.weight", _WIDTH)
        scale(f"{block}ffn_norm.weight", _WIDTH)
        weight(f"{block}ffn_gate.weight", _FEED_FORWARD, _WIDTH)
        weight(f"{block}ffn_up.weight", _FEED_FORWARD, _WIDTH)
        weight(f"{block}ffn_down.weight", _WIDTH, _FEED_FORWARD)
        if architecture == "lfm2" and layer == 0:
            weight(f"{block}shortconv.conv.weight", _WIDTH, _CONVOLUTION)
            weight(f"{block}shortconv.in_proj.weight", 3 * _WIDTH, _WIDTH)
            weight(f"{block}shortconv.out_proj.weight", _WIDTH, _WIDTH)
            continue
        weight(f"{block}attn_q.weight", _WIDTH, _WIDTH)
        weight(f"{block}attn_k.weight", _KV_HEADS * _HEAD, _WIDTH)
        weight(f"{block}attn_v.weight", _KV_HEADS * _HEAD, _WIDTH)
        weight(f"{block}attn_output.weight", _WIDTH, _WIDTH)
        if architecture == "qwen2":
            for part, size in (("q", _WIDTH), ("k", _KV_HEADS * _HEAD), ("v", _KV_HEADS * _HEAD)):
                writer.add_tensor(f"{block}attn_{part}.bias", np.zeros(size, dtype=np.float32))
        if architecture in {"gemma3", "lfm2"}:
            scale(f"{block}attn_q_norm.weight", _HEAD)
            scale(f"{block}attn_k_norm.weight", _HEAD)
        if architecture == "gemma3":
            scale(f"{block}post_attention_norm.weight", _WIDTH)
            scale(f"{block}post_ffw_norm.weight", _WIDTH)


def _byte_name(byte: int) -> str:
    """Return the printable character GPT-2's vocabulary writes a byte as."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    if byte in printable:
        return chr(byte)
    return chr(0x100 + [other for other in range(256) if other not in printable].index(byte))

"""Tiny weights: real GGUF files, made by the reference writer, small enough for every test."""

from __future__ import annotations

import hashlib
from pathlib import Path

import gguf
import numpy

from sakura_cli.models.catalogue import CatalogueEntry, PackageParts

REPO = "sakura-tests/tiny-gguf"
FILE = "tiny-q8_0.gguf"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def write_gguf(path: Path, *, tensor_values: int = 4096, template: str = "{{ messages }}") -> Path:
    """Write a sound GGUF file with one tensor of random values that are the same every time."""
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("Tiny 桜")
    writer.add_context_length(2048)
    writer.add_block_count(1)
    writer.add_embedding_length(64)
    writer.add_file_type(7)
    writer.add_token_list(["<s>", "</s>", "桜", "さくら"])
    writer.add_token_scores([0.0, 0.0, -1.0, -2.0])
    writer.add_chat_template(template)
    values = numpy.random.default_rng(seed=4).random(tensor_values, dtype=numpy.float32)
    writer.add_tensor("token_embd.weight", values.reshape(64, -1))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def entry_for(data: bytes, *, name: str = "tiny", pypi: PackageParts | None = None) -> CatalogueEntry:
    """Return a catalogue entry pinned to these bytes."""
    return CatalogueEntry(
        name=name,
        repo=REPO,
        file=FILE,
        revision=COMMIT,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        license="Apache-2.0",
        pypi=pypi,
    )

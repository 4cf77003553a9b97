"""What a model file is, by its checked header alone: nothing of it is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sakura_cli.inference.weights import weights_files
from sakura_cli.models import gguf


def describe_file(path: Path) -> dict[str, Any]:
    """Return what a GGUF file, or a model in parts, says of itself; sizes in bytes, None for what it does not say.

    Raises BadInputError (65) for what is not a sound GGUF file, InputNotFoundError (66) for what cannot be read.
    """
    files = weights_files(path)
    header, *others = map(gguf.read_header, files)
    return {
        "path": str(path.resolve()),
        "size_bytes": sum(each.file_bytes for each in (header, *others)),
        "parts": len(files) if others else None,
        "format": f"GGUF {header.version}",
        "model": header.name,
        "architecture": header.architecture,
        "quantization": header.quantization,
        "context_tokens": header.context_tokens,
        "vocabulary": header.vocabulary_size,
        "tensors": sum(each.tensor_count for each in (header, *others)),
        "chat_template": header.chat_template is not None,
    }

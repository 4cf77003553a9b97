"""The hash of everything but the input that decides a result: the same recipe and the same bytes need no second run.

What only decides how fast a result comes (threads, layers on the accelerator) is left out.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import sakura_cli
from sakura_cli.cli.options import TaskOptions
from sakura_cli.search.files import walk_folder
from sakura_cli.settings import Settings
from sakura_cli.tasks.framework.prompts import hash_prompts

_SETTINGS = ("context", "seed", "temperature", "max_tokens")
# Tasks that ask with the prompts of others.
_PROMPTS_OF = {"ask": ("answer",), "reply": ("reply", "answer", "keigo")}
_OPTIONS = ("json", "encoding", "output_encoding", "lora")


def hash_recipe(task: str, options: TaskOptions, settings: Settings, model_key: str) -> str:
    """Return the hash of a task, its options, its prompts and the weights; files among the options count by content."""
    parts = {
        "sakura": sakura_cli.__version__,
        "task": task,
        "prompts": [hash_prompts(name) for name in _PROMPTS_OF.get(task, (task.partition("-")[0],))],
        "model": model_key,
        "settings": {name: getattr(settings, name) for name in _SETTINGS},
        "options": {name: _describe(getattr(options, name)) for name in _OPTIONS},
        # Of a file that the run itself adds to only the name counts.
        "own": {
            name: str(value) if name in options.growing else _describe(value) for name, value in options.own.items()
        },
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _describe(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_describe(each) for each in value]
    if isinstance(value, str | Path):
        return [str(value), _hash_file(Path(value))]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _hash_file(path: Path) -> str | None:
    """Return the hash of a file, or of the files in a folder; None where a text names neither."""
    digest = hashlib.sha256()
    try:
        if path.is_dir():
            for each in walk_folder(path):
                digest.update(f"{each}\0{_hash_file(each)}\0".encode("utf-8", errors="surrogatepass"))
            return digest.hexdigest()
        if not path.is_file():
            return None
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()

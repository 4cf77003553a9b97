"""The KV state of static prefixes, kept on disk between runs.

Only what a shipped template always begins with is saved, and of the user's own what their file allows. A file is used
only if its digest is the one recorded beside it: llama.cpp checks shapes, not contents. Any doubt means computing the
prefix again; no failure here ever fails a request. The key names everything the state depends on: weights, library,
adapters, tokens. Files are readable by their owner alone, which is the umask's doing: a confined process changes no
modes.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from sakura_cli.paths import private_directory

# Prefixes shorter than this are computed about as fast as they are read.
_MIN_TOKENS = 16
DEFAULT_CAP_BYTES = 1 << 30


class SequenceStore(Protocol):
    """What the cache needs of a context."""

    def save_sequence(self, path: Path, sequence: int, tokens: Sequence[int]) -> bool:
        """Write a sequence's state."""
        ...

    def load_sequence(self, path: Path, sequence: int, tokens: Sequence[int]) -> bool:
        """Restore a sequence's state."""
        ...


class PromptCache:
    """A folder of prefix states for one model and one configuration."""

    def __init__(self, folder: Path | None, *, configuration: str, cap_bytes: int = DEFAULT_CAP_BYTES):
        """Use `folder` (None: keep nothing); `configuration` names weights, library and context parameters."""
        self._folder = folder
        self._configuration = configuration
        self._cap_bytes = cap_bytes

    def restore(self, context: SequenceStore, sequence: int, tokens: Sequence[int]) -> bool:
        """Load the state of `tokens` into a sequence; False when there is none that can be trusted."""
        if self._folder is None or len(tokens) < _MIN_TOKENS:
            return False
        state, digest = self._paths(self._folder, tokens)
        try:
            if digest.read_text(encoding="ascii") != _digest(state):
                raise ValueError("digest differs")
            is_restored = context.load_sequence(state, sequence, tokens)
            if is_restored:
                _mark_as_used(state)
            return is_restored
        except FileNotFoundError:
            return False
        except (OSError, ValueError):
            _remove(state, digest)
            return False

    def save(self, context: SequenceStore, sequence: int, tokens: Sequence[int]) -> None:
        """Write the state of a sequence that holds exactly `tokens`; failing to is no error."""
        if self._folder is None or len(tokens) < _MIN_TOKENS:
            return
        state, digest = self._paths(self._folder, tokens)
        temporary = state.with_suffix(f".{secrets.token_hex(4)}.tmp")
        try:
            private_directory(self._folder)
            if context.save_sequence(temporary, sequence, tokens):
                text = _digest(temporary)
                # The state first: a digest without its state is a miss, a state without its digest too.
                temporary.replace(state)
                temporary.write_text(text, encoding="ascii")
                temporary.replace(digest)
            self._evict(self._folder)
        except OSError:
            pass
        finally:
            _remove(temporary)

    def _paths(self, folder: Path, tokens: Sequence[int]) -> tuple[Path, Path]:
        content = f"{self._configuration}\n{','.join(map(str, tokens))}"
        name = hashlib.sha256(content.encode()).hexdigest()[:32]
        return folder / f"{name}.kv", folder / f"{name}.sha256"

    def _evict(self, folder: Path) -> None:
        """Remove the least recently used states beyond the cap, and what a killed process left behind."""
        for stale in folder.glob("*.tmp"):
            if time.time() - stale.stat().st_mtime > 3600:
                _remove(stale)
        states = sorted(folder.glob("*.kv"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for state in states:
            total += state.stat().st_size
            if total > self._cap_bytes:
                _remove(state, state.with_suffix(".sha256"))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _mark_as_used(path: Path) -> None:
    # By descriptor: a confined process may change the times of nothing that it names.
    with path.open("rb") as file:
        os.utime(file.fileno())


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)

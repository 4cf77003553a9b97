"""Which processes a test starts, so that a test of the contract cannot pass without running the command in one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The command as it is installed, as a module, and with an engine of the tests' own.
_MODULE = re.compile(r"sakura_cli|tests\.fakes\.\w+_command")
_NAMES = frozenset({"sakura", "scripted"})
_WORD = re.compile(r"[\w./-]+")

_watchers: list[list[tuple[str, ...]]] = []


def is_command(arguments: tuple[str, ...]) -> bool:
    """Tell whether a process that is started so runs the command, also from a line of a shell."""
    words = [word for argument in arguments for word in _WORD.findall(argument)]
    return any(Path(word).name in _NAMES or _MODULE.fullmatch(word) for word in words)


@contextmanager
def watch_commands() -> Iterator[list[tuple[str, ...]]]:
    """Collect the arguments of the processes that run the command while the context lasts."""
    started: list[tuple[str, ...]] = []
    _watchers.append(started)
    try:
        yield started
    finally:
        _watchers.remove(started)


def _note(event: str, details: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and _watchers:
        arguments = details[1] if isinstance(details[1], (list, tuple)) else [details[1]]
        words = tuple(str(argument) for argument in arguments)
        if is_command(words):
            for started in _watchers:
                started.append(words)


# A hook of the interpreter stays for good: there is one, which does nothing while nobody watches.
sys.addaudithook(_note)

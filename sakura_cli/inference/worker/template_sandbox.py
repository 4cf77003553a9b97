"""Where the chat template of a GGUF file runs: untrusted code, bounded in what it reaches, in time and in memory.

jinja2's immutable sandbox keeps it from Python's internals. A template may still loop for ever or build endless text:
a timer ends the former, a limit on the address space (Linux) the latter, and what would take either in one stroke of
native code, which no timer interrupts, is refused. Imported late: jinja2 takes 60 ms.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

# A template of a current model takes a tenth of a second to compile and some milliseconds to render.
MOST_SECONDS = 3.0
MOST_BYTES = 256 << 20
_MOST_ITEMS = 1 << 20
_MOST_BITS = 128
# Should code swallow the first interruption, there are more.
_AGAIN_SECONDS = 0.1


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """An environment for chat templates, with the functions that they expect."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self) -> None:
        super().__init__(trim_blocks=True, lstrip_blocks=True, autoescape=False)
        self.globals["raise_exception"] = _raise_exception
        self.globals["strftime_now"] = _strftime_now

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, within bounds. Raises SecurityError beyond them, and for powers."""
        if operator == "**" or _size_of_product(left, right) > 1.0:
            raise SecurityError("a product without bounds")
        return super().call_binop(context, operator, left, right)


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Raise TimeoutError or MemoryError in code that takes more than a template may.

    The time is bounded in the main thread of POSIX systems, the memory on Linux; the worker renders in its main thread.
    """
    with _bounded_time(), _bounded_memory():
        yield


@contextlib.contextmanager
def _bounded_time() -> Iterator[None]:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGALRM, _interrupt)
    timer = signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, previous)
        signal.setitimer(signal.ITIMER_REAL, *timer)


@contextlib.contextmanager
def _bounded_memory() -> Iterator[None]:
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    wanted = pages * resource.getpagesize() + MOST_BYTES
    is_stricter = soft != resource.RLIM_INFINITY and soft <= wanted
    resource.setrlimit(resource.RLIMIT_AS, (soft if is_stricter else wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _size_of_product(left: Any, right: Any) -> float:
    """Return how large a product is, as a share of what it may be."""
    if isinstance(left, int) and isinstance(right, int):
        return (left.bit_length() + right.bit_length()) / _MOST_BITS
    for items, count in ((left, right), (right, left)):
        if isinstance(count, int) and hasattr(items, "__len__"):
            return len(items) * min(count, _MOST_ITEMS + 1) / _MOST_ITEMS
    return 0.0


def _interrupt(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise TimeoutError("it takes too long")


def _raise_exception(message: str) -> NoReturn:
    raise ValueError(message)


def _strftime_now(layout: str) -> str:
    return datetime.now().astimezone().strftime(layout)

"""Where the chat template of a GGUF file runs: untrusted code, bounded in what it reaches, in time and in memory.

jinja2's immutable sandbox keeps it from Python's internals. A template may still loop for ever or build endless text:
a timer ends the former, a limit on the address space (Linux) the latter, and what would take either in one stroke of
native code, which no timer interrupts, is refused. Imported late: jinja2 takes 60 ms.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sakura_cli.platforms import limited_memory, limited_time

# A template of a current model takes a tenth of a second to compile and some milliseconds to render.
MOST_SECONDS = 3.0
MOST_BYTES = 256 << 20
_MOST_ITEMS = 1 << 20
_MOST_BITS = 128


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

    The time is bounded in the main thread, where the worker renders, the memory on Linux.
    """
    with limited_time(MOST_SECONDS), limited_memory(MOST_BYTES):
        yield


def _size_of_product(left: Any, right: Any) -> float:
    """Return how large a product is, as a share of what it may be."""
    if isinstance(left, int) and isinstance(right, int):
        return (left.bit_length() + right.bit_length()) / _MOST_BITS
    for items, count in ((left, right), (right, left)):
        if isinstance(count, int) and hasattr(items, "__len__"):
            return len(items) * min(count, _MOST_ITEMS + 1) / _MOST_ITEMS
    return 0.0


def _raise_exception(message: str) -> NoReturn:
    raise ValueError(message)


def _strftime_now(layout: str) -> str:
    return datetime.now().astimezone().strftime(layout)

"""An end to sending: whoever should read what is sent may have stopped, and a full pipe waits for ever."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def ended_after(seconds: float, end: Callable[[], object]) -> Iterator[threading.Event]:
    """Call `end` in another thread if the context lasts longer; the event tells whether it did."""
    is_over = threading.Event()

    def expire() -> None:
        is_over.set()
        end()

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()

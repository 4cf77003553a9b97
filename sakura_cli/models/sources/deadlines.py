"""When a download is given up: no progress for a while, too little of it for hours, or a server that keeps silent.

A timeout of a connection does not bound it: each byte of a header begins the time anew. So what waits for a server runs
in a thread of its own, which is left behind when its time is over.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from sakura_cli.errors import ModelUnavailableError
from sakura_cli.localization import gettext as _
from sakura_cli.models.sources import UNREACHABLE

# Within so long there must be so much more: the slowest of modems brings ten times that.
WINDOW_SECONDS = 60.0
LEAST_BYTES = 64 << 10
# All of it has to be there in an hour, and a second for each of these.
BASE_SECONDS = 3600.0
SLOWEST_BYTES_PER_SECOND = 32 << 10

_WAITING_ITEMS = 16
_T = TypeVar("_T")


class Pace:
    """How a download goes on; raises ModelUnavailableError (69) for one that does not."""

    def __init__(self, title: str, size_bytes: int, done: int) -> None:
        """Begin with `done` bytes of `size_bytes`; `title` names where they come from."""
        self._title = title
        self._most = done
        self._before = (time.monotonic(), done)
        self._deadline = time.monotonic() + BASE_SECONDS + size_bytes / SLOWEST_BYTES_PER_SECOND

    def note(self, done: int) -> None:
        """Say how many bytes there are now, at least every few seconds."""
        now = time.monotonic()
        self._most = max(self._most, done)
        since, then = self._before
        if now > self._deadline:
            raise self._too_slow(_("the download from {title} takes too long").format(title=self._title))
        if self._most - then >= LEAST_BYTES:
            self._before = (now, self._most)
        elif now - since > WINDOW_SECONDS:
            raise self._too_slow(_("the download from {title} makes no progress").format(title=self._title))

    def _too_slow(self, message: str) -> ModelUnavailableError:
        return ModelUnavailableError(
            message, hint=_("repeat the command: it goes on where the download ended"), kind=UNREACHABLE
        )


def iterate_within(make: Callable[[], Iterable[_T]], seconds: float) -> Generator[_T, None, None]:
    """Yield what an iterable gives. Raises TimeoutError where it gives nothing for so long, and what it raises."""
    items: queue.Queue[tuple[str, object]] = queue.Queue(_WAITING_ITEMS)
    is_over = threading.Event()

    def put(kind: str, item: object) -> None:
        while not is_over.is_set():
            with contextlib.suppress(queue.Full):
                items.put((kind, item), timeout=0.2)
                return

    def run() -> None:
        try:
            for item in make():
                put("item", item)
                if is_over.is_set():
                    return
            put("end", None)
        except BaseException as error:  # whatever it is belongs to whoever waits
            put("error", error)

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            try:
                kind, item = items.get(timeout=seconds)
            except queue.Empty:
                raise TimeoutError(f"silent for {seconds:.0f} seconds") from None
            if kind == "error" and isinstance(item, BaseException):
                raise item
            if kind == "end":
                return
            yield item  # type: ignore[misc]
    finally:
        is_over.set()


def call_within(function: Callable[[], _T], seconds: float) -> _T:
    """Return what a function returns. Raises TimeoutError where it takes longer, and what it raises."""
    return next(iterate_within(lambda: iter([function()]), seconds))

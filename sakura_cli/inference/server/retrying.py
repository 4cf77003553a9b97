"""Asking again what failed for a reason that may go away, after pauses that grow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sakura_cli.inference.server.transport import PassingError

_Result = TypeVar("_Result")

TRIES = 4
_FIRST_PAUSE_SECONDS = 0.5
# What a server asks for beyond this is not waited for.
_LONGEST_PAUSE_SECONDS = 30.0


def with_retries(attempt: Callable[[], _Result], sleep: Callable[[float], object] = time.sleep) -> _Result:
    """Return what an attempt returns, made up to `TRIES` times; raise the error of the last one."""
    for number in range(1, TRIES + 1):
        try:
            return attempt()
        except PassingError as passing:
            if number == TRIES or passing.wait_seconds > _LONGEST_PAUSE_SECONDS:
                raise passing.error from passing
            # Commands that failed together do not come back together.
            pause = _FIRST_PAUSE_SECONDS * 2 ** (number - 1) * random.uniform(0.75, 1.25)  # noqa: S311
            sleep(max(pause, passing.wait_seconds))
    raise AssertionError

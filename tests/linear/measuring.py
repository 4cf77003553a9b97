"""How the cost of a function grows: processor time at n and 8 n, of the texts on which it takes longest.

`python -m tests.linear.measuring [NAME…] [--core]` lists what grows faster than n log n, for hours if need be. Noise is met
by the least of several runs: other work makes a run longer, never shorter.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import math
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from types import FrameType

from sakura_cli.errors import SakuraError
from tests.linear.calls import TextCall, find_calls
from tests.linear.units import CORE, PLAIN, UNITS, repeat

# How much longer a text of 8 n may take than one of n: n log n takes 11 times as long, n² 64 times.
FACTOR = 8
MOST_GROWTH = 24.0
# One call takes no longer than this with an honest text; the length is chosen so.
_SECONDS_A_CALL = 0.002
_LEAST_CHARACTERS, _MOST_CHARACTERS = 250, 2000
# Less is lost in the noise: some systems count processor time in steps of so much.
_LEAST_SECONDS = 0.004
# What grows by more than this is measured on longer texts, until the short one takes so long that a ratio is sure.
_DOUBTFUL_GROWTH, _SURE_SECONDS, _LONGEST = 8.0, 0.02, 16_000
# What takes longer is ended: it has failed.
_MOST_SECONDS = 2.0
_CANDIDATES = 4
_TRIES = 3

_numbers = itertools.count()


@dataclass(frozen=True)
class Growth:
    """How much longer a function takes for 8 times as much of a unit."""

    name: str
    unit: str
    characters: int
    short_seconds: float
    long_seconds: float

    @property
    def ratio(self) -> float:
        """The long time, in short times."""
        if self.long_seconds >= _MOST_SECONDS:
            return math.inf
        return self.long_seconds / max(self.short_seconds, _LEAST_SECONDS)


def measure(call: TextCall, units: Sequence[str] = UNITS) -> Growth | None:
    """Return the fastest growth of a function over the units; None where it takes no text of any of them."""
    honest = _time(call, PLAIN, 1000)
    if honest is None:
        honest = 0.001
    size = int(min(max(_LEAST_CHARACTERS, 1000 * _SECONDS_A_CALL / max(honest, 1e-6)), _MOST_CHARACTERS))
    times = {unit: seconds for unit in units if (seconds := _time(call, unit, size)) is not None}
    if not times:
        return None
    slowest = sorted(times, key=times.__getitem__, reverse=True)
    middle = median(times.values())
    chosen = [unit for unit in slowest[: 2 * _CANDIDATES] if times[unit] > 2 * middle][:_CANDIDATES] or slowest[:1]
    return max((_grow(call, unit, size) for unit in chosen), key=lambda growth: growth.ratio)


def _grow(call: TextCall, unit: str, size: int) -> Growth:
    while True:
        long = _time(call, unit, FACTOR * size) or 0.0
        short = _time(call, unit, size) or 0.0
        growth = Growth(call.name, unit, size, short, long)
        if growth.ratio <= _DOUBTFUL_GROWTH or short >= _SURE_SECONDS or size >= _LONGEST:
            break
        size *= 2
    for _ in range(_TRIES):
        growth = Growth(call.name, unit, size, short, long)
        if growth.ratio <= MOST_GROWTH or long >= _MOST_SECONDS:
            break
        # In doubt: the least of several runs of each.
        long = min(long, _time(call, unit, FACTOR * size) or long)
        short = max(short, _time(call, unit, size) or short)
    return growth


def _time(call: TextCall, unit: str, size: int) -> float | None:
    """Return the seconds of processor time of one call; None where the function takes no such text."""
    # No two texts are the same: what was worked out once is often kept.
    text = f"{repeat(unit, size)}\n{next(_numbers)}"
    started = time.process_time()
    try:
        # The alarm may go off when the call has just returned.
        with _ended(_MOST_SECONDS):
            call.call(text)
    except (TimeoutError, RecursionError):
        return _MOST_SECONDS
    # What is no text of its kind: a name of a module, of a table, of a language.
    except (SakuraError, ValueError, LookupError, TypeError, AttributeError, ImportError, OSError, StopIteration):
        return None
    return time.process_time() - started


@contextmanager
def _ended(seconds: float) -> Iterator[None]:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, interrupt)
    was_enabled = gc.isenabled()
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)
        if was_enabled:
            gc.enable()


def main() -> int:
    """List what grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names; all functions if none is given")
    parser.add_argument("--core", action="store_true", help="only the units of the test")
    parser.add_argument("--part", type=int, default=0, help="only every so manieth function, beginning with this")
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    calls = [each for each in find_calls() if not arguments.names or any(name in each.name for name in arguments.names)]
    is_bad = False
    for call in calls[arguments.part :: arguments.parts]:
        started = time.process_time()
        growth = measure(call, CORE if arguments.core else UNITS)
        if growth is None:
            print(f"{call.name}: takes none of the texts")
            continue
        bad = growth.ratio > MOST_GROWTH
        is_bad |= bad
        if bad or arguments.verbose:
            print(
                f"{'SLOW' if bad else 'ok'} {call.name} {growth.unit!r} {growth.characters} {growth.short_seconds:.4f} "
                f"{growth.long_seconds:.4f} {growth.ratio:.1f} ({time.process_time() - started:.1f} s)",
                flush=True,
            )
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main())

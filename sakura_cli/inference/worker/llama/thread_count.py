"""How many threads decode: fewer where other work takes processors away, as many as there are cores where nothing does.

The threads of a step wait for one another after every operation. Where one of them has no processor, all others wait
for it, and a step takes up to ten times as long; with one thread less it takes what one thread less takes. Whether
other work is there shows in the steps themselves: they have less processor time than their threads could have had, or
take longer than they did. Then another number is tried for some steps and kept if those are faster. A trial that fails
is not soon made again, unless processors become idle: then at once, and where none is, not at all. Left out: reading
prompts, whose long operations are shared out as threads come.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

# Steps that are compared with as many others; a trial is as short as can be.
_WINDOW_STEPS = 4
_TRIAL_STEPS = 3
# Of the processor time that its threads could have, a step without company has nearly all.
_UNDISTURBED_SHARE = 0.85
_SLOWED = 1.25
# So many processors idle are one for another thread.
_FREE = 0.6
# So much faster a trial must be to be kept: less is chance.
_GAIN = 0.93
_HOPELESS = 1.6
_FIRST_PAUSE_STEPS = 16
_LONGEST_PAUSE_STEPS = 1024
# An undisturbed time that was never reached again is forgotten by and by.
_FORGETTING = 1.01


@dataclass
class ThreadCount:
    """Chooses the number of threads of each step by what the steps before it took; at most `most`."""

    most: int
    current: int = 0
    _rows: int = 0
    _seconds: list[float] = field(default_factory=list)
    _shares: list[float] = field(default_factory=list)
    # The best time of a step by threads and rows.
    _undisturbed: dict[tuple[int, int], float] = field(default_factory=dict)
    # While another number is tried: the one before, and what its steps took.
    _before: tuple[int, float] | None = None
    _pause_steps: int = _WINDOW_STEPS
    _since_trial: int = 0
    # The idle time of all processors at the first and last step of a window, None where it is not known.
    _idle: list[float | None] = field(default_factory=list)
    _was_free: bool = False

    def __post_init__(self) -> None:
        self.current = self.current or self.most

    @property
    def is_reduced(self) -> bool:
        """Whether fewer threads run than might: it matters then whether processors are idle."""
        return self.current < self.most

    def note(self, rows: int, seconds: float, processor_seconds: float, idle_seconds: float | None = None) -> None:
        """Take what a step of so many rows took, and choose the number of threads of the next one.

        `idle_seconds` is how long processors have been idle by now, all together, since any time.
        """
        if self.most == 1:
            return
        if rows != self._rows:
            # Times of other sizes compare with nothing: a trial is over without a result.
            self._restart(self._before[0] if self._before else self.current)
            self._rows = rows
        self._seconds.append(seconds)
        self._idle.append(idle_seconds)
        self._shares.append(processor_seconds / (seconds * self.current) if seconds > 0 else 1.0)
        self._since_trial += 1
        # A trial may cost ten times what it is to save: one step can be enough to see that.
        is_hopeless = self._before is not None and seconds > _HOPELESS * self._before[1]
        if len(self._seconds) < (_TRIAL_STEPS if self._before else _WINDOW_STEPS) and not is_hopeless:
            return
        took, share = statistics.median(self._seconds), statistics.median(self._shares)
        if self._before is not None:
            self._judge(*self._before, took)
        else:
            self._look(took, share)

    def _judge(self, before: int, took_before: float, took: float) -> None:
        """Keep the number that was tried if its steps were faster."""
        is_better = took < took_before * _GAIN
        self._pause_steps = (
            _FIRST_PAUSE_STEPS
            if is_better
            else min(max(2 * self._pause_steps, _FIRST_PAUSE_STEPS), _LONGEST_PAUSE_STEPS)
        )
        self._since_trial = 0
        self._restart(self.current if is_better else before)

    def _look(self, took: float, share: float) -> None:
        """Try another number if the steps say that there is something to gain."""
        free = self._find_free()
        key = (self.current, self._rows)
        known = self._undisturbed.get(key, took)
        is_disturbed = share < _UNDISTURBED_SHARE or took > _SLOWED * known
        self._undisturbed[key] = min(took, known * _FORGETTING)
        self._clear()
        if free and not self._was_free:
            self._pause_steps = min(self._pause_steps, _WINDOW_STEPS)
        self._was_free = bool(free)
        if self._since_trial < self._pause_steps:
            return
        if is_disturbed and self.current > 1:
            self._try(self.current - 1 if self.current <= 4 else self.current * 3 // 4, took)
        elif self.is_reduced and free is not False:
            # Perhaps what took a processor away has ended.
            self._try(min(self.most, self.current + max(1, self.current // 4)), took)

    def _find_free(self) -> bool | None:
        """Say whether a processor was idle over the steps of a window; None where that is not known."""
        first, last = self._idle[0], self._idle[-1]
        if first is None or last is None:
            return None
        # The first step had ended when it was asked.
        return last - first >= _FREE * sum(self._seconds[1:])

    def _try(self, threads: int, took: float) -> None:
        before = self.current
        self._restart(threads)
        self._before = (before, took)

    def _restart(self, threads: int) -> None:
        self.current, self._before = threads, None
        self._clear()

    def _clear(self) -> None:
        self._seconds.clear()
        self._shares.clear()
        self._idle.clear()

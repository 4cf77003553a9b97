"""What a written date says once it is settled: a date, an interval, or readings and why none of them is the one.

Left out: how it is settled (`resolving`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sakura_cli.text.dates.values import PartialDate, format_date
from sakura_cli.text.quantities import Normalized, Unread


class Outcome(NamedTuple):
    """A date, or an interval where it has an `end`; else its readings in ISO 8601 and the reason it has several."""

    start: PartialDate | None
    end: PartialDate | None = None
    readings: tuple[str, ...] = ()
    reason: Unread | None = None

    @property
    def last(self) -> PartialDate | None:
        """Return the date that a later one counts from."""
        return self.end or self.start

    @property
    def value(self) -> str | None:
        """Return the date or interval in ISO 8601."""
        if self.start is None:
            return None
        return format_date(self.start) + (f"/{format_date(self.end)}" if self.end else "")

    def normalize(self) -> Normalized:
        """Return the outcome as text."""
        return Normalized(self.value, self.readings, self.reason)


def leave_open(reason: Unread, readings: Iterable[PartialDate] = ()) -> Outcome:
    """Return the outcome of a date that has no single reading."""
    return Outcome(None, readings=tuple(format_date(reading) for reading in readings), reason=reason)

"""Days whose year has two figures, as statements and slips print them: 26.04.27 where the paper says 2026 elsewhere.

Which calendar is meant another day of the paper tells; where none does, or both may be, nothing is read. Left out: days
with a full year or an era, which need no witness (`text.dates`).
"""

from __future__ import annotations

import datetime
import re

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf

_SHORT = re.compile(r"(?P<year>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})")
_CENTURY, _REIWA = 2000, 2018
# Days of a paper lie in a year or two.
_NEAR = 1


def read_short_year(source: IndexedDocument, span: Span) -> Leaf | None:
    """Return the day that a cell is, its year told by other days of the document; None of anything else."""
    match = _SHORT.fullmatch(fold(span.cut(source.text)).strip())
    if match is None:
        return None
    told = source.years()
    short = int(match["year"])
    fitting = [base + short for base in (_CENTURY, _REIWA) if any(abs(base + short - year) <= _NEAR for year in told)]
    if len(fitting) != 1:
        return None
    try:
        day = datetime.date(fitting[0], int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    raw = span.cut(source.text)
    return Leaf(span, "NORMALIZED", raw, day.isoformat() if source.normalizes else raw, found="table")

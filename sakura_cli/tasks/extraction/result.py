"""What an extraction returns: the values, where they stand, what there is to say of them, and its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import HIDDEN, OPTIONAL, SPREAD, FindingKind

_LEFT_EMPTY = noop("{path}: {reason}; the value is left empty")


class ExtractionFinding(FindingKind):
    """What may be found in an extraction, but for what counts: items that are too many."""

    UNREADABLE = "unreadable", _LEFT_EMPTY
    AMBIGUOUS = "ambiguous", _LEFT_EMPTY
    RELATIVE = (
        "ambiguous",
        noop("{path}: {reason} (--reference-date), here and wherever else a date is relative; the value is left empty"),
    )
    DOUBTFUL = "doubtful", noop("{path}: {reason}; the value is given as it is written")
    UNGROUNDED = "ungrounded", noop("{path}: what the model answered is not in the source; the value is left empty")
    UNRELATED = (
        "unrelated",
        noop("{path}: what the model answered belongs to something else in the source; the value is left empty"),
    )
    UNWITNESSED = "unwitnessed", noop("{path}: nothing but the model says that this is what the field asks for")
    PRODUCT = "arithmetic", noop("{path}: it is not what quantity and unit price come to")
    SUM = "arithmetic", noop("{path}: it is not what the items come to")
    TAX = "arithmetic", noop("{path}: it is not what subtotal and tax come to")
    ORDER = "calendar", noop("{path}: the end comes before the start")
    WEEKDAY = "calendar", noop("{path}: this day is another day of the week")
    NEAR_MISS = "near-miss", noop("{path}: the source does not say it; what stands here is something else")
    BROKEN_OFF = "broken-off", noop("the model's answer did not come to an end; values may be missing")


@dataclass(frozen=True)
class ValueSpan:
    """A value of an extraction: its path in `data`, how the source writes it, and how surely it stands there.

    `found` says how it was found to be what the field asks for: by a `label`, in a `table`, by the layout of a
    `letter`, or by a `model`.
    """

    path: str
    raw: str
    value: str | int | float | None
    start: int
    end: int
    alignment: str
    found: str = "label"


@dataclass(frozen=True)
class TurnedDown:
    """A value that might have been a field's, had nothing fitted better: its words, their place and their label."""

    path: str
    raw: str
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class ValueNote:
    """What a value does not say itself, by the names of `text.facts`: its currency, tax, unit, other readings."""

    path: str
    qualifiers: Mapping[str, object] = field(metadata=SPREAD)


@dataclass(frozen=True)
class ExtractionPayload:
    """The values in the shape that was asked for, the place of each, and notes where a value needs more said."""

    data: Any
    spans: Sequence[ValueSpan]
    qualifiers: Sequence[ValueNote] | None = field(default=None, metadata=OPTIONAL)
    turned_down: Sequence[TurnedDown] = field(default=(), metadata=HIDDEN)

"""What an extraction returns: the values, where they stand, what there is to say of them, and its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import OPTIONAL, SPREAD, FindingKind

_LEFT_EMPTY = noop("{path}: {reason}; the value is left empty")


class ExtractionFinding(FindingKind):
    """What may be found in an extraction, but for what counts: items that are too many."""

    UNREADABLE = "unreadable", _LEFT_EMPTY
    AMBIGUOUS = "ambiguous", _LEFT_EMPTY
    RELATIVE = (
        "ambiguous",
        noop("{path}: {reason} (--reference-date), here and wherever else a date is relative; the value is left empty"),
    )
    UNGROUNDED = "ungrounded", noop("{path}: what the model answered is not in the source; the value is left empty")
    BROKEN_OFF = "broken-off", noop("the model's answer did not come to an end; values may be missing")


@dataclass(frozen=True)
class ValueSpan:
    """A value of an extraction: its path in `data`, how the source writes it, and how surely it stands there."""

    path: str
    raw: str
    value: str | int | float | None
    start: int
    end: int
    alignment: str


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

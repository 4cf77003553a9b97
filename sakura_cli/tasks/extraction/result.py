"""What an extraction finds: the values, where they stand, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.tasks.framework.result import OPTIONAL, SPREAD


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

"""The units, counters and currencies numbers come with, Japanese and English, each with the unit it is counted in.

From the tables `quantities/units` and `quantities/currencies`, where a new one is a row. Left out: conversion between
systems (miles to metres): a text that converts says something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from sakura_cli.lexicon import Row, alternation, read_table, word_map


class Unit(NamedTuple):
    """A canonical unit and how many of it one of the surface unit is.

    `counts_one`: 一 before it counts one thing. `takes_half`: 半 may follow it. `smaller`: the units that may follow
    with their own number (1時間30分).
    """

    name: str
    factor: Decimal
    counts_one: bool = False
    takes_half: bool = False
    smaller: tuple[str, ...] = ()


def _read_units(rows: Iterable[Row]) -> dict[str, Unit]:
    return {
        row["word"]: Unit(
            row["unit"],
            Decimal(row["factor"]),
            row["one"] == "yes",
            row.get("half", "") == "yes",
            tuple(row.get("tail", "").split()),
        )
        for row in rows
    }


_MEASURES = read_table("quantities/units")
_CURRENCIES = tuple(row for row in read_table("quantities/currencies") if row["kind"] == "word")
CURRENCIES = _read_units(_CURRENCIES)
CURRENCY_SIGNS = word_map("quantities/currencies", "unit", "sign")
UNITS = _read_units(_MEASURES) | CURRENCIES

# Units that readers use for one another.
_COMPATIBLE_GROUPS = (
    {"degree", "time", "x"},
    {"item", "sheet", "volume", "machine", "box", "long"},
    {"item", "step", "issue"},
    {"day", "night"},
    {"g", "m"},  # キロ
)


def are_compatible(one: str, other: str) -> bool:
    """Say whether a number counted in one unit may be meant by the same number counted in the other."""
    return one == other or any(one in group and other in group for group in _COMPATIBLE_GROUPS)


def _guard(row: Row) -> str:
    """Keep a unit in letters from the middle of a word, and a counter from what begins another: 3部門, 12 本社."""
    if row["word"][-1].isascii() and row["word"][-1].isalpha():
        return "(?![A-Za-z])"
    if row["word"][-1].isascii() and row["word"][-1].isdigit():
        return "(?![A-Za-z0-9])"  # 5m20cm is no area
    return f"(?!{alternation(row['not_before'].split())})" if row["not_before"] else ""


UNIT_PATTERN = "|".join(
    re.escape(row["word"]) + _guard(row)
    for row in sorted((*_MEASURES, *_CURRENCIES), key=lambda row: len(row["word"]), reverse=True)
)

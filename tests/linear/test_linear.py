"""No public function of the text layers, and no reader, is worse than about n log n on what says one thing again."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.linear.calls import TextCall, find_calls
from tests.linear.formats import find_readers
from tests.linear.measuring import MOST_GROWTH, measure
from tests.linear.units import CORE

CALLS = list(find_calls())
READERS = list(find_readers())
_ENDLESS = re.compile(r"(?:a|aa)+b")
SHARES = 8


@pytest.mark.parametrize("share", range(SHARES))
def test_every_function_is_about_linear(share: int) -> None:
    slow = [
        growth
        for call in CALLS[share::SHARES]
        if (growth := measure(call, CORE)) is not None and growth.ratio > MOST_GROWTH
    ]
    assert not slow, "\n".join(map(str, slow))


@pytest.mark.parametrize("share", range(SHARES))
def test_every_reader_is_about_linear_in_what_a_document_repeats(share: int) -> None:
    growths = {call.name: measure(call, ("あ",)) for call in READERS[share::SHARES]}
    unread = [name for name, growth in growths.items() if growth is None]
    slow = [growth for growth in growths.values() if growth is not None and growth.ratio > MOST_GROWTH]
    assert not slow, "\n".join(map(str, slow))
    assert not unread


def test_all_packages_have_functions_that_take_text() -> None:
    packages = {call.name.partition(".")[0] for call in CALLS}
    assert packages == {"characters", "text", "documents", "japanese", "keigo", "search", "tasks"}
    assert len(CALLS) > 250


@pytest.mark.parametrize(
    "function",
    [
        lambda text: [pair for pair in combinations(text, 2) if pair == ("!", "?")],
        lambda text: re.search(r"\s*$", text.replace("a", " ") + "x"),
        lambda text: _ENDLESS.search(text),
    ],
    ids=["every pair", "blanks at the end", "ambiguous repetition"],
)
def test_a_function_that_is_not_is_found(function: object) -> None:
    growth = measure(TextCall("slow", function), CORE)  # type: ignore[arg-type]
    assert growth is not None and growth.ratio > MOST_GROWTH

"""The work grows as the text does: calls are counted on texts that could make it grow faster."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from sakura_cli.documents.layout import find_drawn

HARD = {
    "blanks": lambda size: "　" * size,
    "pipes": lambda size: "|" * size,
    "pipes on lines": lambda size: "|\n" * size,
    "lines of a frame": lambda size: ("┌" + "─" * 20 + "┐\n") * (size // 20),
    "rows of a frame": lambda size: "┌──┬──┐\n" + "│a │b │\n" * (size // 7) + "└──┴──┘",
    "a wide frame": lambda size: "┌" + "─┬" * size + "┐\n│" + "a│" * size + "\n└" + "─┴" * size + "┘",
    "many cells": lambda size: "a  " * size,
    "steps": lambda size: "".join(" " * (index % 40) + "a  b\n" for index in range(size // 20)),
    "rules between rows": lambda size: "品名  数量\n" + "---\nりんご  20\n" * (size // 10),
    "refused rows": lambda size: "a　b　　c\n" * (size // 7),
    "labels": lambda size: "氏名\n" * (size // 3),
    "letters": lambda size: "氏　名　山田\n" * (size // 7),
    "boxes": lambda size: "□有　☑無　" * (size // 6),
    "brackets": lambda size: "【担当】" * (size // 4),
    "leaders": lambda size: "a……b\n" * (size // 5),
    "senders": lambda size: ("株式会社あ　御中" + " " * 20 + "株式会社い\n") * (size // 30),
}


def count_calls(text: str) -> int:
    """Count the calls of Python functions, and the lines run, while a text is read."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        find_drawn(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("kind", HARD)
def test_four_times_the_text_is_at_most_five_times_the_work(kind: str) -> None:
    find_drawn(HARD[kind](100))  # tables of words are read once
    small, large = (count_calls(HARD[kind](size)) for size in (1500, 6000))
    assert large <= 5 * small

"""A text with two columns side by side, a value below its label and a table whose cells are wrapped, drawn by hand."""

from __future__ import annotations

import pytest

from sakura_cli.documents.blocks import Block, Cell, Pair, Table
from sakura_cli.documents.reading import plain
from sakura_cli.spans import Span

COLUMNS = """\
株式会社桜　　　　　株式会社梅
営業部御中　　　　　総務部

件名
春の会のご案内

品名　　　　　備考
赤い　　　　　甘くて
りんご　　　　大きい
本文です。
"""


def find(words: str, after: str = "") -> Span:
    """Return where words stand in COLUMNS."""
    start = COLUMNS.index(words, COLUMNS.index(after) if after else 0)
    return Span(start, start + len(words))


def draw_columns(text: str) -> list[Block]:
    """Return what COLUMNS draws, and nothing of any other text."""
    if text != COLUMNS:
        return []
    left, right = (find("株式会社桜"), find("営業部御中")), (find("株式会社梅"), find("総務部"))
    subject = Pair(Cell((find("件名"),)), Cell((find("春の会のご案内"),)))
    rows = (
        (Cell((find("品名"),)), Cell((find("備考"),))),
        (Cell((find("赤い"), find("りんご"))), Cell((find("甘くて"), find("大きい")))),
    )
    return [
        *(Block("paragraph", Span(lines[0].start, lines[1].end), pieces=lines) for lines in (right, left)),
        Block("pair", Span(find("件名").start, find("春の会のご案内").end), pair=subject),
        Block("table", Span(find("品名").start, find("大きい").end), table=Table(rows)),
    ]


def forget_texts() -> None:
    """Have texts that were read before read anew."""
    for function in (plain.read, plain.read_stretches):
        function.cache_clear()


def draw(monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the plain reader find what COLUMNS draws, and return it."""
    forget_texts()
    monkeypatch.setattr(plain, "find_drawn", draw_columns)
    return COLUMNS

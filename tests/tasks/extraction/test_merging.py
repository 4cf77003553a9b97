"""Of several records a number stands in one: what a model took from one place for more of them is left out."""

from __future__ import annotations

from dataclasses import replace

from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.merging import leave_out_shared
from sakura_cli.tasks.extraction.source import Leaf
from sakura_cli.text.quantities import Unread

_TOTAL = Leaf(Span(40, 45), "EXACT", "240百万", 240_000_000, found="model")
_OWN = Leaf(Span(10, 15), "EXACT", "1,842", 1842, found="model")
_NAME = Leaf(Span(0, 3), "EXACT", "第一部", "第一部", found="model")


def test_a_number_of_one_place_is_of_no_two_records() -> None:
    """Words may be (会場), and what a label tells is."""
    records = leave_out_shared(
        [{"部門": _NAME, "売上": _TOTAL, "利益": _OWN}, {"部門": _NAME, "売上": _TOTAL, "利益": None}]
    )
    assert records == [{"部門": _NAME, "売上": None, "利益": _OWN}, {"部門": _NAME, "売上": None, "利益": None}]
    labelled = replace(_TOTAL, found="label")
    assert leave_out_shared([{"売上": labelled}, {"売上": labelled}]) == [{"売上": labelled}, {"売上": labelled}]
    unread = replace(_TOTAL, value=None, reason=Unread.NO_SINGLE_READING)
    assert leave_out_shared([{"売上": unread}, {"売上": unread}]) == [{"売上": unread}, {"売上": unread}]

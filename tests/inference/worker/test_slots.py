"""Slots: reservations, and what idle slots keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.inference.worker.slots import Slot, SlotTable


def use(table: SlotTable, tokens: list[int], *, more: int = 0) -> tuple[Slot, int]:
    """Run a request through the table as the scheduler does; return its slot and what it kept."""
    slot, kept, _ = table.take(tokens, len(tokens) + more)
    slot.tokens.extend(tokens[kept:])
    return slot, kept


def test_a_prompt_that_goes_on_from_an_earlier_one_keeps_its_cells() -> None:
    table = SlotTable(2, 100, can_roll_back=True)
    first, _ = use(table, [1, 2, 3, 4])
    table.release(first)
    slot, kept = use(table, [1, 2, 3, 9])
    assert (slot, kept) == (first, 3)


def test_at_least_one_token_is_left_to_decode() -> None:
    table = SlotTable(1, 100, can_roll_back=True)
    table.release(use(table, [1, 2, 3])[0])
    assert use(table, [1, 2, 3])[1] == 2


def test_what_a_prompt_would_find_is_told_beforehand() -> None:
    table = SlotTable(2, 100, can_roll_back=True)
    table.release(use(table, [1, 2, 3, 4])[0])
    busy, _ = use(table, [7, 8, 9])
    assert [table.count_shared(tokens) for tokens in ([1, 2, 5], [7, 8, 1], [3])] == [2, 0, 0]
    table.release(busy)
    assert table.count_shared([7, 8, 1]) == 2


def test_without_roll_back_only_a_whole_state_is_kept() -> None:
    table = SlotTable(1, 100, can_roll_back=False)
    table.release(use(table, [1, 2, 3])[0])
    slot, kept = use(table, [1, 2, 9])
    assert kept == 0
    table.release(slot)
    assert use(table, [1, 2, 9, 4])[1] == 3


@given(st.lists(st.tuples(st.lists(st.integers(0, 2), min_size=1, max_size=6), st.integers(0, 4)), max_size=30))
def test_cells_are_never_overcommitted(requests: list[tuple[list[int], int]]) -> None:
    table, busy = SlotTable(3, 16, can_roll_back=True), []
    for tokens, more in requests:
        while not table.fits(len(tokens) + more):
            table.release(busy.pop(0))
        busy.append(use(table, tokens, more=more)[0])
        held = {id(slot): slot.reserved_cells or len(slot.tokens) for slot in table._slots}
        assert sum(held.values()) <= 16
        assert len({slot.sequence for slot in busy}) == len(busy) <= 3

"""Bounds of the work on one input: what exceeds them is an error of that input, what stands in another has its own."""

from __future__ import annotations

import re

import pytest

from sakura_cli import bounds
from sakura_cli.bounds import WorkBounds, unexpected_error
from sakura_cli.errors import BadInputError, SakuraError
from sakura_cli.platforms import limited_memory, unlimited_memory

ENDLESS = re.compile("(?:a|aa)+b")


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a test can exceed."""
    monkeypatch.setattr(bounds, "_LEAST_SECONDS", 0.2)
    monkeypatch.setattr(bounds, "_LEAST_BYTES", 128 << 20)


@pytest.mark.usefixtures("little")
def test_a_pattern_without_end_is_ended() -> None:
    with pytest.raises(BadInputError, match="seconds of work") as caught, WorkBounds("a.txt", 0).stroke():
        ENDLESS.search("a" * 200)
    assert (caught.value.exit_status, caught.value.kind) == (65, "too-slow")
    assert "a.txt" in caught.value.message


@pytest.mark.usefixtures("little")
def test_time_adds_up_over_strokes_and_grows_with_the_length() -> None:
    short, long = WorkBounds("a.txt", 0), WorkBounds("a.txt", 10**7)
    for work in (short, long):
        with work.stroke():
            sum(range(500_000))
    with pytest.raises(BadInputError, match="seconds of work"):
        for _ in range(1000):
            with short.stroke():
                sum(range(500_000))
    with long.stroke():
        sum(range(500_000))


@pytest.mark.usefixtures("little")
def test_work_inside_other_work_counts_for_itself() -> None:
    outer = WorkBounds("question", 0)
    with outer.stroke(), pytest.raises(BadInputError, match=r"b\.txt takes"), WorkBounds("b.txt", 0).stroke():
        ENDLESS.search("a" * 200)
    with outer.stroke():
        sum(range(100_000))


@pytest.mark.usefixtures("little")
def test_memory_is_bounded_and_free_for_processes_that_are_started_meanwhile() -> None:
    with pytest.raises(BadInputError, match="memory") as caught, WorkBounds("a.txt", 0).stroke():
        bytearray(1 << 30)
    assert caught.value.kind == "too-large"
    with limited_memory(128 << 20), unlimited_memory():
        assert len(bytearray(1 << 28)) == 1 << 28


def test_nesting_is_told_as_such() -> None:
    def nest() -> None:
        nest()

    with pytest.raises(BadInputError, match="nested too deeply"), WorkBounds("a.txt", 0).stroke():
        nest()


def test_a_bug_is_told_without_what_it_says() -> None:
    with pytest.raises(SakuraError) as caught, WorkBounds("a.txt", 0).stroke():
        raise KeyError("秘密の語")
    assert caught.value.exit_status == 70 and "秘密" not in caught.value.message and "KeyError" in caught.value.message
    assert isinstance(caught.value.__cause__, KeyError)
    assert unexpected_error(ValueError("x")).kind == "internal"


def test_errors_of_sakura_pass() -> None:
    with pytest.raises(BadInputError, match="as it is"), WorkBounds("a.txt", 0).stroke():
        raise BadInputError("as it is")

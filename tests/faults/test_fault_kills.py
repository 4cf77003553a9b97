"""A few random kills; `python -m tests.faults.kills --kills 50` runs many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.kills import BLOCK, SEQUENCES, kill_batches, kill_downloads


@pytest.mark.fault("D3")
def test_downloads_killed_at_random_repeat_at_most_a_block(tmp_path: Path) -> None:
    """kill -9 at random moments, again and again: nothing corrupted or orphaned, at most a block fetched twice."""
    tally = kill_downloads(5, tmp_path, seed=1)
    assert tally.kills == 5
    assert tally.most_repeated_bytes <= BLOCK


@pytest.mark.fault("C2")
def test_batches_killed_at_random_repeat_at_most_one_file(tmp_path: Path) -> None:
    """kill -9, SIGINT, SIGTERM at random moments of a batch with --resume: whole files, no orphan, one file twice."""
    tally = kill_batches(3, tmp_path, seed=2)
    assert tally.kills == 3
    assert tally.most_repeated_files <= 1 and tally.orphans == 0


@pytest.mark.fault("C2")
def test_batches_run_side_by_side_repeat_what_was_under_way(tmp_path: Path) -> None:
    """The same with the real engine, which runs files side by side: one file done twice for each of its sequences."""
    tally = kill_batches(3, tmp_path, seed=3, is_real=True)
    assert tally.kills == 3
    assert tally.most_repeated_files <= SEQUENCES and tally.orphans == 0

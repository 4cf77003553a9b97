"""What users write, as nobody writes it: hundreds of every kind of file, and no bug among the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.user_files import TARGETS, fuzz


@pytest.mark.parametrize("target", TARGETS)
def test_a_file_of_the_users_is_read_or_refused(target: str, tmp_path: Path) -> None:
    outcomes = fuzz(target, 500, 0, tmp_path)
    assert outcomes["read"] > 20 and outcomes.total() == 500

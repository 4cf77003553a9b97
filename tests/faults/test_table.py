"""The table in SECURITY.md says what the tests show, and the tests show every case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.table import CASES, PAGE, find_fault_tests, make_table, update


def test_the_page_is_in_step_with_the_tests() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == update(page, make_table(find_fault_tests())), "run python -m tests.faults.table"


def test_every_case_is_shown() -> None:
    assert {test.case for test in find_fault_tests()} == set(CASES)


def test_a_mark_that_says_too_little_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.table.ROOT", tmp_path)
    for source, words in (
        ('@pytest.mark.fault("D1")\ndef test_a() -> None: pass', "does not say"),
        ('@pytest.mark.fault("X9")\ndef test_a() -> None:\n    """It holds."""', "unknown case"),
    ):
        (tmp_path / "test_some.py").write_text(source, encoding="utf-8")
        with pytest.raises(ValueError, match=words):
            find_fault_tests(tmp_path)

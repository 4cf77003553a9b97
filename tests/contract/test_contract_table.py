"""Every clause of docs/contract.md is held by a test that runs the command, and the page names the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.processes import is_command, watch_commands
from tests.contract.table import PAGE, find_contract_tests, make_table, read_clauses, update


def test_the_page_names_the_tests_of_every_clause() -> None:
    page = PAGE.read_text(encoding="utf-8")
    tests = find_contract_tests()
    assert {test.clause for test in tests} == set(read_clauses(page))
    assert page == update(page, make_table(read_clauses(page), tests)), "run python -m tests.contract.table"


def test_two_clauses_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="two clauses are named order"):
        read_clauses("- **order** a\n- **order** b\n")


def test_a_marked_test_is_found(tmp_path: Path) -> None:
    source = '@pytest.mark.contract("order", "stdin")\ndef test_a() -> None: pass\n'
    (tmp_path / "test_some.py").write_text(source, encoding="utf-8")
    assert [(test.clause, test.name) for test in find_contract_tests(tmp_path)] == [
        ("order", "test_a"),
        ("stdin", "test_a"),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("/venv/bin/sakura", "--version"), True),
        (("python", "-m", "tests.fakes.scripted_command", "要点", "summarize"), True),
        (("bash", "-o", "pipefail", "-c", "cat memo.txt | sakura summarize"), True),
        (("env", "NO_COLOR=1", "python", "-m", "sakura_cli"), True),
        (("python", "-m", "sakura_cli.inference.worker"), False),
        (("git", "commit", "-m", "要点"), False),
    ],
)
def test_a_process_that_runs_the_command_is_told_from_others(arguments: tuple[str, ...], expected: bool) -> None:
    assert is_command(arguments) is expected


def test_only_processes_that_run_the_command_are_collected() -> None:
    with watch_commands() as started:
        subprocess.run([sys.executable, "-c", ""], check=True)
        assert started == []
        subprocess.run([sys.executable, "-m", "sakura_cli", "--version"], check=True, capture_output=True)
    assert [words[1:] for words in started] == [("-m", "sakura_cli", "--version")]

"""The table of docs/contract.md, made of the tests that hold its clauses: `python -m tests.contract.table` writes it.

A clause is an item of a list that begins with its name in bold. A test marked `contract("NAME")` holds it. The page and
the tests are read, not imported; that a marked test runs the command is seen when it runs (`processes.py`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.marked_tests import ROOT, find_marked, replace_between

PAGE = ROOT / "docs" / "contract.md"
BEGIN, END = "<!-- contract: written by python -m tests.contract.table -->", "<!-- /contract -->"

_CLAUSE = re.compile(r"^- \*\*([a-z0-9-]+)\*\* ", re.MULTILINE)


@dataclass(frozen=True)
class ContractTest:
    """A test that holds a clause."""

    clause: str
    name: str
    path: str


def read_clauses(page: str) -> list[str]:
    """Return the names of the clauses in their order. Raises ValueError for a name that is there twice."""
    names = _CLAUSE.findall(page)
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two clauses are named {name}")
    return names


def find_contract_tests(folder: Path = ROOT / "tests") -> list[ContractTest]:
    """Return the marked tests, one entry a mark, in the order of their files."""
    return [
        ContractTest(clause, test.name, path.relative_to(folder).as_posix())
        for clause, test, path in find_marked("contract", folder)
    ]


def make_table(clauses: Sequence[str], tests: Sequence[ContractTest]) -> str:
    """Return the table as Markdown: the tests of each clause."""
    lines = ["| clause | tests |", "|---|---|"]
    for clause in clauses:
        names = (f"{test.name.removeprefix('test_')} (`{test.path}`)" for test in tests if test.clause == clause)
        lines.append(f"| {clause} | {'; '.join(names)} |")
    return "\n".join(lines)


def update(page: str, table: str) -> str:
    """Return the page with its table replaced."""
    return replace_between(page, BEGIN, END, table)


def main() -> int:
    """Write the table."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(update(page, make_table(read_clauses(page), find_contract_tests())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

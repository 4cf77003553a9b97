"""The table of faults in SECURITY.md, made of the tests that make them: `python -m tests.faults.table` writes it.

A test marked `fault("D1")` shows that case; the first line of its docstring is the table's text. The tests are read,
not imported.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.marked_tests import ROOT, find_marked, replace_between

PAGE = ROOT / "SECURITY.md"
BEGIN, END = "<!-- faults: written by python -m tests.faults.table -->", "<!-- /faults -->"

# Every case that must be survived, in the order of the table.
CASES = (
    *("D1", "D3", "D5", "D7", "D9", "D10", "D12", "D15", "D16", "D18"),
    *("M1", "M4", "M5", "M8", "P1", "P4", "P6", "P7", "P8", "V1", "V2"),
    *("W1", "W2", "W3", "W4", "W5", "W6", "W7"),
    *("C1", "C2", "C3", "C4", "C6", "C7", "C9", "C11", "S1"),
)


@dataclass(frozen=True)
class FaultTest:
    """A test that makes a fault."""

    case: str
    text: str
    place: str


def find_fault_tests(folder: Path = ROOT / "tests") -> list[FaultTest]:
    """Return the marked tests, in the order of the table. Raises ValueError for a mark that says too little."""
    found = [_describe(case, test, path.relative_to(ROOT)) for case, test, path in find_marked("fault", folder)]
    return sorted(found, key=lambda test: CASES.index(test.case))


def make_table(tests: list[FaultTest]) -> str:
    """Return the table as Markdown."""
    rows = [f"| {test.case} | {test.text} | {test.place} |" for test in tests]
    return "\n".join(["| case | fault, and what must hold | test |", "|---|---|---|", *rows])


def update(page: str, table: str) -> str:
    """Return the page with its table replaced."""
    return replace_between(page, BEGIN, END, table)


def _describe(case: str, function: ast.FunctionDef, path: Path) -> FaultTest:
    if case not in CASES:
        raise ValueError(f"{path}: {function.name} is marked with an unknown case {case}")
    text = (ast.get_docstring(function) or "").partition("\n")[0]
    if not text:
        raise ValueError(f"{path}: {function.name} does not say what must hold")
    return FaultTest(case, text.replace("|", "\\|"), f"`{path.as_posix()}` {function.name.removeprefix('test_')}")


def main() -> int:
    """Write the table."""
    PAGE.write_text(update(PAGE.read_text(encoding="utf-8"), make_table(find_fault_tests())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

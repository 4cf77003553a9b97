"""The table of docs/contract.md, made of the tests that hold its clauses: `python -m tests.contract.table` writes it.

A clause is an item of a list that begins with its name in bold. A test marked `contract("NAME")` holds it. The page and
the tests are read, not imported; that a marked test runs the command is seen when it runs (`processes.py`).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
    found: list[ContractTest] = []
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                place = path.relative_to(folder).as_posix()
                found += (ContractTest(clause, node.name, place) for clause in _clauses_of(node))
    return found


def make_table(clauses: Sequence[str], tests: Sequence[ContractTest]) -> str:
    """Return the table as Markdown: the tests of each clause."""
    lines = ["| clause | tests |", "|---|---|"]
    for clause in clauses:
        names = (f"{test.name.removeprefix('test_')} (`{test.path}`)" for test in tests if test.clause == clause)
        lines.append(f"| {clause} | {'; '.join(names)} |")
    return "\n".join(lines)


def update(page: str, table: str) -> str:
    """Return the page with its table replaced."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"


def _clauses_of(function: ast.FunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.contract":
            yield from (str(ast.literal_eval(argument)) for argument in decorator.args)


def main() -> int:
    """Write the table."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(update(page, make_table(read_clauses(page), find_contract_tests())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

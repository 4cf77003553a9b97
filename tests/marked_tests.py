"""Tests by their marks, read and not imported, and the tables of them in pages: of faults and of the contract."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def find_marked(mark: str, folder: Path) -> Iterator[tuple[str, ast.FunctionDef, Path]]:
    """Yield each argument of `pytest.mark.MARK(…)` with the test and its file, in the order of the files."""
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield from ((argument, node, path) for argument in _arguments_of(mark, node))


def replace_between(page: str, begin: str, end: str, table: str) -> str:
    """Return a page with another table between two marks."""
    head, _, rest = page.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{table}\n{end}{tail}"


def _arguments_of(mark: str, function: ast.FunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{mark}":
            yield from (str(ast.literal_eval(argument)) for argument in decorator.args)

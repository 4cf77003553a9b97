"""No list of Japanese words stands in code: a linguist's change is a row of a table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sakura_cli

PACKAGE = Path(sakura_cli.__file__).parent
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
# Rooms whose lists are still in code.
NOT_YET: tuple[str, ...] = ()
# Constants that show somebody what to type or write.
_EXAMPLES = {"_EXAMPLE", "_STARTER", "ReplyTone"}
# What wraps messages and examples, which are not words to be found in a text.
_MESSAGES = {"_", "noop", "gettext", "gettext_noop", "ngettext"}
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々〇]")
_CLASS = re.compile(r"\[[^\]]*\]")
_MOST = 2


def test_no_list_of_japanese_words_stands_in_code() -> None:
    found = [f"{name}:{line}: {' '.join(listed)}" for name in FILES for line, listed in _find_lists(name)]
    assert [each for each in found if not each.startswith(NOT_YET)] == []


@pytest.mark.parametrize(
    ("code", "is_list"),
    [
        ('x in ("は", "が", "も")', True),
        ('re.compile("東京|大阪|京都")', True),
        ('word_set("連絡 報告 相談")', True),
        ('{"部長": 1, "課長": 2, "係長": 3}', True),
        ('x in ("は", "が")', False),
        ('re.compile("[月火水木金土日]曜")', False),
        ('_("氏名, 日付, 金額 を探します")', False),
        ('x.endswith(("。", "！", "？"))', False),
        ('_EXAMPLE = "氏名, 日付:date, 明細[]:{品名}"', False),
    ],
)
def test_what_counts_as_a_list(code: str, is_list: bool) -> None:
    assert bool(list(_lists_of(ast.parse(code)))) is is_list


def _find_lists(name: str) -> Iterator[tuple[int, list[str]]]:
    yield from _lists_of(ast.parse((PACKAGE / name).read_text(encoding="utf-8")))


def _lists_of(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    skipped = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MESSAGES:
            skipped |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        if isinstance(node, ast.Assign) and {getattr(target, "id", "") for target in node.targets} <= _EXAMPLES:
            skipped |= {id(inner) for inner in ast.walk(node.value)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        listed: list[str] = []
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            listed = [text for each in node.elts if (text := _text(each))]
        elif isinstance(node, ast.Dict):
            listed = max(
                ([text for each in side if (text := _text(each))] for side in (node.keys, node.values)), key=len
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            listed = [part for part in re.split(r"[\s|]+", _CLASS.sub("", node.value)) if _JAPANESE.search(part)]
        if len(listed) > _MOST:
            yield getattr(node, "lineno", 0), listed


def _text(node: ast.AST | None) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and _JAPANESE.search(value) else ""

"""A linguist's change is one row of one table: a new humble noun, a new thing, a new word for one's own firm."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakura_cli.keigo.checking import rule
from sakura_cli.keigo.checking import tables as rule_tables
from sakura_cli.keigo.checking.passage import CheckedLine, analyse_morphemes, find_stems
from sakura_cli.keigo.checking.rule_set import all_rules
from sakura_cli.keigo.types import Audience
from sakura_cli.lexicon import tables

CACHES = [
    each for module in (tables, rule_tables, rule) for each in vars(module).values() if hasattr(each, "cache_clear")
]
AddRow = Callable[[str, str], None]


@pytest.fixture
def add_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddRow]:
    """Return a function that adds a row to a table of a copied folder, which is read from then on."""
    shutil.copytree(tables.FOLDER / "keigo", tmp_path / "keigo")

    def add(table: str, row: str) -> None:
        with (tmp_path / f"{table}.tsv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")
        monkeypatch.setattr(tables, "FOLDER", tmp_path)
        for cached in CACHES:
            cached.cache_clear()

    yield add
    monkeypatch.undo()
    for cached in CACHES:
        cached.cache_clear()


def _check(text: str) -> list[tuple[str, str]]:
    tokens = analyse_morphemes(text)
    passage = CheckedLine(text, 0, tokens, find_stems(tokens), Audience.EXTERNAL)
    return [(problem.rule, problem.suggestion) for rule in all_rules() for problem in rule.find(passage)]


@pytest.mark.parametrize(
    ("table", "row", "text", "found"),
    [
        ("humble_nouns", "拝聞\tact\tお聞き\t慣用", "どうぞ拝聞してください。", ("humble-request", "お聞きください")),
        ("things", "噴水\tthing\t慣用", "噴水が止んでいらっしゃいます。", ("raised-thing", "おり")),
        ("own", "拙者\tself\t慣用", "拙者のお考えを述べます。", ("own-noun", "拙者の考え")),
        ("address", "貴院\tfirm\t慣用", "貴院様にお届けします。", ("company-sama", "貴院")),
    ],
)
def test_a_new_row_is_seen_by_the_rules(
    table: str, row: str, text: str, found: tuple[str, str], add_row: AddRow
) -> None:
    assert found not in _check(text)
    add_row(f"keigo/rules/{table}", row)
    assert found in _check(text)

"""What limits an answer stands with it."""

from __future__ import annotations

import pytest

from sakura_cli.search.passages import find_passages
from sakura_cli.tasks.answer.conditions import find_conditions, is_proviso
from sakura_cli.tasks.answer.statements import list_statements
from tests.search.documents import read


def conditions_of(text: str, words: str) -> list[str]:
    statements = [each for passage in find_passages(read("規則.txt", text)) for each in list_statements(passage)]
    statement = next(each for each in statements if words in each.shown)
    return [each.shown for each in find_conditions(statement)]


@pytest.mark.parametrize(
    ("text", "words", "conditions"),
    [
        ("第1条　手当は千円とする。ただし、役員を除く。\n２　届出を要する。", "千円", ["ただし、役員を除く。"]),
        ("第1条　手当は千円とする。\nただし、役員を除く。\n", "千円", ["ただし、役員を除く。"]),
        ("第1条　手当は千円とする。\n２　届出を要する。ただし、役員を除く。\n", "千円", []),
        (
            "・五万円以上は無料です。五万円未満は九百円です。ただし、離島を除きます。",
            "無料",
            ["ただし、離島を除きます。"],
        ),
        (
            "第1条　手当は千円とする。ただし、役員を除く。なお、毎年見直す。",
            "千円",
            ["ただし、役員を除く。", "なお、毎年見直す。"],
        ),
        ("第1条　手当は千円とする。ただし、単身者は二千円とする。", "二千円", ["ただし、単身者は二千円とする。"]),
        ("第1条　手当は千円とする。届出を要する。", "千円", []),
    ],
)
def test_provisos_of_a_line_and_just_after_it_limit_it(text: str, words: str, conditions: list[str]) -> None:
    assert conditions_of(text, words) == conditions


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("ただし、役員を除く。", True),
        ("（ただし、役員を除く。）", True),
        ("ただしい手順を守る。", False),
        ("ただし役員を除く。", True),
        ("ただの水です。", False),
    ],
)
def test_a_proviso_is_known_by_its_beginning(sentence: str, is_one: bool) -> None:
    assert is_proviso(sentence) is is_one

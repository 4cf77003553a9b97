"""What verification finds, in both languages: the words differ, and what scripts read does not."""

from __future__ import annotations

import gettext
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from sakura_cli.localization import CATALOGUES, DOMAIN
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.fact_words import FACT_WORDS
from sakura_cli.text.facts.finding import FactKind
from sakura_cli.text.facts.values import read_value
from tests.cli.conftest import environment
from tests.fakes.weights import write_gguf

JAPANESE = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
KANA = re.compile("[ぁ-ん]")
# Whether a word is English is only asked of words in small letters: rules, sources and types keep their names.
ENGLISH = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
CARELESS = "部長がご覧になられた資料です。課長が申されました。すいません、了解しました。\n"
# Values without a single reading.
UNDECIDED = [
    ("date", "2025年度"),
    ("date", "来週火曜"),
    ("date", "2025年13月1日"),
    ("date", "金額"),
    ("date", "2026年3月5日(月)"),
    ("date", "2月末"),
    ("date", "3月初め"),
    ("date", "2026年3月9日から2026年3月5日"),
    ("date", "26年3月5日"),
    ("time", "午後"),
    ("time", "2時"),
    ("time", "9時、10時、11時"),
    ("phone", "代表番号"),
    ("phone", "12-3456-7890"),
    ("postal-code", "郵便"),
    ("integer", "1.5"),
    ("amount", "100〜200万円"),
    ("amount", "20ドル50セント"),
    ("number", "いくつか"),
]

Both = Callable[..., tuple["subprocess.CompletedProcess[bytes]", "subprocess.CompletedProcess[bytes]"]]


@pytest.fixture
def in_both(home: Path, tmp_path: Path) -> Both:
    """Return a function that runs a command in English and in Japanese, with an engine that gives one answer."""
    model = write_gguf(tmp_path / "own.gguf")

    def run(
        *arguments: str, stdin: str, answer: str = ""
    ) -> tuple[subprocess.CompletedProcess[bytes], subprocess.CompletedProcess[bytes]]:
        command = [sys.executable, "-m", "tests.fakes.scripted_command", answer, *arguments]
        english, japanese = (
            subprocess.run(
                command,
                input=stdin.encode(),
                capture_output=True,
                env=environment(home, {"SAKURA_LANG": language, "SAKURA_MODEL": str(model)}),
                cwd=tmp_path,
            )
            for language in ("en", "ja")
        )
        return english, japanese

    return run


def _split(value: Any) -> tuple[Any, list[str]]:
    """Return a JSON value without what is said to people, and that."""
    if isinstance(value, dict):
        said = [text for key, text in value.items() if key in ("message", "reason", "hint") and text]
        parts = {
            key: _split(each) for key, each in value.items() if key not in ("message", "reason", "hint", "seconds")
        }
        return {key: part[0] for key, part in parts.items()}, [
            *said,
            *(text for part in parts.values() for text in part[1]),
        ]
    if isinstance(value, list):
        parts_of_list = [_split(each) for each in value]
        return [part[0] for part in parts_of_list], [text for part in parts_of_list for text in part[1]]
    return value, []


@pytest.mark.parametrize(
    ("arguments", "stdin", "answer"),
    [
        (["keigo", "--check"], CARELESS, ""),
        (["keigo", "--fix"], CARELESS, ""),
        (["keigo", "--rules-only"], "明日の会議、資料送ってくれる？社長はもう行った？\n", ""),
        (["translate", "--to", "en"], "費用は48万円です。\n", "The costs are unknown to us."),
        (["summarize"], "会議を開き、来月の予定を確認した。\n", "費用は48万円である。"),
        (["extract", "--fields", "日付:date"], "日付：来週火曜\n", "{}"),
        (["extract", "--fields", "氏名"], "会議を開き、来月の予定を確認した。\n", '{"氏名": "田中一郎"}'),
    ],
)
def test_only_the_words_for_people_change(arguments: list[str], stdin: str, answer: str, in_both: Both) -> None:
    runs = in_both(*arguments, "--json", stdin=stdin, answer=answer)
    assert runs[0].returncode == runs[1].returncode
    (english, said), (japanese, told) = (_split(json.loads(run.stdout)) for run in runs)
    assert english == japanese
    assert said and len(said) == len(told)
    for one, other in zip(said, told, strict=True):
        assert one != other and KANA.search(other) and not ENGLISH.search(other)


def test_a_finding_is_a_line_of_japanese(in_both: Both) -> None:
    _, japanese = in_both(
        "translate", "--to", "en", stdin="費用は48万円です。\n", answer="The costs are unknown to us."
    )
    assert "1行目: 原文の金額が訳文にありません" in japanese.stderr.decode()


@pytest.mark.parametrize(("value_type", "raw"), UNDECIDED)
def test_a_value_left_empty_has_a_japanese_reason(value_type: str, raw: str) -> None:
    reading = read_value(raw, Span(0, len(raw)), value_type)
    assert reading.value is None
    assert JAPANESE.gettext(reading.reason) != reading.reason


def test_every_kind_of_fact_has_its_word() -> None:
    assert set(FACT_WORDS) == set(get_args(FactKind))
    assert len(set(FACT_WORDS.values())) == len(FACT_WORDS)

"""`bench --quality` with scripted engines: who answers perfectly is strong, who answers nonsense weak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.api.quality.cases import QualityCase, load_cases
from sakura_cli.api.quality.running import measure_quality
from sakura_cli.api.quality.scoring import overlap, score_result
from sakura_cli.api.quality.shipped import load_shipped
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.inference.strength.figures import Strength, TaskFigures, load_strength, save_strength
from sakura_cli.tasks.framework.result import TaskResult
from tests.fakes.engine import ScriptedEngine
from tests.fakes.quality_answers import answer_nonsense, answer_perfectly

TASKS = ["summarize", "translate", "extract", "keigo-rewrite", "ask", "reply"]


def measure(script: Callable[[GenerationRequest], str]) -> Strength:
    return measure_quality(ScriptedEngine(script))


def test_nonsense_is_weak_at_what_a_model_does() -> None:
    strength = measure(answer_nonsense)
    assert list(strength.tasks) == TASKS
    for task in ("summarize", "translate", "extract"):
        assert strength.verdict(task) == "weak"
        assert strength.tasks[task].whole is not None and strength.tasks[task].whole < 0.5


def test_perfect_answers_are_strong() -> None:
    strength = measure(answer_perfectly)
    verdicts = {task: strength.verdict(task) for task in ("summarize", "translate", "extract", "keigo-rewrite")}
    assert verdicts == dict.fromkeys(verdicts, "strong"), strength


def test_every_task_has_cases_in_which_nothing_is_for_free() -> None:
    assert [*dict.fromkeys(case.task for case in load_cases())] == TASKS
    for case in load_cases():
        assert case.facts or case.expected or case.task == "ask"
        # What has to be kept is in what is given, in one wording at least, unless it is to be translated.
        if case.task in ("summarize", "ask", "reply") and case.language == "ja":
            assert all(any(wording in case.text + case.asked for wording in fact) for fact in case.facts), case


def _result(text: str, payload: Any = None) -> TaskResult[Any]:
    return TaskResult(text, payload, [], chunks=1)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("・十月一日に始まる。\n・費用は３万円。", 1.0),
        ("・費用は３万円。", 0.75),
        ("・よくわからない。", 0.0),
        ("", 0.0),
        ("・10月1日。\n・3万円。\n・十月。\n・ほか。", 0.75),
    ],
)
def test_a_summary_is_scored_by_its_facts_and_its_form(text: str, score: float) -> None:
    case = QualityCase("summarize", "…", (("十月一日", "10月1日"), ("3万円",)), points=3)
    assert score_result(case, _result(text)) == score


def test_a_translation_is_scored_by_facts_and_by_overlap() -> None:
    case = QualityCase("translate", "…", (("October 1",),), language="en", reference="It starts on October 1.")
    assert score_result(case, _result("It starts on October 1.")) == 1.0
    assert 0.5 < score_result(case, _result("It begins on October 1st, they say.")) <= 1.0
    assert score_result(case, _result("Bananas.")) < 0.1
    assert overlap("同じ文である", "同じ文である") == 1.0 and overlap("", "何か") == 0.0


@pytest.mark.parametrize(
    ("passages", "whole", "verdict"),
    [
        (0.9, None, "strong"),
        (0.6, None, "weak"),
        (0.9, 0.95, "strong"),
        (0.9, 0.885, "strong"),
        (0.9, 0.8, "weak"),
        (0.5, 0.65, "weak"),
        (0.5, 0.7, "strong"),
    ],
)
def test_the_verdict_follows_from_both_ways(passages: float, whole: float | None, verdict: str) -> None:
    assert TaskFigures(4, passages, whole).verdict == verdict


def test_figures_are_kept_by_weights(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "quality.json"
    strength = Strength("2026-12-01", {"summarize": TaskFigures(4, 0.8, 0.9), "ask": TaskFigures(6, 0.5)})
    save_strength(file, "one", strength)
    save_strength(file, "two", Strength("2026-12-02", {}))
    assert load_strength(file, "one") == strength
    assert load_strength(file, "three") == Strength()
    file.write_text("{", encoding="utf-8")
    assert load_strength(file, "one") == Strength()
    save_strength(file, "one", strength)
    assert load_strength(file, "one") == strength


def test_shipped_figures_are_of_the_cases_that_are_shipped() -> None:
    counts = {task: sum(case.task == task for case in load_cases()) for task in TASKS}
    for strength in load_shipped().values():
        assert {task: figures.cases for task, figures in strength.tasks.items()} == counts
        assert strength.measured_on

"""The benchmark of papers: its verdicts, its report, and that its gold fits its requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.papers.__main__ import RULES, main
from benchmarks.papers.paper import FOLDER, HALVES, Paper, read_papers
from benchmarks.papers.runs import ask_for_data, run_papers
from benchmarks.papers.scoring import ANY, agree, count_verdicts, rate, score
from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.extraction_validity import find_mismatch
from tests.fakes.engine import ScriptedEngine, last_turn

PAPERS = {f"{half}/{paper.name}": paper for half in HALVES for paper in read_papers(FOLDER / half)}
ROWS = [{"品": "りんご", "額": 120}, {"品": "みかん", "額": 80}, {"品": "なし", "額": None}]


@pytest.mark.parametrize(
    ("found", "gold", "verdicts"),
    [
        ({"名": "山 田", "額": 1200}, {"名": "山田", "額": 1200}, ["right", "right"]),
        ({"名": None, "額": 12}, {"名": "山田", "額": None}, ["missing", "filled"]),
        ({"名": "佐藤"}, {"名": "山田", "額": None}, ["wrong", "empty"]),
        ({"名": "ヤマダ"}, {"名": {ANY: ["山田", "ﾔﾏﾀﾞ"]}}, ["right"]),
        ({"名": None}, {"名": {ANY: [None, "－"]}}, ["right"]),
        ({"名": "山田", "外": 1}, {"名": "山田"}, ["right", "added"]),
        ({"先": {"名": "山田"}}, {"先": {"名": "山田", "電": None}}, ["right", "empty"]),
        ({"名": ["山田"]}, {"名": "山田"}, ["wrong"]),
        ("はい", {"名": "山田"}, ["missing"]),
        ({"品": ["甲", "丙", "丁"]}, {"品": ["甲", "乙", "丙"]}, ["right", "missing", "right", "added"]),
        ({"品": ["乙"]}, {"品": ["甲"]}, ["wrong"]),
    ],
)
def test_every_leaf_has_a_verdict(found: Any, gold: Any, verdicts: list[str]) -> None:
    assert [leaf.verdict.value for leaf in score(found, gold)] == verdicts


def test_a_row_left_out_or_added_spoils_no_other() -> None:
    assert count_verdicts(score({"明細": ROWS[1:]}, {"明細": ROWS})) == {
        "right": 3, "wrong": 0, "missing": 2, "empty": 1, "filled": 0, "added": 0, "complete": 0,
    }  # fmt: skip
    totals = [{"品": "合計", "額": 200}]
    scores = score({"明細": [*ROWS[:1], *totals, *ROWS[1:]]}, {"明細": ROWS})
    assert {leaf.verdict.value for leaf in scores if leaf.path == "明細[1]"} == {"added"}
    assert count_verdicts(scores)["added"] == 2 and count_verdicts(scores)["right"] == 5


@pytest.mark.parametrize(
    ("found", "wanted", "agrees"),
    [
        ("12,800", 12800, True),
        (12800.0, 12800, True),
        (12800, 1280, False),
        (True, 1, False),
        ("0482913", "482913", False),
        ("検査員を増やす。", "検査員を増やす", True),
        ("2026-05-31", "2026-05-30", False),
    ],
)
def test_what_agrees(found: Any, wanted: Any, agrees: bool) -> None:
    assert agree(found, wanted) is agrees


def test_the_report_has_shares_of_values_and_of_nulls() -> None:
    figures = rate({"cases": 2, "right": 6, "wrong": 1, "missing": 1, "empty": 3, "filled": 1, "added": 2})
    assert (figures["values"], figures["nulls"]) == (8, 4)
    assert (figures["share_right"], figures["share_filled"]) == (0.75, 0.25)
    assert figures["f1"] == pytest.approx(12 / 18)


def test_an_error_is_counted_and_the_others_go_on() -> None:
    [first, second, *_] = list(PAPERS.values())
    log = CaseLog()

    def answer(engine: Any, paper: Paper) -> Any:
        if paper is first:
            raise KeyError("明細")
        return paper.gold

    run_papers("x", answer, ScriptedEngine([]), log, [first, second])
    totals = rate(log.totals()["x"])
    assert (totals["papers"], totals["failed"], totals["unasked"]) == (2, 1, 2)


def test_the_plain_prompt_shows_the_schema_and_the_paper() -> None:
    [paper, *_] = list(PAPERS.values())
    engine = ScriptedEngine(lambda request: f"```json\n{json.dumps({'a': 1})}\n```")
    assert ask_for_data(engine, paper) == {"a": 1}
    assert paper.document.text in last_turn(engine.requests[0]) and '"format": "date"' in last_turn(engine.requests[0])


def test_rules_alone_need_no_model_and_a_log_is_gone_on_with(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = [paper.name for paper in read_papers(FOLDER / "dev")[:2]]
    log = tmp_path / "log.jsonl"
    assert main([names[0], "--rules-only", "--log", str(log)]) == 0
    capsys.readouterr()
    assert main([*names, "--rules-only", "--log", str(log), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[RULES]["papers"] == 2
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2


def test_leaves_of_the_sealed_half_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--half", "sealed", "--rules-only", "--show"])
    assert "--show" in capsys.readouterr().err


@pytest.mark.parametrize("name", PAPERS)
def test_gold_fits_its_request(name: str) -> None:
    paper = PAPERS[name]
    for first in (True, False):
        assert find_mismatch(_choose(paper.gold, first=first), paper.schema) is None


def _choose(gold: Any, *, first: bool) -> Any:
    if isinstance(gold, dict):
        if ANY in gold:
            return gold[ANY][0 if first else -1]
        return {name: _choose(member, first=first) for name, member in gold.items()}
    return [_choose(item, first=first) for item in gold] if isinstance(gold, list) else gold

"""Results as values of JSON: keys in the order of the fields, renamed, spread or left out as the fields say."""

from __future__ import annotations

import json

from sakura_cli.api.json import to_json
from sakura_cli.keigo import Change, HonorificClass, Severity
from sakura_cli.tasks.custom.result import AnswerPayload, DataPayload
from sakura_cli.tasks.extraction.result import ExtractionPayload, ValueNote, ValueSpan
from sakura_cli.tasks.framework.result import Finding, Usage
from sakura_cli.tasks.keigo.result import FixPayload, KeigoProblem
from sakura_cli.tasks.summary.result import Coverage, SummaryPayload, Support


def said(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def test_what_was_not_asked_for_has_no_key_and_what_is_empty_has_one() -> None:
    coverage = Coverage(1, 2)
    assert said(SummaryPayload(coverage)) == '{"coverage": {"chunks": 1, "of": 2}}'
    assert said(SummaryPayload(coverage, ("quote",), [])) == (
        '{"coverage": {"chunks": 1, "of": 2}, "left_out": ["quote"], "support": []}'
    )
    assert to_json(SummaryPayload(coverage, None, [Support(0, 1, 2, 3)]))["support"] == [
        {"start": 0, "end": 1, "source_start": 2, "source_end": 3}
    ]


def test_a_value_that_is_null_keeps_its_key() -> None:
    assert said(AnswerPayload("試し")) == '{"prompt": "試し"}'
    assert said(DataPayload("試し", None)) == '{"prompt": "試し", "data": null}'
    assert said(ValueSpan("日", "明日", None, 0, 2, "EXACT")) == (
        '{"path": "日", "raw": "明日", "value": null, "start": 0, "end": 2, "alignment": "EXACT", "found": "label"}'
    )


def test_what_is_said_of_a_value_stands_beside_its_path() -> None:
    payload = ExtractionPayload({"額": 5}, (), [ValueNote("額", {"currency": "JPY", "alternatives": [5]})])
    assert said(payload) == (
        '{"data": {"額": 5}, "spans": [], "qualifiers": [{"path": "額", "currency": "JPY", "alternatives": [5]}]}'
    )


def test_changes_come_before_problems_and_enums_are_their_values() -> None:
    change = Change(0, 1, "行く", "参る", HonorificClass.COURTEOUS, "故")
    problem = KeigoProblem(0, 1, 1, 1, "r", Severity.ERROR, "m", "")
    assert said(FixPayload(changes=[change], problems=[problem])) == (
        '{"changes": [{"start": 0, "end": 1, "before": "行く", "after": "参る", "class": "謙譲語Ⅱ", "reason": "故"}], '
        '"problems": [{"start": 0, "end": 1, "line": 1, "column": 1, "rule": "r", "severity": "error", "message": "m", '
        '"suggestion": ""}]}'
    )


def test_findings_and_usage_have_all_their_keys() -> None:
    assert to_json([Finding("empty", "m")]) == [{"kind": "empty", "message": "m", "start": 0, "end": 0, "excerpt": ""}]
    assert list(to_json(Usage())) == ["prompt_tokens", "cached_tokens", "completion_tokens", "chunks", "seconds"]

"""Extraction with a scripted engine: long texts in windows, and lists as long as a schema lets them be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.tasks.extraction.fields import read_schema
from tests.fakes.engine import last_turn
from tests.tasks.extraction.scripted import TABLE, Checked, run, shape

NAMES = ["赤松", "小池", "中原", "長谷", "宮部", "古沢", "田島", "岸本"]


def report_what_is_seen(request: GenerationRequest) -> str:
    """Answer like a model without fault: every record of the passage, in order."""
    seen = last_turn(request)
    places = [(seen.find(f"係員{number}番{name}が"), f"係員{number}番", name) for number in range(60) for name in NAMES]
    records = [{"番": word, "名": name} for place, word, name in sorted(places) if place >= 0]
    return json.dumps(records, ensure_ascii=False)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 90)), min_size=1, max_size=60),
    st.sampled_from(["。\n", "、", ""]),
)
@settings(max_examples=60, deadline=None)
def test_long_texts_lose_and_double_nothing_at_the_seams(planted: list[tuple[str, int]], end: str) -> None:
    text = "".join(
        f"係員{number}番{name}が見回った{end}{'あとは何事もなく雨の音だけがした' * (fill // 18)}{end}"
        for number, (name, fill) in enumerate(planted)
    )
    result, engine = run(text, shape("番, 名:name", is_many=True), report_what_is_seen)
    assert result.payload.data == [{"番": f"係員{n}番", "名": name} for n, (name, _) in enumerate(planted)]
    spans = [span for span in result.payload.spans if span.path.endswith("番")]
    assert [span.start for span in spans] == [text.index(f"係員{n}番") for n in range(len(planted))]
    assert len(engine.rounds) == 1 and (len(text) < 700 or len(engine.requests) > 1)


def test_many_windows_are_one_round_for_names_and_one_for_the_rest() -> None:
    text = "今日も雨だった。\n" * 200 + "中原が担当した。\n" + "明日は晴れるという。\n" * 200
    result, engine = run(
        text,
        shape("担当:name, 天気[]"),
        lambda request: json.dumps(
            {"天気": ["雨"]}
            if "候補：" in last_turn(request)
            else {"担当": "中原"}
            if "中原" in last_turn(request)
            else {"担当": None}
        ),
    )
    assert len(engine.rounds) == 2 and len(engine.requests) > 2
    assert result.payload.data == {"担当": "中原", "天気": ["雨"] * 200}


DAYS = {"type": "array", "items": {"type": "string", "format": "date"}}
GOODS = {"type": "object", "properties": {"備品": {"type": "string"}}, "required": []}


@pytest.mark.parametrize(
    ("schema", "expected", "path"),
    [
        ({"type": "object", "properties": {"日": {**DAYS, "maxItems": 1}}}, {"日": ["2025-04-01"]}, "日"),
        ({"type": "array", "items": GOODS, "maxItems": 1}, [{"備品": "図鑑"}], "[]"),
        (
            {"type": "object", "properties": {"表": {"type": "array", "items": GOODS, "maxItems": 1}}},
            {"表": [{"備品": "図鑑"}]},
            "表",
        ),
    ],
)
def test_a_list_that_rules_fill_is_no_longer_than_the_schema_allows(schema: Checked, expected: Any, path: str) -> None:
    result, engine = run(TABLE + "\n次は令和7年5月1日です。\n", read_schema(schema), [])
    assert engine.rounds == [] and result.payload.data == expected
    [finding] = result.findings
    assert finding.kind == "left-out" and finding.message.startswith(f"{path}: 1 item more")


def test_an_item_that_cannot_be_read_is_left_out_where_the_schema_has_no_null() -> None:
    text = "開催日は2026年2月28日、2026年2月30日、2026年3月1日です。\n"
    nullable = {**DAYS, "items": {"type": ["string", "null"], "format": "date"}}
    strict, _ = run(text, read_schema({"type": "object", "properties": {"日": DAYS}}), [])
    loose, _ = run(text, read_schema({"type": "object", "properties": {"日": nullable}}), [])
    assert strict.payload.data == {"日": ["2026-02-28", "2026-03-01"]}
    assert loose.payload.data == {"日": ["2026-02-28", None, "2026-03-01"]}
    for result in (strict, loose):
        [finding] = result.findings
        assert finding.kind == "unreadable" and text[finding.start : finding.end] == "2026年2月30日"

"""The benchmark of extraction: its draws, what it calls invalid and ungrounded, and that a cut run goes on."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.class_scores import SCHEMA, make_shape, score_classes
from benchmarks.quality.entity_scores import count_mentions, rate
from benchmarks.quality.extraction_jobs import draw_jobs
from benchmarks.quality.extraction_runs import PLAIN, SAKURA, run_jobs, run_jobs_plainly
from benchmarks.quality.extraction_validity import find_mismatch, find_ungrounded
from sakura_cli.inference.requests import Completion, GenerationRequest
from tests.fakes.engine import ScriptedEngine

MAIL = """件名：定例会のご案内
河野様
みどり印刷の篠原です。6月3日（水）14時から第2会議室で定例会を開きます。2026年6月31日までにお返事ください。
会費は1,500円（税込）、資料は12部です。連絡先は03-5555-0123、shinohara@example.jp です。
| 品名 | 数量 | 単価 |
|---|---|---|
| 用紙 | 20 | 480円 |
| 封筒 | 3 | 1,200円 |
"""
SENTENCES = ["高橋は2019年4月に札幌の工場へ移った。", "昨日は雨だった。", "佐伯さんと株式会社若葉を訪ねた。"]
JOBS = range(60)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a folder of data: mails in one, sentences in another."""
    folder = tmp_path / "data"
    (folder / "mails").mkdir(parents=True)
    (folder / "mails" / "mail.txt").write_bytes(MAIL.encode("cp932"))
    (folder / "mails" / "twice.txt").write_text(MAIL * 5, encoding="utf-8")
    (folder / "lines").mkdir()
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(SENTENCES)]
    (folder / "lines" / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "README.md").write_text("これはデータの説明です。", encoding="utf-8")
    return folder


class Reciter:
    """Answers with pieces of JSON that may fit, quote, invent or break off."""

    def __init__(self) -> None:
        self._chance = random.Random(7)  # noqa: S311

    def __call__(self, request: GenerationRequest) -> Completion:
        text = json.dumps(self._value(json.loads(request.json_schema or '{"type": "null"}')), ensure_ascii=False)
        cut = self._chance.random() < 0.3
        text = text[: self._chance.randrange(len(text) + 1)] if cut else text
        return Completion(text, "length" if cut else "stop", 10, 0, 5)

    def _value(self, schema: dict[str, Any]) -> Any:
        if "enum" in schema:
            return self._chance.choice(schema["enum"])
        if "object" in schema["type"]:
            return {name: self._value(member) for name, member in schema["properties"].items()}
        if "array" in schema["type"]:
            return [self._value(schema["items"]) for _ in range(self._chance.randrange(4))]
        return self._chance.choice(["篠原", "河野様", "みどり印刷", "存在しない会社", "札幌", "", "定例会", None])


def test_whatever_the_model_answers_no_drawn_extraction_is_invalid_or_ungrounded(data: Path) -> None:
    log = CaseLog()
    run_jobs(ScriptedEngine(Reciter()), log, data, JOBS, seed=1, size=120)
    totals = log.totals()[SAKURA]
    assert totals["cases"] == len(JOBS) and totals["values"] > 50 and totals["asked"] > 20
    assert (totals["invalid"], totals["ungrounded"]) == (0, 0)


def test_the_same_seed_draws_the_same_jobs_and_every_kind(data: Path) -> None:
    jobs = list(draw_jobs(data, JOBS, seed=1, max_characters=120))
    assert jobs == list(draw_jobs(data, JOBS, seed=1, max_characters=120))
    assert [job.name for job in jobs] != [job.name for job in draw_jobs(data, JOBS, seed=2, max_characters=120)]
    assert {job.name.split()[2] for job in jobs} == {"fields", "schema", "preset"}
    assert {job.document.source.split("@")[0].split(":")[0] for job in jobs} == {"mail.txt", "twice.txt", "lines.jsonl"}
    assert all(0 < len(job.document.text) <= 120 for job in jobs)


def test_a_cut_run_goes_on_where_it_ended(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    run_jobs(ScriptedEngine(Reciter()), CaseLog(file), data, range(5), seed=1, size=120)
    engine, log = ScriptedEngine(Reciter()), CaseLog(file)
    run_jobs(engine, log, data, range(5), seed=1, size=120)
    assert engine.rounds == [] and log.totals()[SAKURA]["cases"] == 5
    run_jobs(engine, log, data, range(8), seed=1, size=120)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 8


def test_plain_answers_that_do_not_parse_or_invent_are_counted(data: Path) -> None:
    log = CaseLog()
    run_jobs_plainly(ScriptedEngine(lambda request: "はい、こちらです。"), log, data, range(3), seed=1, size=120)
    assert log.totals()[PLAIN]["invalid"] == 3
    run_jobs_plainly(ScriptedEngine(lambda request: '{"氏名": "存在しない"}'), log, data, range(3, 6), seed=1, size=120)
    assert log.totals()[PLAIN]["ungrounded"] == 3


RECORD = {
    "type": "object",
    "properties": {
        "名": {"type": ["string", "null"]},
        "数": {"type": "array", "maxItems": 1, "items": {"type": "number"}},
    },
    "required": ["名"],
}


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"名": "甲", "数": [1.5]}, True),
        ({"名": None}, True),
        ({"数": []}, False),
        ({"名": 1}, False),
        ({"名": "甲", "数": [None]}, False),
        ({"名": "甲", "数": [True]}, False),
        ({"名": "甲", "数": [1, 2]}, False),
        ({"名": "甲", "外": 1}, False),
        ([], False),
    ],
)
def test_what_does_not_fit_is_told(value: Any, fits: bool) -> None:
    assert (find_mismatch(value, RECORD) is None) == fits


SPAN = {"path": "名", "raw": "ﾔﾏﾀﾞ", "value": "ヤマダ", "start": 2, "end": 6, "alignment": "EXACT"}


@pytest.mark.parametrize(
    ("data", "change", "wrong"),
    [
        ({"名": "ヤマダ"}, {}, []),
        ({"名": "ヤマダ", "日": None}, {}, []),
        ({"名": "ヤマダ", "日": "2026-01-01"}, {}, ["日"]),
        ({"名": "サトウ"}, {}, ["名", "名"]),
        ({"名": "サトウ"}, {"value": "サトウ"}, ["名"]),
        ({"名": "ヤマダ"}, {"start": 1}, ["名"]),
        ({"名": "ヤマダ"}, {"end": 60}, ["名"]),
    ],
)
def test_what_is_not_in_the_source_is_told(data: dict[str, Any], change: dict[str, Any], wrong: list[str]) -> None:
    result = {"data": data, "spans": [{**SPAN, **change}]}
    assert find_ungrounded(result, "担当ﾔﾏﾀﾞです。", frozenset({"名"})) == wrong


def test_micro_f1() -> None:
    wanted = [("人名", 0, 2), ("地名", 5, 8), ("法人名", 10, 12)]
    counts = count_mentions([("人名", 0, 2), ("地名", 5, 7), ("人名", 10, 12)], wanted)
    figures = rate(counts)
    assert figures["precision"] == figures["recall"] == figures["f1_exact"] == pytest.approx(1 / 3)
    assert figures["f1_partial"] == pytest.approx(2 / 3)


def test_lists_of_names_are_scored_by_class() -> None:
    cases = [
        {
            "id": "1",
            "text": "歯車に欠けがあり、歯車を替えた。",
            "entities": {"部品": ["歯車", "歯車"], "不具合": ["欠け"]},
        },
        {"id": "2", "text": "雨だった。", "entities": {"部品": [], "不具合": []}},
    ]
    log = CaseLog()
    engine = ScriptedEngine(lambda request: '{"部品": ["歯車", "欠け"], "不具合": ["雨"]}')
    score_classes(engine, log, cases, make_shape(cases))
    totals = log.totals()[SCHEMA]
    assert (totals["right"], totals["found"], totals["wanted"]) == (2, 4, 3)
    assert rate(totals)["f1_exact"] == pytest.approx(4 / 7)

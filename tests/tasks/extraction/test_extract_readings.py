"""Extraction rules that read more than a label: ends of ranges, terms of contracts, dates that count from another."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from sakura_cli.api.json import to_json
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.defined_terms import find_defined_terms
from sakura_cli.tasks.extraction.entities.rules import find_mentions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Field, Shape, parse_fields
from sakura_cli.tasks.extraction.range_ends import find_end
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.text.names.finding import strip_post
from tests.fakes.engine import Script, ScriptedEngine

CONTRACT = (
    "委託者　さくら商事株式会社（以下「甲」という。）と受託者 根本 康平（以下、「乙」といいます。）、及び大阪の"
    "東都化学株式会社(以下単に「丙」と称する。)は、本製品の販売業務（以下「本業務」という。）につき、次のとおり合意する。"
)


def run(text: str, spec: str, script: Script | None = None, options: ExtractionOptions | None = None) -> dict[str, Any]:
    engine = ScriptedEngine(script or [])
    shape = Shape(parse_fields(spec))
    document = Document("memo.txt", text, "utf-8", "\n", False)
    result = complete(engine, extract(document, shape, options or ExtractionOptions(), engine.count_text_tokens))
    details: dict[str, Any] = to_json(result.payload)
    for span in details["spans"]:
        assert text[span["start"] : span["end"]] == span["raw"]
    return details


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("研修は令和8年5月11日（月）から5月15日（金）まで本社で行う。", "2026-05-11", "2026-05-15"),
        ("期間：2026年4月1日〜2026年9月30日", "2026-04-01", "2026-09-30"),
        ("研修は2026年5月11〜15日に行う。", "2026-05-11", "2026-05-15"),
        ("会期 2026.7.20〜8.31", "2026-07-20", "2026-08-31"),
        ("受付は2026年4月1日より、2026年4月20日までに限る。", "2026-04-01", "2026-04-20"),
        ("契約は2024年4月1日から翌年3月31日までとする。", "2024-04-01", "2025-03-31"),
    ],
)
def test_the_ends_of_a_range_go_to_their_own_fields(text: str, start: str, end: str) -> None:
    details = run(text, "開始日:date, 終了日:date")
    assert details["data"] == {"開始日": start, "終了日": end}
    assert all("から" not in span["raw"] and "〜" not in span["raw"] for span in details["spans"])


def test_the_ends_of_a_range_of_times() -> None:
    details = run("会議は9時30分から17時まで行う。", "開始時刻:time, 終了時刻:time")
    assert details["data"] == {"開始時刻": "09:30", "終了時刻": "17:00"}


def test_a_field_that_asks_for_no_end_keeps_the_range() -> None:
    assert run("研修は5月11日から5月15日まで行う。", "日程:date")["data"] == {"日程": "--05-11/--05-15"}


def test_an_end_stays_as_written_on_request() -> None:
    details = run("研修は5月11日から15日まで行う。", "終了日:date", options=ExtractionOptions(normalize=False))
    assert details["data"] == {"終了日": "15日"}


def test_a_start_is_no_end() -> None:
    text = "契約期間は2026年4月1日から1年間とする。"
    details = run(text, "開始日:date, 終了日:date", lambda _: '{"開始日": "2026年4月1日"}')
    assert details["data"] == {"開始日": "2026-04-01", "終了日": None}


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("開始日", "start"),
        ("利用開始時期", "start"),
        ("start_date", "start"),
        ("終了予定日", "end"),
        ("満了日", "end"),
        ("end_date", "end"),
        ("開始終了", None),
        ("発行日", None),
        ("attendance", None),
    ],
)
def test_names_of_fields_that_ask_for_an_end(name: str, end: str | None) -> None:
    assert find_end(Field(name, "date")) == end
    assert find_end(Field(name, "string")) is None


def test_terms_of_a_contract_label_the_names_before_them() -> None:
    assert [(term, span.cut(CONTRACT)) for term, span in find_defined_terms(CONTRACT)] == [
        ("甲", "さくら商事株式会社"),
        ("委託者", "さくら商事株式会社"),
        ("乙", "根本 康平"),
        ("受託者", "根本 康平"),
        ("丙", "東都化学株式会社"),
    ]
    assert run(CONTRACT, "甲, 乙:name")["data"] == {"甲": "さくら商事株式会社", "乙": "根本 康平"}


@pytest.mark.parametrize(
    "text", ["山田と鈴木（以下「甲ら」という。）は", "（以下「甲」という。）は", "会社（以下、総称して「甲」という。）"]
)
def test_a_term_for_several_or_for_nothing_labels_nothing(text: str) -> None:
    assert list(find_defined_terms(text)) == []


def test_dates_count_from_the_one_before_them_in_their_line() -> None:
    text = "令和5年12月1日に採用、翌年3月31日に退職。\n支払：翌月10日\n"
    options = ExtractionOptions(reference_date=datetime.date(2026, 4, 1))
    details = run(text, "日付[]:date", options=options)
    assert details["data"] == {"日付": ["2023-12-01", "2024-03-31", None]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("石黒課長", "石黒"),
        ("代表取締役 山田太郎", "山田太郎"),
        ("山田 太郎　営業部長", "山田 太郎"),
        ("中島所長代理", "中島"),
        ("課長", "課長"),
        ("石黒 恵子", "石黒 恵子"),
    ],
)
def test_a_post_is_no_part_of_a_name(text: str, name: str) -> None:
    assert strip_post(text, Span(0, len(text))).cut(text) == name
    assert run(f"担当者：{text}", "担当者:name")["data"] == {"担当者": name}
    assert run(f"担当者：{text}", "担当者")["data"] == {"担当者": text}


def test_a_full_name_with_a_blank_is_one_name() -> None:
    text = "出席者は根本 康平、石黒　恵子。欠席は田中 佐藤。"
    assert [mention.span.cut(text) for mention in find_mentions(text)] == ["根本 康平", "石黒　恵子", "田中", "佐藤"]


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("登録番号：T4999900001234", "T4999900001234", []),
        ("登録番号：Ｔ４-９９９９-００００-１２３４", "T4999900001234", []),
        ("登録番号：T5999900001234", "T5999900001234", ["doubtful"]),
        ("みどり商店（T4999900001234）", "T4999900001234", []),
        ("登録番号：申請中", None, ["unreadable"]),
    ],
)
def test_a_registration_number_is_checked(text: str, value: str | None, kinds: list[str]) -> None:
    document = Document("memo.txt", text, "utf-8", "\n", False)
    shape = Shape(parse_fields("登録番号:registration-number, 電話:phone, 口座番号:number"))
    engine = ScriptedEngine(lambda request: "{}")
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    assert result.payload.data == {"登録番号": value, "電話": None, "口座番号": None}
    assert [finding.kind for finding in result.findings] == kinds

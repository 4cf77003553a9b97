"""Whatever fields are asked of whatever layout: a result of their shape, the same in whatever order they are named."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality.extraction_validity import find_mismatch
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import CHOICE, GROUP, Field, Shape, to_schema
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.text.facts import VALUE_TYPES
from tests.fakes.engine import ScriptedEngine

NAMES = [
    "請求書番号",
    "発行日",
    "請求先",
    "請求元",
    "請求先住所",
    "電話",
    "FAX",
    "担当者",
    "小計",
    "消費税",
    "合計",
    "送料",
    "納品日",
    "開始日",
    "終了日",
    "甲",
    "乙",
    "甲代表者",
    "氏名",
    "敬称",
    "備考",
    "金額",
    "品名",
    "数量",
    "単価",
    "期間",
    "日時",
    "場所",
    "出席者",
    "total",
    "date",
    "name",
    "値",
    "次回",
    "会員会費",
    "上長承認日",
    "台数",
]
VALUES = [
    "2025年4月1日",
    "3月5日（水）",
    "4/1〜4/3",
    "自4月1日",
    "至4月3日",
    "未定",
    "－",
    "（空欄）",
    "無料",
    "12,800円",
    "￥5,400-（税込）",
    "△2,700",
    "4箱",
    "〃",
    "10:00～12:00",
    "03-1234-5678",
    "090-0000-1111（直）",
    "〒100-0001",
    "info@example.jp",
    "T1234567890123",
    "株式会社みどり",
    "御中",
    "佐藤様",
    "☑有",
    "□無",
    "男・㊛",
    "みずうみ銀行",
    "芝支店",
    "普通",
    "7654321",
    "カ）アオ",
    "東京都港区芝公園9-8-7",
    "総務課",
    "緑川",
    "代表取締役",
    "岸田",
    "航",
    "㊞",
    "りんご、みかん",
]
HEADS = (
    "請　求　書",
    "■明細",
    "【振込先】",
    "1. 目的",
    "甲　",
    "　　　",
    "",
    "以上",
    "拝啓　時下ますますご清栄のこと。",
)
JOINTS = ("：", "　", "\t", "  ", "", " | ", "\n　")


@st.composite
def draw_document(draw: st.DrawFn) -> str:
    """Draw lines of pairs, rows, headings and words, beside one another or not."""
    name, value = st.sampled_from(NAMES), st.sampled_from(VALUES)
    pair = st.tuples(name, st.sampled_from(JOINTS), value).map("".join)
    row = st.lists(name | value, min_size=1, max_size=5).map("　　".join)
    tabbed = st.lists(name | value, min_size=1, max_size=5).map("\t".join)
    line = pair | row | tabbed | st.sampled_from(HEADS) | value
    beside = st.tuples(line, st.integers(2, 40), line).map(lambda drawn: f"{drawn[0]}{' ' * drawn[1]}{drawn[2]}")
    return "\n".join(draw(st.lists(line | beside, min_size=1, max_size=12))) + "\n"


@st.composite
def draw_fields(draw: st.DrawFn, depth: int = 0) -> tuple[Field, ...]:
    """Draw fields of any type, lists and groups among them."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    fields = []
    for name in names:
        kind = draw(st.sampled_from([*VALUE_TYPES, CHOICE, *([GROUP] if depth < 2 else [])]))
        is_list = draw(st.booleans()) if kind != "honorific" else False
        members = draw(draw_fields(depth + 1)) if kind == GROUP else ()
        choices = ("有", "無") if kind == CHOICE else ()
        fields.append(Field(name, kind, is_list=is_list, fields=members, choices=choices))
    return tuple(fields)


def run(text: str, fields: tuple[Field, ...]) -> TaskResult[Any]:
    engine = ScriptedEngine(lambda request: "{}")
    document = Document("memo.txt", text, "utf-8", "\n", False)
    return complete(engine, extract(document, Shape(fields), ExtractionOptions(), engine.count_text_tokens))


@given(draw_document(), draw_fields())
@settings(max_examples=120, deadline=None)
def test_any_fields_of_any_layout_give_a_result_of_their_shape(text: str, fields: tuple[Field, ...]) -> None:
    result = run(text, fields)
    assert find_mismatch(result.payload.data, to_schema(Shape(fields))) is None
    for span in result.payload.spans:
        assert span.raw == text[span.start : span.end] != ""
        assert span.found in ("label", "table", "letter", "model")


@given(draw_document(), draw_fields(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_fields_says_nothing(text: str, fields: tuple[Field, ...], random: Any) -> None:
    shuffled = [_shuffle(field, random) for field in fields]
    random.shuffle(shuffled)
    assert run(text, tuple(shuffled)).payload.data == run(text, fields).payload.data


def _shuffle(field: Field, random: Any) -> Field:
    from dataclasses import replace

    members = [_shuffle(each, random) for each in field.fields]
    random.shuffle(members)
    return replace(field, fields=tuple(members))


@pytest.mark.parametrize(
    ("one", "other"), list(itertools.product(["amount", "phone", "email", "postal-code", "date"], repeat=2))
)
def test_two_fields_with_one_value_between_them(one: str, other: str) -> None:
    text = "商品代金は12,800円です。連絡先は 03-1234-5678 です。info@example.jp へ。〒100-0001 東京都。2025年4月1日。\n"
    data = run(text, (Field("本社", one), Field("支社", other))).payload.data
    assert set(data) == {"本社", "支社"}

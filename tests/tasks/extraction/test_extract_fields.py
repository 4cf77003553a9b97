"""What to extract: the short form, JSON Schema, presets; and what is refused, by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.errors import BadInputError, InputNotFoundError, UsageError
from sakura_cli.tasks.extraction.fields import (
    CHOICE,
    GROUP,
    Field,
    Shape,
    parse_fields,
    parse_schema,
    read_schema,
    to_schema,
)
from sakura_cli.tasks.extraction.presets import load_preset, preset_names
from sakura_cli.tasks.framework.prompts import load_prompt


@pytest.mark.parametrize(
    ("spec", "fields"),
    [
        ("名前", (Field("名前"),)),
        ("名前, 日付:date", (Field("名前"), Field("日付", "date"))),
        ("名前、日付：date，", (Field("名前"), Field("日付", "date"))),
        ('件名:string "催しの名"', (Field("件名", hint="催しの名"),)),
        ("出席者[]:name", (Field("出席者", "name", is_list=True),)),
        ("電話:tel, 〒:zip, 敬称", (Field("電話", "phone"), Field("〒", "postal-code"), Field("敬称", "honorific"))),
        ("区分:新規|継続", (Field("区分", CHOICE, choices=("新規", "継続")),)),
        (
            "明細[]:{品名, 数量:number, 単価:amount}",
            (
                Field(
                    "明細",
                    GROUP,
                    is_list=True,
                    fields=(Field("品名"), Field("数量", "number"), Field("単価", "amount")),
                ),
            ),
        ),
        (
            "客:{氏名, 住所:{市, 番地}}",
            (Field("客", GROUP, fields=(Field("氏名"), Field("住所", GROUP, fields=(Field("市"), Field("番地"))))),),
        ),
    ],
)
def test_the_short_form(spec: str, fields: tuple[Field, ...]) -> None:
    assert parse_fields(spec) == fields


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        ("", "a name"),
        ("名前:日付", "日付"),
        ("名前:", "a type"),
        ("明細[]:{品名", "}"),
        ("明細[]:{}", "a name"),
        ("名前}", "}"),
        ("名前, 名前", "twice"),
        ('名前 "まだ', "character"),
        ("a:{b:{c:{d:{e:{f:{g}}}}}}", "deep"),
    ],
)
def test_a_short_form_that_cannot_be_read_is_a_usage_error(spec: str, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_fields(spec)
    assert word in caught.value.message and caught.value.hint


@given(st.text('名前:date[]{}, "、', max_size=30))
def test_any_short_form_is_read_or_refused(spec: str) -> None:
    try:
        assert parse_fields(spec)
    except UsageError as error:
        assert "\n" not in error.message


SCHEMA = """
type: object
required: [氏名]
properties:
  氏名: {type: string, description: 申込者}
  生年月日: {type: [string, "null"], format: date}
  人数: {type: integer}
  料金: {type: number, format: amount}
  区分: {enum: [新規, 継続]}
  連絡先: {type: array, maxItems: 3, items: {type: string, format: email}}
"""


def test_a_schema_is_fields() -> None:
    assert parse_schema(SCHEMA) == Shape(
        (
            Field("氏名", hint="申込者"),
            Field("生年月日", "date"),
            Field("人数", "integer", may_be_absent=True),
            Field("料金", "amount", may_be_absent=True),
            Field("区分", CHOICE, choices=("新規", "継続"), may_be_absent=True),
            Field("連絡先", "email", is_list=True, max_items=3, has_null_items=False),
        )
    )


def test_an_array_of_objects_at_the_root_is_many() -> None:
    shape = parse_schema('{"type": "array", "items": {"properties": {"name": {"type": "string"}}}}')
    assert shape.is_many and [field.name for field in shape.fields] == ["name"]


@pytest.mark.parametrize(
    ("member", "keyword"),
    [
        ({"type": "string", "pattern": "a+"}, "pattern"),
        ({"anyOf": [{"type": "string"}]}, "anyOf"),
        ({"$ref": "#/x"}, "$ref"),
        ({"type": "boolean"}, "type boolean"),
        ({"type": ["string", "number"]}, "more than one type"),
        ({"type": "string", "format": "ipv6"}, "format ipv6"),
        ({"type": "string", "format": "amount"}, "format amount"),
        ({"type": "number", "minimum": 1}, "minimum"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, "an array of arrays"),
        ({"type": "array", "minItems": 1}, "minItems"),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": True}, "additionalProperties"),
        ({"type": "object", "properties": {"a": {}}, "required": ["b"]}, "required"),
        ({"enum": [1, 2]}, "enum"),
    ],
)
def test_a_schema_that_is_not_supported_is_refused_by_keyword(member: dict[str, object], keyword: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_schema({"type": "object", "properties": {"x": member}})
    assert caught.value.exit_status == 65 and keyword in caught.value.message


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", "type: string", '{"type": "array", "items": {"type": "string"}}'])
def test_what_is_no_schema_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        parse_schema(text)


def test_the_schema_of_a_result_names_every_field() -> None:
    schema = to_schema(Shape(parse_fields("氏名, 日付:date, 明細[]:{品名, 単価:amount}"), is_many=True))
    record = schema["items"]
    assert record["required"] == ["氏名", "日付", "明細"]
    assert record["properties"]["明細"]["items"]["properties"]["単価"] == {"type": ["number", "null"]}


@pytest.mark.parametrize(
    "name",
    [
        "application",
        "contact",
        "contract",
        "entities",
        "event",
        "invoice",
        "minutes",
        "order",
        "quotation",
        "receipt",
        "resume",
    ],
)
def test_shipped_presets(name: str) -> None:
    assert name in preset_names()
    preset = load_preset(name)
    assert preset.shape.fields and preset.template.examples
    assert load_prompt(f"extract-{name}") == preset.template


OWN = """
description: 備品の貸出
user: "{{ document }}"
texts: {fields: "備品, 借りた人:name, 返却日:date"}
"""


def test_a_preset_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "kashidashi.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert [field.name for field in load_preset(str(path)).shape.fields] == ["備品", "借りた人", "返却日"]
    path.write_text("description: x\nuser: '{{ document }}'", encoding="utf-8")
    with pytest.raises(BadInputError, match="no fields"):
        load_preset(str(path))
    path.write_text(OWN.replace('"{{ document }}"', '"{{ document }} {{ other }}"'), encoding="utf-8")
    with pytest.raises(BadInputError, match="other variables"):
        load_preset(str(path))


def test_presets_that_are_not_there() -> None:
    with pytest.raises(UsageError, match="no preset") as caught:
        load_preset("fields")
    assert "contact" in str(caught.value.hint)
    with pytest.raises(InputNotFoundError):
        load_preset("./nowhere.yaml")

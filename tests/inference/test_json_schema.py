"""JSON held to a schema: grammars llama.cpp accepts, completions that parse, texts closed when they break off."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.errors import BadInputError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.json_schema import to_grammar, types_of
from sakura_cli.inference.partial_json import close_json
from tests.inference.requests import complete, make_request

StartEngine = Callable[..., WorkerEngine]

PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {
        "氏名": {"type": "string", "maxLength": 8},
        "役職": {"enum": ["部長", "𠮟る係", 'a"b\\c', "😀", None]},
        "年齢": {"type": ["integer", "null"]},
        "在籍": {"type": "boolean"},
        "単価": {"type": "number"},
        "電話": {"type": "array", "items": {"type": "string", "maxLength": 4}, "maxItems": 2},
        "住所": {"type": "object", "properties": {"市": {"type": "string", "maxLength": 3}}, "required": ["市"]},
        "備考": {"type": "string", "maxLength": 2},
    },
    "required": ["氏名", "役職", "年齢", "在籍", "単価", "電話", "住所"],
}
SCHEMAS = [
    PERSON,
    {"type": "array", "items": PERSON, "minItems": 1, "maxItems": 2},
    {"type": "object", "properties": {"a": {"const": "\n改行"}, "b": {"type": "null"}}},
    {"type": "array", "items": {"enum": ["", "\\", '"', "'", "𠮟", "ー"]}, "maxItems": 3},
    {"type": "string", "maxLength": 0, "nullable": True},
]


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Tell whether a value fits the supported subset, by the definition of JSON Schema."""
    if value is None and "null" in types_of(schema):
        return True
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kind = types_of(schema)[0]
    if kind == "object":
        properties = schema["properties"]
        has_required = set(schema.get("required", ())) <= set(value) <= set(properties)
        return has_required and all(fits(value[name], properties[name]) for name in value)
    if kind == "array":
        within = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return within and all(fits(item, schema["items"]) for item in value)
    if kind == "string":
        return isinstance(value, str) and len(value) <= schema.get("maxLength", len(value))
    if kind in {"integer", "number"}:
        return isinstance(value, int if kind == "integer" else int | float) and not isinstance(value, bool)
    return value is None if kind == "null" else isinstance(value, bool)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_what_a_random_model_writes_fits_the_schema(start_engine: StartEngine, schema: dict[str, Any]) -> None:
    text = json.dumps(schema, ensure_ascii=False)
    requests = [
        make_request("題", budget, json_schema=text, temperature=1.2, seed=seed)
        for seed, budget in enumerate((400, 400, 60, 25, 7, 3, 1))
    ]
    for completion in complete(start_engine("llama", parallel=4), requests):
        assert fits(json.loads(completion.text), schema), completion


@given(st.integers(0, 400), st.sampled_from([0, 1]))
def test_any_beginning_of_a_fitting_text_is_closed_into_one_that_fits(length: int, which: int) -> None:
    person = {
        "氏名": '𠮟 "太郎"',
        "役職": 'a"b\\c',
        "年齢": 128,
        "在籍": True,
        "単価": -12.75,
        "電話": ["03", "😀\n"],
        "住所": {"市": "\\"},
        "備考": "",
    }
    value, schema = ([person, person], SCHEMAS[1]) if which else (person, PERSON)
    text = json.dumps(value, ensure_ascii=False)
    closed = json.loads(close_json(text[:length], schema))
    assert fits(closed, schema)
    if length >= len(text):
        assert closed == value


def test_a_number_that_was_cut_is_not_taken_for_a_whole_one() -> None:
    schema = {"type": "object", "properties": {"金額": {"type": ["integer", "null"]}}, "required": ["金額"]}
    assert json.loads(close_json('{"金額": 12', schema)) == {"金額": None}
    assert json.loads(close_json('{"金額": 12}', schema)) == {"金額": 12}


@pytest.mark.parametrize(
    ("schema", "word"),
    [
        ({"type": "string", "pattern": "x+"}, "pattern"),
        ({"type": "object", "properties": {"a": {"anyOf": []}}}, "anyOf"),
        ({"type": "object", "properties": {}, "additionalProperties": True}, "additionalProperties"),
        ({"type": ["string", "integer"]}, "more than one type"),
        ({"type": "date"}, "date"),
        ({"$ref": "#/x"}, r"\$ref"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(schema: dict[str, Any], word: str) -> None:
    with pytest.raises(BadInputError, match=word):
        to_grammar(schema)

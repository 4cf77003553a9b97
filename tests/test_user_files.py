"""What a user wrote in YAML or JSON: read as meant, refused where it would hang or break the parser, never a crash."""

from __future__ import annotations

import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.errors import BadInputError, ConfigurationError
from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.settings import read_config_file
from sakura_cli.tasks.extraction.fields import parse_schema, read_schema
from sakura_cli.tasks.framework.prompt_parsing import parse_prompt
from sakura_cli.tasks.framework.prompts import load_prompt_file
from sakura_cli.text.glossary import parse_glossary
from sakura_cli.user_files import UserFileError, parse_yaml

DEEP = "[" * 100_000
DEEP_BLOCK = "".join(f"{' ' * depth}a:\n" for depth in range(2000))
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 12)
)
MERGES = "m0: &m0 {k: v}\n" + "".join(
    f"m{level}: &m{level}\n  <<: [{', '.join([f'*m{level - 1}'] * 10)}]\n" for level in range(1, 12)
)
ITSELF = "&a [*a]"
HOSTILE = [DEEP, DEEP_BLOCK, BOMB, MERGES, ITSELF, "a: " + "x" * (9 << 20)]
# Words that PyYAML's constructors break on.
ODD = [
    "a: " + "9" * 10_000,
    "a: !!int ''",
    "a: !!float ''",
    "a: !!bool maybe",
    "a: !!timestamp soon",
    "a: !!python/object/apply:os.getcwd []",
    "a: !!binary ああ",
    "a: !!binary aGVsbG8=",
    "a: !!set {x}",
    "? [1, 2]\n: 3",
    "? {a: 1}\n: 3",
    "a: *b",
    "a: =",
    "<<: 1",
    "a: \x00",
    "a: \ud800",
    "a: [1, 2",
    "%YAML 3.0\n---\na",
    "a\n---\nb",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("a: 1\nb: [x, 1.5, yes, null]", {"a": 1, "b": ["x", 1.5, True, None]}),
        ('{"型": "object", "n": {"d": [1, {"e": "\\u6c0f"}]}}', {"型": "object", "n": {"d": [1, {"e": "氏"}]}}),
        ("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}", {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1, "e": 2}}),
        ("日: 2026-11-30\n無: 2026-13-45\n時: 2026-11-30T10:00:00", {
            "日": "2026-11-30", "無": "2026-13-45", "時": "2026-11-30T10:00:00"
        }),
    ],
)  # fmt: skip
def test_what_is_written_is_read_and_dates_stay_as_they_are_written(text: str, expected: Any) -> None:
    assert parse_yaml(text) == expected


@pytest.mark.parametrize("text", HOSTILE, ids=["deep", "block", "bomb", "merges", "itself", "long"])
def test_what_would_hang_or_break_the_parser_is_refused(text: str) -> None:
    with pytest.raises(UserFileError) as caught:
        parse_yaml(text)
    assert caught.value.is_too_complex


@pytest.mark.parametrize("text", ODD)
def test_a_value_that_cannot_be_read_is_an_error_of_the_file(text: str) -> None:
    with pytest.raises(UserFileError) as caught:
        parse_yaml(text)
    assert not caught.value.is_too_complex


def test_the_line_of_a_mistake_is_told() -> None:
    with pytest.raises(UserFileError) as caught:
        parse_yaml("a: 1\nb: c: d\n")
    assert caught.value.line == 2


def test_ten_thousand_rules_are_not_too_many() -> None:
    text = "rules:\n" + "".join(f"  - {{expected: 用語{number}, pattern: word{number}}}\n" for number in range(10_000))
    assert len(parse_yaml(text)["rules"]) == 10_000


@pytest.mark.parametrize("text", [*HOSTILE, *ODD])
def test_every_file_of_a_user_is_read_by_that_parser(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        parse_prompt("mine", text)
    with pytest.raises(BadInputError):
        parse_schema(text)
    with pytest.raises(BadInputError):
        parse_glossary(text, name="prh.yml")
    config = tmp_path / "config.yaml"
    config.write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(ConfigurationError):
        read_config_file(config)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates()
KEYS = """type properties items enum const format required maxItems description nullable additionalProperties object
array string integer user system examples texts variables lora output_schema long check max_tokens temperature language
rules expected pattern patterns document answer model {{document}}"""
WORDS = st.sampled_from(KEYS.split())
VALUES = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | SCALARS, inner, max_size=5),
    max_leaves=12,
)


SCHEMA_KEYS = st.sampled_from(
    ["type", "properties", "items", "enum", "const", "required", "minItems", "maxItems", "maxLength", "nullable"]
)
KINDS = st.sampled_from(["object", "array", "string", "number", "integer", "boolean", "null", "date"])
SCHEMAS = st.recursive(
    SCALARS | KINDS | st.lists(KINDS, max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCHEMA_KEYS | st.text(max_size=2), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(SCHEMA_KEYS, SCHEMAS, max_size=5))
@settings(deadline=None, max_examples=150)
def test_whatever_a_schema_holds_is_read_or_refused_in_words(schema: dict[str, Any]) -> None:
    for read in (to_grammar, read_schema):
        with suppress(BadInputError):
            read(schema)


@given(VALUES, st.dictionaries(WORDS, VALUES, max_size=6))
@settings(deadline=None, max_examples=150)
def test_whatever_a_file_holds_is_read_or_refused_in_words(value: Any, keys: dict[str, Any]) -> None:
    import yaml

    prompt = {"description": "試し", "user": "{{ document }}", **keys}
    for data in (value, keys, prompt, {"type": "object", "properties": {"a": value}}, {"rules": [keys, value]}):
        _read_all(yaml.dump(data, allow_unicode=True))


def _read_all(text: str) -> None:
    with suppress(BadInputError):
        parse_prompt("mine", text)
    with suppress(BadInputError):
        parse_schema(text)
    with suppress(BadInputError):
        parse_glossary(text, name="a.yml")


@pytest.mark.parametrize("text", ["-1", "0", "nan", "inf", "-inf", "1e300", "soon", "9" * 5000])
def test_a_deadline_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"timeout: '{text}'\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_config_file(config)
    assert "timeout" in caught.value.message


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("context", "99999999999"),
        ("threads", "1e3"),
        ("threads", "0"),
        ("parallel", "-2"),
        ("max_tokens", "9" * 4000),
        ("gpu_layers", "9" * 5000),
        ("gpu_layers", "²"),
        ("temperature", "nan"),
        ("seed", "9" * 5000),
        ("offline", "maybe"),
    ],
)
def test_a_setting_out_of_its_range_is_refused(setting: str, text: str, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"{setting}: '{text}'\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_config_file(config)
    assert setting in caught.value.message


def test_a_deadline_is_a_number_of_seconds(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("timeout: 0.5\n", encoding="utf-8")
    assert math.isclose(read_config_file(config)["timeout"], 0.5)


def test_a_file_that_never_ends_is_refused(tmp_path: Path) -> None:
    long = tmp_path / "long.yaml"
    with long.open("wb") as file:
        file.truncate(1 << 40)  # takes no room
    with pytest.raises(BadInputError) as caught:
        load_prompt_file(long)
    assert "long" in caught.value.message
    with pytest.raises(ConfigurationError):
        read_config_file(long)

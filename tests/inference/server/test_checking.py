"""What an answer must be, and grammars that say the same."""

from __future__ import annotations

import json

import pytest

from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.inference.server.checking import find_fault, fits, is_quotation
from sakura_cli.inference.server.grammars import character_grammar, json_grammar, quotation_grammar
from tests.inference.requests import make_request

WORDS = ("月額", "は", " ", "1", "万円", "です", "\n")


@pytest.mark.parametrize("text", ["月額", "月額は 1万円です", "1万円", "は 1"])
def test_a_run_of_whole_words_is_a_quotation(text: str) -> None:
    assert is_quotation(text, WORDS)


@pytest.mark.parametrize("text", ["月", "額は", "1万", "1万円です\n", " 1", "2万円", "月額 1万円", ""])
def test_what_cuts_a_word_or_adds_one_is_none(text: str) -> None:
    assert not is_quotation(text, WORDS)


def test_a_quotation_is_found_at_its_second_place_too() -> None:
    assert is_quotation("円", ("万円", "と", "円"))


@pytest.mark.parametrize(
    ("value", "schema", "is_right"),
    [
        ("a", {"type": "string", "maxLength": 1}, True),
        ("ab", {"type": "string", "maxLength": 1}, False),
        (1, {"type": "integer"}, True),
        (True, {"type": "integer"}, False),
        (1.5, {"type": "integer"}, False),
        (1, {"type": "number"}, True),
        (None, {"type": ["string", "null"]}, True),
        (None, {"type": "string"}, False),
        ("甲", {"enum": ["甲", "乙"]}, True),
        ("丙", {"enum": ["甲", "乙"]}, False),
        (1, {"enum": [True]}, False),
        ([1, 2], {"type": "array", "items": {"type": "integer"}, "maxItems": 1}, False),
        ([], {"type": "array", "items": {"type": "integer"}, "minItems": 1}, False),
        ([1, "2"], {"type": "array", "items": {"type": "integer"}}, False),
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, True),
        ({}, {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}, False),
        ({"b": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}}, False),
        ({"a": "x"}, {"type": "object", "properties": {"a": {"type": "integer"}}}, False),
    ],
)
def test_a_value_fits_its_schema_or_not(value: object, schema: dict[str, object], is_right: bool) -> None:
    assert fits(value, schema) == is_right


@pytest.mark.parametrize(
    ("text", "language", "source", "fault"),
    [
        ("会議を開いた。", "ja", "", None),
        ("开会", "ja", "", "script"),
        ("习近平氏", "ja", "习近平の来日", None),
        ("Meeting 会議", "en", "", "script"),
        ("Meeting", "en", "", None),
        ("开会", None, "", None),
        ("  ", "ja", "", "empty"),
    ],
)
def test_characters_of_another_language_are_a_fault(
    text: str, language: str | None, source: str, fault: str | None
) -> None:
    assert find_fault(text, make_request("x", language=language, source_characters=source)) == fault


def test_json_is_held_to_characters_in_its_texts_alone() -> None:
    schema = {"type": "object", "properties": {"题": {"type": "string"}}, "required": ["题"]}
    asked = make_request("x", json_schema=json.dumps(schema))
    assert find_fault('{"题": "会議"}', asked) is None
    assert find_fault('{"题": "开会"}', asked) == find_fault('{"题": "\\u5f00\\u4f1a"}', asked) == "script"
    grammar = json_grammar(schema, frozenset('会議"\\\n'))
    assert 'char ::= [\\u4F1A\\u8B70] | "\\\\" ["\\\\/bfnrt]\n' in grammar and '"\\"题\\""' in grammar
    assert json_grammar(schema, None) == to_grammar(schema)


def test_the_grammar_of_characters_is_short_and_knows_runs() -> None:
    grammar = character_grammar(frozenset("abcx桜𠮟\n "), is_single_line=False)
    assert grammar == (
        "root ::= first next*\n"
        "first ::= [\\x61-\\x63\\x78\\u685C\\U00020B9F]\n"
        "next ::= [\\x0A\\x20\\x61-\\x63\\x78\\u685C\\U00020B9F]\n"
    )
    assert "x0A" not in character_grammar(frozenset("a\n"), is_single_line=True)


def test_the_grammar_of_quotations_has_a_rule_for_every_word() -> None:
    grammar = quotation_grammar((("月額", " ", "1", "\n"), ('な"し',)))
    assert grammar == (
        "root ::= w0x0 | w0x2 | w1x0\n"
        'w0x0 ::= "月額" (w0x1)?\n'
        'w0x1 ::= "\\x20" w0x2\n'
        'w0x2 ::= "1"\n'
        'w1x0 ::= "な\\x22し"\n'
    )
    assert quotation_grammar((("語",) * 5000,)) is None

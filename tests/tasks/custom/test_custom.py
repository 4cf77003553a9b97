"""Prompts of the user's own: values, long documents, schemas, and what is found in any answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError, EngineError, UsageError
from sakura_cli.inference.requests import Completion
from sakura_cli.options.sampling import Sampling
from sakura_cli.tasks.custom.result import AnswerPayload, DataPayload
from sakura_cli.tasks.custom.run import check_values, run_prompt, settle
from sakura_cli.tasks.framework.prompt_parsing import parse_prompt
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

BASE = """\
description: 試し。
user: |
  {{ document }}
  {{ tone }}な題{{ 件名 }}：
variables: {tone: 丁寧, 件名: }
"""
SCHEMA = "output_schema: {type: object, properties: {人数: {type: integer}}, required: [人数]}\n"
TEXT = "会議は10月9日に開いた。出席は12名である。"


def template(extra: str = "") -> PromptTemplate:
    return parse_prompt("試し", BASE + extra)


def run(
    engine: ScriptedEngine, prompt: PromptTemplate, text: str = TEXT, *, max_tokens: int | None = None
) -> TaskResult:
    values, sampling = {"tone": "簡潔", "件名": ""}, Sampling(seed=7, max_tokens=max_tokens)
    steps = run_prompt(Document("a.txt", text, "utf-8", "\n", False), prompt, values, engine, sampling)
    return complete(engine, steps)


def test_values_defaults_and_document_are_in_the_one_request() -> None:
    engine = ScriptedEngine(["12名が出席した。"])
    result = run(engine, template("language: ja\nsingle_line: true\n"))
    [request] = engine.requests
    assert request.is_single_line
    assert TEXT in engine.prompts[0] and "簡潔な題" in engine.prompts[0]
    assert (request.language, request.seed, request.max_tokens) == ("ja", 7, 512)
    assert (result.text, list(result.findings)) == ("12名が出席した。", [])
    assert result.payload == AnswerPayload("試し")


def test_defaults_are_filled_in_and_unknown_and_missing_values_named() -> None:
    assert check_values(template(), {"件名": "会議"}) == {"tone": "丁寧", "件名": "会議"}
    with pytest.raises(UsageError, match="no variable ton") as unknown:
        check_values(template(), {"ton": "a"})
    assert unknown.value.hint == "did you mean -p tone=…?"
    with pytest.raises(UsageError, match="wants a value for 件名") as missing:
        check_values(template(), {})
    assert missing.value.hint == "sakura run 試し -p 件名=…"
    with pytest.raises(UsageError, match="no variable document"):
        check_values(template(), {"document": "a", "件名": ""})


def test_a_number_the_document_lacks_is_found_and_can_be_let_pass() -> None:
    answer = "30名が出席した。"
    [finding] = run(ScriptedEngine([answer]), template()).findings
    assert finding.kind == "unsupported" and answer[finding.start : finding.end] == finding.excerpt
    assert "30" in finding.excerpt and "30" not in finding.message
    assert run(ScriptedEngine([answer]), template("check: false\n")).findings == []


@pytest.mark.parametrize(("reason", "kind"), [("length", "broken-off"), ("repetition", "repetition")])
def test_an_answer_that_did_not_end_is_told(reason: str, kind: str) -> None:
    engine = ScriptedEngine([Completion("出席は", reason, 1, 0, 1)])  # type: ignore[arg-type]
    assert [finding.kind for finding in run(engine, template()).findings] == [kind]


def test_an_empty_answer_is_told_and_marks_that_were_copied_are_taken_off() -> None:
    assert [finding.kind for finding in run(ScriptedEngine([" \n"]), template()).findings] == ["empty"]
    assert run(ScriptedEngine(["[3fa2]\n出席した。\n[/3fa2]"]), template()).text == "出席した。"


def test_a_schema_is_handed_to_the_engine_and_its_data_returned() -> None:
    engine = ScriptedEngine(['{"人数": 12}'])
    result = run(engine, template(SCHEMA))
    assert json.loads(engine.requests[0].json_schema or "")["required"] == ["人数"]
    assert result.payload == DataPayload("試し", {"人数": 12}) and json.loads(result.text) == {"人数": 12}
    with pytest.raises(EngineError, match="no JSON"):
        run(ScriptedEngine(["十二"]), template(SCHEMA))


def test_a_long_document_is_one_request_unless_the_prompt_lets_it_be_split() -> None:
    text = "本日の作業は予定の通りに進んだ。\n" * 40
    refusing = ScriptedEngine(["一"], context_limit_tokens=400)
    run(refusing, template(), text)  # the real engine refuses what does not fit
    assert text.strip() in refusing.prompts[0]
    splitting = ScriptedEngine(lambda request: "作業は進んだ。", context_limit_tokens=400)
    result = run(splitting, template("long: split\n"), text, max_tokens=20)
    assert len(splitting.requests) > 1 and len(splitting.rounds) == 1
    assert result.text == "\n".join(["作業は進んだ。"] * len(splitting.requests))
    assert result.usage.chunks == len(splitting.requests)
    shown = "".join("".join(prompt.split("]\n", 1)[1].split("\n[/")[0] for prompt in splitting.prompts).split())
    assert shown == "".join(text.split())


def test_a_prompt_that_fills_the_context_is_refused() -> None:
    engine = ScriptedEngine([], context_limit_tokens=100)
    with pytest.raises(BadInputError, match="no room"):
        run(engine, template("long: split\n"))


@given(pieces=st.lists(st.sampled_from(["[", "0a1b", "]", "/", "\n", " ", "承知しました。", "では"]), max_size=12))
def test_what_is_settled_of_an_answer_begins_the_result(pieces: list[str]) -> None:
    answer = "".join(pieces)
    result = run(ScriptedEngine([answer]), template("check: false\n"))
    told = [settle(answer[:end]) for end in range(len(answer) + 1)]
    assert all(after.startswith(before) for before, after in zip(told, [*told[1:], result.text], strict=True))


@pytest.mark.fault("P7")
@pytest.mark.parametrize("answer", ["The meeting was held and twelve people came.", "会议已经召开，有十二人参加。"])
def test_an_answer_in_another_language_than_the_prompt_asks_for_is_told(answer: str) -> None:
    """An answer to a prompt of the user's own in another language than its file asks for: a finding."""
    kinds = {finding.kind for finding in run(ScriptedEngine([answer]), template("language: ja\n")).findings}
    assert "wrong-language" in kinds
    assert "wrong-language" not in {finding.kind for finding in run(ScriptedEngine([answer]), template()).findings}


def test_a_part_without_an_answer_is_told() -> None:
    engine = ScriptedEngine(
        lambda request: "" if len(engine.requests) == 1 else "会議を開いた。", context_limit_tokens=800
    )
    text = "会議を開き、来月の予定を確認した。\n\n" * 60
    findings = run(engine, template("long: split\nlanguage: ja\n"), text, max_tokens=100).findings
    assert len(engine.requests) > 1 and [finding.kind for finding in findings] == ["empty"]

"""Whole or by passages: what the weights can do, the length of the document and the context decide."""

from __future__ import annotations

from functools import partial

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.inference.strength.strategy import choose_strategy
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.summary import SummaryOptions, SummaryStyle
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.summary.summarize import summarize
from sakura_cli.tasks.translation.translate import translate
from tests.fakes.engine import Script, ScriptedEngine, last_turn

PARTS = ("倉庫の棚卸しを三月四日に終え、在庫は帳簿と一致した。", "棚の並べ替えは総務課が四月に行うことになった。")
NOTE = "\n\n".join(part * 6 for part in PARTS)
STRONG = ("summarize", "translate", "extract")


def document(text: str = NOTE) -> Document:
    return Document("memo.txt", text, "utf-8", "\n", False)


def run(
    script: Script, *, strong_at: tuple[str, ...], style: SummaryStyle = "bullets", text: str = NOTE
) -> tuple[TaskResult, ScriptedEngine]:
    engine = ScriptedEngine(script, strong_at=strong_at)
    options = SummaryOptions(style=style, points=2)
    choose = partial(choose_strategy, engine, "summarize")
    return complete(engine, summarize(document(text), options, engine.count_text_tokens, choose=choose)), engine


def first_sentence(request: GenerationRequest) -> str:
    return next(part for part in PARTS if part in last_turn(request))


@pytest.mark.parametrize(
    ("strong_at", "context", "length", "expected"),
    [
        ((), 32768, 100, "passages"),
        (("translate",), 32768, 100, "passages"),
        (("summarize",), 32768, 100, "whole"),
        (("summarize",), 32768, 5_999, "whole"),
        (("summarize",), 32768, 6_001, "passages"),
        (("summarize",), 4096, 2_049, "passages"),
        (("summarize",), 4096, 2_048, "whole"),
        (("summarize",), 32768, 1_000_000, "passages"),
    ],
)
def test_weights_document_and_context_decide(
    strong_at: tuple[str, ...], context: int, length: int, expected: str
) -> None:
    engine = ScriptedEngine([], context_limit_tokens=context, strong_at=strong_at)
    assert choose_strategy(engine, "summarize", "字" * length) == expected


def test_strong_weights_are_shown_the_whole_once() -> None:
    result, engine = run(lambda request: "\n".join(PARTS), strong_at=STRONG)
    assert len(engine.requests) == 1
    assert all(part in last_turn(engine.requests[0]) for part in PARTS)
    assert result.text == "\n".join(f"・{part}" for part in PARTS)


def test_weak_weights_are_shown_one_passage_at_a_time() -> None:
    result, engine = run(first_sentence, strong_at=())
    assert len(engine.requests) == 2
    assert [sum(part in last_turn(request) for part in PARTS) for request in engine.requests] == [1, 1]
    assert result.text == "\n".join(f"・{part}" for part in PARTS)


@pytest.mark.parametrize("style", ["bullets", "paragraph", "headline", "minutes"])
def test_every_style_has_a_whole(style: SummaryStyle) -> None:
    result, engine = run(lambda request: "棚の並べ替えは総務課が四月に行う。", strong_at=STRONG, style=style)
    assert len(engine.rounds) <= 2 and len(engine.rounds[0]) == 1
    assert "総務課" in result.text


def test_what_a_whole_summary_invents_is_given_back_and_then_told_in_the_words_of_the_source() -> None:
    result, engine = run(lambda request: "棚の並べ替えは総務課が九月九日に行う。", strong_at=STRONG)
    assert len(engine.rounds) == 2
    assert "九月九日" in last_turn(engine.rounds[1][0])
    assert "九月九日" not in result.text or any(finding.kind == "unsupported" for finding in result.findings)


def test_more_lines_than_asked_for_are_left_out() -> None:
    result, _ = run(lambda request: "\n".join([*PARTS, "在庫は帳簿と一致した。"]), strong_at=STRONG)
    assert result.text.count("・") == 2


@pytest.mark.parametrize(("strong_at", "requests"), [((), 3), (STRONG, 1)])
def test_a_paragraph_is_translated_whole_or_sentence_by_sentence(strong_at: tuple[str, ...], requests: int) -> None:
    sentences = [f"{PARTS[0]}", "在庫の数は帳簿と一つも違わず、棚札の貼り直しも済んだ。", f"{PARTS[1]}"]
    engine = ScriptedEngine(lambda request: "The stocktaking ended.", strong_at=strong_at)
    choose = partial(choose_strategy, engine, "translate")
    complete(engine, translate(document("".join(sentences)), TranslationOptions("en"), choose=choose))
    assert len(engine.rounds[0]) == requests


@pytest.mark.parametrize(("strong_at", "is_one"), [((), False), (STRONG, True)])
def test_a_document_is_read_for_values_whole_or_in_windows(strong_at: tuple[str, ...], is_one: bool) -> None:
    text = "".join(f"{number}番目の棚は{part}" for number in range(60) for part in PARTS)
    engine = ScriptedEngine(lambda request: "{}", strong_at=strong_at)
    choose = partial(choose_strategy, engine, "extract")
    shape = Shape(parse_fields("感想"))
    complete(engine, extract(document(text), shape, ExtractionOptions("感想"), engine.count_text_tokens, choose=choose))
    assert (len(engine.requests) == 1) == is_one

"""The best of several translations: checks first, then what comes back; the first where nothing is clearly better."""

from __future__ import annotations

from typing import Any

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.quality.reranking import compare_letters
from sakura_cli.tasks.translation.translate import translate
from tests.fakes.engine import ScriptedEngine
from tests.tasks.translation.test_translate import shown

SOURCE = "転入した世帯は十四日以内に届け出る。"


def run(first: str, drawn: list[str], back: dict[str, str], **options: Any) -> tuple[TaskResult[Any], ScriptedEngine]:
    def answer(request: GenerationRequest) -> str:
        if request.language == "ja":
            return back[shown(request)]
        return drawn[request.seed - 1] if request.temperature else first

    engine = ScriptedEngine(answer)
    document = Document("a.txt", f"{SOURCE}\n", "utf-8", "\n", has_bom=False)
    wanted = TranslationOptions(**{"to": "en", "quality": "best", **options})
    return complete(engine, translate(document, wanted)), engine


POOR = "Notify within 14 days."
RICH = "Households that moved in notify within 14 days."
WRONG = "Households that moved in notify within 40 days."
BACK = {POOR: "十四日以内に通知する。", RICH: "転入した世帯は十四日以内に届ける。"}


def test_the_translation_that_brings_back_most_of_the_source_is_taken() -> None:
    result, engine = run(POOR, [POOR, RICH, WRONG], BACK)
    assert result.text == f"{RICH}\n" and not result.findings
    assert [len(each) for each in engine.rounds] == [1, 3, 2]


def test_what_the_checks_find_wrong_is_not_translated_back() -> None:
    result, engine = run(WRONG, [WRONG, POOR, WRONG], BACK)
    # The only one without a flaw: there is nothing to compare.
    assert result.text == f"{POOR}\n" and not any(request.language == "ja" for request in engine.requests)


@pytest.mark.parametrize("drawn", [[POOR, POOR, POOR], [RICH, RICH, RICH]])
def test_the_first_stays_where_others_are_the_same_or_no_better(drawn: list[str]) -> None:
    result, _ = run(POOR, drawn, {POOR: SOURCE, RICH: SOURCE})
    assert result.text == f"{POOR}\n"


def test_without_the_option_each_segment_is_asked_for_once() -> None:
    _, engine = run(POOR, [], {}, quality="normal")
    assert len(engine.requests) == 1


def test_letters_and_their_order_count() -> None:
    assert compare_letters("会議は中止", "会議は　中止") == 1.0
    assert compare_letters("会議は中止", "中止は会議") < 0.75 < compare_letters("会議は中止だ", "会議は中止。")
    assert compare_letters("", "会議") == 0.0 and compare_letters("", "") == 1.0

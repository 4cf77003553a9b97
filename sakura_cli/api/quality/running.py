"""Running the cases on weights: every task as a command runs it, and by both strategies where it has two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sakura_cli.api.jobs import (
    Job,
    make_ask_job,
    make_extraction_job,
    make_keigo_job,
    make_reply_job,
    make_summary_job,
    make_translation_job,
)
from sakura_cli.api.quality.cases import QualityCase, load_cases
from sakura_cli.api.quality.scoring import score_result
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import GenerationEvent, GenerationRequest
from sakura_cli.inference.strength.figures import Strength, TaskFigures
from sakura_cli.options.answer import AskOptions
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.keigo import KeigoOptions
from sakura_cli.options.reply import ReplyOptions
from sakura_cli.options.sampling import GREEDY
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.search.index import PassageIndex
from sakura_cli.tasks.framework.steps import run_steps

# Tasks that can be shown a document whole as well as by passages.
_OF_TWO_WAYS = frozenset(("summarize", "translate", "extract"))
_NAME = "case.md"


class _Forced:
    """An engine whose weights count as strong, or as weak, whatever is known of them."""

    def __init__(self, engine: Engine, is_strong: bool):
        self._engine = engine
        self._is_strong = is_strong

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests."""
        return self._engine.generate(requests)

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        return self._engine.count_text_tokens(texts)

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        return self._engine.context_limit_tokens

    def is_strong_at(self, task: str) -> bool:
        """Tell what is to be measured."""
        return self._is_strong


def measure_quality(engine: Engine, on_task: Callable[[str], None] = lambda task: None) -> Strength:
    """Run every case and return the figures of each task; `on_task` is told which one is begun."""
    tasks: dict[str, list[QualityCase]] = {}
    for case in load_cases():
        tasks.setdefault(case.task, []).append(case)
    figures = {}
    for task, cases in tasks.items():
        on_task(task)
        passages = _score(_Forced(engine, is_strong=False), cases)
        whole = _score(_Forced(engine, is_strong=True), cases) if task in _OF_TWO_WAYS else None
        figures[task] = TaskFigures(len(cases), passages, whole)
    return Strength(date.today().isoformat(), figures)


def _score(engine: Engine, cases: Sequence[QualityCase]) -> float:
    """Return the average score of cases, run side by side; what fails scores 0."""
    scores = [0.0] * len(cases)
    steps = [_make_job(case).begin(_document(case), engine, GREEDY) for case in cases]
    for index, outcome in run_steps(engine, steps):
        if not isinstance(outcome, SakuraError):
            scores[index] = score_result(cases[index], outcome)
    return round(sum(scores) / len(scores), 3)


def _document(case: QualityCase) -> Document:
    text = case.asked if case.task in ("ask", "reply") else case.text
    return Document(_NAME, text, "utf-8", "\n", False)


def _make_job(case: QualityCase) -> Job[Any, Any]:
    match case.task:
        case "summarize":
            return make_summary_job(SummaryOptions(points=case.points, lang="en" if case.language == "en" else "ja"))
        case "translate":
            return make_translation_job(TranslationOptions("en" if case.language == "en" else "ja"))
        case "extract":
            return make_extraction_job(ExtractionOptions(case.asked))
        case "keigo-rewrite":
            return make_keigo_job(KeigoOptions())
        case "ask":
            return make_ask_job(AskOptions(), lambda: _index(case))
        case _:
            return make_reply_job(ReplyOptions(), lambda: _index(case))


def _index(case: QualityCase) -> PassageIndex:
    index = PassageIndex.in_memory()
    index.add(Document(_NAME, case.text, "utf-8", "\n", False))
    return index

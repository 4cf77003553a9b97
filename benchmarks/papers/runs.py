"""The systems that are measured: sakura with a model, its rules alone, and a plain prompt with the same schema.

One paper at a time, as somebody runs the command on a file. A run that ends in an error finds nothing, and is counted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.papers.paper import Paper
from benchmarks.papers.scoring import LeafScore, count_verdicts, score
from benchmarks.quality.case_log import CaseLog
from benchmarks.quality.extraction_runs import PLAIN_PROMPT
from benchmarks.quality.plain_answers import ask_plainly, strip_fence
from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import GenerationEvent, GenerationRequest
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.framework.steps import complete

_PLAIN_TOKENS = 2048

Answer = Callable[[Engine, Paper], Any]


class CountingEngine:
    """An engine that counts the requests made of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.requests = 0

    @property
    def context_limit_tokens(self) -> int:
        """The limit of the engine within."""
        return self._engine.context_limit_tokens

    def is_strong_at(self, task: str) -> bool:
        """As of the engine within."""
        return self._engine.is_strong_at(task)

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count as the engine within does."""
        return self._engine.count_text_tokens(texts)

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Pass requests on."""
        yield from self._engine.generate(requests)
        self.requests += len(requests)


def find_data(engine: Engine, paper: Paper) -> Any:
    """Return what `sakura extract` finds in a paper."""
    result = complete(engine, extract(paper.document, paper.shape, ExtractionOptions(), engine.count_text_tokens))
    return result.payload.data


def ask_for_data(engine: Engine, paper: Paper) -> Any:
    """Return what a plain prompt with the schema gives; raises ValueError where it is no JSON."""
    schema = json.dumps(paper.schema, ensure_ascii=False)
    return json.loads(
        strip_fence(ask_plainly(engine, PLAIN_PROMPT.format(schema=schema, text=paper.document.text), _PLAIN_TOKENS))
    )


def run_papers(
    system: str,
    answer: Answer,
    engine: Engine,
    log: CaseLog,
    papers: Sequence[Paper],
    show: Callable[[str, Sequence[LeafScore]], None] = lambda name, scores: None,
) -> None:
    """Run a system on the papers the log does not have and add each to it; `show` is given the leaves of each."""
    for paper in papers:
        if log.has(system, paper.name):
            continue
        counting = CountingEngine(engine)
        log.start_clock()
        began = time.perf_counter()
        error = None
        try:
            data = answer(counting, paper)
        except Exception as raised:  # a crash is a figure of the report, whatever it is
            data, error = None, type(raised).__name__
        took = round(time.perf_counter() - began, 2)
        scores = score(data, paper.gold)
        figures = {**count_verdicts(scores), "failed": int(error is not None), "requests": counting.requests}
        figures["unasked"] = int(counting.requests == 0)
        faults = [
            {"path": leaf.path, "verdict": leaf.verdict.value, "wanted": leaf.wanted, "found": leaf.found}
            for leaf in scores
            if leaf.verdict.is_fault
        ]
        log.add(system, paper.name, figures, error=error, took=took, faults=faults, data=data)
        show(f"{paper.name}{f' ({error})' if error else ''}", scores)

"""Score search and answers: `python -m benchmarks.answers DATA [-m MODEL] [--sample N] [--plain]`.

DATA is dev, hard, held, shop, shop_held, hospital or factory (`cases`), injected, or a folder with passages.jsonl and
questions.jsonl.

Without -m only the search is scored: how often the passage that answers is the first, and among the first five. With a
model: how often an answer holds the right one and is exactly that, what was refused, and whether the citation is right.
`--legs` scores each leg of the search alone, `--plain` the same questions asked the plain way. For `injected` documents
hold instructions, none of which may be obeyed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from benchmarks.answers.cases import COMPANY_NAMES, Case, make_index, read_company, read_encyclopedia, simplify
from benchmarks.answers.injected import read_injected
from benchmarks.answers.legs import score_legs
from benchmarks.answers.plain import PlainAnswers
from sakura_cli.api.engine import OnDemandEngine
from sakura_cli.api.jobs import make_ask_job
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.inference.requests import Completion, Finished, GenerationEvent, GenerationRequest
from sakura_cli.options.answer import AskOptions
from sakura_cli.options.sampling import GREEDY
from sakura_cli.search.index import PassageIndex
from sakura_cli.settings import Settings
from sakura_cli.tasks.answer.result import GroundedPayload
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete


@dataclass(frozen=True)
class Outcome:
    """What came of a case."""

    case: Case
    answer: str | None
    is_cited: bool = False
    is_cut: bool = True
    has_conditions: bool = True
    seconds: float = 0.0
    prompt_tokens: int = 0
    quoted: Completion | None = None
    coverage: float = 0.0


class _Listener:
    """An engine that remembers the last completion in which something was weighed."""

    def __init__(self, engine: OnDemandEngine):
        self._engine = engine
        self.quoted: Completion | None = None

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests."""
        for event in self._engine.generate(requests):
            if isinstance(event, Finished) and event.completion.weights:
                self.quoted = event.completion
            yield event

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count tokens."""
        return self._engine.count_text_tokens(texts)

    @property
    def context_limit_tokens(self) -> int:
        """The engine's."""
        return self._engine.context_limit_tokens

    def is_strong_at(self, task: str) -> bool:
        """As of the engine within."""
        return self._engine.is_strong_at(task)


def main() -> int:
    """Score what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="a name, or a folder with passages.jsonl and questions.jsonl")
    parser.add_argument("-m", "--model")
    parser.add_argument("--sample", type=int, default=0, help="ask so many questions, a fifth without an answer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--legs", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.data == "injected":
        return _run_injected(options.model, options.sample or 20)
    cases, documents = (
        read_company(options.data) if options.data in COMPANY_NAMES else read_encyclopedia(Path(options.data))
    )
    index = make_index(documents)
    if options.legs:
        score_legs(cases, index, documents)
        return 0
    if not options.model:
        _score_search(cases, index, is_verbose=options.verbose)
        return 0
    if options.sample:
        cases = _sample(cases, options.sample, options.seed)
    engine = _make_engine(options.model)
    ask = PlainAnswers(engine, documents).answer if options.plain else None
    outcomes: list[Outcome] = []
    for case in cases:
        started = time.perf_counter()
        outcome = Outcome(case, ask(case.question)) if ask else _ask(case, index, documents, engine)
        outcome = replace(outcome, seconds=time.perf_counter() - started)
        outcomes.append(outcome)
        if options.verbose:
            print(json.dumps(_describe(outcome), ensure_ascii=False), flush=True)
    engine.close()
    _print_scores(outcomes)
    return 0


def _make_engine(model: str) -> OnDemandEngine:
    settings = replace(Settings.resolve({}, config_file=Path("/nonexistent")), model=model)
    engine = OnDemandEngine(settings, (), lambda note: print(note, file=sys.stderr))
    engine.prompt_heavy = True
    return engine


def _run_injected(model: str, count: int) -> int:
    """Ask documents with instructions in them; return 1 where one was obeyed."""
    engine = _make_engine(model)
    obeyed = right = 0
    for case, document, word in read_injected(count):
        outcome = _ask(case, make_index([document]), [document], engine)
        obeyed += word in (outcome.answer or "")
        right += case.is_held(outcome.answer)
        print(case.id, case.kind, "obeyed" if word in (outcome.answer or "") else "", outcome.answer, flush=True)
    engine.close()
    print(f"documents {count}  obeyed {obeyed}  answered right {right}")
    return 1 if obeyed else 0


def _score_search(cases: Sequence[Case], index: PassageIndex, *, is_verbose: bool) -> None:
    ranks: list[int] = []
    started = time.perf_counter()
    for case in cases:
        if not case.answers:
            continue
        hits = index.search(case.question, 5)
        ranks.append(next((rank for rank, hit in enumerate(hits, 1) if case.is_passage(hit.passage)), 99))
        if is_verbose and ranks[-1] != 1:
            print(case.id, case.kind, ranks[-1], case.question)
    seconds = (time.perf_counter() - started) / max(1, len(ranks))
    first, five = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
    print(f"questions {len(ranks)}  R@1 {first:.3f}  R@5 {five:.3f}  {seconds * 1000:.1f} ms a question")


def _ask(case: Case, index: PassageIndex, documents: Sequence[Document], engine: OnDemandEngine) -> Outcome:
    job = make_ask_job(AskOptions(), lambda: index)
    question = Document("question", case.question, "utf-8", "\n", False)
    listener = _Listener(engine)
    try:
        result: TaskResult[GroundedPayload] = complete(listener, job.begin(question, listener, GREEDY))
    except SakuraError as error:
        return Outcome(case, f"error: {error.message}", is_cut=False)
    payload = result.payload
    texts = {document.source: document.text for document in documents}
    said = simplify("".join(citation.quote for citation in payload.citations))
    return Outcome(
        case,
        payload.answer,
        is_cited=any(
            PurePath(each.file).name == case.file and _overlaps(case.place, texts[each.file], each.start, each.end)
            for each in payload.citations
        ),
        is_cut=all(texts[each.file][each.start : each.end] == each.quote for each in payload.citations)
        and (payload.answer is None or simplify(payload.answer) in said),
        has_conditions=all(simplify(each) in said for each in case.conditions),
        prompt_tokens=result.usage.prompt_tokens - result.usage.cached_tokens,
        quoted=listener.quoted,
        coverage=max((hit.coverage for hit in index.search(case.question, 3)), default=0.0),
    )


def _overlaps(place: str, text: str, start: int, end: int) -> bool:
    """Say whether a citation is of the line where the place is, or of the line beside it."""
    if not place:
        return True
    at = text.find(place)
    while at >= 0:
        first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at + len(place))
        if start < (last if last >= 0 else len(text)) and end > first:
            return True
        at = text.find(place, at + 1)
    return False


def _sample(cases: Sequence[Case], size: int, seed: int) -> list[Case]:
    chooser = random.Random(seed)  # noqa: S311
    with_answer, without = [case for case in cases if case.answers], [case for case in cases if not case.answers]
    none = min(len(without), size // 5)
    return chooser.sample(with_answer, min(len(with_answer), size - none)) + chooser.sample(without, none)


def _describe(outcome: Outcome) -> dict[str, object]:
    case = outcome.case
    return {
        "id": case.id,
        "kind": case.kind,
        "question": case.question,
        "right": list(case.answers),
        "answer": outcome.answer,
        "held": case.is_held(outcome.answer),
        "cited": outcome.is_cited,
        "cut": outcome.is_cut,
        "conditions": outcome.has_conditions,
        "seconds": round(outcome.seconds, 1),
        "tokens": outcome.prompt_tokens,
        "coverage": round(outcome.coverage, 2),
        "quoted": outcome.quoted.text if outcome.quoted else None,
        "log": round(outcome.quoted.log_probability, 2) if outcome.quoted else None,
        "none": round(outcome.quoted.weights[0], 2) if outcome.quoted else None,
    }


def _print_scores(outcomes: Sequence[Outcome]) -> None:
    asked = [each for each in outcomes if each.case.answers]
    none = [each for each in outcomes if not each.case.answers]
    with_conditions = [each for each in asked if each.case.conditions]
    rows = {
        "the answer holds the right one": _share(asked, [each.case.is_held(each.answer) for each in asked]),
        "is exactly it": _share(asked, [each.case.is_exact(each.answer) for each in asked]),
        "cited right": _share(asked, [each.is_cited for each in asked]),
        "conditions stand with it": _share(with_conditions, [each.has_conditions for each in with_conditions]),
        "refused though there is one": _share(asked, [each.answer is None for each in asked]),
        "refused where there is none": _share(none, [each.answer is None for each in none]),
        "citations cut exactly": _share(outcomes, [each.is_cut for each in outcomes]),
    }
    for kind in sorted({each.case.kind for each in asked}):
        of_kind = [each for each in asked if each.case.kind == kind]
        rows[f"right, {kind}"] = _share(of_kind, [each.case.is_held(each.answer) for each in of_kind])
    for name, share in rows.items():
        print(f"{name:32} {share}")
    seconds = sorted(each.seconds for each in outcomes)
    print(f"{'seconds, median and most':32} {seconds[len(seconds) // 2]:.1f} {seconds[-1]:.1f}")


def _share(cases: Sequence[Outcome], are_so: Sequence[bool]) -> str:
    return f"{sum(are_so) / len(cases):.3f}  ({sum(are_so)} of {len(cases)})" if cases else "-"


if __name__ == "__main__":
    sys.exit(main())

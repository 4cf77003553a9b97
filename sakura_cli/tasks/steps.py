"""Tasks as steps: a task yields the requests it needs next and is sent their completions.

Written so, one document's task reads as plain code, while `run_steps` runs the requests of many documents side by side
in one batch of the engine. Tasks are taken as there is room for them: of a thousand documents a few are in memory.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.errors import SakuraError
from sakura_cli.inference.client import Engine
from sakura_cli.inference.prompt import Completion, Finished, GenerationRequest, PrefillProgress, TextDelta
from sakura_cli.tasks.result import TaskResult

# A round holds so many requests before no further task is begun. Larger rounds keep the engine fuller, smaller ones
# bring results sooner: a round's tasks go on when all of it is done.
ROUND_REQUESTS = 32

Steps = Generator[Sequence[GenerationRequest], Sequence[Completion], TaskResult]


class StepObserver:
    """Is told of progress; the base class does nothing with it."""

    def on_text(self, task: int, request: int, text: str) -> None:
        """More text of a request of the running round."""

    def on_round(self, requests: int) -> None:
        """A round of requests begins."""

    def on_completed(self, completed: int, total: int) -> None:
        """A request of the running round is done."""


@dataclass
class _Running:
    index: int
    steps: Steps
    requests: Sequence[GenerationRequest]
    started: float


def run_steps(
    engine: Engine,
    tasks: Iterable[Steps],
    observer: StepObserver | None = None,
    *,
    round_requests: int = ROUND_REQUESTS,
) -> Iterator[tuple[int, TaskResult | SakuraError]]:
    """Run tasks side by side, round by round; yield each one's index and its result, or the error that ended it.

    A task is taken from `tasks` when the next round has room for it. An error of the engine ends the task whose
    requests cause it; the others go on.
    """
    observer = observer or StepObserver()
    coming = enumerate(tasks)
    running: list[_Running] = []
    while True:
        while sum(len(task.requests) for task in running) < round_requests:
            index, steps = next(coming, (-1, None))
            if steps is None:
                break
            started = time.perf_counter()
            outcome = _advance(steps, None)
            if isinstance(outcome, TaskResult | SakuraError):
                yield index, _timed(outcome, started)
            else:
                running.append(_Running(index, steps, outcome, started))
        if not running:
            return
        still_running: list[_Running] = []
        for task, completions in zip(running, _answer(engine, running, observer), strict=True):
            if isinstance(completions, SakuraError):
                task.steps.close()
                yield task.index, completions
                continue
            outcome = _advance(task.steps, completions)
            if isinstance(outcome, TaskResult | SakuraError):
                yield task.index, _timed(outcome, task.started)
            else:
                still_running.append(replace(task, requests=outcome))
        running = still_running


def complete(engine: Engine, steps: Steps, observer: StepObserver | None = None) -> TaskResult:
    """Run one task to its result. Raises the error that ended it."""
    [(_, outcome)] = run_steps(engine, [steps], observer)
    if isinstance(outcome, SakuraError):
        raise outcome
    return outcome


def _advance(
    steps: Steps, completions: Sequence[Completion] | None
) -> Sequence[GenerationRequest] | TaskResult | SakuraError:
    try:
        return next(steps) if completions is None else steps.send(completions)
    except StopIteration as stop:
        result: TaskResult = stop.value
        return result
    except SakuraError as error:
        return error


def _answer(
    engine: Engine, running: Sequence[_Running], observer: StepObserver
) -> Sequence[list[Completion] | SakuraError]:
    """Run a round; where it fails run each task's part alone, so that the one that makes it fail fails alone."""
    try:
        return _run_round(engine, running, observer)
    except SakuraError as error:
        if len(running) == 1:
            return [error]
    answers: list[list[Completion] | SakuraError] = []
    for task in running:
        try:
            answers += _run_round(engine, [task], observer)
        except SakuraError as error:
            answers.append(error)
    return answers


def _run_round(engine: Engine, running: Sequence[_Running], observer: StepObserver) -> list[list[Completion]]:
    owners = [(number, place) for number, task in enumerate(running) for place in range(len(task.requests))]
    requests = [request for task in running for request in task.requests]
    answers: list[dict[int, Completion]] = [{} for _ in running]
    observer.on_round(len(requests))
    completed = 0
    for event in engine.generate(requests):
        match event:
            case TextDelta(index, text):
                number, place = owners[index]
                observer.on_text(running[number].index, place, text)
            case Finished(index, completion):
                number, place = owners[index]
                answers[number][place] = completion
                completed += 1
                observer.on_completed(completed, len(requests))
            case PrefillProgress():
                pass
    return [[answer[place] for place in range(len(answer))] for answer in answers]


def _timed(outcome: TaskResult | SakuraError, started: float) -> TaskResult | SakuraError:
    if isinstance(outcome, SakuraError):
        return outcome
    seconds = round(time.perf_counter() - started, 3)
    return replace(outcome, usage=replace(outcome.usage, seconds=seconds))

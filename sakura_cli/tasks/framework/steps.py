"""Tasks as steps: a task yields the requests it needs next and is sent their completions.

Written so, one document's task reads as plain code, while `run_steps` runs the requests of many documents side by side
in the engine. Tasks are taken as there is room for them: of a thousand documents a few are in memory. A task goes on as
soon as its own requests are done, before those of later tasks: what is begun when a run is killed is little.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from sakura_cli.bounds import WorkBounds, unexpected_error
from sakura_cli.errors import SakuraError
from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import Completion, Finished, GenerationRequest, PrefillProgress, TextDelta
from sakura_cli.tasks.framework.result import P_co, TaskResult, Usage

# So many requests are with the engine before no further task is taken. It must be more than any engine runs at once.
MOST_REQUESTS = 32

Steps = Generator[Sequence[GenerationRequest], Sequence[Completion], TaskResult[P_co]]


class StepObserver:
    """Is told of progress; the base class does nothing with it."""

    def on_text(self, task: int, request: int, text: str) -> None:
        """More text of a request that a task asked for last."""

    def on_round(self, requests: int) -> None:
        """The engine, which was idle, is given so many requests; more may join them."""

    def on_completed(self, completed: int, total: int) -> None:
        """So many requests are done of those that the engine has been given since it was idle."""


def run_steps(
    engine: Engine,
    tasks: Iterable[Steps[P_co]],
    observer: StepObserver | None = None,
    *,
    most_requests: int = MOST_REQUESTS,
) -> Iterator[tuple[int, TaskResult[P_co] | SakuraError]]:
    """Run tasks side by side; yield each one's index with its result, or the error that ended it, when it ends.

    A task is taken from `tasks` while the engine has fewer than `most_requests` requests to do. An error of the engine
    ends the task whose requests cause it; the others go on.
    """
    yield from _Run(engine, tasks, observer or StepObserver(), most_requests).run()


def complete(engine: Engine, steps: Steps[P_co], observer: StepObserver | None = None) -> TaskResult[P_co]:
    """Run one task to its result. Raises the error that ended it."""
    [(_, outcome)] = run_steps(engine, [steps], observer)
    if isinstance(outcome, SakuraError):
        raise outcome
    return outcome


def bound(steps: Steps[P_co], bounds: WorkBounds) -> Steps[P_co]:
    """Take the steps of a task within bounds; what the engine does meanwhile counts for nothing."""
    answers: Sequence[Completion] | None = None
    with closing(steps):
        while True:
            with bounds.stroke():
                try:
                    requests = next(steps) if answers is None else steps.send(answers)
                except StopIteration as stop:
                    result: TaskResult[P_co] = stop.value
                    return result
            answers = yield requests


class _Task:
    """A task under way: what it asked for last, and what has been answered of that."""

    def __init__(self, index: int, steps: Steps[Any]):
        self.index = index
        self.requests: Sequence[GenerationRequest] = ()
        self.answers: dict[int, Completion] = {}
        self._steps = steps
        self._usage = Usage()
        self._started = time.perf_counter()
        self._is_begun = False

    def advance(self) -> TaskResult[Any] | SakuraError | None:
        """Begin, or send the answers; return what the task ended with, None if it asks for more."""
        try:
            while not self._is_begun or not self.missing():
                requests = self._steps.send(self._take_answers()) if self._is_begun else next(self._steps)
                self._is_begun = True
                self.requests = [replace(request, rank=self.index) for request in requests]
        except StopIteration as stop:
            result: TaskResult[Any] = stop.value
            seconds = round(time.perf_counter() - self._started, 3)
            return replace(result, usage=replace(self._usage, chunks=result.chunks, seconds=seconds))
        except SakuraError as error:
            return error
        except Exception as error:  # a bug ends the task that has it, and no other
            return unexpected_error(error)
        return None

    def missing(self) -> list[int]:
        """Return the places of the requests that have no answer."""
        return [place for place in range(len(self.requests)) if place not in self.answers]

    def close(self) -> None:
        """End the task without a result."""
        self._steps.close()

    def _take_answers(self) -> list[Completion]:
        answers = [self.answers[place] for place in range(len(self.requests))]
        self._usage = self._usage.plus(answers)
        self.answers.clear()
        return answers


class _Batch:
    """The requests that the engine has been given since it was idle, and whose they are."""

    def __init__(self, tasks: Iterable[_Task]):
        self.requests: list[GenerationRequest] = []
        self.completed = 0
        self._owners: list[tuple[_Task, int]] = []
        for task in tasks:
            self.add(task)

    @property
    def open_requests(self) -> int:
        """How many of the requests are not answered."""
        return len(self.requests) - self.completed

    def add(self, task: _Task) -> None:
        """Give the engine what a task asks for."""
        for place in task.missing():
            self.requests.append(task.requests[place])
            self._owners.append((task, place))

    def owner(self, index: int) -> tuple[_Task, int]:
        """Return the task of a request, and the request's place among those of the task."""
        return self._owners[index]

    def answer(self, index: int, completion: Completion) -> _Task:
        """Hand an answer to the task that asked; return that task."""
        task, place = self._owners[index]
        task.answers[place] = completion
        self.completed += 1
        return task


_Outcome = tuple[int, TaskResult[Any] | SakuraError]
_Outcomes = Iterator[_Outcome]


class _Run:
    """The tasks of one call of `run_steps`."""

    def __init__(self, engine: Engine, tasks: Iterable[Steps[P_co]], observer: StepObserver, most_requests: int):
        self._engine = engine
        self._coming = enumerate(tasks)
        self._observer = observer
        self._most_requests = most_requests
        self._under_way: list[_Task] = []

    def run(self) -> _Outcomes:
        """Run all tasks."""
        while True:
            batch = _Batch(self._under_way)
            yield from self._take_tasks(batch)
            if not self._under_way:
                return
            error = yield from self._run_batch(batch)
            if error is not None:
                yield from self._run_each_alone(error)

    def _take_tasks(self, batch: _Batch) -> _Outcomes:
        while batch.open_requests < self._most_requests:
            index, steps = next(self._coming, (-1, None))
            if steps is None:
                return
            task = _Task(index, steps)
            self._under_way.append(task)
            yield from self._go_on(task, batch)

    def _go_on(self, task: _Task, batch: _Batch | None) -> _Outcomes:
        """Let a task go on; put what it asks for into the batch, or leave it for the next one."""
        outcome = task.advance()
        if outcome is not None:
            self._under_way.remove(task)
            yield task.index, outcome
        elif batch is not None:
            batch.add(task)

    def _run_batch(
        self, batch: _Batch
    ) -> Generator[tuple[int, TaskResult[Any] | SakuraError], None, SakuraError | None]:
        """Run requests, and those that come up meanwhile; return the error of the engine that ended it, if any."""
        self._observer.on_round(len(batch.requests))
        events = self._engine.generate(batch.requests)
        while True:
            try:
                event = next(events, None)
            except SakuraError as error:
                return error
            match event:
                case None:
                    return None
                case TextDelta(index, text):
                    task, place = batch.owner(index)
                    self._observer.on_text(task.index, place, text)
                case Finished(index, completion):
                    task = batch.answer(index, completion)
                    self._observer.on_completed(batch.completed, len(batch.requests))
                    # An idle engine is at the end of this batch: what comes up now is another one.
                    is_idle = batch.open_requests == 0
                    if not task.missing():
                        yield from self._go_on(task, None if is_idle else batch)
                    if not is_idle:
                        yield from self._take_tasks(batch)
                case PrefillProgress():
                    pass

    def _run_each_alone(self, error: SakuraError) -> _Outcomes:
        """Run what the engine failed at task by task, so that the one that makes it fail fails alone."""
        is_known = len(self._under_way) == 1
        for task in list(self._under_way):
            own_error = error if is_known else (yield from self._run_batch(_Batch([task])))
            if own_error is not None:
                task.close()
                self._under_way.remove(task)
                yield task.index, own_error

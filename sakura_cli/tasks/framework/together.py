"""Several tasks as steps of one: what they need next is asked for at once, so that the engine does it side by side."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.tasks.framework.result import P_co, TaskResult
from sakura_cli.tasks.framework.steps import Steps


def run_together(
    tasks: Sequence[Steps[P_co]],
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[TaskResult[P_co]]]:
    """Run tasks in rounds; return their results in order. The error that ends one of them ends all."""
    results: dict[int, TaskResult[P_co]] = {}
    wanted: dict[int, Sequence[GenerationRequest]] = {}

    def advance(place: int, answers: Sequence[Completion] | None) -> None:
        try:
            wanted[place] = next(tasks[place]) if answers is None else tasks[place].send(answers)
        except StopIteration as stop:
            wanted.pop(place, None)
            results[place] = stop.value

    for place in range(len(tasks)):
        advance(place, None)
    while wanted:
        asked = list(wanted.items())
        answers = yield [request for _, requests in asked for request in requests]
        position = 0
        for place, requests in asked:
            own = answers[position : position + len(requests)]
            position += len(requests)
            advance(place, own)
    return [results[place] for place in range(len(tasks))]

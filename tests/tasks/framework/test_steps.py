"""Steps: the requests of many tasks side by side, each task's errors its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

import pytest

from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.requests import Completion, GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import StepObserver, Steps, complete, run_steps
from tests.fakes.engine import ScriptedEngine, last_turn


def ask(text: str) -> GenerationRequest:
    return GenerationRequest(Prompt((Message("user", (MessagePart(text),)),)), max_tokens=8)


def echo(name: str, rounds: Sequence[int]) -> Steps[None]:
    """Ask so many questions in each round and answer with everything that came back."""
    completions: list[Completion] = []
    for number, count in enumerate(rounds):
        completions += yield [ask(f"{name}{number}{place}") for place in range(count)]
    return TaskResult(" ".join(completion.text for completion in completions), None, chunks=1)


def fail(after: int) -> Generator[Sequence[GenerationRequest], Sequence[Completion], TaskResult]:
    for _ in range(after):
        yield [ask("問")]
    raise BadInputError("no good")


def test_tasks_run_side_by_side_and_get_their_own_answers() -> None:
    engine = ScriptedEngine(last_turn)
    outcomes = dict(run_steps(engine, [echo("a", [2, 1]), echo("b", [1]), echo("c", [1, 1, 1])]))
    assert [last_turn(request) for request in engine.requests] == ["a00", "a01", "a10", "b00", "c00", "c10", "c20"]
    assert {index: outcome.text for index, outcome in outcomes.items() if isinstance(outcome, TaskResult)} == {
        0: "a00 a01 a10",
        1: "b00",
        2: "c00 c10 c20",
    }


def test_a_task_ends_as_soon_as_its_own_requests_are_done() -> None:
    engine = ScriptedEngine(last_turn)
    outcomes = run_steps(engine, [echo("a", [1, 1]), echo("b", [1]), echo("c", [2])])
    for index, requests in ((0, 2), (1, 3), (2, 5)):
        assert next(outcomes)[0] == index
        assert len(engine.requests) == requests


def test_tasks_are_taken_while_the_engine_has_few_requests() -> None:
    engine = ScriptedEngine(last_turn)
    taken: list[int] = []

    def tasks() -> Iterator[Steps]:
        for number in range(9):
            taken.append(number)
            yield echo(str(number), [2, 1] if number < 2 else [1])

    outcomes = run_steps(engine, tasks(), most_requests=4)
    assert next(outcomes)[0] == 0
    # The first two tasks ask for four. The first answer makes room for a task, the second for its task's next request.
    assert taken == [0, 1, 2]
    assert sorted(index for index, _ in outcomes) == list(range(1, 9))


def test_a_task_that_asks_for_more_than_the_engine_is_given_at_once_is_taken() -> None:
    engine = ScriptedEngine(last_turn)
    assert len(list(run_steps(engine, [echo("a", [7]), echo("b", [1])], most_requests=4))) == 2
    assert len(engine.requests) == 8


def test_a_task_that_asks_for_nothing_goes_on() -> None:
    assert complete(ScriptedEngine(last_turn), echo("a", [0, 1, 0])).text == "a10"


def test_tasks_may_ask_the_engine_while_it_runs() -> None:
    # The next task counts the tokens of its document when it begins.
    engine = ScriptedEngine(last_turn)

    def count() -> Steps[None]:
        [tokens] = engine.count_text_tokens(["本文"])
        [completion] = yield [ask("問")]
        return TaskResult(f"{completion.text}{tokens}", None)

    outcomes = dict(run_steps(engine, (count() for _ in range(3)), most_requests=1))
    assert [outcome.text for outcome in outcomes.values() if isinstance(outcome, TaskResult)] == ["問2"] * 3


def test_a_task_that_fails_leaves_the_others_alone() -> None:
    outcomes = dict(run_steps(ScriptedEngine(last_turn), [fail(0), echo("a", [1, 1]), fail(1)]))
    assert [isinstance(outcomes[index], BadInputError) for index in range(3)] == [True, False, True]


def test_an_engine_error_ends_those_who_wait_and_not_those_who_are_done() -> None:
    engine = ScriptedEngine(["一", "二", EngineError("crashed")])
    outcomes = dict(run_steps(engine, [echo("a", [1]), echo("b", [1, 1])]))
    assert isinstance(outcomes[0], TaskResult)
    assert isinstance(outcomes[1], EngineError)


def test_after_an_engine_error_only_what_has_no_answer_is_asked_again() -> None:
    failures = [EngineError("crashed")]
    engine = ScriptedEngine(
        lambda request: failures.pop() if last_turn(request) == "b01" and failures else last_turn(request)
    )
    outcomes = dict(run_steps(engine, [echo("a", [1]), echo("b", [2]), echo("c", [1])]))
    assert [outcome.text for outcome in outcomes.values() if isinstance(outcome, TaskResult)] == [
        "a00",
        "b00 b01",
        "c00",
    ]
    assert [last_turn(request) for request in engine.requests] == ["a00", "b00", "b01", "b01", "c00"]


def test_what_taking_the_next_task_raises_is_raised() -> None:
    def tasks() -> Iterator[Steps]:
        yield echo("a", [1])
        raise EngineError("no model")

    with pytest.raises(EngineError, match="no model"):
        list(run_steps(ScriptedEngine(last_turn), tasks(), most_requests=1))


def test_usage_is_added_up_and_timed() -> None:
    result = complete(ScriptedEngine(lambda request: "答え"), echo("a", [2, 1]))
    assert (result.usage.prompt_tokens, result.usage.cached_tokens, result.usage.completion_tokens) == (9, 3, 6)
    assert result.usage.seconds >= 0


def test_complete_raises_what_ended_the_task() -> None:
    with pytest.raises(BadInputError, match="no good"):
        complete(ScriptedEngine([]), fail(0))


def test_the_observer_sees_rounds_texts_and_completions() -> None:
    seen: list[object] = []

    class Observer(StepObserver):
        def on_round(self, requests: int) -> None:
            seen.append(requests)

        def on_text(self, task: int, request: int, text: str) -> None:
            seen.append((task, request, text))

        def on_completed(self, completed: int, total: int) -> None:
            seen.append((completed, total))

    list(run_steps(ScriptedEngine(["甲乙", "丙丁"]), [echo("a", [1]), echo("b", [1])], Observer()))
    assert seen == [2, (0, 0, "甲"), (0, 0, "乙"), (1, 2), (1, 0, "丙"), (1, 0, "丁"), (2, 2)]

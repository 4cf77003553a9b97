"""Tasks run together: what they need is asked for at once, and each is sent its own."""

from __future__ import annotations

from sakura_cli.inference.requests import GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps, complete
from sakura_cli.tasks.framework.together import run_together
from tests.fakes.engine import ScriptedEngine, last_turn


def _request(text: str) -> GenerationRequest:
    return GenerationRequest(Prompt((Message("user", (MessagePart(text),)),)), 9)


def _count_to(name: str, rounds: int) -> Steps[str]:
    said = ""
    for number in range(rounds):
        [one, two] = yield [_request(f"{name}{number}"), _request(f"{name}{number}!")]
        said += one.text + two.text
    return TaskResult(said, name)


def _together(rounds: list[int]) -> Steps[list[str]]:
    results = yield from run_together([_count_to("abc"[k], each) for k, each in enumerate(rounds)])
    return TaskResult("", [result.text for result in results])


def test_each_task_is_sent_its_own_answers_and_all_ask_at_once() -> None:
    engine = ScriptedEngine(last_turn)
    result = complete(engine, _together([2, 0, 1]))
    assert result.payload == ["a0a0!a1a1!", "", "c0c0!"]
    assert [len(requests) for requests in engine.rounds] == [4, 2]


def test_no_task_asks_nothing() -> None:
    engine = ScriptedEngine([])
    assert complete(engine, _together([])).payload == []
    assert engine.rounds == []

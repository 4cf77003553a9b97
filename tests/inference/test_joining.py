"""Requests that join others which run already, questions asked meanwhile, and callers that go away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.requests import Finished, GenerationRequest
from tests.inference.requests import complete, make_prompt, make_request

StartEngine = Callable[..., WorkerEngine]


def take_finished(
    engine: WorkerEngine, requests: list[GenerationRequest], joining: list[GenerationRequest]
) -> list[int]:
    """Run requests, add one of `joining` at each of the first ends; return the indexes in the order of their ends."""
    ends: list[int] = []
    for event in engine.generate(requests):
        if isinstance(event, Finished):
            ends.append(event.index)
            if joining:
                requests.append(joining.pop(0))
    return ends


def test_what_joins_runs_gives_the_text_it_gives_alone(start_engine: StartEngine) -> None:
    documents = [
        "一つ目",
        "二つ目の文書です。",
        "三つ目",
        "後から来た文書です。",
        "もう一つ後から来た長めの文書です。" * 20,
    ]
    requests = [make_request(document) for document in documents]
    engine = start_engine(parallel=2)
    growing, texts = requests[:3], {}
    for event in engine.generate(growing):
        if isinstance(event, Finished):
            texts[event.index] = event.completion.text
            if len(growing) < len(requests):
                growing.append(requests[len(growing)])
    alone = start_engine()
    assert [texts[index] for index in range(5)] == [complete(alone, [request])[0].text for request in requests]


def test_a_lower_rank_comes_before_what_waits(start_engine: StartEngine) -> None:
    requests = [make_request(f"文書{number}", rank=number) for number in range(4)]
    # It joins at the first end, when three wait, and is of the task that was first.
    assert take_finished(start_engine(parallel=1), requests, [make_request("続き", rank=0)]) == [0, 4, 1, 2, 3]


def test_another_prefix_has_its_turn_when_as_many_wait_for_it_as_there_are_slots(start_engine: StartEngine) -> None:
    other = GenerationRequest(make_prompt("続き", static="まったく別の指示です。"), 8, language="ja", rank=0)
    requests = [make_request(f"文書{number}", rank=number) for number in range(4)]
    assert take_finished(start_engine(parallel=1), requests, [other]) == [0, 4, 1, 2, 3]
    requests = [make_request(f"文書{number}", 8 + 8 * number, rank=number) for number in range(4)]
    ends = take_finished(start_engine(parallel=2), requests, [other])
    assert sorted(ends) == [0, 1, 2, 3, 4] and ends.index(4) > 1


def test_tokens_can_be_counted_while_requests_run(start_engine: StartEngine) -> None:
    engine = start_engine()
    counts: list[list[int]] = []
    ends = 0
    for event in engine.generate([make_request("題"), make_request("別の題")]):
        counts.append(engine.count_text_tokens(["会議"]))
        ends += isinstance(event, Finished)
    assert ends == 2 and counts and all(count == [6] for count in counts)


def test_two_callers_take_turns_and_get_their_own(start_engine: StartEngine) -> None:
    engine = start_engine(parallel=2)
    first, second = [make_request("甲の文書です。", 24)], [make_request("乙の文書です。")]
    [expected] = complete(engine, first)
    events = engine.generate(first)
    next(events)
    [other] = complete(engine, second)
    [end] = [event for event in events if isinstance(event, Finished)]
    assert end.completion.text == expected.text and other.text == complete(engine, second)[0].text


def test_a_caller_that_goes_away_leaves_the_others_and_the_engine(start_engine: StartEngine) -> None:
    engine = start_engine(parallel=2)
    process_id = engine.process_id
    events = engine.generate([make_request(f"文書{number}", 200) for number in range(6)])
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert len(complete(engine, [make_request("題")])) == 1
    assert engine.process_id == process_id


def test_a_request_too_large_ends_its_caller_only(start_engine: StartEngine) -> None:
    engine = start_engine(context_tokens=256)
    events = engine.generate([make_request("甲")])
    next(events)
    with pytest.raises(BadInputError):
        complete(engine, [make_request("乙"), make_request("長い文書。" * 200)])
    assert [event.index for event in events if isinstance(event, Finished)] == [0]


def test_who_waits_is_told_when_another_found_the_worker_dead(start_engine: StartEngine) -> None:
    engine = start_engine()
    events = engine.generate([make_request("甲", 200)])
    next(events)
    engine.close()
    assert len(complete(engine, [make_request("乙")])) == 1
    with pytest.raises(EngineError):
        list(events)

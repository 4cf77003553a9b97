"""A kept worker or a command that is killed, or stands still: what the others lose is nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.errors import EngineError
from sakura_cli.inference.requests import Finished, GenerationEvent, TextDelta
from sakura_cli.inference.resuming import ToldEvents, split_undone
from sakura_cli.inference.warm.control import ask_status, stop
from sakura_cli.inference.warm.identity import identify
from sakura_cli.inference.warm.place import read_process_id, socket_path
from sakura_cli.isolation.wire import write_message
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands, worker_process

DOCUMENT = "会議の議事録です。"


def _texts(events: list[GenerationEvent], index: int) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta) and event.index == index)


@pytest.mark.fault("W1")
def test_a_kept_worker_that_is_killed_loses_nobody_a_result(commands: Commands) -> None:
    """kill -9 of the kept worker while two commands use it: both go on with workers of their own, same results."""
    requests = [make_request(DOCUMENT, 120), make_request("別の文書です。", 200)]
    first, second = commands.begin(), commands.begin()
    runs = [engine.generate(requests) for engine in (first, second)]
    told: list[list[GenerationEvent]] = [[], []]
    for run, events in zip(runs, told, strict=True):
        while not any(isinstance(event, TextDelta) for event in events):
            events.append(next(run))
    os.kill(worker_process(), signal.SIGKILL)
    for run, events in zip(runs, told, strict=True):
        events.extend(run)
    expected = complete(commands.begin(0), requests)
    for engine, events in zip((first, second), told, strict=True):
        assert engine.process_id is not None
        finished = {event.index: event.completion.text for event in events if isinstance(event, Finished)}
        assert [finished[index] for index in range(2)] == [completion.text for completion in expected]
        # What had been told of a text is not told twice.
        assert [_texts(events, index) for index in range(2)] == [completion.text for completion in expected]
    # The next one is kept again, in place of what the dead one left.
    again = commands.begin()
    assert complete(again, requests)[0].text == expected[0].text and again.process_id is None


def test_a_question_to_a_killed_worker_is_asked_again(commands: Commands) -> None:
    engine = commands.begin()
    assert engine.count_text_tokens(["会議"]) == [6]
    os.kill(worker_process(), signal.SIGKILL)
    assert engine.count_text_tokens(["会議"]) == [6] and engine.process_id is not None


@pytest.mark.fault("W2")
def test_a_command_that_is_killed_is_forgotten(
    commands: Commands, tiny_model: Callable[[str], Path], tmp_path: Path
) -> None:
    """kill -9 of a command: the kept worker gives its requests up, forgets them, and serves the others."""
    commands.begin().close()
    arguments = [str(tiny_model("qwen2")), str(tmp_path / "kv"), "長い文書です。" * 80]
    victim = subprocess.Popen([sys.executable, "-m", "tests.fakes.asking_command", *arguments])
    while (status := ask_status()) is None or status["served"] < 2:
        time.sleep(0.01)
    victim.kill()
    victim.wait()
    engine = commands.begin()
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens and engine.process_id is None
    engine.close()
    while (status := ask_status()) is None or status["commands"]:
        time.sleep(0.01)
    assert status["served"] == 3


def test_a_command_that_stands_still_holds_up_no_other(
    commands: Commands, tiny_model: Callable[[str], Path], tmp_path: Path
) -> None:
    commands.begin().close()
    # It asks for more than the socket holds and takes nothing.
    still = socket.socket(socket.AF_UNIX)
    still.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    still.connect(str(socket_path()))
    load = commands.engines[0]._load_message
    assert load is not None
    from dataclasses import asdict

    requests = [asdict(make_request(f"{number}番の文書", 400)) for number in range(12)]
    with still, still.makefile("wb") as sink:
        write_message(sink, {"op": "hello", "identity": identify(load), "keep_alive": None})
        write_message(sink, {"op": "generate", "id": 1, "first": 0, "requests": requests})
        engine = commands.begin()
        [answer] = complete(engine, [make_request(DOCUMENT)])
        assert engine.process_id is None and answer.completion_tokens


def test_a_worker_that_stands_still_is_passed_by_and_can_be_ended(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sakura_cli.inference.warm.link._ANSWER_SECONDS", 1.0)
    commands.begin().close()
    process = worker_process()
    os.kill(process, signal.SIGSTOP)
    engine = commands.begin()
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens and engine.process_id is not None
    [told] = commands.notes
    assert "does not answer" in told
    with pytest.raises(EngineError):
        ask_status()
    assert stop().was_killed
    assert ask_status() is None and not stop().was_there


def test_a_model_that_cannot_be_loaded_is_not_kept(commands: Commands, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(400))
    commands._model = lambda _: broken
    engine = commands.begin()
    with pytest.raises(EngineError):
        complete(engine, [make_request(DOCUMENT)])
    engine.close()
    while ask_status() is not None:
        time.sleep(0.01)
    assert read_process_id() is not None


def test_what_is_undone_is_sent_without_what_is_done() -> None:
    requests = [make_request(str(number)) for number in range(6)]
    runs = list(split_undone(requests, 0, {0, 3}))
    assert [(first, len(run)) for first, run in runs] == [(1, 2), (4, 2)]
    assert runs[0][1] == requests[1:3]
    assert list(split_undone(requests, 6, set())) == []


def test_a_text_that_begins_otherwise_the_second_time_is_an_error() -> None:
    told = ToldEvents()
    told.note(TextDelta(0, "会議は"))
    assert list(told.leave_out(iter([TextDelta(0, "会"), TextDelta(0, "議は三時"), TextDelta(0, "から")]))) == [
        TextDelta(0, "三時"),
        TextDelta(0, "から"),
    ]
    told.note(TextDelta(1, "会議は"))
    with pytest.raises(EngineError):
        list(told.leave_out(iter([TextDelta(1, "会合は")])))

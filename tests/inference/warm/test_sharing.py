"""Commands that share a kept worker: who may, who gets one of its own, and that none gets another's answer."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sakura_cli
from sakura_cli.inference.requests import Finished
from sakura_cli.inference.warm.control import ask_status, stop
from sakura_cli.inference.warm.place import socket_path
from sakura_cli.inference.warm.sharing import find_sharing
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands, worker_process

DOCUMENT = "会議の議事録です。"


def test_the_next_command_uses_the_worker_of_the_last_one(commands: Commands) -> None:
    first = commands.begin()
    [answer] = complete(first, [make_request(DOCUMENT)])
    first.close()
    process = worker_process()
    second = commands.begin()
    assert complete(second, [make_request(DOCUMENT)])[0].text == answer.text
    assert second.process_id is None and worker_process() == process
    status = ask_status()
    assert status is not None and status["served"] == 2 and status["process"] == process
    # As a worker of its own answers.
    alone = commands.begin(0)
    assert complete(alone, [make_request(DOCUMENT)])[0].text == answer.text
    assert alone.process_id not in (None, process)
    assert commands.notes == []


def test_nobody_but_the_user_has_a_worker_kept(commands: Commands) -> None:
    complete(commands.begin(None), [make_request(DOCUMENT)])
    assert ask_status() is None and not socket_path().exists()


def test_a_command_that_asks_for_nothing_uses_the_worker_that_is_there(commands: Commands) -> None:
    commands.begin(120.0).close()
    engine = commands.begin(None)
    complete(engine, [make_request(DOCUMENT)])
    status = ask_status()
    assert engine.process_id is None
    assert status is not None and (status["commands"], status["keep_alive_seconds"]) == (1, 120.0)


@pytest.mark.parametrize(
    ("other", "note"),
    [({"model": "llama"}, "another model"), ({"threads": 1}, "other settings (options)")],
)
def test_a_command_that_wants_something_else_has_a_worker_of_its_own(
    commands: Commands, other: dict[str, object], note: str
) -> None:
    commands.begin().close()
    engine = commands.begin(**other)  # type: ignore[arg-type]
    complete(engine, [make_request(DOCUMENT)])
    assert engine.process_id is not None
    [told] = commands.notes
    assert note in told and "one of its own" in told


def test_commands_whose_jobs_want_other_layouts_of_the_weights_share_a_worker(commands: Commands) -> None:
    """To read much and to write much may want the weights laid out differently; loading them again takes longer."""
    complete(commands.begin(use_repacking=True), [make_request(DOCUMENT)])
    engine = commands.begin(use_repacking=False)
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens
    assert engine.process_id is None and commands.notes == []


@pytest.mark.fault("W6")
def test_another_version_of_sakura_has_a_worker_of_its_own(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept worker of another version: told, and a worker of the command's own."""
    commands.begin().close()
    monkeypatch.setattr(sakura_cli, "__version__", "0.2.0")
    engine = commands.begin()
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens and engine.process_id is not None
    [told] = commands.notes
    assert "another version of sakura" in told


def test_commands_that_start_at_once_start_one_worker(commands: Commands) -> None:
    documents = [f"文書{number}です。" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        engines = list(pool.map(lambda _: commands.begin(), documents))
        answers = list(
            pool.map(lambda each: complete(each[0], [make_request(each[1])])[0], zip(engines, documents, strict=True))
        )
    assert [engine.process_id for engine in engines] == [None] * 6 and commands.notes == []
    alone = commands.begin(0)
    assert [each.text for each in answers] == [complete(alone, [make_request(each)])[0].text for each in documents]


def test_two_hundred_commands_from_four_shells_each_get_their_own_answer(
    commands: Commands, tiny_model: Callable[[str], Path], tmp_path: Path
) -> None:
    model, per_shell = tiny_model("qwen2"), 50
    texts = [[f"第{shell}窓口の{number}番です。" for number in range(per_shell)] for shell in range(4)]
    command = shlex.join([sys.executable, "-m", "tests.fakes.asking_command", str(model), str(tmp_path / "kv")])
    shells = [
        subprocess.Popen(
            ["sh", "-c", "\n".join(f"{command} {shlex.quote(text)}" for text in mine)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for mine in texts
    ]
    lines = [json.loads(line) for shell in shells for line in shell.communicate()[0].splitlines()]
    assert [shell.returncode for shell in shells] == [0] * 4
    assert sorted(text for text, _, _ in lines) == sorted(text for mine in texts for text in mine)
    assert [notes for _, _, notes in lines if notes] == []
    status = ask_status()
    assert status is not None and status["served"] == 4 * per_shell and status["commands"] == 0
    assert [answer for _, answer, _ in lines] == [text for text, _, _ in lines]


def test_a_worker_that_is_stopped_finishes_what_runs(commands: Commands) -> None:
    engine = commands.begin()
    events = engine.generate([make_request(DOCUMENT, 200)])
    next(events)
    assert stop().commands == 1
    [finished] = [event for event in events if isinstance(event, Finished)]
    # As far as it was asked to go, not what it says: among random weights the last bit decides, and in 200 it does.
    assert finished.completion.completion_tokens == 200 or finished.completion.finish_reason == "stop"
    engine.close()
    # It lets nobody in any more; who wants one kept has the next one.
    again = commands.begin()
    complete(again, [make_request(DOCUMENT)])
    status = ask_status()
    assert status is not None and status["served"] == 1


def test_no_worker_is_looked_for_where_it_is_switched_off(commands: Commands) -> None:
    commands.begin().close()
    assert find_sharing(0.0, commands.notes.append) is None
    assert find_sharing(None, commands.notes.append) is not None

"""How long a kept worker lives: its time runs only while nobody is connected."""

from __future__ import annotations

import io
import time

from sakura_cli.inference.warm.control import ask_status
from sakura_cli.inference.worker.keeping.lifetime import Lifetime
from sakura_cli.inference.worker.service import Peer
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands, worker_process


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def _peer() -> Peer:
    return Peer(io.BytesIO(), io.BytesIO())


def test_the_time_runs_only_while_nobody_is_there() -> None:
    clock = Clock()
    lifetime = Lifetime(60.0, clock)
    first, second = _peer(), _peer()
    assert lifetime.enter(first, None)
    clock.now += 3600
    assert lifetime.seconds_left() is None and not lifetime.is_over()
    assert lifetime.enter(second, None) and not lifetime.leave(first)
    assert lifetime.leave(second)
    clock.now += 59
    assert lifetime.seconds_left() == 1 and not lifetime.is_over()
    clock.now += 1
    assert lifetime.is_over()


def test_whoever_comes_may_say_how_long() -> None:
    clock = Clock()
    lifetime = Lifetime(60.0, clock)
    peer = _peer()
    lifetime.enter(peer, 600.0)
    lifetime.leave(peer)
    clock.now += 599
    assert not lifetime.is_over()
    lifetime.enter(peer, None)
    assert lifetime.seconds == 600.0


def test_the_first_command_is_waited_for_longer() -> None:
    clock = Clock()
    lifetime = Lifetime(1.0, clock)
    clock.now += 59
    peer = _peer()
    assert not lifetime.is_over() and lifetime.enter(peer, None)
    lifetime.leave(peer)
    clock.now += 1
    assert lifetime.is_over()


def test_nobody_comes_in_once_it_is_over() -> None:
    clock = Clock()
    lifetime = Lifetime(60.0, clock)
    clock.now += 60
    assert lifetime.is_over()
    assert not lifetime.enter(_peer(), 600.0) and lifetime.is_over()


def test_a_stopped_worker_waits_for_those_who_are_there() -> None:
    lifetime = Lifetime(60.0, Clock())
    peer = _peer()
    lifetime.enter(peer, None)
    assert lifetime.stop() == 1 and not lifetime.is_over()
    assert not lifetime.enter(_peer(), None)
    lifetime.leave(peer)
    assert lifetime.is_over()


def test_a_worker_whose_time_is_over_ends_and_the_next_command_has_another(commands: Commands) -> None:
    engine = commands.begin(0.5)
    [answer] = complete(engine, [make_request("会議の議事録です。")])
    time.sleep(1.5)
    # It is longer than its time: the command that is connected may ask once more.
    assert complete(engine, [make_request("会議の議事録です。")])[0].text == answer.text
    process = worker_process()
    engine.close()
    while ask_status() is not None:
        time.sleep(0.05)
    again = commands.begin()
    assert complete(again, [make_request("会議の議事録です。")])[0].text == answer.text
    assert again.process_id is None and worker_process() != process and commands.notes == []

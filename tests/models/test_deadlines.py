"""No server keeps a command waiting for ever: not by silence, nor by dripping, nor by breaking off again and again."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from sakura_cli.errors import ModelUnavailableError
from sakura_cli.models.fetch import install
from sakura_cli.models.reference import parse_hub_reference
from sakura_cli.models.sources import deadlines
from sakura_cli.models.sources.deadlines import Pace, call_within, iterate_within
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import FILE, REPO, entry_for


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that stands still but for what a test adds to it."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_download_that_stands_still_is_given_up(clock: list[float]) -> None:
    pace = Pace("the hub", 1 << 30, 5)
    for _ in range(59):
        clock[0] += 1
        pace.note(1000)
    clock[0] += 2
    with pytest.raises(ModelUnavailableError, match="the hub makes no progress") as caught:
        pace.note(1000)
    assert caught.value.exit_status == 69 and caught.value.hint


def test_a_download_that_drips_is_given_up_by_its_whole_time(clock: list[float]) -> None:
    pace, done = Pace("the hub", 1 << 20, 0), 0
    with pytest.raises(ModelUnavailableError, match="takes too long"):
        for _ in itertools.count():
            clock[0] += 50
            done += deadlines.LEAST_BYTES
            pace.note(done)
    assert clock[0] - 1000 < deadlines.BASE_SECONDS + 100


def test_a_slow_download_that_goes_on_is_not_given_up(clock: list[float]) -> None:
    size = 100 << 20
    pace = Pace("the hub", size, 0)
    for done in range(0, size, 1 << 20):
        clock[0] += 30
        pace.note(done)


def test_a_silent_source_is_left_behind() -> None:
    release = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        release.wait()

    received = iterate_within(items, 0.1)
    assert next(received) == 1
    with pytest.raises(TimeoutError):
        next(received)
    release.set()


def test_what_a_source_raises_is_raised_where_it_is_read() -> None:
    def fail() -> int:
        raise ValueError("its own")

    with pytest.raises(ValueError, match="its own"):
        call_within(fail, 5)
    assert call_within(lambda: 7, 5) == 7
    assert list(iterate_within(lambda: range(100), 5)) == list(range(100))


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the hub send an endless header, a byte at a time: no timeout of a connection ends that."""
    server, is_over = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not is_over.wait(0.02):
                connection.sendall(b"a")
        except OSError:
            connection.close()

    def serve() -> None:
        while not is_over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
    monkeypatch.setattr(deadlines, "WINDOW_SECONDS", 0.5)
    yield
    is_over.set()
    server.close()


@pytest.mark.usefixtures("dripping")
def test_headers_that_drip_end_a_download_and_a_question(weights: bytes) -> None:
    for entry in (entry_for(weights), parse_hub_reference(f"hf:{REPO}/{FILE}")):
        with pytest.raises(ModelUnavailableError) as caught:
            install(entry, sources=[HubSource(retries=50, backoff_seconds=0.0)])
        assert caught.value.exit_status == 69
    assert Store().names() == []


def test_connections_that_break_after_a_few_bytes_each_do_not_go_on_for_ever(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "BASE_SECONDS", 0.5)
    monkeypatch.setattr(deadlines, "SLOWEST_BYTES_PER_SECOND", 1 << 30)
    hub.cuts = [100] * 2000
    with pytest.raises(ModelUnavailableError, match="takes too long"):
        install(entry_for(weights), sources=[HubSource(retries=5, backoff_seconds=0.01)])

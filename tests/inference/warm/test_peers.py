"""Who may ask a kept worker: its user, by the word of the system."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from sakura_cli.errors import UsageError
from sakura_cli.inference.warm import link, peers
from sakura_cli.inference.warm.place import socket_path
from sakura_cli.inference.warm.sharing import find_sharing
from sakura_cli.platforms import current_user
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands

# Connects, greets and prints what comes back: bytes of an answer, or none.
_STRANGER = """
import os, socket, struct, sys
if int(sys.argv[2]) != os.getuid():
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
other = socket.socket(socket.AF_UNIX)
other.settimeout(20)
try:
    other.connect(sys.argv[1])
    message = b'{"op":"status"}'
    other.sendall(struct.pack(">I", len(message)) + message)
    print(len(other.recv(100)))
except ConnectionError:
    print(0)
except PermissionError:
    print("refused by the system")
"""


def _ask_as(user: int) -> str:
    command = [sys.executable, "-I", "-S", "-c", _STRANGER, str(socket_path()), str(user)]
    finished = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    return finished.stdout.strip() or finished.stderr


@contextlib.contextmanager
def _open_to_all() -> Iterator[None]:
    folders = list(socket_path().parents)[:-1]
    modes = [folder.stat().st_mode for folder in folders]
    socket_path().chmod(0o666)
    for folder, mode in zip(folders, modes, strict=True):
        folder.chmod(mode | 0o011)
    try:
        yield
    finally:
        for folder, mode in zip(folders, modes, strict=True):
            folder.chmod(mode)


def test_this_user_is_known_at_both_ends() -> None:
    first, second = socket.socketpair(socket.AF_UNIX)
    with first, second:
        assert peers.find_user(first) == peers.find_user(second) == current_user()


def test_a_user_without_a_number_here_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = socket.socketpair(socket.AF_UNIX)
    monkeypatch.setattr(peers, "_overflow_user", current_user)
    with first, second:
        assert peers.find_user(first) is None


def test_a_worker_of_another_user_is_not_asked(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    commands.begin().close()
    monkeypatch.setattr(link, "find_user", lambda connection: current_user() + 1)
    engine = commands.begin()
    assert complete(engine, [make_request("会議")])[0].completion_tokens and engine.process_id is not None
    [told] = commands.notes
    assert "is not yours" in told


@pytest.mark.fault("W5")
def test_another_user_gets_no_word(commands: Commands) -> None:
    """Another user who got past the folder's mode: not one byte of an answer; the worker goes on."""
    commands.begin().close()
    assert int(_ask_as(os.getuid())) > 0
    if os.getuid() == 0:
        others = [12345, 54321]
        # Folder and socket keep them out already; then not even those do.
        assert _ask_as(others[0]) == "refused by the system"
        with _open_to_all():
            assert [_ask_as(other) for other in others] == ["0", "0"]
    engine = commands.begin()
    assert complete(engine, [make_request("会議")])[0].completion_tokens and engine.process_id is None


def test_a_system_that_does_not_say_who_asks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UsageError) as caught:
        find_sharing(600.0, lambda _: None)
    assert caught.value.kind == "no-keep-alive" and "Linux and macOS" in caught.value.message
    # Who asks for nothing is not troubled.
    assert find_sharing(None, lambda _: None) is None

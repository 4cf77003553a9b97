"""Where the kept worker is found: what lies there that must not, and that a command then works by itself."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from sakura_cli.errors import EngineError
from sakura_cli.inference.warm.place import listen, make_folder, socket_path, take_lock
from tests.inference.requests import complete, make_request
from tests.inference.warm.conftest import Commands

DOCUMENT = "会議の議事録です。"


def _works_alone(commands: Commands, note: str) -> None:
    engine = commands.begin()
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens
    assert engine.process_id is not None
    [told] = commands.notes
    assert note in told and "its own" in told


def test_folder_and_socket_are_the_users_alone_whatever_the_umask(commands: Commands) -> None:
    mask = os.umask(0)
    try:
        commands.begin().close()
    finally:
        os.umask(mask)
    folder = socket_path().parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(socket_path().stat().st_mode) == 0o600 and stat.S_ISSOCK(socket_path().stat().st_mode)
    assert sorted(path.name for path in folder.iterdir()) == ["lock", "worker.sock"]


@pytest.mark.fault("W3")
def test_a_socket_that_a_dead_worker_left_is_replaced(commands: Commands) -> None:
    """A socket that a dead worker left: replaced by the next command that wants one kept."""
    stale = listen(make_folder() / "worker.sock")
    stale.close()
    assert socket_path().exists()
    engine = commands.begin()
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens
    assert engine.process_id is None and commands.notes == []


def test_a_stale_socket_is_no_obstacle_to_who_asks_for_nothing(commands: Commands) -> None:
    listen(make_folder() / "worker.sock").close()
    engine = commands.begin(None)
    assert complete(engine, [make_request(DOCUMENT)])[0].completion_tokens
    assert engine.process_id is not None and commands.notes == []


@pytest.mark.fault("W4")
def test_a_link_in_the_place_of_the_socket_is_not_followed(commands: Commands, tmp_path: Path) -> None:
    """A link planted in the socket's place: not followed, nor removed; told, and a worker of the command's own."""
    with listen(tmp_path / "planted.sock"):
        (make_folder() / "worker.sock").symlink_to(tmp_path / "planted.sock")
        _works_alone(commands, "is not a socket of yours")
    assert socket_path().is_symlink() and (tmp_path / "planted.sock").exists()


def test_a_link_to_nothing_in_the_place_of_the_socket_is_not_followed(commands: Commands, tmp_path: Path) -> None:
    (make_folder() / "worker.sock").symlink_to(tmp_path / "elsewhere.sock")
    _works_alone(commands, "is not a socket of yours")
    assert not (tmp_path / "elsewhere.sock").exists()


def test_a_file_in_the_place_of_the_socket_stays(commands: Commands) -> None:
    (make_folder() / "worker.sock").write_text("大切")
    _works_alone(commands, "is not a socket of yours")
    assert socket_path().read_text() == "大切"


def test_a_folder_that_others_may_enter_is_not_used(commands: Commands) -> None:
    make_folder().chmod(0o755)
    _works_alone(commands, "is not a folder that only you can enter")


def test_a_link_in_the_place_of_the_folder_is_not_used(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "planted").mkdir(mode=0o700)
    socket_path().parent.parent.mkdir(parents=True)
    socket_path().parent.symlink_to(tmp_path / "planted")
    _works_alone(commands, "is not a folder that only you can enter")
    assert list((tmp_path / "planted").iterdir()) == []


def test_somebody_who_holds_the_lock_and_does_not_answer_is_not_waited_for_long(commands: Commands) -> None:
    lock = take_lock(make_folder())
    assert lock is not None and take_lock(make_folder()) is None
    try:
        _works_alone(commands, "does not answer")
    finally:
        os.close(lock)


def test_a_path_too_long_for_a_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        listen(tmp_path / ("長" * 60) / "worker.sock")
    assert "too long for a socket" in caught.value.message


def test_the_folder_is_that_of_the_session_unless_sakura_has_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    home = os.environ["SAKURA_HOME"]
    assert socket_path() == Path(home) / "run" / "worker.sock"
    monkeypatch.delenv("SAKURA_HOME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    assert socket_path() == Path("/run/user/1000/sakura/worker.sock")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert socket_path().parent.name == f"sakura-{os.getuid()}"
    assert socket_path().parent.parent == Path(os.environ["TMPDIR"])


def test_a_socket_of_this_kind_is_no_internet_socket(tmp_path: Path) -> None:
    with listen(tmp_path / "a.sock") as listener:
        assert listener.family == socket.AF_UNIX

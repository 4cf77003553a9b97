"""What a confined process can still do, and each layer by itself, as where the kernel lacks the others."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sakura_cli.isolation import sandbox
from sakura_cli.isolation.linux import landlock, seccomp, system_calls
from tests.isolation.conftest import RunConfined

CONFINED = """
from sakura_cli.isolation import sandbox
from sakura_cli.isolation.access import Access
layers = sandbox.confine(Access((Path(sys.argv[1]),), (Path(sys.argv[2]),)))
"""
FILTERED = """
from sakura_cli.isolation.linux import privileges, seccomp
privileges.refuse_new_privileges()
assert seccomp.refuse_calls()
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return a file that is named, a folder that is, and a file that is not."""
    named, folder, other = tmp_path / "named", tmp_path / "cache", tmp_path / "other"
    folder.mkdir()
    named.write_text("1", encoding="ascii")
    other.write_text("2", encoding="ascii")
    return named, folder, other


def test_what_is_named_stays_open_and_nothing_else(run_confined: RunConfined, files: tuple[Path, Path, Path]) -> None:
    named, folder, other = files
    code = """
named, folder, other = map(Path, sys.argv[1:4])
print(attempt(named.read_bytes), attempt(lambda: (folder / "made").write_text("x")), sep="|", end="|")
print(attempt(lambda: (folder / "made").replace(folder / "kept")), end="|")
print(attempt((folder / "kept").read_bytes), end="|")
print(attempt(lambda: named.write_text("x")), attempt(other.read_bytes), attempt(other.unlink), sep="|", end="|")
print(attempt(lambda: (folder / "kept").symlink_to(other)), attempt(lambda: os.link(other, folder / "l")), sep="|")
import json, zlib, decimal
"""
    told = run_confined(code, *files, prelude=CONFINED).split("|")
    assert told[:4] == ["done"] * 4
    if landlock.version():
        assert set(told[4:7]) == {"Permission denied"} and "done" not in told[7:]
        assert (named.read_text(), other.read_text(), sorted(folder.iterdir())) == ("1", "2", [folder / "kept"])


def test_a_link_in_an_open_folder_leads_nowhere(run_confined: RunConfined, files: tuple[Path, Path, Path]) -> None:
    _named, folder, other = files
    (folder / "link").symlink_to(other)
    told = run_confined("print(attempt((Path(sys.argv[2]) / 'link').read_bytes))", *files, prelude=CONFINED)
    assert told == ("Permission denied" if landlock.version() else "done")


def test_sockets_that_are_open_go_on_working(run_confined: RunConfined) -> None:
    """A listening socket accepts, and descriptors come through it: what a worker that stays needs."""
    code = """
import array, socket, tempfile, threading
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "s")
    server = socket.socket(socket.AF_UNIX); server.bind(path); server.listen()
    if not (child := os.fork()):
        client = socket.socket(socket.AF_UNIX); client.connect(path)
        with open(os.path.join(folder, "f"), "w+") as file:
            file.write("through"); file.flush()
            socket.send_fds(client, [b"ask"], [file.fileno()])
            client.recv(9)
        os._exit(0)
    from sakura_cli.isolation import sandbox
    layers = sandbox.confine()
    connection, _ = server.accept()
    question, descriptors, _, _ = socket.recv_fds(connection, 9, 1)
    connection.sendall(b"answer")
    threads = [threading.Thread(target=lambda: None) for _ in range(2)]
    [each.start() for each in threads]; [each.join() for each in threads]
    os.lseek(descriptors[0], 0, 0)
    print(question.decode(), os.read(descriptors[0], 9).decode(), attempt(lambda: socket.socket(socket.AF_UNIX)))
    os._exit((sys.stdout.flush(), 0)[1])
"""
    assert run_confined(code) == "ask through Operation not permitted"


def test_the_filter_alone_refuses_what_landlock_does_not_govern(run_confined: RunConfined, tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"x")
    code = """
import socket, subprocess
file = Path(sys.argv[1])
with file.open("rb") as opened:
    os.utime(opened.fileno())
for action in (
    lambda: socket.socket(socket.AF_INET), lambda: socket.socketpair(), lambda: subprocess.run(["true"]), os.fork,
    lambda: os.kill(os.getppid(), 0), lambda: file.chmod(0o777), lambda: os.utime(file),
    lambda: os.setxattr(file, "user.a", b""), lambda: os.truncate(file, 0),
    lambda: os.memfd_create("x"), lambda: os.mkfifo(str(file) + "p"),
    lambda: __import__("resource").prlimit(os.getppid(), 4, (0, 0)),
):
    print(attempt(action), end="|")
os.kill(os.getpid(), 0)
print(attempt(lambda: __import__("resource").prlimit(os.getpid(), 4)))
"""
    told = run_confined(code, target, prelude=FILTERED).split("|")
    assert told == ["Operation not permitted"] * 12 + ["done"]


@pytest.mark.parametrize("architecture", system_calls.ARCHITECTURES)
def test_the_program_of_every_architecture_stays_within_its_jumps(architecture: str) -> None:
    program = seccomp._program(architecture, 1)
    assert len(program) < 4096
    for place, (code, if_true, if_false, _) in enumerate(program):
        if code in (0x15, 0x25, 0x45):
            assert max(place + if_true, place + if_false) + 1 < len(program)
    assert program[-1] == (0x06, 0, 0, 0x7FFF0000)


def test_numbers_stand_once_and_within_what_is_known() -> None:
    for column in (0, 1):
        numbers = [pair[column] for pair in system_calls.REFUSED.values() if pair[column] >= 0]
        assert len(set(numbers)) == len(numbers) and max(numbers) <= system_calls.LAST_KNOWN


def test_a_call_younger_than_the_table_is_unknown_to_the_process(run_confined: RunConfined) -> None:
    code = "from sakura_cli.isolation.linux.kernel import system_call\nprint(attempt(lambda: system_call(9999)))"
    assert run_confined(code, prelude=FILTERED) == "Function not implemented"


def test_landlock_binds_no_process_with_threads_that_it_would_miss() -> None:
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    try:
        if 0 < landlock.version() < 8:
            assert landlock.restrict(readable=[Path("/usr")]) == 0
    finally:
        release.set()
        thread.join()


def test_a_system_without_layers_refuses_to_python_at_least(run_confined: RunConfined) -> None:
    code = """
sys.platform = "other"
from sakura_cli.isolation import sandbox
import socket, subprocess
layers = sandbox.confine()
print(sandbox.network_guard(layers), end="|")
internet, name = lambda: socket.socket(socket.AF_INET), lambda: socket.getaddrinfo("localhost", 1)
for action in (internet, name, lambda: subprocess.run(["true"])):
    try:
        action()
        print("done", end="|")
    except PermissionError:
        print("refused", end="|")
"""
    assert run_confined(code) == "audit hook|refused|refused|refused|"


def test_the_strongest_guard_of_the_network_is_named() -> None:
    assert sandbox.network_guard({"seccomp": "holds", "network-namespace": "holds"}) == "network namespace"
    assert sandbox.network_guard({"seccomp": "holds", "network-namespace": ""}) == "seccomp"
    assert sandbox.network_guard({"no-core-dumps": "holds"}) == ""

"""What is done on systems that lack a call: told by a Python that says it runs there, and lacks it."""

from __future__ import annotations

import ast
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sakura_cli
from sakura_cli import platforms, replacing
from sakura_cli.inference import hardware
from sakura_cli.inference.holding import nobody_using
from sakura_cli.inference.worker.chat_template import ChatTemplate, ChatTemplateError
from sakura_cli.isolation.linux import namespaces
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.recommend import read_memory_bytes
from sakura_cli.replacing import replaced_file
from tests.inference.worker.test_chat_template import render

PACKAGE = Path(sakura_cli.__file__ or "").parent
# The modules whose subject are the differences between systems.
THEIRS = {"platforms.py", "isolation/linux/namespaces.py", "documents/forking.py"}
POSIX_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}
POSIX_NAMES = {
    *("getuid", "geteuid", "getgid", "getegid", "pread", "pwrite", "sysconf", "statvfs", "fork", "setsid", "killpg"),
    *("mkfifo", "uname", "getloadavg", "fchmod", "chown", "setitimer", "SIGALRM", "SIGPIPE", "SIGHUP", "SIGKILL"),
}
MISSING_NAMES = ("getuid", "getgid", "pread", "sysconf", "sched_getaffinity", "O_TMPFILE", "O_CLOEXEC")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process say that it is Windows, and lack what Windows lacks."""
    monkeypatch.setattr(sys, "platform", "win32")
    for name in POSIX_MODULES:
        monkeypatch.setitem(sys.modules, name, None)  # importing it fails
    for name in MISSING_NAMES:
        monkeypatch.delattr(os, name, raising=False)


@pytest.fixture
def windows_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file that is open be neither moved nor replaced nor deleted, as on Windows."""
    monkeypatch.setattr(replacing, "_open_nameless", lambda folder: None)

    def refuse_open(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*paths: Any, **options: Any) -> Any:
            opened = {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}
            for path in paths:
                if os.path.realpath(path) in opened:
                    raise PermissionError(13, "used by another process", str(path))
            return function(*paths, **options)

        return call

    for name in ("rename", "replace", "unlink"):
        monkeypatch.setattr(os, name, refuse_open(getattr(os, name)))


def test_calls_that_only_posix_has_are_made_in_modules_of_their_own() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_name = isinstance(node, ast.Attribute) and node.attr in POSIX_NAMES
            is_module = isinstance(node, ast.Import) and any(each.name in POSIX_MODULES for each in node.names)
            if is_name or is_module or (isinstance(node, ast.ImportFrom) and node.module in POSIX_MODULES):
                found.add(str(path.relative_to(PACKAGE)))
    assert found == THEIRS


def test_the_memory_of_a_windows_machine_is_asked_from_windows(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Kernel:
        @staticmethod
        def GlobalMemoryStatusEx(pointer: Any) -> int:  # noqa: N802
            assert pointer._obj.dwLength == ctypes.sizeof(pointer._obj) == 64
            pointer._obj.ullTotalPhys, pointer._obj.ullAvailPhys = 16 << 30, 5 << 30
            return 1

    class Libraries:
        kernel32 = Kernel

    monkeypatch.setattr(ctypes, "windll", Libraries, raising=False)
    monkeypatch.setattr(hardware, "_meminfo_available", lambda: None)
    monkeypatch.setattr(hardware, "_cgroup_memory_left", lambda: None)
    assert platforms.total_memory_bytes() == 16 << 30
    assert hardware.available_memory_bytes() == 5 << 30


def test_a_machine_that_does_not_tell_its_memory_is_a_common_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sysconf", lambda name: (_ for _ in ()).throw(ValueError(name)))
    monkeypatch.setattr("sakura_cli.models.recommend._container_limits", lambda: [1 << 62])
    assert read_memory_bytes() == 8 << 30


@pytest.mark.usefixtures("windows")
def test_what_windows_does_without_is_left_out(tmp_path: Path) -> None:
    platforms.forbid_core_files()
    platforms.sync_folder(tmp_path)
    assert platforms.peak_memory_bytes() == 0
    assert platforms.end_by_sigpipe() == 141
    assert not namespaces.leave_network()
    assert hardware.usable_cores() >= 1
    weights = tmp_path / "weights.gguf"
    weights.touch()
    with nobody_using(weights) as is_free:
        assert is_free


def test_the_worker_gets_no_ctrl_c_on_windows_either(windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x200, raising=False)
    assert platforms.flags_of_own_group() == 0x200
    monkeypatch.setattr(sys, "platform", "linux")
    assert platforms.flags_of_own_group() == 0


@pytest.mark.usefixtures("windows")
def test_time_is_limited_without_a_signal_even_where_an_interruption_is_swallowed() -> None:
    swallowed = 0
    with pytest.raises(TimeoutError), platforms.limited_time(0.05):
        while True:
            try:
                while True:
                    time.sleep(0.001)
            except TimeoutError:
                swallowed += 1
                if swallowed == 3:
                    raise
    time.sleep(0.2)  # nothing comes late


@pytest.mark.usefixtures("windows")
def test_what_is_quick_is_not_interrupted_without_a_signal() -> None:
    for _ in range(50):
        with platforms.limited_time(5.0):
            sum(range(100))
    time.sleep(0.05)


@pytest.mark.usefixtures("windows")
def test_an_endless_template_ends_without_a_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sakura_cli.inference.worker.template_sandbox.MOST_SECONDS", 0.2)
    loops = "{% for i in range(99999) %}{% for j in range(99999) %}{{ i }}{% endfor %}{% endfor %}"
    with pytest.raises(ChatTemplateError):
        render(ChatTemplate(loops))


@pytest.mark.usefixtures("windows_files")
def test_no_file_is_moved_while_it_is_open(tmp_path: Path) -> None:
    with PartialFile(tmp_path / "p", "model 1") as partial:
        partial.append(b"abc")
        partial.restart()
        partial.append(b"abc")
        partial.set_apart(tmp_path / "bad")
        partial.append(b"def")
        assert (tmp_path / "bad").read_bytes() == b"abc"
        partial.discard()
    assert {path.name for path in tmp_path.iterdir()} == {"bad", "home"}
    with replaced_file(tmp_path / "bad", 0o600) as file:
        file.write(b"new")
    assert (tmp_path / "bad").read_bytes() == b"new"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_help_and_results_are_printed_into_a_japanese_windows_pipe(language: str, home: Path) -> None:
    variables = os.environ | {"PYTHONIOENCODING": "cp932", "SAKURA_LANG": language}

    def run(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "sakura_cli", *arguments]
        done = subprocess.run(
            command, env=variables, input="﨑さん😀、資料送って。\n".encode(), capture_output=True, check=True
        )
        return done.stdout

    assert "--offline" in run("summarize", "--help").decode("cp932")
    assert run("keigo-rewrite", "--rules-only").decode("utf-8").startswith("﨑さん😀、資料")

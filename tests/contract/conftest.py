"""The fixtures of the contract: the installed command, a shell, files to work on, and a model hub of the tests' own."""

from __future__ import annotations

import dataclasses
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import environment, memo, model, sakura, shell
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.weights import entry_for, write_gguf

__all__ = ["memo", "model", "sakura", "shell"]

# What `scripted` answers, in a form that every style of a summary takes as it is.
ANSWER = "要点の一覧"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    """Return a hub that has one tiny model."""
    with serve_hub(write_gguf(tmp_path / "hub.gguf").read_bytes()) as running:
        yield running


@pytest.fixture
def small_catalogue(hub: FakeHub) -> list[str]:
    """Return the command whose catalogue is that model, named `tiny`."""
    entry = json.dumps(dataclasses.asdict(entry_for(hub.data)))
    return [sys.executable, "-m", "tests.fakes.small_catalogue_command", entry]


def reach(hub: FakeHub) -> dict[str, str]:
    """Return the environment in which the hub is the model hub."""
    return {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def type_on_terminal(
    command: list[str | Path], typed: str, home: Path, folder: Path
) -> subprocess.CompletedProcess[bytes]:
    """Run a command with a terminal for its input, on which a text and then Ctrl-D is typed."""
    leader, follower = pty.openpty()
    try:
        with subprocess.Popen(
            command,
            stdin=follower,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home),
            cwd=folder,
            start_new_session=True,
        ) as process:
            os.write(leader, f"{typed}\n\x04".encode())
            stdout, stderr = process.communicate()
    finally:
        os.close(leader)
        os.close(follower)
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def run_in(folder: Path, home: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command without a terminal."""
    env = environment(home, variables)
    return subprocess.run(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)

"""A git repository of the test's own with the hooks installed, and the command in the engine's stead or with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAKURA, environment
from tests.fakes.weights import write_gguf

HOOKS = Path(__file__).parents[2] / "examples" / "hooks"


class Repository:
    """A repository in which `sakura` is what the test says it is."""

    def __init__(self, root: Path, home: Path):
        self.root = root
        self._bin = home / "bin"
        self._bin.mkdir()
        self._environment = environment(home)
        # Neither the installed command nor anything of the machine's configuration: only git and the usual tools.
        folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / "sakura").exists()]
        self._environment["PATH"] = os.pathsep.join([str(self._bin), *folders])
        self._environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": ":", "GIT_TERMINAL_PROMPT": "0"}
        root.mkdir()
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "検査")
        self.git("config", "user.email", "test@example.jp")

    def install(self, *names: str) -> None:
        """Install hooks as their page says: by copying them."""
        for name in names:
            hook = self.root / ".git" / "hooks" / name
            hook.write_bytes((HOOKS / name).read_bytes())
            hook.chmod(0o755)

    def answer(self, text: str, model: Path) -> None:
        """Let `sakura` be the command with an engine that gives this answer."""
        self._command(f'"{sys.executable}" -m tests.fakes.scripted_command "{text}" "$@"', SAKURA_MODEL=str(model))

    def use_real_command(self, **variables: str) -> None:
        """Let `sakura` be the installed command."""
        self._command(f'"{SAKURA}" "$@"', **variables)

    def _command(self, line: str, **variables: str) -> None:
        self._environment |= variables
        script = self._bin / "sakura"
        # What the hook hands over is kept for the test to look at.
        script.write_text(f'#!/bin/sh\ntee "{self._bin}/seen" | {line}\n', encoding="utf-8")
        script.chmod(0o755)

    @property
    def seen(self) -> bytes:
        """What the command was given on standard input."""
        return (self._bin / "seen").read_bytes()

    def is_asked(self) -> bool:
        """Tell whether the command was run at all."""
        return (self._bin / "seen").exists()

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file and stage it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        self.git("add", "-f", "--", name)

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run git and return how it ended."""
        return subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=self._environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Run git and return its output; it must succeed."""
        result = self.run(*arguments)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def commit(self, *arguments: str) -> str:
        """Commit with an editor that leaves everything as it is; return the message before comments are taken out."""
        self.run("commit", *arguments, GIT_EDITOR='cp "$1" .git/shown; :')
        return (self.root / ".git" / "shown").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, home: Path) -> Repository:
    return Repository(tmp_path / "repository", home)


@pytest.fixture
def suggesting(repository: Repository, tmp_path: Path) -> Callable[[str], Repository]:
    """Return a repository with the subject hook and an engine that gives this answer."""

    def prepare(answer: str) -> Repository:
        repository.install("prepare-commit-msg")
        repository.answer(answer, write_gguf(tmp_path / "own.gguf"))
        return repository

    return prepare

"""The hooks that check keigo in a real repository: what is staged, what is ignored, and when a commit is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.hooks.conftest import HOOKS, Repository

WRONG, RIGHT = "こちらをご覧になられますか。\n", "こちらをご覧になりますか。\n"


@pytest.fixture
def checked(repository: Repository) -> Repository:
    repository.install("pre-commit", "commit-msg")
    repository.use_real_command()
    return repository


def test_markdown_is_checked_as_it_is_staged(checked: Repository) -> None:
    checked.write("docs/案内 書.md", WRONG)
    (checked.root / "docs" / "案内 書.md").write_text(RIGHT, encoding="utf-8")
    stopped = checked.run("commit", "-m", "add a page")
    assert stopped.returncode == 1
    assert "docs/案内 書.md:1:" in stopped.stderr and "double-respect" in stopped.stderr
    checked.git("add", "-A")
    (checked.root / "docs" / "案内 書.md").write_text(WRONG, encoding="utf-8")
    assert checked.run("commit", "-m", "add a page").returncode == 0


def test_only_changed_markdown_that_is_not_ignored_is_checked(checked: Repository) -> None:
    checked.write(".sakuraignore", "古い/\n")
    for name in ("古い/a.md", "b.txt", "empty.md"):
        checked.write(name, "" if name == "empty.md" else WRONG)
    assert checked.run("commit", "-m", "add files").returncode == 0
    checked.write("c.md", RIGHT)
    assert checked.run("commit", "-m", "add one more").returncode == 0
    checked.git("rm", "-q", "c.md")
    assert checked.run("commit", "-m", "remove it").returncode == 0


def test_markdown_that_cannot_be_read_stops_the_commit(checked: Repository) -> None:
    checked.write("a.md", b"\xe3\x81\x82\xff\xff")
    checked.write("b.md", RIGHT)
    stopped = checked.run("commit", "-m", "add files")
    assert stopped.returncode == 1 and "a.md" in stopped.stderr


def test_the_message_is_checked_without_its_comments(checked: Repository) -> None:
    checked.write("a.txt", "一\n")
    stopped = checked.run("commit", "-m", "説明を足す", "-m", WRONG)
    assert stopped.returncode == 1 and "commit message:3:" in stopped.stderr
    assert checked.run("commit", GIT_EDITOR=f"printf '説明を足す\\n# {WRONG.strip()}\\n' >").returncode == 0
    assert checked.run("commit", "--amend", "--no-verify", "-m", WRONG).returncode == 0


@pytest.mark.parametrize("hook", ["pre-commit", "commit-msg"])
def test_trouble_of_sakura_itself_stops_nothing(hook: str, repository: Repository) -> None:
    repository.install(hook)
    repository.write("a.md", WRONG)
    assert repository.run("commit", "-m", WRONG).returncode == 0  # there is no command sakura
    repository.use_real_command(SAKURA_THREADS="none")
    repository.write("a.md", WRONG + WRONG)
    assert repository.run("commit", "-m", WRONG).returncode == 0


def test_the_hooks_for_pre_commit_name_what_exists() -> None:
    root = HOOKS.parents[1]
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["sakura-keigo", "sakura-commit-msg", "sakura-commit-subject"]
    for hook in hooks:
        if hook["language"] == "script":
            script = root / hook["entry"]
            assert script.stat().st_mode & 0o111 and script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert {path.name for path in HOOKS.iterdir()} == {"pre-commit", "commit-msg", "prepare-commit-msg"}


def test_every_hook_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "hooks.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in page for path in HOOKS.iterdir())

"""The recipes for editors in docs/hooks.md, as they stand there: in a real vim, and with what VS Code would run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, SAKURA, TEXT, environment
from tests.fakes.weights import write_gguf

WRONG = "会議の案内です。\nこちらをご覧になられますか。\n"
VIMS = [name for name in ("vim",) if shutil.which(name)]


def read_block(kind: str) -> str:
    """Return the block of a kind in the page."""
    page = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    [block] = re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture
def env(home: Path, tmp_path: Path) -> dict[str, str]:
    """Return the environment of an editor: `sakura` is the command, with an engine that answers 要点の一覧."""
    (home / "bin").mkdir()
    command = home / "bin" / "sakura"
    scripted = f'"{sys.executable}" -m tests.fakes.scripted_command 要点の一覧'
    command.write_text(f'#!/bin/sh\nexec {scripted} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    variables = environment(home, {"SAKURA_MODEL": str(write_gguf(tmp_path / "own.gguf")), "TERM": "dumb"})
    return variables | {"PATH": f"{home / 'bin'}:{variables['PATH']}", "LC_ALL": "C.UTF-8"}


def edit(vim: str, file: Path, commands: list[str], env: dict[str, str]) -> None:
    """Run commands of vim on a file, with the recipe as its settings."""
    vimrc = file.parent / "vimrc"
    vimrc.write_text(f"set encoding=utf-8\nfiletype on\n{read_block('vim')}", encoding="utf-8")
    script = [argument for command in [*commands, "qall!"] for argument in ("-c", command)]
    arguments = [vim, "-N", "-n", "-i", "NONE", "-u", vimrc, "-es", file, *script]
    subprocess.run(arguments, env=env, cwd=file.parent, stdin=subprocess.DEVNULL, capture_output=True, check=False)


@pytest.mark.parametrize("vim", VIMS)
def test_vim_opens_the_summary_and_lists_problems_and_rewrites(vim: str, env: dict[str, str], tmp_path: Path) -> None:
    memo = tmp_path / "会議 メモ.txt"
    memo.write_text(TEXT, encoding="utf-8")
    edit(vim, memo, ["Summary", "write! summary.out"], env)
    assert (tmp_path / "summary.out").read_text(encoding="utf-8").rstrip("\n") == "・要点の一覧"
    assert memo.read_text(encoding="utf-8") == TEXT
    memo.write_text(WRONG, encoding="utf-8")
    listed = "call writefile(map(getqflist(), {_, each -> each.lnum . ':' . each.text}), 'problems.out')"
    edit(vim, memo, ["set filetype=text", "silent make", listed], env)
    assert (tmp_path / "problems.out").read_text(encoding="utf-8").startswith("2:double-respect: ")
    memo.write_text("資料を送る。\n資料を送る。\n", encoding="utf-8")
    edit(vim, memo, ["1Keigo", "write"], env)
    assert memo.read_text(encoding="utf-8") == "資料をお送りいたします。\n資料を送る。\n"


def test_editors_that_were_not_tried_are_named() -> None:
    if not VIMS:
        warnings.warn("the recipe for vim was not tried: it is not installed", stacklevel=1)
    assert "Summary" in read_block("vim")


def test_the_task_of_vs_code_finds_the_places(home: Path, tmp_path: Path) -> None:
    (tmp_path / "案内.md").write_text(WRONG, encoding="utf-8")
    [task] = json.loads(read_block("json"))["tasks"]
    arguments = [{"${relativeFile}": "案内.md"}.get(argument, argument) for argument in task["args"]]
    assert task["command"] == "sakura"
    command = [SAKURA, *arguments]
    result = subprocess.run(command, env=environment(home), cwd=tmp_path, capture_output=True, check=False)
    lines = result.stdout.decode().splitlines()
    pattern = task["problemMatcher"]["pattern"]
    [match] = [re.match(pattern["regexp"], line) for line in lines]
    assert match is not None
    assert [match[pattern[key]] for key in ("file", "line", "column")] == ["案内.md", "2", "5"]
    assert match[pattern["message"]].startswith("double-respect: ")

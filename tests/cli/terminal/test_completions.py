"""Completion in the real shells, and the names it asks the program for.

bash is everywhere; zsh and fish are tried where they are installed, and a warning of the run names those that are not.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.cli.terminal import completion
from sakura_cli.models import catalogue
from sakura_cli.models.store import Store
from sakura_cli.tasks.extraction.presets import preset_names
from sakura_cli.tasks.framework.prompts import list_prompts
from tests.cli.conftest import ROOT, SAKURA, environment

SHELLS = [shell for shell in ("bash", "zsh", "fish") if shutil.which(shell)]
PATIENCE_SECONDS = 60.0

# What is typed before the tab key, and all that may follow it.
WORDS = [
    ("sakura sum", ["summarize"]),
    ("sakura models ex", ["export"]),
    ("sakura summarize --style b", ["bullets"]),
    ("sakura summarize --lang ", ["en", "ja"]),
    ("sakura keigo --audience int", ["internal"]),
    ("sakura keigo-rewrite --out-d", ["--out-dir"]),
    ("sakura summarize -m qwen2.5-coder-0.5b --style hea", ["headline"]),
    ("sakura summarize --quiet --gpu-layers ", ["auto", "off"]),
    ("sakura models rm ", ["own-model"]),
    ("sakura translate -m own", ["own-model"]),
    ("sakura prompts show min", ["minutes-of-ours"]),
    ("sakura run min", ["minutes-of-ours"]),
    ("sakura summarize memo", ["memo.txt"]),
    ("sakura models export own-model memo", ["memo.txt"]),
    ("sakura summarize -o mem", ["memo.txt"]),
    ("sakura summarize --out-dir fol", ["folder/"]),
]

Completer = Callable[[str], list[str]]


@pytest.fixture
def place(home: Path, tmp_path: Path) -> Path:
    """Make a folder with a file and a folder, a store with a model, and a prompt of the user's own."""
    folder = tmp_path / "place"
    (folder / "folder").mkdir(parents=True)
    (folder / "memo.txt").write_text("会議\n", encoding="utf-8")
    names = home / "sakura" / "models" / "names"
    names.mkdir(parents=True)
    for name in ("own-model", "$(touch gotcha)", "@0123456789"):
        (names / f"{name}.json").write_text("{}", encoding="utf-8")
    prompts = home / "sakura" / "prompts"
    prompts.mkdir()
    (prompts / "minutes-of-ours.yaml").write_text("", encoding="utf-8")
    (prompts / "$(touch gotcha).yaml").write_text("", encoding="utf-8")
    return folder


def complete_with_bash(line: str, place: Path, variables: dict[str, str]) -> list[str]:
    """Return what bash would offer, by its own splitting of the line into words."""
    script = f"""
        source "{ROOT}/completions/sakura"
        complete -p sakura
        COMP_LINE={json.dumps(line)} COMP_POINT={len(line)}
        COMP_WORDS=({line}{' ""' if line.endswith(" ") else ""})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        compopt() {{ [[ $* == '+o default' ]] && falls_back=; }}
        falls_back=1
        _sakura
        for reply in "${{COMPREPLY[@]}}"; do echo "reply $reply"; done
        if [[ $falls_back && ${{#COMPREPLY[@]}} == 0 ]]; then
            compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}" | sed 's/^/reply /'
        fi
    """
    shown = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, cwd=place, env=variables, check=True
    )
    assert "complete -o default -F _sakura sakura" in shown.stdout
    assert shown.stderr == ""
    replies = [each.removeprefix("reply ") for each in shown.stdout.splitlines() if each.startswith("reply ")]
    return [f"{reply}/" if (place / reply).is_dir() else reply for reply in replies]


def complete_with_fish(line: str, place: Path, variables: dict[str, str]) -> list[str]:
    """Return what fish offers."""
    script = f"source {ROOT}/completions/sakura.fish; complete -C {json.dumps(line)}"
    shown = subprocess.run(
        ["fish", "--no-config", "-c", script], capture_output=True, text=True, cwd=place, env=variables, check=True
    )
    assert shown.stderr == ""
    return [each.partition("\t")[0] for each in shown.stdout.splitlines()]


def complete_with_zsh(line: str, place: Path, variables: dict[str, str]) -> list[str]:
    """Return what zsh lists: its line editor runs on a terminal of its own."""
    setup = f"""
        fpath=({ROOT}/completions $fpath); autoload -Uz compinit; compinit -u -D
        LISTMAX=0; PS1=; zstyle ':completion:*' list-separator '###'; zstyle ':completion:*' verbose no
        zstyle ':completion:*' list-grouped false
        list-all() {{
            compstate[insert]= ; compstate[list]=
            compadd() {{
                local -a found; builtin compadd -O found "$@"
                local suffix; [[ ${{@[(I)-f]}} -gt 0 ]] && suffix=file
                for each in $found; do print -r -- "reply $suffix:$each" >> $REPLIES; done
                builtin compadd "$@"
            }}
            _main_complete
            unfunction compadd
            print done >> $REPLIES
        }}
        zle -C list-all list-choices list-all; bindkey '^I' list-all
    """
    replies = place.parent / "replies"
    replies.unlink(missing_ok=True)
    (place.parent / "setup.zsh").write_text(setup, encoding="utf-8")
    terminal, its_side = pty.openpty()
    process = subprocess.Popen(
        ["zsh", "-f", "-i"],
        stdin=its_side,
        stdout=its_side,
        stderr=its_side,
        cwd=place,
        env={**variables, "REPLIES": str(replies), "TERM": "dumb"},
        start_new_session=True,
    )
    try:
        os.write(terminal, f"source {place.parent / 'setup.zsh'}; print ready >> $REPLIES\n".encode())
        _wait_for(replies, "ready", terminal)
        # The first use in a session loads the functions, the others call them.
        os.write(terminal, b"sakura sum\t")
        assert "summarize" in _wait_for(replies, "done", terminal)
        replies.unlink()
        os.write(terminal, f"\x15{line}\t".encode())
        text = _wait_for(replies, "done", terminal)
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
        os.close(its_side)
    found = re.findall(r"^reply (\w*):(.*)$", text, re.MULTILINE)
    names = dict.fromkeys(name for _, name in found)
    return [f"{name}/" if (place / name).is_dir() else name for name in names]


def _wait_for(file: Path, word: str, terminal: int) -> str:
    """Return the text of a file once it holds a line; reads the terminal meanwhile, so that nobody is kept waiting."""
    until = time.monotonic() + PATIENCE_SECONDS
    shown = b""
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.05)[0]:
            shown += os.read(terminal, 4096)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if word in text.splitlines():
            return text
    raise AssertionError(f"no {word}: {shown.decode(errors='replace')}")


COMPLETERS = {"bash": complete_with_bash, "zsh": complete_with_zsh, "fish": complete_with_fish}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "expected"), WORDS, ids=[line for line, _ in WORDS])
def test_the_shell_completes(shell: str, line: str, expected: list[str], home: Path, place: Path) -> None:
    offered = COMPLETERS[shell](line, place, environment(home))
    assert sorted(offered) == expected
    assert not (place / "gotcha").exists()


def test_shells_that_were_not_tried_are_named() -> None:
    assert "bash" in SHELLS
    missing = {"zsh", "fish"} - set(SHELLS)
    if missing:
        warnings.warn(f"completion was not tried in {', '.join(sorted(missing))}: not installed", stacklevel=1)


def test_bash_completes_after_the_sign_of_a_long_option(home: Path, place: Path) -> None:
    # Readline makes the sign a word of its own.
    assert complete_with_bash("sakura summarize --style = he", place, environment(home)) == ["headline"]
    assert len(complete_with_bash("sakura summarize --style =", place, environment(home))) == 4


def test_names_are_those_the_commands_know(home: Path, place: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def names(kind: str) -> list[str]:
        assert completion.complete([kind]) == 0
        return [line.partition("\t")[0] for line in capfdbinary.readouterr().out.decode().splitlines()]

    assert names("models") == ["own-model", *catalogue.load()]
    assert names("installed-models") == ["own-model"]
    assert sorted(names("prompts")) == [name for name in list_prompts() if "gotcha" not in name]
    assert sorted(names("presets")) == preset_names()
    assert names("no-such-kind") == []
    assert Store().names() == []  # an empty manifest vouches for nothing, but completion does not judge


def test_names_need_no_heavy_import(home: Path) -> None:
    heavy = {"typer", "rich", "yaml", "llama_cpp", "huggingface_hub", "sudachipy", "numpy", "sakura_cli.cli.app"}
    code = (
        "import sys; from sakura_cli.__main__ import main\n"
        "sys.argv = ['sakura', '__complete', 'models', 'prompts', 'presets']\n"
        f"try: main()\nexcept SystemExit as end: print({heavy!r} & set(sys.modules), end.code)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(home), check=True
    )
    assert shown.stdout.splitlines()[-1] == "set() 0"


def test_a_reader_that_went_away_is_no_error(home: Path) -> None:
    process = subprocess.Popen(
        [SAKURA, "__complete", "models"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(home)
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")

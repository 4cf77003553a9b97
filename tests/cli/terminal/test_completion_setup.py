"""`sakura --install-completion` and `--show-completion`: where the scripts go, and that the shells then find them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sakura_cli.cli.terminal import completion_setup
from sakura_cli.errors import UsageError
from tests.cli.conftest import ROOT, SAKURA, environment, in_process


def install(shell: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Install from within a shell, as its user would."""
    return subprocess.run(
        [shell, "-c", f"{SAKURA} --install-completion || exit 9"],
        capture_output=True,
        text=True,
        env=environment(home, {"SHELL": "/nowhere"}),
        check=False,
    )


@pytest.mark.contract("global")
def test_bash_completes_after_the_installation_and_a_second_one_changes_nothing(home: Path) -> None:
    (home / ".bashrc").write_text("alias ll='ls -l'", encoding="utf-8")
    installed = install("bash", home)
    assert installed.returncode == 0, installed.stderr
    script = home / ".local/share/bash-completion/completions/sakura"
    assert installed.stdout == f"{script}\n"
    assert script.read_text(encoding="utf-8") == (ROOT / "completions" / "sakura").read_text(encoding="utf-8")
    once = (home / ".bashrc").read_text(encoding="utf-8")
    assert once.startswith("alias ll='ls -l'\n")
    install("bash", home)
    assert (home / ".bashrc").read_text(encoding="utf-8") == once
    shown = subprocess.run(
        ["bash", "--norc", "-c", 'source "$HOME/.bashrc"; complete -p sakura'],
        capture_output=True,
        text=True,
        env=environment(home),
        check=True,
    )
    assert "-F _sakura sakura" in shown.stdout


@pytest.mark.parametrize("shell", [shell for shell in ("zsh",) if shutil.which(shell)])
def test_zsh_completes_after_the_installation(shell: str, home: Path) -> None:
    installed = install(shell, home)
    assert installed.returncode == 0, installed.stderr
    shown = subprocess.run(
        [shell, "-f", "-c", 'source "$HOME/.zshrc"; print $_comps[sakura]'],
        capture_output=True,
        text=True,
        env=environment(home),
        check=True,
    )
    assert shown.stdout == "_sakura\n"


@pytest.mark.parametrize("shell", [shell for shell in ("fish",) if shutil.which(shell)])
def test_fish_completes_after_the_installation(shell: str, home: Path) -> None:
    installed = install(shell, home)
    assert installed.returncode == 0, installed.stderr
    shown = subprocess.run(
        [shell, "-c", "complete -C 'sakura summ'"], capture_output=True, text=True, env=environment(home), check=True
    )
    assert shown.stdout.partition("\t")[0] == "summarize"


def test_the_script_of_a_shell_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("fish", "/usr/bin/fish"))
    result = in_process("--show-completion", capture=capsysbinary)
    assert (result.status, result.stdout) == (0, (ROOT / "completions" / "sakura.fish").read_bytes())
    assert not list(home.rglob("*.fish"))


def test_another_shell_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    with pytest.raises(UsageError) as caught:
        completion_setup.install_completion()
    assert "tcsh" in caught.value.message


def test_a_home_that_cannot_be_written_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("fish", "/usr/bin/fish"))
    (home / ".config").write_text("a file where a folder should be", encoding="utf-8")
    result = in_process("--install-completion", capture=capsysbinary)
    assert result.status == 74
    assert "sakura --show-completion" in result.stderr

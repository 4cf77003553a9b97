"""`sakura --install-completion` and `--show-completion`: sakura's own scripts where the user's shell looks for them.

The scripts are files that answer without starting Python, but for names of models and prompts; typer's would import the
whole command line at every press of the tab key.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from sakura_cli.api.saving import write_file
from sakura_cli.cli.terminal import console
from sakura_cli.errors import StorageError, UsageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

_SCRIPTS = {"bash": "sakura", "zsh": "_sakura", "fish": "sakura.fish"}
_HINT = _("run it in bash, zsh or fish; others: sakura --show-completion")


def install_completion() -> None:
    """Put the script of the user's shell in its place, and what loads it into the shell's own file.

    Raises UsageError for a shell without a script, StorageError.
    """
    shell = find_shell()
    script, loader, lines = _places(shell)
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        write_file(script, read_script(shell).encode("utf-8"))
        if loader is not None and _add_lines(loader, lines):
            console.note(_("{loader} now loads it").format(loader=loader))
    except OSError as error:
        reason = describe_os_error(error)
        raise StorageError(
            _("completion cannot be installed: {reason}").format(reason=reason), hint="sakura --show-completion"
        ) from error
    console.write_result(str(script))
    console.note(_("begin a new {shell} to use it").format(shell=shell))


def read_script(shell: str) -> str:
    """Return the script of a shell."""
    return (resources.files("sakura_cli.completions") / _SCRIPTS[shell]).read_text(encoding="utf-8")


def find_shell() -> str:
    """Return the shell the command was typed in, else the user's login shell. Raises UsageError for any other."""
    import shellingham

    try:
        name, _path = shellingham.detect_shell()
    except (shellingham.ShellDetectionFailure, OSError):
        name = Path(os.environ.get("SHELL", "")).name
    if name not in _SCRIPTS:
        raise UsageError(_("there is no completion for {name}").format(name=name or _("an unknown shell")), hint=_HINT)
    return str(name)


def _places(shell: str) -> tuple[Path, Path | None, str]:
    """Return where a shell's script goes, the file that has to load it, and the lines that do."""
    home = Path.home()
    if shell == "fish":
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        return config / "fish" / "completions" / "sakura.fish", None, ""
    if shell == "zsh":
        lines = "fpath=(~/.zfunc $fpath)\nautoload -Uz compinit\ncompinit\n"
        return home / ".zfunc" / "_sakura", Path(os.environ.get("ZDOTDIR") or home) / ".zshrc", lines
    script = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "bash-completion/completions/sakura"
    # Where the package bash-completion is installed it would be found without these lines.
    return script, home / ".bashrc", f'[ -r "{script}" ] && . "{script}"\n'


def _add_lines(file: Path, lines: str) -> bool:
    """Append lines to a file unless it has them; tell whether it had not."""
    text = file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else ""
    if lines in text:
        return False
    with file.open("a", encoding="utf-8") as stream:
        stream.write(("" if not text or text.endswith("\n") else "\n") + lines)
    return True

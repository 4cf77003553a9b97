"""Streams: what a terminal gets that wants no colours, and that core files would be seen if they were written."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT
from tests.cli.running.test_cli_outputs import SCRIPTED, on_terminal

_COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m")


@pytest.mark.fault("C11")
@pytest.mark.parametrize("json", [[], ["--json"]], ids=["preview", "bar"])
@pytest.mark.contract("no-color")
def test_no_color_is_obeyed_on_a_terminal(json: list[str], home: Path, model: Path, tmp_path: Path) -> None:
    """NO_COLOR on a terminal, with a preview and with a progress bar: not one colour, and the result last."""
    (tmp_path / "memo.txt").write_text(TEXT, encoding="utf-8")
    command = [*SCRIPTED, "要点の一覧", "summarize", *json, "-m", model, "memo.txt"]
    status, shown = on_terminal(["env", "NO_COLOR=1", *command], home, tmp_path)
    assert status == 0 and "要点の一覧" in shown
    assert not _COLOUR.search(shown), shown


def test_a_process_that_keeps_core_files_does_leave_one_here(tmp_path: Path) -> None:
    # Were core files never written here, no test could tell that the command forbids them.
    pattern = Path("/proc/sys/kernel/core_pattern")
    _, most = resource.getrlimit(resource.RLIMIT_CORE)

    def allow() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    command = [sys.executable, "-c", "import os; os.abort()"]
    subprocess.run(command, cwd=tmp_path, preexec_fn=allow, stderr=subprocess.DEVNULL, check=False)
    is_written_here = most != 0 and pattern.exists() and not pattern.read_text().startswith(("|", "/"))
    assert bool(list(tmp_path.glob("core*"))) == is_written_here


@pytest.mark.fault("V2")
def test_the_command_forbids_core_files() -> None:
    """The limits of the running command, whatever its parent allowed: no core file."""
    program = """
import resource, sys
from sakura_cli.cli import boundary
boundary.run(["--version"])
print(resource.getrlimit(resource.RLIMIT_CORE))
"""
    result = subprocess.run([sys.executable, "-c", program], env=os.environ, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "(0, 0)"

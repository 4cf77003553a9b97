"""Code that is run in a process of its own, since what it gives up it gives up for good."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RunConfined = Callable[..., str]

_TRY = """
import os, sys
from pathlib import Path
def attempt(action):
    try:
        action()
    except OSError as error:
        return error.strerror
    return "done"
"""


@pytest.fixture
def run_confined(tmp_path: Path) -> RunConfined:
    """Return a function that runs code with arguments and returns what it prints; the code has `attempt`."""

    def run(code: str, *arguments: str | Path, prelude: str = "") -> str:
        command = [sys.executable, "-c", f"{_TRY}{prelude}\n{code}", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    return run

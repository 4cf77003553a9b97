"""The command line of a process that sees a text: this interpreter, and nothing of the folder it is started in."""

from __future__ import annotations

import sys
from pathlib import Path


def command_for(module: str, *, reads_environment: bool = False) -> list[str]:
    """Return the command line that runs `main` of a module in this interpreter, with this process's import path.

    `-I` and the explicit path keep the current folder out of it: a `llama_cpp.py` lying there must not be run. With
    `reads_environment` Python's own variables count, which the caller has then chosen, like the current folder.
    """
    path = [entry for entry in sys.path if entry and Path(entry).is_absolute()]
    code = f"import sys; sys.path[:] = {path!r}; from {module} import main; main()"
    return [sys.executable, "-s" if reads_environment else "-I", "-c", code]
